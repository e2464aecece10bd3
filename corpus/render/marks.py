"""Text with marked spans as HTML. Spans may nest and cross; the text stays whole and everything in it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """``text[start:end]`` in a <mark>. Attributes are HTML already escaped; ``first`` stand on its first piece only."""

    start: int
    end: int
    attributes: str
    first: str = ""


def mark_up(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """``text[start:end]`` as HTML with the marks that reach into it.

    At each boundary what ends is closed before what begins is opened. A mark that crosses another one's end is closed
    with it and opened again, so that the elements always nest.
    """
    within = [mark for mark in marks if mark.start < mark.end and mark.start < end and mark.end > start]
    bounds = {start, end} | {place for mark in within for place in (mark.start, mark.end) if start < place < end}
    begins = sorted(within, key=lambda mark: (mark.start, -mark.end))
    points = sorted(bounds)
    parts: list[str] = []
    opened: list[Mark] = []
    for point, following in pairwise(points):
        opened = _close(opened, point, parts)
        for mark in begins:
            if max(mark.start, start) == point:
                parts.append(_open(mark, first=mark.start >= start))
                opened.append(mark)
        parts.append(escape(text[point:following]))
    parts.extend("</mark>" for _mark in opened)
    return "".join(parts)


def _close(opened: list[Mark], point: int, parts: list[str]) -> list[Mark]:
    """Close down to the outermost mark that ends here, open the others again; what is open then."""
    ending = [index for index, mark in enumerate(opened) if mark.end <= point]
    if not ending:
        return opened
    resumed = [mark for mark in opened[ending[0] :] if mark.end > point]
    parts.extend("</mark>" for _mark in opened[ending[0] :])
    parts.extend(_open(mark, first=False) for mark in resumed)
    return opened[: ending[0]] + resumed


def _open(mark: Mark, *, first: bool) -> str:
    return f"<mark {mark.attributes}{' ' + mark.first if first and mark.first else ''}>"
