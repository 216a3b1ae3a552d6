"""The trace: what a clerk prints and an applicant follows."""

from __future__ import annotations

from gongkai.law.clock import Answer, Channel, Event, count_text
from tests.law.support import (
    CALENDAR,
    K,
    at,
    clock,
    d,
    extended,
    reply,
    submitted,
    third_party,
)

HISTORY = [
    submitted("2026-02-05", Channel.INTERNET),
    at(K.RECEIPT_CONFIRMED, "2026-02-06"),
    third_party("asked", "2026-02-10", "甲公司"),
    third_party("letter_received", "2026-02-11", "甲公司"),
    third_party("answered", "2026-02-26", "甲公司", Answer.OBJECTS),
    extended("2026-03-20", 10),
    reply("2026-04-02", outcome="refused_third_party_rights"),
]


def test_a_whole_history_in_chinese() -> None:
    told = [f"{step.on:%m-%d} {step.text()}" for step in clock(HISTORY, "2026-04-30").trace]
    assert told == [
        "02-05 申请人提交申请（互联网渠道）。［《条例》第二十九条］",
        "02-06 与申请人确认收到申请。［《条例》第三十一条］",
        "02-06 收到申请之日为2026年2月6日。［《条例》第三十一条］",
        (
            "02-06 答复期限自2026年2月6日的次日起算20个工作日，至2026年3月12日。"
            "（计20个工作日；扣除春节（2026年2月15日至2026年2月23日）；"
            "调休上班计入2026年2月14日、2026年2月28日）［《条例》第三十三条第二款］"
        ),
        "02-10 向第三方（甲公司）发出征求意见书。［《条例》第三十二条］",
        "02-11 第三方（甲公司）收到征求意见书。［《条例》第三十二条］",
        (
            "02-11 第三方（甲公司）应自收到征求意见书之日起15个工作日内（不迟于2026年3月10日）提出意见。"
            "（计15个工作日；扣除春节（2026年2月15日至2026年2月23日）；"
            "调休上班计入2026年2月14日、2026年2月28日）［《条例》第三十三条第三款］"
        ),
        "02-26 第三方（甲公司）答复：不同意公开。［《条例》第三十二条］",
        (
            "02-26 第三方不同意公开且有合理理由的，不予公开；认为不公开可能对公共利益造成重大影响的，"
            "可以公开，并书面告知第三方内容和理由。［《条例》第三十二条］"
        ),
        (
            "02-26 征求第三方（甲公司）意见的时间（2026年2月10日至2026年2月26日）不计入答复期限。"
            "［《条例》第三十三条第三款］"
        ),
        (
            "03-20 经政府信息公开工作机构负责人同意，告知申请人延长答复期限10个工作日。"
            "［《条例》第三十三条第二款］"
        ),
        "03-20 答复期限延长10个工作日，共30个工作日。［《条例》第三十三条第二款］",
        "04-02 发出答复（邮寄送达）。［《条例》第三十六条］",
        "04-02 邮寄送达以交邮之日（2026年4月2日）为答复之日。［国办公开办函〔2016〕235号］",
        (
            "04-02 答复期限：2026年4月8日（共30个工作日）。（计30个工作日；停止计算8个工作日；"
            "扣除春节（2026年2月15日至2026年2月23日）、清明节（2026年4月4日至2026年4月6日）；"
            "调休上班计入2026年2月28日）［《条例》第三十三条第二款］"
        ),
        "04-02 按期答复：期限为2026年4月8日，尚余3个工作日。［《条例》第三十三条第二款］",
    ]


def test_the_same_in_english() -> None:
    told = [step.text("en") for step in clock(HISTORY, "2026-04-30").trace]
    assert told[0] == "The applicant submitted the request (online). [Regulation Art. 29]"
    assert told[-1] == (
        "In time: due on 2026-04-08, 3 working days to spare. [Regulation Art. 33(2)]"
    )
    assert all(text[0].isupper() for text in told)


def test_a_confirmation_that_is_missing_is_told() -> None:
    (_, awaited) = clock([submitted("2026-03-02", Channel.FAX)], "2026-03-03").trace
    assert awaited.text() == (
        "以传真提交的申请，以与申请人确认之日为收到之日；尚未确认，期限未起算。［《条例》第三十一条］"
    )


def test_faults_stand_in_the_trace_on_their_day() -> None:
    history = [submitted("2026-02-06"), reply("2026-03-16")]
    told = {step.code: step for step in clock(history, "2026-03-16").trace}
    assert told["fault"].text() == (
        "答复期限为2026年3月12日，答复于2026年3月16日送出，逾期2个工作日。［《条例》第三十三条第二款］"
    )
    assert told["late"].on == d("2026-03-16")


def test_a_restart_is_told_with_its_count() -> None:
    history = [
        submitted("2026-03-02"),
        Event(K.CLARIFICATION_ASKED, d("2026-03-04")),
        at(K.CLARIFICATION_NOTICE_RECEIVED, "2026-03-05"),
        at(K.CLARIFIED, "2026-03-18"),
    ]
    told = {step.code: step for step in clock(history, "2026-03-18").trace}
    assert "补正期限10个工作日" in told["clarification_asked"].text()
    assert "不迟于2026年3月19日" in told["clarify_by"].text()
    restart = told["restart_clarified"]
    assert restart.count is not None
    assert (restart.count.days, restart.count.end) == (20, d("2026-04-16"))


def test_a_count_without_anything_special_is_told_plainly() -> None:
    assert count_text(CALENDAR.add(d("2026-03-02"), 5)) == "计5个工作日"
    assert count_text(CALENDAR.add(d("2026-03-02"), 5), "en") == "5 working days counted"
