"""The command line: the program, and where each command is. Commands parse, call and print; corpus/commands/ has them.

Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 findings or failed files, 2 could not run;
a command returns its code (None is 0). Help texts are marked with ``N_`` and translated when they are shown.
"""

from __future__ import annotations

import gc
import os
import sys

import click

from corpus import __version__
from corpus.console import Commands, Option, Program, lang_option
from extractor.i18n import N_

# A command's module is imported when the command is named, and what the command needs when it runs.
PLACES = {
    "extract": "corpus.commands.reading",
    "ingest": "corpus.commands.reading",
    "remove": "corpus.commands.reading",
    "formats": "corpus.commands.reading",
    "query": "corpus.commands.asking",
    "show": "corpus.commands.asking",
    "search": "corpus.commands.asking",
    "units": "corpus.commands.asking",
    "check": "corpus.commands.checking",
    "eval": "corpus.commands.judging",
    "explain": "corpus.commands.explaining",
    "rules": "corpus.commands.judging",
    "override": "corpus.commands.correcting",
    "review": "corpus.commands.correcting",
    "audit": "corpus.commands.auditing",
    "snapshot": "corpus.commands.auditing",
    "duplicates": "corpus.commands.keeping",
    "runs": "corpus.commands.keeping",
    "files": "corpus.commands.keeping",
    "backup": "corpus.commands.keeping",
    "verify": "corpus.commands.keeping",
}


@click.group(
    cls=Program,
    commands=Commands(PLACES),
    params=[lang_option()],
    help=N_("A ledger out of archived work summaries: amounts, heads, dates and activities, each with its sentence."),
)
@click.version_option(__version__, message="taizhang %(version)s", cls=Option, help=N_("Show the version."))
def taizhang() -> None:
    """The group itself does nothing; its help stands in the decorator, where the catalogues find it."""


def main() -> None:
    """The console script: UTF-8 out on every system, one thread of BLAS (numpy comes with spaCy), then the program."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        taizhang.main()
    finally:
        gc.freeze()  # all goes with the process; Python would walk through it twice before it ends


if __name__ == "__main__":
    main()
