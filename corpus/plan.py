"""What is to be done about a file: passed over or read, and under which paths. Asks the archive, changes nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.i18n import N_
from extractor.model import Told

from .places import stands
from .reading import NamedPath
from .store import ID_LENGTH, document_id
from .units import Units

_SAME = N_("{path}: this is the very file that it shall replace. Name the earlier version after --replaces.")


@dataclass(frozen=True, slots=True)
class Plan:
    """``passed``: why a file need not be read (unchanged, replaced), or None. ``paths`` are all that its bytes lie
    under; ``told`` is the fingerprint of what its reading is told.
    """

    passed: str | None
    paths: tuple[NamedPath, ...] = ()
    told: str = ""


class Planner:
    """Plans for one run. ``force``: read again what is there already with the same bytes and rules."""

    def __init__(
        self, connection: sqlite3.Connection, folder: Path, rules_version: str, units: Units, told: Told, force: bool
    ) -> None:
        self._connection, self._folder = connection, folder
        self._rules_version, self._told, self._force = rules_version, told, force
        self._names = sorted(units.names.items())

    def plan(self, path: str, sha256: str, replaces: str | None) -> Plan:
        """What is to be done as the archive stands. Raises UnreadableFile for a file that would replace itself."""
        key = document_id(sha256)
        if key == replaces:
            raise UnreadableFile(path, "same", _SAME)
        if not replaces and self._one("SELECT 1 FROM replacement WHERE sha256 = ?", sha256):
            return Plan("replaced")
        paths = self._paths(key, path)
        told = self._fingerprint(paths)
        current = (self._rules_version, told)
        if (
            not replaces
            and not self._force
            and current == self._one("SELECT rules_version, told FROM document WHERE id = ?", key)
        ):
            return Plan("unchanged")
        return Plan(None, paths, told)

    def outcome(self, path: str, sha256: str, replaces: str | None) -> str:
        """What a file that is about to be stored comes to: new, reread or updated."""
        key = document_id(sha256)
        before = self._one("SELECT document FROM path WHERE path = ?", path)
        if replaces or (before and before[0] != key):
            return "updated"
        return "reread" if self._one("SELECT 1 FROM document WHERE id = ?", key) else "new"

    def _paths(self, key: str, path: str) -> tuple[NamedPath, ...]:
        """The document's paths with the one just read, sorted. A path where no file lies any more was moved here."""
        rows = self._connection.execute("SELECT path, told_unit, told_year FROM path WHERE document = ?", (key,))
        known = {row[0]: NamedPath(*row) for row in rows if row[0] == path or stands(self._folder, row[0])}
        before = known.get(path) or NamedPath(path, None, None)
        known[path] = NamedPath(path, self._told.unit or before.unit, self._told.year or before.year)
        return tuple(known[name] for name in sorted(known))

    def _fingerprint(self, paths: Sequence[NamedPath]) -> str:
        facts = [[tuple(path) for path in paths], self._names]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:ID_LENGTH]

    def _one(self, sql: str, value: str) -> tuple[str, ...] | None:
        row: tuple[str, ...] | None = self._connection.execute(sql, (value,)).fetchone()
        return row
