"""Which standard sections (docs/fact-model.md) a summary holds: told from its headings, from the words that open its
paragraphs, and from what its paragraphs speak of where no heading does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.lines import ENUMERATED, HAN, is_date, is_unit
from extractor.model import Section, Sentence
from extractor.outline import Part
from extractor.rules import Rules
from extractor.section_words import SectionWords, section_words
from extractor.sentences import plan_sections

LEAD = 36  # characters of a paragraph's first clause that say what it is about
CLOSING = 0.5  # problems and plans stand in the second half of a text
INTRODUCED = {"overview": 0, "leadership": 1}  # what a first paragraph can tell, and how many more cues it takes
POINT = rf"(?:[（(]?[{HAN}\d①-⑳]{{1,3}}[）)、．.]{{1,2}}\s*)?(?:{ENUMERATED.pattern})?"  # 1、 （一） 二是
TIME = r"(?:[^，。]{0,8}(?:年|年来|以来|期间|月|半年|前夕|季度)，)?"
OPENING = re.compile(rf"{POINT}{TIME}(?P<lead>[^，。；！？\n]{{0,{LEAD}}})")
INLINE_LEAD = re.compile(rf"[。；：](?:{ENUMERATED.pattern})(?P<lead>[^，。；：\n]{{4,25}})(?=[。：])")

SIGNED = re.compile(r"\S{2,30}\s+\S*年\S*月\S*日?")  # 云水镇人民政府 2019年12月20日

# What stands under such a heading alone is wanting or to come: 双拥宣传形式还比较单一 is no publicity.
WANTING = frozenset({"problems", "next_steps", "signoff"})

Headed = Mapping[int, frozenset[str]]  # section -> the codes of its heading
Found = dict[int, dict[str, int]]  # section -> its codes, each with the place where it was first told


def classify_sections(part: Part, sentences: Sequence[Sentence], rules: Rules) -> tuple[Section, ...]:
    """The part's sections with their ``standard`` codes, headings' own first, then those that their text tells."""
    words = section_words(rules)
    found: Found = {section.index: {} for section in part.sections}
    plan = plan_sections(part.sections, words)
    all_planned = bool(sentences) and all(s.planned or s.paragraph == 0 for s in sentences)
    for section in part.sections:
        if section.index in plan:
            found[section.index]["next_steps"] = section.start
        elif section.heading:
            for code in words.of_heading(section.heading):
                found[section.index][code] = section.start
    ends = ending(part)
    planned = {s.paragraph for s in sentences if s.planned and not s.heading} if not all_planned else set()
    of_headings = {index: frozenset(codes) for index, codes in found.items()}
    tell_by_leads(part, planned, words, found, of_headings)
    tell_by_cues(part, planned, words, found, of_headings)
    _tell_by_plans(part, sentences, all_planned, found)
    if ends is not None:
        found[_section_at([section.start for section in part.sections], ends)].setdefault("signoff", ends)
    return tuple(
        replace(section, standard=tuple(sorted(found[section.index], key=found[section.index].__getitem__)))
        if found[section.index]
        else section
        for section in part.sections
    )


def _section_at(starts: Sequence[int], position: int) -> int:
    return bisect_right(starts, position) - 1


def is_wanting(codes: frozenset[str]) -> bool:
    """Whether a heading speaks of problems or of what is to come, and of nothing else."""
    return bool(codes) and codes <= WANTING


def introduction(part: Part) -> int:
    """The paragraph that opens the body without a heading and is no item: it names everything and tells nothing."""
    for number, paragraph in enumerate(part.paragraphs):
        if paragraph.kind == "title":
            continue
        return number if paragraph.kind == "text" and len(part.paragraphs) > number + 2 else -1
    return -1


def tell_by_leads(part: Part, planned: set[int], words: SectionWords, found: Found, of_headings: Headed) -> None:
    """Tell sections by the clause that opens a paragraph, after its number (二是, 1、) and time (今年，), and by the
    short sentences that open the points within one."""
    text, intro = part.text, introduction(part)
    places: list[int] = []
    leads: list[str] = []
    for number, paragraph in enumerate(part.paragraphs):
        if (
            paragraph.kind in ("text", "item")
            and number not in planned
            and number != intro
            and not is_unit(part.text[slice(*paragraph[:2])])
        ):
            opening = OPENING.match(text, paragraph.start, paragraph.end)
            if opening is not None:
                places.append(paragraph.start)
                leads.append(opening["lead"])
    starts = [paragraph.start for paragraph in part.paragraphs]
    section_starts = [section.start for section in part.sections]
    for inline in INLINE_LEAD.finditer(text):
        if bisect_right(starts, inline.start()) - 1 not in planned:
            places.append(inline.start())
            leads.append(inline["lead"])
    for index, codes in words.of_leads(leads):
        number = _section_at(section_starts, places[index])
        for code in codes:
            if code in WANTING or not is_wanting(of_headings[number]):
                found[number].setdefault(code, places[index])


def tell_by_cues(part: Part, planned: set[int], words: SectionWords, found: Found, of_headings: Headed) -> None:
    """Tell sections that nothing else told by a paragraph that holds enough of their cues."""
    done = {code for codes in found.values() for code in codes}
    if words.cue_codes <= done:
        return
    starts = [paragraph.start for paragraph in part.paragraphs]
    section_starts = [section.start for section in part.sections]
    intro = introduction(part)
    closing = len(part.text) * CLOSING
    held: dict[tuple[int, str], set[str]] = {}
    for place, cue_words, cue in words.cues_in(part.text, words.cue_codes - done):
        if cue.code in done or (cue.closing and place < closing):
            continue
        number = bisect_right(starts, place) - 1
        if part.paragraphs[number].kind in ("title", "heading", "note") or (
            number == intro and cue.code not in INTRODUCED
        ):
            continue
        if cue.code not in WANTING and is_wanting(of_headings[_section_at(section_starts, place)]):
            continue
        if (number in planned and not cue.closing) or (cue.closing and cue.unless.search(clause_at(part.text, place))):
            continue
        seen = held.setdefault((number, cue.code), set())
        seen.add(cue_words)
        if len(seen) >= cue.needs + (INTRODUCED[cue.code] if number == intro else 0):
            found[_section_at(section_starts, place)][cue.code] = place
            done.add(cue.code)


def clause_at(text: str, place: int) -> str:
    """The words of the sentence up to the place, and a little more."""
    start = max(text.rfind(mark, 0, place) for mark in "。；！？\n") + 1
    return text[start : place + 12]


def _tell_by_plans(part: Part, sentences: Sequence[Sentence], all_planned: bool, found: Found) -> None:
    if all_planned:
        return
    for sentence in sentences:
        if sentence.planned and sentence.start >= len(part.text) * CLOSING:
            found[sentence.section].setdefault("next_steps", sentence.start)


def ending(part: Part) -> int | None:
    """Where a sign-off begins: a unit's name and a date, or a date, alone at the end."""
    at = None
    for paragraph in reversed([p for p in part.paragraphs[-6:] if p.kind not in ("title", "note")]):
        text = part.text[paragraph.start : paragraph.end]
        if len(text) > 60 or not (is_date(text) or (at is not None and is_unit(text)) or SIGNED.fullmatch(text)):
            break
        at = paragraph.start
    return at
