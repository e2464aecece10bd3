"""Commands that read files: extract, ingest, remove."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpus.commands.files import Reading
from corpus.commands.options import (
    db_option,
    emit,
    format_option,
    output_option,
    patterns_option,
    print_grid,
    told_options,
)
from corpus.console import command, option
from extractor.i18n import N_, _


@command(
    help=N_(
        "Print what is found in files, with the sentence of each fact; taizhang formats lists which can be read.\n\n"
        "Formats: table to read; json and jsonl for programs (jsonl: one object a summary); html for a page of the "
        "text with every fact marked.\n\n"
        "Exit code 1 if some files cannot be read, 2 if none can."
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@told_options
@patterns_option
@format_option("table", "json", "jsonl", "html")
@output_option
def extract(
    files: tuple[str, ...], unit: str | None, year: int | None, patterns: str | None, style: str, output: str | None
) -> int:
    """Unreadable files are reported and the rest go on."""
    from corpus.render.documents import WRITERS

    reader = Reading(files, unit, year, patterns)
    emit(WRITERS[style](reader.documents()), output)
    return reader.exit_code()


@command(
    help=N_(
        "Read files and folders into the archive.\n\n"
        "What is there already with the same content and rules is passed over; a file that changed replaces what was "
        "read from it before; a file that cannot be read is reported and the rest go on. The files in a .zip are "
        "documents of their own. "
        "Folders named drafts or 草稿 inside a folder are left out; name them to take them in.\n\n"
        "Exit code 1 if some files cannot be read, 2 if none can."
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@db_option
@told_options
@patterns_option
@option("--replaces", metavar="OLD", help=N_("The one new file is a later version of OLD (a path, title or name)."))
@option("--force", is_flag=True, help=N_("Read every file again, also where neither it nor the rules changed."))
def ingest(
    paths: tuple[Path, ...],
    db: Path,
    unit: str | None,
    year: int | None,
    patterns: str | None,
    replaces: str | None,
    force: bool,
) -> int:
    """One transaction a file; a run that was cut short is gone on with by running it again."""
    from corpus.ingest import Reading as ArchiveReading
    from corpus.render.progress import report_lines, watching
    from corpus.session import adopt_units, ingest_paths
    from corpus.units import Units
    from extractor.model import Told

    def reading(units: Units) -> ArchiveReading:
        from extractor import extract, load_rules

        rules = load_rules(patterns)
        return ArchiveReading(
            lambda source, data, told: extract(source, data, told=told, rules=rules), rules.version, units, force
        )

    if adopted := adopt_units(db, paths):
        click.echo(_("units taken over from {path}").format(path=adopted), err=True)
    with watching(sys.stderr.isatty()) as watch:
        report = ingest_paths(db, paths, reading, Told(unit=unit, year=year), replaces, watch)
    emit(report_lines(report))
    return 2 if report.nothing_readable else int(bool(report.failed))


@command(
    help=N_(
        "List the formats of files that can be read here, and what would add the others.\n\n"
        "What a file is, its content tells, not its name."
    )
)
@format_option("table", "json")
def formats(style: str) -> None:
    """The programs and libraries are looked for; nothing is read."""
    from corpus.render.supported import supported_grid
    from extractor import formats

    print_grid(supported_grid(formats()), style)


@command(help=N_("Take documents out of the archive. The files themselves are left alone."))
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@db_option
def remove(names: tuple[str, ...], db: Path) -> None:
    """Their facts go with them; a file that still lies in its folder comes back when the folder is read in again."""
    from corpus.session import remove_documents

    for name, paths in remove_documents(db, names):
        emit([_("removed {name}: {paths}").format(name=name, paths="、".join(paths))])
    click.echo(_("What still lies in its folder comes back when the folder is read in again."), err=True)
