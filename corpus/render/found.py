"""Facts, search hits and units laid out as entries and grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extractor.i18n import _
from extractor.labels import ACTIVITIES, DOCUMENT_TYPES, HEAD_UNITS, REASONS, ROLES, UNIT_KINDS, YEAR_BASES, label

from ..labels import LEVELS
from ..names import short
from ..note import Note
from ..search import Hit
from ..units import Unit, Units
from .corrections import corrections
from .grid import Cell, Entry, Grid, Heading

Record = dict[str, Any]
_FACT_KEYS = ("name", "fact", "figure", "meaning", "sentence_text", "file", "place", "reported_by", "year", "corrected")


def facts(records: Sequence[Record], caption: str = "", notes: Sequence[Note] = ()) -> Grid:
    """Facts with their sentences, each with its name, meaning, file and paragraph."""
    rows, entries = [], []
    for record in records:
        figure, meaning = _figure(record), " · ".join(_meaning(record))
        name, place = short(record["name"]), _place(record)
        values = (name, record["fact"], figure, meaning, record["sentence_text"], record["file"], place)
        said = corrections(record)
        rows.append([Cell(str(v or "")) for v in (*values, record["reported_by"], record.get("year"), "; ".join(said))])
        marks = [(record["at"], record["at"] + record["length"])] if record["length"] else []
        head = "  ".join(filter(None, (figure, meaning, name)))
        entries.append(Entry(head, record["sentence_text"], marks, f"{record['file']}  {place}", said))
    return Grid([Heading(key, key) for key in _FACT_KEYS], rows, (), caption, notes, list(records), entries)


def papers(summaries: Sequence[Record], records: Sequence[Record]) -> Grid:
    """Summaries with what is known of each and why, then all their facts."""
    notes = [note for summary in summaries for note in _profile(summary)]
    grid = facts(records, "\n".join(_head(summary) for summary in summaries), notes)
    return replace(grid, record={"summaries": list(summaries), "facts": list(records)})


def hits(found: Sequence[Hit], caption: str, notes: Sequence[Note] = ()) -> Grid:
    """Search results: the sentence with the words marked, the section, the file and the paragraph."""
    keys = ("unit", "year", "title", "section", "sentence", "file", "paragraph", "summary")
    rows = [[Cell(str(getattr(hit, key) or ""), getattr(hit, key) or "") for key in keys] for hit in found]
    record = [{key: getattr(hit, key) for key in (*keys, "marks")} for hit in found]
    return Grid([Heading(key, key) for key in keys], rows, (), caption, notes, record, [_hit(hit) for hit in found])


def unit_tree(units: Units, reported: set[str]) -> Grid:
    """The units as a tree, with kind, level, other names, and whether the archive holds papers of them."""
    headings = [
        Heading("unit", _("Unit")),
        Heading("kind", _("Kind")),
        Heading("level", _("Level")),
        Heading("aliases", _("Other names")),
        Heading("reported", _("In the archive")),
    ]
    rows, record = [], []
    for unit, depth in units.in_order():
        has = unit.name in reported
        name = Cell("\u3000" * depth + unit.name, unit.name)
        words = (label(UNIT_KINDS, unit.kind), label(LEVELS, unit.level), "、".join(unit.aliases))
        rows.append([name, *map(Cell, words), Cell(_yes(has), has)])
        fields = {"name": unit.name, "kind": unit.kind, "level": unit.level, "parent": unit.parent}
        record.append({**fields, "aliases": list(unit.aliases), "reported": has})
    return Grid(headings, rows, record=record)


def to_type(units: Sequence[Unit]) -> str:
    """Units as entries for a units file, ready to be pasted there."""
    entry = '[[unit]]\nname = "{0.name}"\nkind = "{0.kind}"\nlevel = "{0.level}"\nparent = ""\naliases = []\n'
    return "\n".join(entry.format(unit) for unit in units)


def _head(summary: Record) -> str:
    """One line: name, title, unit, year, type, what its subsidies come to."""
    unit = summary["unit"] or _("unit not known")
    year = summary["period"] or _("year not known")
    kind = label(DOCUMENT_TYPES, summary["document_type"])
    total = _("subsidies {value} yuan").format(value=f"{summary['subsidy']:,}")
    return "  ".join((short(summary["id"]), summary["title"], unit, year, kind, total))


def _profile(summary: Record) -> Iterator[Note]:
    """Where it lies, and what its unit, year and type were told from."""
    for path in summary["paths"]:
        yield Note("path", _("file: {path}").format(path=path))
    for found in summary["evidence"]:
        text = _("{field} {value}: from {basis}, {text}")
        basis = label(YEAR_BASES, found["basis"])
        value = found["value"] or "-"
        yield Note("evidence", text.format(field=found["field"], value=value, basis=basis, text=found["text"]))
    for text in corrections(summary):
        yield Note("corrected", text)
    for section in summary["sections"]:
        if section["heading"]:
            yield Note("section", f"{section['number']}{section['heading']}")


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _hit(hit: Hit) -> Entry:
    head = "  ".join(filter(None, (hit.unit or "", str(hit.year or ""), hit.section, short(hit.summary))))
    foot = f"{hit.file}  " + _("paragraph {number}").format(number=hit.paragraph)
    return Entry(head, hit.sentence, hit.marks, foot)


def _figure(record: Record) -> str:
    """The fact as written; a computed amount as figures."""
    if record["fact"] == "activity":
        return label(ACTIVITIES, record["type"])
    text = str(record["text"])
    return text or _("{value} yuan, computed").format(value=f"{record['value']:,}")


def _meaning(record: Record) -> list[str]:
    """What the fact means, in words."""
    kind = record["fact"]
    if kind == "amount":
        reason = label(REASONS, record["why_not"] or "unsure")
        why = _("counts") if record["counts"] else _("not counted: {why}").format(why=reason)
        beneficiary = record["beneficiary"] or record["beneficiary_group"] or ""
        return [part for part in (label(ROLES, record["role"]), record["fund"], beneficiary, why) if part]
    if kind == "headcount":
        return [part for part in (label(HEAD_UNITS, record["unit"]), record["of_whom"]) if part]
    if kind == "date":
        return [record["edtf"] or "-"]
    return [_("planned")] if record["planned"] else []


def _place(record: Record) -> str:
    if record["block_kind"] == "cell":
        text = _("table {table}, row {row}, column {column}")
        return text.format(table=record["table_no"] + 1, row=record["row_no"] + 1, column=record["column_no"] + 1)
    return _("paragraph {number}").format(number=record["block"] + 1)
