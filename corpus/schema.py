"""Making and changing the archive's tables. The one door to sqlite-utils, imported only when there is work for it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from extractor.errors import BadArchive
from extractor.i18n import N_

from .sketches import sketch_all
from .tables import FULL_TEXT, TABLES
from .views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x747A6131  # "tza1", in the file's header: says whose database it is
VERSION = 3  # kept as the file's user_version; one more for each migration
NEEDED = (3, 37, 0)  # STRICT tables


def require_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raise BadArchive where Python's SQLite is too old for STRICT tables."""
    if version < NEEDED:
        raise BadArchive(
            N_(
                "this Python has SQLite {found}; taizhang needs {needed} or newer. "
                "Install a newer Python (3.11 or later from python.org or your system) and run again."
            ),
            found=".".join(map(str, version)),
            needed=".".join(map(str, NEEDED)),
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a new or older archive up to ``VERSION`` in the caller's transaction; each step is recorded in the file."""
    from sqlite_utils import Database

    _migrations().apply(Database(connection))


def _migrations() -> Migrations:
    from sqlite_utils import Migrations

    steps = Migrations("taizhang")

    @steps()
    def m001_first_tables(db: Database) -> None:
        """The first archive: its tables, their indexes, the full text index and the views."""
        _make_tables(db, 1)
        db.execute(FULL_TEXT)
        _make_views(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")

    @steps()
    def m002_overrides(db: Database) -> None:
        """People's corrections, which the views leave out of the facts where they say so."""
        _make_tables(db, 2)
        _make_views(db)
        db.execute("PRAGMA user_version = 2")

    @steps()
    def m003_runs(db: Database) -> None:
        """More in the log of runs, sketches to tell near-duplicates by, and what people say of those."""
        _drop_views(db)
        for table in TABLES:
            for column in table.columns:
                if table.since < column.since == 3:
                    db.execute(column.add_sql(table.name))
        _make_tables(db, 3)
        _make_views(db)
        sketch_all(db.conn)
        db.execute("PRAGMA user_version = 3")

    return steps


def _make_tables(db: Database, version: int) -> None:
    """The tables that this version brought, as it had them."""
    for table in TABLES:
        if table.since == version:
            for statement in (table.create_sql(version), *table.indexes):
                db.execute(statement)


def _make_views(db: Database) -> None:
    """The views as they are now; SQLite looks at the columns that they name only when they are asked."""
    _drop_views(db)
    for view in VIEWS:
        db.execute(view.create_sql())


def _drop_views(db: Database) -> None:
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        db.execute(f"DROP VIEW {name}")
