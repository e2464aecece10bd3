"""Puts a comment's three marks into the main part: where its range begins and ends, and the reference to its text.

Runs are split where a range begins or ends inside one; both halves keep the run's properties. The marks of a range
stand beside its first and last run, whatever these are in (an insertion, a link, a control). The reference stands
outside all that, in the paragraph: it must not go when an insertion is rejected or a field updated.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from copy import deepcopy
from operator import itemgetter

from extractor.annotate.anchors import Anchor, is_whole
from extractor.readers.word_xml import R_RUN, RPR, VAL, Element, M, P, T, W

_START, _END, _REFERENCE = (f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_ID = f"{W}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What a range's mark stands beside, never inside; the outer run is that of a character with its reading.
_UNITS = (R_RUN, f"{M}oMath", f"{M}oMathPara")


class Ranges:
    """Places comments one by one. Anchors are in the elements and offsets of the tree as it was before the first."""

    def __init__(self, style: str | None) -> None:
        """``style``: the id of the file's own character style for references, if it has one."""
        self._style = style
        self._pieces: dict[Element, list[tuple[int, Element]]] = {}

    def add(self, anchor: Anchor, identifier: str) -> None:
        first = self._run_from(anchor.first, anchor.start)
        last = self._run_up_to(anchor.last, anchor.end)
        first.addprevious(_mark(first, _START, identifier))
        _insert_after(last, _mark(last, _END, identifier))
        _insert_after(_in_paragraph(last), self._reference(last, identifier))

    def append(self, paragraph: Element, identifier: str) -> None:
        """For a paragraph of whose text nothing is known: an empty range at its end."""
        for mark in (_mark(paragraph, _START, identifier), _mark(paragraph, _END, identifier)):
            paragraph.append(mark)
        paragraph.append(self._reference(paragraph, identifier))

    def _reference(self, near: Element, identifier: str) -> Element:
        """It is not seen, but as large as the file's usual text it would make a table's line higher."""
        run = near.makeelement(R_RUN)
        properties = near.makeelement(RPR)
        properties.append(
            near.makeelement(f"{W}rStyle", {VAL: self._style})
            if self._style
            else near.makeelement(f"{W}sz", {VAL: "16"})
        )
        run.extend([properties, _mark(near, _REFERENCE, identifier)])
        return run

    def _run_from(self, element: Element, offset: int) -> Element:
        """The run that begins with that character of the element."""
        start, piece = self._piece(element, offset)
        unit, child = _unit(piece)
        if offset > start and child is piece and piece.tag == T:
            child = self._split_text(element, start, piece, offset)
        return _split_run(unit, child)

    def _run_up_to(self, element: Element, offset: int) -> Element:
        """The run that ends with the character before ``offset``."""
        start, piece = self._piece(element, offset - 1)
        unit, child = _unit(piece)
        if child is piece and piece.tag == T and offset - start < len(piece.text or ""):
            self._split_text(element, start, piece, offset)
        following = child.getnext()
        if following is not None:
            _split_run(unit, following)
        return unit

    def _piece(self, element: Element, offset: int) -> tuple[int, Element]:
        """The piece of a text element, as it is split so far, that holds a character; before it, its first offset."""
        pieces = self._pieces.get(element, [(0, element)])
        return pieces[bisect_right(pieces, offset, key=itemgetter(0)) - 1]

    def _split_text(self, element: Element, start: int, piece: Element, offset: int) -> Element:
        rest = deepcopy(piece)
        text = piece.text or ""
        for half, words in ((piece, text[: offset - start]), (rest, text[offset - start :])):
            half.text = words
            if words != words.strip():
                half.set(_SPACE, "preserve")
        piece.addnext(rest)
        pieces = self._pieces.setdefault(element, [(0, element)])
        insort(pieces, (offset, rest), key=itemgetter(0))
        return rest


def used_numbers(root: Element) -> set[str]:
    """The numbers of all comments that the text refers to."""
    return {mark.get(_ID, "") for mark in root.iter(_START, _END, _REFERENCE)}


def _unit(element: Element) -> tuple[Element, Element]:
    """The outermost run or equation around an element, in its paragraph, and its child that holds the element."""
    path = [element]
    for ancestor in element.iterancestors():
        if ancestor.tag == P:
            break
        path.append(ancestor)
    units = [index for index, step in enumerate(path) if step.tag in _UNITS or is_whole(step)]
    outermost = units[-1] if units else len(path) - 1
    return path[outermost], path[max(outermost - 1, 0)]


def _split_run(run: Element, child: Element) -> Element:
    """The run that begins with ``child``: a new one after ``run``, unless ``child`` is the first of its contents."""
    before = child.getprevious()
    if run.tag != R_RUN or before is None or before.tag == RPR:
        return run
    rest = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(RPR)
    if properties is not None:
        rest.append(deepcopy(properties))
    rest.extend([child, *child.itersiblings()])
    run.addnext(rest)
    return rest


def _in_paragraph(element: Element) -> Element:
    """What holds the element directly in its paragraph; the element itself, mostly."""
    found = element
    for ancestor in element.iterancestors():
        if ancestor.tag == P:
            break
        found = ancestor
    return found


def _insert_after(element: Element, mark: Element) -> None:
    """After the element and the ends of ranges that stand there already, so that the comments keep their order."""
    following = element.getnext()
    while following is not None and (following.tag == _END or _is_reference(following)):
        element, following = following, following.getnext()
    element.addnext(mark)


def _is_reference(element: Element) -> bool:
    return element.tag == R_RUN and element.find(_REFERENCE) is not None


def _mark(near: Element, tag: str, identifier: str) -> Element:
    return near.makeelement(tag, {_ID: identifier})
