"""Commands that read files: extract, ingest, remove."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from corpus import __version__
from corpus.commands.files import Reading
from corpus.commands.options import (
    db_option,
    emit,
    format_option,
    output_option,
    patterns_option,
    print_grid,
    tell,
    told_options,
)
from corpus.console import command, option
from extractor.i18n import N_, _

if TYPE_CHECKING:
    from corpus.outcomes import Report
    from corpus.session import Job


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

    reader = Reading(files, unit, year, patterns, output)
    emit(WRITERS[style](reader.documents()), output)
    return reader.exit_code()


@command(
    help=N_(
        "Read files and folders into the archive.\n\n"
        "What is there already with the same content and rules is passed over; a file that changed replaces what was "
        "read from it before; a file that cannot be read is reported and the rest go on. The files in a .zip are "
        "documents of their own. "
        "Folders named drafts or 草稿 inside a folder are left out; name them to take them in.\n\n"
        "A run may be stopped at any moment; the same command goes on where it stopped.\n\n"
        "Exit code 1 if some files cannot be read, 2 if none can."
    )
)
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path))
@db_option
@told_options
@patterns_option
@option("--replaces", metavar="OLD", help=N_("The one new file is a later version of OLD (a path, title or name)."))
@option("--force", is_flag=True, help=N_("Read every file again, also where neither it nor the rules changed."))
@option("--retry", is_flag=True, help=N_("Read only the files that failed before; PATHs, if given, narrow them."))
@option("--prune", is_flag=True, help=N_("Drop from the archive what is gone from the folders named."))
@option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    help=N_("How many files to read at once; one a core if not given."),
)
@option(
    "--timeout", metavar="SECONDS", type=click.FloatRange(0.1), default=60, show_default=True,
    help=N_("Give a file up that takes more of the processor than this, or twice that by the clock."),
)  # fmt: skip
@option("--quiet", is_flag=True, help=N_("No progress; only what came of it at the end."))
@option("--log-file", metavar="FILE", type=click.Path(), help=N_("Append a line of JSON a file to FILE, as they come."))
@option(
    "--format", "style", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help=N_("jsonl: a line of JSON a file on stdout, for programs."),
)  # fmt: skip
def ingest(paths: tuple[Path, ...], db: Path, quiet: bool, log_file: str | None, style: str, **asked: Any) -> int:
    """A file whole or not at all; a run that was cut short is gone on with by running it again."""
    from corpus.render.progress import report_lines
    from corpus.session import adopt_units

    if not paths and not asked["retry"]:
        raise click.UsageError(_("name files or folders to read, or --retry for those that failed before"))
    job = _job(asked, log_file)
    if adopted := adopt_units(db, paths):
        tell(_("units taken over from {path}").format(path=adopted))
    report = _run(db, paths, job, quiet, log_file, style == "jsonl")
    if job.retry and not report.done:
        tell(_("no file is left that failed before"))
        return 0
    if style == "text":
        emit(report_lines(report))
    if job.prune and not report.done:  # an empty folder, of which all was dropped
        return 0
    return 2 if report.nothing_readable else int(bool(report.failed))


def _run(db: Path, paths: tuple[Path, ...], job: Job, quiet: bool, log_file: str | None, to_stdout: bool) -> Report:
    """The run, watched: by a person on stderr, by programs in the log file and on stdout."""
    from corpus.render.progress import record, summary_record, watching
    from corpus.session import ingest_paths

    with ExitStack() as stack:
        files: list[IO[str]] = [sys.stdout] if to_stdout else []
        if log_file:
            files.append(stack.enter_context(_log(log_file)))
        for file in files:
            record(file, "start", {"db": str(db), "paths": list(map(str, paths)), **job.about.options})
        with watching(sys.stderr.isatty(), quiet, files) as watcher:
            try:
                report = ingest_paths(db, paths, job, watcher.watch, watcher.waits)
            except KeyboardInterrupt:
                text = _("stopped: {done} of {all} files were gone through; run the same command again to go on")
                tell(text.format(done=watcher.done, all=watcher.all))
                raise
        for file in files:
            record(file, "end", summary_record(report))
    return report


def _log(path: str) -> IO[str]:
    """The log file, to be added to. Raises NotWritten."""
    from corpus.whole import NotWritten

    try:
        return Path(path).open("a", encoding="utf-8")
    except OSError as error:
        raise NotWritten(path, error) from error


def _job(asked: dict[str, Any], log_file: str | None) -> Job:
    """The options as what an ingest is to do."""
    from functools import partial

    from corpus.ingest import Reading as ArchiveReading
    from corpus.limits import Limits, cores
    from corpus.reading import extract_with
    from corpus.run_log import About
    from corpus.session import Job
    from corpus.workers import working
    from extractor import load_rules
    from extractor.model import Told

    patterns, jobs = asked["patterns"], asked["jobs"] or cores()
    load, limits = partial(extract_with, patterns), Limits(asked["timeout"])
    options = {name: value for name, value in {**asked, "jobs": jobs}.items() if value not in (None, False)}
    return Job(
        lambda units: ArchiveReading(load_rules(patterns).version, units, asked["force"]),
        lambda units: working(jobs, patterns, load, units.names, limits),
        Told(asked["unit"], asked["year"]),
        About(__version__, options),
        asked["replaces"],
        asked["prune"],
        asked["retry"],
        Path(log_file) if log_file else None,
    )


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
    tell(_("What still lies in its folder comes back when the folder is read in again."))
