"""Sketches of papers' words (MinHash), by which nearly alike papers are told without their texts. The door to rensa.

A sketch is of the text's pieces of four characters, blanks left out. How many of two sketches' numbers are the same is
an estimate of what share of both papers' pieces stand in either (Jaccard), good to about 0.03.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable
from operator import eq
from struct import Struct

PIECE = 4  # characters
NUMBERS = 256  # in a sketch, of 32 bits each
SHORTEST = 100  # characters; of less no likeness can be told
_SEED = 1
_PACKED = Struct(f"<{NUMBERS}I")
_AT_ONCE = 512  # pieces made before they are counted: so few that their memory is used again for the next ones


def sketch(sentences: Iterable[str]) -> bytes:
    """The sketch of a paper; empty where its text is too short to be told by."""
    from rensa import RMinHash

    text = "".join("".join(sentence.split()) for sentence in sentences)
    if len(text) < SHORTEST:
        return b""
    made = RMinHash(num_perm=NUMBERS, seed=_SEED)
    last = len(text) - PIECE + 1
    for start in range(0, last, _AT_ONCE):
        made.update([text[at : at + PIECE] for at in range(start, min(start + _AT_ONCE, last))])
    return _PACKED.pack(*made.digest())


def likeness(one: bytes, other: bytes) -> float:
    """From 0 to 1: the share of pieces that two papers have in common, of those that either has."""
    if not one or not other:
        return 0.0
    same: int = sum(map(eq, array("I", one), array("I", other)))
    return same / NUMBERS


def sketch_all(connection: sqlite3.Connection) -> None:
    """Sketch every paper of an archive that has no sketch yet."""
    find = "SELECT id FROM summary WHERE id NOT IN (SELECT summary FROM sketch) ORDER BY id"
    for (summary,) in connection.execute(find).fetchall():
        texts = connection.execute("SELECT text FROM sentence WHERE summary = ? ORDER BY ordinal", (summary,))
        connection.execute("INSERT INTO sketch VALUES (?, ?)", (summary, sketch(row[0] for row in texts)))
