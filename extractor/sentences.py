"""A part's text -> its sentences, with spans, and which of them speak of what is planned.

Sentences end at 。！？ and where a paragraph ends, never inside quotation marks or brackets; ；ends no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Section, Sentence
from extractor.outline import Part
from extractor.rules import Rules
from extractor.section_words import SectionWords, section_words

# each branch begins with a letter of its own, so that the search runs from mark to mark
BREAK = re.compile(
    r"“[^“”\n]{0,120}”|（[^（）\n]{0,120}）|\([^()\n]{0,120}\)|《[^《》\n]{0,80}》|「[^「」\n]{0,120}」"
    r"|。[。！？!?”’）)」』]*|！[。！？!?”’）)」』]*|？[。！？!?”’）)」』]*|![。！？!?”’）)」』]*|\?[。！？!?”’）)」』]*|\n"
)
ENDS = "。！？!?\n"
SPEECH_ENDS = ("。”", "！”", "？”")


def split_sentences(part: Part, rules: Rules, all_planned: bool = False) -> tuple[Sentence, ...]:
    """The sentences in order, without the line breaks between them. ``all_planned``: the text is a plan as a whole."""
    return mark(part, cut(part), section_words(rules), all_planned)


def cut(part: Part) -> list[tuple[int, int]]:
    """Spans of the sentences. A run-in heading is a sentence of its own."""
    text = part.text
    run_ins = [s.body_start for s in part.sections if s.heading and text[s.body_start - 1 : s.body_start] != "\n"]
    spans: list[tuple[int, int]] = []
    start = 0
    for found in BREAK.finditer(text):
        first = found.start()
        if text[first] not in ENDS and not (found[0].endswith(SPEECH_ENDS) and text[first - 1] in "：:\n"):
            continue
        end = first if text[first] == "\n" else found.end()
        if end > start:
            spans.append((start, end))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return split_at(spans, run_ins) if run_ins else spans


def split_at(spans: list[tuple[int, int]], places: list[int]) -> list[tuple[int, int]]:
    """The spans, cut once more at the places (in order) that fall inside one: a heading that ends in ：."""
    found: list[tuple[int, int]] = []
    left = iter(places)
    place = next(left, -1)
    for start, end in spans:
        while 0 <= place < end:
            if place > start:
                found.append((start, place))
                start = place
            place = next(left, -1)
        found.append((start, end))
    return found


def mark(part: Part, spans: list[tuple[int, int]], words: SectionWords, all_planned: bool) -> tuple[Sentence, ...]:
    """The sentences with their section, paragraph, and whether they are planned: from an opening such as 今后 to the
    paragraph's end, and on through the items that follow it."""
    sections, paragraphs = part.sections, part.paragraphs
    plan = plan_sections(sections, words)
    plans = iter(words.plans_in(part.text))
    next_plan = next(plans, -1)
    found: list[Sentence] = []
    number, planning = -1, -2  # number counts paragraphs; planning is the one in which a plan was opened
    at = 0
    for index, (start, end) in enumerate(spans):
        while number + 1 < len(paragraphs) and paragraphs[number + 1].start <= start:
            number += 1
        while at + 1 < len(sections) and sections[at + 1].start <= start:
            at += 1
        kind = paragraphs[number].kind
        heading = kind == "title" or (sections[at].heading != "" and start < sections[at].body_start)
        if planning == number - 1 and kind == "item" and not heading:
            planning = number
        planned = (all_planned and kind != "title") or at in plan or planning == number
        plan_start = 0
        while 0 <= next_plan < end:
            if kind != "cell" and not heading and next_plan >= start:
                planning = number
                if not planned:
                    planned, plan_start = True, next_plan
            next_plan = next(plans, -1)
        found.append(Sentence(index, start, end, at, number, heading, planned, plan_start))
    return tuple(found)


def plan_sections(sections: Sequence[Section], words: SectionWords) -> set[int]:
    """The sections under a heading that speaks of nothing but what is to come, and those under them. Under a compound
    one (存在问题及下一步打算) the sentences' own openings tell."""
    found: set[int] = set()
    for section in sections:
        if section.parent in found or (section.heading and words.is_plan(section.heading)):
            found.add(section.index)
    return found
