"""What is said of a sum at first sight: its role, by which rule, and for which period."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Role


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum's role with the rule that gave it. ``per`` is empty for all but rates; ``elsewhen`` is what is paid at a
    rate of another time: history or plan.
    """

    role: Role
    rule: str
    weight: int
    per: tuple[str, ...] = ()
    period: str | None = None
    elsewhen: Role | None = None


@dataclass(frozen=True, slots=True)
class YearRange:
    """The years that a summary tells of, None where they are not known; ``whole_year`` false for a half-year's
    summary.
    """

    first: int | None
    last: int | None
    whole_year: bool = True

    @property
    def several(self) -> bool:
        return self.first is not None and self.last is not None and self.last > self.first
