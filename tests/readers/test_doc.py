"""Old Word files: the piece table as the measure, and the ways that are tried one after the other."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import doc2docx
import olefile
import pytest
from doc2docx.errors import InvalidWordDocument
from lxml import etree

from extractor.errors import UnreadableFile
from extractor.readers import read_blocks, soffice
from extractor.readers.piece_table import RawText, read_raw_text, results, shown
from extractor.readers.refusals import BY_OFFICE, MOVED, RAW_TEXT, SHORTFALL, UNMEASURED
from tests.readers.sample import BODY, BODY_TEXTS, BOX, CELLS, FILES, FOOTER, HEADER, NOTE, sample
from tests.word import pack

DOC = (FILES / "sample.doc").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def with_stream(tmp_path: Path, change: dict[int, bytes]) -> bytes:
    """The sample with other bytes at places of its WordDocument stream."""
    file = tmp_path / "changed.doc"
    file.write_bytes(DOC)
    with olefile.OleFileIO(file, write_mode=True) as container:
        stream = bytearray(container.openstream("WordDocument").read())
        for place, data in change.items():
            stream[place : place + len(data)] = data
        container.write_stream("WordDocument", bytes(stream))
    return file.read_bytes()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setattr(soffice, "program", lambda: None)


def broken(*_: object, **__: object) -> None:
    raise InvalidWordDocument("made to fail")


def test_raw_text_of_the_sample() -> None:
    raw = read_raw_text(DOC)
    assert raw is not None
    body = raw.paragraphs("main")
    assert [text for text in BODY_TEXTS if text not in body] == []
    assert [text for text, *_ in CELLS if text not in body] == []
    assert (raw.paragraphs("footnotes"), raw.paragraphs("textboxes")) == ([NOTE], [BOX])
    assert set(raw.paragraphs("headers")) == {HEADER, FOOTER}


@pytest.mark.usefixtures("alone")
def test_a_piece_table_that_leads_astray_gives_no_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces that begin a byte too early: every character is made of halves of two others."""
    monkeypatch.setattr(doc2docx, "convert", broken)
    raw = read_raw_text(DOC)
    assert raw is not None
    shifted = raw.stories["main"].encode("utf-16-le")[1:-1].decode("utf-16-le", errors="replace")
    monkeypatch.setattr("extractor.readers.doc.read_raw_text", lambda _data: RawText({"main": shifted}))
    with pytest.raises(UnreadableFile):
        read_blocks("总结.doc", DOC)


FIELDS = [
    ("a\x13 PAGE \x141\x15b", "a1b"),
    ("a\x13 TC \x15b", "ab"),
    ("\x13 IF \x13 PAGE \x141\x15 \x14yes\x15", "yes"),
    ("a\x13 broken", "a\x13 broken"),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS)
def test_fields_as_their_results(text: str, expected: str) -> None:
    assert results(text) == expected


def test_marks_are_no_text() -> None:
    assert shown("a\x01\x02\x08b\x1ec\x1fd\x0be") == "ab-cd\ne"


def test_text_boxes_that_the_converter_leaves_out_are_added() -> None:
    result = read_blocks("总结.doc", DOC)
    assert result.warnings == (MOVED,)
    kinds = [block.kind for block in result.blocks]
    assert kinds.index("textbox") > max(at for at, kind in enumerate(kinds) if kind in ("paragraph", "cell"))
    assert kinds.index("textbox") < kinds.index("note") < kinds.index("furniture")


def test_an_encrypted_file_is_named_so(tmp_path: Path) -> None:
    flags = struct.unpack_from("<H", DOC[DOC.find(b"\xec\xa5") :], 10)[0]
    with pytest.raises(UnreadableFile) as caught:
        read_blocks("总结.doc", with_stream(tmp_path, {10: struct.pack("<H", flags | 0x0100)}))
    assert caught.value.code == "encrypted"


@pytest.mark.usefixtures("alone")
def test_bare_text_where_the_conversion_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc2docx, "convert", broken)
    result = read_blocks("总结.doc", DOC)
    assert result.warnings == (RAW_TEXT,)
    texts = [block.text.strip() for block in result.blocks]
    assert [text for text in (*BODY_TEXTS, NOTE, BOX, HEADER, FOOTER) if text not in texts] == []


@needs_office
def test_libreoffice_where_the_conversion_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc2docx, "convert", broken)
    result = read_blocks("总结.doc", DOC)
    assert result.warnings == (BY_OFFICE,)
    assert [block.text for block in result.blocks if block.kind == "paragraph"] == list(BODY)
    assert sum(block.kind == "cell" for block in result.blocks) == len(CELLS)


def losing(*lost: str) -> Callable[[Path, Path], None]:
    """A converter that leaves out the paragraphs with these words."""

    def convert(_source: Path, target: Path) -> None:
        parts = sample().parts()
        root = etree.fromstring(parts["word/document.xml"].encode())
        for paragraph in root.findall(f".//{W}p"):
            if any(words in "".join(paragraph.itertext()) for words in lost):
                paragraph.getparent().remove(paragraph)
        target.write_bytes(pack({**parts, "word/document.xml": etree.tostring(root, encoding="unicode")}))

    return convert


@pytest.mark.usefixtures("alone")
def test_paragraphs_that_a_conversion_loses_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc2docx, "convert", losing("每户1546元"))
    result = read_blocks("总结.doc", DOC)
    assert SHORTFALL in result.warnings
    assert [block.text for block in result.blocks if block.kind == "paragraph"] == list(BODY)
    assert sum(block.kind == "cell" for block in result.blocks) == len(CELLS)


@pytest.mark.usefixtures("alone")
def test_a_conversion_that_loses_too_much_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc2docx, "convert", losing("每户1546元", "座谈2次", "年度计划", "生僻字"))
    assert read_blocks("总结.doc", DOC).warnings == (RAW_TEXT,)


@pytest.mark.usefixtures("alone")
def test_a_conversion_that_is_no_document_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc2docx, "convert", lambda _source, target: target.write_bytes(b"PK\x03\x04"))
    assert read_blocks("总结.doc", DOC).warnings == (RAW_TEXT,)


@pytest.mark.usefixtures("alone")
def test_where_nothing_can_be_measured_the_reading_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.doc.read_raw_text", lambda _data: None)
    assert UNMEASURED in read_blocks("总结.doc", DOC).warnings


def word_95(tmp_path: Path, text: bytes, flags: int = 0) -> bytes:
    """A file with the information block of Word 95 in front of this text."""
    start = 0x400
    block = {0: struct.pack("<HH", 0xA5DC, 104), 6: struct.pack("<H", 0x0804), 10: struct.pack("<H", flags)}
    block[0x18] = struct.pack("<II", start, start + len(text))
    block[0x34] = struct.pack("<8i", len(text), *[0] * 7)
    return with_stream(tmp_path, {**block, start: text})


@pytest.mark.usefixtures("alone")
def test_word_95_without_libreoffice(tmp_path: Path) -> None:
    chinese = word_95(tmp_path, "优抚工作总结\r为9户发放13914元\r".encode("gbk"))
    result = read_blocks("总结.doc", chinese)
    assert ([block.text for block in result.blocks], result.warnings) == (
        ["优抚工作总结", "为9户发放13914元"],
        (RAW_TEXT,),
    )
    with pytest.raises(UnreadableFile, match="LibreOffice"):
        read_blocks("总结.doc", word_95(tmp_path, "Ïðèâåò, ìèð\r".encode("latin-1")))
    with pytest.raises(UnreadableFile, match="LibreOffice"):
        read_blocks("总结.doc", word_95(tmp_path, b"saved in pieces\r", flags=0x0004))


HOSTILE_BLOCKS = [
    ("lengths below zero", {0x4C: struct.pack("<i", -5)}),
    ("lengths beyond the file", {0x4C: struct.pack("<i", 2**31 - 1)}),
    ("piece table beyond the stream", {0x1A2: struct.pack("<II", 2**31, 2**31)}),
]


@pytest.mark.parametrize("change", [case[1] for case in HOSTILE_BLOCKS], ids=[case[0] for case in HOSTILE_BLOCKS])
def test_damaged_information_blocks(tmp_path: Path, change: dict[int, bytes]) -> None:
    data = with_stream(tmp_path, change)
    assert read_raw_text(data) is None
    with pytest.raises(UnreadableFile) as caught:
        read_blocks("总结.doc", data)
    assert caught.value.code == "truncated"


def test_a_piece_may_not_be_counted_twice_over(tmp_path: Path) -> None:
    assert RawText({}).paragraphs("main") == []
    assert read_raw_text(DOC[:512]) is None
    assert read_raw_text(b"") is None


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="the system has no process groups")
def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 300 & echo $! > {tmp_path}/child\nwait\n")
    script.chmod(0o755)
    monkeypatch.setattr(soffice, "program", lambda: str(script))
    monkeypatch.setattr(soffice, "SECONDS", 1)
    monkeypatch.setattr(soffice, "GRACE", 0)
    started = time.monotonic()
    assert soffice.to_docx(DOC, ".doc") is None
    assert time.monotonic() - started < 30
    child = int((tmp_path / "child").read_text())
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True, check=False)
    assert state.stdout.strip()[:1] in ("", "Z")
