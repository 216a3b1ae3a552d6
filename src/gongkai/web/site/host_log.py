"""What the log says of a request for a host name that the site does not answer to."""

from __future__ import annotations

import logging
from typing import Any

_LONGEST = 100


class HostInWords(logging.Filter):
    """One line that names our own setting, in place of Django's and a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it stays."""
        request: Any = getattr(record, "request", None)
        host = request.META.get("HTTP_HOST", "") if request is not None else ""
        record.msg = (
            "拒绝了一次访问：主机名 %r 不在 GONGKAI_HOSTS 里。"
            "这如果是访问本站用的名字，请把它（不带端口）加进 GONGKAI_HOSTS，再重新启动。"
        )
        record.args = (host[:_LONGEST],)
        record.exc_info = None
        record.exc_text = None
        return True
