"""The English catalogue is whole: nothing missing, nothing empty, no placeholder lost, compiled."""

from __future__ import annotations

import gettext
import re

import pytest
from babel.messages.catalog import Message
from django.test import Client

from gongkai.web.accounts.roles import Role
from tests.web.support.people import County, make_user
from tools.messages import MO, english, extracted, stored

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>|\{\{.*?\}\}")
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_KEPT = re.compile(
    r"[“”]云\w*公开[“”]|\{\{ 救济途径 \}\}|“/” or “无”|2026年3月16日"
    r"|(?:规章|行政规范性文件|废止|宣布失效|有效期满|是|否) \("
)
"""Chinese that English readers need as it is: what the letters and files themselves must say."""


def _texts() -> dict[str, Message]:
    return {_key(message): message for message in stored() if message.id}


def _key(message: Message) -> str:
    """What the program says, before it the context that tells two meanings of a word apart."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}\x04{text}" if message.context else text


def test_the_catalogue_has_what_the_site_says_and_nothing_else() -> None:
    said = {_key(message) for message in extracted() if message.id}
    assert sorted(said - set(_texts())) == [], "run script/messages and translate what it lists"
    assert sorted(set(_texts()) - said) == [], "run script/messages"


def test_everything_has_english_words() -> None:
    assert [key for key, message in _texts().items() if not all(english(message))] == []


def test_english_has_the_placeholders_of_the_chinese() -> None:
    wrong = [
        (key, text)
        for key, message in _texts().items()
        for text in english(message)
        if sorted(_PLACEHOLDER.findall(key)) != sorted(_PLACEHOLDER.findall(text)) and key != _NAME
    ]
    assert wrong == []


_NAME = "%(place)s：占位符“%(tag)s”写法有误，应为 {{ 名称 }}。"
"""The example of a placeholder's name is translated too."""


def test_english_is_english() -> None:
    wrong = [
        text
        for message in _texts().values()
        for text in english(message)
        if _CHINESE.search(_KEPT.sub("", text))
    ]
    assert wrong == []


def test_what_is_compiled_is_what_is_written() -> None:
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in _texts().values():
        if isinstance(message.id, str) and message.context:
            assert compiled.pgettext(message.context, message.id) == english(message)[0]
        elif isinstance(message.id, str):
            assert compiled.gettext(message.id) == english(message)[0]
        else:
            one, many = message.id
            assert (compiled.ngettext(one, many, 1), compiled.ngettext(one, many, 2)) == english(
                message
            )


@pytest.mark.parametrize(("language", "told", "other"), [
    ("zh-hans", "zh-Hans", 'lang="en">English'),
    ("en", "en", 'lang="zh-Hans">中文'),
])  # fmt: skip
def test_a_page_tells_its_language_and_that_of_the_other(
    client: Client, county: County, language: str, told: str, other: str
) -> None:
    client.force_login(
        make_user("lin", county.department, Role.OFFICER, language=language),
        "django.contrib.auth.backends.ModelBackend",
    )
    answer = client.get("/todo/")
    assert answer["Content-Language"] == language
    page = answer.content.decode()
    assert f'<html lang="{told}"' in page
    assert other in page
    assert ("To do" in page) == (language == "en")
