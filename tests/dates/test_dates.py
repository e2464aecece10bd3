from __future__ import annotations

import re

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from extractor.date_forms import compile_dates
from extractor.dates import DateContext, DateHit, find_dates
from extractor.kinds import DatePattern, Festival
from extractor.proof_dates import prove_date
from extractor.rules import load_rules
from tests.dates import cases

RULES = load_rules()
DATES = compile_dates(RULES)
PROVEN = [rule for kind in (DatePattern, Festival) for rule, _ in RULES.of(kind)]


def find(text: str, year: int | None = 2023) -> list[DateHit]:
    return find_dates(text, DateContext(year), DATES)


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


def check(line: str, year: int | None) -> None:
    """``!`` at the end: the words may reach further than marked; ``+``: other dates may stand beside."""
    sentence, _, told = line.partition(" => ")
    text = re.sub("[【】]", "", sentence)
    spans = [(m.start() - 2 * n, m.end() - 2 * n - 2) for n, m in enumerate(re.finditer("【[^】]*】", sentence))]
    wanted = told.rstrip(" !+").split()
    hits = find(text, year)
    if told.endswith("+"):
        hits = [hit for hit in hits if (hit.start, hit.end) in spans]
    assert [hit.edtf or "none" for hit in hits] == wanted, hits
    if not told.endswith("!"):
        assert [(hit.start, hit.end) for hit in hits] == (spans * len(wanted) if len(spans) == 1 else spans)


@pytest.mark.parametrize("rule", PROVEN, ids=lambda rule: rule.name)
def test_rules_prove_themselves(rule: object) -> None:
    assert prove_date(rule, RULES) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("line", lines(cases.WORDINGS))
def test_wordings(line: str) -> None:
    check(line, 2023)


@pytest.mark.parametrize("line", lines(cases.UNKNOWN))
def test_wordings_without_a_year(line: str) -> None:
    check(line, None)


@pytest.mark.parametrize("text", lines(cases.NEGATIVES))
def test_no_date(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("line", lines(cases.WORDINGS) + lines(cases.UNKNOWN))
def test_edtf_is_valid(line: str) -> None:
    for edtf in line.partition(" => ")[2].rstrip(" !+").split():
        # a half-year or a season of an unknown year is beyond what the edtf package reads
        if edtf != "none" and not re.search(r"X-[24][0-4]$", edtf):
            parse_edtf(edtf)


def test_headings_hold_no_dates() -> None:
    text = "一、2022年工作\n2021年慰问"
    assert [hit.edtf for hit in find_dates(text, DateContext(2023, headings=[(0, 9)]), DATES)] == ["2021"]


def test_feasts_of_a_plan_have_no_year() -> None:
    text = "利用元旦、春节、“八一”走访。2024年春节慰问。"
    hits = find_dates(text, DateContext(2023, undated=[(0, len(text))]), DATES)
    assert [hit.edtf for hit in hits] == ["XXXX-01-01", "XXXX", "XXXX-08-01", "2024-02-10"]


@pytest.mark.parametrize(
    ("text", "basis", "recurring", "rule"),
    [
        ("2023年8月", "written", False, "date.month"),
        ("20xx年", "written", False, "date.year"),
        ("8月1日", "relative", False, "date.day"),
        ("今年", "relative", False, "date.relative_year"),
        ("上半年", "relative", False, "date.first_half"),
        ("八十年代", "written", False, "date.decade"),
        ("“十三五”期间", "written", False, "date.five_year_plan"),
        ("2022年春节", "festival", False, "festival.spring"),
        ("每年春节", "festival", True, "festival.spring"),
        ("每月25号左右", "relative", True, "date.monthly_day"),
        ("逢年过节", "relative", True, "date.every"),
    ],
)
def test_basis_and_rule(text: str, basis: str, recurring: bool, rule: str) -> None:
    [hit] = find(text)
    assert (hit.basis, hit.recurring, hit.rule, hit.start, hit.end) == (basis, recurring, rule, 0, len(text))


PLAIN = [line for line in lines(cases.WORDINGS) if line[-1] not in "!+" and line.startswith("【")]


@given(
    st.sampled_from(PLAIN), st.text("的在我局走访，；慰问官兵\n", max_size=8), st.text("，。；", min_size=1, max_size=3)
)
def test_same_dates_wherever_they_stand(line: str, before: str, after: str) -> None:
    sentence, _, told = line.partition(" => ")
    text = before + "。" + re.sub("[【】]", "", sentence) + after
    hits = find(text)
    assert [hit.edtf or "none" for hit in hits] == told.split()
    assert min(hit.start for hit in hits) == len(before) + 1


@given(st.text("0123456789一二八十元年月日号上下半季度今去每初底末至-~、.xX*_〇节春八“”《》。 ", max_size=24))
def test_spans_are_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for hit in find(text):
        assert hit.start < hit.end <= len(text)
        assert hit.start >= end
        end = hit.end
        if hit.start_date and hit.end_date:
            assert hit.start_date <= hit.end_date or "/" in (hit.edtf or "")
