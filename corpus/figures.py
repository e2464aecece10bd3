"""Figures that know how exact they are, and how to say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FEN = {"yuan": 100, "wan": 1_000_000}  # fen in one 元 and one 万元


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum (fen, or a number) of ``facts`` facts, some told as 余 (``over``), some as 约 or 近 (``about``).

    ``corrected`` facts would not be in it, or not so, had a person not corrected them; those taken out are among them.
    """

    value: int = 0
    facts: int = 0
    over: int = 0
    about: int = 0
    corrected: int = 0

    def __add__(self, other: Figure) -> Figure:
        value, facts = self.value + other.value, self.facts + other.facts
        over, about = self.over + other.over, self.about + other.about
        return Figure(value, facts, over, about, self.corrected + other.corrected)

    @property
    def bound(self) -> str:
        """exact, over (at least this), or about."""
        return "about" if self.about else "over" if self.over else "exact"


@dataclass(frozen=True, slots=True)
class Change:
    """Against the year before: the difference, and its share of the year before (None where that was 0)."""

    difference: int
    share: Decimal | None
    bound: str

    @classmethod
    def between(cls, before: Figure | None, now: Figure | None) -> Change | None:
        """None where one of the two years has no figure."""
        if before is None or now is None:
            return None
        difference = now.value - before.value
        share = Decimal(difference) / Decimal(before.value) if before.value else None
        return cls(difference, share, "exact" if before.bound == now.bound == "exact" else "about")


def add(figures: Iterable[Figure]) -> Figure:
    """The sum of figures, as exact as the least exact of them."""
    return sum(figures, Figure())


def money(fen: int, unit: str) -> str:
    """``13,914`` or ``13,914.50`` in yuan; in wan (万元) two digits after the point, halves rounded up."""
    value = Decimal(fen) / FEN[unit]
    if unit == "yuan" and fen % 100 == 0:
        return f"{int(value):,}"
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def number(value: int, unit: str | None) -> int | float:
    """A figure for programs: money exact in yuan or wan, a whole number where it is one."""
    if unit is None:
        return value
    return value // FEN[unit] if value % FEN[unit] == 0 else value / FEN[unit]


def percent(share: Decimal) -> str:
    """``+12.3%``."""
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP):+}%"
