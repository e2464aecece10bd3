"""Units by years: sums chosen and added so that each yuan comes out once. ``notes`` says what the figures leave out."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.i18n import N_
from extractor.labels import ACTIVITIES, DOCUMENT_TYPES

from . import duplicates, queries
from .choose import Choice, Tops, choices, fits, tops
from .duplicates import Pair
from .figures import Change, Figure, add
from .periods import QuestionError, parse_years
from .queries import MEASURES, Measure, Paper, Sum
from .units import Units

DIMENSIONS = ("unit", "year", "fund", "group", "activity", "document")
READ_BY_DEFAULT = ("summary", "report")
DIRECTIONS = ("to_service", "to_public")  # of money: to soldiers and theirs, or from troops to the public
Column = int | str  # a year; a period of several years where --period asks for one; NO_YEAR
NO_YEAR = ""
Cells = dict[Column, Figure]

_NO_PART = N_("{measure} cannot be asked by {part}. It can be asked by: {known}.")
_NO_VALUE = N_("there is no {part} called {value}. There are: {known}.")
_NO_UNIT = N_("there is no unit {unit} in this archive. Units are: {known}.")


@dataclass(frozen=True)
class Question:
    """What is asked. Empty filters take everything; ``alone`` leaves out the units under those named."""

    measure: str = "subsidies"
    by: str = "unit"
    units: tuple[str, ...] = ()
    alone: bool = False
    years: tuple[int, ...] = ()
    funds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    scope: str = "service"
    direction: str = "all"
    period: str | None = None
    documents: tuple[str, ...] = READ_BY_DEFAULT

    @property
    def wanted(self) -> dict[str, Sequence[str]]:
        """The filters on facts, by part."""
        direction = () if self.direction == "all" else (self.direction,)
        filters = {"fund": self.funds, "group": self.groups, "activity": self.activities, "direction": direction}
        return {part: values for part, values in filters.items() if values}


def to_question(asked: Mapping[str, Any]) -> Question:
    """A question out of options as the command line has them: years and documents as text, the rest as they are."""
    years = parse_years(asked["years"]) if asked["years"] else ()
    types = tuple(name.strip() for name in asked["documents"].replace("，", ",").split(","))
    documents = tuple(DOCUMENT_TYPES) if types == ("all",) else types
    return Question(**{**asked, "years": years, "documents": documents})


@dataclass(frozen=True)
class Row:
    """A line of the answer. ``added`` is false where the grand total holds nothing of it."""

    key: str
    counted_in: str = ""
    depth: int = 0
    added: bool = True
    file: str = ""
    cells: Cells = field(default_factory=dict)

    def total(self, columns: Iterable[Column]) -> Figure:
        """The sum of the columns shown."""
        return add(self.cells[column] for column in columns if column in self.cells)

    def change(self, column: Column) -> Change | None:
        """Against the year before; None where one of the two has no figure."""
        if not isinstance(column, int):
            return None
        return Change.between(self.cells.get(column - 1), self.cells.get(column))


class Entry(NamedTuple):
    """A sum of one paper, year and kind, with what the question makes of it.

    ``unit`` is the unit's own name. ``asked``: it is of the scope, units and years asked about. ``taken``: it is of the
    scope and units, and its paper speaks for its unit and year.
    """

    summary: str
    year: int | None
    scope: str
    counted_in: str
    part: str
    figure: Figure
    unit: str | None
    column: Column
    asked: bool
    taken: bool


@dataclass(frozen=True)
class Gathered:
    """All that an answer is made of: papers of the types asked for, their sums, and the papers chosen."""

    question: Question
    measure: Measure
    units: Units
    kinds: dict[str, str]
    papers: dict[str, Paper]
    others: dict[str, Paper]  # papers of types that are not asked for
    chosen: dict[tuple[str, int], Choice]
    within: set[str]
    doubles: dict[str, Pair]  # papers of which a later version or copy is among ``papers``

    def unit(self, paper: Paper) -> str | None:
        """The unit of a paper, by its own name."""
        return self.units.resolve(paper.unit)

    def is_about(self, paper: Paper) -> bool:
        """Whether a paper is of the units asked about; one without unit is, where none is named."""
        unit = self.unit(paper)
        return unit in self.within if unit else not self.question.units

    def entry(self, found: Sum) -> Entry:
        """A sum with what the question makes of it; the scope is left to ``in_scope``."""
        paper = self.papers[found.summary]
        unit, year = self.unit(paper), found.year
        column = self._column(paper, year)
        figure = Figure(found.value, found.facts, found.over, found.about, found.corrected)
        asked = self.is_about(paper) and (not self.question.years or year is None or year in self.question.years)
        taken = unit is not None and unit in self.within
        if paper.id in self.doubles:
            taken = False
        elif taken and unit and year:
            taken = paper in self.chosen[unit, year].taken
        elif taken:
            taken = self.question.period is not None and column != NO_YEAR
        part = found.part or ""
        return Entry(found.summary, year, found.scope, found.counted_in, part, figure, unit, column, asked, taken)

    def in_scope(self, entry: Entry) -> bool:
        """Whether the question's scope takes this sum."""
        return self.question.scope in ("all", entry.scope)

    def _column(self, paper: Paper, year: int | None) -> Column:
        """The year of a sum; the period of a paper on several years where it is asked for or stands by itself."""
        if year:
            return year
        period = paper.period or ""
        return period if self.question.period or (self.question.by == "document" and "/" in period) else NO_YEAR


@dataclass(frozen=True)
class Answer:
    """Rows by columns, the totals (one for each unit of count), the units that each total was made of."""

    gathered: Gathered
    entries: tuple[Entry, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    tops: dict[Column, Tops]
    by_unit: dict[tuple[str, str], Cells]

    @property
    def question(self) -> Question:
        return self.gathered.question

    @property
    def measure(self) -> Measure:
        return self.gathered.measure


def ask(connection: sqlite3.Connection, question: Question, units: Units) -> Answer:
    """Answer a question. Raises QuestionError where it names an unknown unit or a part that the measure has not."""
    gathered, entries = gather(connection, question, units)
    taken = [entry for entry in entries if entry.taken and gathered.in_scope(entry)]
    by_unit = _by_unit(gathered, taken)
    columns = _columns(gathered, taken)
    highest = {column: tops(names, gathered.kinds, units) for column, names in reporting(by_unit).items()}
    in_total = {column: set(found.units) for column, found in highest.items()}
    added = [entry for entry in taken if entry.unit in in_total.get(entry.column, ())]
    totals = _rows(added, lambda _entry: "")
    rows = list(_laid_out(gathered, by_unit, added, highest, columns))
    if question.by == "document":
        rows = _papers(gathered, entries, added, queries.files(connection))
        others = {column for row in rows for column in row.cells if isinstance(column, str)}
        columns = (*(c for c in columns if c not in others), *sorted(others - {NO_YEAR}), *sorted(others & {NO_YEAR}))
    return Answer(gathered, tuple(entries), columns, tuple(rows), tuple(totals), highest, by_unit)


def gather(connection: sqlite3.Connection, question: Question, units: Units) -> tuple[Gathered, list[Entry]]:
    """Papers and choices for a question, and the sums to answer it with."""
    measure = MEASURES[question.measure]
    _check_values(connection, question)
    part = question.by if question.by in ("fund", "group", "activity") else None
    for name in (*question.wanted, *([part] if part else [])):
        if name not in measure.parts:
            known = ", ".join(["unit", "year", *measure.parts, "document"])
            raise QuestionError(_NO_PART, measure=question.measure, part=name, known=known)
    papers = [paper for paper in queries.papers(connection) if fits(paper, question.period)]
    asked = {paper.id: paper for paper in papers if paper.document_type in question.documents}
    others = {paper.id: paper for paper in papers if paper.id not in asked}
    sums = [found for found in queries.sums(connection, measure, part, question.wanted) if found.summary in asked]
    touched = [t for t in queries.corrected(connection, measure, part, question.wanted) if t.summary in asked]
    years: dict[str, set[int]] = defaultdict(set)
    for found in sums:
        if found.year:
            years[found.summary].add(found.year)
    kinds = {units.resolve(paper.unit) or "": paper.unit_kind for paper in papers if paper.unit}
    kinds |= {unit.name: unit.kind for unit in units.by_name.values()}
    doubles = duplicates.find(connection, list(asked.values()), units)
    chosen = choices([paper for paper in asked.values() if paper.id not in doubles], years, units)
    within = _within(question, units, kinds)
    gathered = Gathered(question, measure, units, kinds, asked, others, chosen, within, doubles)
    return gathered, list(map(gathered.entry, (*sums, *touched)))


def reporting(by_unit: Mapping[tuple[str, str], Cells]) -> dict[Column, set[str]]:
    """The units that have figures, by column."""
    found: dict[Column, set[str]] = defaultdict(set)
    for (unit, _counted_in), cells in by_unit.items():
        for column, told in cells.items():
            if told.facts:
                found[column].add(unit)
    return found


def _check_values(connection: sqlite3.Connection, question: Question) -> None:
    """Raise QuestionError for a fund, group, type of activity or of document that there is not."""
    for part, values in (*question.wanted.items(), ("document", question.documents)):
        among = _known(connection, part)
        for value in values:
            if value not in among:
                raise QuestionError(_NO_VALUE, part=part, value=value, known=", ".join(among) or "-")


def _known(connection: sqlite3.Connection, part: str) -> Collection[str]:
    """The values that a part can have."""
    if part == "fund":
        from extractor.model import FUNDS  # imported late: the model takes longer than many a query

        return FUNDS
    known: dict[str, Collection[str]] = {"activity": ACTIVITIES, "document": DOCUMENT_TYPES, "direction": DIRECTIONS}
    return known.get(part) or queries.groups(connection)


def _within(question: Question, units: Units, kinds: dict[str, str]) -> set[str]:
    """The units that the question is about."""
    if not question.units:
        return set(kinds)
    within: set[str] = set()
    for name in question.units:
        unit = units.resolve(name) or name
        if unit not in kinds:
            raise QuestionError(_NO_UNIT, unit=name, known="、".join(sorted(kinds)) or "-")
        within |= {unit} if question.alone else units.under(unit)
    return within


def add_up(entries: Iterable[Entry], key: Callable[[Entry], str]) -> dict[tuple[str, str], Cells]:
    """Figures by key and unit of count, then by column."""
    cells: dict[tuple[str, str], Cells] = defaultdict(dict)
    for entry in entries:
        row, column = cells[key(entry), entry.counted_in], entry.column
        row[column] = row[column] + entry.figure if column in row else entry.figure
    return cells


def _by_unit(gathered: Gathered, taken: Iterable[Entry]) -> dict[tuple[str, str], Cells]:
    """Each unit's own figures; 0 where it has a paper for the year that tells nothing of the kind."""
    cells = add_up(taken, lambda entry: entry.unit or "")
    if gathered.measure.kind != "headcount":
        for unit, year in gathered.chosen:
            if unit in gathered.within:
                cells[unit, ""].setdefault(year, Figure())
    return cells


def _columns(gathered: Gathered, taken: Iterable[Entry]) -> tuple[Column, ...]:
    """The years asked for, or all that papers of these units are on; then periods of several years."""
    found = {year for unit, year in gathered.chosen if unit in gathered.within}
    periods = {entry.column for entry in taken if isinstance(entry.column, str)}
    return (*(gathered.question.years or sorted(found)), *sorted(periods))


def _rows(entries: Iterable[Entry], key: Callable[[Entry], str]) -> list[Row]:
    cells = add_up(entries, key)
    return [Row(name, counted_in, cells=cells[name, counted_in]) for name, counted_in in sorted(cells, key=_last_empty)]


def _last_empty(key: tuple[str, str]) -> tuple[bool, str, str]:
    return not key[0], key[0], key[1]


def _laid_out(
    gathered: Gathered,
    by_unit: dict[tuple[str, str], Cells],
    added: Sequence[Entry],
    highest: dict[Column, Tops],
    columns: Sequence[Column],
) -> Iterator[Row]:
    by = gathered.question.by
    if by == "unit":
        yield from _unit_rows(gathered.units, by_unit, highest, columns)
    elif by == "year":
        rows = _rows(added, lambda entry: str(entry.column))
        yield from (row for row in rows if any(column in row.cells for column in columns))
    elif by != "document":
        rows = _rows(added, lambda entry: entry.part)
        yield from (row for row in rows if any(column in row.cells for column in columns))


def _unit_rows(
    units: Units, by_unit: dict[tuple[str, str], Cells], highest: dict[Column, Tops], columns: Sequence[Column]
) -> Iterator[Row]:
    """Units with figures in the columns, one row for each unit of count."""
    shown: dict[str, list[str]] = defaultdict(list)
    for unit, counted_in in sorted(by_unit):
        if any(column in by_unit[unit, counted_in] for column in columns):
            shown[unit].append(counted_in)
    in_total = {unit for column in columns if column in highest for unit in highest[column].units}
    for unit, depth in _in_tree_order(set(shown), units):
        for counted_in in shown[unit]:
            yield Row(unit, counted_in, depth, unit in in_total, cells=by_unit[unit, counted_in])


def _papers(gathered: Gathered, entries: Iterable[Entry], added: Sequence[Entry], files: dict[str, str]) -> list[Row]:
    """One row a paper, those left out of the total too; where years are named, only papers that have one."""
    named = bool(gathered.question.years)
    asked = [entry for entry in entries if entry.asked and gathered.in_scope(entry) and not (named and not entry.year)]
    in_total = {entry.summary for entry in added}
    rows = []
    for row in _rows(asked, lambda entry: entry.summary):
        paper = gathered.papers[row.key]
        rows.append(Row(row.key, row.counted_in, 0, row.key in in_total, files.get(paper.document, ""), row.cells))
    return sorted(rows, key=lambda row: _place_of(gathered.papers[row.key]))


def _place_of(paper: Paper) -> tuple[bool, int, str, str, str]:
    """Papers by year, those without one last, then by unit and title."""
    return paper.year is None, paper.year or 0, paper.unit or "", paper.title, paper.id


def _in_tree_order(names: set[str], units: Units) -> Iterator[tuple[str, int]]:
    """Units as the units file has them, set in by the shown units above them; then those without a place, by name."""
    for unit, _depth in units.in_order():
        if unit.name in names:
            yield unit.name, sum(above in names for above in units.above(unit.name))
    yield from ((name, 0) for name in sorted(names - set(units.by_name)))
