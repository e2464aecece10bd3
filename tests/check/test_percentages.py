"""Percentages of people and things: whatever is rounded rightly holds, and what a check may not know it lets pass."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import check_draft, extract, load_rules
from extractor.check.counts import counts_in, shown, unit_of
from extractor.check.percentages import Told, fits

RULES = load_rules()


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_what_is_rounded_or_cut_off_holds(one: int, other: int, decimals: int, rounding: str) -> None:
    made = Decimal(min(one, other)) / max(one, other) * 100
    digit = Decimal(1).scaleb(-decimals)
    assert fits(made, made, Told(made.quantize(digit, rounding), digit, exact=True))
    assert not fits(made, made, Told(made.quantize(digit, rounding) + 2 * digit, digit, exact=True))


COUNTS = {
    "2.31万人": [(23100, "人", True)],
    "1.2万余元": [(12000, "元", False)],
    "近300名": [(300, "人", False)],
    "签约241人": [(241, "人", True)],
    "360余人次": [(360, "人次", False)],
    "提高5.4个百分点": [],
    "2019年": [],
}


@pytest.mark.parametrize(("text", "expected"), COUNTS.items(), ids=COUNTS)
def test_counts(text: str, expected: list[tuple[int, str, bool]]) -> None:
    found = [(int(one.value), one.unit, one.exact) for one in counts_in(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        ("1.2万余元", 64200, "6.42万元"),
        ("21名", 29, "29名"),
        ("9600元", 6900, "6,900元"),
        ("5.24万人", 1430, "1,430人"),
    ],
)
def test_a_value_is_shown_as_the_draft_writes_its_like(words: str, value: int, expected: str) -> None:
    assert shown(Decimal(value), unit_of(words)) == expected


# The words meant, and what is said of them; nothing where the paper does not say enough.
TOLD = {
    "全镇优抚对象120人，其中参战人员36人，占25%。": ["36人 ÷ 120人: it would be 30%"],
    "办理案件27件，比上年的21件上升18.6%。": ["(27件 - 21件) ÷ 21件: it would be 28.6%"],
    "参加活动260余人，其中党员36人，占25%。": [],
    "现有转业干部23名，占全院干警的19.2%。": [],
    "现有党员8人、团员16人，占职工60人的40%。": [],
    "职工120人中，男女分别占58%和48%。": [],
    "军训新生0人，占0人的5%。": [],
}


@pytest.mark.parametrize(("sentence", "expected"), TOLD.items(), ids=TOLD)
def test_what_a_percentage_is_told_to_be(sentence: str, expected: list[str]) -> None:
    text = f"柳溪镇2019年双拥工作总结\n一、工作情况\n{sentence}\n"
    (summary,) = extract("x.txt", text.encode(), rules=RULES).summaries
    found = [finding.message for finding in check_draft(summary, RULES) if finding.code == "percent-differs"]
    assert len(found) == len(expected)
    assert all(words in message for words, message in zip(expected, found, strict=True))
