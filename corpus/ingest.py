"""Files into the archive: by content, one transaction a file, so that a run may be killed and begun again at any point.

What is stored of a file depends on its bytes, the rules, its paths and what the user told of them, and on nothing
that happened before.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extractor.errors import TaizhangError, UnreadableFile
from extractor.i18n import N_
from extractor.model import Document, Told

from . import store
from .amend import amend_documents
from .bundles import contents, holder, read_file
from .places import agree, kept_path, source_of
from .units import Units, copy_into

Extract = Callable[[str, bytes, Told], Document]
LARGEST = 256 * 1024 * 1024  # bytes of a file that are read at all
OUTCOMES = ("new", "unchanged", "reread", "updated", "replaced", "failed")

_NO_ACCESS = N_("{path}: the file cannot be read ({reason}). Close it in Word, or ask for the right to read it.")
_TOO_LARGE = N_("{path}: the file is too large ({size} MB; at most {most} MB). Save its text as a file of its own.")
_DEFECT = N_("{path}: the file could not be read ({reason}). This is a defect of taizhang; please report it.")
_SAME = N_("{path}: this is the very file that it shall replace. Name the earlier version after --replaces.")
_ONE = N_("{path}: is a bundle, and one document replaces another. Unpack it and name the new version itself.")


@dataclass(frozen=True)
class Reading:
    """What a run reads with: the extractor, the version of its rules, the archive's units.

    ``force``: read again what is there already with the same bytes and rules.
    """

    extract: Extract
    rules_version: str
    units: Units = field(default_factory=Units)
    force: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: one of ``OUTCOMES``; ``error`` says why it failed, ``warnings`` what was lost."""

    path: str
    outcome: str
    sha256: str | None = None
    error: UnreadableFile | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A run's outcomes, in the order of the files. ``drafts``: folders that were left out, each with how many files."""

    outcomes: tuple[Outcome, ...]
    drafts: tuple[tuple[str, int], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many files came to each outcome, zeros included."""
        counted = Counter(outcome.outcome for outcome in self.outcomes)
        return {name: counted[name] for name in OUTCOMES}

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.outcome == "failed")

    @property
    def degraded(self) -> tuple[Outcome, ...]:
        """The files of which something was lost in reading."""
        return tuple(outcome for outcome in self.outcomes if outcome.warnings)

    @property
    def nothing_readable(self) -> bool:
        """True where no file could be read at all: there was none, or every one failed."""
        return len(self.failed) == len(self.outcomes)


@dataclass(frozen=True)
class _Path:
    """A path of a document, with what the user told of it."""

    path: str
    unit: str | None
    year: int | None


class Run:
    """One run over some files. Holds what all files share; each file is one transaction."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, reading: Reading, told: Told) -> None:
        self._connection = connection
        self._folder = folder
        self._reading = reading
        self._told = told
        self._id = 0

    def over(
        self,
        files: Sequence[Path],
        replaces: str | None = None,
        watch: Callable[[Outcome, int, int], None] = lambda _outcome, _done, _all: None,
    ) -> Report:
        """Read files in; ``watch`` is told after each. ``replaces`` is the document.id of the version that the one file
        replaces. Raises sqlite3.Error where the archive itself cannot be written; what is done stays done.
        """
        self._begin()
        queue = [kept_path(path, self._folder) for path in files]
        outcomes: dict[str, Outcome] = {}
        for path in queue:  # grows: a path whose file changed sends the other paths of its old bytes here again
            for outcome in self._file(path, replaces, queue):
                outcomes[outcome.path] = outcome
                if len(outcomes) == 1:
                    gc.freeze()  # rules and lexicon stay from now on: the collector need not walk them for every file
                watch(outcome, len(outcomes), max(len(files), len(outcomes)))
        gc.unfreeze()
        self._finish(outcomes.values())
        return Report(tuple(outcomes.values()))

    def _begin(self) -> None:
        with transaction(self._connection):
            copy_into(self._connection, self._reading.units)
            insert = "INSERT INTO run (started_at, rules_version) VALUES (?, ?) RETURNING id"
            self._id = self._connection.execute(insert, (_now(), self._reading.rules_version)).fetchone()[0]

    def _finish(self, outcomes: Iterable[Outcome]) -> None:
        with transaction(self._connection):
            for outcome in outcomes:
                if outcome.outcome in ("unchanged", "replaced"):
                    self._log(outcome)
            self._connection.execute("UPDATE run SET finished_at = ? WHERE id = ?", (_now(), self._id))

    def _file(self, path: str, replaces: str | None, queue: list[str]) -> Iterator[Outcome]:
        """What became of a file, or of each file in a bundle."""
        try:
            for name, content in contents(path, _read(self._folder / path, path)):
                if replaces and name != path:
                    raise UnreadableFile(path, "bundle", _ONE)
                yield self._document(name, content, replaces, queue)
        except UnreadableFile as error:
            yield self._failed(path, error)

    def _document(self, path: str, content: bytes | UnreadableFile, replaces: str | None, queue: list[str]) -> Outcome:
        try:
            if isinstance(content, UnreadableFile):
                raise content
            return self._bytes(path, content, replaces, queue)
        except UnreadableFile as error:
            return self._failed(path, error)

    def _failed(self, path: str, error: UnreadableFile) -> Outcome:
        outcome = Outcome(path, "failed", error=error)
        with transaction(self._connection):
            self._log(outcome)
        return outcome

    def _bytes(self, path: str, data: bytes, replaces: str | None, queue: list[str]) -> Outcome:
        sha256 = hashlib.sha256(data).hexdigest()
        key = store.document_id(sha256)
        if key == replaces:
            raise UnreadableFile(path, "same", _SAME)
        if not replaces and self._one("SELECT 1 FROM replacement WHERE sha256 = ?", sha256):
            return Outcome(path, "replaced", sha256)
        paths = self._paths(key, path)
        told = self._fingerprint(paths)
        if not replaces and not self._reading.force and self._is_current(key, told):
            return Outcome(path, "unchanged", sha256)
        document = self._extract(data, paths)
        outcome = Outcome(path, self._outcome(path, key, replaces), sha256, warnings=document.warnings)
        with transaction(self._connection):
            self._put(document, told, paths, replaces, queue)
            self._log(outcome)
        return outcome

    def _paths(self, key: str, path: str) -> list[_Path]:
        """The document's paths with the one just read, sorted. A path where no file lies any more was moved here."""
        rows = self._connection.execute("SELECT path, told_unit, told_year FROM path WHERE document = ?", (key,))
        known = {row[0]: _Path(*row) for row in rows if row[0] == path or holder(self._folder / row[0]).exists()}
        before = known.get(path) or _Path(path, None, None)
        known[path] = _Path(path, self._told.unit or before.unit, self._told.year or before.year)
        return [known[name] for name in sorted(known)]

    def _fingerprint(self, paths: Sequence[_Path]) -> str:
        names = sorted(self._reading.units.names.items())
        facts = [[(p.path, p.unit, p.year) for p in paths], names]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[: store.ID_LENGTH]

    def _is_current(self, key: str, told: str) -> bool:
        row = self._one("SELECT rules_version, told FROM document WHERE id = ?", key)
        return row == (self._reading.rules_version, told)

    def _outcome(self, path: str, key: str, replaces: str | None) -> str:
        before = self._one("SELECT document FROM path WHERE path = ?", path)
        if replaces or (before and before[0] != key):
            return "updated"
        return "reread" if self._one("SELECT 1 FROM document WHERE id = ?", key) else "new"

    def _extract(self, data: bytes, paths: Sequence[_Path]) -> Document:
        """The document as all its paths agree on it; a path that the user told something of has the say alone."""
        told = [path for path in paths if path.unit or path.year] or paths
        names = dict(self._reading.units.names)
        readings = []
        for path in told:
            try:
                readings.append(self._reading.extract(source_of(path.path), data, Told(path.unit, path.year, names)))
            except (TaizhangError, sqlite3.Error):
                raise
            except Exception as error:  # one file's defect must not end a run over ten thousand
                if os.environ.get("TAIZHANG_DEBUG"):
                    raise
                reason = f"{type(error).__name__}: {error}"
                raise UnreadableFile(path.path, "defect", _DEFECT, reason=reason) from error
        return agree(readings)

    def _put(
        self, document: Document, told: str, paths: Sequence[_Path], replaces: str | None, queue: list[str]
    ) -> None:
        connection, key = self._connection, store.document_id(document.sha256)
        kept = connection.execute("SELECT sha256, path FROM replacement WHERE document = ?", (key,)).fetchall()
        older = {replaces} if replaces else set()
        for path in paths:
            older.update(self._detach(path.path, key, queue))
        store.delete(connection, key)
        store.store(connection, document, told)
        amend_documents(connection, [document.sha256])
        rows = [(path.path, key, path.unit, path.year) for path in paths]
        connection.executemany("INSERT INTO path VALUES (?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO replacement VALUES (?, ?, ?)", [(*row, key) for row in kept])
        connection.execute("DELETE FROM replacement WHERE sha256 = ?", (document.sha256,))
        for old in sorted(older):
            self._supersede(old, key, remember=old == replaces)

    def _detach(self, path: str, key: str, queue: list[str]) -> Iterator[str]:
        """Take a path from the document that had it before; yields that document where it has no other path left."""
        before = self._one("SELECT document FROM path WHERE path = ?", path)
        if not before or before[0] == key:
            return
        others = "SELECT path FROM path WHERE document = ? AND path <> ? ORDER BY path"
        rest = [row[0] for row in self._connection.execute(others, (before[0], path))]
        self._connection.execute("DELETE FROM path WHERE path = ?", (path,))
        if not rest:
            yield before[0]
            return
        # What its paths agree on may have changed: it counts as not current, and this run reads it again.
        self._connection.execute("UPDATE document SET told = '' WHERE id = ?", (before[0],))
        queue.extend(other for other in rest if holder(self._folder / other).exists())

    def _supersede(self, old: str, key: str, remember: bool) -> None:
        """Take an older version out. What it had replaced stays replaced; ``remember`` bars its own bytes too."""
        connection = self._connection
        if remember:
            connection.execute(
                "INSERT OR REPLACE INTO replacement SELECT d.sha256, coalesce(min(p.path), d.source), ?"
                " FROM document d LEFT JOIN path p ON p.document = d.id WHERE d.id = ? GROUP BY d.id",
                (key, old),
            )
        connection.execute("UPDATE replacement SET document = ? WHERE document = ?", (key, old))
        store.delete(connection, old)

    def _log(self, outcome: Outcome) -> None:
        error = outcome.error
        row = (self._id, outcome.path, outcome.sha256, outcome.outcome, error and error.code, error and str(error))
        insert = "INSERT OR REPLACE INTO run_file VALUES (?, ?, ?, ?, ?, ?, ?)"
        self._connection.execute(insert, (*row, _now()))

    def _one(self, sql: str, value: str) -> tuple[str, ...] | None:
        row: tuple[str, ...] | None = self._connection.execute(sql, (value,)).fetchone()
        return row


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: committed at the end, rolled back where anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def remove(connection: sqlite3.Connection, document: str) -> None:
    """Take a document out, with its facts, its paths and the note of what it had replaced."""
    with transaction(connection):
        store.delete(connection, document)


def _read(path: Path, name: str) -> bytes:
    try:
        size = holder(path).stat().st_size
        if size > LARGEST:
            raise UnreadableFile(name, "too_large", _TOO_LARGE, size=size >> 20, most=LARGEST >> 20)
        return read_file(path, name)
    except OSError as error:
        raise UnreadableFile(name, "no_access", _NO_ACCESS, reason=error.strerror) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
