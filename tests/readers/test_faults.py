"""Broken, disguised and hostile files: blocks, or one UnreadableFile with a code and a way out; never anything else."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from extractor.errors import UnreadableFile
from extractor.readers import ReadResult, read_blocks, soffice
from extractor.readers.refusals import NO_BODY
from tests.fuzz import FUZZ
from tests.readers import fuzz
from tests.word import WordFile, deleted, footnote, inserted, merged, pack, textbox

SHARED = Path(__file__).resolve().parents[3] / "shared"
CODES = {"empty", "truncated", "encrypted", "too_large", "hostile", "format"}
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{NAMESPACE}"><w:body>'
TAIL = "</w:body></w:document>"
ONE = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"

needs_formats = pytest.mark.skipif(not (SHARED / "formats").is_dir(), reason="the shared trial files are not here")
needs_office = pytest.mark.skipif(not (SHARED / "office").is_dir(), reason="the shared Word corpus is not here")


def outcome(name: str, data: bytes) -> ReadResult | str:
    """The result, or the code of the refusal; its message must name the file."""
    try:
        return read_blocks(name, data)
    except UnreadableFile as error:
        refusal = error
    assert refusal.code in CODES
    assert str(refusal).startswith(f"{name}: ")
    return refusal.code


def full_sample() -> WordFile:
    file = WordFile(edited=True)
    file.title("云台街道2021年双拥工作总结")
    file.heading("加强领导", number=("chinese", 0))
    file.paragraph("全年发放优待金13914元", inserted("，已兑现"), deleted("，拟兑现"), footnote("据台账"))
    file.paragraph("附：", textbox("内部资料"), number=("chinese", 1))
    file.table([["项目", "金额"], [merged("合计", columns=2)]])
    file.header("页眉")
    return file


def with_document(*pieces: str) -> bytes:
    """A .docx whose main part is these pieces, written as a stream, so that a huge one needs no memory here."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in full_sample().parts().items():
            if name != "word/document.xml":
                archive.writestr(name, text)
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece.encode())
    return buffer.getvalue()


MEBIBYTE = "甲" * (1 << 20)
TEXT = "<w:p><w:r><w:t>"
TEXT_END = "</w:t></w:r></w:p>"
TABLE = "<w:tbl><w:tr><w:tc>"
TABLE_END = "</w:tc></w:tr></w:tbl>"
SECTION = (
    '<w:sectPr xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<w:headerReference w:type="default" r:id="rId6"/></w:sectPr>'
)
EXTERNAL = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
LAUGHS = "".join(f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 9))
# name, the document's pieces, code
HOSTILE: list[tuple[str, tuple[str, ...], str]] = [
    ("part too large", (HEAD, TEXT, *[MEBIBYTE] * 24, TEXT_END, TAIL), "too_large"),
    ("text too long", (HEAD, TEXT, *[MEBIBYTE] * 5, TEXT_END, TAIL), "too_large"),
    ("too many elements", (HEAD, *["<w:p/>" * 1000] * 2100, TAIL), "too_large"),
    ("deep XML", (HEAD, "<w:sdt>" * 10_000, "</w:sdt>" * 10_000, TAIL), "hostile"),
    ("deep tables", (HEAD, TABLE * 2000, TABLE_END * 2000, TAIL), "hostile"),
    ("DTD", ("<!DOCTYPE w>", HEAD, ONE, TAIL), "hostile"),
    ("external entity", (EXTERNAL, HEAD, "&a;", TAIL), "hostile"),
    ("entities of entities", (f"<!DOCTYPE w [<!ENTITY a0 '笑'>{LAUGHS}]>", HEAD, "&a8;", TAIL), "hostile"),
    ("broken XML", (HEAD, "<w:p>"), "truncated"),
    ("no text", (HEAD, "<w:p/>", TAIL), "empty"),
]


@pytest.mark.parametrize(("pieces", "code"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_word_files(pieces: tuple[str, ...], code: str) -> None:
    assert outcome("坏.docx", with_document(*pieces)) == code


def test_page_numbers_around_pictures_are_no_document() -> None:
    result = outcome("扫描.docx", with_document(HEAD, "<w:p/>", SECTION, TAIL))
    assert isinstance(result, ReadResult)
    assert ([block.text for block in result.blocks], result.warnings) == (["页眉"], (NO_BODY,))


def test_odd_but_readable() -> None:
    nested_tables = with_document(HEAD, TABLE * 60, ONE, TABLE_END * 60, TAIL)
    result = outcome("甲.docx", nested_tables)
    assert isinstance(result, ReadResult)
    assert [block.text for block in result.blocks] == ["甲"]


def zipped(**entries: str) -> bytes:
    return pack({name.replace("__", "/").replace("_", "."): text for name, text in entries.items()})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DISGUISED: list[tuple[str, bytes, str, str]] = [
    ("empty", b"", "empty", "(0 bytes"),
    ("zeros", bytes(5000), "empty", "(5000 bytes"),
    ("ole sheet", OLE + bytes(600) + "Workbook".encode("utf-16-le"), "format", "Excel"),
    ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
    ("other ole", OLE + bytes(600), "format", "old Office"),
    ("ole", OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "truncated", "damaged"),
    ("pdf", b"%PDF-1.4\n%\xe2\xe3", "truncated", "damaged"),
    ("html", b"<html><body></body></html>", "empty", "no text"),
    ("mhtml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\nx", "truncated", "damaged"),
    ("Word 2003 XML", b'<?xml version="1.0"?>\n<w:wordDocument/>', "truncated", "damaged"),
    ("flat OPC", b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "truncated", "damaged"),
    ("other XML", b'<?xml version="1.0"?><feed/>', "format", "XML"),
    ("workbook", zipped(xl__workbook_xml="<a/>"), "format", "Excel"),
    ("slides", zipped(ppt__presentation_xml="<a/>"), "format", "PowerPoint"),
    ("OpenDocument sheet", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "format", "Excel"),
    ("OFD", zipped(OFD_xml="<a/>"), "format", "OFD"),
    ("zip", zipped(readme_txt="x"), "format", "zip"),
    ("empty zip", b"PK\x05\x06" + bytes(18), "format", "zip"),
    ("7z", b"7z\xbc\xaf\x27\x1c" + bytes(30), "format", "7z"),
    ("rar", b"Rar!\x1a\x07\x00" + bytes(30), "format", "RAR"),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(30), "format", "picture"),
    ("random", random.Random(1).randbytes(5000), "format", "unknown"),
    ("blank text", b" \r\n\r\n", "empty", "no text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "word"), [c[1:] for c in DISGUISED], ids=[case[0] for case in DISGUISED])
def test_disguised_files(data: bytes, code: str, word: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_blocks("2016/总结.docx", data)
    assert caught.value.code == code
    assert word in str(caught.value)


def test_a_truncated_word_file_at_any_length() -> None:
    data = full_sample().to_bytes()
    for size in range(4, len(data), 97):
        assert outcome("总结.docx", data[:size]) == "truncated", size


@pytest.mark.parametrize("kind", fuzz.SEEDS)
def test_damaged_copies(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)  # it would be started for every damaged .doc
    assert fuzz.run(kind, seed=20, count=60).failed == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", fuzz.SEEDS)
def test_many_damaged_copies(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)
    tally = fuzz.run(kind, seed=1, count=FUZZ)
    print(f"\n{kind}: {FUZZ} damaged copies: {tally}")
    assert tally.failed == []


# What is refused of the trial files, and how; an OpenDocument text is read where LibreOffice is.
REFUSED = {
    "enc.docx": "encrypted", "enc.doc": "encrypted", "enc.pdf": "encrypted", "trunc50.docx": "truncated",
    "trunc99.docx": "truncated", "trunc1k.doc": "format", "trunc50.doc": "format", "trunc90.doc": "format",
    "trunc50.pdf": "truncated", "flip2000.doc": "truncated", "cfbrand.doc": "format", "empty.doc": "empty",
    "zeros.doc": "empty", "rand.doc": "format",
}  # fmt: skip


@needs_formats
def test_trial_files_that_are_refused() -> None:
    found = {file.name: outcome(file.name, file.read_bytes()) for file in (SHARED / "formats").iterdir()}
    refused = {name: code for name, code in found.items() if isinstance(code, str) and name != "t.odt"}
    assert refused == REFUSED


@needs_office
def test_files_of_a_public_word_corpus_are_read_or_refused() -> None:
    """Of files that are sound something is read; tests.readers.test_office_corpus measures how much."""
    for file in sorted((SHARED / "office").glob("*.docx")):
        outcome(file.name, file.read_bytes())
