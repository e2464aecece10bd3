"""Damage: brackets without a partner, sentences cut by a line's end, traditional characters, digits run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from extractor.check.draft import Draft
from extractor.finding import Finding
from extractor.model import Piece
from extractor.simplified import traditional_characters

PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」", "『": "』"}
# typed in either width, they close each other; 〝〞 are the quotation marks of some keyboards
ALIKE = {"(": "（", ")": "）", "〝": "“", "〞": "”", "〟": "”"}
CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
# 1）走访慰问 2）座谈: a bracket behind a number is no partner of anything
NUMBERED = re.compile(r"(?:^|(?<=[\s，。；：、]))(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])[）)]")
SHOWN = 12  # characters before a break that are shown
MOSTLY = 0.3  # of the lines of a text that was wrapped as a whole so many are joined; then none is a slip
RUN_TOGETHER = re.compile(
    r"(?<![0-9.])(?:(?:19|20)[0-9]{2}日|(?:19|20)[0-9]{3,}[%％]|(?:19|20)[0-9]{2}(?=[0-9]{2}年)[0-9]{2}年)"
)


def unpaired(draft: Draft) -> Iterator[Finding]:
    """Brackets and quotation marks that nothing closes, or nothing opened, within their paragraph."""
    for paragraph in draft.paragraphs:
        for position in lone_marks(paragraph.text):
            at = paragraph.start + position
            yield draft.finding("unpaired", (at, at + 1))


def lone_marks(text: str) -> list[int]:
    """The places of the marks without a partner, in order. A straight quotation mark opens and closes in turn."""
    numbered = {found.end() - 1 for found in NUMBERED.finditer(text)}
    stack: list[tuple[str, int]] = []
    lone: list[int] = []
    for place, char in enumerate(text):
        mark = ALIKE.get(char, char)
        if mark in PAIRS:
            stack.append((mark, place))
        elif mark in CLOSERS and place not in numbered:
            if any(opener == CLOSERS[mark] for opener, _place in stack):
                while stack[-1][0] != CLOSERS[mark]:
                    lone.append(stack.pop()[1])
                stack.pop()
            else:
                lone.append(place)
    straight = [place for place, char in enumerate(text) if char == '"']
    lone += [place for _opener, place in stack] + straight[len(straight) // 2 * 2 :]
    return sorted(lone)


def broken_lines(draft: Draft) -> Iterator[Finding]:
    """A sentence that goes on in the file's next paragraph. A file that was wrapped as a whole is left alone."""
    pieces = draft.summary.source_map.pieces
    joined = [(one, other) for one, other in pairwise(pieces) if _is_joined(draft, one, other)]
    if len(joined) > MOSTLY * len(pieces):
        return
    for one, other in joined:
        # the last mark before the break may be the last character itself
        clause = max(draft.text.rfind(mark, one.start, other.start - 1) for mark in "，。；：、\n") + 1
        yield draft.finding("broken-line", (max(clause, one.start, other.start - SHOWN), other.start))


def _is_joined(draft: Draft, one: Piece, other: Piece) -> bool:
    """Whether two of the file's lines stand in one line of the text."""
    return "\n" not in draft.text[one.start : other.start]


def traditional(draft: Draft) -> Iterator[Finding]:
    """Traditional characters in a simplified text; a text that is traditional as a whole is told once."""
    found = traditional_characters(draft.text)
    if len(found) * 10 > len(draft.text):
        yield draft.finding("traditional")
        return
    runs = groupby(enumerate(found), key=lambda pair: pair[1] - pair[0])
    for _key, run in runs:
        places = [place for _number, place in run]
        yield draft.finding("traditional", (places[0], places[-1] + 1))


def damaged_numbers(draft: Draft) -> Iterator[Finding]:
    """Sums whose digits ran together with a year's, units written twice, and the like."""
    for amount in draft.summary.amounts:
        if amount.suspect:
            yield draft.finding("damaged-number", (amount.start, amount.end))
    for found in RUN_TOGETHER.finditer(draft.text):
        yield draft.finding("damaged-number", found.span())
