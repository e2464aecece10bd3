"""A summary's text as the pieces of a page: headings, paragraphs and tables, each with its span in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extractor.model import Block, Summary


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``summary.text[start:end]``, from ``block`` on; ``level`` is that of the heading whose line it is, or None.

    ``body_start`` is where the text begins that goes on in its heading's line (（一）加强领导。镇里成立了小组。).
    """

    start: int
    end: int
    block: Block
    level: int | None = None
    body_start: int | None = None


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
    headings = {section.start: section for section in summary.sections if section.body_start > section.start}
    start, first = 0, True
    for piece, end in zip(pieces, ends, strict=True):
        if first:
            start, block = piece.start, piece.block
        text = summary.text[start:end]
        first = text.endswith("\n") or end == len(summary.text) or piece.block.cell is not None
        if first and text.strip("\n"):
            stop, heading = start + len(text.rstrip("\n")), headings.get(start)
            run_in = heading is not None and heading.body_start < stop
            level = heading.level or None if heading and not run_in else None
            yield Paragraph(start, stop, block, level, heading.body_start if heading and run_in else None)


def _table(found: list[Paragraph]) -> Table:
    rows = []
    for _row, cells in groupby(found, key=lambda part: part.block.cell and part.block.cell.row):
        row = [
            tuple(parts)
            for _column, parts in groupby(cells, key=lambda part: part.block.cell and part.block.cell.column)
        ]
        rows.append(tuple(row))
    return Table(tuple(rows))
