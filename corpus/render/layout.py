"""A summary's text as the pieces of a page: headings, paragraphs and tables, each with its span in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extractor.model import Block, Summary


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``summary.text[start:end]``, from ``block`` on; ``level`` is that of the heading whose line it is, or None."""

    start: int
    end: int
    block: Block
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells row by row; a cell may hold several paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


def layout(summary: Summary) -> Iterator[Paragraph | Table]:
    """The summary's text in order, nothing of it left out but line ends."""
    for table, found in groupby(_paragraphs(summary), key=lambda part: part.block.cell and part.block.cell.table):
        if table is None:
            yield from found
        else:
            yield _table(list(found))


def _paragraphs(summary: Summary) -> Iterator[Paragraph]:
    """The source's blocks, those joined again that a converter's line break had parted inside a sentence."""
    pieces = summary.source_map.pieces
    ends = [*summary.source_map.starts[1:], len(summary.text)]
    headings = {section.start: section.level for section in summary.sections if section.body_start > section.start}
    start, first = 0, True
    for piece, end in zip(pieces, ends, strict=True):
        if first:
            start, block = piece.start, piece.block
        text = summary.text[start:end]
        first = text.endswith("\n") or end == len(summary.text) or piece.block.cell is not None
        if first and text.strip("\n"):
            level = headings.get(start) or None
            yield Paragraph(start, start + len(text.rstrip("\n")), block, level)


def _table(found: list[Paragraph]) -> Table:
    rows = []
    for _row, cells in groupby(found, key=lambda part: part.block.cell and part.block.cell.row):
        row = [
            tuple(parts)
            for _column, parts in groupby(cells, key=lambda part: part.block.cell and part.block.cell.column)
        ]
        rows.append(tuple(row))
    return Table(tuple(rows))
