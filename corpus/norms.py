"""What the archive's own papers hold that a draft is compared with: earlier years of the unit, and of its kind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence

from extractor.finding import Earlier, Figure, PastYear

from . import duplicates, queries
from .compare import READ_BY_DEFAULT
from .queries import Paper
from .units import Units

_SECTIONS = "SELECT standard FROM section WHERE summary = ? ORDER BY id"
_FIGURES = """SELECT a.fund_code, a.fund, a.beneficiary_group, a.value_fen, t.text FROM amount a
JOIN sentence t ON t.summary = a.summary AND t.ordinal = a.sentence
WHERE a.summary = ? AND a.counts = 1 AND a.derived = 0 AND a.value_fen IS NOT NULL ORDER BY a.id"""
_SENTENCES = """SELECT DISTINCT t.text FROM amount a JOIN sentence t ON t.summary = a.summary AND t.ordinal = a.sentence
WHERE a.summary = ? AND a.derived = 0 ORDER BY t.ordinal"""
_PARTED = """SELECT DISTINCT a.fund_code FROM amount a
JOIN amount p ON p.summary = a.summary AND p.sentence = a.sentence AND p.role = 'part' AND p.fund = a.fund
WHERE a.summary = ? AND a.counts = 1 ORDER BY a.fund_code"""
KIND_YEARS = 4  # years back that other units of the kind are asked about
ALIKE = ("township", "subdistrict", "community", "village", "school", "hospital")  # kinds with many units of each


def full_years(connection: sqlite3.Connection) -> list[Paper]:
    """The papers that say what a unit's full year was like."""
    return [paper for paper in queries.papers(connection) if _tells(paper)]


def earlier(
    connection: sqlite3.Connection,
    papers: Sequence[Paper],
    units: Units,
    unit: str | None,
    unit_kind: str,
    year: int | None,
) -> Earlier:
    """What ``papers`` (of ``full_years``) tell from before ``year``: of the unit under any of its names, and of the
    other units of its kind.
    """
    before = year or 9999
    names = {unit, *(name for name, own in units.names.items() if own == units.resolve(unit))} if unit else set()
    past = [paper for paper in papers if (paper.year or 0) < before]
    own = [paper for paper in past if paper.unit in names]
    kind = [
        paper
        for paper in past
        if paper.unit not in names and paper.unit_kind == unit_kind and (paper.year or 0) >= before - KIND_YEARS
    ]
    others = _others(connection, units, names, unit_kind)
    return Earlier(_papers(connection, own, units), _papers(connection, kind, units), others)


def _tells(paper: Paper) -> bool:
    """Whether it is on a unit's full year: a half-year's figures are no measure of a year's."""
    return (
        bool(paper.unit and paper.year) and paper.document_type in READ_BY_DEFAULT and paper.period == str(paper.year)
    )


def _papers(connection: sqlite3.Connection, papers: Sequence[Paper], units: Units) -> tuple[PastYear, ...]:
    """One paper a unit and year, the latest years first: the one that counts, or the first of several."""
    doubles = duplicates.find(connection, papers, units)
    found: dict[tuple[str, int], PastYear] = {}
    for paper in sorted(papers, key=lambda paper: (-(paper.year or 0), paper.unit or "", paper.id)):
        unit, year = paper.unit or "", paper.year or 0
        if paper.id not in doubles and (unit, year) not in found:
            found[unit, year] = _paper(connection, paper.id, unit, year)
    return tuple(found.values())


def _paper(connection: sqlite3.Connection, key: str, unit: str, year: int) -> PastYear:
    codes = [code for (listed,) in connection.execute(_SECTIONS, (key,)) for code in json.loads(listed)]
    return PastYear(
        unit,
        year,
        tuple(dict.fromkeys(codes)),
        tuple(Figure(*row) for row in connection.execute(_FIGURES, (key,))),
        tuple(row[0] for row in connection.execute(_PARTED, (key,))),
        tuple(row[0] for row in connection.execute(_SENTENCES, (key,))),
    )


def _others(connection: sqlite3.Connection, units: Units, names: Collection[str], unit_kind: str) -> tuple[str, ...]:
    """Other units of a kind of which there are many: one of them speaks in a draft only by mistake."""
    if unit_kind not in ALIKE:
        return ()
    find = "SELECT DISTINCT unit FROM summary WHERE unit_kind = ? AND unit IS NOT NULL"
    known = {name for (name,) in connection.execute(find, (unit_kind,))}
    known |= {unit.name for unit in units.by_name.values() if unit.kind == unit_kind}
    return tuple(sorted(known.difference(names)))
