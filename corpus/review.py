"""What a person should look at, most money first: doubtful sums, papers without unit or year, checks that fail.

What was answered once, even by "it is right as it is", is asked no more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from extractor.i18n import N_

from .archive import open_for_reading
from .audit_checks import Outcome, Quote, Quotes, within_papers
from .duplicates import find
from .opening import opened
from .queries import Paper, papers
from .units import Units, load_units

REASONS = {
    "unsure": N_("not sure what it is"),
    "suspect": N_("digits look damaged"),
    "masked": N_("digits masked"),
    "repeat": N_("looks told twice"),
    "no_unit": N_("unit not known"),
    "no_year": N_("year not known"),
    "check": N_("the arithmetic fails"),
    "open_rate": N_("a rate, and no total is counted with it"),
    "duplicate": N_("nearly the same as a later paper, which counts in its place"),
}
DOUBTS = ("unsure", "suspect", "masked", "repeat")


@dataclass(frozen=True, slots=True)
class Item:
    """A question to a person. ``fen``: the money that hangs on it; ``fund``: the fund of the sum, if it is one.

    ``quote`` is the fact or paper that an answer corrects; ``check`` what fails, where that is the question; ``later``
    the paper that counts in its place, where the question is whether it is nearly the same.
    """

    reason: str
    fen: int
    quote: Quote
    fund: str = ""
    role: str = ""
    check: Outcome | None = None
    later: Quote | None = None

    @property
    def is_paper(self) -> bool:
        """Whether it asks about a paper's unit or year, and not about a sum."""
        return self.reason in ("no_unit", "no_year")


def doubts(db: Path, unit: str | None, years: Sequence[int], at: str | None = None) -> list[Item]:
    """The questions about an archive. Raises ChangedArchive where ``at`` names another snapshot."""
    units = load_units(db)
    with opened(open_for_reading(db), db, at, units) as connection:
        return items(connection, units, unit, years)


def items(
    connection: sqlite3.Connection, units: Units, unit: str | None = None, years: Sequence[int] = ()
) -> list[Item]:
    """The questions about papers of a unit (with those under it) and of some years, most money first."""
    among = units.under(units.resolve(unit) or unit) if unit else None
    asked = [
        paper
        for paper in papers(connection)
        if (among is None or units.resolve(paper.unit) in among) and (not years or paper.year in years)
    ]
    # What is said of two papers answers no other question about them.
    answered = """SELECT f.summary, f.kind, f.fact FROM override_fact f JOIN override o ON o.id = f.override
WHERE o.not_duplicate_of IS NULL AND o.later_than IS NULL"""
    done = set(connection.execute(answered).fetchall())
    questions = chain(_all(connection, asked, done), _duplicates(connection, asked, units))
    return sorted(questions, key=lambda item: (-item.fen, list(REASONS).index(item.reason), item.quote.name))


def _all(connection: sqlite3.Connection, asked: list[Paper], done: set[tuple[str, str, int]]) -> Iterator[Item]:
    by_id = {paper.id: paper for paper in asked}
    quotes = Quotes(connection)
    for paper in asked:
        for reason in _open_fields(paper):
            if (paper.id, "summary", 0) not in done:
                yield Item(reason, paper.subsidy_fen, quotes.paper(paper))
    seen = set[tuple[str, int]]()
    marks = ", ".join("?" * len(DOUBTS))
    sql = f"""SELECT summary, id, why_not, coalesce(value_fen, low_fen, 0), fund, role FROM amount
WHERE why_not IN ({marks}) AND derived = 0 ORDER BY summary, id"""
    for summary, number, reason, fen, fund, role in connection.execute(sql, DOUBTS).fetchall():
        asked_about = summary in by_id and (summary, "amount", number) not in done
        if asked_about and (quote := quotes.fact(by_id[summary], "amount", number)):
            seen.add((summary, number))
            yield Item(reason, fen, quote, fund, role)
    yield from _checks(connection, asked, done, seen)


def _duplicates(connection: sqlite3.Connection, asked: list[Paper], units: Units) -> Iterator[Item]:
    """Papers that do not count for being nearly the same as another one, until a person has said which is right."""
    by_id = {paper.id: paper for paper in papers(connection)}
    among = {paper.id for paper in asked}
    quotes = Quotes(connection)
    for earlier, pair in find(connection, list(by_id.values()), units).items():
        if earlier in among and pair.why != "person":
            paper, later = by_id[earlier], by_id[pair.later]
            yield Item("duplicate", paper.subsidy_fen, quotes.paper(paper), later=quotes.paper(later))


def _open_fields(paper: Paper) -> Iterator[str]:
    """The doubts about a paper itself; one on several years has no one year to be asked for."""
    if paper.unit is None:
        yield "no_unit"
    if paper.year is None and "/" not in (paper.period or ""):
        yield "no_year"


def _checks(
    connection: sqlite3.Connection, asked: list[Paper], done: set[tuple[str, str, int]], seen: set[tuple[str, int]]
) -> Iterator[Item]:
    """Sums whose arithmetic fails, and rates that no total goes with, each asked about once."""
    derived = set(connection.execute("SELECT summary, derived_rate FROM amount WHERE derived = 1").fetchall())
    for outcome in within_papers(connection, asked):
        rate = outcome.kind == "rate_times_heads"
        amounts = [quote for quote in outcome.quotes if "-a" in quote.name]
        if not amounts or outcome.result == "holds":
            continue
        quote = amounts[0] if outcome.result == "unknown" else amounts[-1] if rate else amounts[0]
        summary, _hyphen, fact = quote.name.rpartition("-a")
        key = (summary, int(fact))
        wanted = outcome.result == "fails" or (rate and key not in derived)
        if wanted and key not in seen and (summary, "amount", int(fact)) not in done:
            seen.add(key)
            fund, role = connection.execute(
                "SELECT fund, role FROM amount WHERE summary = ? AND id = ?", key
            ).fetchone()
            reason = "check" if outcome.result == "fails" else "open_rate"
            yield Item(reason, abs(outcome.stated or outcome.expected or 0), quote, fund, role, outcome)
