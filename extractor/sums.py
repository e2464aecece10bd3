"""A sum of money with all that has been said of it so far. Steps make new ones with ``dataclasses.replace``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.funds import Purpose
from extractor.model import Bound, Role
from extractor.quantities import Money
from extractor.scene import Scene


@dataclass(frozen=True, slots=True)
class Sum:
    """One written sum. ``stated``: a word such as 共计 stands before it; ``closes_list``: such a word that closes a
    list.
    """

    money: Money
    scene: Scene
    purpose: Purpose
    role: Role
    rule: str
    per: tuple[str, ...] = ()
    period: str | None = None
    stated: bool = False
    closes_list: bool = False
    repeat: bool = False
    elsewhen: Role | None = None  # a rate of another time: what was paid at it is history, or planned
    whole: int | None = None  # the place of the sum that this is a part of

    @property
    def start(self) -> int:
        return self.money.start

    @property
    def end(self) -> int:
        return self.money.end

    @property
    def text(self) -> str:
        return self.scene.text[self.money.start : self.money.end]

    @property
    def value(self) -> Decimal | None:
        """Fen."""
        return self.money.numeral.value

    @property
    def bound(self) -> Bound:
        return self.money.numeral.bound

    @property
    def group(self) -> str | None:
        return self.purpose.group

    @property
    def base(self) -> str | None:
        return self.purpose.base


def is_just_before(other: Sum, one: Sum) -> bool:
    """Whether a sum stands in the sentence before another's, in the same paragraph."""
    first, last = other.scene.sentence, one.scene.sentence
    return first.index == last.index - 1 and first.paragraph == last.paragraph
