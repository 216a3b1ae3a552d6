"""Table 四 from the ledger: each proceeding once, or the reason why not; pending over every year-end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.law.remedy_count import RemedyRow, Role, results
from gongkai.web.accounts.roles import Role as StaffRole
from gongkai.web.bodies.models import Body
from gongkai.web.remedies.counts import behind, count, placements
from gongkai.web.remedies.yearly import year_of
from tests.web.support.people import County, make_user
from tests.web.support.registers import add_appeal, make_proceeding, sign_in

YEARS = range(2022, 2027)
DIRECT = RemedyRow.LITIGATION_DIRECT.value


@dataclass(frozen=True)
class Story:
    """One proceeding as it was: begun, decided, perhaps appealed, perhaps decided again."""

    row: RemedyRow
    role: Role
    filed: date
    decided: date | None
    result: str
    appealed: date | None = None
    decided_again: date | None = None
    result_again: str = ""


@st.composite
def stories(draw: st.DrawFn) -> Story:
    row = draw(st.sampled_from(RemedyRow))
    role = draw(st.sampled_from([Role.RESPONDENT, Role.RESPONDENT, Role.REVIEWER_SUED]))
    if row is not RemedyRow.LITIGATION_AFTER_REVIEW:
        role = Role.RESPONDENT
    days = st.integers(1, 500)
    filed = date(2022, 1, 1) + timedelta(draw(st.integers(0, 1500)))
    decided = filed + timedelta(draw(days)) if draw(st.booleans()) else None
    known = st.sampled_from(sorted(results(row)))
    result = draw(known) if decided else ""
    if row is RemedyRow.REVIEW or decided is None or draw(st.booleans()):
        return Story(row, role, filed, decided, result)
    appealed = decided + timedelta(draw(days))
    again = appealed + timedelta(draw(days)) if draw(st.booleans()) else None
    return Story(row, role, filed, decided, result, appealed, again, draw(known) if again else "")


def naive(story: Story, year: int) -> str:
    """The column of a year, told as a clerk would: what did the case look like on 31 December?"""

    def on(day: date) -> str:
        if story.filed > day:
            return "absent"
        if story.appealed is not None and story.appealed <= day:
            if story.decided_again is None or story.decided_again > day:
                return "pending"
            return results(story.row)[story.result_again].column
        if story.decided is None or story.decided > day:
            return "pending"
        return results(story.row)[story.result].column

    if story.role is Role.REVIEWER_SUED:
        return ""
    for before in range(2022, year):
        if on(date(before, 12, 31)) not in {"absent", "pending"}:
            return ""
    now = on(date(year, 12, 31))
    return "" if now == "absent" else now


def _enter(body: Body, story: Story) -> int:
    made = make_proceeding(
        body, story.filed, story.decided, story.result, route=story.row.value, role=story.role.value
    )
    if story.appealed:
        add_appeal(made, story.appealed, story.decided_again, story.result_again)
    return made.pk


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(told=st.lists(stories(), max_size=6))
def test_the_counts_equal_a_naive_recount(county: County, told: list[Story]) -> None:
    body = county.department
    with transaction.atomic():
        keys = {_enter(body, story): story for story in told}
        for year in YEARS:
            columns = {key: naive(story, year) for key, story in keys.items()}
            wanted = Counter(
                (keys[key].row.value, column) for key, column in columns.items() if column
            )
            counted = count([body.pk], year, "2021")
            for row in RemedyRow:
                for column in ("upheld", "corrected", "other", "pending"):
                    assert counted[f"remedies.{row.value}.{column}"] == wanted[row.value, column]
                    found = set(behind([body.pk], year, row, column).values_list("pk", flat=True))
                    assert found == {
                        key for key, each in columns.items()
                        if (keys[key].row, each) == (row, column)
                    }  # fmt: skip
                total = sum(n for (name, _column), n in wanted.items() if name == row)
                assert counted[f"remedies.{row.value}.total"] == total
            placed = list(placements([body.pk], year))
            assert len({proceeding.pk for proceeding, _place in placed}) == len(placed)
            assert all(place.reason.zh and place.reason.en for _proceeding, place in placed)
            view = year_of([body.pk], year)
            assert len(view.counted) + len(view.left_out) == len(placed)
        transaction.set_rollback(True)


def test_what_is_pending_is_carried_over_every_year_end_and_concluded_once(county: County) -> None:
    body = county.department
    make_proceeding(body, date(2023, 11, 6), date(2025, 2, 10), "upheld")
    told = {
        year: {k.split(".")[2]: n for k, n in count([body.pk], year, "2021").items()
               if n and k.startswith("remedies.review.")}
        for year in range(2022, 2027)
    }  # fmt: skip
    assert told == {
        2022: {}, 2023: {"pending": 1, "total": 1}, 2024: {"pending": 1, "total": 1},
        2025: {"upheld": 1, "total": 1}, 2026: {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        ("sued_reviewer", "作为共同被告"),
        ("second_instance", "不重复计算"),
        ("earlier_year", "不重复计算"),
    ],
)
def test_each_trap_of_counting_twice_is_named(
    client: Client, county: County, trap: str, reason: str
) -> None:
    body = county.department
    if trap == "sued_reviewer":
        make_proceeding(
            body, date(2025, 3, 3), route="litigation_after_review", role="reviewer_sued"
        )
    else:
        made = make_proceeding(
            body, date(2024, 3, 3), date(2024, 9, 2), "claim_dismissed", route=DIRECT
        )
        add_appeal(made, date(2025, 1, 6), date(2025, 4, 6), "revoked")
    sign_in(client, make_user("lin", body, StaffRole.OFFICER))
    page = client.get("/remedies/year/2025/").content.decode()
    assert "涉及这一年、但不计入的各件" in page
    assert reason in page


def test_each_number_of_the_table_opens_its_proceedings(client: Client, county: County) -> None:
    body = county.department
    make_proceeding(body, date(2025, 3, 3), date(2025, 4, 6), "revoked", claimant="被纠正的人")
    make_proceeding(body, date(2025, 3, 3), date(2025, 4, 6), "upheld", claimant="被维持的人")
    make_proceeding(body, date(2025, 12, 3), claimant="未审结的人")
    sign_in(client, make_user("lin", body, StaffRole.OFFICER))
    page = client.get("/remedies/year/2025/").content.decode()
    address = f"/remedies/?counted=2025&row=review&column=corrected&of={body.pk}"
    assert address.replace("&", "&amp;") in page
    assert "三行合计纠错率 33.3%：结果纠正 1 件 ÷ 总计 3 件" in page
    assert "不含尚未审结：1 ÷ 2 = 50.0%" in page
    behind_it = client.get(address).content.decode().split("共 1 件", 1)
    assert len(behind_it) == 2
    assert "被纠正的人" in behind_it[1]


def test_a_government_sees_the_table_of_all_below(client: Client, county: County) -> None:
    make_proceeding(county.township, date(2025, 3, 3), date(2025, 4, 6), "upheld")
    sign_in(client, make_user("zhou", county.government, StaffRole.OVERSEER))
    own = client.get("/remedies/year/2025/").content.decode()
    assert "这一年没有计入的复议诉讼" in own
    below = client.get("/remedies/year/2025/?below=1").content.decode()
    assert "column=upheld" in below
    number = f"/remedies/?counted=2025&row=review&column=upheld&of={county.government.pk}&below=1"
    assert "共 1 件" in client.get(number).content.decode()
