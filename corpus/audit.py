"""The waterfall from all money seen to the total counted: every amount falls at one step, the first that bars it.

What is left at the end is what ``query`` prints, for both ask ``compare`` which papers and units speak for a year.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractor.i18n import N_

from .compare import NO_YEAR, Answer, Entry, Question, ask
from .decision import NOT_A_FACT
from .figures import Figure, add
from .queries import Paper
from .units import Units

SEEN, DERIVED, COUNTED, TOTAL = "seen", "derived", "counted", "total"
# The steps down from all money seen, in the order in which they are taken, with what the reader is told of each.
BY_FACT = {
    "rate": N_("rates: so much for each"),
    "part": N_("parts of a sum that is counted"),
    "plan": N_("planned, applied for, not yet paid"),
    "other_period": N_("money of other years"),
    "not_subsidy": N_("no subsidies: work costs, building, other money"),
    "masked": N_("digits masked"),
    "suspect": N_("digits damaged or unreadable"),
    "unsure": N_("not sure what it is"),
    "repeat": N_("told twice"),
    NOT_A_FACT: N_("no such sum, a person says"),
}
BY_PAPER = {
    "civil": N_("relief to civilians, kept apart"),
    "other_types": N_("in plans, notices and other papers that report no work done"),
    "no_unit": N_("in papers whose unit is not known"),
    "no_year": N_("in papers whose year is not known"),
    "several_years": N_("for several years together"),
    "other_years": N_("for years that are not asked about"),
    "duplicate": N_("in earlier versions or copies of a paper that is used"),
    "part_year": N_("in papers on a part of the year, where one on the whole year is used"),
    "overlap": N_("in papers on the same months as another one that is used"),
    "lower": N_("of units under a unit that reported itself"),
    "unplaced": N_("of units that may stand under another one; the units file does not say"),
}
STEPS = {
    SEEN: N_("All money seen in the text"),
    **BY_FACT,
    DERIVED: N_("worked out from a rate and heads"),
    COUNTED: N_("Counts as subsidies"),
    **BY_PAPER,
    TOTAL: N_("Total subsidies, as query prints them"),
}
SUMS = (SEEN, COUNTED, TOTAL)  # the lines that the others lead to


class Money(NamedTuple):
    """An amount as the waterfall takes it. ``value`` is in fen; None where the digits are masked."""

    summary: str
    id: int
    text: str
    value: int | None
    bound: str
    counts: int
    why_not: str | None
    derived: int
    scope: str
    year: int | None

    @property
    def figure(self) -> Figure:
        about = self.bound in ("about", "under")
        return Figure(self.value or 0, 1, int(self.bound == "over"), int(about))


@dataclass(frozen=True)
class Step:
    """A line of the waterfall. ``sign``: -1 taken off, 1 added, 0 a sum of the lines above."""

    code: str
    sign: int
    figure: Figure
    facts: tuple[Money, ...]


@dataclass(frozen=True)
class Waterfall:
    """The steps of one question; ``answer`` is what ``query`` makes of the same question."""

    answer: Answer
    steps: tuple[Step, ...]

    @property
    def total(self) -> Figure:
        """The last line: the figure that ``query`` prints."""
        return self.steps[-1].figure

    def papers(self) -> list[Paper]:
        """The papers that the waterfall is about, those not used too."""
        among = {fact.summary for fact in self.steps[0].facts} | set(self.answer.gathered.papers)
        gathered = self.answer.gathered
        known = {**gathered.papers, **gathered.others}
        return [paper for key, paper in sorted(known.items()) if key in among and in_view(self.answer, paper)]


_AMOUNTS = """SELECT summary, id, text, coalesce(value_fen, low_fen), bound, counts, why_not, derived, scope, year
FROM amount ORDER BY summary, id"""


def waterfall(connection: sqlite3.Connection, question: Question, units: Units) -> Waterfall:
    """The waterfall to the total that ``question`` asks for. Raises QuestionError where it names what there is not."""
    answer = ask(connection, replace(question, measure="subsidies", by="unit"), units)
    entries = {(e.summary, e.year, e.scope): e for e in answer.entries if e.figure.facts}
    gathered = answer.gathered
    known = {**gathered.papers, **gathered.others}
    fallen: dict[str, list[Money]] = defaultdict(list)
    for row in connection.execute(_AMOUNTS):
        fact = Money(*row)
        paper = known.get(fact.summary)
        if paper is not None and _concerns(answer, paper, fact):
            fallen[step_of(answer, fact, paper, entries)].append(fact)
    *steps, last = _steps(fallen)
    total = replace(last, figure=last.figure + Figure(corrected=_corrected(answer)))
    return Waterfall(answer, (*steps, total))


def _corrected(answer: Answer) -> int:
    """How many facts of the total a person's corrections touched."""
    entries = [e for e in answer.entries if e.figure.corrected and e.taken and e.column in answer.columns]
    inside = [e for e in entries if e.column in answer.tops and e.unit in answer.tops[e.column].units]
    return sum(entry.figure.corrected for entry in inside if answer.gathered.in_scope(entry))


def in_view(answer: Answer, paper: Paper) -> bool:
    """Whether a paper is of the units and years asked about; one without year is, where no year is named."""
    years = answer.question.years
    return answer.gathered.is_about(paper) and (not years or paper.year in years)


def step_of(answer: Answer, fact: Money, paper: Paper, entries: dict[tuple[str, int | None, str], Entry]) -> str:
    """Where an amount falls: the first step that bars it, or the total."""
    if not fact.counts:
        return fact.why_not if fact.why_not in BY_FACT else "unsure"
    if answer.question.scope not in ("all", fact.scope):
        return "civil"
    if paper.id in answer.gathered.others:
        return "other_types"
    entry = entries[fact.summary, fact.year, fact.scope]
    if entry.unit is None:
        return "no_unit"
    if not entry.taken:
        return _not_taken(answer, paper, entry)
    if entry.column not in answer.columns:
        return "other_years"
    tops = answer.tops[entry.column]
    return TOTAL if entry.unit in tops.units else "unplaced" if entry.unit in tops.unplaced else "lower"


def _not_taken(answer: Answer, paper: Paper, entry: Entry) -> str:
    from .choose import WHOLE, span

    if paper.id in answer.gathered.doubles:
        return "duplicate"
    if entry.year is None or entry.column == NO_YEAR:
        return "several_years" if "/" in (paper.period or "") else "no_year"
    chosen = answer.gathered.chosen[entry.unit or "", entry.year]
    whole = bool(chosen.taken) and span(chosen.taken[0], entry.year) == WHOLE
    return "part_year" if whole and span(paper, entry.year) != WHOLE else "overlap"


def _concerns(answer: Answer, paper: Paper, fact: Money) -> bool:
    """Whether the question is about this amount: it is of a paper in view, or counts for a year that is."""
    if in_view(answer, paper):
        return True
    years = answer.question.years
    return bool(fact.counts and fact.year in years and answer.gathered.is_about(paper))


def _steps(fallen: dict[str, list[Money]]) -> Iterator[Step]:
    everything = [fact for facts in fallen.values() for fact in facts]
    counted = [fact for code in (*BY_PAPER, TOTAL) for fact in fallen[code]]
    yield _step(SEEN, 0, [fact for fact in everything if not fact.derived])
    for code in BY_FACT:
        yield _step(code, -1, [fact for fact in fallen[code] if not fact.derived])
    # what was computed and does not count is in neither line, for it never stood in the text
    yield _step(DERIVED, 1, [fact for fact in counted if fact.derived])
    yield _step(COUNTED, 0, counted)
    for code in BY_PAPER:
        yield _step(code, -1, fallen[code])
    yield _step(TOTAL, 0, fallen[TOTAL])


def _step(code: str, sign: int, facts: list[Money]) -> Step:
    return Step(code, sign, add(fact.figure for fact in facts), tuple(facts))
