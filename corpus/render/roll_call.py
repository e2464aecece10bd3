"""Which unit's draft lacks which standard section, and who has handed in nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.note import Note
from corpus.render.findings import Checked
from corpus.render.grid import Cell, Grid, Heading
from extractor.i18n import N_, _
from extractor.labels import LEVELS, SECTIONS, label

# In a cell: for people, and the code for programs.
STATES = {
    "found": N_("there"),
    "touched": N_("touched on"),
    "missing": N_("missing"),
    "not_asked": "–",
    "nothing handed in": N_("nothing handed in"),
    "unreadable": N_("handed in, but cannot be read"),
}


def roll_call(
    checked: Sequence[Checked],
    asked: Sequence[Sequence[str]],
    roster: Mapping[str, Iterable[str]],
    judged: bool,
    unreadable: Sequence[str] = (),
) -> Grid:
    """Units down, sections across. ``asked`` are the sections asked of each draft; ``roster`` the units that are to
    hand in, each with its other names. ``judged``: the findings say which sections are missing; one that is asked for,
    not told as a section and not missed is touched on. ``unreadable`` are the files that nothing could be read of,
    which may name a unit.
    """
    names = [one.summary.unit or one.summary.title or one.document.source for one in checked]
    columns = [code for code in SECTIONS if any(code in codes for codes in asked)]
    rows = [_row(name, one, codes, columns, judged) for name, one, codes in zip(names, checked, asked, strict=True)]
    handed_in = {name for one in checked for name in (one.summary.unit, one.summary.title) if name}
    lacking = {unit: others for unit, others in roster.items() if not handed_in & {unit, *others}}
    unread = {
        unit for unit, others in lacking.items() if any(n in file for n in (unit, *others) for file in unreadable)
    }
    absent = [unit for unit in lacking if unit not in unread]
    headings = [
        Heading("unit", _("Unit")),
        *(Heading(code, label(SECTIONS, code)) for code in columns),
        *(Heading(level, label(LEVELS, level), right=True) for level in LEVELS),
        Heading("file", _("File"), data=True),
    ]
    blank = [Cell("") for _heading in headings[1:]]
    for unit in lacking:
        state = "unreadable" if unit in unread else "nothing handed in"
        rows.append([Cell(unit), *blank[:-1], Cell(_(STATES[state]), state)])
    notes = [Note("absent", _("Nothing handed in: {units}").format(units=_(", ").join(absent)))] if absent else []
    return Grid(headings, rows, caption=_("Roll call: standard sections by unit"), notes=notes)


def _row(name: str, one: Checked, asked: Sequence[str], columns: Sequence[str], judged: bool) -> list[Cell]:
    there = one.summary.standard_sections
    lacking = {finding.section for finding in one.findings if finding.code == "missing-section"}
    cells = [Cell(name)]
    for code in columns:
        unsaid = "touched" if judged else "missing"
        state = "missing" if code in lacking else unsaid if code in asked else "not_asked"
        state = "found" if code in there else state
        cells.append(Cell(_(STATES[state]), state))
    counts = [sum(finding.level == level for finding in one.findings) for level in LEVELS]
    return [*cells, *(Cell(str(count), count) for count in counts), Cell(one.document.source)]
