"""The log of runs in the archive: writing it, and asking it. The caller's transaction holds what is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from extractor.i18n import say

from .outcomes import OUTCOMES, Outcome


@dataclass(frozen=True)
class About:
    """What the log says of a run as a whole: the program's version, and what was asked for."""

    version: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


class LoggedRun(NamedTuple):
    """A run as logged; ``finished_at`` None where it was cut short or is still going on."""

    id: int
    started_at: str
    finished_at: str | None
    version: str
    rules_version: str
    options: dict[str, Any]
    counts: dict[str, int]


class LoggedFile(NamedTuple):
    """What became of a file in a run."""

    run: int
    path: str
    sha256: str | None
    outcome: str
    code: str | None
    message: str | None
    at_time: str
    milliseconds: int | None


def begin(connection: sqlite3.Connection, rules_version: str, about: About) -> int:
    """Enter a run; its number."""
    options = json.dumps(about.options, ensure_ascii=False, sort_keys=True)
    insert = "INSERT INTO run (started_at, rules_version, version, options) VALUES (?, ?, ?, ?) RETURNING id"
    number: int = connection.execute(insert, (now(), rules_version, about.version, options)).fetchone()[0]
    return number


def enter(connection: sqlite3.Connection, run: int, outcome: Outcome) -> None:
    """Enter what became of a file; of one that comes twice in a run, the last."""
    error = outcome.error
    row = (run, outcome.path, outcome.sha256, outcome.outcome, error and error.code, error and say(error))
    insert = "INSERT OR REPLACE INTO run_file VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    connection.execute(insert, (*row, now(), outcome.milliseconds))


def finish(connection: sqlite3.Connection, run: int) -> None:
    """Enter that a run came to its end."""
    connection.execute("UPDATE run SET finished_at = ? WHERE id = ?", (now(), run))


def runs(connection: sqlite3.Connection) -> list[LoggedRun]:
    """All runs, the last one first."""
    counted: dict[int, dict[str, int]] = {}
    for run, outcome, count in connection.execute("SELECT run, outcome, count(*) FROM run_file GROUP BY 1, 2"):
        counted.setdefault(run, {})[outcome] = count
    select = "SELECT id, started_at, finished_at, version, rules_version, options FROM run ORDER BY id DESC"
    return [
        LoggedRun(
            run, start, end, version, rules, json.loads(options), dict.fromkeys(OUTCOMES, 0) | counted.get(run, {})
        )
        for run, start, end, version, rules, options in connection.execute(select).fetchall()
    ]


# A bundle that could not be opened and later could: its files have come up since.
_MENDED = """outcome = 'failed' AND EXISTS (
SELECT 1 FROM run_file m WHERE m.run > f.run AND m.path > f.path || '!/' AND m.path < f.path || '!0')"""


def files(connection: sqlite3.Connection, run: int | None = None, failed: bool = False) -> list[LoggedFile]:
    """What became of each file, in one run or the last time that it came up; ``failed``: only those that failed."""
    columns = ", ".join(LoggedFile._fields)
    where = "outcome = 'failed'" if failed else "1"
    if run is None:
        latest = "SELECT *, max(run) FROM run_file GROUP BY path"
        sql = f"SELECT {columns} FROM ({latest}) f WHERE {where} AND NOT ({_MENDED})"
    else:
        sql = f"SELECT {columns} FROM run_file WHERE run = ? AND {where}"
    return [LoggedFile(*row) for row in connection.execute(f"{sql} ORDER BY path", () if run is None else (run,))]


def now() -> str:
    """The time, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
