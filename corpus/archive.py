"""Opening an archive: for writing (made or brought up to date where needed), or for reading only.

The journal is SQLite's own rollback journal, not WAL: an archive stays one file that can be copied, lies on a network
share as well as on a disk, and opens from a read-only folder. A process that is killed leaves a journal that the next
one to open the file rolls back; writes are synced, so a power cut does no more harm than a kill.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from extractor.errors import BadArchive
from extractor.i18n import N_

from .schema import APPLICATION_ID, VERSION, migrate, require_sqlite

PATIENCE = 10.0  # seconds to wait for another program that is writing
WRITER_PATIENCE = 60.0  # of a run, which shares the archive with other runs
# KiB of pages held in memory, so that what a transaction of many files changes stays there until its commit. With
# SQLite's own 2 MB some of it is written out before, each time with a sync of the disk.
CACHE = 8192

_MISSING = N_("{path}: there is no archive here. Make one with: taizhang ingest FOLDER --db {path}")
_FOREIGN = N_("{path}: this is not an archive of taizhang. Name another file with --db.")
_DAMAGED = N_(
    "{path}: this archive is damaged ({reason}). Put a backup in its place, "
    "or read the files in anew into another one with: taizhang ingest FOLDER --db FILE"
)
_NEWER = N_(
    "{path}: this archive was made by a newer taizhang (its version {found}, ours {ours}). Install the newer one."
)
_OLDER = N_(
    "{path}: this archive was made by an older taizhang. Bring it up to date with: taizhang ingest FOLDER --db {path}"
)
_BUSY = N_("{path}: another program is writing to this archive. Wait until it is done and run again.")
_FULL = N_(
    "{path}: the disk is full. All that was stored before is safe. "
    "Make room, and run the same command again: it goes on where this one stopped."
)
_CLOSED = N_(
    "{path}: the archive cannot be opened or written ({reason}). "
    "Look whether the folder is there, whether you may write in it, and whether the disk is full."
)


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection. Raises BadArchive where there is no archive of ours, or one of another version."""
    require_sqlite()
    if not path.is_file():
        raise BadArchive(_MISSING, path=path)
    connection = _connect(path, read_only=True)
    try:
        version = _version(connection, path, may_be_empty=True)
        if version < VERSION:
            raise BadArchive(_OLDER if version else _MISSING, path=path)
    except BadArchive:
        connection.close()
        raise
    return connection


def open_for_writing(path: Path, create: bool = False, patience: float | None = None) -> sqlite3.Connection:
    """A connection that may write, with foreign keys on and transactions begun by hand.

    An empty or missing file becomes an archive where ``create`` is true; an older archive is brought up to date.
    ``patience`` is how many seconds to wait for another program, each time.
    Raises BadArchive where the file is not ours, is newer, is missing, or cannot be opened.
    """
    require_sqlite()
    if not create and not path.is_file():
        raise BadArchive(_MISSING, path=path)
    connection = _connect(path, read_only=False)
    try:
        if patience is not None:
            connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        _bring_up_to_date(connection, path, create)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
    except BadArchive:
        connection.close()
        raise
    except sqlite3.Error as error:
        connection.close()
        raise refused(path, error) from error
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    """Migrate, all steps or none: an archive that is stopped half-way would pass for an older version's.

    Where another run is at that too, one of the two waits and finds it done.
    """
    if _version(connection, path, may_be_empty=create) < VERSION:
        with transaction(connection):
            migrate(connection)


def is_archive(path: Path) -> bool:
    """Whether a file is an archive of ours, of whatever version, by its header."""
    with path.open("rb") as file:
        header = file.read(72)
    return header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:], "big") == APPLICATION_ID


def refused(path: Path, error: sqlite3.Error) -> BadArchive:
    """What SQLite refused, as one message for the user."""
    name: str = getattr(error, "sqlite_errorname", "")  # Python's own complaints have none
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BadArchive(_BUSY, path=path)
    if name.startswith("SQLITE_FULL"):
        return BadArchive(_FULL, path=path)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return BadArchive(_DAMAGED if _is_ours(path) else _FOREIGN, path=path, reason=error)
    return BadArchive(_CLOSED, path=path, reason=error)


def _is_ours(path: Path) -> bool:
    try:
        return is_archive(path)
    except OSError:
        return False


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: committed at the end, rolled back where anything is raised."""
    begin(connection)
    try:
        yield
        commit(connection)
    finally:
        roll_back(connection)


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction that writes, when those of other programs are done."""
    connection.execute("BEGIN IMMEDIATE")


def commit(connection: sqlite3.Connection) -> None:
    """End a transaction; waits for programs that are reading."""
    connection.execute("COMMIT")


def roll_back(connection: sqlite3.Connection) -> None:
    """Undo a transaction that is still open; SQLite itself does so where a disk is full."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.resolve()))}?mode={'ro' if read_only else 'rwc'}"
    try:
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    except sqlite3.Error as error:
        raise refused(path, error) from error


def _version(connection: sqlite3.Connection, path: Path, may_be_empty: bool = False) -> int:
    """The archive's version, 0 for an empty file that may become one."""
    try:
        owner, version, tables = _header(connection)
    except sqlite3.OperationalError as error:
        # A killed run left a journal behind, which a read-only connection may not roll back: open it once for writing.
        if error.sqlite_errorname not in ("SQLITE_READONLY_ROLLBACK", "SQLITE_CANTOPEN"):
            raise refused(path, error) from error
        _roll_back(path)
        owner, version, tables = _header(connection)
    except sqlite3.DatabaseError as error:
        raise refused(path, error) from error
    if may_be_empty and owner == version == tables == 0:
        return 0
    if owner != APPLICATION_ID:
        raise BadArchive(_FOREIGN, path=path)
    if version > VERSION:
        raise BadArchive(_NEWER, path=path, found=version, ours=VERSION)
    return version


def _header(connection: sqlite3.Connection) -> tuple[int, int, int]:
    owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return owner, version, tables


def _roll_back(path: Path) -> None:
    connection = _connect(path, read_only=False)
    try:
        _header(connection)
    except sqlite3.Error as error:
        raise refused(path, error) from error
    finally:
        connection.close()
