"""Grids as tables and entries for people. Chinese characters take two columns; a figure is never cut."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

from .grid import Entry, Grid, clean

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

WIDE = 10_000  # columns where nobody's screen is the limit


def as_table(grid: Grid, terminal: bool) -> str:
    """The caption, the table or entries, and the remarks.

    On a terminal texts are wrapped to its width and what matters is bold; elsewhere the text is plain and whole.
    """
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    width = shutil.get_terminal_size().columns if terminal else WIDE
    console = Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None)
    for line in grid.caption.splitlines():
        console.print(Text(clean(line)))
    if grid.entries:
        for entry in grid.entries:
            console.print(_entry(entry, terminal))
    elif grid.rows:
        console.print(_table(grid, terminal))
    for note in grid.notes:
        console.print(Text(f"· {clean(note.text)}"))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _table(grid: Grid, terminal: bool) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    weight = "bold" if terminal else ""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style=weight)
    for heading in grid.headings:
        if not heading.data:
            text = Text(clean(heading.text))
            table.add_column(text, justify="right" if heading.right else "left", no_wrap=heading.right, overflow="fold")
    for row in grid.rows:
        table.add_row(*(Text(clean(text)) for text in grid.shown(row)))
    if grid.totals:
        table.add_section()
    for row in grid.totals:
        table.add_row(*(Text(clean(text)) for text in grid.shown(row)), style=weight)
    return table


def _entry(entry: Entry, terminal: bool) -> Text:
    """Head, sentence and place on lines of their own; marked words are bold on a terminal and in 【】 elsewhere."""
    from rich.text import Text

    text = Text(clean(entry.head))
    text.append("\n  ")
    at = 0
    for start, end in entry.marks:
        text.append(clean(entry.body[at:start]))
        word = clean(entry.body[start:end])
        text.append(word if terminal else f"【{word}】", style="bold red" if terminal else "")
        at = end
    text.append(clean(entry.body[at:]))
    for line in filter(None, (entry.foot, *entry.below)):
        text.append(f"\n  {clean(line)}")
    text.append("\n")
    return text
