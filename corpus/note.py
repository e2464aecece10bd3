"""A remark under a table. A page of its own, so that what only prints remarks need not know how they are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.i18n import ngettext

SHOWN = 5  # remarks of one kind that people are shown in full


@dataclass(frozen=True)
class Note:
    """A remark: a stable code, the text in the reader's language, and its figures for programs."""

    code: str
    text: str
    count: int = 0
    fen: int | None = None


def folded(notes: Sequence[Note]) -> Iterator[Note]:
    """The remarks for people: of a kind with more than ``SHOWN``, the first ones and how many there are besides."""
    kinds = Counter(note.code for note in notes)
    told: Counter[str] = Counter()
    for note in notes:
        told[note.code] += 1
        if told[note.code] <= SHOWN:
            yield note
        elif told[note.code] == kinds[note.code]:
            more = kinds[note.code] - SHOWN
            text = ngettext(
                "and {count} more remark like the last; --format json has it",
                "and {count} more remarks like the last; --format json has them all",
                more,
            )
            yield Note(note.code, text.format(count=more), more)
