"""Reads .docx and .docm: an own walk over the body in order, so that nothing a reader of the page sees is lost.

The package is opened by ``readers.package`` and only the parts that hold text are parsed. python-docx would parse every
part into classes of its own, takes 80 ms to import, accepts a DTD, and gives up on a damaged part that holds no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractor.errors import UnreadableFile
from extractor.model import Block, BlockKind, Cell
from extractor.numbering import Counter, Definitions, read_definitions
from extractor.readers.draft import Draft as _Draft
from extractor.readers.draft import distinct, join_cell, number_blocks
from extractor.readers.package import Package
from extractor.readers.parts import Parts
from extractor.readers.refusals import DAMAGED, EMBEDDED, NO_LABELS, NO_NOTES, NO_STYLES
from extractor.readers.word_styles import Style, Styles, number_of, outline_level, read_styles
from extractor.readers.word_xml import (
    ALT_CHUNK,
    MATH_T,
    NOTE_REFERENCES,
    NUM_PR,
    OUTLINE,
    P_STYLE,
    PPR,
    RUNS_ON,
    SYM,
    TABS,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    Boxes,
    Element,
    P,
    R,
    T,
    W,
    simplify,
)

_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_TEXT_TAGS = (T, MATH_T, SYM, *_CHARACTERS, *NOTE_REFERENCES)
_MAX_SPAN = 1000  # columns or rows of one merged cell; a damaged file may say anything


@dataclass
class _Reader:
    """The state of one file's reading. ``styles`` and ``definitions`` are the file's, the rest grows."""

    styles: Styles
    definitions: Definitions
    warnings: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    tables: int = 0

    def story(self, root: Element, kind: BlockKind = "paragraph") -> list[_Draft]:
        """The blocks of one text of its own: the body, a note, a header. ``kind`` is that of its blocks, ``paragraph``
        for the body, whose cells and text boxes have kinds of their own."""
        tags = tuple({element.tag for element in root.iter(*_TEXT_TAGS)})
        boxes = simplify(root, self.styles.hidden)
        return list(_Story(self, boxes, tags, kind, Counter(self.definitions)).blocks(root))

    def warn(self, message: str) -> None:
        if message not in self.warnings:
            self.warnings.append(message)


@dataclass
class _Story:
    """``tags`` are those of the elements that make up text, as far as there are any: to look for all takes longer."""

    reader: _Reader
    boxes: Boxes
    tags: tuple[str, ...]
    kind: BlockKind
    counter: Counter
    pending: str = ""

    def blocks(self, container: Element) -> Iterator[_Draft]:
        """Blocks of all paragraphs and tables under a container, in order; wrappers (w:sdt, w:ins) are opened."""
        for child in container:
            tag = child.tag
            if tag == P:
                first = next(child.iterchildren(), None)  # len() would count them all
                if first is not None or self.pending:  # w:p without anything has no text and no number
                    yield from self._paragraph(child, first)
            elif tag == TBL:
                yield from self._table(child)
            elif tag == ALT_CHUNK:
                self.reader.warn(EMBEDDED)
            elif len(child):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element, first: Element | None) -> Iterator[_Draft]:
        label, level, contents = self._properties(first)
        text = self.pending + self._text(paragraph)
        self.pending = ""
        if paragraph.get(RUNS_ON) and _next_tag(paragraph) == P:
            self.pending = text
        elif text and not text.isspace():
            yield _Draft(text, "furniture" if contents and self.kind == "paragraph" else self.kind, label, level)
        if paragraph in self.boxes:
            yield from self._anchored(paragraph)

    def _text(self, paragraph: Element) -> str:
        if not self.tags:  # without a tag iter() would yield every element
            return ""
        texts: list[str | None] = [element.text for element in paragraph.iter(*self.tags)]
        if None in texts:  # of the tags looked for only w:t and m:t hold text
            texts = [element.text or self._signs(element) for element in paragraph.iter(*self.tags)]
        return "".join(text or "" for text in texts)

    def _signs(self, element: Element) -> str:
        """What an element without a text of its own stands for."""
        tag = element.tag
        if tag in NOTE_REFERENCES:
            self.reader.notes.append((NOTE_REFERENCES[tag], element.get(f"{W}id", "")))
        elif tag == SYM:
            return _symbol(element)
        elif tag in _CHARACTERS and not _is_tab_stop(element):
            return _CHARACTERS[tag]
        return ""

    def _table(self, table: Element) -> Iterator[_Draft]:
        """One block a cell that holds text; a merged cell is one block. What a cell holds beside its paragraphs
        (an inner table, a text box) follows it."""
        number = self.reader.tables
        self.reader.tables += 1
        cells: list[tuple[_Draft, list[_Draft]]] = []
        open_merges: dict[int, _Draft] = {}
        for index, row in enumerate(_through(table, TR)):
            self._row(row, Cell(number, index, 0), cells, open_merges)
        for draft, after in cells:
            if draft.text.strip():
                yield draft
            yield from after

    def _row(
        self, row: Element, place: Cell, cells: list[tuple[_Draft, list[_Draft]]], open_merges: dict[int, _Draft]
    ) -> None:
        column = _number(row.find(f"{TRPR}/{W}gridBefore"), 0)
        for cell in _through(row, TC):
            properties = cell.find(TCPR)
            width = max(1, _number(None if properties is None else properties.find(f"{W}gridSpan"), 1))
            merge = None if properties is None else properties.find(f"{W}vMerge")
            above = open_merges.pop(column, None)
            if merge is not None and merge.get(VAL) != "restart" and above is not None and above.cell is not None:
                above.cell = replace(above.cell, row_span=place.row - above.cell.row + 1)
                open_merges[column] = above
            else:
                draft, after = self._cell(cell, Cell(place.table, place.row, column, 1, width))
                cells.append((draft, after))
                if merge is not None:
                    open_merges[column] = draft
            column += width

    def _cell(self, cell: Element, place: Cell) -> tuple[_Draft, list[_Draft]]:
        own: list[_Draft] = []
        after: list[_Draft] = []
        for draft in _Story(self.reader, self.boxes, self.tags, self.kind, self.counter).blocks(cell):
            apart = draft.cell is not None or draft.kind != self.kind
            (after if apart else own).append(draft)
        kind: BlockKind = "cell" if self.kind == "paragraph" else self.kind
        return join_cell(own, kind, place), after

    def _anchored(self, paragraph: Element) -> Iterator[_Draft]:
        kind: BlockKind = "textbox" if self.kind == "paragraph" else self.kind
        for box in self.boxes[paragraph]:
            yield from _Story(self.reader, self.boxes, self.tags, kind, Counter(self.reader.definitions)).blocks(box)

    def _properties(self, first: Element | None) -> tuple[str, int | None, bool]:
        """(automatic label, heading level, whether it is a line of a table of contents) of a paragraph, by its first
        child, which holds its properties where it has any."""
        styles = self.reader.styles
        identifier = styles.default_id
        number_id = depth = own_level = None
        for child in first if first is not None and first.tag == PPR else ():
            tag = child.tag
            if tag == P_STYLE:
                identifier = child.get(VAL, "")
            elif tag == NUM_PR:
                number_id, depth = number_of(child)
            elif tag == OUTLINE:
                own_level = outline_level(child)
        style = styles.by_id.get(identifier, styles.default)
        level = style.level if own_level is None or style.level == 0 else own_level if own_level > 0 else None
        return self._label(style, identifier, number_id, depth), level, style.contents

    def _label(self, style: Style, identifier: str, number_id: str | None, depth: int | None) -> str:
        used = style.number_id if number_id is None else number_id
        if not used or used == "0":  # list 0 takes a paragraph out of its style's list
            return ""
        if depth is None and number_id is None:
            depth = self.reader.definitions.level_of_style(used, identifier)
            depth = style.depth if depth is None else depth
        return self.counter.label(used, depth or 0)


def _next_tag(element: Element) -> str:
    following = element.getnext()
    return "" if following is None else following.tag


def _is_tab_stop(element: Element) -> bool:
    """In a paragraph's properties w:tab defines a tab stop."""
    parent = element.getparent()
    return parent is not None and parent.tag == TABS


def _symbol(element: Element) -> str:
    """w:sym: a character of a symbol font, by its code."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 32 <= code < 0xD800 or 0xE000 <= code < 0x10000 else ""


def _through(element: Element, tag: str) -> Iterator[Element]:
    """Children of a tag, also inside wrappers such as w:sdt and w:customXml, but not inside an inner table."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in (TBL, P, TR, TC) and len(child):
            yield from _through(child, tag)


def _number(element: Element | None, otherwise: int) -> int:
    text = "" if element is None else element.get(VAL, "")
    return min(int(text), _MAX_SPAN) if text.isdecimal() and len(text) < 10 else otherwise


def read_docx(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a .docx or .docm in reading order, and warnings about what could not be read.

    Body first, then the notes in the order of their marks, then headers and footers, each text once. Raises
    UnreadableFile for a damaged, oversized, hostile or encrypted package.
    """
    return read_parts(path, Package(path, data))


def read_parts(path: str, package: Parts) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """What ``read_docx`` gives, of the same parts from wherever they come."""
    main = main_part(package)
    if main is None or main not in package:
        raise UnreadableFile(path, "truncated", DAMAGED)
    related = package.relationships(main)
    parts = {kind: target for _, kind, target in reversed(related)}
    warnings: list[str] = []
    styles_root = _optional(package, parts.get("styles"), warnings, NO_STYLES)
    styles = Styles() if styles_root is None else read_styles(styles_root)
    numbering_root = _optional(package, parts.get("numbering"), warnings, NO_LABELS)
    definitions = Definitions() if numbering_root is None else read_definitions(numbering_root, styles.numbers)
    reader = _Reader(styles, definitions, warnings)
    root = package.parse(main)
    blocks = reader.story(root)
    blocks += _notes(reader, package, parts)
    blocks += _furniture(reader, package, root, {identifier: target for identifier, _, target in related})
    return number_blocks(blocks), tuple(warnings)


def main_part(package: Parts) -> str | None:
    """The part that holds the document; None where the package does not say."""
    targets = [target for _, kind, target in package.relationships("") if kind == "officeDocument"]
    return targets[0] if targets else "word/document.xml" if "word/document.xml" in package else None


def _notes(reader: _Reader, package: Parts, parts: dict[str, str]) -> list[_Draft]:
    """Footnotes and endnotes in the order of their marks in the body."""
    found: dict[tuple[str, str], Element] = {}
    references = list(dict.fromkeys(reader.notes))
    for kind in dict.fromkeys(kind for kind, _ in references):
        root = _optional(package, parts.get(kind), reader.warnings, NO_NOTES)
        for note in () if root is None else root:
            found[kind, note.get(f"{W}id", "")] = note
    return [block for key in references if key in found for block in reader.story(found[key], "note")]


def _furniture(reader: _Reader, package: Parts, root: Element, targets: dict[str, str]) -> list[_Draft]:
    """Headers and footers that a section uses, each distinct text once."""
    references = root.iter(f"{W}headerReference", f"{W}footerReference")
    used = dict.fromkeys(targets.get(reference.get(f"{R}id", ""), "") for reference in references)
    parts = [_optional(package, name, reader.warnings, NO_NOTES) for name in used]
    return distinct(block for part in parts if part is not None for block in reader.story(part, "furniture"))


def _optional(package: Parts, name: str | None, warnings: list[str], message: str) -> Element | None:
    """The root of a part that the text can do without; damage to it is told and the rest is read."""
    if not name or name not in package:
        return None
    try:
        return package.parse(name)
    except UnreadableFile as error:
        if error.code != "truncated":
            raise
        if message not in warnings:
            warnings.append(message)
        return None
