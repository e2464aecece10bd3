"""Standards of payment as the user keeps them (TOML), and which of them a paid rate is measured by.

[[standard]]
fund = "优待金"
group = "义务兵"        # may be left out: any group
place = "青石县"        # may be left out: everywhere; else a unit of the units file, with all units under it
from = 2019             # first and last year; either may be left out
to = 2021
rate = 9600             # yuan
per = ["household", "year"]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import TaizhangError
from extractor.i18n import N_
from extractor.labels import PER

from .units import Units

_UNREADABLE = N_("{path}: the standards file cannot be read: {reason}. Mend it and run again.")
_ENTRY = N_("{path}: standard {number}: {reason}. It needs fund, rate and per, and may have group, place, from and to.")
_TIMES = {"month": 12, "quarter": 4, "year": 1}  # how often a year
_KEYS = {"fund", "group", "place", "from", "to", "rate", "per"}


class BadStandards(TaizhangError):
    """A standards file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A rate that is to be paid. ``rate`` in fen; ``per`` as in the fact model."""

    fund: str
    group: str | None
    place: str | None
    first: int | None
    last: int | None
    rate: int
    per: frozenset[str]

    def covers(self, fund: str, group: str | None, unit: str | None, year: int | None, units: Units) -> bool:
        """Whether it is the standard for this fund and group, of this unit in this year."""
        if fund != self.fund or (self.group and group != self.group):
            return False
        if (self.first or self.last) and year is None:
            return False
        if year and not (self.first or year) <= year <= (self.last or year):
            return False
        if self.place is None:
            return True
        place = units.resolve(self.place)
        return unit is not None and (unit == place or place in set(units.above(unit)))


def load_standards(path: Path) -> list[Standard]:
    """The standards of a file. Raises BadStandards with what is wrong and where."""
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadStandards(_UNREADABLE, path=path, reason=error) from error
    entries = content.get("standard")
    if not isinstance(entries, list):
        raise BadStandards(_UNREADABLE, path=path, reason="[[standard]]")
    return [_standard(path, number, entry) for number, entry in enumerate(entries, 1)]


def closest(found: Sequence[Standard]) -> Standard | None:
    """The standard that says most of whom and where it is for; of two such, the later one."""
    return max(found, key=lambda one: (one.group is not None, one.place is not None, one.first or 0), default=None)


def in_terms_of(value: int, per: Sequence[str], standard: Standard) -> int | None:
    """A rate in fen told as the standard tells its own (800元 a month is 9600元 a year); None where it cannot be."""
    own, wanted = set(per), set(standard.per)
    if own - set(_TIMES) != wanted - set(_TIMES):
        return None
    # a rate told without a time is told of the year
    times, asked = ([name for name in per if name in _TIMES] or ["year"] for per in (own, wanted))
    if len(times) != 1 or len(asked) != 1:
        return None
    scaled = Decimal(value) * _TIMES[times[0]] / _TIMES[asked[0]]
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _standard(path: Path, number: int, entry: Any) -> Standard:
    faults = list(_faults(entry))
    if faults:
        raise BadStandards(_ENTRY, path=path, number=number, reason="; ".join(faults))
    per = [entry["per"]] if isinstance(entry["per"], str) else entry["per"]
    fen = int((Decimal(str(entry["rate"])) * 100).to_integral_value())
    group, place = entry.get("group") or None, entry.get("place") or None
    return Standard(entry["fund"], group, place, entry.get("from"), entry.get("to"), fen, frozenset(per))


def _faults(entry: Any) -> Iterator[str]:
    """What is wrong with an entry, field by field."""
    from extractor.model import FUNDS

    if not isinstance(entry, dict):
        yield "[[standard]]"
        return
    yield from sorted(set(entry) - _KEYS)
    if entry.get("fund") not in FUNDS:
        yield f"fund = {entry.get('fund')!r}"
    rate = entry.get("rate")
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 < rate < 10**12:
        yield f"rate = {rate!r}"
    per = entry.get("per")
    names = [per] if isinstance(per, str) else per
    if not isinstance(names, list) or not names or any(name not in PER for name in names):
        yield f"per = {per!r}"
    for key, sort in (("group", str), ("place", str), ("from", int), ("to", int)):
        if not isinstance(entry.get(key, sort()), sort):
            yield f"{key} = {entry[key]!r}"
