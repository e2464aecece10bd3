"""Figures that contradict each other: products, parts and percentages, persons and person-times, impossible days.

The arithmetic is that of the facts themselves (``Summary.checks``); here only what fails is told.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extractor.check.counts import shown, value_of
from extractor.check.draft import Draft
from extractor.finding import Finding
from extractor.i18n import _
from extractor.model import Amount, Check, Headcount

CODES = {
    "rate_times_heads": "product-differs",
    "parts_of_whole": "parts-differ",
    "heads_of_whole": "parts-differ",
    "percent": "percent-differs",
}
SUMMED = re.compile(r"(?:共计?|合计|总计|累计)[^，。；0-9]{0,6}$")
PERCENT = re.compile(r"[0-9.]+[%％]")
WAN = 10_000
FEWEST = 10  # heads; small numbers are equal by chance
MONTH_DAY = re.compile(
    r"(?<![0-9０-９.])(?:(?P<year>(?:19|20)[0-9]{2})年)?(?P<month>[0-9０-９]{1,2})月(?P<day>[0-9０-９]{1,2})[日号]"
)
LEAP = 2000  # a year that has a 29 February, for days without a year
MONTH = re.compile(r"(?<![0-9.])(?:1[3-9]|[2-9][0-9]|0)月(?:份|[0-9]{1,2}日|上旬|中旬|下旬|底|初)")
HOUR = re.compile(r"(?<![0-9.])(?:2[5-9]|[3-9][0-9])(?:时(?!效|段)|点(?:半|整|钟)|：[0-5][0-9](?![0-9]))")
SCORE = re.compile("比分|胜|负|平|赛|球|比例")  # 以68：55获胜
Fact = Amount | Headcount


def failed_arithmetic(draft: Draft) -> Iterator[Finding]:
    """Rate x heads, parts and whole, percentages: what does not come out, at the figure that states it."""
    facts: dict[tuple[str, int], Fact] = {("amount", one.id): one for one in draft.summary.amounts}
    facts |= {("headcount", one.id): one for one in draft.summary.headcounts}
    for check in draft.summary.checks:
        operands = [facts[key] for key in check.operands if key in facts and facts[key].text]
        if check.result == "fails" and len(operands) > 1:
            stated = operands[-1] if check.kind == "rate_times_heads" else operands[0]
            yield _difference(draft, check, stated, [one for one in operands if one is not stated])


def _difference(draft: Draft, check: Check, stated: Fact, operands: Sequence[Fact]) -> Finding:
    sign = " × " if check.kind == "rate_times_heads" else " + "
    told = money_written_as(stated) if isinstance(stated, Amount) else "{:,}".format
    reckoning = sign.join(one.text for one in operands)
    if check.kind == "percent":
        percent = PERCENT.search(draft.text, max(stated.end, *(one.end for one in operands)))
        reckoning += _(" and {percent}").format(percent=percent[0]) if percent is not None else ""
    return draft.finding(
        CODES[check.kind],
        (stated.start, stated.end),
        reckoning=reckoning,
        expected=told(check.expected or 0),
        difference=told(abs(check.difference or 0)),
    )


def money_written_as(amount: Amount) -> Callable[[int], str]:
    """How sums in fen are told beside one that a draft writes: in 万元 where that one is, also by its column's head."""
    digits = re.match(r"[0-9,.]+", amount.text)
    number = (value_of(digits[0]) if digits is not None else None) or Decimal(0)
    in_wan = "万" in amount.text or (amount.value is not None and number * WAN * 100 == amount.value)
    return lambda fen: shown(Decimal(fen) / 100, "万元" if in_wan else "元")


def mixed_heads(draft: Draft) -> Iterator[Finding]:
    """The same people once as persons and once as person-times, or both added up as if they were one."""
    persons: dict[int, list[Headcount]] = defaultdict(list)
    for one in draft.summary.headcounts:
        if one.value is None or one.bound != "exact":
            continue
        if one.unit == "person":
            persons[one.value].append(one)
        elif one.unit == "person-time":
            alike = [other for other in persons[one.value] if one.value >= FEWEST and _same_people(one, other)]
            added = _added(draft, one)
            if alike or added:
                yield draft.finding("mixed-heads", (one.start, one.end), other=(alike or added)[-1].text)


def _same_people(one: Headcount, other: Headcount) -> bool:
    """Whether both are of one group, or one of them is of nobody in particular and they stand in one sentence."""
    if one.sentence == other.sentence and (one.group is None or other.group is None):
        return True
    return (one.group or one.of) == (other.group or other.of) != ""


def _added(draft: Draft, total: Headcount) -> list[Headcount]:
    """The headcounts right before a total of person-times that it adds up, where some are of persons and some not."""
    before = [one for one in draft.summary.headcounts if one.sentence == total.sentence and one.end <= total.start]
    if not SUMMED.search(_before(draft, total)):
        return []
    for run in (before[-3:], before[-2:]):
        units = {one.unit for one in run}
        if units == {"person", "person-time"} and sum(one.value or 0 for one in run) == total.value:
            return run
    return []


def _before(draft: Draft, fact: Fact) -> str:
    return draft.text[max(fact.start - 40, 0) : fact.start]


def impossible_dates(draft: Draft) -> Iterator[Finding]:
    """Days, months and hours that no calendar has."""
    for found in MONTH_DAY.finditer(draft.text):
        month, day = int(found["month"]), int(found["day"])
        year = int(found["year"]) if found["year"] else LEAP
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
            yield draft.finding("impossible-date", found.span())
    for pattern in (MONTH, HOUR):
        for found in pattern.finditer(draft.text):
            scored = pattern is HOUR and SCORE.search(draft.sentence_text(found.start()))
            if not scored and not MONTH_DAY.match(draft.text, found.start()):
                yield draft.finding("impossible-date", found.span())
