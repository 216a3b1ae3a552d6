"""Reports as web archives (MHTML): saved by Word, by a browser, and as a page in a frame."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from random import Random

from tests.support.kinds.paper import Item
from tests.support.kinds.registry import file_layout
from tests.support.kinds.web import plain_page, whole

_BOUNDARY = "----=_NextPart_01D8.B2F0"


def archive(*parts: tuple[str, str, str, bytes], main: str = "text/html") -> bytes:
    """An archive of parts: type, location, encoding, content."""
    lines = [
        "From: <由浏览器保存>",
        "Subject: report",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related;\n\ttype="{main}";\n\tboundary="{_BOUNDARY}"',
        "",
        "This is a multi-part message in MIME format.",
        "",
    ]
    data = "\n".join(lines).encode()
    for kind, location, encoding, content in parts:
        pack: dict[str, Callable[[bytes], bytes]] = {
            "base64": base64.encodebytes,
            "quoted-printable": quopri.encodestring,
            "8bit": bytes,
        }
        packed = pack[encoding](content)
        head = f"\n--{_BOUNDARY}\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n"
        data += f"{head}Content-Location: {location}\n\n".encode() + packed
    return (data + f"\n--{_BOUNDARY}--\n".encode()).replace(b"\n", b"\r\n")


_PICTURE = ("image/png", "file:///C:/x/image001.png", "base64", b"\x89PNG\r\n\x1a\n" + bytes(40))


@file_layout("mhtml_quoted", "mhtml", "mht")
def _quoted(items: list[Item], _rng: Random) -> bytes:
    page = whole(plain_page(items)).encode()
    return archive(("text/html", "https://x.gov.cn/a.html", "quoted-printable", page), _PICTURE)


@file_layout("mhtml_base64", "mhtml", "mht")
def _base64(items: list[Item], _rng: Random) -> bytes:
    head = '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
    page = whole(plain_page(items), head).encode("gb18030")
    kind = 'text/html; charset="gb2312"'
    return archive(_PICTURE, (kind, "file:///C:/x/report.htm", "base64", page))


@file_layout("mhtml_frame", "mhtml", "mhtml")
def _frame(items: list[Item], _rng: Random) -> bytes:
    """A browser's archive of a page that shows the report in a frame."""
    outer = whole(
        '<div class="nav"><a href="/">首页</a></div><iframe src="cid:frame-7@mhtml.blink"></iframe>'
    )
    inner = whole(plain_page(items)).encode()
    return archive(
        ("text/html", "https://x.gov.cn/", "quoted-printable", outer.encode()),
        (
            "text/html",
            "https://x.gov.cn/b.html\nContent-ID: <frame-7@mhtml.blink>",
            "quoted-printable",
            inner,
        ),
        _PICTURE,
    )
