"""Word's automatic labels (一、 （一） 1.), computed from numbering.xml as Word computes them on screen.

Word stores which list and level a paragraph belongs to, never the number itself (ISO/IEC 29500-1, 17.9). Paragraphs of
all lists that share an abstract definition are counted together; a start override starts again at its first use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from extractor.ordinals import format_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_PLACEHOLDER = re.compile("%([1-9])")
_MAX_DEPTH = 9  # Word has nine list levels


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart``: the level (counted from 1) after which it begins again, 0 never, None any
    higher one. ``legal``: all numbers of the label in Arabic digits. ``style``: the paragraph style tied to it."""

    start: int
    format: str
    text: str
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A w:num: ``counter`` names the count it shares with others, ``starts`` are its own starts by level."""

    counter: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Definitions:
    """All lists of a file, by w:numId."""

    lists: Mapping[str, List] = field(default_factory=dict)

    def level_of_style(self, number_id: str, style: str) -> int | None:
        """The level that a paragraph style is tied to in a list."""
        found = self.lists.get(number_id)
        levels = found.levels.items() if found else ()
        return next((depth for depth, level in levels if level.style == style), None)


class Counter:
    """The running numbers of one story (body, notes, a text box). ``label`` is called in reading order."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, number_id: str, depth: int) -> str:
        """Count one paragraph of list ``number_id`` at ``depth`` (from 0) and give its label, "" for a bullet."""
        found = self._definitions.lists.get(number_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.counter, {})
        self._advance(number_id, found, depth, counts)
        for deeper in [key for key in counts if key > depth and _restarts(found.levels.get(key), depth)]:
            del counts[deeper]
        return _render(found, level, counts)

    def _advance(self, number_id: str, found: List, depth: int, counts: dict[int, int]) -> None:
        first_use = (number_id, depth) not in self._started
        self._started.add((number_id, depth))
        if first_use and depth in found.starts:
            counts[depth] = found.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = _start(found, depth)


def _restarts(level: Level | None, after: int) -> bool:
    return level is None or level.restart is None or after < level.restart


def _start(found: List, depth: int) -> int:
    level = found.levels.get(depth)
    return found.starts.get(depth, level.start if level else 1)


def _render(found: List, level: Level, counts: Mapping[int, int]) -> str:
    if level.format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        shown = found.levels.get(depth)
        # A higher level that has not come yet is shown at its start.
        value = counts.get(depth, _start(found, depth))
        return format_number(value, "decimal" if level.legal or shown is None else shown.format)

    return _PLACEHOLDER.sub(number, level.text)


def read_definitions(root: _Element, style_numbers: Mapping[str, str]) -> Definitions:
    """The lists of a numbering part. ``style_numbers`` leads from a numbering style to its w:numId."""
    abstracts = {element.get(f"{W}abstractNumId", ""): element for element in root.iterchildren(f"{W}abstractNum")}
    instances = {element.get(f"{W}numId", ""): element for element in root.iterchildren(f"{W}num")}
    lists = {}
    for number_id, element in instances.items():
        abstract_id = _abstract_of(number_id, instances, abstracts, style_numbers)
        if abstract_id is not None:
            levels = _levels(abstracts[abstract_id])
            starts = _overrides(element, levels)
            lists[number_id] = List(abstract_id, levels, starts)
    return Definitions(lists)


def _abstract_of(
    number_id: str,
    instances: Mapping[str, _Element],
    abstracts: Mapping[str, _Element],
    style_numbers: Mapping[str, str],
) -> str | None:
    """Follow w:abstractNumId and, where the definition stands in a numbering style, w:numStyleLink."""
    seen: set[str] = set()
    while number_id in instances and number_id not in seen:
        seen.add(number_id)
        abstract_id = _value(instances[number_id].find(f"{W}abstractNumId"))
        abstract = abstracts.get(abstract_id)
        if abstract is None:
            return None
        link = _value(abstract.find(f"{W}numStyleLink"))
        if not link or link not in style_numbers:
            return abstract_id
        number_id = style_numbers[link]
    return None


def _levels(abstract: _Element) -> dict[int, Level]:
    levels = {}
    for element in abstract.iterchildren(f"{W}lvl"):
        depth = _integer(element.get(f"{W}ilvl"), 0)
        if 0 <= depth < _MAX_DEPTH:
            levels[depth] = _level(element)
    return levels


def _level(element: _Element) -> Level:
    # Word writes a newer format first and the nearest old one last, in an mc:AlternateContent.
    formats = [_value(found) for found in element.iter(f"{W}numFmt")]
    restart = element.find(f"{W}lvlRestart")
    legal = element.find(f"{W}isLgl")
    start = element.find(f"{W}start")
    return Level(
        start=0 if start is None else _integer(_value(start), 1),  # ISO/IEC 29500-1, 17.9.25: zero where none is given
        format=formats[-1] if formats else "decimal",
        text=_value(element.find(f"{W}lvlText")),
        restart=None if restart is None else _integer(_value(restart), 0),
        legal=legal is not None and legal.get(_VAL, "1") not in ("0", "false", "off"),
        style=_value(element.find(f"{W}pStyle")),
    )


def _overrides(instance: _Element, levels: dict[int, Level]) -> dict[int, int]:
    """Put a list's own levels into ``levels`` and give its own starts."""
    starts = {}
    for override in instance.iterchildren(f"{W}lvlOverride"):
        depth = _integer(override.get(f"{W}ilvl"), -1)
        if not 0 <= depth < _MAX_DEPTH:
            continue
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[depth] = _integer(_value(start), 1)
    return starts


def _value(element: _Element | None) -> str:
    return "" if element is None else str(element.get(_VAL, ""))


def _integer(text: str | None, otherwise: int) -> int:
    """A number as the file holds it; a damaged one, or one that no list reaches, is ``otherwise``."""
    try:
        number = int(text or "")
    except ValueError:
        return otherwise
    return number if -1 <= number <= 32767 else otherwise
