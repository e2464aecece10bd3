"""Grids as csv, json and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from .grid import Grid, clean, json_text

_FORMULA = tuple("=+-@＝＋－＠")  # the wide ones too: a spreadsheet in Chinese takes them for the narrow


def as_csv(grid: Grid) -> str:
    """Comma-separated values with plain numbers. A text that a spreadsheet would run as a formula gets a ' in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(heading.text) for heading in grid.headings])
    for row in (*grid.rows, *grid.totals):
        writer.writerow([_harmless(cell.plain) for cell in row])
    return out.getvalue()


def as_json(grid: Grid) -> str:
    """The grid's record; where it has none, its rows as objects."""
    keys = [heading.key for heading in grid.headings]
    record = grid.record
    if record is None:
        record = [dict(zip(keys, (cell.plain for cell in row), strict=True)) for row in grid.rows]
    return json_text(record) + "\n"


def as_markdown(grid: Grid) -> str:
    """A Markdown table, with the caption above and the remarks below."""
    lines = [f"**{escaped(grid.caption)}**", ""] if grid.caption else []
    headings = [heading for heading in grid.headings if not heading.data]
    lines.append(_line([heading.text for heading in headings]))
    lines.append(_line(["---:" if heading.right else "---" for heading in headings], escape=False))
    lines += [_line(grid.shown(row)) for row in (*grid.rows, *grid.totals)]
    lines += ["", *(f"- {escaped(note.text)}" for note in grid.notes)] if grid.notes else []
    return "\n".join(lines) + "\n"


def _line(texts: Sequence[str], escape: bool = True) -> str:
    return "| " + " | ".join(escaped(text) if escape else text for text in texts) + " |"


def escaped(text: str) -> str:
    """The text as Markdown shows it: what would be markup is escaped."""
    for mark in ("\\", "|", "*", "_", "`", "<", "["):
        text = text.replace(mark, "\\" + mark)
    return clean(text)


def _harmless(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = clean(value)
    return "'" + text if text.lstrip().startswith(_FORMULA) else text
