"""Percentages held against the two sums that they are of: 比2012年的1874万元增长18.2%; 慰问金4万元，占20%.

Only where both sums stand there and nothing else can be meant: 由A提高到B，增长…%, B比…的A增长…%, and a part with the
share that it has of its whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.arithmetic import resolution
from extractor.model import CheckResult
from extractor.sums import Sum

NUMBER = r"(?P<number>\d{1,4}(?:\.\d+)?)"
PERCENT = rf"(?P<vague>约|近|超过|超|逾|将近|达到?)?{NUMBER}(?P<more>[余多])?[%％](?P<after>以上|左右|多)?"
# 由…提高到4500元，增长25%; 比…的1874万元增长18.2%: nothing but the word of change between the sum and the percentage
CHANGE = re.compile(
    r"(?:人民币)?[，（(]?(?:同比|环比|年|[两三四五六七八九十]年(?:来|共|累计)?|累计|比上年(?:同期|度)?|较上年(?:同期|度)?|比去年(?:同期)?|较去年(?:同期)?|共|净)?(?:提标)?"
    rf"(?P<word>增长率?|增加|提高|上升|上涨|增幅|涨幅|提升|上调|下降|减少|降低|降幅)(?:幅度)?(?:了|为|达到?)?{PERCENT}"
)
SHARE = re.compile(
    r"[，（(]?占(?:比|总额|总数|总支出|总投入|总资金|总量|全部资金|资金总额|全部|其中)?的?(?:为|达到?)?" + PERCENT
)
FEWER = ("下降", "减少", "降低", "降幅")
GROWN = "cue.other.increase"
OLD = ("cue.history.from", "cue.history.compared")
VAGUE = ("约", "近", "超过", "超", "逾", "将近")


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage: ``stated`` is the sum that it tells of, ``base`` the one that it is reckoned from, ``expected``
    what it gives, in fen.
    """

    stated: Sum
    base: Sum
    expected: Decimal
    result: CheckResult


def find_percents(sums: Sequence[Sum]) -> Iterator[Percent]:
    """The percentages behind sums, in order."""
    by_start = {one.start: one for one in sums}
    for n, one in enumerate(sums):
        if not plain(one):
            continue
        text, end = one.scene.text, one.scene.sentence.end
        base = by_start.get(one.whole) if one.whole is not None else None
        if base is not None and plain(base) and (share := SHARE.match(text, one.end, end)):
            yield reckon(one, base, share, Decimal(0), Decimal(1))
        elif change := CHANGE.match(text, one.end, end):
            sign = Decimal(-1 if change["word"] in FEWER else 1)
            told = [reckon(*pair, change, Decimal(1), sign) for pair in old_and_new(sums, n)]
            yield from [each for each in told if each.result == "holds"][:1] or told[:1]


def plain(one: Sum) -> bool:
    """Whether a sum is one exact number."""
    return one.value is not None and one.bound == "exact" and not one.money.numeral.suspect and one.value > 0


def old_and_new(sums: Sequence[Sum], n: int) -> list[tuple[Sum, Sum]]:
    """The new and the old sum of a change that is told behind the later of them: the likeliest pair first, then those
    with sums further before the old one (每户2600元，共126万元，每户比上年的2300元增加300元，增长13%).
    """
    if n and sums[n].rule == GROWN:
        n -= 1  # 156.4万元，比2009年的138.2万元增加18.2万元，增长13%
    before = sums[n - 1] if n else None
    if before is None or before.scene is not sums[n].scene or not plain(before):
        return []
    if before.rule in OLD and sums[n].rule not in OLD:  # 由1200元提高到1546元，增长28.8%
        return [(sums[n], before)] if plain(sums[n]) and sums[n].role != "other" else []
    if sums[n].rule != "cue.history.compared" or before.rule in OLD:
        return []
    earlier = [one for one in sums[:n] if one.scene is before.scene and plain(one) and one.rule not in OLD]
    likely = [one for one in reversed(earlier) if comparable(one, sums[n])]
    return [(one, sums[n]) for one in likely]  # 支出2216万元，比2012年的1874万元增长18.2%


def comparable(one: Sum, other: Sum) -> bool:
    """Whether two sums can be of one thing in two years: none is ten times the other."""
    low, high = sorted((one.value or Decimal(0), other.value or Decimal(0)))
    return high < 10 * low


def reckon(stated: Sum, base: Sum, told: re.Match[str], whole: Decimal, sign: Decimal) -> Percent:
    """A percentage reckoned: ``whole`` is 1 for a change, whose sum is the base and the change, 0 for a share."""
    number = Decimal(told["number"])
    slack = Decimal(1).scaleb(-len(told["number"].partition(".")[2])) / 2

    def gives(value: Decimal, percent: Decimal) -> Decimal:
        return value * (whole + sign * percent / 100)

    value, around = base.value or Decimal(0), Decimal(resolution(base.text))
    ends = [gives(value + a, number + b) for a in (-around, around) for b in (-slack, slack)]
    off = Decimal(resolution(stated.text)) + 1
    holds = min(ends) - off <= (stated.value or 0) <= max(ends) + off
    vague = told["vague"] in VAGUE or told["more"] or told["after"]
    expected = gives(value, number).quantize(Decimal(1))
    return Percent(stated, base, expected, "holds" if holds else "unknown" if vague else "fails")
