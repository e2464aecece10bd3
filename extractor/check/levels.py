"""The numbers of headings and items: 一、（一）1.（1）① (GB/T 9704-2012, 7.3.3), typed or Word's own.

A number is compared with the one before it of its own style, as long as no number of an outer style stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extractor.check.draft import Draft, Paragraph
from extractor.finding import Finding
from extractor.lines import NUMBER, STYLES, label_style, ordinal

INNER = {style: rank for rank, style in enumerate(STYLES)}
# （一）、 and 1、 where the standard has （一） and 1.
COMMA_BEHIND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][、.．]")
ARABIC_COMMA = re.compile(r"[0-9]{1,2}、")
ORDINAL_COMMA = re.compile(r"(?:^|(?<=[。；：\n]))(?:第[一二三四五六七八九十]|首先|其次|再次|最后)、")

SENTENCE_END = re.compile(r"[。；：！？;:!?]\s*")


class Numbered(NamedTuple):
    """A paragraph that begins with a number: its style, which of the style it is, and where the number's words end."""

    paragraph: Paragraph
    style: str
    ordinal: int
    end: int


@dataclass
class _Count:
    """The last number of each style in its place, and anywhere in the draft."""

    here: dict[str, int]
    anywhere: dict[str, int]


def numbered(draft: Draft) -> Iterator[Numbered]:
    """The paragraphs that begin with a number, tables left out."""
    for paragraph in draft.paragraphs:
        if paragraph.block.kind != "paragraph" or paragraph.start < draft.title_end:
            continue
        label = paragraph.block.label.strip()
        found = None if label else NUMBER.match(paragraph.text)
        style = label_style(label) if label else (found.lastgroup or "") if found else ""
        place = ordinal(label or (found[0] if found else ""))
        if style in INNER and place is not None:
            yield Numbered(paragraph, style, place, found.end() if found else min(8, len(paragraph.text)))


def number_sequence(draft: Draft) -> Iterator[Finding]:
    """Numbers that are left out or stand twice."""
    count = _Count({}, {})
    above = draft.title_end
    for each in numbered(draft):
        code = _fault(draft, each, count)
        if code == "number-gap" and _runs_on(draft.text[above : each.paragraph.start], each, count):
            code = ""
        above = each.paragraph.start
        if code:
            start = each.paragraph.start
            yield draft.finding(code, (start, start + each.end))
        count.here = {style: n for style, n in count.here.items() if INNER[style] < INNER[each.style]}
        count.here[each.style] = count.anywhere[each.style] = each.ordinal


def _fault(draft: Draft, each: Numbered, count: _Count) -> str:
    """The code of what is wrong with a number, or nothing."""
    before = count.here.get(each.style)
    if each.ordinal == 1:  # a list may begin anew below a heading without a number
        return "number-repeated" if before == 1 and not _begins_anew(draft, each) else ""
    if before is None:
        return "" if count.anywhere.get(each.style) == each.ordinal - 1 else "number-gap"
    if each.ordinal == before + 1:
        return ""
    return "number-gap" if each.ordinal > before else "number-repeated"


def _runs_on(text: str, each: Numbered, count: _Count) -> bool:
    """Whether the numbers that seem left out stand within the paragraphs above: …如下：一、基本情况 in one line."""
    inside = [NUMBER.match(text, mark.end()) for mark in SENTENCE_END.finditer(text)]
    there = {ordinal(found[0]) for found in inside if found is not None and found.lastgroup == each.style}
    return set(range(count.here.get(each.style, 0) + 1, each.ordinal)) <= there


def _begins_anew(draft: Draft, each: Numbered) -> bool:
    """Whether something other than numbered paragraphs and their text leads into the number: a heading without one,
    a line that ends in a colon."""
    at = draft.paragraphs.index(each.paragraph)
    above = draft.paragraphs[max(at - 1, 0)]
    section = draft.section_at(max(each.paragraph.start - 1, 0))
    return above.text[-1] in "：:" or (section is not None and bool(section.heading) and not section.number)


def level_jumps(draft: Draft) -> Iterator[Finding]:
    """一、 with 1. right under it: said once, for whoever writes so does it throughout."""
    before = None
    for each in numbered(draft):
        if before is not None and INNER[each.style] - INNER[before] > 1 and each.ordinal == 1:
            start = each.paragraph.start
            usual = (before, each.style) == ("han", "arabic")  # against the standard, but many write so
            yield draft.finding("level-jump", (start, start + each.end), level=None if usual else "warning")
            return
        before = each.style


def number_forms(draft: Draft) -> Iterator[Finding]:
    """（一）、 and 1、 as numbers, 第一、 and 首先、 in a sentence: each form once, at its first place."""
    for pattern, right in ((COMMA_BEHIND, "（一）"), (ARABIC_COMMA, "1.")):
        for each in numbered(draft):
            found = pattern.match(each.paragraph.text)
            if found is not None and not each.paragraph.block.label:
                start = each.paragraph.start
                yield draft.finding("number-form", (start, start + found.end()), right=right)
                break
    for found in ORDINAL_COMMA.finditer(draft.text):
        yield draft.finding("number-form", found.span(), right=found[0][:-1] + "，")
