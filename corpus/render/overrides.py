"""A list of corrections laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extractor.i18n import N_, _, ngettext
from extractor.labels import label

from ..names import short
from .corrections import changes, when
from .grid import Cell, Entry, Grid, Heading

Record = Mapping[str, Any]
STATES = {
    "holds": N_("in force"),
    "withdrawn": N_("withdrawn"),
    "not_placed": N_("not placed: the rules no longer find this fact"),
    "no_file": N_("not placed: its file is not in the archive"),
}
_KEYS = ("id", "state", "what", "text", "name", "file", "who", "made_at", "why")


def overrides(records: Sequence[Record]) -> Grid:
    """One entry a correction: what it says of what, where that is, who said so, when and why."""
    rows, entries = [], []
    for record in records:
        what, name = changes(record["changes"]), short(record["name"] or "")
        state, file = label(STATES, record["state"]), record["file"] or record["sha256"][:16]
        values = {
            **record,
            "what": what,
            "name": name,
            "state": state,
            "file": file,
            "made_at": when(record["made_at"]),
        }
        rows.append([Cell(str(values[key] or "")) for key in _KEYS])
        head = "  ".join(filter(None, (record["id"], what, state)))
        body = record["text"] or _("(no text of its own)")
        foot = "  ".join(filter(None, (file, name)))
        entries.append(Entry(head, body, (), foot, _below(record)))
    caption = ngettext("{count} correction", "{count} corrections", len(records)).format(count=len(records))
    headings = [Heading(key, key) for key in _KEYS]
    return Grid(headings, rows, (), caption if records else _("no corrections"), (), list(records), entries)


def _below(record: Record) -> list[str]:
    said = _("{who}, {when}: {why}")
    lines = [said.format(who=record["who"], when=when(record["made_at"]), why=record["why"])]
    if record["withdrawn_at"]:
        text = _("withdrawn by {who}, {when}")
        lines.append(text.format(who=record["withdrawn_by"], when=when(record["withdrawn_at"])))
    return lines
