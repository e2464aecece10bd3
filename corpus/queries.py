"""The archive's questions as SQL, each a function from a connection to rows. ``compare`` gives them their meaning."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Paper(NamedTuple):
    """A summary as the archive has it, without its text."""

    id: str
    document: str
    unit: str | None
    unit_kind: str
    year: int | None
    period: str | None
    first_day: str | None
    last_day: str | None
    document_type: str
    title: str
    subsidy_fen: int


class Sum(NamedTuple):
    """Facts of one summary, year and kind added up. ``value`` is in fen for money, else a number."""

    summary: str
    year: int | None
    scope: str
    counted_in: str
    part: str | None
    value: int
    facts: int
    over: int
    about: int
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What is added up: the table, its value, which rows, and the columns by which it can be parted or filtered.

    ``gone`` are the rows that a correction took out; ``r.fields`` is what they were before, as JSON.
    """

    table: str
    value: str
    where: str
    parts: dict[str, str]
    kind: str
    counted_in: str = "''"
    scope: str = "'service'"
    bound: str = "f.bound"
    gone: str = "struck = 1"

    @property
    def is_money(self) -> bool:
        return self.kind == "amount"


def _stands(kind: str) -> str:
    """What no person has struck out as no such fact."""
    return f"(f.summary, f.id) NOT IN (SELECT summary, fact FROM override_fact WHERE kind = '{kind}' AND struck = 1)"


_ACTIVITY_OF = """(SELECT v.type FROM activity_fact l JOIN activity v ON v.summary = l.summary AND v.id = l.activity
  WHERE l.summary = f.summary AND l.kind = '{kind}' AND l.fact = f.id ORDER BY l.activity LIMIT 1)"""

MEASURES = {
    "subsidies": Measure(
        "amount",
        "f.counted_fen",
        "f.counts = 1",
        {
            "fund": "f.fund",
            "group": "f.beneficiary_group",
            "activity": _ACTIVITY_OF.format(kind="amount"),
            "direction": "f.direction",
        },
        "amount",
        scope="f.scope",
        gone="f.counts = 0 AND json_extract(r.fields, '$.counts') = 1",
    ),
    "amounts": Measure(
        "amount",
        "coalesce(f.value_fen, f.low_fen)",
        "f.role = 'total' AND f.repeat = 0 AND f.suspect = 0 AND coalesce(f.value_fen, f.low_fen) IS NOT NULL",
        {
            "fund": "f.fund",
            "group": "f.beneficiary_group",
            "activity": _ACTIVITY_OF.format(kind="amount"),
            "direction": "f.direction",
        },
        "amount",
        scope="f.scope",
        gone="f.role <> 'total' AND json_extract(r.fields, '$.role') = 'total'",
    ),
    "headcounts": Measure(
        "headcount",
        "coalesce(f.value, f.low)",
        f"coalesce(f.value, f.low) IS NOT NULL AND {_stands('headcount')}",
        {"group": "f.beneficiary_group", "activity": _ACTIVITY_OF.format(kind="headcount")},
        "headcount",
        counted_in="f.unit",
    ),
    "activities": Measure(
        "activity",
        "1",
        f"f.planned = 0 AND {_stands('activity')}",
        {"activity": "f.type"},
        "activity",
        counted_in="''",
        bound="'exact'",
    ),
}

_PAPERS = """SELECT id, document, unit, unit_kind, year, period, first_day, last_day, document_type, title, subsidy_fen
FROM summary ORDER BY id"""


def papers(connection: sqlite3.Connection) -> list[Paper]:
    """All summaries."""
    return [Paper(*row) for row in connection.execute(_PAPERS)]


def sums(
    connection: sqlite3.Connection, measure: Measure, part: str | None, wanted: dict[str, Sequence[str]]
) -> Iterator[Sum]:
    """Sums by summary, year, scope and unit of count, parted by ``part``; ``wanted`` filters by values of parts."""
    sql, values = sums_sql(measure, part, wanted)
    return (Sum(*row) for row in connection.execute(sql, values))


def sums_sql(measure: Measure, part: str | None, wanted: dict[str, Sequence[str]]) -> tuple[str, list[str]]:
    """The statement of ``sums`` and its values."""
    where, values = _wanted(measure, wanted)
    columns = _columns(measure, part)
    # Constants are left out of the grouping: with them SQLite would sort what the index has in order already.
    grouped = [column for column in columns if not column.startswith("'")]
    sql = f"""SELECT {", ".join(columns)}, sum({measure.value}), count(*),
  sum({measure.bound} = 'over'), sum({measure.bound} IN ('about', 'under'))
FROM {measure.table} f WHERE {" AND ".join([measure.where, *where])} GROUP BY {", ".join(grouped)}"""
    return sql, values


def corrected(
    connection: sqlite3.Connection, measure: Measure, part: str | None, wanted: dict[str, Sequence[str]]
) -> Iterator[Sum]:
    """How many facts of each sum a person's corrections touched, those that they took out of it too; nothing else."""
    where, values = _wanted(measure, wanted)
    sql = f"""WITH touched (summary, fact, fields, struck) AS (
  SELECT summary, fact, fields, 0 FROM as_read WHERE kind = '{measure.table}'
  UNION ALL SELECT summary, fact, '{{}}', struck FROM override_fact WHERE kind = '{measure.table}' AND struck = 1
  UNION ALL SELECT v.summary, v.id, '{{}}', 0 FROM {measure.table} v WHERE v.summary IN
    (SELECT summary FROM as_read WHERE kind = 'summary'))
SELECT {", ".join(_columns(measure, part))}, 0, 0, 0, 0, count(DISTINCT f.id)
FROM touched r JOIN {measure.table} f ON f.summary = r.summary AND f.id = r.fact
WHERE {" AND ".join([f"(({measure.where}) OR ({measure.gone}))", *where])} GROUP BY 1, 2, 3, 4, 5"""
    return (Sum(*row) for row in connection.execute(sql, values))


def _wanted(measure: Measure, wanted: dict[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """The filters as conditions, and their values."""
    where, values = list[str](), list[str]()
    for name, among in wanted.items():
        if among:
            where.append(f"{measure.parts[name]} IN ({', '.join('?' * len(among))})")
            values.extend(among)
    return where, values


def _columns(measure: Measure, part: str | None) -> list[str]:
    return ["f.summary", "f.year", measure.scope, measure.counted_in, measure.parts[part] if part else "''"]


def left_open(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int | None, int]]:
    """Amounts that a person should look at: reason, summary, year and how many."""
    return connection.execute(
        "SELECT why_not, summary, year, count(*) FROM amount"
        " WHERE why_not IN ('masked', 'unsure', 'suspect') GROUP BY 1, 2, 3"
    )


def masked_headcounts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int | None, int]]:
    """Headcounts without a figure: the word masked, summary, year and how many."""
    return connection.execute(
        "SELECT 'masked', summary, year, count(*) FROM headcount f WHERE coalesce(value, low) IS NULL"
        f" AND {_stands('headcount')} GROUP BY 2, 3"
    )


def planned_activities(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int | None, int]]:
    """Activities that are plans: the word planned, summary, year and how many."""
    return connection.execute(
        "SELECT 'planned', summary, year, count(*) FROM activity f"
        f" WHERE planned = 1 AND {_stands('activity')} GROUP BY 2, 3"
    )


def groups(connection: sqlite3.Connection) -> list[str]:
    """The beneficiary groups that the archive holds."""
    find = "SELECT beneficiary_group FROM {0} WHERE beneficiary_group IS NOT NULL"
    return [
        row[0] for row in connection.execute(f"{find.format('amount')} UNION {find.format('headcount')} ORDER BY 1")
    ]


def files(connection: sqlite3.Connection) -> dict[str, str]:
    """The first path of each document."""
    return dict(connection.execute("SELECT document, min(path) FROM path GROUP BY document").fetchall())
