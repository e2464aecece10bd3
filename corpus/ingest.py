"""Files into the archive: by content, a file whole or not at all, so that a run may be killed and begun again anywhere.

What is stored of a file depends on its bytes, the rules, its paths and what the user told of them, and on nothing
that happened before. Workers read ahead; files are stored in the order of their names, each as it is planned for when
its turn comes, so that neither the number of workers nor another run on the same archive changes what is stored.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.i18n import N_
from extractor.model import Told

from . import garbage, run_log, store
from .amend import amend_documents
from .archive import begin, commit, roll_back, transaction
from .bundles import Content, contents, within
from .limits import MEGABYTE
from .outcomes import Outcome, Report
from .places import bearer, is_under, kept_path, stands
from .plan import Plan, Planner
from .reading import NamedPath, Read, Task, defect, out_of_memory
from .run_log import About
from .units import Units, copy_into
from .workers import Pending, Pool

Watch = Callable[[Outcome, int, int], None]

LARGEST = 256 * MEGABYTE  # bytes of a file that are read at all
HELD = 64 * MEGABYTE  # bytes of files that are read ahead of their turn
TOGETHER = 32  # files in one transaction at most, for a sync of the disk takes as long as storing several
SECONDS = 0.3  # that the archive is held at most while a worker is waited for

# What is said of rows that SQLite or its driver will not take.
_UNFIT = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, ValueError, OverflowError)
_NO_ACCESS = N_("{path}: the file cannot be read ({reason}). Close it in Word, or ask for the right to read it.")
_ONE = N_("{path}: is a bundle, and one document replaces another. Unpack it and name the new version itself.")
_TOO_LARGE = N_("{path}: the file is too large ({size} MB; at most {most} MB). Save its text as a file of its own.")
_ZIP_TOO_LARGE = N_("{path}: the zip is too large ({size} MB; at most {most} MB). Unpack it and give the folder.")


@dataclass(frozen=True)
class Reading:
    """What a run goes by: the version of the rules that read, the archive's units.

    ``force``: read again what is there already with the same bytes and rules.
    """

    rules_version: str
    units: Units = field(default_factory=Units)
    force: bool = False


@dataclass
class _File:
    """A file between its opening and its turn to be stored."""

    path: str
    data: bytes = b""
    sha256: str = ""
    error: UnreadableFile | None = None
    plan: Plan | None = None
    pending: Pending | None = None


class Run:
    """One run over some files. Holds what all files share."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: Path,
        reading: Reading,
        told: Told,
        pool: Pool,
        about: About | None = None,
    ) -> None:
        self._connection, self._folder, self._reading = connection, folder, reading
        self._pool = pool
        self._about = about or About()
        self._planner = Planner(connection, folder, reading.rules_version, reading.units, told, reading.force)
        self._queue: deque[str] = (
            deque()
        )  # grows: a path whose file changed sends the other paths of its old bytes here
        self._ahead: deque[_File] = deque()
        self._opening: Iterator[_File] = iter(())  # what is still to come of the path that was opened last
        self._bundled: dict[str, set[str]] = {}  # the files in each bundle that was opened
        self._drafts = Counter[str]()  # files that were passed over in bundles, by folder
        self._stored: list[Outcome] = []  # in the transaction that is open
        self._words: dict[str, list[store.Row]] = {}  # its documents' rows of the full text index, still to be written
        self._since = 0.0
        self._report = Report()

    def over(
        self,
        files: Sequence[Path],
        replaces: str | None = None,
        watch: Watch = lambda _outcome, _done, _all: None,
        prune: Sequence[Path] = (),
        waits: Callable[[str], None] = lambda _path: None,
    ) -> Report:
        """Read files in; ``watch`` is told of each when it is safely in, ``waits`` of one that is waited for.

        ``replaces`` is the document.id of the version that the one file replaces. ``prune``: folders under which what
        is gone is dropped from the archive.

        Raises sqlite3.Error where the archive itself cannot be written; what is done stays done.
        """
        self._replaces, self._watch, self._waits = replaces, watch, waits
        with transaction(self._connection):
            copy_into(self._connection, self._reading.units)
            self._report.run = run_log.begin(self._connection, self._reading.rules_version, self._about)
        self._queue.extend(kept_path(path, self._folder) for path in files)
        self._all = len(self._queue)
        try:
            with garbage.as_before():
                self._work()
                self._prune([kept_path(path, self._folder) for path in prune])
                self._work()
            self._open()
            run_log.finish(self._connection, self._report.run)
            self._commit()
        finally:
            roll_back(self._connection)
        self._report.drafts = tuple(sorted(self._drafts.items()))
        return self._report

    def _work(self) -> None:
        while self._look_ahead():
            self._settle(self._ahead.popleft())
            if len(self._stored) >= TOGETHER or time.monotonic() - self._since > SECONDS:
                self._commit()
        self._commit()

    def _look_ahead(self) -> bool:
        """Open files and have them read before their turn, as many as keep the workers busy; whether there is any."""
        held = sum(len(file.data) for file in self._ahead)
        while not self._ahead or (len(self._ahead) < self._pool.ahead and held < HELD):
            file = self._next()
            if file is None:
                break
            held += len(file.data)
            twin = any(file.sha256 == other.sha256 for other in self._ahead)
            self._ahead.append(file)
            if not file.error and not twin:  # the twin's turn will say under which paths to read it
                self._send(file)
        return bool(self._ahead)

    def _next(self) -> _File | None:
        """The next file, a bundle's members one by one as they are asked for."""
        while (file := next(self._opening, None)) is None and self._queue:
            self._opening = self._opened(self._queue.popleft())
        return file

    def _send(self, file: _File) -> None:
        """Plan for a file and have it read where that is called for."""
        try:
            file.plan = self._planner.plan(file.path, file.sha256, self._replaces)
        except UnreadableFile as error:
            file.error = error
            return
        if not file.plan.passed:
            file.pending = self._pool.submit(Task(file.data, file.plan.paths, file.plan.told))

    def _opened(self, path: str) -> Iterator[_File]:
        """The file, or the members of the bundle that it is."""
        try:
            held = contents(path, _bytes(self._folder / path, path))
            if held[0].path != path:
                held = self._unbundled(path, held)
        except UnreadableFile as error:
            yield _File(path, error=error)
            return
        for content in held:
            try:
                data = content.read()
            except UnreadableFile as error:
                yield _File(content.path, error=error)
            except MemoryError:
                yield _File(content.path, error=out_of_memory(content.path))
            else:
                yield _File(content.path, data, hashlib.sha256(data).hexdigest())

    def _unbundled(self, path: str, held: list[Content]) -> list[Content]:
        """Of the files in a bundle those to be read; drafts are left where they are."""
        if self._replaces:
            raise UnreadableFile(path, "bundle", _ONE)
        taken = [content for content in held if not content.drafts]
        if path not in self._bundled:
            self._all += len(taken) - 1
            self._drafts.update(content.drafts for content in held if content.drafts)
        self._bundled[path] = {content.path for content in held}
        return taken

    def _settle(self, file: _File) -> None:
        """Store a file whose turn it is. What was read ahead counts only if the archive still asks for that reading."""
        while not file.error:
            if file.pending and not file.pending.ready(self._since + SECONDS - time.monotonic()):
                self._commit()
                self._waits(file.path)
            read = file.pending.get() if file.pending else None
            self._open()
            before = file.plan
            file.plan = plan = self._planner.plan(file.path, file.sha256, self._replaces)
            if plan.passed:
                return self._note(Outcome(file.path, plan.passed, file.sha256))
            if read is None or before is None or plan.told != before.told:
                file.pending = self._pool.submit(Task(file.data, plan.paths, plan.told))
                continue
            return self._note(self._outcome(file, plan, read))
        self._open()
        return self._note(Outcome(file.path, "failed", error=file.error))

    def _outcome(self, file: _File, plan: Plan, read: Read) -> Outcome:
        """Store what was read; a file that cannot be stored leaves no trace but its entry in the log."""
        self._settle_garbage()
        if read.rows is None:
            return Outcome(file.path, "failed", error=read.error, milliseconds=read.milliseconds)
        outcome = self._planner.outcome(file.path, file.sha256, self._replaces)
        before = dict(self._words)
        self._connection.execute("SAVEPOINT file")
        try:
            self._put(file.sha256, read.rows, plan.paths)
        except _UNFIT as error:
            self._connection.execute("ROLLBACK TO file")
            self._words = before
            return Outcome(file.path, "failed", error=defect(file.path, error), milliseconds=read.milliseconds)
        self._connection.execute("RELEASE file")
        return Outcome(file.path, outcome, file.sha256, None, read.warnings, read.milliseconds)

    def _settle_garbage(self) -> None:
        """After the first file, rules and lexicon are there to stay."""
        if not self._report.done and not self._stored:
            garbage.settle()

    def _put(self, sha256: str, rows: store.Rows, paths: Sequence[NamedPath]) -> None:
        connection, key = self._connection, store.document_id(sha256)
        kept = connection.execute("SELECT sha256, path FROM replacement WHERE document = ?", (key,)).fetchall()
        older = {self._replaces} if self._replaces else set()
        for path in paths:
            older.update(self._detach(path.path, key))
        self._delete(key)
        self._words[key] = store.store(connection, rows)
        amend_documents(connection, [sha256])
        connection.executemany(
            "INSERT INTO path VALUES (?, ?, ?, ?)", [(path.path, key, path.unit, path.year) for path in paths]
        )
        connection.executemany("INSERT INTO replacement VALUES (?, ?, ?)", [(*row, key) for row in kept])
        connection.execute("DELETE FROM replacement WHERE sha256 = ?", (sha256,))
        for old in sorted(older):
            self._supersede(old, key, remember=old == self._replaces)

    def _detach(self, path: str, key: str = "") -> Iterator[str]:
        """Take a path from the document that had it before; yields that document where it has no other path left."""
        find = "SELECT document FROM path WHERE path = ?"
        before = self._connection.execute(find, (path,)).fetchone()
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
        again = [bearer(self._folder, other) for other in rest]
        self._queue.extend(dict.fromkeys(kept_path(file, self._folder) for file in again if file))

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
        self._delete(old)

    def _delete(self, document: str) -> None:
        """Take a document out; words can be taken out of the index only when they are in it."""
        if document in self._words:
            self._index()
        store.delete(self._connection, document)

    def _index(self) -> None:
        """Write what waits for the full text index.

        It waits because FTS5 writes out what it holds at every savepoint, of which each file has one: a small piece
        of index a file, to be merged with the others later, where one for all files of a transaction will do.
        """
        store.index(self._connection, self._words.values())
        self._words = {}

    def _prune(self, under: Sequence[str]) -> None:
        """Drop the paths below these folders where no file lies any more, and documents that had no other; what had
        failed there counts as failed no longer.
        """
        if not under:
            return
        self._open()
        kept = {path for (path,) in self._connection.execute("SELECT path FROM path")}
        failed = {file.path for file in run_log.files(self._connection, failed=True)}
        for path in sorted(kept | failed):
            if any(is_under(path, top) for top in under) and self._is_gone(path):
                for document in self._detach(path):
                    self._delete(document)
                self._note(Outcome(path, "pruned"))
        self._commit()

    def _is_gone(self, path: str) -> bool:
        """Whether no file lies there any more, nor the bundle that was read in this run holds one of that name."""
        bundle = next((top for top in self._bundled if within(path, top)), None)
        return not stands(self._folder, path) or (bundle is not None and path not in self._bundled[bundle])

    def _note(self, outcome: Outcome) -> None:
        if error := outcome.error:  # it is kept to the end; the frames that it went through hold a file, or a bundle
            error.__traceback__ = error.__cause__ = error.__context__ = None
        run_log.enter(self._connection, self._report.run, outcome)
        self._stored.append(outcome)

    def _open(self) -> None:
        """Begin a transaction unless one is open."""
        if not self._connection.in_transaction:
            begin(self._connection)
            self._since = time.monotonic()

    def _commit(self) -> None:
        """End the transaction that is open, and only then tell of the files in it."""
        if self._connection.in_transaction:
            self._index()
            commit(self._connection)
        stored, self._stored = self._stored, []
        for outcome in stored:
            self._report.add(outcome)
            self._watch(outcome, self._report.done, max(self._all, self._report.done))


def remove(connection: sqlite3.Connection, document: str) -> None:
    """Take a document out, with its facts, its paths and the note of what it had replaced."""
    with transaction(connection):
        store.delete(connection, document)


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            text = _ZIP_TOO_LARGE if path.suffix.lower() == ".zip" else _TOO_LARGE
            raise UnreadableFile(name, "too_large", text, size=-(-size // MEGABYTE), most=LARGEST // MEGABYTE)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(name, "no_access", _NO_ACCESS, reason=error.strerror) from error
