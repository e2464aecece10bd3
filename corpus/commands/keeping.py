"""Commands that keep an archive: duplicates, runs, files, backup, verify."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.commands.options import db_option, emit, format_option, print_grid, years_option
from corpus.console import command, option
from extractor.i18n import N_, _


@command(
    help=N_(
        "List papers that are nearly alike: drafts and finals, copies with small changes, of one unit and period.\n\n"
        "The later one of them counts, the others do not, and every figure that this touches says so. Where that is "
        "wrong, say so with taizhang override set, --not-duplicate-of or --later-than."
    )
)
@db_option
@option("--unit", help=N_("Only this unit and the units under it."))
@years_option
@format_option("table", "csv", "json", "md")
def duplicates(db: Path, unit: str | None, years: str, style: str) -> None:
    """Each with what counts in its place, and by what that is known to be the later one."""
    from corpus.keeping import list_duplicates
    from corpus.periods import parse_years

    print_grid(list_duplicates(db, unit, parse_years(years) if years else ()), style)


@command(help=N_("List the runs of ingest: when, with which version, rules and options, and what became of the files."))
@db_option
@option("--limit", type=click.IntRange(1), default=20, show_default=True, help=N_("How many runs at most."))
@format_option("table", "csv", "json", "md")
def runs(db: Path, limit: int, style: str) -> None:
    """The last one first."""
    from corpus.keeping import list_runs

    print_grid(list_runs(db, limit), style)


@command(
    help=N_(
        "List what became of each file when it last came up, or in one run.\n\n"
        "Exit code 1 if there are files that failed."
    )
)
@db_option
@option("--failed", is_flag=True, help=N_("Only files that failed; taizhang ingest --retry reads these again."))
@option("--run", "number", metavar="N", type=int, help=N_("Only this run; see taizhang runs."))
@format_option("table", "csv", "json", "md")
def files(db: Path, failed: bool, number: int | None, style: str) -> int:
    """In the order of their names."""
    from corpus.keeping import list_files

    grid, any_failed = list_files(db, number, failed)
    print_grid(grid, style)
    return int(any_failed)


@command(
    help=N_(
        "Copy the archive to FILE as it is at this moment, also while files are read in.\n\n"
        "An earlier copy in FILE is replaced once the new one is whole. The units file goes with it."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@db_option
def backup(file: Path, db: Path) -> None:
    """SQLite's online backup: the copy is what was committed, nothing half-written."""
    from corpus.keeping import back_up

    size = back_up(db, file)
    emit([_("{path}: {size} MB written").format(path=file, size=f"{size / 1_000_000:,.1f}")])


@command(
    help=N_(
        "Check that the archive is whole: the database, every fact against its sentence, every file against its "
        "hash.\n\n"
        "Exit code 1 if something is wrong."
    )
)
@db_option
@format_option("table", "json")
def verify(db: Path, style: str) -> int:
    """Changes nothing."""
    from corpus.keeping import verify_archive

    grid, wrong = verify_archive(db)
    print_grid(grid, style)
    return int(wrong)
