"""The arithmetic that papers were put to, each check with the sentences it is about: within one paper."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.i18n import N_

from .names import KINDS
from .queries import Paper

# What is checked, in the order of the report; the first four are within a paper.
CHECKS = {
    "rate_times_heads": N_("a rate times the heads"),
    "parts_of_whole": N_("the parts of a sum"),
    "heads_of_whole": N_("the parts of a number of heads"),
    "percent": N_("a percentage"),
    "half_year": N_("a part of the year against the whole year"),
    "same_figures": N_("the same sums in two papers"),
    "same_wording": N_("the same sentence and sum in two papers"),
    "jump": N_("against the year before"),
    "standard": N_("a rate against the standard"),
}
RESULTS = ("fails", "unknown", "holds")
_VALUES = {"amount": "value_fen", "headcount": "value"}
_LETTERS = {kind: letter for letter, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Quote:
    """A place that a check is about: a fact with its sentence, or (no ``sentence``) a paper as a whole.

    ``value`` is an amount's in fen, a headcount's in heads.
    """

    name: str
    unit: str | None
    year: int | None
    file: str
    text: str = ""
    sentence: str = ""
    paragraph: int | None = None
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check and what came of it. ``expected``, ``stated`` and ``difference`` are in fen, or heads where ``heads``.

    ``said`` is a message of its own for the reader, which ``fields`` and ``sums`` (in fen) fill.
    """

    kind: str
    result: str
    quotes: tuple[Quote, ...]
    expected: int | None = None
    stated: int | None = None
    heads: bool = False
    said: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    sums: Mapping[str, int | tuple[int, ...]] = field(default_factory=dict)

    @property
    def difference(self) -> int | None:
        """Stated less expected; None where one of the two is not known."""
        return None if self.expected is None or self.stated is None else self.stated - self.expected


class Quotes:
    """Looks places up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._files = dict(connection.execute("SELECT document, min(path) FROM path GROUP BY document").fetchall())

    def fact(self, paper: Paper, kind: str, number: int) -> Quote | None:
        """An amount or headcount of a paper with its sentence; None where it is not there."""
        row = self._connection.execute(
            f"SELECT f.text, t.text, f.block, f.{_VALUES[kind]} FROM {kind} f"
            " JOIN sentence t ON t.summary = f.summary AND t.ordinal = f.sentence WHERE f.summary = ? AND f.id = ?",
            (paper.id, number),
        ).fetchone()
        if row is None:
            return None
        name = f"{paper.id}-{_LETTERS[kind]}{number}"
        return Quote(name, paper.unit, paper.year, self.file(paper), row[0], row[1], row[2] + 1, row[3])

    def paper(self, paper: Paper) -> Quote:
        """A paper as a whole, by its title."""
        return Quote(paper.id, paper.unit, paper.year, self.file(paper), paper.title)

    def file(self, paper: Paper) -> str:
        return str(self._files.get(paper.document, ""))


def within_papers(connection: sqlite3.Connection, papers: Sequence[Paper]) -> Iterator[Outcome]:
    """The checks that were made when the papers were read; one about a fact that a person struck out is dropped."""
    quotes = Quotes(connection)
    struck = set(connection.execute("SELECT summary, kind, fact FROM override_fact WHERE struck = 1").fetchall())
    sql = "SELECT kind, operands, expected, stated, result FROM check_result WHERE summary = ? ORDER BY id"
    for paper in papers:
        for kind, operands, expected, stated, result in connection.execute(sql, (paper.id,)).fetchall():
            facts = [(of, number) for of, number in json.loads(operands)]
            if any((paper.id, of, number) in struck for of, number in facts):
                continue
            found = tuple(quote for of, number in facts if (quote := quotes.fact(paper, of, number)))
            yield Outcome(kind, result, found, expected, stated, heads=kind == "heads_of_whole")
