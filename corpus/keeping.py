"""Keeping an archive over the years: its log, copies of it, and whether it is whole. Paths in, grids out."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import TaizhangError
from extractor.i18n import N_

from . import run_log
from .archive import is_archive, open_for_reading, refused
from .opening import opened
from .units import load_units, units_path
from .whole import replacing, write_whole

if TYPE_CHECKING:
    from .render import Grid

_ITSELF = N_("{path}: this is the archive itself. Name another file for the copy.")
_FOREIGN = N_("{path}: this file is no archive of taizhang, and is left as it is. Name another one for the copy.")
_ANOTHER = N_("{path}: this is another archive, no earlier copy of this one, and is left as it is. Name another file.")
_UNSOUND = N_("{path}: the copy came out damaged ({reason}) and was thrown away. Try taizhang verify on the archive.")
_NO_RUN = N_("there is no run {number} in this archive. See them with: taizhang runs")


class BadCopyError(TaizhangError):
    """A copy that cannot be made there."""


class NoSuchRun(TaizhangError):
    """A run that the log does not know."""


def list_duplicates(db: Path, unit: str | None, years: Sequence[int]) -> Grid:
    """Papers that are nearly alike, of a unit (with those under it) and of some years."""
    from . import queries
    from .duplicates import find
    from .render.duplicates import duplicates

    units = load_units(db)
    among = units.under(units.resolve(unit) or unit) if unit else None
    with opened(open_for_reading(db), db) as connection:
        papers = {paper.id: paper for paper in queries.papers(connection)}
        found = [
            (papers[pair.earlier], papers[pair.later], pair)
            for pair in find(connection, list(papers.values()), units).values()
            if (among is None or units.resolve(papers[pair.earlier].unit) in among)
            and (not years or papers[pair.earlier].year in years)
        ]
        found.sort(key=lambda one: (units.resolve(one[0].unit) or "", one[0].period or "", one[1].id, one[0].id))
        return duplicates(found, queries.files(connection), units)


def list_runs(db: Path, most: int) -> Grid:
    """The runs, the last one first."""
    from .render.runs import runs

    with opened(open_for_reading(db), db) as connection:
        return runs(run_log.runs(connection)[:most])


def list_files(db: Path, run: int | None, failed: bool) -> tuple[Grid, bool]:
    """What became of each file, in one run or when it last came up; and whether any failed that is still there. Of
    those that failed, the ones that are gone since are only counted. Raises NoSuchRun.
    """
    from .places import stands
    from .render.runs import files

    with opened(open_for_reading(db), db) as connection:
        if run is not None and run not in {logged.id for logged in run_log.runs(connection)}:
            raise NoSuchRun(_NO_RUN, number=run)
        found = run_log.files(connection, run, failed)
    bad = {file.path for file in found if file.outcome == "failed"}
    gone = {path for path in bad if run is None and not stands(db.parent, path)}
    shown = [file for file in found if not (failed and file.path in gone)]
    return files(shown, len(gone)), bad != gone


def verify_archive(db: Path) -> tuple[Grid, bool]:
    """What was looked at and what is wrong; and whether anything is."""
    from .render.runs import verified
    from .verifying import verify

    with opened(open_for_reading(db), db) as connection:
        found = verify(connection, db.parent)
        return verified(found), bool(found.faults)


def back_up(db: Path, copy: Path) -> int:
    """Copy the archive as it is at this moment, though others may be writing to it; how many bytes.

    The copy is put in its place whole, its units file first; an earlier copy is replaced, any other file, and another
    archive, is left alone. Raises BadCopyError, NotWritten, and BadArchive where there is nothing to copy.
    """
    if copy.resolve() == db.resolve():
        raise BadCopyError(_ITSELF, path=copy)
    with opened(open_for_reading(db), db) as connection, replacing(copy) as making:
        _may_be_replaced(copy, connection)
        _copy(connection, making, copy)
        _copy_units(units_path(db), units_path(copy))
    return copy.stat().st_size


def _copy(connection: sqlite3.Connection, making: Path, copy: Path) -> None:
    """SQLite's own online backup, then a look whether what it made is sound."""
    try:
        with closing(sqlite3.connect(making)) as target:
            connection.backup(target)
            # Not quick_check: in some versions it finds nulls that are not there in tables without row numbers.
            said = target.execute("PRAGMA integrity_check").fetchone()[0]
            if said != "ok":
                raise BadCopyError(_UNSOUND, path=copy, reason=said)
    except sqlite3.OperationalError as error:
        raise refused(copy, error) from error


def _copy_units(units: Path, copy: Path) -> None:
    """The units file goes with its archive; one of an earlier copy does not stay where there is none any more."""
    if units.resolve() == copy.resolve():  # taizhang.db and taizhang.bak in one folder share theirs
        return
    if units.is_file():
        write_whole(copy, units.read_bytes())
    else:
        copy.unlink(missing_ok=True)


def _may_be_replaced(copy: Path, connection: sqlite3.Connection) -> None:
    """Raise BadCopyError where what lies in the copy's place is no earlier copy of this archive."""
    if not copy.is_file() or not copy.stat().st_size:
        return
    if not is_archive(copy):
        raise BadCopyError(_FOREIGN, path=copy)
    with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as other:
        if _beginning(other) not in (None, _beginning(connection)):
            raise BadCopyError(_ANOTHER, path=copy)


def _beginning(connection: sqlite3.Connection) -> object:
    """When an archive's first run began, which its copies share; None before that, and of a damaged one."""
    with suppress(sqlite3.DatabaseError):
        return connection.execute("SELECT min(started_at) FROM run").fetchone()[0]
    return None
