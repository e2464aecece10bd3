"""What a check says of a draft, and what it may know of earlier papers. Imports the model only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.model import Place

Level = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a draft's writer should look at.

    ``text`` are the words meant, ``summary.text[start:end]``; ``place`` leads to them in the file. All three are None
    or empty for a finding about the document as a whole. ``section`` is a code of ``STANDARD_SECTIONS`` where it is
    about one; ``heading`` the heading that it stands under.
    """

    code: str
    level: Level
    message: str
    suggestion: str = ""
    section: str | None = None
    heading: str = ""
    place: Place | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum that a past year's summary gave: ``value`` in fen, with the sentence that it comes from."""

    fund_code: str
    fund: str
    group: str | None
    value: int
    sentence: str


@dataclass(frozen=True, slots=True)
class PastYear:
    """What a check needs of an earlier year's summary. ``sections`` are codes of ``STANDARD_SECTIONS``; ``figures``
    the sums that count; ``parted`` the fund codes whose total was told with its parts; ``sentences`` those that hold a
    sum."""

    unit: str
    year: int
    sections: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    parted: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an archive knows that may matter to a draft: earlier years of the same unit and of other units of its kind,
    the latest first, and the names of all other units."""

    own: tuple[PastYear, ...] = ()
    kind: tuple[PastYear, ...] = ()
    others: tuple[str, ...] = ()
