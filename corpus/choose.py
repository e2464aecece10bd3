"""Which papers speak for a unit and a year, and which units speak for a year's total: so that no yuan is added twice.

Two papers of one unit that cover the same months tell the same money, so one of them is taken: a paper on the whole
year before one on half of it; two halves are added. A unit's report may hold the money of the units under it, so a
total takes, in each branch of the tree, the highest unit that reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .periods import months
from .queries import Paper
from .units import Units

WHOLE = (1, 12)
PARTS = {"year": WHOLE, "first-half": (1, 6), "second-half": (7, 12)}

# A unit that is not in the units file may still stand under one of these kinds; which, nobody has said.
_OVER = {
    "township": ("county_office",),
    "subdistrict": ("county_office",),
    "community": ("subdistrict", "township", "county_office"),
    "village": ("township", "subdistrict", "county_office"),
    "school": ("education_bureau", "county_office"),
    "hospital": ("health_bureau", "county_office"),
    "county_office": (),
}
_OVER_ANY_OTHER = ("county_office",)


@dataclass(frozen=True, slots=True)
class Choice:
    """The papers of one unit for one year: those taken, and those left out because they cover the same months."""

    taken: tuple[Paper, ...]
    left: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Tops:
    """The units whose figures make a year's total; ``unplaced`` were left out, for they may stand under one of them."""

    units: tuple[str, ...]
    unplaced: tuple[str, ...] = ()


def span(paper: Paper, year: int) -> tuple[int, int]:
    """The months of the year that a paper covers; the whole year where it does not say."""
    return months(paper.first_day, paper.last_day, year) or WHOLE


def fits(paper: Paper, period: str | None) -> bool:
    """Whether a paper is on the period asked for: one of ``PARTS``, or an EDTF period word for word."""
    if period is None or paper.period == period:
        return True
    return period in PARTS and paper.year is not None and span(paper, paper.year) == PARTS[period]


def choose(papers: Iterable[Paper], year: int) -> Choice:
    """Of one unit's papers with facts for a year, the longest that do not overlap; the year's own papers go first."""
    taken: list[Paper] = []
    left: list[Paper] = []
    for paper in sorted(papers, key=lambda paper: _rank(paper, year)):
        overlaps = any(_overlap(span(paper, year), span(other, year)) for other in taken)
        (left if overlaps else taken).append(paper)
    return Choice(tuple(taken), tuple(left))


def choices(
    papers: Iterable[Paper], years: Mapping[str, Collection[int]], units: Units
) -> dict[tuple[str, int], Choice]:
    """The choice for each unit and year. ``years`` are those of each paper's facts, by summary id."""
    gathered: dict[tuple[str, int], list[Paper]] = defaultdict(list)
    for paper in papers:
        unit = units.resolve(paper.unit)
        own = {paper.year} if paper.year else set()
        for year in own | set(years.get(paper.id, ())):
            if unit:
                gathered[unit, year].append(paper)
    return {key: choose(found, key[1]) for key, found in gathered.items()}


def tops(reporting: Collection[str], kinds: Mapping[str, str], units: Units) -> Tops:
    """The highest units that report.

    A unit without a place in the units file yields to a kind above its own; a county office without one may stand above
    or beside all that have a place, so it yields to them.
    """
    present = {kinds[unit] for unit in reporting}
    placed = any(unit in units.by_name for unit in reporting)
    highest: list[str] = []
    unplaced: list[str] = []
    for unit in sorted(reporting):
        if unit in units.by_name:
            if not any(above in reporting for above in units.above(unit)):
                highest.append(unit)
        elif present.intersection(_OVER.get(kinds[unit], _OVER_ANY_OTHER)) or (
            placed and not _OVER.get(kinds[unit], True)
        ):
            unplaced.append(unit)
        else:
            highest.append(unit)
    return Tops(tuple(highest), tuple(unplaced))


def _rank(paper: Paper, year: int) -> tuple[bool, int, bool, int, str]:
    first, last = span(paper, year)
    return paper.year != year, first - last, paper.document_type != "summary", -paper.subsidy_fen, paper.id


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
