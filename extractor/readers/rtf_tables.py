"""Tables in RTF: each row says where its cells end and which are merged, and no more."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractor.model import Cell
from extractor.readers.draft import Draft, join_cell

_NEAR = 30  # twips (half a millimetre) by which the edges of one column may differ from row to row


@dataclass(slots=True)
class CellShape:
    """The right edge of a cell in twips, and whether it goes on with the cell to its left or above."""

    edge: int = 0
    joins_left: bool = False
    joins_above: bool = False


@dataclass(slots=True)
class Row:
    """A row's cells as read: the cell's own block, and what stands in it beside its paragraphs."""

    cells: list[tuple[Draft, list[Draft]]]
    shapes: list[CellShape]


@dataclass
class Table:
    """A table while it is read. ``shapes`` are those of the row in work; ``own`` and ``after`` its open cell."""

    number: int
    rows: list[Row] = field(default_factory=list)
    shapes: list[CellShape] = field(default_factory=list)
    next_shape: CellShape = field(default_factory=CellShape)
    cells: list[tuple[Draft, list[Draft]]] = field(default_factory=list)
    own: list[Draft] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)

    def begin_shapes(self) -> None:
        self.shapes, self.next_shape = [], CellShape()

    def end_shape(self, edge: int) -> None:
        self.next_shape.edge = edge
        self.shapes.append(self.next_shape)
        self.next_shape = CellShape()

    def end_cell(self) -> None:
        self.cells.append((join_cell(self.own, "cell"), self.after))
        self.own, self.after = [], []

    def end_row(self) -> None:
        if self.own or self.after:
            self.end_cell()
        if self.cells:
            self.rows.append(Row(self.cells, list(self.shapes)))
        self.cells = []

    def drafts(self) -> Iterator[Draft]:
        """The cells that hold text, in order, each with its place; a merged cell is one."""
        self.end_row()
        edges = self._edges()
        above: dict[int, Draft] = {}
        for number, row in enumerate(self.rows):
            above = self._place(number, row, edges, above)
        for row in self.rows:
            for draft, after in row.cells:
                if draft.text.strip():
                    yield draft
                yield from after

    def _place(self, number: int, row: Row, edges: list[int], above: dict[int, Draft]) -> dict[int, Draft]:
        """Give the cells of a row their places; returns them by column, merged ones as what they belong to."""
        column, here, left = 0, {}, None
        for index, (draft, _) in enumerate(row.cells):
            shape = row.shapes[index] if index < len(row.shapes) else CellShape()
            width = max(1, _column_at(edges, shape.edge) + 1 - column) if shape.edge else 1
            upper = above.get(column)
            if shape.joins_left and left is not None and left.cell is not None:
                left.cell = replace(left.cell, column_span=left.cell.column_span + width)
                here[column] = left
            elif shape.joins_above and upper is not None and upper.cell is not None:
                upper.cell = replace(upper.cell, row_span=number - upper.cell.row + 1)
                here[column] = left = upper
            else:
                draft.cell = Cell(self.number, number, column, 1, width)
                here[column] = left = draft
            column += width
        return here

    def _edges(self) -> list[int]:
        """Where columns end in any row, from left to right."""
        found: list[int] = []
        for edge in sorted(shape.edge for row in self.rows for shape in row.shapes):
            if not found or edge - found[-1] > _NEAR:
                found.append(edge)
        return found


def _column_at(edges: list[int], edge: int) -> int:
    return min(bisect_left(edges, edge - _NEAR), len(edges) - 1)
