"""Making and changing the archive's tables. The one door to sqlite-utils, imported only when there is work for it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from extractor.errors import BadArchive
from extractor.i18n import N_

from .override_tables import OVERRIDE_TABLES
from .tables import FIRST_TABLES, FULL_TEXT
from .views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x747A6131  # "tza1", in the file's header: says whose database it is
VERSION = 2  # kept as the file's user_version; one more for each migration
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
    """Bring a new or older archive up to ``VERSION``; each step is one transaction and is recorded in the file."""
    from sqlite_utils import Database

    _migrations().apply(Database(connection))


def _migrations() -> Migrations:
    from sqlite_utils import Migrations

    steps = Migrations("taizhang")

    @steps()
    def m001_first_tables(db: Database) -> None:
        """The first archive: all tables, their indexes, the full text index and the views."""
        for table in FIRST_TABLES:
            for statement in (table.create_sql(), *table.indexes):
                db.execute(statement)
        db.execute(FULL_TEXT)
        for view in VIEWS:
            db.execute(view.create_sql())
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")

    @steps()
    def m002_overrides(db: Database) -> None:
        """People's corrections, which the views leave out of the facts where they say so."""
        for table in OVERRIDE_TABLES:
            for statement in (table.create_sql(), *table.indexes):
                db.execute(statement)
        for view in VIEWS:
            db.execute(f"DROP VIEW {view.name}")
            db.execute(view.create_sql())
        db.execute("PRAGMA user_version = 2")

    return steps
