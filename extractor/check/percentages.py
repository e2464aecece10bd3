"""Percentages as told, and whether counts make them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.check.counts import NUMBER, Count

CODE = "percent-differs"
PERCENT = (
    rf"(?P<vague>约|近|超过|超|逾|将近|不低于|不少于)?(?P<number>{NUMBER})"
    r"(?P<more>[余多])?[%％](?P<behind>以上|左右|多)?"
)


class Told(NamedTuple):
    """A percentage as told: its number, the worth of its last digit, and whether it is exact."""

    number: Decimal
    digit: Decimal
    exact: bool


def told_percent(found: re.Match[str], prefix: str = "") -> Told:
    """The percentage of a match of PERCENT; ``prefix`` is that of its groups' names."""
    number = found[f"{prefix}number"].replace(",", "")
    digit = Decimal(1).scaleb(-len(number.partition(".")[2]))
    exact = not (found[f"{prefix}vague"] or found[f"{prefix}more"] or found[f"{prefix}behind"])
    return Told(Decimal(number), digit, exact)


def fits(low: Decimal, high: Decimal, told: Told) -> bool:
    """Whether a percentage is one of those that the counts make: rounded, cut off behind its last digit, or vague."""
    if not told.exact:
        around = max(told.number / 10, told.digit)
        return low - around <= told.number <= high + around
    return high >= told.number - told.digit / 2 and low < told.number + told.digit


def percents_of(part: Count, whole: Count) -> tuple[Decimal, Decimal]:
    """The least and the largest percentage that a part can be of a whole above zero, as both are rounded."""
    least = (part.value - part.slack) / (whole.value + whole.slack) * 100
    return least, (part.value + part.slack) / (whole.value - whole.slack) * 100


def with_sign(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A percentage's number with the % behind it, from the number's place."""
    sign = re.compile("[%％]").search(text, span[1])
    return span[0], sign.end() if sign is not None else span[1]


def as_percent(value: Decimal) -> str:
    """A percentage to one decimal."""
    return f"{value.quantize(Decimal('0.1')).normalize():f}%"
