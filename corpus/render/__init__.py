"""Grids as text: a table for people, csv, json and Markdown for programs."""

from __future__ import annotations

from collections.abc import Callable

from .formats import as_csv, as_json, as_markdown
from .grid import Cell, Entry, Grid, Heading, clean

FORMATS = ("table", "csv", "json", "md")

__all__ = ["FORMATS", "Cell", "Entry", "Grid", "Heading", "clean", "render"]


def render(grid: Grid, form: str, terminal: bool = False) -> str:
    """A grid as one of ``FORMATS``. ``terminal``: fit the table to the screen and use weight; else plain and whole."""
    if form == "table":
        from .table import as_table

        return as_table(grid, terminal)
    forms: dict[str, Callable[[Grid], str]] = {"csv": as_csv, "json": as_json, "md": as_markdown}
    return forms[form](grid)
