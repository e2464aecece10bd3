"""Tables in plain text: rows between pipes (Markdown), or cells between tabs as Word saves them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PIPES = re.compile(r"\s*\|(?:[^|]*\|){2,}\s*$")
_DASHES = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
LEAST_TAB_ROWS = 3  # a tab or two may stand in any text; three lines with as many cells are a table


class Row(NamedTuple):
    """The cells of one line of a table. Tables, and a table's rows without Markdown's line of dashes, count from 0."""

    table: int
    number: int
    cells: tuple[str, ...]


def read_rows(lines: Sequence[str]) -> Iterator[str | Row]:
    """The lines in order, those of tables as rows."""
    table = at = 0
    while at < len(lines):
        rows = pipe_rows(lines, at) or tab_rows(lines, at)
        if not rows:
            yield lines[at]
            at += 1
            continue
        kept = [cells for line, cells in zip(lines[at:], rows, strict=False) if not _DASHES.match(line)]
        yield from (Row(table, number, cells) for number, cells in enumerate(kept))
        table, at = table + 1, at + len(rows)


def pipe_rows(lines: Sequence[str], at: int) -> list[tuple[str, ...]]:
    """The rows of a table between pipes that begins here; one line alone is none."""
    end = at
    while end < len(lines) and _PIPES.match(lines[end]):
        end += 1
    if end - at < 2:
        return []
    return [tuple(cell.strip() for cell in _CELL_END.split(line.strip())[1:-1]) for line in lines[at:end]]


def tab_rows(lines: Sequence[str], at: int) -> list[tuple[str, ...]]:
    """The rows of a table between tabs that begins here: lines with as many cells each, and something in the first."""
    width = lines[at].count("\t")
    end = at
    while end < len(lines) and width and lines[end].count("\t") == width and not lines[end].startswith("\t"):
        end += 1
    if end - at < LEAST_TAB_ROWS:
        return []
    return [tuple(cell.strip() for cell in line.split("\t")) for line in lines[at:end]]
