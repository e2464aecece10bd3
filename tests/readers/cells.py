"""Blocks as plain rows, for tables to be compared with what is expected of them."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.model import Block


def rows_of(blocks: Iterable[Block]) -> list[tuple[object, ...]]:
    """Each block's text; of a cell also its table, row, column and how many rows and columns it spans."""
    found: list[tuple[object, ...]] = []
    for block in blocks:
        cell = block.cell
        place = (cell.table, cell.row, cell.column, cell.row_span, cell.column_span) if cell else ()
        found.append((block.text, *place))
    return found
