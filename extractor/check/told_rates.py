"""Rates that stand beside a count and a sum in one clause group, whoever is paid: 42户，发放1.7万元，户均200元.

The facts' own products come first (``Summary.checks``); here the words alone are read, where they leave no room: one
rate, the counts before it in its sentence, one sum, and no other number between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.check.counts import NUMBER, shown, value_of
from extractor.check.draft import SENTENCE, Draft
from extractor.check.lists import BRACKETED
from extractor.finding import Finding

CODE = "product-differs"
WORDS = r"[^0-9]{0,24}?"
SPENT = (
    "共|共计|合计|总计|小计|计|支出|发放|折合|全年|(?:发放|支出|送去|兑现|拨付|筹集|募集|捐款|资助)[^0-9，。；]{1,6}"
)
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
    rf"{COUNT}(?P<gap>{WORDS}){RATE}(?P<gap2>(?:[和及][^0-9，。；]{{1,10}})?[，、,][^0-9，。；]{{0,8}}(?:{SPENT})){TOTAL}"
)
# 优待金318万元，按每户6000元的标准发放530户
STANDARD = re.compile(rf"{TOTAL}(?P<gap>，(?:按照?|以)){RATE}(?P<gap2>的?标准[^0-9，。；]{{0,8}}){COUNT}")
# 46名参战人员每人每月730元，全年发放40.3万元;  每人每月150元，240名退役军人全年共43.2万元
MONTHLY = (
    rf"(?P<per>每[人户名位]每月|每月每[人户名位])(?P<of>[^0-9，、]{{0,10}}?)(?P<rate>{NUMBER})(?P<rate_scale>万?)元"
)
YEARLY = r"(?P<gap2>[^0-9。；]{0,16}?全年[^0-9，。；]{0,12}?)"
MONTHS = (
    re.compile(rf"{COUNT}(?P<gap>{WORDS}){MONTHLY}{YEARLY}{TOTAL}"),
    re.compile(rf"{MONTHLY}(?P<gap>[，、][^0-9。；]{{0,10}}?){COUNT}{YEARLY}{TOTAL}"),
)
# Words by which not everybody was paid the same for all twelve months.
UNEVEN = re.compile(r"提高|由|起|新增|最高|最低|不低于|以上|约|近|超|余|其中|另|分别|各|部分|陆续|调整|补发|半年|人均")
YEAR = 12
# Words by which a rate is paid several times or not to all, or by which a number is none of this sentence's.
OTHERWISE = re.compile(
    r"月|季|天|日|(?<!一)次|学期|期|提高|由|最高|最低|不低于|以上|上限|约|近|超|余|其中|另|分别|各|比|两节|部分"
)
ALIKE = {"户": "户家", "家": "家户", "人": "人名位", "名": "人名位", "位": "人名位"}
EARLIER_COUNT = re.compile(rf"({NUMBER})(人(?!次)|名|位|户|家)")
ROUNDED = Decimal("0.05")  # of an average in whole yuan: as much as it may have been rounded by
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
        for pattern in (TOTAL_FIRST, RATE_FIRST, STANDARD):
            for found in pattern.finditer(sentence[0]):
                told = _told(found)
                counts = _counts(sentence[0][: found.end("unit")], found["unit"])
                fits = any(
                    abs(told.rate * count - told.total) <= told.slack + _rounding(found) * count for count in counts
                )
                alone = sum(1 for _each_rate in re.finditer(RATE_AGAIN, sentence[0][: found.end()])) == 1
                if alone and _plain(found) and counts and not fits:
                    yield from _differs(draft, sentence.start(), found, counts[0], known)
        for pattern in MONTHS:
            for found in pattern.finditer(sentence[0]):
                count = value_of(found["count"]) or Decimal(0)
                if UNEVEN.search(found["gap"] + found["gap2"] + found["of"]) is None and not _whole_months(
                    found, count
                ):
                    yield from _differs(draft, sentence.start(), found, count, known, YEAR)


def _whole_months(found: re.Match[str], count: Decimal) -> bool:
    """Whether a sum is what the rate of a month comes to for some number of months."""
    told = _told(found)
    return any(abs(told.rate * count * months - told.total) <= told.slack for months in range(1, YEAR + 1))


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
    if not found["per"].endswith("均"):
        return Decimal(0)
    return _half(found["rate"], found["rate_scale"]) or _told(found).rate * ROUNDED


def _counts(before: str, unit: str) -> list[Decimal]:
    """The last count of the unit, and its sums with those before it in the sentence (62人、189人，人均200元)."""
    found = [value_of(each[1]) or Decimal(0) for each in EARLIER_COUNT.finditer(before) if each[2] in ALIKE[unit]]
    return [sum(found[-number:], Decimal(0)) for number in range(1, len(found) + 1)] + found[:-1]


def _differs(
    draft: Draft, start: int, found: re.Match[str], count: Decimal, known: Collection[int], months: int = 1
) -> Iterator[Finding]:
    """The finding at the total, unless the facts themselves hold it against a rate."""
    told, times = _told(found), f" × {months}" if months > 1 else ""
    made = told.rate * count * months
    if start + found.start("total") not in known:
        yield draft.finding(
            CODE,
            (start + found.start("total"), start + found.end("scale") + 1),
            reckoning=f"{found['rate']}{found['rate_scale']}元 × {found['count']}{found['unit']}{times}",
            expected=shown(made, f"{found['scale']}元"),
            difference=shown(abs(made - told.total), f"{found['scale']}元"),
        )
