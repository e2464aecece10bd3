"""Counts and sums as the words give them: a number, its unit, and how sure it is. What the checks of shares, rates and
differences reckon with, for things of any kind (人, 户, 件, 万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
UNIT = (
    r"万元|亿元|元|人次|件次|户次|场次|台次|人|名|位|户|个|起|件|场|次|项|处|份|条|台|所|家|支|篇|期|幅|亩|公里|套|对|辆|棵|株|册|张|块|课时|吨|间|"
    r"平方米|面|枚"
)
# Units of one matter: 43名 are part of 120人. Sums go by 元.
SAME_UNIT = {"名": "人", "位": "人", "家": "户"}
SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
COUNTED = re.compile(
    rf"(?P<vague>(?<![签预条节契])约|(?<![最附临])近|超过|超|逾|不少于|不低于|达到?近)?(?<![0-9.,％%])(?P<number>{NUMBER})(?P<scale>[万亿]?)(?P<more>[余多])?"
    rf"(?P<scale_behind>[万亿]?)(?P<unit>{UNIT})(?P<behind>左右|以上|以内|多)?(?![次均]|百分点)"
)

CLAUSE_END = re.compile("[，。；：！？\n]")
FARTHEST = 24  # characters


class Count(NamedTuple):
    """``text[start:end]``: a value in persons, yuan, pieces; how far it is rounded, and whether it is told as exact."""

    start: int
    end: int
    value: Decimal
    slack: Decimal
    unit: str
    exact: bool


def counts_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Count]:
    """The counts of a stretch of text, in order."""
    for found in COUNTED.finditer(text, start, len(text) if end is None else end):
        value = value_of(found["number"])
        if value is not None:
            scale = SCALES[found["scale"] or found["scale_behind"] or ""]
            decimals = len(found["number"].partition(".")[2])
            slack = Decimal(scale) / 10**decimals / 2 if scale > 1 and decimals else Decimal(0)
            exact = not (found["vague"] or found["more"] or found["behind"])
            unit = SAME_UNIT.get(found["unit"], found["unit"])
            yield Count(found.start("number"), found.end("unit"), value * scale, slack, unit, exact)


def only_count(text: str, span: tuple[int, int]) -> Count | None:
    """The one exact count of a stretch that is no zero, or None."""
    found = list(counts_in(text, *span))
    return found[0] if len(found) == 1 and found[0].exact and found[0].value else None


def clause_of(text: str, one: Count) -> str:
    """The clause that a count stands in."""
    start = max(text.rfind(mark, 0, one.start) for mark in "，。；：！？\n") + 1
    end = CLAUSE_END.search(text, one.end)
    return text[start : end.start() if end is not None else len(text)]


def stands_beside(text: str, end: int, start: int) -> bool:
    """Whether a count that ends at a place stands in the clause of the words that start at another, or in the one
    before."""
    return len(re.findall("[，：]", text[end:start])) <= 1 and start - end <= FARTHEST


def unit_of(words: str) -> str:
    """The unit that a count or sum is written with, its 万 with it: 万元 of 1.2万余元, 名 of 21名."""
    unit = re.sub(r"[0-9.,余多]", "", words)
    return unit if unit.startswith(("万元", "亿元")) or not unit.startswith(("万", "亿")) else unit[1:]


def shown(value: Decimal, unit: str) -> str:
    """A value in persons, yuan or pieces, written with the unit that the draft writes it with."""
    scaled = value / SCALES[unit[0]] if unit in ("万元", "亿元") else value
    return f"{scaled.normalize():,f}{unit}"


def value_of(number: str) -> Decimal | None:
    """A number as written, or None where its commas make no sense."""
    try:
        return Decimal(number.replace(",", ""))
    except InvalidOperation:
        return None
