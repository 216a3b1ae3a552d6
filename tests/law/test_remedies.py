"""Art. 51, the Review Law and the Litigation Law: route, review body, time limits, notice, by date."""

from __future__ import annotations

import pytest

from gongkai.law.outcomes import Outcome, outcome, own_outcome, standard_outcomes
from gongkai.law.remedies import (
    BodyKind,
    Limit,
    Reviewer,
    Route,
    check_direct_suit,
    remedy_notice,
    reviewers,
    route,
    route_against_silence,
    time_limit,
)
from gongkai.law.wording import Wording
from tests.law.support import CALENDAR, d

REFUSED = [o.id for o in standard_outcomes() if o.number is not None and 4 <= o.number <= 10]
GOVERNMENT = Wording("清河县人民政府", "Qinghe County People's Government")
COURT = Wording("清河县人民法院", "Qinghe County People's Court")


@pytest.mark.parametrize("refused", REFUSED)
def test_refusals_go_to_review_first_since_2024(refused: str) -> None:
    # Review Law Art. 23 (1) item 4: refusals under Art. 14 to 16 of the Regulation.
    assert route(outcome(refused), d("2023-12-31")).route is Route.REVIEW_OR_SUIT
    advice = route(outcome(refused), d("2024-01-01"))
    assert (advice.route, advice.article) == (Route.REVIEW_FIRST, "review:23.1(4)")


def test_of_a_part_the_refused_part_goes_to_review_first() -> None:
    advice = route(outcome("partly_granted"), d("2024-01-01"))
    assert (advice.route, advice.tag) == (Route.REVIEW_FIRST_FOR_REFUSED_PART, "I")
    assert route(outcome("partly_granted"), d("2023-12-31")).route is Route.REVIEW_OR_SUIT


@pytest.mark.parametrize(
    "outcome_id",
    ["granted", "already_public", "refused_administrative_query", "not_clarified", "fee_unpaid"],
)
def test_everything_else_may_go_either_way(outcome_id: str) -> None:
    assert route(outcome(outcome_id), d("2026-03-02")).route is Route.REVIEW_OR_SUIT


@pytest.mark.parametrize("outcome_id", ["unavailable_not_existing", "not_processed_repeated"])
def test_until_june_2025_unavailable_and_not_processed_were_disputed(outcome_id: str) -> None:
    # 法释〔2025〕8号 Art. 1 (1) settled it: a direct suit is allowed.
    found = outcome(outcome_id)
    assert route(found, d("2025-05-31")).route is Route.REVIEW_OR_SUIT_DISPUTED
    assert route(found, d("2025-06-01")).route is Route.REVIEW_OR_SUIT
    assert route(found, d("2023-12-31")).route is Route.REVIEW_OR_SUIT


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2023-12-29", Route.REVIEW_OR_SUIT),
        ("2024-01-02", Route.REVIEW_OR_SUIT_DISPUTED),
        ("2025-05-30", Route.REVIEW_OR_SUIT_DISPUTED),
        ("2025-06-03", Route.REVIEW_OR_SUIT),
    ],
)
def test_silence_leaves_the_choice(due: str, expected: Route) -> None:
    assert route_against_silence(d(due)).route is expected


def test_after_a_withdrawal_there_is_nothing_to_attack() -> None:
    withdrawn = own_outcome(
        "withdrawn", Wording("申请人撤回", "Withdrawn"), like="other", has_remedy=False
    )
    assert route(withdrawn, d("2026-03-02")).route is Route.NONE
    assert remedy_notice(withdrawn, d("2026-03-02"), GOVERNMENT, COURT) is None


@pytest.mark.parametrize(
    ("body", "since_2024", "until_2023"),
    [
        ("local_department", ["own_government"], ["own_government", "higher_department"]),
        ("local_government", ["higher_government"], ["higher_government"]),
        ("government_agency", ["founding_government"], ["founding_government"]),
        ("provincial_government", ["itself"], ["itself"]),
        ("central_department", ["itself"], ["itself"]),
        ("vertical", ["higher_department"], ["higher_department"]),
        (
            "justice_department",
            ["own_government", "higher_department"],
            ["own_government", "higher_department"],
        ),
    ],
)
def test_who_reviews_whom(body: str, since_2024: list[str], until_2023: list[str]) -> None:
    # Review Law Art. 24 to 28; before 2024 a department's own upper department could review too.
    kind = BodyKind(body)
    assert list(reviewers(kind, d("2024-01-01")).choices) == since_2024
    assert list(reviewers(kind, d("2023-12-31")).choices) == until_2023


def test_every_kind_of_body_has_a_reviewer_with_a_name() -> None:
    for body in BodyKind:
        for on in ("2023-06-01", "2026-06-01"):
            assert reviewers(body, d(on)).choices
    assert all(r.label.zh and r.label.en for r in Reviewer)


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        # 60 calendar days from the day after the reply was received (Review Law Art. 20).
        (Limit.REVIEW, "2026-03-12", "2026-05-11"),
        # The 60th day is Saturday, 2 May, in the holidays: 6 May (民事诉讼法 Art. 85).
        (Limit.REVIEW, "2026-03-03", "2026-05-06"),
        (Limit.REVIEW_NOT_TOLD, "2026-03-12", "2027-03-12"),
        # 6 months (Litigation Law Art. 46).
        (Limit.DIRECT_SUIT, "2026-03-12", "2026-09-14"),
        (Limit.DIRECT_SUIT, "2025-08-29", "2026-02-28"),  # a Saturday that is worked
        (Limit.DIRECT_SUIT_NOT_TOLD, "2025-03-12", "2026-03-12"),
        # 15 days after the review decision (Art. 45), or after a blocked review (Review Law Art. 34).
        (Limit.SUIT_AFTER_REVIEW, "2026-03-02", "2026-03-17"),
        (Limit.SUIT_AFTER_BLOCKED_REVIEW, "2026-09-16", "2026-10-08"),
        # 6 months after the reply was due (司法解释 Art. 66).
        (Limit.SUIT_FOR_SILENCE, "2026-03-30", "2026-09-30"),
        (Limit.REVIEW_DECISION_SIMPLE, "2026-03-02", "2026-04-01"),
        (Limit.REVIEW_DECISION, "2026-03-02", "2026-05-06"),
        (Limit.REVIEW_DECISION_EXTENDED, "2026-03-02", "2026-06-01"),
        # 5 and 10 working days (Review Law Art. 88).
        (Limit.RESPOND_SIMPLE, "2026-02-13", "2026-02-27"),
        (Limit.RESPOND, "2026-02-13", "2026-03-05"),
        # Courts: calendar days and months (Litigation Law Art. 67, 81, 83, 85, 88).
        (Limit.DEFEND, "2026-03-02", "2026-03-17"),
        (Limit.APPEAL, "2026-09-16", "2026-10-08"),
        (Limit.COURT_SIMPLE, "2026-03-02", "2026-04-16"),
        (Limit.COURT, "2026-03-12", "2026-09-14"),
        (Limit.COURT_APPEAL, "2026-03-02", "2026-06-02"),
    ],
)
def test_time_limits(limit: Limit, start: str, due: str) -> None:
    assert time_limit(limit, d(start), CALENDAR).due == d(due)


def test_the_notice_of_a_refusal_changed_with_2024() -> None:
    refused = outcome("refused_process_information")
    new = remedy_notice(refused, d("2026-03-02"), GOVERNMENT, COURT)
    old = remedy_notice(refused, d("2023-12-29"), GOVERNMENT, COURT)
    assert new is not None
    assert old is not None
    assert "应当先依法申请行政复议" in new.zh
    assert "15日内向清河县人民法院" in new.zh
    assert "6个月" not in new.zh
    assert "60日内向清河县人民政府申请行政复议，或者" in old.zh
    assert "6个月内向清河县人民法院" in old.zh


def test_the_notice_of_a_partial_disclosure_tells_both_ways() -> None:
    notice = remedy_notice(outcome("partly_granted"), d("2026-03-02"), GOVERNMENT, COURT)
    assert notice is not None
    assert "不予公开的部分不服，应当先" in notice.zh
    assert "6个月内" in notice.zh


@pytest.mark.parametrize("found", standard_outcomes(), ids=lambda o: o.id)
def test_every_outcome_has_a_notice_with_both_names(found: Outcome) -> None:
    for on in ("2022-06-01", "2024-06-03", "2026-03-02"):
        notice = remedy_notice(found, d(on), GOVERNMENT, COURT)
        assert notice is not None
        for text, names in (
            (notice.zh, (GOVERNMENT.zh, COURT.zh)),
            (notice.en, (GOVERNMENT.en, COURT.en)),
        ):
            assert all(name in text for name in names)
            assert "{" not in text


def test_a_direct_suit_against_a_refusal_is_pointed_out() -> None:
    refused = outcome("refused_third_party_rights")
    fault = check_direct_suit(refused, d("2026-03-02"), d("2026-04-01"))
    assert fault is not None
    assert (fault.code, fault.article) == ("suit_without_review", "review:23.1(4)")
    assert check_direct_suit(refused, d("2023-12-29"), d("2024-04-01")) is None
    assert check_direct_suit(outcome("granted"), d("2026-03-02"), d("2026-04-01")) is None
