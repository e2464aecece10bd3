"""``make eval``: score the program on the gold set, its two halves apart, and compare with the figures last kept.

The rules may be written with the tuned half; the untouched half only measures. So nothing of its texts is shown:
neither faults nor changes, but their number, unless ``--show-untouched`` asks for them, which is for the one who
looks into a measurement and not for whoever writes rules.

Exit code 1 where a right fact was lost or a wrong one came since ``figures.json`` was kept. A change that means to
pay that price keeps the new figures with ``make eval ARGS=--accept``, and its message says why.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.kept import Records, keep_figures, load_figures
from corpus.render import render
from corpus.render.scores import change_lines, figures_grid, misses_grid
from extractor import evaluate, load_rules
from extractor.errors import TaizhangError
from extractor.figures import Evaluation

GOLD = Path(__file__).resolve().parents[1] / "gold"
FIGURES = "figures.json"
# The halves, and whether their texts may be shown.
HALVES = {"tuned": True, "more": True, "real": True, "batch": True, "untouched": False}


def places(gold: Path, half: str) -> list[str]:
    """The annotation files of one half: its passages, and the folder of its documents."""
    among = (gold / f"passages-{half}.json", gold / "documents" / half)
    return [str(path) for path in among if path.exists()]


def report(half: str, done: Evaluation, before: dict[str, Any] | None, named: bool) -> bool:
    """Print one half's figures, faults and changes; whether something is lost."""
    print(render(figures_grid(done.record["figures"], f"== {half}: {len(done.scores.entries)} summaries"), "table"))
    misses = done.misses()
    print(render(misses_grid(misses), "table") if named and misses else f"{len(misses)} faults")
    if before is None:
        print("no figures kept yet; keep these with: make eval ARGS=--accept")
        return False
    changes = done.since(before)
    print(*change_lines(changes, named=named), "", sep="\n")
    return any(change.loss for change in changes)


def run(arguments: Sequence[str], gold: Path = GOLD) -> int:
    """All halves; the exit code."""
    parser = argparse.ArgumentParser(
        prog="make eval", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--accept", action="store_true", help="keep these figures in figures.json")
    parser.add_argument("--show-untouched", action="store_true", help="name the untouched half's faults and changes")
    options = parser.parse_args(arguments)
    kept = gold / FIGURES
    rules = load_rules()
    try:
        before: Records = load_figures(kept) if kept.exists() else {}
        done = {half: evaluate(found, rules) for half in HALVES if (found := places(gold, half))}
        if not done:
            print(f"{gold}: there is no gold set here", file=sys.stderr)
            return 2
        lost = [
            report(half, one, before.get(half), HALVES[half] or options.show_untouched) for half, one in done.items()
        ]
        if options.accept:
            keep_figures(kept, {half: one.record for half, one in done.items()})
            print(f"kept in {FIGURES}; the commit's message says what was gained and lost, and why")
            return 0
    except TaizhangError as error:
        print(error, file=sys.stderr)
        return 2
    if any(lost):
        print("facts were lost that this change does not state: mend it, or keep the new figures and say why: ", end="")
        print("make eval ARGS=--accept")
    return int(any(lost))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
