"""An answer of ``compare`` laid out: rows by years, changes, totals, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.i18n import _
from extractor.labels import ACTIVITIES, HEAD_UNITS, label

from ..compare import NO_YEAR, Answer, Column, Row
from ..figures import Change, Figure, money, number, percent
from ..labels import CORRECTED, DIMENSIONS, MARKS, MEASURES, MONEY
from ..note import Note, folded
from .grid import Cell, Grid, Heading

NOTHING = "–"  # no paper for the year, or nothing to compare with


@dataclass(frozen=True)
class Layout:
    """How an answer is shown: ``unit`` of money (yuan or wan), changes on the year before or not."""

    answer: Answer
    unit: str
    change: bool

    @property
    def money_unit(self) -> str | None:
        return self.unit if self.answer.measure.is_money else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of figures: by year, the years are the rows."""
        return () if self.answer.question.by == "year" else self.answer.columns

    @property
    def has_total(self) -> bool:
        return len(self.columns) != 1

    @property
    def counts_kinds(self) -> bool:
        return self.answer.measure.kind == "headcount"

    @cached_property
    def has_corrected(self) -> bool:
        """Whether a column for corrections is needed, which most archives do without."""
        return any(cell.corrected for row in self.answer.rows for cell in row.cells.values())

    @property
    def is_papers(self) -> bool:
        return self.answer.question.by == "document"


def comparison(answer: Answer, notes: Sequence[Note], unit: str = "yuan", change: bool = False) -> Grid:
    """The grid of an answer."""
    layout = Layout(answer, unit, change)
    rows = [list(_row(layout, row)) for row in answer.rows]
    totals = [list(_row(layout, row, is_total=True)) for row in answer.totals] if len(answer.rows) > 1 else []
    return Grid(list(_headings(layout)), rows, totals, _caption(layout), list(folded(notes)), _record(layout, notes))


def _caption(layout: Layout) -> str:
    name = label(MEASURES, layout.answer.question.measure)
    if not layout.answer.rows:
        return _("{measure}: nothing found").format(measure=name)
    if layout.money_unit == "wan":
        return _("{measure} ({unit}, rounded to two digits)").format(measure=name, unit=label(MONEY, "wan"))
    unit = layout.money_unit
    return _("{measure} ({unit})").format(measure=name, unit=label(MONEY, unit)) if unit else name


def _headings(layout: Layout) -> Iterator[Heading]:
    by = layout.answer.question.by
    yield Heading(by, label(DIMENSIONS, by))
    if layout.counts_kinds:
        yield Heading("counted_in", _("Counted in"))
    for column in layout.columns:
        text = _("Year not known") if column == NO_YEAR else str(column).replace("/", "–")
        yield Heading(str(column) or "no_year", text, right=True)
        if layout.change:
            yield Heading(f"{column}_change", _("Change"), right=True)
    if layout.has_total:
        yield Heading("total", _("Total"), right=True)
        if layout.change and by == "year":
            yield Heading("change", _("Change"), right=True)
    if layout.is_papers:
        yield Heading("in_total", _("In the total"))
        yield Heading("file", _("File"))
    yield Heading("approximate", _("Approximate"), data=True)
    if layout.has_corrected:
        yield Heading("corrected", _("Corrected facts"), data=True)


def _row(layout: Layout, row: Row, is_total: bool = False) -> Iterator[Cell]:
    name = _("Total") if is_total else _name(layout, row)
    yield Cell("\u3000" * row.depth + name, name)
    if layout.counts_kinds:
        yield Cell(label(HEAD_UNITS, row.counted_in), row.counted_in)
    for column in layout.columns:
        yield _figure(layout, row.cells.get(column))
        if layout.change:
            yield _change(layout, row.change(column))
    by_year = layout.answer.question.by == "year"
    if layout.has_total:
        yield _figure(layout, row.total(layout.answer.columns))
        if layout.change and by_year:
            yield _change(layout, None if is_total else _change_of_year(layout, row))
    if layout.is_papers:
        yield Cell("" if is_total else _("yes") if row.added else _("no"), is_total or row.added)
        yield Cell(row.file)
    yield Cell(_marked_columns(layout, row))
    if layout.has_corrected:
        corrected = [(column, row.cells[column].corrected) for column in layout.answer.columns if column in row.cells]
        yield Cell("; ".join(f"{column} {count}".strip() for column, count in corrected if count))


def _name(layout: Layout, row: Row) -> str:
    by = layout.answer.question.by
    if by == "document":
        return layout.answer.gathered.papers[row.key].title or row.key
    if by == "activity":
        return label(ACTIVITIES, row.key) if row.key else _("(of no activity)")
    return row.key or _("(not told)")


def _figure(layout: Layout, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(NOTHING, "")
    return Cell(figure_text(figure, layout.money_unit), number(figure.value, layout.money_unit))


def figure_text(figure: Figure, money_unit: str | None) -> str:
    """A figure with the marks of how exact it is and of corrections; ``money_unit`` None is for heads or deeds."""
    text = money(figure.value, money_unit) if money_unit else f"{figure.value:,}"
    return _mark(figure.bound) + text + (CORRECTED if figure.corrected else "")


def _mark(bound: str) -> str:
    """Before a figure: at least, or about; nothing where it is exact."""
    return "" if bound == "exact" else label(MARKS, "over" if bound == "over" else "about")


def _marked_columns(layout: Layout, row: Row) -> str:
    """For csv, whose figures are plain: which columns hold approximate figures."""
    marked = [(column, row.cells[column].bound) for column in layout.answer.columns if column in row.cells]
    return "; ".join(f"{column} {_mark(bound)}".strip() for column, bound in marked if bound != "exact")


def _change(layout: Layout, change: Change | None) -> Cell:
    if change is None:
        return Cell(NOTHING, "")
    text = money(change.difference, layout.money_unit) if layout.money_unit else f"{change.difference:,}"
    text = ("+" if change.difference > 0 else "") + text
    share = f" ({percent(change.share)})" if change.share is not None else ""
    return Cell(_mark(change.bound) + text + share, number(change.difference, layout.money_unit))


def _change_of_year(layout: Layout, row: Row) -> Change | None:
    """By year, a row's change is its year's in the totals."""
    totals = [total for total in layout.answer.totals if total.counted_in == row.counted_in]
    return totals[0].change(int(row.key)) if totals and row.key.isdigit() else None


def _record(layout: Layout, notes: Sequence[Note]) -> dict[str, Any]:
    answer, question = layout.answer, layout.answer.question
    return {
        "measure": question.measure,
        "by": question.by,
        "scope": question.scope,
        "direction": question.direction,
        "money_in": layout.money_unit,
        "columns": [str(column) or "no_year" for column in answer.columns],
        "rows": [_row_record(layout, row) for row in answer.rows],
        "totals": [_row_record(layout, row) for row in answer.totals],
        "levels": {str(column): list(answer.tops[column].units) for column in answer.columns if column in answer.tops},
        "notes": [_note_record(layout, note) for note in notes],
    }


def _row_record(layout: Layout, row: Row) -> dict[str, Any]:
    record: dict[str, Any] = {"key": row.key}
    if layout.is_papers and row.key in layout.answer.gathered.papers:
        paper = layout.answer.gathered.papers[row.key]
        record |= {"title": paper.title, "unit": paper.unit, "file": row.file}
    if row.counted_in:
        record["counted_in"] = row.counted_in
    cells = {str(column) or "no_year": row.cells[column] for column in layout.answer.columns if column in row.cells}
    record["cells"] = {name: _figure_record(layout, figure) for name, figure in cells.items()}
    if layout.change:
        for column in layout.answer.columns:
            if str(column) in record["cells"]:
                record["cells"][str(column)]["change"] = _change_record(layout, row.change(column))
    record["total"] = _figure_record(layout, row.total(layout.answer.columns))
    record["in_total"] = row.added
    return record


def _figure_record(layout: Layout, figure: Figure) -> dict[str, Any]:
    record = {"value": number(figure.value, layout.money_unit), "bound": figure.bound, "facts": figure.facts}
    return record | ({"corrected": figure.corrected} if figure.corrected else {})


def _change_record(layout: Layout, change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    share = None if change.share is None else float(round(change.share * 100, 1))
    return {"difference": number(change.difference, layout.money_unit), "percent": share, "bound": change.bound}


def _note_record(layout: Layout, note: Note) -> dict[str, Any]:
    record: dict[str, Any] = {"code": note.code, "text": note.text, "count": note.count}
    if note.fen is not None:
        record["value"] = number(note.fen, layout.unit)
    return record
