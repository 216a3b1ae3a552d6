"""Starting the site: the address it is given, who can read its data, which host names it answers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai.cli.language import say
from gongkai.web.site.address import AddressError, check_free, parse
from gongkai.web.site.checks import data_are_private
from gongkai.web.site.serving import faults
from tests.web.test_command_line import free_address, gongkai


@pytest.fixture
def taken() -> Iterator[str]:
    """An address at which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield f"127.0.0.1:{other.getsockname()[1]}"


def test_a_taken_port_is_told_in_one_line_before_anything_is_made(
    taken: str, tmp_path: Path
) -> None:
    ended = gongkai("serve", "--address", taken, data=tmp_path / "data")
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert f"端口 {taken.partition(':')[2]} 已被占用" in line
    assert "--address 127.0.0.1:" in line
    assert not (tmp_path / "data").exists()


def test_the_address_proposed_for_a_taken_one_is_free(taken: str) -> None:
    with pytest.raises(AddressError) as raised:
        check_free(parse(taken))
    assert raised.value.kind == "taken"
    check_free(parse(raised.value.free))


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("8001", "127.0.0.1:8001"),
        (":8001", "127.0.0.1:8001"),
        ("127.0.0.1", "127.0.0.1:8000"),
        ("127.0.0.1:0", "127.0.0.1:8000"),
        ("127.0.0.1:65536", "127.0.0.1:8000"),
        ("127.0.0.1:http", "127.0.0.1:8000"),
        ("", "127.0.0.1:8000"),
    ],
)
def test_an_address_that_is_none_is_answered_with_the_right_form(given: str, right: str) -> None:
    with pytest.raises(AddressError) as raised:
        parse(given)
    assert raised.value.kind == "form"
    assert raised.value.free == right


def test_addresses_are_read_and_written_alike() -> None:
    for text in ("127.0.0.1:8000", "[::1]:8000", "gongkai.local:80"):
        assert str(parse(text)) == text


def test_an_address_of_another_machine_cannot_be_listened_on() -> None:
    with pytest.raises(AddressError) as raised:
        check_free(parse("192.0.2.1:8000"))  # set aside for documentation: nobody's
    assert raised.value.kind == "unusable"
    assert raised.value.reason


def test_the_help_of_the_address_shows_what_holds_without_it() -> None:
    for lang in ("zh", "en"):
        assert "127.0.0.1:8000" in say("option.serve.address", lang)


def test_a_directory_made_beforehand_gets_files_for_the_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o755)
    made = gongkai("setup", "云岫县人民政府", data=data)
    assert made.returncode == 0, made.stderr
    found = [each for each in data.rglob("*") if each.is_file()]
    assert data / "gongkai.sqlite3" in found
    assert [each for each in found if each.stat().st_mode & 0o077] == []
    (data / "gongkai.sqlite3").chmod(0o644)
    refused = gongkai("serve", "--address", free_address(), data=data)
    assert refused.returncode == 1
    assert f"chmod -R go-rwx {data / 'gongkai.sqlite3'}" in refused.stderr


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Path:
    """The settings of an installation in production, with papers that everybody may read."""
    data = tmp_path / "data"
    (data / "files").mkdir(parents=True)
    data.chmod(0o755)
    (data / "files").chmod(0o755)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mode="production", data=data)
    settings.MEDIA_ROOT = data / "files"
    return data


def test_papers_that_others_can_read_keep_production_from_starting(
    production: Path, settings: Any
) -> None:
    (found,) = data_are_private(None)
    assert found.id == "site.E004"
    assert str(production / "files") in str(found.hint)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mode="demo")
    assert data_are_private(None) == []


@pytest.mark.parametrize("closed", [".", "files"])
def test_a_closed_directory_keeps_the_papers_private(production: Path, closed: str) -> None:
    (production / closed).chmod(0o700)
    assert data_are_private(None) == []


def test_faults_are_told_without_a_gap_between_chinese_sentences(settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, hosts=("*",))
    told = [each for each in faults() if "site.E002" in each]
    assert len(told) == 1
    assert "。请写出" in told[0]


@pytest.mark.django_db
def test_a_foreign_host_name_is_logged_in_one_line_with_our_setting(
    client: Client, caplog: Any
) -> None:
    answer = client.get("/login/", headers={"host": "gongkai.example.cn"})
    assert answer.status_code == 400
    (record,) = caplog.records
    assert "'gongkai.example.cn' 不在 GONGKAI_HOSTS 里" in record.getMessage()
    assert record.exc_info is None
    assert "ALLOWED_HOSTS" not in caplog.text
