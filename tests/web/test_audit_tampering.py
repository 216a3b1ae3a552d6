"""What somebody with access to the database can do to the trail, and that it is found."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, InternalError, connection, transaction

from gongkai.web.audit import anchor
from gongkai.web.audit.models import Act, Anchor, Entry
from gongkai.web.audit.trail import breaks, outside_breaks, record, seal
from tests.web.support.committed import dropped_triggers


@pytest.fixture
def trail(db: None) -> list[Entry]:
    """Five entries."""
    del db
    return [
        record(Act.CHANGE, "cases.case", object_id=n, label=f"第{n}件", body_id=3, before={"a": n},
               after={"a": n + 1}, reason="理由")
        for n in range(5)
    ]  # fmt: skip


def faults() -> list[str]:
    return [each.fault for each in breaks()]


def run(sql: str, *values: Any) -> None:
    with dropped_triggers(), connection.cursor() as cursor:
        cursor.execute(sql, values)


_OTHER = {
    "at": "2001-01-01T00:00:00+00:00",
    "act": "view",
    "actor_id": 77,
    "actor": "别人",
    "address": "10.9.9.9",
    "body_id": 4,
    "kind": "cases.event",
    "object_id": "99",
    "label": "别的",
    "before": json.dumps({"a": 9}),
    "after": json.dumps({"a": 9}),
    "reason": "别的理由",
    "previous_hash": "f" * 64,
    "hash": "f" * 64,
    "number": 900,
}


def test_every_field_is_tried() -> None:
    assert set(_OTHER) == {field.attname for field in Entry._meta.concrete_fields}


@pytest.mark.parametrize("name", sorted(_OTHER))
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_changed_field_is_found(trail: list[Entry], name: str, at: int) -> None:
    assert not faults()
    run(f"UPDATE audit_entry SET {name} = %s WHERE number = %s", _OTHER[name], trail[at].number)  # noqa: S608 - our own columns
    assert faults()


@pytest.mark.parametrize("at", range(5))
def test_an_entry_taken_out_is_found(trail: list[Entry], at: int) -> None:
    run("DELETE FROM audit_entry WHERE number = %s", trail[at].number)
    assert faults() == (["cut_off"] if at == 4 else ["gap"])


def test_entries_that_changed_places_are_found(trail: list[Entry]) -> None:
    one, other = trail[1].number, trail[2].number
    for old, new in ((one, 990), (other, one), (990, other)):
        run("UPDATE audit_entry SET number = %s WHERE number = %s", new, old)
    assert "gap" in faults()


@pytest.mark.usefixtures("trail")
def test_an_empty_trail_is_found() -> None:
    run("DELETE FROM audit_entry")
    assert faults() == ["cut_off"]


def rewrite(start: int) -> Entry:
    """Change one entry and compute every hash from there on anew, as anybody can."""
    previous = anchor.FIRST
    last = None
    for entry in Entry.objects.order_by("number"):
        if entry.number == start:
            entry.label = "别的"
        entry.previous_hash = previous
        entry.hash = previous = seal(entry)
        run(
            "UPDATE audit_entry SET label = %s, previous_hash = %s, hash = %s WHERE number = %s",
            entry.label, entry.previous_hash, entry.hash, entry.number,
        )  # fmt: skip
        last = entry
    assert last is not None
    return last


def test_a_chain_computed_anew_is_found(trail: list[Entry]) -> None:
    rewrite(trail[1].number)
    assert faults() == ["rewritten"]


def test_an_anchor_without_the_sites_key_is_found_and_stays_found(trail: list[Entry]) -> None:
    last = rewrite(trail[1].number)
    run("UPDATE audit_anchor SET hash = %s, signature = %s", last.hash, "0" * 64)
    assert faults() == ["anchor_forged"]
    record(Act.VIEW, "page")
    assert faults() == ["anchor_forged"], "the next entry must not sign what somebody forged"


def test_a_cut_end_stays_found_when_more_is_written(trail: list[Entry]) -> None:
    run("DELETE FROM audit_entry WHERE number >= %s", trail[3].number)
    record(Act.VIEW, "page")
    assert "gap" in faults()


def test_an_anchor_taken_away_is_found_and_not_made_again(trail: list[Entry]) -> None:
    run("DELETE FROM audit_anchor")
    run("DELETE FROM audit_entry WHERE number >= %s", trail[3].number)
    record(Act.VIEW, "page")
    anchor.begin()
    assert faults() == ["anchor_missing"]


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET label = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_anchor",
        "UPDATE audit_anchor SET number = number - 1",
        "UPDATE audit_anchor SET hash = 'x'",
        "INSERT INTO audit_anchor (id, number, hash, signature) VALUES (2, 9, 'x', 'x')",
    ],
)
def test_the_database_itself_refuses(sql: str) -> None:
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        connection.cursor().execute(sql)
    assert not faults()


def test_progress_is_told(trail: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.web.audit.trail.PROGRESS_EVERY", 2)
    seen: list[int] = []
    assert not list(breaks(seen.append))
    assert seen == [2, 4]
    assert len(trail) == 5


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trail: list[Entry]) -> Path:
    """The file beside the database, as it is after the five entries."""
    target = tmp_path / anchor.FILE_NAME
    monkeypatch.setattr(anchor, "place", lambda: target)
    last = trail[-1]
    anchor._replace(target, json.dumps(asdict(anchor.end_at(last.number, last.hash))))
    assert not list(outside_breaks())
    return target


def outside() -> list[str]:
    return [each.fault for each in outside_breaks()]


def go_back(trail: list[Entry], to: int) -> None:
    """Put the database back to what it was, with the anchor that it had then: rows of an old copy."""
    old = anchor.end_at(trail[to].number, trail[to].hash)
    run("DELETE FROM audit_entry WHERE number > %s", old.number)
    run("UPDATE audit_anchor SET number = %s, hash = %s, signature = %s",
        old.number, old.hash, old.signature)  # fmt: skip


@pytest.mark.usefixtures("file")
def test_a_database_put_back_is_found_by_the_file_alone(trail: list[Entry]) -> None:
    go_back(trail, 2)
    assert not faults(), "inside the database everything fits"
    assert outside() == ["cut_off"]


def test_a_database_put_back_stays_found_when_more_is_written(
    trail: list[Entry], file: Path
) -> None:
    before = file.read_text()
    go_back(trail, 2)
    for _ in range(9):
        record(Act.VIEW, "page")
        anchor.note_outside()
    assert outside() == ["rewritten"]
    assert file.read_text() == before, "the file keeps what it knew"


@pytest.mark.usefixtures("trail")
def test_the_file_goes_on_with_the_trail(file: Path) -> None:
    made = record(Act.VIEW, "page")
    anchor.note_outside()
    assert json.loads(file.read_text())["number"] == made.number
    assert not outside()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "file_missing"),
        ("nonsense", "file_unreadable"),
        ("[]", "file_unreadable"),
        (json.dumps({"number": 1, "hash": "0" * 64, "signature": "0"}), "file_forged"),
    ],
)
def test_a_file_that_was_touched_is_found_and_not_mended(
    file: Path, content: str | None, fault: str
) -> None:
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    record(Act.VIEW, "page")
    anchor.note_outside()
    assert outside() == [fault]
    anchor.renew("恢复备份")
    assert not outside()
    assert Entry.objects.filter(kind="audit.anchor", reason="恢复备份").exists()
    assert not faults()


@pytest.mark.usefixtures("file")
def test_an_end_written_down_elsewhere_is_compared(trail: list[Entry]) -> None:
    noted = (trail[3].number, trail[3].hash)
    assert not list(anchor.against(*noted))
    go_back(trail, 2)
    assert [fault for _, fault in anchor.against(*noted)] == ["cut_off"]


@pytest.mark.usefixtures("trail")
def test_a_former_key_of_the_site_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECRET_KEY_FALLBACKS", [settings.SECRET_KEY])
    monkeypatch.setattr(settings, "SECRET_KEY", "another")
    assert not faults()
    monkeypatch.setattr(settings, "SECRET_KEY_FALLBACKS", [])
    assert faults() == ["anchor_forged"]


@pytest.mark.usefixtures("committed")
def test_the_file_is_written_after_the_commit_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / anchor.FILE_NAME
    monkeypatch.setattr(anchor, "place", lambda: target)
    anchor._replace(target, json.dumps(asdict(anchor.end_at(0, anchor.FIRST))))
    with transaction.atomic():
        for _ in range(3):
            record(Act.VIEW, "page")
        assert json.loads(target.read_text())["number"] == 0
        assert len(connection.run_on_commit) == 1
    assert json.loads(target.read_text())["number"] == Anchor.objects.get().number == 3
    with transaction.atomic():
        record(Act.VIEW, "page")
        transaction.set_rollback(True)
    record(Act.VIEW, "page")
    assert json.loads(target.read_text())["number"] == 4
    assert not list(breaks())
