"""Rules of the document's structure (sections, paper types, unit kinds, profiles) tried on their own examples.

Each function gives what fails, in English, one line a failure; nothing where the rule holds.
"""

from __future__ import annotations

import re

from extractor.kinds import Profile, SectionKind, TypeWords, UnitWords
from extractor.model import DOCUMENT_TYPES, STANDARD_SECTIONS, UNIT_KINDS, Block, Told, standard_codes
from extractor.outline import Part, outline
from extractor.profile import identify
from extractor.rules import Rule, Rules, version_of
from extractor.sections import classify_sections
from extractor.sentences import split_sentences
from extractor.units import alone, in_title, kinds_told, unit_names, words_of_kinds

OPENING = "本单位按照年度安排推进各项任务，分工清楚，进展顺利。"  # tells nothing, as the first paragraph of a text
MIDDLE = "日常事务由专人负责，遇事有人管，件件有回音。"


def prove_section(rule: Rule, rules: Rules) -> list[str]:
    """Each example must give the rule's section by this rule alone; a counter-example must not, by this rule alone."""
    kind: SectionKind = rule.body
    if kind.code not in STANDARD_SECTIONS:
        return [f"{kind.code} is no section; expected one of {', '.join(STANDARD_SECTIONS)}"]
    alone_rules = Rules((rule,), version_of((rule,)))
    failures = [
        f"not told as {kind.code}: {text}" for text in rule.examples if kind.code not in told(text, alone_rules)
    ]
    return failures + [
        f"must not be told as {kind.code}: {text}"
        for text in rule.counter_examples
        if kind.code in told(text, alone_rules)
    ]


def told(text: str, rules: Rules) -> tuple[str, ...]:
    """The sections told by a heading, or by a paragraph (it ends in 。) near the end of a text."""
    lines = [OPENING, MIDDLE, text] if text.endswith("。") else [OPENING, MIDDLE, f"一、{text}", MIDDLE]
    part = _part_of(*lines)
    return standard_codes(classify_sections(part, split_sentences(part, rules), rules))


def _part_of(*lines: str) -> Part:
    return outline([Block(index, line) for index, line in enumerate(lines)])[0]


def prove_document(rule: Rule, rules: Rules) -> list[str]:
    """An example is a title, or (ending in 。) a text; the whole rule set must give it the rule's type."""
    kind: TypeWords = rule.body
    if kind.type not in DOCUMENT_TYPES:
        return [f"{kind.type} is no document type; expected one of {', '.join(DOCUMENT_TYPES)}"]
    failures = [
        f"taken for {found}, expected {kind.type}: {text}"
        for text in rule.examples
        if (found := document_type(text, rules)) != kind.type
    ]
    return failures + [
        f"must not be taken for {kind.type}: {text}"
        for text in rule.counter_examples
        if document_type(text, rules) == kind.type
    ]


def document_type(text: str, rules: Rules) -> str:
    """The type of a paper with the title, or (ending in 。) of a paper with nothing but the text."""
    part = _part_of(text) if text.endswith("。") else _part_of(text, OPENING, MIDDLE)
    return identify(part, "", Told(), rules).document_type


def prove_unit(rule: Rule, rules: Rules) -> list[str]:
    """【】 in an example marks a name in a title; the whole rule set must find it, with the kind. An example without
    【】 is a text that must be told as the kind's; a counter-example must not be."""
    kind: UnitWords = rule.body
    if kind.unit_kind not in UNIT_KINDS:
        return [f"{kind.unit_kind} is no kind of unit; expected one of {', '.join(UNIT_KINDS)}"]
    failures = [failure for text in rule.examples if (failure := _unit_failure(text, kind, rules))]
    return failures + [
        f"must not be told as {kind.unit_kind}: {text}"
        for text in rule.counter_examples
        if _kind_of(text, rules) == kind.unit_kind
    ]


def _unit_failure(text: str, kind: UnitWords, rules: Rules) -> str:
    marked = re.search("【([^】]+)】", text)
    if marked is None:
        found = _kind_of(text, rules)
        return "" if found == kind.unit_kind else f"told as {found}, expected {kind.unit_kind}: {text}"
    named = in_title(re.sub("[【】]", "", text), unit_names(rules))
    if named is None or named.kind != kind.unit_kind or not marked[1].endswith(named.name):
        return f"found {named}, expected {marked[1]}, {kind.unit_kind}: {text}"
    return ""


def _kind_of(text: str, rules: Rules) -> str | None:
    names = unit_names(rules)
    named = in_title(text, names) or alone(text, names)
    if named is not None:
        return named.kind
    kinds = kinds_told(words_of_kinds(text, names), names)
    return kinds[0][0] if kinds else None


def prove_profile(rule: Rule, rules: Rules) -> list[str]:
    """A profile's proof is that its codes exist and none is both expected and optional."""
    profile: Profile = rule.body
    failures = []
    if profile.unit_kind not in (*UNIT_KINDS, "any"):
        failures.append(f"{profile.unit_kind} is no kind of unit; expected one of {', '.join((*UNIT_KINDS, 'any'))}")
    unknown = sorted({*profile.expected, *profile.optional} - set(STANDARD_SECTIONS))
    if unknown:
        failures.append(f"no such section: {', '.join(unknown)}; expected some of {', '.join(STANDARD_SECTIONS)}")
    both = sorted(set(profile.expected) & set(profile.optional))
    if both:
        failures.append(f"both expected and optional: {', '.join(both)}")
    return failures
