"""What a reader needs of styles.xml: heading levels, numbering that a style carries, hidden styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractor.readers.word_xml import NUM_PR, OUTLINE, PPR, RPR, VAL, Element, W, is_on

# Built-in names are stored in English whatever Word's language; files from other programs carry the Chinese ones.
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})
_SUBTITLES = frozenset({"subtitle", "副标题"})
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
_BODY_TEXT = 9  # w:outlineLvl of text that is no heading
_NUM_ID = f"{W}numId"
_ILVL = f"{W}ilvl"


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what its parents give. ``level``: 0 the title, 1 the highest heading; ``number_id``, ``depth``: the
    list that its paragraphs belong to; ``contents``: a line of a table of contents."""

    level: int | None = None
    number_id: str = ""
    depth: int | None = None
    hidden: bool = False
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by id; ``default`` is the one of paragraphs that name none."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    default: Style = Style()
    default_id: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def hidden(self) -> frozenset[str]:
        return frozenset(identifier for identifier, style in self.by_id.items() if style.hidden)


def read_styles(root: Element) -> Styles:
    """The styles of a styles part, inheritance (w:basedOn) worked out."""
    elements = {element.get(f"{W}styleId", ""): element for element in root.iterchildren(f"{W}style")}
    resolved: dict[str, Style] = {}
    for identifier in elements:
        _resolve(identifier, elements, resolved)
    default_id = next((key for key, found in elements.items() if _is_default_paragraph(found)), "")
    numbers = {
        identifier: resolved[identifier].number_id
        for identifier, element in elements.items()
        if element.get(f"{W}type") == "numbering" and resolved[identifier].number_id
    }
    return Styles(resolved, resolved.get(default_id, Style()), default_id, numbers)


def outline_level(element: Element) -> int | None:
    """The heading level that a w:outlineLvl gives; -1 where it says body text, None where it is damaged."""
    value = element.get(VAL, "")
    if not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < _BODY_TEXT else -1


def number_of(element: Element) -> tuple[str | None, int | None]:
    """(list id, depth) of a w:numPr; None for what is not said."""
    number_id = depth = None
    for child in element:
        if child.tag == _NUM_ID:
            number_id = child.get(VAL, "")
        elif child.tag == _ILVL:
            text = child.get(VAL, "")
            depth = int(text) if text.isdecimal() and len(text) == 1 else None
    return number_id, depth


def is_contents(name: str) -> bool:
    """Whether a style is that of a line of a table of contents."""
    return _CONTENTS.fullmatch(name) is not None


def _is_default_paragraph(element: Element) -> bool:
    return element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "0") in ("1", "true", "on")


def _resolve(identifier: str, elements: Mapping[str, Element], resolved: dict[str, Style]) -> Style:
    """A style over its parents. A chain is walked upwards in a loop, so that a circle or a long one does no harm."""
    chain: dict[str, None] = {}  # in order, each once
    while identifier in elements and identifier not in resolved and identifier not in chain:
        chain[identifier] = None
        parent = elements[identifier].find(f"{W}basedOn")
        identifier = "" if parent is None else parent.get(VAL, "")
    style = resolved.get(identifier, Style())
    for name in reversed(chain):
        style = resolved[name] = _own(elements[name], style)
    return style


def _own(element: Element, parent: Style) -> Style:
    name_element = element.find(f"{W}name")
    name = "" if name_element is None else name_element.get(VAL, "")
    numbering = element.find(f"{PPR}/{NUM_PR}")
    number_id, depth = (None, None) if numbering is None else number_of(numbering)
    run = element.find(RPR)
    vanish = None if run is None else run.find(f"{W}vanish")
    return Style(
        level=_level(name, element.find(f"{PPR}/{OUTLINE}"), parent),
        number_id=parent.number_id if number_id is None else number_id,
        depth=parent.depth if depth is None else depth,
        hidden=parent.hidden if vanish is None else is_on(vanish),
        contents=parent.contents or is_contents(name),
    )


def _level(name: str, outline: Element | None, parent: Style) -> int | None:
    own = None if outline is None else outline_level(outline)
    return named_level(name, parent.level if own is None else own if own > 0 else None)


def named_level(name: str, otherwise: int | None) -> int | None:
    """The heading level that the name of a built-in style gives; ``otherwise`` for any other style."""
    heading = _HEADING.fullmatch(name)
    if heading:
        return int(heading[1])
    if name.lower() in _TITLES:
        return 0
    # Word gives its subtitle an outline level, but it names the document, not a part of it.
    if name.lower() in _SUBTITLES:
        return None
    return otherwise
