"""What a saved web page has around a report."""

from __future__ import annotations

from random import Random

from tests.support.layouts.registry import Layout
from tests.support.sheet import Sheet
from tests.support.truth import Truth

_MENU = ("首页", "机构职能", "政务公开", "政务服务", "互动交流", "数据开放", "专题专栏")


def between_menus(text: str, sheet: Sheet, _layout: Layout) -> str:
    """The report with menus and publication data before it and a footer behind it."""
    return "\n".join((*_head(sheet.truth, sheet.rng), text, *_foot(sheet.truth, sheet.rng)))


def _head(truth: Truth, rng: Random) -> list[str]:
    day = truth.published
    menu = rng.choice((" ", "\n", " | ", "\t")).join(_MENU)
    return [
        f"{truth.body}门户网站",
        menu,
        "当前位置：首页 > 政务公开 > 政府信息公开年报 > 正文",
        f"索引号：{rng.randrange(10**9):09d}/{truth.year + 1}-{rng.randrange(10**5):05d}",
        f"发布机构：{truth.body}办公室 发布日期：{day} 浏览次数：{rng.randint(1, 9999)}",
        "字体：【大 中 小】 打印 关闭",
    ]


def _foot(truth: Truth, rng: Random) -> list[str]:
    return [
        "分享到： 微信 微博",
        f"上一篇：{truth.body}{truth.year - 1}年政府信息公开工作年度报告",
        "下一篇：没有了",
        f"主办：{truth.body} 承办：{truth.body}办公室",
        f"地址：望舒大道{rng.randint(1, 300)}号 邮编：{rng.randint(100000, 899999)}",
        f"联系电话：0{rng.randint(310, 998)}-{rng.randint(2000000, 8999999)}",
        f"网站标识码：{rng.randrange(10**9, 10**10)}",
        f"备案号：某ICP备{rng.randrange(10**7, 10**8)}号-1",
        f"某公网安备 {rng.randrange(10**13, 10**14)}号",
    ]
