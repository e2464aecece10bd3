"""Which lines are headings, and the tree of sections that they open.

A heading is short and does not end as a sentence; a whole numbered sentence is an item. ``（一）加强领导。我乡…`` is a
run-in heading: a heading and its body in one paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.lines import STYLES, TERMINAL, Line, is_date, is_unit
from extractor.model import Section

LONGEST_HEADING = 45  # characters; the longest real headings seen have 40
LONGEST_STYLED = 60
LONGEST_RUN_IN = 25
LONGEST_PLAIN = 25  # a heading with neither number nor style
FIGURE = re.compile(r"\d\s*[余多]?\s*[万亿]?\s*(?:元|人|户|名|位|次|场|份|条|个)")
TELLS = re.compile(
    r"[\d我]|(?<!提供)(?<!营造)(?<!奠定)(?<!夯实)(?<!增强)(?<!提高)(?<!巩固)(?<!密切)(?<!形成)了|[今去本]年|[^，、]{8,}[，,][^，,]+[，,]"
)
RUN_IN = re.compile(rf"[^。：:！？；\n]{{2,{LONGEST_RUN_IN}}}[。：:](?=.)")
RANK = {style: rank for rank, style in enumerate(STYLES)}


class Heading(NamedTuple):
    """A heading's form. ``end`` is the end of its words in the line's text; ``run_in`` says that body text follows."""

    number: str
    style: str
    block_level: int | None
    text: str
    end: int
    run_in: bool = False


class Opening(NamedTuple):
    """A heading placed in the part's text."""

    heading: Heading
    start: int
    body_start: int


def find_headings(lines: Sequence[Line], skip: int) -> dict[int, Heading]:
    """The headings among the lines from ``skip`` on, by index."""
    found: dict[int, Heading] = {}
    numbered: Counter[str] = Counter()
    headed: Counter[str] = Counter()
    for index in range(skip, len(lines)):
        line = lines[index]
        if line.block.kind != "paragraph":
            continue
        heading = _line_heading(line) or _run_in_heading(line)
        if heading is not None and not heading.run_in and line.text[-1] == "。" and not has_text_under(lines, index):
            heading = None  # a short sentence among others of its kind is an item
        if line.style in RANK:
            numbered[line.style] += 1
            headed[line.style] += heading is not None
        if heading is not None:
            found[index] = heading
    # where most lines of a number style are sentences, one that looks like a heading and ends as they do is one too
    return {
        i: h
        for i, h in found.items()
        if not (h.run_in or (h.style == "arabic" and lines[i].text[-1] == "。"))
        or 2 * headed[h.style] >= numbered[h.style]
    }


def has_text_under(lines: Sequence[Line], index: int) -> bool:
    """Whether the next line is neither numbered as well nor the sign-off."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and following.style != lines[index].style and not is_unit(following.text)


def _line_heading(line: Line) -> Heading | None:
    rest = line.rest
    if line.style in RANK:
        if not _is_heading_line(rest, RANK[line.style]):
            return None
    elif not is_styled_heading(line):
        return None
    text = rest.rstrip("。：: ")
    return Heading(line.number, line.style, line.block.level, text, len(line.text)) if text else None


def _is_heading_line(rest: str, rank: int) -> bool:
    if len(rest) > LONGEST_HEADING or "。" in rest[:-1]:
        return False
    if rest[-1] == "。":
        longest = LONGEST_HEADING if rank <= RANK["han"] else LONGEST_RUN_IN
        return rank <= RANK["arabic"] and len(rest) <= longest and TELLS.search(rest) is None
    if rest[-1] in "，,；;、！!？?":
        return False
    if "；" in rest or "：" in rest[:-1]:
        return False
    return rank <= RANK["han_bracket"] or FIGURE.search(rest) is None


def is_styled_heading(line: Line) -> bool:
    """Whether a style marks the line as a heading, and it can be one: writers give body text heading styles too."""
    if not line.block.level or line.style == "bullet":
        return False
    return len(line.text) <= LONGEST_STYLED and (line.text[-1] not in TERMINAL or len(line.text) <= LONGEST_RUN_IN)


def _run_in_heading(line: Line) -> Heading | None:
    if line.style not in RANK:
        return None
    found = RUN_IN.match(line.rest)
    if found is None:
        return None
    text = found[0][:-1]
    if TELLS.search(text) is not None or (found[0][-1] != "。" and len(text) > 12):
        return None
    return Heading(line.number, line.style, line.block.level, text, line.head + found.end(), run_in=True)


def is_plain_heading(text: str, following: str) -> bool:
    """Whether a short line without number or style is a heading, judged with the paragraph after it."""
    return (
        4 <= len(text) <= LONGEST_PLAIN
        and len(following) >= 40
        and not re.search(r"[。；;！？?：:，、]$|。|\d", text)
        and not is_unit(text)
        and not is_date(text)
        and text[0] not in "（(附—-“《"
    )


def section_tree(openings: Sequence[Opening], start: int, end: int, tail: int) -> tuple[Section, ...]:
    """The sections of ``text[start:end]``: what stands before the first heading, each heading's own, and, from ``tail``
    on, the notes, which belong to none."""
    levels = heading_levels([opening.heading for opening in openings])
    first = openings[0].start if openings else tail
    sections: list[Section] = []
    if start < first or not openings:
        sections.append(Section(0, "", 0, "", start, start, max(first, start)))
    open_levels: list[tuple[int, int]] = []
    for position, (opening, level) in enumerate(zip(openings, levels, strict=True)):
        while open_levels and open_levels[-1][0] >= level:
            open_levels.pop()
        parent = open_levels[-1][1] if open_levels else None
        index = len(sections)
        stop = openings[position + 1].start if position + 1 < len(openings) else tail
        heading = opening.heading
        sections.append(
            Section(
                index, heading.number, level, heading.text, opening.start, min(opening.body_start, end), stop, parent
            )
        )
        open_levels.append((level, index))
    if tail < end:
        sections.append(Section(len(sections), "", 0, "", tail, tail, end))
    return tuple(sections)


def heading_levels(headings: Iterable[Heading]) -> list[int]:
    """Each heading's level, 1 the highest: by the number styles that this part uses, else by the style's own level.

    Numbers win over styles, because converters give one style to all headings, or a wrong one.
    """
    headings = list(headings)
    styles = sorted({RANK[h.style] for h in headings if h.style in RANK})
    by_style = {rank: level for level, rank in enumerate(styles, 1)}
    numbered: dict[int | None, int] = {}
    for h in headings:
        if h.style in RANK:
            numbered.setdefault(h.block_level, by_style[RANK[h.style]])
    plain = sorted({h.block_level for h in headings if h.style not in RANK and h.block_level})
    return [
        by_style[RANK[h.style]] if h.style in RANK else _plain_level(h.block_level, numbered, plain) for h in headings
    ]


def _plain_level(block_level: int | None, numbered: dict[int | None, int], plain: list[int]) -> int:
    if not block_level:
        return 1
    if block_level in numbered:
        return numbered[block_level]
    above = {level for given, level in numbered.items() if given and given < block_level}
    if above:
        return max(above) + 1
    return 1 + plain.index(block_level)
