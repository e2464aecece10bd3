"""One document in every format gives the same blocks; what a format does not hold is stated here, format by format."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractor.model import Block
from extractor.readers import ReadResult, read_blocks
from extractor.readers.refusals import BY_OFFICE, MOVED, PDF_TEXT
from extractor.readers.support import supported
from tests.readers.sample import BODY, BOX, CELLS, FILES, FOOTER, HEADER, LABELS, NOTE, sample

SHARED = Path(__file__).resolve().parents[3] / "shared" / "formats"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared trial files are not here")
PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"


def flat_opc() -> bytes:
    """The sample's parts in one file, as Word saves its "XML document"."""
    parts = []
    for name, text in sample().parts().items():
        content = text.partition("?>")[2] if text.startswith("<?xml") else text
        parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>')
    picture = '<pkg:part pkg:name="/word/media/image1.png"><pkg:binaryData>iVBORw0=</pkg:binaryData></pkg:part>'
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{PKG}">{"".join(parts)}{picture}</pkg:package>'.encode()


def read(name: str) -> ReadResult:
    data = {"sample.docx": lambda: sample().to_bytes(), "sample.docm": macro_file, "sample.flatopc.xml": flat_opc}
    make = data.get(name)
    return read_blocks(name, make() if make else (FILES / name).read_bytes())


def macro_file() -> bytes:
    """The sample with the content type and the extra part of a .docm."""
    from tests.word import pack

    parts = sample().parts()
    types = parts["[Content_Types].xml"]
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    changed = types.replace(kind, "application/vnd.ms-word.document.macroEnabled.main+xml")
    assert changed != types
    return pack({**parts, "[Content_Types].xml": changed, "word/vbaProject.bin": "x"})


def of_kind(result: ReadResult, kind: str) -> list[str]:
    return [block.text.strip() for block in result.blocks if block.kind == kind]


def place(block: Block) -> tuple[str, int, int, int, int]:
    assert block.cell is not None
    return block.text, block.cell.row, block.cell.column, block.cell.row_span, block.cell.column_span


BODY_WITH_DELETION = tuple(text.replace("部队，送去", "部队，拟送去") for text in BODY)
NO_ROW_SPANS = tuple(
    (text, row, column - (text in ("烈属", "6200")), 1, width) for text, row, column, _height, width in CELLS
)
# file -> format, warnings
WHOLE = [
    ("sample.docx", "docx", ()),
    ("sample.docm", "docx", ()),
    ("sample.flatopc.xml", "flatopc", ()),
    ("sample.rtf", "rtf", ()),
    ("sample.doc", "doc", (MOVED,)),
    pytest.param("sample.odt", "odf", (BY_OFFICE,), marks=needs_office),
]


@pytest.mark.parametrize(("name", "kind", "warnings"), WHOLE)
def test_the_same_blocks(name: str, kind: str, warnings: tuple[str, ...]) -> None:
    result = read(name)
    assert (result.format, result.warnings) == (kind, warnings)
    assert of_kind(result, "paragraph") == list(BODY)
    assert [place(block) for block in result.blocks if block.kind == "cell"] == list(CELLS)
    assert of_kind(result, "textbox") == [BOX]
    assert of_kind(result, "note") == [NOTE]
    assert of_kind(result, "furniture") == [HEADER, FOOTER]
    assert {block.text: block.label for block in result.blocks if block.label} == LABELS
    assert [block.text for block in result.blocks if block.level == 0] == [BODY[0]]
    assert [block.index for block in result.blocks] == list(range(len(result.blocks)))


def test_word_2003_xml_as_libreoffice_writes_it() -> None:
    """It writes deleted text as text, and no vertical merges."""
    result = read("sample.wordml.xml")
    assert (result.format, result.warnings) == ("wordml", ())
    assert of_kind(result, "paragraph") == list(BODY_WITH_DELETION)
    assert [place(block) for block in result.blocks if block.kind == "cell"] == list(NO_ROW_SPANS)
    assert [of_kind(result, kind) for kind in ("textbox", "note", "furniture")] == [[BOX], [NOTE], [HEADER, FOOTER]]
    assert {block.text: block.label for block in result.blocks if block.label} == LABELS


def test_html_as_libreoffice_writes_it() -> None:
    """It writes deleted text as text, text boxes as paragraphs, and all lists as numbered 1, 2, 3."""
    result = read("sample.html")
    assert (result.format, result.warnings) == ("html", ())
    assert of_kind(result, "paragraph") == [*BODY_WITH_DELETION[:6], BOX, BODY[6]]
    assert [place(block) for block in result.blocks if block.kind == "cell"] == list(CELLS)
    assert [of_kind(result, kind) for kind in ("note", "furniture")] == [[NOTE], [HEADER, FOOTER]]
    assert [block.label for block in result.blocks if block.label] == ["1.", "1.", "2."]


def test_pdf_keeps_the_text_of_each_line() -> None:
    result = read("sample.pdf")
    assert (result.format, result.warnings) == ("pdf", (PDF_TEXT,))
    text = "".join("".join(block.text for block in result.blocks).split())
    assert [line for line in BODY_WITH_DELETION[:5] if line not in text] == []
    assert {block.kind for block in result.blocks} == {"paragraph"}


KINDS = [
    ("rtf behind blanks", b"\r\n {\\rtf1 a}", "rtf"),
    ("page without a head", "<p>双拥工作总结</p>".encode("gbk"), "html"),
    ("page in UTF-16", "<html><body>双拥工作总结</body></html>".encode("utf-16"), "html"),
    ("page behind a comment", b"<!-- saved from url=(0022)x -->\r\n<HTML><BODY>a</BODY></HTML>", "html"),
    ("text in angle brackets", "<双拥工作>总结".encode("gbk"), "text"),
    ("text with a colon", "主题: 双拥\nMIME 类型".encode(), "text"),
]


@pytest.mark.parametrize(("data", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_the_kind_is_told_from_the_bytes(data: bytes, kind: str) -> None:
    assert read_blocks("总结.docx", data).format == kind


def test_every_reader_is_listed_among_the_formats() -> None:
    from extractor import readers

    listed = {one.kind for one in supported()}
    assert set(readers._READERS) - listed == set()
    assert [one.kind for one in supported() if one.read and one.add] == []
    assert [one.kind for one in supported() if not one.read and not one.add] == []


TRIALS = {
    "t.docx": "docx", "t_2003.docx": "docx", "t.doc": "doc", "t.wps": "doc", "t.rtf": "rtf", "t.html": "html",
    "html_as.doc": "html", "mht_as.doc": "mhtml", "wordml.doc": "wordml", "flatopc.doc": "flatopc",
}  # fmt: skip
NUMBERED = ["一、", "（一）", "1.", "2.", "（二）", "二、", "（一）"]
AS_THE_PAGE_SAYS = ["1.", "1.", "1.", "2.", "2.", "2.", "1."]  # the page's lists are plain <ol>


@needs_shared
@pytest.mark.parametrize("name", TRIALS)
def test_nothing_is_lost_of_the_trial_document(name: str) -> None:
    result = read_blocks(name, (SHARED / name).read_bytes())
    text = ["".join(block.text.split()) for block in result.blocks]
    truth = ["".join(line.split()) for line in (SHARED / "truth.txt").read_text("utf-8-sig").splitlines()]
    assert [line for line in truth if line and not any(line in found for found in text)] == []
    labels = [block.label for block in result.blocks if block.text.startswith("自动编号")]
    assert labels == (AS_THE_PAGE_SAYS if TRIALS[name] in ("html", "mhtml") else NUMBERED)
    assert result.format == TRIALS[name]
    assert of_kind(result, "note") == ["脚注内容：数据来源于县统计局年报"]
    assert of_kind(result, "furniture") == ["页眉文字：县双拥办", "页脚文字：第一页"]
    assert ["合计", 4, 0, 1, 2] in [list(place(block)) for block in result.blocks if block.kind == "cell"]


@needs_shared
def test_damaged_trial_files_are_refused_or_marked() -> None:
    outcomes = {}
    for name in ("trunc50.rtf", "flip20.doc"):
        outcomes[name] = bool(read_blocks(name, (SHARED / name).read_bytes()).warnings)
    assert outcomes == {"trunc50.rtf": True, "flip20.doc": True}
