"""Standard sections that a unit of this kind is expected to write and that the draft lacks.

A section is there when a heading names it (a compound heading names two), or when a paragraph without one is about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.check.draft import Draft
from extractor.check.traces import touched
from extractor.finding import Finding, Level
from extractor.i18n import _
from extractor.kinds import Profile, SectionKind
from extractor.labels import SECTIONS
from extractor.model import STANDARD_SECTIONS
from extractor.rules import Rules

CODE = "missing-section"
EXAMPLES = 3
YEAR = re.compile("20[0-9]{2}")  # 2020年工作计划 suits one year only


def missing_sections(draft: Draft) -> Iterator[Finding]:
    """A finding for each expected section that is not there, in the order in which sections usually stand."""
    found = draft.summary.standard_sections
    there = touched(draft).union(found)
    for code in asked_sections(draft):
        if code not in there:
            advice = suggestion(code, found, draft.rules)
            named = section_name(code)
            # what calls itself no summary may be none
            level: Level | None = "hint" if draft.summary.document_type == "other" else None
            yield draft.finding(CODE, section=code, level=level, suggestion=advice, section_name=named)


def asked_sections(draft: Draft) -> tuple[str, ...]:
    """The sections that the draft is asked for; none where it is no summary of the whole work."""
    return expected_sections(draft.unit_kind, draft.rules) if draft.is_asked else ()


def expected_sections(unit_kind: str, rules: Rules) -> tuple[str, ...]:
    """The sections expected of the kind of unit; of a kind without a profile, those of the profile ``any``."""
    profiles = {profile.unit_kind: profile for _rule, profile in rules.of(Profile)}
    profile = profiles.get(unit_kind) or profiles.get("any")
    wanted = profile.expected if profile is not None else ()
    return tuple(code for code in STANDARD_SECTIONS if code in wanted)


def suggestion(code: str, found: Sequence[str], rules: Rules) -> str:
    """Where the section would stand, and headings that others give it."""
    order = STANDARD_SECTIONS.index(code)
    before = [each for each in STANDARD_SECTIONS[:order] if each in found]
    after = [each for each in STANDARD_SECTIONS[order + 1 :] if each in found]
    headings = "；".join(example_headings(code, rules))
    if before:
        place = _("It usually stands after “{section}”.").format(section=section_name(before[-1]))
    elif after:
        place = _("It usually stands before “{section}”.").format(section=section_name(after[0]))
    else:
        place = ""
    possible = _("Possible headings: {headings}").format(headings=headings)
    return _("{place} {headings}").format(place=place, headings=possible) if place else possible


def example_headings(code: str, rules: Rules) -> tuple[str, ...]:
    """Headings from the section's rules, the first of each rule's examples before the second."""
    listed = [
        [example for example in rule.examples if not example.endswith("。") and not YEAR.search(example)]
        for rule, kind in rules.of(SectionKind)
        if kind.code == code and kind.headings
    ]
    return tuple(dict.fromkeys(example for group in listed for example in group))[:EXAMPLES]


def section_name(code: str) -> str:
    """The section's name in the reader's language."""
    return _(SECTIONS[code])
