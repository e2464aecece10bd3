"""Drafts' findings as text, JSON and Markdown. ``findings_page`` is the page, ``roll_call`` the table over many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from corpus.render.fields import noted
from corpus.render.formats import escaped
from corpus.render.grid import Entry, Grid, clean, json_text
from extractor.contract import checked_to_dict
from extractor.finding import Finding
from extractor.i18n import _, ngettext
from extractor.labels import LEVELS, SECTIONS, UNIT_KINDS, label
from extractor.model import Document, Summary

AROUND = 20  # characters of the text shown before and behind the words meant
LONGEST = 60  # of the words meant so many are shown
MOST = 3  # places of one code that are shown in full; the rest are named by their paragraphs


class Checked(NamedTuple):
    """A draft's summary with its findings, the worst first. ``unit_kind`` is the one that it was judged by."""

    document: Document
    summary: Summary
    unit_kind: str
    findings: Sequence[Finding]


def as_text(checked: Sequence[Checked], terminal: bool = False) -> Iterator[str]:
    """Each draft's findings by level, and what is in order. On a terminal lines are fitted to it."""
    from corpus.render.table import as_table

    for number, one in enumerate(checked):
        if number:
            yield ""
        yield clean(heading(one))
        for level, found in by_level(one.findings):
            caption = f"\n{label(LEVELS, level)} ({len(found)})"
            entries = list(_entries(one.summary, found))
            yield as_table(Grid((), (), caption=caption, entries=entries), terminal).rstrip("\n")
        yield ""
        yield in_order(one)


def heading(one: Checked) -> str:
    """File, title and kind of unit, with how many findings there are."""
    count = ngettext("{count} finding", "{count} findings", len(one.findings)).format(count=len(one.findings))
    title = noted(one.summary.title, label(UNIT_KINDS, one.unit_kind))
    line = _("{source} [{ordinal}] {title}: {count}")
    return line.format(source=one.document.source, ordinal=one.summary.ordinal, title=title, count=count)


def in_order(one: Checked) -> str:
    """The standard sections that are there, and what was found nothing of."""
    codes = one.summary.standard_sections
    if not codes:
        return _("No standard section was found.")
    return _("Sections found: {names}").format(names=_("; ").join(label(SECTIONS, code) for code in codes))


def by_level(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each level that there are any of, in their order."""
    for level, found in groupby(findings, key=lambda finding: finding.level):
        yield level, list(found)


def by_code(findings: Sequence[Finding]) -> Iterator[tuple[list[Finding], list[Finding]]]:
    """The findings of each code: those to show in full, and the rest where there are many places of one kind. What is
    about the whole draft (a missing section) is another matter each time, and is always shown.
    """
    codes = dict.fromkeys(finding.code for finding in findings)
    for code in codes:
        found = [finding for finding in findings if finding.code == code]
        whole, placed = [f for f in found if f.place is None], [f for f in found if f.place is not None]
        shown = len(placed) if len(placed) <= MOST + 1 else MOST
        yield [*whole, *placed[:shown]], placed[shown:]


def _entries(summary: Summary, findings: Sequence[Finding]) -> Iterator[Entry]:
    for shown, rest in by_code(findings):
        for finding in shown:
            body, marks = excerpt(summary, finding)
            told = [finding.message, finding.suggestion] if finding.suggestion else [finding.message]
            if rest and finding is shown[-1]:
                told.append(elsewhere(rest))
            head = " ".join(part for part in (f"[{finding.code}]", where(finding)) if part)
            yield Entry(head, body, marks, told[0], told[1:]) if body else Entry(head, told[0], (), "", told[1:])


def where(finding: Finding) -> str:
    """The paragraph and the heading that a finding stands under; nothing where it is about the whole draft."""
    if finding.place is None:
        return ""
    paragraph = _("paragraph {number}").format(number=finding.place.block + 1)
    return noted(paragraph, finding.heading) if finding.heading else paragraph


def elsewhere(rest: Sequence[Finding]) -> str:
    """``17 more: paragraphs 5, 8, 9``."""
    numbers = sorted({finding.place.block + 1 for finding in rest if finding.place})
    text = ngettext("{count} more: paragraphs {numbers}", "{count} more: paragraphs {numbers}", len(rest))
    return text.format(count=len(rest), numbers=_(", ").join(map(str, numbers)))


def excerpt(summary: Summary, finding: Finding) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words meant in their line, with their span in it; long ones are cut short."""
    if finding.start is None or finding.end is None:
        return "", ()
    text = summary.text
    end = min(finding.end, finding.start + LONGEST)
    first = max(text.rfind("\n", 0, finding.start) + 1, finding.start - AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + AROUND)
    before = "…" if first and text[first - 1] != "\n" else ""
    after = "…" if last < len(text) and text[last] != "\n" else ""
    start = len(before) + finding.start - first
    return before + text[first:last] + after, ((start, start + end - finding.start),)


def as_json(checked: Sequence[Checked]) -> Iterator[str]:
    """One list, an object a summary."""
    found = [checked_to_dict(one.document.source, one.summary, one.unit_kind, one.findings) for one in checked]
    yield json_text(found)


def as_markdown(checked: Sequence[Checked]) -> Iterator[str]:
    """A heading for each draft, one for each level, a list item for each finding."""
    for one in checked:
        yield f"# {escaped(heading(one))}"
        for level, found in by_level(one.findings):
            yield f"\n## {label(LEVELS, level)} ({len(found)})\n"
            for finding in found:
                body, marks = excerpt(one.summary, finding)
                place = " ".join(part for part in (where(finding), _quoted(body, marks)) if part)
                yield f"- **{finding.code}** {escaped(finding.message)} {escaped(finding.suggestion)}".rstrip()
                if place:
                    yield f"  {place}"
        yield f"\n{escaped(in_order(one))}\n"


def _quoted(body: str, marks: Sequence[tuple[int, int]]) -> str:
    """The excerpt with the words meant in bold."""
    if not marks:
        return ""
    ((start, end),) = marks
    return f"> {escaped(body[:start])}**{escaped(body[start:end])}**{escaped(body[end:])}"
