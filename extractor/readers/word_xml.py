"""Names of WordprocessingML, and the rewriting of a tree before it is read: what is no text goes out."""

from __future__ import annotations

from typing import TypeAlias

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"
P, PPR, R_RUN, RPR, TBL, TR, TC = (f"{W}{name}" for name in ("p", "pPr", "r", "rPr", "tbl", "tr", "tc"))
TRPR = f"{W}trPr"
TCPR = f"{W}tcPr"
T = f"{W}t"
DELETED_TEXT = f"{W}delText"
SYM = f"{W}sym"
TABS = f"{W}tabs"
MATH_T = f"{M}t"
P_STYLE = f"{W}pStyle"
NUM_PR = f"{W}numPr"
OUTLINE = f"{W}outlineLvl"
NOTE_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
ALT_CHUNK = f"{W}altChunk"
# Set by ``simplify`` on a paragraph whose mark is deleted: its text runs on into the next paragraph.
RUNS_ON = "runs-on"

_TEXT_BOX = f"{W}txbxContent"
_DELETED = (f"{W}del", f"{W}moveFrom")
_CELL_DELETED = f"{W}cellDel"
_VANISH = f"{W}vanish"
_FALLBACK = f"{MC}Fallback"
_CHOICE = f"{MC}Choice"
_RUBY_TEXT = f"{W}rt"  # the reading above a character; the character itself is in w:rubyBase
_STYLE_NAMES = (f"{W}rStyle", P_STYLE)
_OFF = ("0", "false", "off")

Element: TypeAlias = _Element
Boxes: TypeAlias = dict[Element, list[Element]]


def simplify(root: Element, hidden_styles: frozenset[str]) -> Boxes:
    """Take out of the tree what a reader of the page does not see: tracked deletions, hidden text, the second copy of a
    text box that Word keeps for older programs. Text boxes are taken out too, and returned by the paragraph that
    anchors them, so that their text does not stand in the middle of that paragraph's."""
    boxes: Boxes = {}
    tags = (*_DELETED, _CELL_DELETED, _VANISH, _FALLBACK, _CHOICE, _RUBY_TEXT, _TEXT_BOX)
    for element in list(root.iter(*tags)):
        tag = element.tag
        if tag == _TEXT_BOX:
            _detach_box(element, root, boxes)
        elif tag == _VANISH:
            _hide_run(element)
        elif tag in _DELETED:
            _drop_deleted(element)
        elif tag == _CELL_DELETED:
            _remove(_ancestor(element, TC))
        elif tag == _RUBY_TEXT or _is_second_choice(element):
            _remove(element)
    if hidden_styles:
        _hide_styled(root, hidden_styles)
    return boxes


def is_on(element: Element | None) -> bool:
    """Whether a toggle property (w:vanish, w:titlePg) stands there and is not switched off."""
    return element is not None and element.get(VAL, "1") not in _OFF


def _is_second_choice(element: Element) -> bool:
    """Of an mc:AlternateContent one branch counts: the first Choice; the Fallback only where there is none."""
    return any(before.tag == _CHOICE for before in element.itersiblings(preceding=True))


def _detach_box(box: Element, root: Element, boxes: Boxes) -> None:
    anchor = None
    for ancestor in box.iterancestors():
        if anchor is None and ancestor.tag == P:
            anchor = ancestor
        if ancestor is root or ancestor.tag == _TEXT_BOX:
            break
    else:
        return  # inside something already taken out
    if anchor is not None:
        boxes.setdefault(anchor, []).append(box)
        _remove(box)


def _hide_run(vanish: Element) -> None:
    properties = vanish.getparent()
    run = None if properties is None else properties.getparent()
    if run is not None and run.tag == R_RUN and is_on(vanish):
        _remove(run)


def _hide_styled(root: Element, hidden_styles: frozenset[str]) -> None:
    for name in list(root.iter(*_STYLE_NAMES)):
        if name.get(VAL) in hidden_styles:
            owner = _ancestor(name, P if name.tag == P_STYLE else R_RUN)
            for child in list(owner) if owner is not None else ():
                if child.tag not in (PPR, RPR):
                    _remove(child)


def _drop_deleted(element: Element) -> None:
    """A w:del holds deleted runs, or marks its paragraph's end or its table row as deleted."""
    parent = element.getparent()
    if parent is not None and parent.tag == TRPR:
        _remove(parent.getparent())
    elif parent is not None and parent.tag == RPR:
        paragraph = _ancestor(parent, P)
        if paragraph is not None:
            paragraph.set(RUNS_ON, "1")
    else:
        _remove(element)


def _ancestor(element: Element, tag: str) -> Element | None:
    return next(element.iterancestors(tag), None)


def _remove(element: Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)
