"""Corrections in words: what was corrected, by whom, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.i18n import N_, _
from extractor.labels import REASONS, ROLES, UNIT_KINDS, label

Record = Mapping[str, Any]

FIELDS = {
    "role": N_("role"),
    "fund": N_("fund"),
    "beneficiary_group": N_("group of people"),
    "value": N_("sum"),
    "not_a_fact": N_("no such fact"),
    "unit": N_("unit"),
    "unit_kind": N_("kind of unit"),
    "year": N_("year"),
    "not_duplicate_of": N_("no copy or version of"),
    "later_than": N_("the later version of"),
}


def corrections(record: Record) -> list[str]:
    """A line for each correction of a fact or summary; one line for what only changed along with another."""
    read = record.get("as_read") or {}
    lines = [
        _("corrected ({id}): {what}; {who}, {when}: {why}").format(
            id=said["id"],
            what=changes(said["changes"], read),
            who=said["who"],
            when=when(said["made_at"]),
            why=said["why"],
        )
        for said in record.get("overrides") or ()
    ]
    if lines or "counts" not in read:
        return lines
    before = _("counted") if read["counts"] else label(REASONS, read.get("why_not") or "part")
    return [_("changed along with the correction of another fact; as read: {before}").format(before=before)]


def changes(made: Record, read: Record | None = None) -> str:
    """What a correction says, with what was read before it where that is known; a look that changed nothing."""
    if not made:
        return _("looked at and left as it is")
    return "、".join(_change(field, value, read or {}) for field, value in made.items())


def when(made_at: str) -> str:
    """The time to the minute, UTC."""
    return made_at[:16].replace("T", " ")


def _change(field: str, value: object, read: Record) -> str:
    name = _(FIELDS[field])
    if field == "not_a_fact":
        return name
    before = read.get(field)
    if before in (None, value):
        return _("{field} {value}").format(field=name, value=_word(field, value))
    return _("{field} {value} (was {before})").format(
        field=name, value=_word(field, value), before=_word(field, before)
    )


def _word(field: str, value: object) -> str:
    if field == "value":
        return _("{yuan} yuan").format(yuan=f"{value:,}")
    tables = {"role": ROLES, "unit_kind": UNIT_KINDS}
    return label(tables[field], str(value)) if field in tables else str(value) or _("none")
