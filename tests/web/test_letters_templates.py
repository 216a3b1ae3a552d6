"""Templates come from users: what they may say, and what is refused before it does harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.cases.letters.default import default_template
from gongkai.web.cases.letters.errors import TemplateFaultsError
from gongkai.web.cases.letters.facts import example_values
from gongkai.web.cases.letters.given import Given
from gongkai.web.cases.letters.kinds import kinds
from gongkai.web.cases.letters.making import check_template, filled, text_of
from gongkai.web.cases.letters.package import MOST_BYTES, MOST_TEXT_PART
from gongkai.web.cases.letters.sending import draft
from gongkai.web.cases.models import LetterTemplate
from gongkai.web.cases.workflow import locked
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_user

CLARIFICATION = kinds()["clarification"]
REFUSAL = kinds()["reply_refused"]
DOCUMENT = "word/document.xml"


@cache
def parts_of_default(kind: str = "clarification") -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(default_template(kinds()[kind]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(part: str, change: Callable[[str], str], kind: str = "clarification") -> bytes:
    parts = dict(parts_of_default(kind))
    parts[part] = change(parts[part].decode()).encode()
    return packed(parts)


def with_paragraph(text: str) -> bytes:
    """The default with one more paragraph at its beginning."""
    run = f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    return changed(DOCUMENT, lambda xml: xml.replace("<w:body>", f"<w:body>{run}"))


def faults(template: bytes, kind: str = "clarification") -> list[str]:
    with pytest.raises(TemplateFaultsError) as caught:
        check_template(template, kinds()[kind])
    return caught.value.faults


def test_every_default_template_is_accepted_and_says_what_it_must() -> None:
    for kind in kinds().values():
        template = default_template(kind)
        check_template(template, kind)
        text = text_of(filled(template, kind, example_values(kind)))
        assert kind.title in text
        assert "云水公开〔2026〕12号" in text
        assert not re.search(r"\{[{%]|[%}]\}", text)


def test_an_unknown_placeholder_is_told_with_its_paragraph_and_the_likely_one() -> None:
    assert faults(with_paragraph("你好，{{ 收件人姓名 }}")) == [
        "第 1 段（你好，{{ 收件人姓名 }}）：没有占位符“收件人姓名”，是不是“收件人”？"
    ]


def test_a_placeholder_of_another_letter_is_told_to_be_one() -> None:
    assert "这种文书没有占位符“收费金额”" in faults(with_paragraph("{{ 收费金额 }}"))[0]


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(with_paragraph("{{ 甲甲甲 }}{{ 乙乙乙 }}{% for 丙 in 丁 %}"))) == 3


def test_a_placeholder_that_word_split_over_runs_is_one() -> None:
    pieces = ["{", "{ 文", "号", " }", "}"]
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in pieces)
    template = changed(DOCUMENT, lambda x: x.replace("<w:body>", f"<w:body><w:p>{runs}</w:p>"))
    check_template(template, CLARIFICATION)
    made = filled(template, CLARIFICATION, example_values(CLARIFICATION))
    assert text_of(made).startswith("云水公开〔2026〕12号")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 文号.__class__ }}",
        "{{ 文号['__class__'] }}",
        "{{ 文号|upper }}",
        "{{ 文号 * 1000000000 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ range(10) }}",
        "{{ ''.join(文号) }}",
        "{{ 文号 ~ 文号 }}",
        "{{ [1, 2] }}",
        "{{ 文号 if 收件人 }}",
        "{% for x in 文号 %}{{ x }}{% endfor %}",
        "{% set x = 1 %}",
        "{% macro x() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{%p for x in 文号 %}",
        "{%- if 文号 -%}{%- endif -%}",
        "{{p 文号 }}",
        "{{r 文号 }}",
        "{% vm %}",
        "{% cellbg 文号 %}",
        "{# 注释 #}",
        "{{ }}",
        "{{ 文号",
        "文号 }}",
        "甲 -%}",
        "{% if 文号 %}",
        "{% endif %}",
        "{% if 文号.__class__ %}{% endif %}",
        "{% if 文号 > 1 %}{% endif %}",
        "{% if " + "not " * 45 + "文号 %}{% endif %}",
    ],
)
def test_templates_can_say_placeholders_and_conditions_and_nothing_else(text: str) -> None:
    assert faults(with_paragraph(text))[0].startswith("第 1 段")


@pytest.mark.parametrize(
    "text",
    [
        "{% if 联系电话 %}电{% else %}无{% endif %}",
        "{% if 称呼 == '您' and not 邮政编码 %}甲{% elif 文号 != '' %}乙{% endif %}",
    ],
)
def test_conditions_are_understood(text: str) -> None:
    check_template(with_paragraph(text), CLARIFICATION)


@pytest.mark.parametrize(
    "markup",
    [
        "<w:p><w:r><w:t>{</w:t></w:r></w:p><w:p><w:r><w:t>{ 文号 }}</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:pStyle w:val="{{ 文号 }}"/></w:pPr></w:p>',
        "<w:p><w:r><w:instrText>{{ 文号 }}</w:instrText></w:r></w:p>",
        "<w:p><!-- {{ 文号 }} --></w:p>",
    ],
)
def test_placeholders_stand_only_where_people_read(markup: str) -> None:
    assert faults(changed(DOCUMENT, lambda x: x.replace("<w:body>", f"<w:body>{markup}")))


def test_a_reply_without_the_remedy_notice_is_refused() -> None:
    without = changed(DOCUMENT, lambda x: x.replace("{{ 救济途径 }}", ""), "reply_refused")
    assert "救济途径" in faults(without, "reply_refused")[0]


def test_a_remedy_notice_behind_a_condition_that_never_holds_is_refused() -> None:
    hidden = changed(
        DOCUMENT,
        lambda x: x.replace("{%p if 救济途径 %}", "{%p if 救济途径 == '无' %}"),
        "reply_refused",
    )
    assert "救济途径" in faults(hidden, "reply_refused")[0]


def test_an_archive_that_unpacks_to_gigabytes_is_refused() -> None:
    parts = dict(parts_of_default())
    parts["word/media/image1.png"] = b"\0" * (30 << 20)
    bomb = packed(parts)
    assert len(bomb) < MOST_BYTES
    assert "解压后太大" in faults(bomb)[0]
    parts = dict(parts_of_default())
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + b" " * MOST_TEXT_PART)
    assert "解压后太大" in faults(packed(parts))[0]


def test_entities_and_declarations_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert "XML 声明" in faults(changed(DOCUMENT, lambda x: x.replace("?>", f"?>{bomb}", 1)))[0]
    utf16 = dict(parts_of_default())
    utf16[DOCUMENT] = utf16[DOCUMENT].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert faults(packed(utf16))


def test_a_template_fetches_and_runs_nothing() -> None:
    rels = "word/_rels/document.xml.rels"
    link = '<Relationship Id="x" Type="http://x/image" Target="http://x.example/a.png" TargetMode="External"/>'
    outside = changed(rels, lambda x: x.replace("</Relationships>", f"{link}</Relationships>"))
    assert "http://x.example/a.png" in faults(outside)[0]
    for name in (
        "word/vbaProject.bin",
        "word/embeddings/oleObject1.bin",
        "word/activeX/activeX1.xml",
    ):
        assert "宏" in faults(packed(dict(parts_of_default()) | {name: b"x"}))[0]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"not a zip", b"%PDF-1.7", packed({"a.txt": b"x"}), packed({DOCUMENT: b"<a/>"}),
     packed({"[Content_Types].xml": b"<a/>", DOCUMENT: b"<a/>"}), b"x" * (MOST_BYTES + 1)],
    ids=("empty", "magic", "text", "pdf", "no_document", "no_types", "no_parts", "too_big"),
)  # fmt: skip
def test_what_is_no_word_file_is_told_to_be_none(data: bytes) -> None:
    assert faults(data)


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_file_is_refused_or_works_but_never_crashes(data: st.DataObject) -> None:
    whole = bytearray(default_template(CLARIFICATION))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(TemplateFaultsError):
        check_template(bytes(whole), CLARIFICATION)


@settings(max_examples=60)
@given(st.text(alphabet=list("{}%# 文号ifendp_.\"'<>&"), max_size=40))
def test_no_text_of_a_paragraph_crashes_or_gets_past_the_language(text: str) -> None:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    with suppress(TemplateFaultsError):
        check_template(with_paragraph(safe), CLARIFICATION)


@pytest.mark.parametrize(
    "text",
    ["{{" * 100_000, "{%" * 100_000, "{" * 200_000, "}}" * 100_000, "{{ 文号 }}" * 301],
    ids=("opened", "statements", "single", "closed", "too_many"),
)
def test_a_paragraph_of_braces_is_refused_at_once(text: str) -> None:
    assert faults(with_paragraph(text))


RUN = "<w:r><w:t>%s</w:t></w:r>"


@pytest.mark.parametrize(
    "markup",
    [
        "<w:p>" + '<w:r w:rsidR="1"/>' * 19_000 + "</w:p>",
        '<w:p w:rsidR="1"/>' * 19_000,
        "<w:p><w:r>" + '<w:t xml:space="preserve"/>' * 15_000 + "</w:r></w:p>",
        "<w:p>" + RUN % ("a\t\n" * 100_000) + "</w:p>",
        "<w:p>" + RUN % ("{{ 文号 }}" * 250) + "</w:p>" + ("<w:p>" + RUN % "x" + "</w:p>") * 5_000,
        "<w:p/>" * 80_000,
    ],
    ids=("runs", "paragraphs", "texts", "tabs", "placeholders", "too_many"),
)
def test_shapes_that_patterns_would_hang_on_come_to_an_end(markup: str) -> None:
    template = changed(DOCUMENT, lambda xml: xml.replace("<w:body>", f"<w:body>{markup}"))
    with suppress(TemplateFaultsError):
        check_template(template, CLARIFICATION)


@pytest.fixture
def reviewer(county: County) -> User:
    return make_user("qian", county.department, Role.REVIEWER)


@pytest.fixture
def signed_in(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer, "django.contrib.auth.backends.ModelBackend")
    return client


def upload(client: Client, data: bytes, kind: str = "clarification") -> str:
    file = SimpleUploadedFile("模板.docx", data)
    answer = client.post(f"/letters/{kind}/", {"file": file}, follow=True)
    return answer.content.decode()


def test_an_office_uses_its_own_template_and_goes_back(signed_in: Client, county: County) -> None:
    assert "默认模板" in signed_in.get("/letters/").content.decode()
    own = with_paragraph("云岫县水务局专用")
    assert "模板已换用" in upload(signed_in, own)
    officer = make_user("lin", county.department, Role.OFFICER)

    def made() -> str:
        case = make_case(county.department)
        with locked(case.pk) as held:
            letter = draft(held, CLARIFICATION, Given(text="请写明文号。"), officer)
        with letter.file.open("rb") as stream:
            return text_of(stream.read())

    assert "云岫县水务局专用" in made()
    stored = LetterTemplate.objects.get()
    answer = signed_in.get(f"/letters/clarification/{stored.pk}/")
    assert b"".join(answer.streaming_content) == own  # type: ignore[attr-defined]
    signed_in.post("/letters/clarification/reset/")
    assert "云岫县水务局专用" not in made()
    assert (
        f"/letters/clarification/{stored.pk}/"
        in signed_in.get("/letters/clarification/").content.decode()
    )


def test_a_faulty_upload_is_told_beside_the_field_and_changes_nothing(signed_in: Client) -> None:
    page = upload(signed_in, with_paragraph("{{ 收件人姓名 }}"))
    assert "没有占位符“收件人姓名”，是不是“收件人”？" in page
    assert not LetterTemplate.objects.exists()


def test_the_default_can_be_downloaded_changed_and_uploaded(signed_in: Client) -> None:
    for kind in kinds().values():
        answer = signed_in.get(f"/letters/{kind.id}/default/")
        data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert data == default_template(kind)
        assert signed_in.get(f"/letters/{kind.id}/").status_code == 200
    assert "模板已换用" in upload(signed_in, default_template(REFUSAL), "reply_refused")


def test_templates_of_another_body_are_not_there(signed_in: Client, county: County) -> None:
    upload(signed_in, default_template(CLARIFICATION))
    own = LetterTemplate.objects.get()
    wen = make_user("wen", county.township, Role.REVIEWER)
    signed_in.force_login(wen, "django.contrib.auth.backends.ModelBackend")
    assert signed_in.get(f"/letters/clarification/{own.pk}/").status_code == 404
    assert "还没有上传过" in signed_in.get("/letters/clarification/").content.decode()
    signed_in.post("/letters/clarification/reset/")
    own.refresh_from_db()
    assert own.is_used


def test_an_officer_does_not_edit_templates(client: Client, county: County) -> None:
    lin = make_user("lin", county.department, Role.OFFICER)
    client.force_login(lin, "django.contrib.auth.backends.ModelBackend")
    for address in ("", "clarification/", "clarification/default/", "outcomes/"):
        assert client.get(f"/letters/{address}").status_code == 403
    assert client.post("/letters/clarification/reset/").status_code == 403


def test_an_unknown_kind_is_not_there(signed_in: Client) -> None:
    assert signed_in.get("/letters/nothing/").status_code == 404
    assert signed_in.get("/letters/nothing/default/").status_code == 404
