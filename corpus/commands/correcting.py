"""Commands by which a person corrects what was read: override and its own commands, and review."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.commands.options import at_option, db_option, emit, format_option, print_grid, tell, years_option
from corpus.console import command, group, option
from extractor.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from corpus.review import Item

Function = TypeVar("Function", bound=Callable[..., object])

_ROLES = ("total", "rate", "part", "plan", "history", "other")
_FIELDS = (
    "role", "fund", "beneficiary_group", "value_fen", "not_a_fact", "unit", "unit_kind", "year", "not_duplicate_of",
    "later_than",
)  # fmt: skip


def who_option(function: Function) -> Function:
    """``--who``: the person; the system's user where it is not given."""
    text = N_("Your name, as it stands beside the correction; your user name if not given.")
    return option("--who", metavar="NAME", default=user_name, help=text)(function)


def user_name() -> str:
    """The name of the system's user; a dash where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "-"


@group(
    help=N_(
        "Correct what was read: the role or fund of a sum, the unit or year of a paper, what is no such fact.\n\n"
        "Corrections are kept with who, when and why. They outlive reading the files again, with other rules too."
    )
)
def override() -> None:
    """The group itself does nothing."""


@override.command(
    "set",
    help=N_(
        "Correct a fact, or a paper's unit and year; what is counted follows at once.\n\n"
        "NAME is a fact as show prints it (3fa94c21-1-a7), or a paper: its path, title or name."
    ),
)
@click.argument("name", required=False)
@db_option
@option("--document", metavar="DOC", help=N_("The paper, in place of NAME: its path, title or name."))
@option("--role", type=click.Choice(_ROLES), help=N_("What the sum is."))
@option("--fund", metavar="FUND", help=N_("What kind of money it is, as 优待金."))
@option("--group", "beneficiary_group", metavar="GROUP", help=N_("Who it is for, as 义务兵; empty for no such group."))
@option("--value", metavar="YUAN", help=N_("The sum in yuan, where digits are masked or damaged."))
@option("--not-a-fact", is_flag=True, help=N_("There is no such sum, headcount, date or activity here."))
@option("--unit", metavar="UNIT", help=N_("The unit that wrote the paper."))
@option("--unit-kind", metavar="KIND", help=N_("What kind of unit it is, such as township."))
@option("--year", metavar="YEAR", type=click.IntRange(1949, 2100), help=N_("The year that the paper is about."))
@option("--not-duplicate-of", metavar="DOC", help=N_("The paper is no copy or version of DOC, though nearly alike."))
@option("--later-than", metavar="DOC", help=N_("The paper is the later version of DOC, which then does not count."))
@option("--confirm", is_flag=True, help=N_("You looked and it is right as it was read; review asks no more."))
@option("--why", metavar="TEXT", required=True, help=N_("The reason, as it stands beside the correction."))
@who_option
@format_option("table", "json")
def set_(name: str | None, document: str | None, db: Path, style: str, who: str, why: str, **said: Any) -> None:
    """What is not given is left as it was read."""
    from corpus.correcting import correct

    if (name is None) == (document is None):
        raise click.UsageError(_("name one thing to correct: a fact, or a paper with --document"))
    said["value_fen"] = _fen(said.pop("value"))
    confirm = said.pop("confirm")
    changes = {field: said[field] for field in _FIELDS if said[field] not in (None, False)}
    if not changes and not confirm:
        raise click.UsageError(_("say what is to be corrected, as --role or --fund; or --confirm that it is right"))
    made, grid = correct(db, name or document or "", changes, who, why)
    tell(_("correction {id} kept; take it back with: taizhang override withdraw {id}").format(id=made.id))
    print_grid(grid, style)


@override.command("list", help=N_("List the corrections, those that find no place any more too."))
@db_option
@option("--all", "withdrawn", is_flag=True, help=N_("Withdrawn ones too."))
@format_option("table", "csv", "json", "md")
def list_(db: Path, withdrawn: bool, style: str) -> None:
    """In the order in which they were made."""
    from corpus.correcting import listing

    print_grid(listing(db, withdrawn), style)


@override.command(help=N_("Take corrections back. NAME is the front of what override list prints first."))
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@db_option
@who_option
def withdraw(names: tuple[str, ...], db: Path, who: str) -> None:
    """What a correction changed is as it was read, and the corrections left are applied anew."""
    from corpus.correcting import take_back

    for name in names:
        emit([_("withdrawn: {id}").format(id=take_back(db, name, who).id)])


@override.command(help=N_("Write all corrections to FILE (.toml or .json), for other archives and for safe keeping."))
@click.argument("file", type=click.Path(path_type=Path))
@db_option
def export(file: Path, db: Path) -> None:
    """Withdrawn ones too."""
    from corpus.correcting import export as write

    count = write(db, file)
    emit([ngettext("{count} correction written to {path}", "{count} corrections written to {path}", count).format(
        count=count, path=file)])  # fmt: skip


@override.command("import", help=N_("Take in the corrections of FILE; those that are there already stay as they are."))
@click.argument("file", type=click.Path(path_type=Path))
@db_option
def import_(file: Path, db: Path) -> None:
    """All of them or, where one is not whole, none."""
    from corpus.correcting import take_in

    done = take_in(db, file)
    text = _("corrections: new {new}, known {known}, without a place {unplaced}")
    emit([text.format(new=done.new, known=done.known, unplaced=done.unplaced)])


@command(
    help=N_(
        "Go through what is in doubt, most money first: sums, papers without unit or year, arithmetic that fails.\n\n"
        "On a terminal it asks, and keeps each answer as a correction at once. Elsewhere, or with --format, it lists."
    )
)
@db_option
@option("--unit", help=N_("Only this unit and the units under it."))
@years_option
@option("--limit", type=click.IntRange(1), help=N_("How many questions at most."))
@at_option
@who_option
@option("--format", "style", type=click.Choice(["table", "json"]), help=N_("List, and ask nothing."))
def review(
    db: Path, unit: str | None, years: str, limit: int | None, at: str | None, who: str, style: str | None
) -> None:
    """An answer that was given is not asked for again."""
    from corpus.periods import parse_years
    from corpus.render.review import questions
    from corpus.review import doubts

    found = doubts(db, unit, parse_years(years) if years else (), at)
    if style is None and is_terminal():
        ask_through(db, found[:limit], who)
    else:
        print_grid(questions(found[:limit]), style or "table")


def is_terminal() -> bool:
    """Whether there is a person to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_through(db: Path, found: Sequence[Item], who: str) -> None:
    """Ask question after question until there is none left, or the person wants no more."""
    from corpus.correcting import correct
    from corpus.render import Grid, render
    from corpus.render.review import choices, entry, keys

    for number, item in enumerate(found, 1):
        click.echo(f"[{number}/{len(found)}]")
        click.echo(render(Grid((), (), entries=[entry(item)]), "table", sys.stdout.isatty()).rstrip("\n"))
        click.echo(f"  {choices(item)}")
        key = click.prompt(_("answer"), type=click.Choice(list(keys(item))), show_choices=False)
        code = keys(item)[key][0]
        if code == "quit":
            break
        if code == "skip":
            continue
        name, changes = _answer(item, code)
        why = click.prompt(_("why"), default=_("review"))
        made, _grid = correct(db, name, changes, who, why)
        click.echo(_("correction {id} kept").format(id=made.id))
    click.echo(_("done"))


def _answer(item: Item, code: str) -> tuple[str, dict[str, Any]]:
    """What an answer is about, and what it corrects there."""
    if item.later is None:
        return item.quote.name, _corrected(item, code)
    if code == "duplicate":
        return item.later.name, {"later_than": item.quote.name}
    return item.quote.name, {"later_than" if code == "later" else "not_duplicate_of": item.later.name}


def _corrected(item: Item, code: str) -> dict[str, Any]:
    """What an answer corrects, with what it takes to be whole: a total needs a fund that counts, and whole digits."""
    if code == "unit":
        return {"unit": click.prompt(_("unit"))}
    if code == "year":
        return {"year": click.prompt(_("year"), type=click.IntRange(1949, 2100))}
    if code == "not_a_fact":
        return {"not_a_fact": 1}
    if code == "confirm":
        return {}
    changes: dict[str, Any] = {"role": code}
    if code == "total":
        from extractor.model import FUNDS

        if item.reason in ("masked", "suspect"):
            changes["value_fen"] = click.prompt(_("the sum in yuan"), value_proc=_fen)
        fund = click.prompt(_("fund"), default=item.fund, type=click.Choice(FUNDS), show_choices=item.fund == "其他")
        if fund != item.fund:
            changes["fund"] = fund
    return changes


def _fen(text: str | None) -> int | None:
    """Yuan as typed (13,914.50) in fen."""
    if text is None:
        return None
    try:
        fen = Decimal(text.replace(",", "").replace("，", "")) * 100
        if fen != fen.to_integral_value() or not 0 <= fen < 10**18:
            raise InvalidOperation
    except InvalidOperation as error:
        raise click.BadParameter(_("{text} is no sum in yuan").format(text=text), param_hint="--value") from error
    return int(fen)
