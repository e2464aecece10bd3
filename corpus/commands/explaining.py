"""The command that gives reasons: explain."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corpus.commands.options import db_option, emit, format_option, patterns_option, tell, told_options
from corpus.console import command, option, os_message
from extractor.i18n import N_


@command(
    help=N_(
        "Show how facts came to be: tokens, rules and their words, cues that applied and that did not, arithmetic.\n\n"
        "NAME is a file, of which all amounts are explained or the fact that --fact names; or a fact, summary or "
        "document of the archive as show and search print it (3fa94c21-1-a7), whose file is read again where it "
        "lies.\n\n"
        "Exit code 2 if the file is gone or cannot be read."
    )
)
@click.argument("name")
@option("--fact", metavar="FACT", help=N_("Only this fact: 7 or a7 (amount 7), h3, d1, v2; 2-a7 in summary 2."))
@db_option
@told_options
@patterns_option
@format_option("tree", "json")
def explain(
    name: str, fact: str | None, db: Path, unit: str | None, year: int | None, patterns: str | None, style: str
) -> int:
    """A file that lies there is meant before a name of the archive."""
    from corpus.bundles import read_file
    from corpus.reasons import Reread, reread
    from corpus.render.reasons import WRITERS
    from extractor import explain_file, load_rules
    from extractor.model import Told

    if Path(name).is_file():
        asked = Reread(Path(name), name, Told(unit=unit, year=year), fact)
    else:
        asked = reread(db, name, fact)
    rules = load_rules(patterns)
    for remark in asked.remarks(rules.version):
        tell(remark)
    try:
        data = read_file(asked.path)
    except OSError as error:
        tell(os_message(str(asked.path), error))
        return 2
    found = explain_file(asked.source, data, told=asked.told, rules=rules, fact=asked.fact)
    emit(WRITERS[style](found, terminal=sys.stdout.isatty()))
    return 0
