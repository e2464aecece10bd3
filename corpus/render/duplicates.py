"""Papers that are nearly alike, laid out: which counts, which does not, and by what that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.i18n import N_, _, ngettext
from extractor.labels import label

from ..duplicates import Pair
from ..names import short
from ..note import Note
from ..queries import Paper
from ..units import Units
from .grid import Cell, Grid, Heading

WHYS = {
    "person": N_("a person says so"),
    "stage": N_("by the words in its name (初稿, 定稿)"),
    "version": N_("by the number in its name"),
    "signed": N_("by its last date"),
    "name": N_("by the order of names alone"),
}


def duplicates(found: Sequence[tuple[Paper, Paper, Pair]], files: Mapping[str, str], units: Units) -> Grid:
    """A row for each paper that does not count: the paper, what counts in its place, how alike they are, and why."""
    headings = [
        Heading("unit", _("Unit")),
        Heading("period", _("Period")),
        Heading("likeness", _("Alike"), right=True),
        Heading("earlier_file", _("Does not count")),
        Heading("earlier", _("Name")),
        Heading("later_file", _("Counts")),
        Heading("later", _("Name")),
        Heading("why", _("The later one")),
    ]
    rows, record = [], []
    for earlier, later, pair in found:
        fields = {
            "unit": units.resolve(earlier.unit),
            "period": earlier.period or str(earlier.year),
            "likeness": round(pair.likeness, 2),
            "earlier_file": files.get(earlier.document, ""),
            "earlier": earlier.id,
            "later_file": files.get(later.document, ""),
            "later": later.id,
            "why": pair.why,
        }
        shown = {
            "likeness": f"{pair.likeness:.0%}",
            "earlier": short(earlier.id),
            "later": short(later.id),
            "why": label(WHYS, pair.why),
        }
        rows.append([Cell(shown.get(key, str(value or "")), value) for key, value in fields.items()])
        record.append(fields)
    caption = ngettext("{count} paper does not count", "{count} papers do not count", len(found))
    text = _(
        "where that is wrong: taizhang override set NAME --not-duplicate-of NAME --why TEXT, "
        "or --later-than NAME for the one that shall count"
    )
    notes = [Note("override", text)] if found else []
    return Grid(headings, rows, (), caption.format(count=len(found)) if found else _("none"), notes, record)
