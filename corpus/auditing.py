"""An audit as a whole: the waterfall, the checks within papers and across them, and the snapshot that it is of."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .archive import open_for_reading
from .audit import Waterfall, waterfall
from .audit_across import against_standards, alike, jumps, part_years
from .audit_checks import CHECKS, RESULTS, Outcome, Quote, Quotes, within_papers
from .compare import Question
from .note import Note
from .notes import notes
from .opening import opened
from .overrides import every, placed
from .queries import Paper
from .said import in_words
from .snapshot import Snapshot, snapshot
from .standards import Standard, load_standards
from .units import Units, load_units

MOST_SHOWN = 3000  # sums; with more of them than a person reads, a page holds the sums of the steps alone
JUMP = 50  # percent
# Remarks under a query on what it leaves out; the waterfall has a line for each.
_STEPS_OF_THEIR_OWN = {
    "masked", "unsure", "suspect", "planned", "no_year", "several_years", "no_unit", "civil", "other_types",
}  # fmt: skip


@dataclass(frozen=True)
class Audit:
    """What an audit found. ``quotes``: the places of the waterfall's sums, by fact; empty where there are too many."""

    waterfall: Waterfall
    outcomes: tuple[Outcome, ...]
    snapshot: Snapshot
    notes: tuple[Note, ...]
    corrections: tuple[Mapping[str, Any], ...]
    quotes: Mapping[tuple[str, int], Quote]
    papers: int

    @property
    def failed(self) -> bool:
        """Whether any check does not hold."""
        return any(outcome.result == "fails" for outcome in self.outcomes)

    def tally(self) -> dict[str, Counter[str]]:
        """How many checks of each kind came to each result."""
        found: dict[str, Counter[str]] = {}
        for kind in CHECKS:
            counted = Counter(outcome.result for outcome in self.outcomes if outcome.kind == kind)
            if counted:
                found[kind] = counted
        return found


def audit(
    db: Path, question: Question, standards: Path | None = None, jump: int = JUMP, at: str | None = None
) -> Audit:
    """Audit what ``query`` would answer. ``jump``: a change of more percent than this against the year before is told.

    Raises QuestionError, BadStandards, or ChangedArchive where ``at`` names another snapshot.
    """
    units = load_units(db)
    table = load_standards(standards) if standards else []
    with opened(open_for_reading(db), db, at, units) as connection:
        if not connection.in_transaction:
            connection.execute("BEGIN")  # all of the page is of one state of the archive
        fall = waterfall(connection, question, units)
        papers = fall.papers()
        outcomes = sorted(_outcomes(connection, fall, papers, table, units, jump), key=_order)
        return Audit(
            fall,
            tuple(outcomes),
            snapshot(connection, units),
            tuple(note for note in notes(connection, fall.answer) if note.code not in _STEPS_OF_THEIR_OWN),
            tuple(_corrections(connection, {paper.id for paper in papers})),
            _quotes(connection, fall),
            len(papers),
        )


def _outcomes(
    connection: sqlite3.Connection,
    fall: Waterfall,
    papers: Sequence[Paper],
    standards: Sequence[Standard],
    units: Units,
    jump: int,
) -> Iterator[Outcome]:
    yield from within_papers(connection, papers)
    yield from part_years(connection, fall.answer, papers)
    yield from alike(connection, fall.answer, papers)
    yield from jumps(fall.answer, fall.answer.by_unit, jump)
    if standards:
        yield from against_standards(connection, papers, standards, units)


def _order(outcome: Outcome) -> tuple[int, int, int]:
    """What fails first, the largest difference first; within a kind."""
    return RESULTS.index(outcome.result), list(CHECKS).index(outcome.kind), -abs(outcome.difference or 0)


def _corrections(connection: sqlite3.Connection, papers: set[str]) -> Iterator[dict[str, Any]]:
    """The corrections that hold for these papers, with what each is about."""
    places = placed(connection)
    for override in every(connection):
        where = places.get(override.id)
        if where and where[0] in papers:
            yield {**in_words(override), "text": override.text, "summary": where[0]}


def _quotes(connection: sqlite3.Connection, fall: Waterfall) -> dict[tuple[str, int], Quote]:
    gathered = fall.answer.gathered
    papers = {**gathered.papers, **gathered.others}
    facts = {(fact.summary, fact.id) for step in fall.steps for fact in step.facts}
    if len(facts) > MOST_SHOWN:
        return {}
    quotes = Quotes(connection)
    found = {key: quotes.fact(papers[key[0]], "amount", key[1]) for key in facts}
    return {key: quote for key, quote in found.items() if quote}
