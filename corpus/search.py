"""Full text over sentences: one character a token and a phrase query, so that two-character words are found.

The index knows tokens only: each Chinese character, each run of Latin letters, each number. Quotation marks, middle
dots and spaces inside a word are passed over (八一 finds “八·一”); other marks part words, so that 慰问，题词 does not
hold 问题. The same function makes the index, the query and the marks in a result.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.errors import TaizhangError
from extractor.i18n import N_

BREAK = "_"  # stands in the index for any mark that parts words

_TOKENS = re.compile(
    r"(?P<number>[0-9０-９]+(?:[.．][0-9０-９]+|,[0-9０-９]{3}(?![0-9０-９]))*)"
    r"|(?P<word>[A-Za-zＡ-Ｚａ-ｚ]+)"
    r"|(?P<silent>[\s“”‘’\"'「」『』·•・‧]+)"
    r"|(?P<character>[^\W_])"
    r"|(?P<mark>.)",
    re.DOTALL,
)
# Full-width letters, digits and marks to ASCII, but not ，, which never stands inside a number.
_FOLD = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F) if full != ord("，")}
# The same tokens on folded text, without groups or places, for the index.
_PIECES = re.compile(r"[0-9]+(?:\.[0-9]+|,[0-9]{3}(?![0-9]))*|[A-Za-z]+|[^\s“”‘’\"'「」『』·•・‧]", re.DOTALL)
# Where there is none of these, folding changes nothing but marks, which all mean the same.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．]")
_BETWEEN = "\0"  # stands between sentences; in a text it is a mark like any other
_QUOTE = "“"  # stands for all silent marks while sentences are spaced
# The usual marks, after folding, by what they are in the index.
_USUAL = {BREAK: "，。；：、！？（）《》〈〉—…!?;:()[]", _QUOTE: "”‘’「」『』·•・‧"}
_REPLACED = tuple((mark, piece) for piece, marks in _USUAL.items() for mark in marks)
_PLAIN = re.compile(rf"([\u4e00-\u9fff{BREAK}{_QUOTE}{_BETWEEN}]+)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that holds the words. ``marks`` are the places of the words in ``sentence``."""

    unit: str | None
    year: int | None
    title: str
    section: str
    sentence: str
    marks: tuple[tuple[int, int], ...]
    file: str
    paragraph: int
    summary: str


class EmptySearchError(TaizhangError):
    """The words hold no letter, digit or character."""


_FIND = """
SELECT t.id, s.unit, s.year FROM sentence_index x JOIN sentence t ON t.id = x.rowid JOIN summary s ON s.id = t.summary
WHERE sentence_index MATCH ?
ORDER BY s.year IS NULL, s.year DESC, s.unit, s.id, t.ordinal
"""
_READ = """
SELECT s.unit, s.year, s.title, trim(c.number || c.heading), t.text,
  (SELECT min(path) FROM path WHERE document = s.document), t.block + 1, s.id
FROM sentence t JOIN summary s ON s.id = t.summary JOIN section c ON c.summary = t.summary AND c.id = t.section
WHERE t.id = ?
"""


class Place(NamedTuple):
    """Where the words were found: the sentence's internal number, the unit as written, the year."""

    sentence: int
    unit: str | None
    year: int | None


def phrases_of(words: Sequence[str]) -> list[list[str]]:
    """The words as runs of tokens. Raises EmptySearchError where none of them has a letter, digit or character."""
    phrases = [phrase for phrase in (_phrase(word) for word in words) if phrase]
    if not phrases:
        text = N_("there is nothing to search for in {words}: give a word, as in: taizhang search 慰问")
        raise EmptySearchError(text, words=" ".join(words))
    return phrases


def search(connection: sqlite3.Connection, phrases: Sequence[Sequence[str]]) -> list[Place]:
    """The sentences that hold all the phrases, newest year first."""
    match = " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    return [Place(*row) for row in connection.execute(_FIND, (match,))]


def read(connection: sqlite3.Connection, place: Place, phrases: Sequence[Sequence[str]]) -> Hit:
    """A found sentence with its text, its marks and where it stands."""
    unit, year, title, section, sentence, file, paragraph, summary = connection.execute(
        _READ, (place.sentence,)
    ).fetchone()
    return Hit(unit, year, title, section, sentence, marks(sentence, phrases), file, paragraph, summary)


def spaced(texts: Sequence[str]) -> list[str]:
    """Sentences as the index keeps them: their ``tokens`` with spaces between them.

    All are done at one stroke, for the work is by the call more than by the character: runs of Chinese characters
    and the usual marks, nearly all of most texts, are spaced whole; what else there is is cut piece by piece. The marks
    are replaced one by one: str.translate asks a dictionary for every character and takes five times as long.
    """
    if not texts:
        return []
    joined = _BETWEEN.join(text.replace(_BETWEEN, BREAK) for text in texts)
    if _WIDE.search(joined):
        joined = joined.translate(_FOLD)
    for mark, piece in _REPLACED:
        joined = joined.replace(mark, piece)
    spans = _PLAIN.split(joined)
    for at, span in enumerate(spans):
        spans[at] = " ".join(span.replace(_QUOTE, "")) if at % 2 else _pieces(span)
    return [text.strip() for text in " ".join(filter(None, spans)).split(_BETWEEN)]


def _pieces(text: str) -> str:
    # Only a number has more than one character and a mark among them; a mark by itself parts words.
    pieces = _PIECES.findall(text)
    return " ".join(p if p.isalnum() else p.replace(",", "") if len(p) > 1 else BREAK for p in pieces).lower()


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Tokens with their places: characters, Latin words in small letters, numbers without thousands marks, breaks."""
    for found in _TOKENS.finditer(text):
        kind, piece = found.lastgroup, found[0]
        if kind == "silent":
            continue
        if kind == "mark":
            yield BREAK, found.start(), found.end()
            continue
        folded = piece.translate(_FOLD).lower()
        yield folded.replace(",", "") if kind == "number" else folded, found.start(), found.end()


def marks(text: str, phrases: Sequence[Sequence[str]]) -> tuple[tuple[int, int], ...]:
    """Places of the phrases in the text, in order; those that touch or overlap are one."""
    found = list(tokens(text))
    names = [token for token, _start, _end in found]
    places = [
        (found[at][1], found[at + len(phrase) - 1][2])
        for phrase in phrases
        for at in range(len(names) - len(phrase) + 1)
        if names[at : at + len(phrase)] == list(phrase)
    ]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _phrase(word: str) -> list[str]:
    phrase = [token for token, _start, _end in tokens(word)]
    while phrase and phrase[0] == BREAK:
        phrase.pop(0)
    while phrase and phrase[-1] == BREAK:
        phrase.pop()
    return phrase
