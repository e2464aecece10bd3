"""What stands under a table: which units and papers the figures come from, and what they could not count."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor.i18n import N_, _, ngettext
from extractor.labels import DOCUMENT_TYPES, UNIT_KINDS, label

from . import queries
from .choose import WHOLE, span, tops
from .compare import Answer, Column, Entry, Gathered, add_up, reporting
from .figures import add, money
from .labels import CORRECTED, MARKS, MONEY
from .note import Note

_NAMED = 3  # files that a remark names at most
_OPEN = {
    "masked": N_("not counted, digits masked: {count}"),
    "unsure": N_("not counted, meaning doubtful: {count}"),
    "suspect": N_("not counted, digits look damaged: {count}"),
    "planned": N_("not counted, planned and not yet done: {count}"),
}


def notes(connection: sqlite3.Connection, answer: Answer, unit: str = "yuan") -> list[Note]:
    """All remarks on an answer, in the order in which they are shown. ``unit`` (yuan or wan) is for the texts."""
    return [
        *_levels(answer),
        *_unplaced(answer),
        *_more_below(answer, unit),
        *_overlaps(answer),
        *_duplicates(connection, answer),
        *_open(connection, answer),
        *_no_year(answer, unit),
        *_no_unit(answer, unit),
        *_other_scope(answer, unit),
        *_to_public(connection, answer, unit),
        *_other_types(answer),
        *_headcounts(answer),
        *_marks(answer),
        *_corrected(answer),
    ]


def _levels(answer: Answer) -> Iterator[Note]:
    """Which units each year's total was made of; years alike are told together."""
    years: dict[tuple[str, ...], list[Column]] = defaultdict(list)
    several = len({name for name, _counted in answer.by_unit}) > 1
    for column in answer.columns:
        if column in answer.tops and answer.tops[column].units and several:
            years[answer.tops[column].units].append(column)
    for units, columns in years.items():
        text = _("total {years}: {units}").format(years=_join(columns), units=_level_text(answer.gathered, units))
        yield Note("level", text, len(units))


def _level_text(gathered: Gathered, units: tuple[str, ...]) -> str:
    """Up to four units by name, more by kind and number."""
    if len(units) == 1:
        return _("what {unit} reported itself").format(unit=units[0])
    if len(units) <= 4:
        return _("the sum of {units}").format(units="、".join(units))
    kinds = Counter(gathered.kinds[unit] for unit in units)
    parts = "、".join(f"{label(UNIT_KINDS, kind)} {count}" for kind, count in kinds.most_common())
    return _("the sum of {count} units ({kinds})").format(count=len(units), kinds=parts)


def _unplaced(answer: Answer) -> Iterator[Note]:
    left = sorted({unit for column in answer.columns if column in answer.tops for unit in answer.tops[column].unplaced})
    if left:
        text = _(
            "not in the total, because the units file does not say whom they stand under: {units}. "
            "Add them with: taizhang units"
        )
        yield Note("unplaced", text.format(units="、".join(left)), len(left))


def _more_below(answer: Answer, unit: str) -> Iterator[Note]:
    """A unit that reported less than the units under it add up to."""
    units, kinds = answer.gathered.units, answer.gathered.kinds
    if not answer.measure.is_money or not units.by_name:
        return
    reported = reporting(answer.by_unit)
    under_it = {top: units.under(top) - {top} for found in answer.tops.values() for top in found.units}
    for column in answer.columns:
        for top in answer.tops[column].units if column in answer.tops else ():
            lower = tops(under_it[top] & reported[column], kinds, units)
            under = add(answer.by_unit[name, ""][column] for name in lower.units)
            own = answer.by_unit[top, ""][column]
            if under.value > own.value:
                text = _("{year}: {unit} reported {own}, but the units under it add up to {under}; look at both")
                figures = {"own": money(own.value, unit), "under": money(under.value, unit)}
                yield Note("more_below", text.format(year=column, unit=top, **figures), 1, under.value - own.value)


def _overlaps(answer: Answer) -> Iterator[Note]:
    """Papers left out because another paper of the same unit covers the same months."""
    gathered = answer.gathered
    for (unit, year), choice in sorted(gathered.chosen.items(), key=lambda item: (item[0][1], item[0][0])):
        left = [paper for paper in choice.left if paper.year == year]
        if not left or unit not in gathered.within or (answer.columns and year not in answer.columns):
            continue
        halves = all(span(paper, year) != WHOLE for paper in left) and span(choice.taken[0], year) == WHOLE
        if halves:
            text = _("{unit} {year}: the whole year's paper is used; those on parts of it are not added ({count})")
        else:
            text = _("{unit} {year}: several papers cover the same months; used: {title}; not added: {count}")
        text = text.format(unit=unit, year=year, title=choice.taken[0].title, count=len(left))
        yield Note("part_year" if halves else "overlap", text, len(left))


def _duplicates(connection: sqlite3.Connection, answer: Answer) -> Iterator[Note]:
    """Earlier versions and copies of papers that are used, by the paper used."""
    gathered = answer.gathered
    if not gathered.doubles:
        return
    files = queries.files(connection)
    by_later: dict[str, list[str]] = defaultdict(list)
    for earlier, pair in sorted(gathered.doubles.items()):
        paper = gathered.papers[earlier]
        if gathered.is_about(paper) and (not paper.year or not answer.columns or paper.year in answer.columns):
            by_later[pair.later].append(files.get(paper.document, paper.title))
    for later, earlier_files in by_later.items():
        paper = gathered.papers[later]
        text = ngettext(
            "{unit} {period}: counted once, as in {later}; an earlier version or copy is not added: {files} "
            "(see taizhang duplicates)",
            "{unit} {period}: counted once, as in {later}; {count} earlier versions or copies are not added: {files} "
            "(see taizhang duplicates)",
            len(earlier_files),
        )
        shown = "、".join(earlier_files[:_NAMED]) + ("…" if len(earlier_files) > _NAMED else "")
        text = text.format(
            unit=gathered.unit(paper), period=paper.period or paper.year, count=len(earlier_files), files=shown,
            later=files.get(paper.document, paper.title),
        )  # fmt: skip
        yield Note("duplicate", text, len(earlier_files))


def _open(connection: sqlite3.Connection, answer: Answer) -> Iterator[Note]:
    """Facts without a figure, or with a doubtful one, in the papers that were taken."""
    kind = answer.measure.kind
    if answer.question.wanted:
        return  # what is masked or doubtful has no sure fund or group to be filtered by
    rows = {"amount": queries.left_open, "headcount": queries.masked_headcounts, "activity": queries.planned_activities}
    counted: Counter[str] = Counter()
    for why, summary, year, count in rows[kind](connection):
        if _concerns(answer, summary, year):
            counted[why] += count
    for why, text in _OPEN.items():
        if counted[why]:
            yield Note(why, _(text).format(count=counted[why]), counted[why])


def _concerns(answer: Answer, summary: str, year: int | None) -> bool:
    """Whether a fact of this paper and year would stand in the table, had it a figure."""
    gathered, paper = answer.gathered, answer.gathered.papers.get(summary)
    if paper is None or not gathered.is_about(paper) or summary in gathered.doubles:
        return False
    unit = gathered.unit(paper)
    if not unit or not year:
        return True
    chosen = gathered.chosen.get((unit, year))
    return year in answer.columns and (not chosen or paper in chosen.taken)


def _no_year(answer: Answer, unit: str) -> Iterator[Note]:
    undated = [entry for entry in _left_out(answer) if entry.year is None and entry.unit]
    is_several = [("/" in (answer.gathered.papers[entry.summary].period or "")) for entry in undated]
    unknown = [entry for entry, several in zip(undated, is_several, strict=True) if not several]
    several = [entry for entry, several in zip(undated, is_several, strict=True) if several]
    yield from _told("no_year", _("not counted, year not known: {figures}"), unknown, answer, unit)
    text = _("not in the table, for several years together: {figures}; see them with --period or --by document")
    yield from _told("several_years", text, several, answer, unit)


def _no_unit(answer: Answer, unit: str) -> Iterator[Note]:
    nobody = [entry for entry in _left_out(answer) if entry.unit is None]
    text = _("not counted, unit not known: {figures}; see them with --by document")
    yield from _told("no_unit", text, nobody, answer, unit)


def _other_scope(answer: Answer, unit: str) -> Iterator[Note]:
    """Relief to civilians, which is kept apart from service money unless asked for."""
    gathered = answer.gathered
    if gathered.question.scope != "service":
        return
    shown = [e for e in answer.entries if e.figure.facts and e.taken and e.column in answer.columns]
    civil = [e for e in shown if e.scope == "civil"]
    told = reporting(add_up(civil, lambda entry: entry.unit or ""))
    highest = {column: tops(names, gathered.kinds, gathered.units).units for column, names in told.items()}
    added = [entry for entry in civil if entry.unit in highest[entry.column]]
    text = _("apart from this, relief to civilians (低保, 五保 and the like): {figures}; join it with --scope all")
    yield from _told("civil", text, added, answer, unit)


def _to_public(connection: sqlite3.Connection, answer: Answer, unit: str) -> Iterator[Note]:
    """What troops gave to the public, which stands in the figures unless asked not to."""
    gathered, question = answer.gathered, answer.question
    if not answer.measure.is_money or question.direction != "all":
        return
    wanted = {**question.wanted, "direction": ("to_public",)}
    found = queries.sums(connection, answer.measure, None, wanted)
    given = [gathered.entry(one) for one in found if one.summary in gathered.papers]
    added = [e for e in given if e.taken and gathered.in_scope(e) and e.column in answer.columns]
    added = [e for e in added if e.column not in answer.tops or e.unit in answer.tops[e.column].units]
    text = _("of this, what troops gave to the public: {figures}; query leaves it out with --direction to_service")
    yield from _told("to_public", text, added, answer, unit)


def _other_types(answer: Answer) -> Iterator[Note]:
    """Plans, notices and other papers that are no reports on work done."""
    gathered = answer.gathered
    counted = Counter(
        paper.document_type
        for paper in gathered.others.values()
        if gathered.is_about(paper) and (not answer.question.years or paper.year in answer.question.years)
    )
    if counted:
        kinds = "、".join(f"{label(DOCUMENT_TYPES, kind)} {count}" for kind, count in counted.most_common())
        text = _("left out, no reports on work done: {kinds}; take them in with --documents all")
        yield Note("other_types", text.format(kinds=kinds), sum(counted.values()))


def _headcounts(answer: Answer) -> Iterator[Note]:
    if answer.measure.kind == "headcount" and answer.rows:
        text = _("numbers are added as told: the same people may be told of more than once")
        yield Note("headcounts", text)


def _marks(answer: Answer) -> Iterator[Note]:
    """What the marks in the cells mean, where there are any."""
    rows = (*answer.rows, *answer.totals)
    shown = {row.cells[column].bound for row in rows for column in answer.columns if column in row.cells}
    bounds = shown | {row.total(answer.columns).bound for row in rows}
    if "about" in bounds:
        yield Note("about", _("{mark}: holds approximate figures").format(mark=label(MARKS, "about").strip()))
    if "over" in bounds:
        text = _("{mark}: at least this; some figures were told as 余 or 以上")
        yield Note("over", text.format(mark=label(MARKS, "over").strip()))


def _corrected(answer: Answer) -> Iterator[Note]:
    """How many facts of these figures a person corrected, or took out of them."""
    entries = [e for e in answer.entries if e.taken and e.column in answer.columns and answer.gathered.in_scope(e)]
    count = sum(entry.figure.corrected for entry in entries)
    if count:
        text = ngettext(
            "{mark}: {count} fact here stands as a person corrected it; see who, when and why with taizhang show",
            "{mark}: {count} facts here stand as people corrected them; see who, when and why with taizhang show",
            count,
        )
        yield Note("corrected", text.format(mark=CORRECTED, count=count), count)


def _left_out(answer: Answer) -> list[Entry]:
    """Sums that were asked for and stand in no cell."""
    entries = [e for e in answer.entries if e.asked and not e.taken and answer.gathered.in_scope(e)]
    return [entry for entry in entries if entry.figure.facts and entry.summary not in answer.gathered.doubles]


def _told(code: str, text: str, entries: Sequence[Entry], answer: Answer, unit: str) -> Iterator[Note]:
    """A note with how many facts, in how many papers, and for money what they add up to."""
    if not entries:
        return
    total = add(entry.figure for entry in entries)
    papers = len({entry.summary for entry in entries})
    figures = ngettext("{facts} in {papers} paper", "{facts} in {papers} papers", papers)
    figures = figures.format(facts=total.facts, papers=papers)
    if answer.measure.is_money:
        figures += _(", {money} {unit}").format(money=money(total.value, unit), unit=label(MONEY, unit))
    yield Note(code, text.format(figures=figures), total.facts, total.value if answer.measure.is_money else None)


def _join(columns: Iterable[Column]) -> str:
    """Years as people write them: 2017–2019、2021."""
    runs: list[list[Column]] = []
    for column in columns:
        if runs and isinstance(column, int) and isinstance(runs[-1][-1], int) and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
