"""What each command on an archive does, without the words of the command line: paths and options in, grids out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import BadUnits, TaizhangError
from extractor.i18n import N_, _, ngettext

from .archive import WRITER_PATIENCE, open_for_reading, open_for_writing
from .opening import opened
from .units import ADOPTED, Unit, Units, copy_into, load_units, read_units, strangers, units_path
from .whole import write_whole

if TYPE_CHECKING:
    from extractor.model import Told

    from .compare import Question
    from .ingest import Reading
    from .outcomes import Outcome, Report
    from .render import Grid
    from .run_log import About
    from .workers import Pool

Watch = Callable[["Outcome", int, int], None]

_NO_FILES = N_("{paths}: there is no file to read here. Name a folder that holds Word files, or the files themselves.")
_ONLY_DRAFTS = N_("{paths}: there are only drafts here. To take them in, name their folder itself: {folders}")
_ONE_FILE = N_("--replaces takes one new file; {count} were named. Name the new version alone.")


class IngestError(TaizhangError):
    """A run that cannot begin: nothing to read, or options that do not go together."""


@dataclass(frozen=True)
class UnitsCheck:
    """The units file as it stands: the tree, its faults, and the units of the archive that it does not know."""

    grid: Grid
    faults: Sequence[BadUnits]
    strangers: Sequence[Unit]


@dataclass(frozen=True)
class Job:
    """What an ingest is to do. ``reading`` and ``pool`` are called when there is something to read: the archive's units
    in, what to read with and who reads out. ``retry``: only files that failed the last time they came up. ``log``: the
    file that the run writes its records to, which is not read.
    """

    reading: Callable[[Units], Reading]
    pool: Callable[[Units], AbstractContextManager[Pool]]
    told: Told
    about: About
    replaces: str | None = None
    prune: bool = False
    retry: bool = False
    log: Path | None = None


def ingest_paths(
    db: Path, paths: Sequence[Path], job: Job, watch: Watch, waits: Callable[[str], None] = lambda _path: None
) -> Report:
    """Read files and folders into the archive, which is made where there is none.

    Raises IngestError, PathError, BadUnits or BadArchive where the run cannot begin or go on.
    """
    from .ingest import Run
    from .outcomes import Report
    from .show import find

    files, drafts = _failed_before(db, paths) if job.retry else _files(db, paths, job)
    if job.retry and not files:
        return Report()
    if job.replaces and len(files) != 1:
        raise IngestError(_ONE_FILE, count=len(files))
    units = load_units(db)
    with opened(open_for_writing(db, create=not job.replaces, patience=WRITER_PATIENCE), db) as connection:
        older = find(connection, job.replaces, db.parent).document if job.replaces else None
        with job.pool(units) as pool:
            run = Run(connection, db.parent, job.reading(units), job.told, pool, job.about)
            report = run.over(files, older, watch, [path for path in paths if job.prune and path.is_dir()], waits)
    report.drafts = tuple(sorted((*drafts, *report.drafts)))
    return report


def _files(db: Path, paths: Sequence[Path], job: Job) -> tuple[list[Path], tuple[tuple[str, int], ...]]:
    """The files to read, and the drafts left out, by folder. There need be none where what is gone is to be dropped."""
    from .places import find_files, kept_path

    files, found = find_files(paths, [db, *filter(None, [job.log])])
    drafts = tuple((kept_path(folder, db.parent), count) for folder, count in sorted(found.items()))
    if not files and not job.prune:
        named, folders = ", ".join(map(str, paths)), ", ".join(folder for folder, _count in drafts)
        raise IngestError(_ONLY_DRAFTS if drafts else _NO_FILES, paths=named, folders=folders)
    return files, drafts


def _failed_before(db: Path, paths: Sequence[Path]) -> tuple[list[Path], tuple[tuple[str, int], ...]]:
    """The files that failed when they last came up and still lie there; ``paths`` narrow them where there are any."""
    from .places import bearer, is_under, kept_path
    from .run_log import files

    with opened(open_for_writing(db), db) as connection:  # an older archive is brought up to date first
        failed = [file.path for file in files(connection, failed=True)]
    tops = [kept_path(path, db.parent) for path in paths]
    among = [path for path in failed if not tops or path in tops or any(is_under(path, top) for top in tops)]
    return list(dict.fromkeys(found for path in among if (found := bearer(db.parent, path)))), ()


def adopt_units(db: Path, paths: Sequence[Path]) -> Path | None:
    """Copy the units.toml of an ingested folder beside an archive that has none yet; the copied file, or None.

    Raises BadUnits where the folder's file does not hold together, and NotWritten.
    """
    mine = units_path(db)
    offered = [path / ADOPTED for path in paths if (path / ADOPTED).is_file()]
    if mine.exists() or not offered:
        return None
    _units, faults = read_units(offered[0])
    if faults:
        raise faults[0]
    write_whole(mine, offered[0].read_bytes())
    return offered[0]


def compare_units(db: Path, question: Question, money_in: str, change: bool, at: str | None = None) -> Grid:
    """The answer to a question as a grid with its remarks. Raises ChangedArchive where ``at`` is another snapshot."""
    from .compare import ask
    from .notes import notes
    from .render.comparison import comparison

    units = load_units(db)
    with opened(open_for_reading(db), db, at, units) as connection:
        answer = ask(connection, question, units)
        return comparison(answer, notes(connection, answer, money_in), money_in, change)


def search_words(db: Path, words: Sequence[str], unit: str | None, years: Sequence[int], most: int) -> Grid:
    """Sentences that hold the words; ``unit`` (with the units under it) and ``years`` narrow them."""
    from .note import Note
    from .render.found import hits
    from .search import phrases_of, read, search

    units = load_units(db)
    among = units.under(units.resolve(unit) or unit) if unit else None
    phrases = phrases_of(words)
    with opened(open_for_reading(db), db) as connection:
        found = [
            place
            for place in search(connection, phrases)
            if (among is None or units.resolve(place.unit) in among) and (not years or place.year in years)
        ]
        shown = [read(connection, place, phrases) for place in found[:most]]
    shown = [replace(hit, unit=units.resolve(hit.unit)) for hit in shown]
    caption = ngettext("{count} sentence", "{count} sentences", len(found)).format(count=len(found))
    more = len(found) - most
    left = [Note("more", _("{count} more; see them with --limit").format(count=more), more)] if more > 0 else []
    return hits(shown, caption if found else _("nothing found"), left)


def show_cell(db: Path, question: Question, money_in: str, at: str | None = None) -> Grid:
    """The facts behind a figure of ``query``."""
    from .figures import add
    from .notes import notes
    from .render.comparison import figure_text
    from .render.found import facts
    from .show import behind

    units = load_units(db)
    with opened(open_for_reading(db), db, at, units) as connection:
        answer, records = behind(connection, question, units)
        left = notes(connection, answer, money_in)
    if answer.measure.kind == "headcount":
        sums = [figure_text(row.total(answer.columns), None) for row in answer.totals]
    else:
        total = add(row.total(answer.columns) for row in answer.totals)
        sums = [figure_text(total, money_in if answer.measure.is_money else None)]
    caption = ngettext("{sum}: {count} fact", "{sum}: {count} facts", len(records))
    caption = caption.format(sum=" + ".join(sums), count=len(records))
    return facts(records, caption if records else _("nothing found"), left)


def show_named(db: Path, name: str, at: str | None = None) -> Grid:
    """A document, one of its summaries or one fact, with sentences and places."""
    from .render.found import facts, papers
    from .show import facts_of, find, summaries_of

    with opened(open_for_reading(db), db, at) as connection:
        found = find(connection, name, db.parent)
        records = facts_of(connection, found)
        if found.kind:
            return facts(records)
        return papers(summaries_of(connection, found), records)


def remove_documents(db: Path, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Take documents out of the archive; yields each one's short name and its paths. All names are looked up first."""
    from .ingest import remove
    from .names import short
    from .show import find

    with opened(open_for_writing(db), db) as connection:
        documents = [find(connection, name, db.parent).document for name in names]
        for document in dict.fromkeys(documents):
            paths = "SELECT path FROM path WHERE document = ? ORDER BY path"
            lying = [row[0] for row in connection.execute(paths, (document,))]
            remove(connection, document)
            yield short(document), lying


def check_units(db: Path) -> UnitsCheck:
    """The units file against itself and against the archive; a sound file is copied into the archive for its views."""
    from .render.found import unit_tree

    path = units_path(db)
    entries, faults = read_units(path) if path.exists() else ([], [])
    by_name = {unit.name: unit for unit in entries}
    names = {name: unit.name for unit in entries for name in (unit.name, *unit.aliases)}
    units = Units(by_name, names)
    with opened(open_for_reading(db), db) as connection:
        unknown = strangers(connection, units)
        find = "SELECT DISTINCT unit FROM summary WHERE unit IS NOT NULL"
        reported = {units.resolve(row[0]) or "" for row in connection.execute(find)}
        copied = set(connection.execute("SELECT name, kind, level, parent FROM unit"))
        aliases = dict(connection.execute("SELECT alias, unit FROM unit_alias").fetchall())
    same = {(unit.name, unit.kind, unit.level, unit.parent) for unit in entries} == copied
    if not faults and not (same and aliases == {alias: unit for alias, unit in names.items() if alias != unit}):
        _copy(db, units)
    return UnitsCheck(unit_tree(units, reported), faults, unknown)


def _copy(db: Path, units: Units) -> None:
    from .archive import transaction

    with opened(open_for_writing(db), db) as connection, transaction(connection):
        copy_into(connection, units)
