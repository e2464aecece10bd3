"""Builds .docx files the way Word itself writes them: the test suite's and the sample archive's pen.

    file = WordFile()
    file.title("青石镇2021年双拥工作总结")
    file.heading("一、加强领导", level=1)
    file.paragraph("发放优待金", split("13914元"), inserted("，已兑现"), deleted("，拟兑现"), footnote("据台账"))
    file.paragraph("走访慰问", number=("chinese", 1))  # automatic （一）, in numbering.xml
    file.table([["项目", "金额（万元）"], [merged("合计", columns=2)]])
    file.save(path)

The package is written part by part with zipfile rather than by python-docx, whose template differs from Word's (English
style ids, a 350 kB styles part) and which knows no text boxes, revisions, notes or numbering definitions. Style ids are
those of a Chinese Word: ``1`` is "heading 1", ``a3`` is "Title". The same calls give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests import word_parts

SPLIT_SIZES = (3, 1, 4, 2)  # characters a run; small, so that numbers and words are cut


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph that is more than plain text. Made by the functions below."""

    kind: str
    text: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableCell:
    """A table cell: its text (a line break makes a new paragraph) and the columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1
    table: tuple[tuple[CellLike, ...], ...] = ()


Inline = str | Piece
CellLike = str | TableCell
Number = tuple[str, int]


def inserted(text: str) -> Piece:
    """A tracked insertion (w:ins): part of the text."""
    return Piece("inserted", text)


def deleted(text: str) -> Piece:
    """A tracked deletion (w:del): no part of the text."""
    return Piece("deleted", text)


def moved_from(text: str) -> Piece:
    """The old place of a tracked move: no part of the text."""
    return Piece("moved_from", text)


def moved_to(text: str) -> Piece:
    """The new place of a tracked move: part of the text."""
    return Piece("moved_to", text)


def hidden(text: str) -> Piece:
    """Hidden text (w:vanish)."""
    return Piece("hidden", text)


def bold(text: str) -> Piece:
    return Piece("bold", text)


def split(text: str) -> Piece:
    """Text in runs of one to four characters, as Word leaves it after editing."""
    return Piece("split", text)


def smart_tag(text: str) -> Piece:
    return Piece("smart_tag", text)


def control(text: str) -> Piece:
    """A content control (w:sdt) inside a paragraph."""
    return Piece("control", text)


def simple_field(text: str) -> Piece:
    """A field with its result (w:fldSimple), as for a document property."""
    return Piece("simple_field", text)


def complex_field(text: str) -> Piece:
    """A field between fldChar marks; its instruction is no part of the text."""
    return Piece("complex_field", text)


def link(text: str) -> Piece:
    return Piece("link", text)


def footnote(text: str) -> Piece:
    """A footnote's mark; the text goes to footnotes.xml."""
    return Piece("footnote", text)


def endnote(text: str) -> Piece:
    return Piece("endnote", text)


def textbox(*lines: str) -> Piece:
    """A text box anchored here: a DrawingML shape with the VML copy of its text that Word writes for old readers."""
    return Piece("textbox", lines=lines)


def vml_textbox(*lines: str) -> Piece:
    """A text box of an older Word: VML only."""
    return Piece("vml_textbox", lines=lines)


def merged(text: str, *, columns: int = 1, rows: int = 1) -> TableCell:
    """A merged cell. In the rows below, leave its columns out: the builder writes the continuation cells."""
    return TableCell(text, columns, rows)


def nested(rows: Sequence[Sequence[CellLike]], text: str = "") -> TableCell:
    """A cell that holds a table after its text."""
    return TableCell(text, table=tuple(tuple(row) for row in rows))


@dataclass
class WordFile:
    """A .docx in the making. ``edited`` splits every plain text into short runs; ``heading_numbers`` names a numbering
    (see ``word_parts.NUMBERINGS``) that the heading styles carry, so that headings are numbered automatically."""

    edited: bool = False
    heading_numbers: str | None = None
    created: str = "2020-01-02T08:00:00Z"
    creator: str = "文印室"
    _body: list[str] = field(default_factory=list)
    _notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    _furniture: dict[str, str] = field(default_factory=dict)
    _nums: list[tuple[str, bool]] = field(default_factory=list)
    _current: dict[str, int] = field(default_factory=dict)
    _ids: int = 0

    def __post_init__(self) -> None:
        if self.heading_numbers:
            self._number_id(self.heading_numbers)

    # --- what a writer does -------------------------------------------------------------------------------------

    def title(self, *parts: Inline) -> None:
        """A paragraph in the Title style."""
        self._body.append(self._paragraph(parts, style="a3"))

    def heading(self, *parts: Inline, level: int = 1, number: Number | None = None) -> None:
        """A paragraph in a heading style, levels 1 to 4."""
        self._body.append(self._paragraph(parts, style=str(level), number=number))

    def paragraph(
        self, *parts: Inline, number: Number | None = None, align: str = "", outline: int | None = None
    ) -> None:
        """A plain paragraph. ``number`` is (numbering, level from 0); ``align`` center or right; ``outline`` an outline
        level from 0 set on the paragraph itself."""
        self._body.append(self._paragraph(parts, number=number, align=align, outline=outline))

    def restart(self, numbering: str) -> None:
        """The next paragraph in this numbering starts from one again."""
        self._nums.append((numbering, True))
        self._current[numbering] = len(self._nums)

    def table(self, rows: Sequence[Sequence[CellLike]], *, header_rows: int = 1) -> None:
        """A table. Cells are texts, ``merged(...)`` or ``nested(...)``."""
        self._body.append(self._table(rows, header_rows))

    def control_block(self, *paragraphs: str) -> None:
        """A content control around whole paragraphs."""
        inner = "".join(self._paragraph((text,)) for text in paragraphs)
        self._body.append(f"<w:sdt><w:sdtPr><w:id w:val={quoteattr(self._id())}/></w:sdtPr>"
                          f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>")  # fmt: skip

    def header(self, text: str) -> None:
        self._furniture["header"] = text

    def footer(self, text: str) -> None:
        self._furniture["footer"] = text

    def raw(self, xml: str) -> None:
        """Any WordprocessingML for the body, where a test needs what the builder does not write."""
        self._body.append(xml)

    def save(self, path: Path) -> None:
        """Write the file; the folder must be there."""
        path.write_bytes(self.to_bytes())

    def to_bytes(self) -> bytes:
        """The whole .docx, the same for the same calls."""
        return pack(self.parts())

    # --- paragraphs ---------------------------------------------------------------------------------------------

    def _paragraph(
        self,
        parts: Sequence[Inline],
        style: str = "",
        number: Number | None = None,
        align: str = "",
        outline: int | None = None,
    ) -> str:
        properties = [f'<w:pStyle w:val="{style}"/>'] if style else []
        if number:
            numbering, level = number
            properties.append(
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{self._number_id(numbering)}"/></w:numPr>'
            )
        if not style and not align and not number:
            properties.append('<w:ind w:firstLineChars="200" w:firstLine="640"/>')
        if align:
            properties.append(f'<w:jc w:val="{align}"/>')
        if outline is not None:
            properties.append(f'<w:outlineLvl w:val="{outline}"/>')
        inner = "".join(self._inline(part) for part in parts)
        return f'<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr>{"".join(properties)}</w:pPr>{inner}</w:p>'

    def _inline(self, part: Inline) -> str:
        if isinstance(part, str):
            return run_pieces(part) if self.edited else run(part)
        match part.kind:
            case "footnote" | "endnote":
                return self._note(part)
            case "textbox":
                box = self._box_content(part)
                vml = word_parts.VML_TEXTBOX.format(content=box)
                return word_parts.TEXTBOX.format(id=self._id(), content=box, vml=vml)
            case "vml_textbox":
                return f"<w:r>{word_parts.VML_TEXTBOX.format(content=self._box_content(part))}</w:r>"
            case _:
                return wrap(part)

    def _note(self, part: Piece) -> str:
        kind = part.kind
        self._notes[kind].append(part.text)
        style = '<w:rPr><w:rStyle w:val="a7"/></w:rPr>'
        return f'<w:r>{style}<w:{kind}Reference w:id="{len(self._notes[kind])}"/></w:r>'

    def _box_content(self, part: Piece) -> str:
        return "".join(self._paragraph((line,)) for line in part.lines)

    def _id(self) -> str:
        self._ids += 1
        return str(self._ids)

    def _number_id(self, numbering: str) -> int:
        if numbering not in self._current:
            self._nums.append((numbering, False))
            self._current[numbering] = len(self._nums)
        return self._current[numbering]

    # --- tables -------------------------------------------------------------------------------------------------

    def _table(self, rows: Sequence[Sequence[CellLike]], header_rows: int) -> str:
        open_merges: dict[int, tuple[int, int]] = {}  # column -> (columns, rows still to come)
        written = [self._row(row, open_merges, header=index < header_rows) for index, row in enumerate(rows)]
        width = sum(cell.columns if isinstance(cell, TableCell) else 1 for cell in rows[0])
        grid = '<w:gridCol w:w="2130"/>' * width
        head = (
            f'<w:tblPr><w:tblStyle w:val="a8"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        return f"<w:tbl>{head}{''.join(written)}</w:tbl>"

    def _row(self, row: Sequence[CellLike], open_merges: dict[int, tuple[int, int]], header: bool) -> str:
        cells: list[str] = []
        column = 0
        waiting = list(row)
        while waiting or column in open_merges:
            if column in open_merges:
                columns, left = open_merges.pop(column)
                cells.append(self._cell(TableCell("", columns), "<w:vMerge/>"))
                if left > 1:
                    open_merges[column] = (columns, left - 1)
            else:
                given = waiting.pop(0)
                cell = given if isinstance(given, TableCell) else TableCell(given)
                columns = cell.columns
                cells.append(self._cell(cell, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""))
                if cell.rows > 1:
                    # A negative mark keeps this row from closing the merge that it has just opened.
                    open_merges[-column - 1] = (columns, cell.rows - 1)
            column += columns
        for key in [key for key in open_merges if key < 0]:
            open_merges[-key - 1] = open_merges.pop(key)
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
        return f'<w:tr w:rsidR="00A77B3E">{properties}{"".join(cells)}</w:tr>'

    def _cell(self, cell: TableCell, merge: str) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        inner = "".join(self._paragraph((line,) if line else (), align="center") for line in cell.text.split("\n"))
        if cell.table:
            inner += self._table(cell.table, 0) + self._paragraph(())
        return f'<w:tc><w:tcPr><w:tcW w:w="{2130 * cell.columns}" w:type="dxa"/>{span}{merge}</w:tcPr>{inner}</w:tc>'

    # --- the package --------------------------------------------------------------------------------------------

    def parts(self) -> dict[str, str]:
        """The package's entries by name, for a test that damages one before it packs them."""
        parts = {
            "word/styles.xml": word_parts.styles(
                self.heading_numbers, self._current.get(self.heading_numbers or "", 0)
            ),
            "word/settings.xml": word_parts.SETTINGS,
            "word/fontTable.xml": word_parts.FONTS,
            "docProps/core.xml": word_parts.CORE.format(created=self.created, creator=escape(self.creator)),
        }
        if self._nums:
            parts["word/numbering.xml"] = word_parts.numbering(self._nums, self.heading_numbers)
        for kind, notes in self._notes.items():
            if notes:
                parts[f"word/{kind}s.xml"] = word_parts.notes(kind, [run(text) for text in notes])
        for kind, text in self._furniture.items():
            root = "hdr" if kind == "header" else "ftr"
            parts[f"word/{kind}1.xml"] = word_parts.part(root, f"<w:p>{run(text)}</w:p>")
        related = [name for name in parts if name.startswith("word/")]
        references = "".join(
            f'<w:{kind}Reference w:type="default" r:id="rId{related.index(f"word/{kind}1.xml") + 1}"/>'
            for kind in self._furniture
        )
        body = "".join(self._body) + word_parts.SECTION.format(references=references)
        document = word_parts.part("document", f"<w:body>{body}</w:body>")
        return word_parts.package(document, parts, related)


def run(text: str, properties: str = "") -> str:
    """A w:r with the text; tabs and line breaks become their elements."""
    properties = f'<w:rPr><w:rFonts w:hint="eastAsia"/>{properties}</w:rPr>'
    pieces = escape(text).replace("\t", "</w:t><w:tab/>{t}").replace("\n", "</w:t><w:br/>{t}")
    opening = '<w:t xml:space="preserve">' if text != text.strip() else "<w:t>"
    return f"<w:r>{properties}{opening}{pieces.replace('{t}', opening)}</w:t></w:r>"


def run_pieces(text: str) -> str:
    """The text in short runs of unequal length."""
    runs, position, sizes = [], 0, cycle(SPLIT_SIZES)
    while position < len(text):
        size = next(sizes)
        runs.append(run(text[position : position + size]))
        position += size
    return '<w:proofErr w:type="spellStart"/>'.join(runs)


def wrap(part: Piece) -> str:
    """The XML of a piece that needs nothing from the file around it."""
    if part.kind == "split":
        return run_pieces(part.text)
    return word_parts.WRAPPERS[part.kind].format(run=run(part.text), text=escape(part.text))


def pack(parts: dict[str, str]) -> bytes:
    """A zip of the parts in their order, with fixed times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 0
            archive.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()
