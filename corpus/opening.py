"""An open archive for the length of a task: closed at the end, and where asked the very state that was named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .archive import refused
from .units import Units, load_units


@contextmanager
def opened(
    connection: sqlite3.Connection, db: Path, at: str | None = None, units: Units | None = None
) -> Iterator[sqlite3.Connection]:
    """The connection, closed at the end; what SQLite refuses on the way is one message.

    ``at`` is the snapshot that the archive must hold, which then stays the same to the end. Raises ChangedArchive.
    """
    with closing(connection):
        try:
            if at is not None:
                from .snapshot import require

                connection.execute("BEGIN")
                require(connection, units or load_units(db), at)
            yield connection
        except sqlite3.Error as error:
            raise refused(db, error) from error
