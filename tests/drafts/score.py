"""Scores what a checker found in the drafts against what a careful colleague finds there.

python -m tests.drafts.load build/drafts
taizhang check build/drafts/*.docx --format json | python -m tests.drafts.score -

Precision and recall of the missing sections, false alarms (errors and warnings on clean drafts), and for each code what
was hit, missed and found beyond. The tuned and the held-out drafts are counted apart; only the tuned ones' misses and
extras are listed, for a held-out draft that someone looks into is one no more.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.drafts.load import Draft, Expected, drafts

Finding = Mapping[str, Any]
ALARMS = ("error", "warning")


@dataclass
class Score:
    """The tally of a group of drafts. The counters count findings by code."""

    drafts: int = 0
    clean: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    extras: Counter[str] = field(default_factory=Counter)
    other_level: Counter[str] = field(default_factory=Counter)
    false_alarms: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    def precision(self, *codes: str) -> float:
        """Of what was found, the share that was to be found; of all codes where none is named. 1.0 of nothing."""
        return _share(_count(self.hits, codes), _count(self.extras, codes))

    def recall(self, *codes: str) -> float:
        """Of what was to be found, the share that was found; of all codes where none is named. 1.0 of nothing."""
        return _share(_count(self.hits, codes), _count(self.misses, codes))


def _count(counter: Counter[str], codes: tuple[str, ...]) -> int:
    return sum(counter[code] for code in codes or counter)


def _share(hits: int, others: int) -> float:
    return hits / (hits + others) if hits + others else 1.0


def score(group: Iterable[Draft], found: Mapping[str, Sequence[Finding]]) -> Score:
    """Score the findings, told by the draft's name. KeyError where a draft's are not given."""
    tally = Score()
    for draft in group:
        _score_draft(draft, found[draft.name], tally)
    return tally


def _score_draft(draft: Draft, found: Sequence[Finding], tally: Score) -> None:
    """Pair each finding with what was expected. Saying a thing twice is neither a second hit nor an extra."""
    tally.drafts += 1
    tally.clean += draft.clean
    open_ = sorted(draft.expected, key=lambda expected: expected.optional)
    met: list[Expected] = []
    for finding in found:
        expected = next((expected for expected in open_ if fits(finding, expected)), None)
        if expected:
            open_.remove(expected)
            met.append(expected)
            _meet(draft, finding, expected, tally)
        elif not any(fits(finding, expected) for expected in met):
            _exceed(draft, finding, tally)
    for expected in open_:
        if not expected.optional:
            tally.misses[expected.code] += 1
            tally.details.append(f"{draft.name}: missed {expected.code} {expected.section or ''} {_words(expected)}")


def fits(finding: Finding, expected: Expected) -> bool:
    """Is this the thing expected: the same code and section, at the words meant or at a part of what is around them?"""
    if finding["code"] != expected.code:
        return False
    section = finding.get("section")
    if section and expected.section:
        return bool(section == expected.section)
    if not expected.texts:
        return not expected.section
    marked = (finding.get("text") or "").strip()
    return bool(marked) and any(text in marked or marked in (expected.around or text) for text in expected.texts)


def _meet(draft: Draft, finding: Finding, expected: Expected, tally: Score) -> None:
    if expected.optional:
        return
    tally.hits[expected.code] += 1
    if finding["level"] != expected.level:
        tally.other_level[expected.code] += 1
        tally.details.append(f"{draft.name}: {expected.code} told as {finding['level']}, not {expected.level}")


def _exceed(draft: Draft, finding: Finding, tally: Score) -> None:
    tally.extras[finding["code"]] += 1
    words = f"{finding['code']} {finding.get('section') or ''} {finding.get('text') or ''}"
    alarm = draft.clean and finding["level"] in ALARMS
    tally.details.append(f"{draft.name}: {'FALSE ALARM' if alarm else 'extra'} {words}")
    if alarm:
        tally.false_alarms.append(f"{draft.name}: {words}")


def _words(expected: Expected) -> str:
    return " / ".join(expected.texts)


def report(name: str, tally: Score, details: bool) -> str:
    """The tally as a page of text, with each miss and extra where ``details`` asks for them."""
    missing = "missing-section"
    lines = [
        f"{name}: {tally.drafts} drafts, {tally.clean} of them clean",
        f"  missing sections: precision {tally.precision(missing):.3f}, recall {tally.recall(missing):.3f}",
        f"  false alarms (errors and warnings on clean drafts): {len(tally.false_alarms)}",
        f"  all codes: precision {tally.precision():.3f}, recall {tally.recall():.3f}",
        f"  {'code':<22}{'hits':>6}{'misses':>8}{'extras':>8}{'other level':>13}",
    ]
    lines += [
        f"  {code:<22}{tally.hits[code]:>6}{tally.misses[code]:>8}{tally.extras[code]:>8}{tally.other_level[code]:>13}"
        for code in sorted({*tally.hits, *tally.misses, *tally.extras})
    ]
    return "\n".join([*lines, *(f"    {detail}" for detail in tally.details if details)])


def by_name(objects: Iterable[Mapping[str, Any]]) -> dict[str, list[Finding]]:
    """The findings of ``taizhang check --format json``, by the name of the draft's file without its ending.

    A draft that was read as several summaries has one object for each of them; their findings are put together.
    """
    found: dict[str, list[Finding]] = {}
    for told in objects:
        found.setdefault(Path(told["source"]).stem, []).extend(told["findings"])
    return found


def main(arguments: list[str]) -> int:
    """Print the scores of the findings in the file named (``-``: standard input); the exit code."""
    if len(arguments) != 1:
        print("which file holds the findings, as `taizhang check --format json` prints them?", file=sys.stderr)
        return 2
    text = sys.stdin.read() if arguments[0] == "-" else Path(arguments[0]).read_text(encoding="utf-8")
    found = by_name(json.loads(text))
    absent = [draft.name for draft in drafts() if draft.name not in found]
    if absent:
        print(f"{arguments[0]}: no findings of {', '.join(absent)}: check these drafts too", file=sys.stderr)
        return 2
    print(report("tuned", score([draft for draft in drafts() if not draft.held_out], found), details=True))
    print(report("held out", score([draft for draft in drafts() if draft.held_out], found), details=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
