"""The command line: parse, call, print. No rule, no SQL and no Word in it; each command imports what it needs when run.

Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 findings or failed files, 2 could not run;
a command returns its code (None is 0). Help texts are marked with ``N_`` and translated when they are shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.console import Option, Program, lang_option, option, os_message
from extractor.i18n import N_, _, say

if TYPE_CHECKING:
    from corpus.render import Grid
    from extractor.model import Document

__version__ = "0.1.0"

Function = TypeVar("Function", bound=Callable[..., object])


@click.group(
    cls=Program,
    params=[lang_option()],
    help=N_("A ledger out of archived work summaries: amounts, heads, dates and activities, each with its sentence."),
)
@click.version_option(__version__, message="taizhang %(version)s", cls=Option, help=N_("Show the version."))
@click.help_option(cls=Option, help=N_("Show this message and exit."))
def taizhang() -> None:
    """The group itself does nothing; its help stands in the decorator, where the catalogues find it."""


def told_options(function: Function) -> Function:
    """``--unit`` and ``--year``: what the user knows of the files; it wins over what is found in them."""
    unit = option("--unit", metavar="UNIT", help=N_("The unit that wrote the files; wins over what the text says."))
    year = option(
        "--year", metavar="YEAR", type=click.IntRange(1949, 2100), help=N_("The year they are about; wins likewise.")
    )
    return unit(year(function))


def patterns_option(function: Function) -> Function:
    """``--patterns``: a user's own rules."""
    text = N_("A folder of your own rules (.toml); they add to the built-in ones or replace those of the same name.")
    return option("--patterns", metavar="DIR", type=click.Path(), help=text)(function)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """``--format`` with these choices, the first one the default."""
    return option(
        "--format",
        "style",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=N_("What to print."),
    )


def output_option(function: Function) -> Function:
    """``--output``: a file instead of stdout."""
    return option("--output", metavar="FILE", type=click.Path(), help=N_("Write to this file, not to stdout."))(
        function
    )


def emit(lines: Iterable[str], output: str | None = None) -> None:
    """Write lines to stdout or, whole or not at all, to a file in UTF-8."""
    with click.open_file(output or "-", "w", encoding="utf-8", atomic=output is not None) as file:
        for line in lines:
            file.write(line + "\n")


class Reading:
    """The files named on the command line as documents; one that cannot be read is reported, and the rest go on."""

    def __init__(self, files: Sequence[str], unit: str | None, year: int | None, patterns: str | None) -> None:
        from extractor import load_rules
        from extractor.model import Told

        self.files, self.failed = files, 0
        self.told = Told(unit=unit, year=year)
        self.rules = load_rules(patterns)

    def documents(self) -> Iterator[Document]:
        from extractor import extract
        from extractor.errors import UnreadableFile

        for file in self.files:
            try:
                document = extract(file, Path(file).read_bytes(), told=self.told, rules=self.rules)
            except UnreadableFile as error:
                self._report(say(error))
            except OSError as error:
                self._report(os_message(file, error))
            else:
                for warning in document.warnings:
                    click.echo(_("{name}: {value}").format(name=file, value=_(warning)), err=True)
                yield document

    def exit_code(self) -> int:
        """0 all read, 1 some not, 2 none."""
        return 0 if not self.failed else 2 if self.failed == len(self.files) else 1

    def _report(self, message: str) -> None:
        self.failed += 1
        click.echo(message, err=True)


@taizhang.command(
    help=N_(
        "Print what is found in files (.docx, .txt, .md), with the sentence of each fact.\n\n"
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


@taizhang.command(
    help=N_(
        "Look through drafts for standard sections that their kind of unit is expected to have.\n\n"
        "Exit code 1 if anything is found."
    )
)
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...", type=click.Path())
@option("--unit-kind", metavar="KIND", help=N_("Kind of unit, such as township; told from the text if not given."))
@patterns_option
@format_option("text", "json")
def check(drafts: tuple[str, ...], unit_kind: str | None, patterns: str | None, style: str) -> int:
    """Every summary of every draft is checked by itself."""
    from corpus.render.findings import WRITERS
    from extractor.model import UNIT_KINDS

    if unit_kind is not None and unit_kind not in UNIT_KINDS:
        text = _("{kind} is not a kind of unit. The kinds are: {kinds}")
        raise click.BadParameter(text.format(kind=unit_kind, kinds=", ".join(UNIT_KINDS)), param_hint="--unit-kind")
    from extractor import check_draft

    reader = Reading(drafts, None, None, patterns)
    found = [
        (document, summary, check_draft(document, summary, reader.rules, unit_kind=unit_kind))
        for document in reader.documents()
        for summary in document.summaries
    ]
    emit(WRITERS[style](found))
    return reader.exit_code() or int(any(findings for _document, _summary, findings in found))


@taizhang.command(
    help=N_(
        "List the rules; with a NAME show that rule and its examples; with --run prove rules by their examples.\n\n"
        "Exit code 1 if an example does not hold."
    )
)
@click.argument("name", required=False)
@option("--run", is_flag=True, help=N_("Run the examples and counter-examples."))
@patterns_option
def rules(name: str | None, run: bool, patterns: str | None) -> int:
    """One rule or all of them."""
    from corpus.render.rules import card, catalogue
    from extractor import load_rules

    loaded = load_rules(patterns)
    chosen = [rule for rule in loaded if name in (None, rule.name)]
    if not chosen:
        near = ", ".join(rule.name for rule in loaded if name and name.lower() in rule.name.lower())
        text = _("no rule is called {name}.").format(name=name)
        raise click.UsageError(text + (" " + _("There are: {names}").format(names=near) if near else ""))
    if not run:
        emit(card(chosen[0]) if name else catalogue(chosen, loaded.version))
        return 0
    from extractor.proof import prove

    failures = [failure for rule in chosen for failure in prove(rule, loaded)]
    text = _("{rules} rules run, {failed} examples do not hold")
    emit([*failures, text.format(rules=len(chosen), failed=len(failures))])
    return int(bool(failures))


def db_option(function: Function) -> Function:
    """``--db``: which archive."""
    text = N_("The archive's file.")
    return option(
        "--db", metavar="FILE", type=click.Path(path_type=Path), default="taizhang.db", show_default=True, help=text
    )(function)


def years_option(function: Function) -> Function:
    """``--year`` of questions: one year, a span or a list."""
    text = N_("Only these years: 2021, 2019..2022, or 2019,2021.")
    return option("--year", "years", metavar="YEARS", default="", help=text)(function)


def filter_options(function: Function) -> Function:
    """What narrows a question; ``query`` and ``show`` take the same."""
    measures, scopes = ("subsidies", "amounts", "headcounts", "activities"), ("service", "civil", "all")
    several: dict[str, Any] = {"multiple": True}
    options: list[tuple[list[str], str, dict[str, Any]]] = [
        (["--measure"], N_("What to add up; amounts are all sums paid."), {"type": measures, "default": "subsidies"}),
        (["--unit", "units"], N_("Only this unit and the units under it; may be given again."), several),
        (["--fund", "funds"], N_("Only this kind of money, as 优待金; may be given again."), several),
        (["--group", "groups"], N_("Only this group of people, as 义务兵; may be given again."), several),
        (["--activity", "activities"], N_("Only what belongs to this type of activity, as visit."), several),
        (
            ["--scope"],
            N_("service: soldiers, families, veterans; civil: relief to civilians."),
            {"type": scopes, "default": "service"},
        ),
        (["--period"], N_("Only papers on: year, first-half, second-half, or an EDTF period as 2017/2020."), {}),
        (["--documents"], N_("Types of papers to take, or all."), {"default": "summary,report"}),
        (["--in", "money_in"], N_("Show money in 元 or 万元."), {"type": ("yuan", "wan"), "default": "yuan"}),
    ]
    for names, text, given in reversed(options):
        kind = click.Choice(given.pop("type")) if "type" in given else None
        function = option(*names, type=kind, help=text, show_default="default" in given, **given)(function)
    return years_option(function)


def print_grid(grid: Grid, style: str, bom: bool = False) -> None:
    """A grid on stdout; on a terminal it is fitted to the screen. Remarks that csv has no place for go to stderr."""
    from corpus.render import render

    text = render(grid, style, terminal=sys.stdout.isatty())
    emit((("\ufeff" if bom else "") + text).removesuffix("\n").split("\n"))
    if style == "csv":
        for note in grid.notes:
            click.echo(note.text, err=True)


@taizhang.command(
    help=N_(
        "Read files and folders into the archive.\n\n"
        "What is there already with the same content and rules is passed over; a file that changed replaces what was "
        "read from it before; a file that cannot be read is reported and the rest go on.\n\n"
        "Exit code 1 if some files cannot be read, 2 if none can."
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@db_option
@told_options
@patterns_option
@option("--replaces", metavar="OLD", help=N_("The one new file is a later version of OLD (a path, title or name)."))
def ingest(
    paths: tuple[Path, ...], db: Path, unit: str | None, year: int | None, patterns: str | None, replaces: str | None
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
            lambda source, data, told: extract(source, data, told=told, rules=rules), rules.version, units
        )

    if adopted := adopt_units(db, paths):
        click.echo(_("units taken over from {path}").format(path=adopted), err=True)
    with watching(sys.stderr.isatty()) as watch:
        report = ingest_paths(db, paths, reading, Told(unit=unit, year=year), replaces, watch)
    emit(report_lines(report))
    return 2 if report.nothing_readable else int(bool(report.failed))


@taizhang.command(
    help=N_(
        "Compare units and years: units down, years across, with totals.\n\n"
        "A total never adds a unit and the units under it, nor a whole year and a part of it; what was used, and what "
        "could not be counted, is said under the table."
    )
)
@db_option
@filter_options
@option(
    "--by", type=click.Choice(["unit", "year", "fund", "group", "activity", "document"]), default="unit",
    show_default=True, help=N_("What the rows are."),
)  # fmt: skip
@option("--alone", is_flag=True, help=N_("With --unit: without the units under it."))
@option("--change", is_flag=True, help=N_("Show the change on the year before."))
@option("--bom", is_flag=True, help=N_("With csv: begin with a byte order mark, for Excel."))
@format_option("table", "csv", "json", "md")
def query(db: Path, money_in: str, change: bool, bom: bool, style: str, **asked: Any) -> None:
    """The answer with its remarks."""
    from corpus.compare import to_question
    from corpus.session import compare_units

    print_grid(compare_units(db, to_question(asked), money_in, change), style, bom and style == "csv")


@taizhang.command(
    help=N_(
        "Show what stands behind a figure: every fact with its sentence, file and paragraph.\n\n"
        "NAME is a file's path, a title, or a name that show and search print (3fa94c21-1-a7). Without it, the options "
        "pick a cell of what query prints."
    )
)
@click.argument("name", required=False)
@db_option
@filter_options
@format_option("table", "csv", "json", "md")
def show(name: str | None, db: Path, money_in: str, style: str, **asked: Any) -> None:
    """A named thing, or the facts behind a cell."""
    from corpus.compare import to_question
    from corpus.session import show_cell, show_named

    print_grid(show_named(db, name) if name else show_cell(db, to_question(asked), money_in), style)


@taizhang.command(help=N_("Find sentences that hold all the WORDS, with unit, section, file and paragraph."))
@click.argument("words", nargs=-1, required=True)
@db_option
@option("--unit", help=N_("Only this unit and the units under it."))
@years_option
@option("--limit", type=click.IntRange(1), default=50, show_default=True, help=N_("How many sentences at most."))
@format_option("table", "csv", "json", "md")
def search(words: tuple[str, ...], db: Path, unit: str | None, years: str, limit: int, style: str) -> None:
    """Words of any length, Chinese ones of two characters too."""
    from corpus.periods import parse_years
    from corpus.session import search_words

    print_grid(search_words(db, words, unit, parse_years(years) if years else (), limit), style)


@taizhang.command(
    help=N_(
        "Print the archive's units as a tree and check the units file.\n\n"
        "Exit code 1 if something is wrong in it, or the archive holds units that it does not know."
    )
)
@db_option
@format_option("table", "csv", "json", "md")
def units(db: Path, style: str) -> int:
    """The file lies beside the archive: taizhang.units.toml beside taizhang.db."""
    from corpus.render.found import to_type
    from corpus.session import check_units
    from corpus.units import units_path

    checked = check_units(db)
    print_grid(checked.grid, style)
    for fault in checked.faults:
        click.echo(say(fault), err=True)
    if checked.strangers:
        text = _("{count} units of the archive are not in {path}. Add them there (or as aliases of others):")
        click.echo(text.format(count=len(checked.strangers), path=units_path(db)), err=True)
        click.echo("\n" + to_type(checked.strangers), err=True)
    return int(bool(checked.faults or checked.strangers))


@taizhang.command(help=N_("Take documents out of the archive. The files themselves are left alone."))
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@db_option
def remove(names: tuple[str, ...], db: Path) -> None:
    """Their facts go with them; a file that still lies in its folder comes back when the folder is read in again."""
    from corpus.session import remove_documents

    for name, paths in remove_documents(db, names):
        emit([_("removed {name}: {paths}").format(name=name, paths="、".join(paths))])
    click.echo(_("What still lies in its folder comes back when the folder is read in again."), err=True)


def main() -> None:
    """The console script: UTF-8 out on every system, one thread of BLAS (numpy comes with spaCy), then the program."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    taizhang.main()


if __name__ == "__main__":
    main()
