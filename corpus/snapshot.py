"""An archive's snapshot: a hash over its facts, corrections and units, by which two people know they see the same.

It does not depend on the order or the time in which files were read in, nor on where they lie.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass

from extractor.errors import TaizhangError
from extractor.i18n import N_

from .overrides import every, to_record
from .units import Units

# What is told of a paper and found in it. Sentences and blocks follow from the file's bytes and the rules.
_PARTS = {
    "document": "SELECT sha256, rules_version FROM document ORDER BY sha256",
    "summary": "SELECT id, title, unit, unit_kind, year, period, document_type FROM summary ORDER BY id",
    "amount": "SELECT * FROM amount ORDER BY summary, id",
    "headcount": "SELECT * FROM headcount ORDER BY summary, id",
    "date": "SELECT * FROM date ORDER BY summary, id",
    "activity": "SELECT * FROM activity ORDER BY summary, id",
    "activity_fact": "SELECT * FROM activity_fact ORDER BY summary, kind, fact, activity",
    "check_result": "SELECT * FROM check_result ORDER BY summary, id",
}
_COUNTED = ("document", "summary", "amount", "headcount", "date", "activity")
_LAST = """SELECT max(at_time) FROM (
  SELECT at_time FROM run_file WHERE outcome IN ('new', 'reread', 'updated')
  UNION ALL SELECT made_at FROM override UNION ALL SELECT withdrawn_at FROM override)"""
SHORTEST = 8  # digits of a hash that --at takes at least

_CHANGED = N_(
    "the archive is no longer what {wanted} names: its snapshot is now {found}. "
    "See what it holds with taizhang snapshot, or run again without --at."
)
_TOO_SHORT = N_("{wanted} is too short for --at. Give at least {digits} digits of what taizhang snapshot prints.")


class ChangedArchive(TaizhangError):
    """The archive does not hold what the given snapshot names, or the name is none."""


@dataclass(frozen=True)
class Snapshot:
    """``hash`` over facts, corrections that hold, and units; ``changed`` is the day of the last change, UTC."""

    hash: str
    rules: tuple[str, ...]
    changed: str
    counts: dict[str, int]


def snapshot(connection: sqlite3.Connection, units: Units) -> Snapshot:
    """Read the whole archive once."""
    digest, counts = hashlib.sha256(), dict[str, int]()
    for part, sql in _PARTS.items():
        digest.update(f"[{part}]\n".encode())
        number = 0
        for number, row in enumerate(connection.execute(sql), 1):  # noqa: B007 - the count is wanted
            digest.update(json.dumps(row, ensure_ascii=False).encode())
        counts[part] = number
    holding = [to_record(override) for override in every(connection) if not override.withdrawn_at]
    known = sorted((unit.name, unit.kind, unit.level, unit.parent or "") for unit in units.by_name.values())
    rest = [sorted(holding, key=lambda record: str(record["id"])), known, sorted(units.names.items())]
    digest.update(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode())
    rules = connection.execute("SELECT DISTINCT rules_version FROM document ORDER BY 1").fetchall()
    changed = connection.execute(_LAST).fetchone()[0] or ""
    counted = {part: counts[part] for part in _COUNTED} | {"override": len(holding)}
    return Snapshot(digest.hexdigest(), tuple(row[0] for row in rules), changed[:10], counted)


def require(connection: sqlite3.Connection, units: Units, wanted: str) -> None:
    """Raise ChangedArchive where the archive's snapshot does not begin as wanted."""
    name = wanted.strip().lower()
    if len(name) < SHORTEST:
        raise ChangedArchive(_TOO_SHORT, wanted=wanted, digits=SHORTEST)
    found = snapshot(connection, units).hash
    if not found.startswith(name):
        raise ChangedArchive(_CHANGED, wanted=wanted, found=found[:16])
