"""From a place to the stretch of XML text that a comment is anchored to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractor.annotate.marking import Characters, located
from extractor.model import Place
from extractor.readers.word_xml import Element, P, W

_TEXT_BOX = f"{W}txbxContent"
_NOTES = {f"{W}footnote": f"{W}footnoteReference", f"{W}endnote": f"{W}endnoteReference"}
_ID = f"{W}id"
_FIELD_CHARACTER, _FIELD_TYPE = f"{W}fldChar", f"{W}fldCharType"
_WHOLE = (f"{W}fldSimple", f"{W}smartTag")
_CONTROL, _CONTROL_PROPERTIES = f"{W}sdt", f"{W}sdtPr"
# Controls whose contents are a value and no text that is written freely.
_VALUES = [f"{W}{name}" for name in ("text", "date", "comboBox", "dropDownList", "dataBinding")]
_BODY = f"{W}body"


@dataclass(frozen=True, slots=True)
class Anchor:
    """From before the character ``start`` of ``first`` to after the character ``end - 1`` of ``last``. An element that
    holds no text counts as one character."""

    first: Element
    start: int
    last: Element
    end: int


def anchor_of(place: Place, characters: Characters, numbers: Sequence[Sequence[int | None]]) -> Anchor | None:
    """The characters of a place, without such at its ends as no element holds; None where no element holds any of them.

    An empty place is the character that follows it, or the one before it. A field is taken as a whole: its result is
    made anew by every program, and LibreOffice writes a comment inside it into the text. So are a control
    for a value, and a smart tag (Word 2003 has them for dates and places): LibreOffice passes over the marks in them.
    """
    if place.block == place.end_block:
        found = located(numbers[place.block][place.start : max(place.end, place.start + 1)])
        found = found or located(numbers[place.block][: place.start])[-1:]
    else:
        between = [numbers[block] for block in range(place.block + 1, place.end_block)]
        inner = [number for block in between for number in located(block)]
        found = [*located(numbers[place.block][place.start :]), *inner, *located(numbers[place.end_block][: place.end])]
    if not found:
        return None
    first, start = characters.at(found[0])
    last, end = characters.at(found[-1])
    begun, ended = _field(first), _field(last)
    if begun is not None:
        first, start = begun[0], 0
    if ended is not None:
        last, end = ended[1], 0
    return Anchor(first, start, last, end + 1)


def hold(anchor: Anchor, root: Element) -> Anchor | None:
    """The anchor, if a comment can stand there; otherwise what holds that text on to the main text under ``root``: the
    drawing of a text box, the mark of a note. None where nothing does."""
    first, last = _holder(anchor.first, root), _holder(anchor.last, root)
    if first is anchor.first and last is anchor.last:
        return anchor
    if first is None:
        return None
    if first is anchor.first:  # begins in the main text and ends elsewhere
        return Anchor(first, anchor.start, first, len(first.text or " "))
    return Anchor(first, 0, first, 1)


def is_whole(element: Element) -> bool:
    """Whether a range may not begin or end in it: a simple field, a smart tag, a control for a value."""
    if element.tag == _CONTROL:
        properties = element.find(_CONTROL_PROPERTIES)
        return properties is not None and any(properties.find(name) is not None for name in _VALUES)
    return element.tag in _WHOLE


def first_paragraph(root: Element) -> Element:
    """A paragraph for what has no other place; made where the document has none."""
    found = next(root.iter(P), None)
    if found is not None:
        return found
    body = root.find(_BODY)
    paragraph = root.makeelement(P)
    (root if body is None else body).insert(0, paragraph)
    return paragraph


def _field(element: Element) -> tuple[Element, Element] | None:
    """The first and last element of what is commented as a whole, the outermost around an element in its paragraph."""
    paragraph = next(element.iterancestors(P), None)
    if paragraph is None:
        return None
    whole = [step for step in takewhile(lambda step: step is not paragraph, element.iterancestors()) if is_whole(step)]
    if whole:
        return whole[-1], whole[-1]
    return _complex_field(element, paragraph)


def _complex_field(element: Element, paragraph: Element) -> tuple[Element, Element] | None:
    """The begin and end marks of the outermost field around an element; both must stand in its paragraph."""
    begun: list[Element] = []
    around: list[Element] = []
    found = None
    for step in paragraph.iter(_FIELD_CHARACTER, element.tag):
        if step is element:
            around = list(begun)
        elif step.tag != _FIELD_CHARACTER or next(step.iterancestors(P), None) is not paragraph:
            continue
        elif step.get(_FIELD_TYPE) == "begin":
            begun.append(step)
        elif step.get(_FIELD_TYPE) == "end" and begun and (begin := begun.pop()) in around:
            found = begin, step
    return found


def _holder(element: Element, root: Element) -> Element | None:
    boxes = list(element.iterancestors(_TEXT_BOX))
    if boxes:
        return _holder(boxes[-1], root)
    for note in element.iterancestors(*_NOTES):
        marks = (mark for mark in root.iter(_NOTES[note.tag]) if mark.get(_ID) == note.get(_ID))
        mark = next(marks, None)
        return None if mark is None else _holder(mark, root)
    return element
