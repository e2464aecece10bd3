"""The formats that this installation reads as a table, and what would add the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.i18n import _

from .grid import Cell, Grid, Heading

if TYPE_CHECKING:
    from extractor.readers.support import Support


def supported_grid(found: Sequence[Support]) -> Grid:
    """One row a format."""
    headings = [
        Heading("name", _("Format")),
        Heading("names", _("Files")),
        Heading("read", _("Read")),
        Heading("reader", _("Reader")),
        Heading("remark", _("What to do, or what is lost")),
    ]
    rows, record = [], []
    for one in found:
        remark = _(one.add) if one.add else _(one.lost) if one.lost else ""
        read = Cell(_("yes") if one.read else _("no"), one.read)
        rows.append([Cell(_(one.name)), Cell(" ".join(one.names)), read, Cell(one.reader), Cell(remark)])
        record.append(
            {
                "format": one.kind,
                "name": one.name,
                "names": list(one.names),
                "read": one.read,
                "reader": one.reader or None,
                "add": one.add or None,
                "lost": one.lost or None,
            }
        )
    return Grid(headings, rows, record=record)
