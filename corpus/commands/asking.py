"""Commands that ask an archive: query, show, search, units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.commands.options import at_option, db_option, filter_options, format_option, print_grid, tell, years_option
from corpus.console import command, option
from extractor.i18n import N_, _, say


@command(
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
@at_option
@option("--bom", is_flag=True, help=N_("With csv: begin with a byte order mark, for Excel."))
@format_option("table", "csv", "json", "md")
def query(db: Path, money_in: str, change: bool, bom: bool, style: str, at: str | None, **asked: Any) -> None:
    """The answer with its remarks."""
    from corpus.compare import to_question
    from corpus.session import compare_units

    print_grid(compare_units(db, to_question(asked), money_in, change, at), style, bom and style == "csv")


@command(
    help=N_(
        "Show what stands behind a figure: every fact with its sentence, file and paragraph.\n\n"
        "NAME is a file's path, a title, or a name that show and search print (3fa94c21-1-a7). Without it, the options "
        "pick a cell of what query prints."
    )
)
@click.argument("name", required=False)
@db_option
@filter_options
@at_option
@format_option("table", "csv", "json", "md")
def show(name: str | None, db: Path, money_in: str, style: str, at: str | None, **asked: Any) -> None:
    """A named thing, or the facts behind a cell."""
    from corpus.compare import to_question
    from corpus.session import show_cell, show_named

    print_grid(show_named(db, name, at) if name else show_cell(db, to_question(asked), money_in, at), style)


@command(help=N_("Find sentences that hold all the WORDS, with unit, section, file and paragraph."))
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


@command(
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
        tell(say(fault))
    if checked.strangers:
        text = _("{count} units of the archive are not in {path}. Add them there (or as aliases of others):")
        tell(text.format(count=len(checked.strangers), path=units_path(db)))
        tell("\n" + to_type(checked.strangers))
    return int(bool(checked.faults or checked.strangers))
