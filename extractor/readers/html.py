"""Reads HTML, as browsers and Word save it, often under the name .doc: body, then notes, then headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import UnreadableFile
from extractor.model import Block, BlockKind, Cell
from extractor.ordinals import format_number
from extractor.readers.draft import Draft, distinct, join_cell, number_blocks
from extractor.readers.html_text import BREAK, collapse, decode_page
from extractor.readers.refusals import HOSTILE, NOT_TEXT, REPLACED, TOO_LARGE
from extractor.readers.word_xml import Element

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "ul",
})  # fmt: skip
_SILENT = frozenset({
    "head", "script", "style", "template", "noscript", "iframe", "object", "applet", "select", "textarea", "del", "rt",
    "rp", "xml", "svg", "math", "audio", "video",
})  # fmt: skip
_DELETED_OR_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ELEMENT = re.compile(r"mso-element\s*:\s*([a-z\-]+)", re.IGNORECASE)
_IGNORED_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-9])\b", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z\-]+)", re.IGNORECASE)
_CONTENTS = re.compile(r"\bMsoToc\d\b")
_NOTE_MARK = re.compile(r"\b(?:sd(?:foot|end)note(?:anc|sym)|Mso(?:Foot|End)noteReference)\b")
_NOTE = re.compile(r"sd(?:foot|end)note\d+$")
_STORIES: dict[str, BlockKind | None] = {
    "footnote-list": "note", "endnote-list": "note", "header": "furniture", "footer": "furniture",
    "comment-list": None, "para-border-div": "paragraph", "frame": "textbox",
}  # fmt: skip
# What the attribute ``type`` and the property list-style-type call Word's number formats.
_NUMBERS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital",
    "simp-chinese-formal": "chineseLegalSimplified", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_CHINESE_POINT = frozenset({"chineseCounting", "ideographDigital", "chineseLegalSimplified", "ideographTraditional"})
_MAX_SPAN = 1000
MAX_TAGS = 400_000  # start and end tags: some 1,000 pages as Word writes them


@dataclass
class _Page:
    """What stands beside the body, and the number of tables so far."""

    tables: int = 0
    notes: list[Draft] = field(default_factory=list)
    furniture: list[Draft] = field(default_factory=list)


@dataclass
class _Flow:
    """One text while it is read: the body, a cell, a note. ``label`` waits for the next paragraph."""

    page: _Page
    kind: BlockKind = "paragraph"
    drafts: list[Draft] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    label: str = ""
    level: int | None = None
    contents: bool = False
    preformatted: bool = False

    def children(self, element: Element) -> None:
        self.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            self.text(child.tail)

    def text(self, text: str | None) -> None:
        if text:
            self.pieces.append(text.replace("\n", BREAK) if self.preformatted else text)

    def element(self, element: Element) -> None:
        tag, style = element.tag, element.get("style", "")
        if tag in _SILENT or element.get("hidden") is not None or _DELETED_OR_HIDDEN.search(style):
            return
        if tag == "br":
            self.pieces.append(BREAK)
        elif tag == "table":
            self.end_paragraph()
            self.drafts += _table(self.page, element, self.kind)
        elif _NOTE_MARK.search(element.get("class", "")):
            return
        elif _IGNORED_LABEL.search(style):  # Word's own automatic number
            self.label = _label_text("".join(map(str, element.itertext())))
        elif tag in _BLOCKS:
            self.block(element, tag, style)
        else:
            self.children(element)

    def block(self, element: Element, tag: str, style: str) -> None:
        self.end_paragraph()
        story = _story_of(element, style)
        if story != "paragraph":
            self._aside(element, story)
            return
        outer = self.level, self.contents, self.preformatted
        waiting = self.label
        self.level = _level(element, tag, style, self.level)
        self.contents = self.contents or _CONTENTS.search(element.get("class", "")) is not None
        self.preformatted = self.preformatted or tag == "pre"
        if tag == "li":
            self.label = _list_label(element)
        self.children(element)
        self.end_paragraph()
        if self.label:  # of an empty item: the next paragraph is not numbered by it
            self.label = waiting
        self.level, self.contents, self.preformatted = outer

    def end_paragraph(self) -> None:
        text = collapse(self.pieces, self.preformatted)
        self.pieces.clear()
        if text.strip():
            kind: BlockKind = "furniture" if self.contents and self.kind == "paragraph" else self.kind
            self.drafts.append(Draft(text, kind, self.label, self.level))
            self.label = ""

    def _aside(self, element: Element, story: BlockKind | None) -> None:
        if story is None:
            return
        flow = _Flow(self.page, story)
        flow.children(element)
        flow.end_paragraph()
        into = {"note": self.page.notes, "furniture": self.page.furniture}.get(story, self.drafts)
        into += flow.drafts


def _story_of(element: Element, style: str) -> BlockKind | None:
    """Which text a block belongs to; None for comments."""
    found = _ELEMENT.search(style)
    if found:
        return _STORIES.get(found[1].lower(), "paragraph")
    if _NOTE.match(element.get("id", "")):
        return "note"
    return "furniture" if element.get("title") in ("header", "footer") else "paragraph"


def _level(element: Element, tag: str, style: str, outer: int | None) -> int | None:
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return int(tag[1])
    if "MsoTitle" in element.get("class", "").split():
        return 0
    outline = _OUTLINE.search(style)
    return int(outline[1]) if outline else outer


def _label_text(text: str) -> str:
    label = "".join(text.split())
    return label if any(map(str.isalnum, label)) else ""


def _list_label(item: Element) -> str:
    """The number of a list's item as a browser shows it; "" in a list of bullets."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    found = _LIST_STYLE.search(parent.get("style", ""))
    name = _NUMBERS.get(found[1].lower() if found else parent.get("type", "1"), "decimal" if not found else "")
    if not name:
        return ""
    point = "、" if name in _CHINESE_POINT else "."
    return format_number(_number_of(item, parent), name) + point


def _number_of(item: Element, parent: Element) -> int:
    number = _integer(parent.get("start"), 1) - 1
    for sibling in parent.iterchildren("li"):
        number = _integer(sibling.get("value"), number + 1)
        if sibling is item:
            break
    return number


def _integer(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _table(page: _Page, table: Element, kind: BlockKind) -> Iterator[Draft]:
    """One block a cell that holds text; what else a cell holds (an inner table) follows it."""
    number = page.tables
    page.tables += 1
    for caption in table.iterchildren("caption"):
        flow = _Flow(page, kind)
        flow.children(caption)
        flow.end_paragraph()
        yield from flow.drafts
    taken: dict[int, int] = {}  # column -> rows yet covered by a cell above
    for index, row in enumerate(_rows(table)):
        column = 0
        covered, taken = taken, {at: rows - 1 for at, rows in taken.items() if rows > 1}
        for cell in row.iterchildren("td", "th"):
            while column in covered:
                column += 1
            width = min(max(1, _integer(cell.get("colspan"), 1)), _MAX_SPAN)
            height = min(max(1, _integer(cell.get("rowspan"), 1)), _MAX_SPAN)
            if height > 1:
                taken.update(dict.fromkeys(range(column, column + width), height - 1))
            yield from _cell(page, cell, kind, Cell(number, index, column, height, width))
            column += width


def _cell(page: _Page, cell: Element, kind: BlockKind, place: Cell) -> Iterator[Draft]:
    flow = _Flow(page, kind)
    flow.children(cell)
    flow.end_paragraph()
    own = [draft for draft in flow.drafts if draft.cell is None and draft.kind == kind]
    if own:
        yield join_cell(own, "cell" if kind == "paragraph" else kind, place)
    yield from (draft for draft in flow.drafts if draft.cell is not None or draft.kind != kind)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot", "form"):
            yield from _rows(child)


def parse_html(path: str, text: str) -> Element | None:
    """The root of a page; None where it holds no element. Raises UnreadableFile for what is too large or too deep."""
    if text.count("<") > MAX_TAGS:
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(path, "format", NOT_TEXT) from error
    # Beyond its limits the parser stops without a word, and what follows would be lost.
    for entry in parser.error_log.filter_from_fatals():
        deep = "depth" in entry.message
        raise UnreadableFile(path, "hostile", HOSTILE) if deep else UnreadableFile(path, "too_large", TOO_LARGE)
    return root


def read_page(path: str, data: bytes, charset: str | None = None) -> tuple[list[Draft], list[Draft], tuple[str, ...]]:
    """A page's blocks, its headers and footers apart, and warnings."""
    decoded = decode_page(data, charset)
    if decoded is None:
        raise UnreadableFile(path, "format", NOT_TEXT)
    text, damaged = decoded
    root = parse_html(path, text) if text.strip() else None
    page = _Page()
    flow = _Flow(page)
    if root is not None:
        flow.element(root)
        flow.end_paragraph()
    return [*flow.drafts, *page.notes], page.furniture, (REPLACED,) if damaged else ()


def read_html(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a page in reading order, and warnings. Raises UnreadableFile for what is hostile or no text."""
    drafts, furniture, warnings = read_page(path, data)
    return number_blocks([*drafts, *distinct(furniture)]), warnings
