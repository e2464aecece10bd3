"""Commands for whoever signs a total: audit and snapshot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from corpus.commands.options import at_option, db_option, emit, format_option, output_option, years_option
from corpus.console import command, option
from extractor.i18n import N_, _


@command(
    help=N_(
        "Show how all money seen comes down to the total that query prints, and check the arithmetic.\n\n"
        "Each step tells its sum and number: rates, parts, plans, other years, told twice, and so on. Then the checks, "
        "within papers and across them, with sentence and file. With --format html it is a page to print and sign.\n\n"
        "Exit code 1 if a check fails."
    )
)
@db_option
@option("--unit", "units", multiple=True, help=N_("Only this unit and the units under it; may be given again."))
@years_option
@option("--alone", is_flag=True, help=N_("With --unit: without the units under it."))
@option(
    "--scope", type=click.Choice(["service", "civil", "all"]), default="service", show_default=True,
    help=N_("service: soldiers, families, veterans; civil: relief to civilians."),
)  # fmt: skip
@option("--documents", default="summary,report", show_default=True, help=N_("Types of papers to take, or all."))
@option(
    "--standards", metavar="FILE", type=click.Path(path_type=Path), help=N_("A table (.toml) of the rates to be paid.")
)
@option(
    "--jump", metavar="PERCENT", type=click.IntRange(1, 10_000), default=50, show_default=True,
    help=N_("Tell of changes against the year before by more than this."),
)  # fmt: skip
@at_option
@format_option("table", "json", "html")
@output_option
def audit(
    db: Path, standards: Path | None, jump: int, at: str | None, style: str, output: str | None, **asked: Any
) -> int:
    """The waterfall, then the checks."""
    from corpus.auditing import audit as run
    from corpus.compare import to_question

    made = run(db, to_question(asked), standards, jump, at)
    if style == "html":
        from corpus.render.audit_page import page

        emit([page(made).removesuffix("\n")], output)
    elif style == "json":
        from corpus.render.audit import record
        from corpus.render.grid import json_text

        emit([json_text(record(made))], output)
    else:
        from corpus.render import render
        from corpus.render.audit import tables

        terminal = sys.stdout.isatty() and output is None
        texts = [render(grid, "table", terminal).strip("\n") for grid in tables(made)]
        emit(["\n\n".join(texts)], output, styled=True)
    return int(made.failed)


@command(
    help=N_(
        "Print the archive's snapshot: a hash over its facts, corrections and units; rules, date and counts.\n\n"
        "Two archives of the same files, rules and corrections have the same hash. With --at, query, show, audit and "
        "review refuse to run on an archive that changed."
    )
)
@db_option
@format_option("table", "json")
def snapshot(db: Path, style: str) -> None:
    """It does not depend on the order or the time of reading."""
    from corpus.archive import open_for_reading
    from corpus.opening import opened
    from corpus.render.grid import json_text
    from corpus.snapshot import snapshot as take
    from corpus.units import load_units

    units = load_units(db)
    with opened(open_for_reading(db), db) as connection:
        found = take(connection, units)
    if style == "json":
        record = {"hash": found.hash, "rules": list(found.rules), "changed": found.changed, "counts": found.counts}
        emit([json_text(record)])
        return
    held = _(
        "{document} files, {summary} papers; {amount} sums, {headcount} headcounts, {date} dates, "
        "{activity} activities; {override} corrections"
    )
    emit(
        [
            found.hash,
            _("rules {rules}").format(rules="、".join(found.rules) or "-"),
            _("last changed {date}").format(date=found.changed or "-"),
            held.format(**found.counts),
        ]
    )
