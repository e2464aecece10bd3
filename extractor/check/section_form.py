"""Sections that stand there and say nothing, and sections out of the order in which they usually stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.check.draft import Draft, finding_kinds
from extractor.check.missing_sections import section_name
from extractor.finding import Finding
from extractor.i18n import _
from extractor.kinds import FindingKind
from extractor.labels import DOCUMENT_TYPES
from extractor.model import Section, Summary

# Under a heading with at most so many characters and no figure there may be only slogans; so many of them make it sure.
SLOGANS = 90
SURE = 2
NO_DEEDS = ("signoff", "overview")
WORK = ("leadership", "publicity", "benefits", "visits", "co_building", "army_aid", "army_support", "commendation")
FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千两]+(?:名|位|户|人次|次|场|个|家|期|份|条|支|所|项|件|座)")
EMPTY = "empty-section"


def empty_sections(draft: Draft) -> Iterator[Finding]:
    """A heading on a line of its own over nothing, or over slogans only."""
    if not draft.is_summary:
        return
    kind = finding_kinds(draft.rules)[EMPTY]
    parents = {section.parent for section in draft.summary.sections}
    for section in draft.summary.sections:
        own_line = draft.text[section.body_start - 1 : section.body_start] in ("\n", "")
        if section.heading and own_line and section.index not in parents and is_empty(section, draft.summary, kind):
            yield draft.finding(
                EMPTY,
                (section.start, section.start + len(draft.text[section.start : section.body_start].rstrip())),
                section=section.standard[0] if section.standard else None,
                heading=section.heading,
            )


def is_empty(section: Section, summary: Summary, kind: FindingKind) -> bool:
    """Whether nothing stands under the heading, or only words that tell of nothing done."""
    body = summary.text[section.body_start : section.end].strip()
    if not body:
        return True
    if len(body) > SLOGANS or set(section.standard) & set(NO_DEEDS) or FIGURE.search(body):
        return False
    slogans = sum(word in body for word in kind.words)
    return slogans >= SURE and not any(word in body for word in kind.unless)


def sections_in_order(draft: Draft) -> Iterator[Finding]:
    """Problems and next steps that stand, under a heading of their own, before the work that they follow from."""
    headed = [(section, code) for section in draft.summary.sections if section.heading for code in section.standard]
    if not draft.is_summary:
        return
    for place, (section, code) in enumerate(headed):
        behind = [other for other in headed[place + 1 :] if other[1] in WORK and other[0].level <= section.level]
        if code in ("problems", "next_steps") and len({each.index for each, _code in behind}) >= 2:
            yield draft.finding(
                "section-order",
                (section.start, section.start + len(draft.text[section.start : section.body_start].rstrip())),
                section=code,
                section_name=section_name(code),
                following=section_name(behind[0][1]),
            )


def not_a_summary(draft: Draft) -> Iterator[Finding]:
    """A plan, a notice, a speech, a summary of one matter: said once, so that nobody wonders why no section is asked
    for."""
    if not draft.is_asked:
        span = (0, draft.title_end) if draft.title_end else None
        paper = _("summary of one matter") if draft.is_summary else _(DOCUMENT_TYPES[draft.summary.document_type])
        yield draft.finding("not-a-summary", span, paper=paper)
