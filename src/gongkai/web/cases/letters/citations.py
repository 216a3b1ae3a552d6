"""Citations as a letter to the public writes them: full titles, articles of one law together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gongkai.law.articles import Article, article


def cited(citations: Sequence[str]) -> str:
    """``《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项``."""
    found = [article(each) for each in citations]
    groups = groupby(found, key=lambda each: each.source.key)
    return "、".join(_of_one_source(list(each)) for _, each in groups)


def _of_one_source(found: Sequence[Article]) -> str:
    # A law is cited by its name, without the year of its revision.
    title = found[0].source.title.zh.partition("（")[0].strip("《》")
    return f"《{title}》" + "、".join(
        each.label.zh.removeprefix(each.source.short.zh) for each in found
    )
