"""What several commands share: their options, and printing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.console import option
from extractor.i18n import CONTROLS, N_
from extractor.labels import LEVELS

if TYPE_CHECKING:
    from corpus.render import Grid

Function = TypeVar("Function", bound=Callable[..., object])


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


def emit(lines: Iterable[str], output: str | None = None, styled: bool = False) -> None:
    """Write lines to stdout or, whole or not at all, to a file in UTF-8.

    A terminal gets no control characters, but of lines that are ``styled`` and were freed of others' before.
    """
    if output is not None:
        from corpus.whole import replacing

        with replacing(Path(output)) as making, making.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        return
    shown = not styled and sys.stdout.isatty()
    with click.open_file("-", "w", encoding="utf-8") as file:
        for line in lines:
            file.write((CONTROLS.sub("", line) if shown else line) + "\n")


def tell(text: str) -> None:
    """Say something on stderr, without control characters that a file's name may hold."""
    click.echo(CONTROLS.sub("", text), err=True)


def db_option(function: Function) -> Function:
    """``--db``: which archive."""
    text = N_("The archive's file.")
    return option(
        "--db", metavar="FILE", type=click.Path(path_type=Path), default="taizhang.db", show_default=True, help=text
    )(function)


def at_option(function: Function) -> Function:
    """``--at``: refuse to run on a changed archive."""
    text = N_("Run only where the archive still has this snapshot; see taizhang snapshot.")
    return option("--at", metavar="HASH", help=text)(function)


def years_option(function: Function) -> Function:
    """``--year`` of questions: one year, a span or a list."""
    text = N_("Only these years: 2021, 2019..2022, or 2019,2021.")
    return option("--year", "years", metavar="YEARS", default="", help=text)(function)


def filter_options(function: Function) -> Function:
    """What narrows a question; ``query`` and ``show`` take the same."""
    measures, scopes = ("subsidies", "amounts", "headcounts", "activities"), ("service", "civil", "all")
    directions = ("to_service", "to_public", "all")
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
        (
            ["--direction"],
            N_("Money to soldiers, families and veterans, or what troops give to the public."),
            {"type": directions, "default": "all"},
        ),
        (["--period"], N_("Only papers on: year, first-half, second-half, or an EDTF period as 2017/2020."), {}),
        (["--documents"], N_("Types of papers to take, or all."), {"default": "summary,report"}),
        (["--in", "money_in"], N_("Show money in 元 or 万元."), {"type": ("yuan", "wan"), "default": "yuan"}),
    ]
    for names, text, given in reversed(options):
        kind = click.Choice(given.pop("type")) if "type" in given else None
        function = option(*names, type=kind, help=text, show_default="default" in given, **given)(function)
    return years_option(function)


def judging_options(function: Function) -> Function:
    """What a draft is judged by, and what counts."""
    path: dict[str, Any] = {"metavar": "FILE", "type": click.Path(path_type=Path)}
    options: list[tuple[list[str], str, dict[str, Any]]] = [
        (["--unit-kind"], N_("Kind of unit, such as township; told from the text if not given."), {"metavar": "KIND"}),
        (["--db"], N_("An archive to learn from; none is needed."), path),
        (["--roster", "names"], N_("A units file: who is to hand in. With --db the archive's own."), path),
        (
            ["--ignore"],
            N_("Leave out findings of this code; may be given again."),
            {"metavar": "CODE", "multiple": True},
        ),
        (
            ["--level"],
            N_("The least that counts for the exit code; warning if neither this nor the settings say."),
            {"type": click.Choice(tuple(LEVELS))},
        ),
        (["--annotate", "copy"], N_("Write a copy of the one .docx draft with a Word comment at each finding."), path),
        (["--config"], N_("Settings (ignore, level); taizhang.toml in this folder if not given."), path),
    ]
    for names, text, given in reversed(options):
        function = option(*names, help=text, **given)(function)
    return function


def print_grid(grid: Grid, style: str, bom: bool = False) -> None:
    """A grid on stdout; on a terminal it is fitted to the screen. Remarks that csv has no place for go to stderr."""
    from corpus.render import render

    text = render(grid, style, terminal=sys.stdout.isatty())
    emit((("\ufeff" if bom else "") + text).removesuffix("\n").split("\n"), styled=style == "table")
    if style == "csv":
        for note in grid.notes:
            tell(note.text)
