"""Figures that contradict each other: products, parts and percentages, one thing told with two values, impossible days.

The arithmetic is that of the facts themselves (``Summary.checks``); here only what fails is told.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.check.draft import Draft
from extractor.finding import Finding
from extractor.labels import money
from extractor.model import Amount, Check, Headcount

CODES = {
    "rate_times_heads": "product-differs",
    "parts_of_whole": "parts-differ",
    "heads_of_whole": "parts-differ",
    "percent": "percent-differs",
}
# 现有优抚对象262人: how many there are, not how many were reached by one deed.
STOCK = re.compile(
    r"(?:现有|共有|总共有|登记在册|在册|管理服务|辖区有|全[县市区镇乡村街道社校院局]{1,3}有)[^，。；0-9]{0,14}$"
)
# 全年共发放优待金12万元: the whole of a year's.
WHOLE = re.compile(r"(?:全年|年内|一年来|今年以来|年度|本年)[^，。；]{0,20}$")
ALIKE = 0.2  # two values of one thing lie so near each other; what lies further apart is told of two things
FEWEST = 10  # heads; small numbers are equal by chance
MONTH_DAY = re.compile(r"(?<![0-9.])(?:(?P<year>(?:19|20)[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]")
LEAP = 2000  # a year that has a 29 February, for days without a year
MONTH = re.compile(r"(?<![0-9.])(?:1[3-9]|[2-9][0-9]|0)月(?:份|[0-9]{1,2}日|上旬|中旬|下旬|底|初)")
HOUR = re.compile(r"(?<![0-9.])(?:2[5-9]|[3-9][0-9])(?:时(?!效|段)|点(?:半|整|钟)|：[0-5][0-9](?![0-9]))")
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
    shown = money if isinstance(stated, Amount) else "{:,}".format
    return draft.finding(
        CODES[check.kind],
        (stated.start, stated.end),
        reckoning=sign.join(one.text for one in operands),
        expected=shown(check.expected or 0),
        difference=shown(abs(check.difference or 0)),
    )


def mixed_heads(draft: Draft) -> Iterator[Finding]:
    """The same people once as persons and once as person-times."""
    persons: dict[tuple[int, str], Headcount] = {}
    for one in draft.summary.headcounts:
        if one.value is None or one.value < FEWEST or one.bound != "exact" or not (one.group or one.of):
            continue
        key = (one.value, one.group or one.of)
        if one.unit == "person":
            persons.setdefault(key, one)
        elif one.unit == "person-time" and key in persons:
            yield draft.finding("mixed-heads", (one.start, one.end), other=persons[key].text)


def two_values(draft: Draft) -> Iterator[Finding]:
    """One number of people there are, or one sum of a whole year, told twice and not alike."""
    told: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for head in draft.summary.headcounts:
        if head.value and head.bound == "exact" and STOCK.search(_before(draft, head)):
            told["heads", head.of, head.unit].append(head)
    for sum_ in draft.summary.amounts:
        if sum_.counts and sum_.value and sum_.bound == "exact" and WHOLE.search(_before(draft, sum_)):
            told["money", sum_.fund_code, sum_.group, sum_.period].append(sum_)
    for facts in told.values():
        for one, other in pairwise(facts):
            apart = abs((one.value or 0) - (other.value or 0))
            if 0 < apart <= ALIKE * max(one.value or 0, other.value or 0) and one.sentence != other.sentence:
                yield draft.finding("two-values", (other.start, other.end), other=one.text)


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
            if not MONTH_DAY.match(draft.text, found.start()):
                yield draft.finding("impossible-date", found.span())
