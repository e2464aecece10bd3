"""Rates that stand beside a count and a sum in one clause group, whoever is paid: 42户，发放1.7万元，户均200元.

The facts' own products come first (``Summary.checks``); here the words alone are read, where they leave no room: one
rate, the counts before it in its sentence, one sum, and no other number between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.check.draft import Draft
from extractor.check.lists import BRACKETED, NUMBER, value_of
from extractor.finding import Finding
from extractor.labels import money

CODE = "product-differs"
SENTENCE = re.compile(r"[^。；！？\n]+")
WORDS = r"[^0-9]{0,24}?"
COUNT = rf"(?P<count>{NUMBER})(?P<unit>人(?!次)|名|位|户|家)"
TOTAL = rf"(?P<total>{NUMBER})(?P<scale>万?)元"
RATE = rf"(?P<per>户均|人均|每户|每人|每名|每位|每家)(?P<of>[^0-9，、]{{0,10}}?)(?P<rate>{NUMBER})(?P<rate_scale>万?)元"
RATE_AGAIN = (
    rf"(?:户均|人均|每户|每人|每名|每位|每家)[^0-9，、]{{0,10}}{NUMBER}万?元"  # 30名每人600元、20名每人900元，合计…
)
# 85户，发放慰问金1.7万元，户均200元;  25户、20万元，户均8000元
TOTAL_FIRST = re.compile(rf"{COUNT}(?P<gap>{WORDS}){TOTAL}(?P<gap2>[，、,（]?){RATE}")
# 为6名军属发放补助，每人1000元，共6000元
RATE_FIRST = re.compile(
    rf"{COUNT}(?P<gap>{WORDS}){RATE}(?P<gap2>[，、,][^0-9，。；]{{0,8}}(?:共|共计|合计|总计|小计|计|支出|发放|折合|全年)){TOTAL}"
)
# Words by which a rate is paid several times or not to all, or by which a number is none of this sentence's.
OTHERWISE = re.compile(
    r"月|季|天|日|次|学期|期|提高|由|最高|最低|不低于|以上|上限|约|近|超|余|其中|另|分别|各|比|两节|部分"
)
ALIKE = {"户": "户家", "家": "家户", "人": "人名位", "名": "人名位", "位": "人名位"}
EARLIER_COUNT = re.compile(rf"({NUMBER})(人(?!次)|名|位|户|家)")
ROUNDED = Decimal("0.05")  # of an average: as much as it may have been rounded by
WAN = 10_000


class Told(NamedTuple):
    """A rate with the sum beside it, in yuan, and how far the sum may be off by rounding."""

    rate: Decimal
    total: Decimal
    slack: Decimal


def told_rates(draft: Draft) -> Iterator[Finding]:
    """A rate times its count that is not the sum beside them."""
    known = {
        span
        for check in draft.summary.checks
        if check.kind == "rate_times_heads"
        for span in _spans(draft, check.operands)
    }
    for sentence in SENTENCE.finditer(draft.text, draft.title_end):
        for pattern in (TOTAL_FIRST, RATE_FIRST):
            for found in pattern.finditer(sentence[0]):
                start = sentence.start() + found.start("total")
                told = _told(found)
                counts = _counts(sentence[0][: found.end("unit")], found["unit"])
                fits = any(
                    abs(told.rate * count - told.total) <= told.slack + _rounding(found) * count for count in counts
                )
                alone = sum(1 for _each_rate in re.finditer(RATE_AGAIN, sentence[0][: found.end()])) == 1
                if alone and _plain(found) and counts and not fits and start not in known:
                    end = sentence.start() + found.end("scale") + 1
                    yield _differs(draft, (start, end), told, counts[0], found)


def _spans(draft: Draft, operands: tuple[tuple[str, int], ...]) -> Iterator[int]:
    """Where the sums of a check begin."""
    keys = set(operands)
    return (one.start for one in draft.summary.amounts if ("amount", one.id) in keys)


def _plain(found: re.Match[str]) -> bool:
    """Whether nothing says that the rate was paid otherwise than once to each."""
    words = found["gap"] + found["gap2"] + found["of"].replace("每年", "")
    return (
        OTHERWISE.search(words) is None and BRACKETED.search(found[0]) is None and found["unit"] in ALIKE[_each(found)]
    )


def _each(found: re.Match[str]) -> str:
    """户 of 户均 and 每户."""
    return found["per"].strip("每均")


def _told(found: re.Match[str]) -> Told:
    total = (value_of(found["total"]) or Decimal(0)) * (WAN if found["scale"] else 1)
    rate = (value_of(found["rate"]) or Decimal(0)) * (WAN if found["rate_scale"] else 1)
    return Told(rate, total, _half(found["total"], found["scale"]))


def _half(number: str, scale: str) -> Decimal:
    """Half of the last written digit's worth, in yuan; nothing for what is written in full."""
    _whole, _dot, decimals = number.partition(".")
    return Decimal(WAN) / 10 ** len(decimals) / 2 if scale and decimals else Decimal(0)


def _rounding(found: re.Match[str]) -> Decimal:
    """By how much an average may have been rounded; a rate that was paid is what it is."""
    rate = _told(found).rate
    return rate * ROUNDED if found["per"].endswith("均") else Decimal(0)


def _counts(before: str, unit: str) -> list[Decimal]:
    """The last count of the unit, and its sums with those before it in the sentence (62人、189人，人均200元)."""
    found = [value_of(each[1]) or Decimal(0) for each in EARLIER_COUNT.finditer(before) if each[2] in ALIKE[unit]]
    return [sum(found[-number:], Decimal(0)) for number in range(1, len(found) + 1)] + found[:-1]


def _differs(draft: Draft, span: tuple[int, int], told: Told, count: Decimal, found: re.Match[str]) -> Finding:
    made = told.rate * count
    return draft.finding(
        CODE,
        span,
        reckoning=f"{found['rate']}{found['rate_scale']}元 × {found['count']}{found['unit']}",
        expected=money(int(made * 100)),
        difference=money(int(abs(made - told.total) * 100)),
    )
