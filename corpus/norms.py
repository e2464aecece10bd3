"""What the archive's own papers hold that a draft is compared with: earlier years of the unit, and of its kind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from extractor.finding import Earlier, Figure, PastYear

from .units import Units

# Full years only: a half-year's figures are no measure of a year's.
_PAPERS = """SELECT id, unit, year FROM summary
WHERE unit IS NOT NULL AND year < ? AND document_type IN ('summary', 'report') AND period = CAST(year AS TEXT)
AND {which} ORDER BY year DESC, unit, id"""
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


def earlier(
    connection: sqlite3.Connection, units: Units, unit: str | None, unit_kind: str, year: int | None
) -> Earlier:
    """What is known from before ``year``, of the unit under any of its names and of the other units of its kind."""
    before = year or 9999
    names = [unit, *(name for name, own in units.names.items() if own == units.resolve(unit))] if unit else []
    marks = ", ".join("?" * len(names))
    own = _papers(connection, f"unit IN ({marks})", [before, *names])
    others = f"unit NOT IN ({marks}) AND unit_kind = ? AND year >= ?"
    kind = _papers(connection, others, [before, *names, unit_kind, before - KIND_YEARS])
    return Earlier(own, kind, _others(connection, units, names, unit_kind))


def _papers(connection: sqlite3.Connection, which: str, values: Sequence[str | int]) -> tuple[PastYear, ...]:
    """One paper a unit and year: where there are several, the first."""
    found: dict[tuple[str, int], PastYear] = {}
    for key, unit, year in connection.execute(_PAPERS.format(which=which), values):
        if (unit, year) not in found:
            found[unit, year] = _paper(connection, key, unit, year)
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


def _others(connection: sqlite3.Connection, units: Units, names: Sequence[str], unit_kind: str) -> tuple[str, ...]:
    """Other units of a kind of which there are many: one of them speaks in a draft only by mistake."""
    if unit_kind not in ALIKE:
        return ()
    find = "SELECT DISTINCT unit FROM summary WHERE unit_kind = ? AND unit IS NOT NULL"
    known = {name for (name,) in connection.execute(find, (unit_kind,))}
    known |= {unit.name for unit in units.by_name.values() if unit.kind == unit_kind}
    return tuple(sorted(known - set(names)))
