"""The command that judges drafts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.commands.files import Reading
from corpus.commands.options import (
    emit,
    format_option,
    judging_options,
    output_option,
    patterns_option,
    tell,
    told_options,
)
from corpus.console import command
from extractor.i18n import N_, _
from extractor.labels import LEVELS, UNIT_KINDS

if TYPE_CHECKING:
    from corpus.render.findings import Checked


@command(
    help=N_(
        "Look through drafts as a careful colleague would: what is missing, what does not add up, what was left over "
        "from another year, what form it breaks; the worst first.\n\n"
        "With --db also what earlier papers of the unit, or of its kind, had and the draft has not. Several drafts "
        "are followed by a roll call: which unit lacks which section, and who of the roster handed in nothing; csv "
        "prints only that.\n\n"
        "Exit code 1 if anything of --level or worse is found."
    )
)
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...", type=click.Path())
@told_options
@judging_options
@patterns_option
@format_option("text", "json", "html", "md", "csv")
@output_option
def check(
    drafts: tuple[str, ...],
    unit_kind: str | None,
    unit: str | None,
    year: int | None,
    db: Path | None,
    names: Path | None,
    copy: Path | None,
    ignore: tuple[str, ...],
    level: str | None,
    config: Path | None,
    patterns: str | None,
    style: str,
    output: str | None,
) -> int:
    """Every summary of every draft is checked by itself."""
    from corpus.checking import check_drafts, roster
    from corpus.remarks import write_commented
    from corpus.render.drafts import lines
    from corpus.render.roll_call import roll_call
    from corpus.settings import load_settings
    from extractor import asked_sections, finding_codes

    if unit_kind is not None and unit_kind not in UNIT_KINDS:
        text = _("{kind} is not a kind of unit. The kinds are: {kinds}")
        raise click.BadParameter(text.format(kind=unit_kind, kinds=", ".join(UNIT_KINDS)), param_hint="--unit-kind")
    reader = Reading(drafts, unit, year, patterns, output)
    codes = finding_codes(reader.rules)
    _known(ignore, codes)
    settings = load_settings(config, codes)
    ignored = settings.ignore | set(ignore)
    if copy is not None and len(drafts) != 1:
        raise click.UsageError(_("--annotate takes one draft; {count} were named.").format(count=len(drafts)))
    checked = list(check_drafts(reader.documents(), reader.rules, unit_kind, db, ignored))
    asked = [asked_sections(one.summary, reader.rules, one.unit_kind) for one in checked]
    called = roll_call(checked, asked, roster(db, names), "missing-section" not in ignored, reader.failed)
    emit(lines(checked, called, style, terminal=output is None and sys.stdout.isatty()), output, style == "text")
    for note in called.notes if style == "csv" else ():
        tell(note.text)
    if copy is not None and checked:
        write_commented(drafts[0], checked, copy)
    return reader.exit_code() or int(_counts(checked, level or settings.level))


def _known(ignore: Sequence[str], codes: Sequence[str]) -> None:
    """Raise click.BadParameter for a code that no finding has."""
    for code in ignore:
        if code not in codes:
            text = _("{code} is no code of a finding. The codes are: {codes}")
            raise click.BadParameter(text.format(code=code, codes=", ".join(codes)), param_hint="--ignore")


def _counts(checked: Sequence[Checked], level: str) -> bool:
    """Whether anything of the level or worse was found."""
    counting = tuple(LEVELS)[: tuple(LEVELS).index(level) + 1]
    return any(finding.level in counting for one in checked for finding in one.findings)
