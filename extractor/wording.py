"""Wordings of rules -> regular expressions.

In a wording … stands for up to twelve characters within a clause, ``{year}`` for a year as written, masked or not,
``^`` and ``$`` for the beginning and the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

YEAR = r"(?:20[\dxX×*_〇○零]{2}|[xX×*_]{2,4}|二[〇○零O0][〇○零O0一二三四五六七八九]{2})年度?"
GAP = r"[^，。；！？\n]{0,12}?"
QUOTES = re.compile('[“”‘’"「」]')
# {year} at a wording's head, by its first character: a union whose branches all begin with a letter is searched fast
YEAR_HEADS = {"2": r"0[\dxX×*_〇○零]{2}年度?", "二": r"[〇○零O0][〇○零O0一二三四五六七八九]{2}年度?"} | dict.fromkeys(
    "xX×*_", r"[xX×*_]{1,3}年度?"
)


def pattern_of(wording: str) -> str:
    """The wording as a regular expression."""
    parts = re.split(r"(…|\{year\}|^\^|\$$)", wording)
    return "".join({"…": GAP, "{year}": YEAR, "^": "^", "$": "$"}.get(part) or re.escape(part) for part in parts)


def union(wordings: Iterable[str]) -> str:
    """One pattern for all, the longest first, those of one first character in one branch (a search tries few)."""
    by_first: dict[str, list[str]] = {}
    for wording in sorted(set(wordings), key=lambda w: (-len(w), w)):
        if wording.startswith("{year}"):
            for first, rest in YEAR_HEADS.items():
                by_first.setdefault(first, []).append(rest + pattern_of(wording.removeprefix("{year}")))
        elif wording[0] in "^…":
            by_first.setdefault("", []).append(pattern_of(wording))
        else:
            by_first.setdefault(wording[0], []).append(pattern_of(wording[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items())


def bare(text: str) -> str:
    """The text without quotation marks, as wordings are written (“双拥” is 双拥)."""
    return QUOTES.sub("", text)
