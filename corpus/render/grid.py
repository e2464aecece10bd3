"""A table before it is drawn: headings, rows, a caption and remarks. Every renderer takes this and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.i18n import CONTROLS as CONTROLS

from ..note import Note


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: ``key`` is its English name for programs, ``text`` its name for people; ``data``: in csv only."""

    key: str
    text: str
    right: bool = False
    data: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a person sees, and the value for programs (the text itself where there is none)."""

    text: str
    value: object = None

    @property
    def plain(self) -> object:
        return self.text if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that a person reads as lines: a head, a sentence with marked places, where it stands; remarks ``below``."""

    head: str
    body: str
    marks: Sequence[tuple[int, int]]
    foot: str
    below: Sequence[str] = ()


@dataclass(frozen=True)
class Grid:
    """Rows under headings; ``totals`` stand apart below. ``record`` is what JSON prints. Where there are ``entries``,
    people are shown those instead of the rows.
    """

    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Sequence[Cell]] = ()
    caption: str = ""
    notes: Sequence[Note] = ()
    record: Any = field(default=None)
    entries: Sequence[Entry] = ()

    def shown(self, row: Sequence[Cell]) -> list[str]:
        """The texts of a row that people see."""
        return [cell.text for heading, cell in zip(self.headings, row, strict=True) if not heading.data]


def json_text(value: object, indent: int | None = 2) -> str:
    """JSON for programs. It escapes what is below the space by itself; the other controls could drive a terminal as
    well."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return CONTROLS.sub(lambda control: f"\\u{ord(control[0]):04x}", text)


def clean(text: str) -> str:
    """The text without control characters; line breaks and tabs become spaces."""
    return CONTROLS.sub("", text.replace("\n", " ").replace("\t", " "))
