"""RTF as Word, WPS and others write it; each case is a few lines of it."""

from __future__ import annotations

from itertools import chain

import pytest

from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers import read_blocks
from extractor.readers.refusals import CUT_OFF, REPLACED
from extractor.readers.rtf import MAX_DEPTH
from tests.readers.cells import rows_of

FONTS = rb"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f2\fcharset136 x;}}"
HEAD = rb"{\rtf1\ansi\ansicpg936\deff0" + FONTS


def hexed(text: str, encoding: str = "gbk") -> bytes:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding)).encode()


def blocks_of(body: bytes, head: bytes = HEAD) -> tuple[Block, ...]:
    return read_blocks("样本.rtf", head + body + b"}").blocks


SUM = hexed("优待金13914元")
# name, body, texts
TEXTS: list[tuple[str, bytes, list[str]]] = [
    ("Chinese font", rb"\pard\f1 " + SUM + rb"\par", ["优待金13914元"]),
    ("Western font, Chinese document", rb"\pard\f0 " + SUM + rb"\par", ["优待金13914元"]),
    ("traditional font", rb"\pard\f2 " + hexed("撫卹金", "big5") + rb"\par", ["撫卹金"]),
    ("bytes as they are", rb"\pard\f1 " + "慰问金".encode("gbk") + rb"\par", ["慰问金"]),
    ("a trail byte that is a letter", rb"\pard\f1 \'81@\'b2\'e2\par", ["丂测"]),
    ("a trail byte that is a backslash", rb"\pard\f1 \'81\\\'b2\'e2\par", ["乗测"]),
    ("Unicode with its stand-in", rb"\pard\uc1\u24944?\u38382?\uc2\u37329\'bd\'f0 5\'cd\'f2\par", ["慰问金 5万"]),
    ("a stand-in in bytes of the text", rb"\pard\uc2\u24944ab\u38382ab\par", ["慰问"]),
    ("a negative number", rb"\pard\uc1\u-3913?\par", [chr(0xF0B7)]),
    ("two halves of one character", rb"\pard\uc0\u55362\uc1 \u57271\'3f\par", ["𠮷"]),
    ("two halves side by side", rb"\pard\uc1\u-10174?\u-8265?\par", ["𠮷"]),
    ("no code page", rb"\pard\u24944?\par", ["慰"]),
    ("characters by name", rb"\pard a\tab b\line c\emdash\~\_d\-e\{\}\\\par", ["a\tb\nc—\xa0-de{}\\"]),
    ("deleted and inserted", rb"\pard {\revised a}{\deleted b}{\deleted0 c}\par", ["ac"]),
    ("hidden", rb"\pard a{\v b}c\v d\v0 e\plain f\par", ["acef"]),
    ("field", rb'\pard {\field{\*\fldinst HYPERLINK "x"}{\fldrslt shown}}\par', ["shown"]),
    ("picture in hex and in bytes", rb"\pard a{\pict\wmetafile8 0102ff}b{\pict\bin4 }{\}}{c}\par", ["abc"]),
    ("object with its result", rb"\pard {\object{\*\objdata 0102}{\result seen}}\par", ["seen"]),
    ("unknown groups", rb"\pard a{\*\newthing b}c{\info{\title d}}e{\*\bkmkstart x}\par", ["ace"]),
    ("comment", rb"\pard a{\*\annotation b}c\par", ["ac"]),
    ("last line without an end", rb"\pard a\par b", ["a", "b"]),
    ("line ends of the file", b"\\pard a\r\nb\\par", ["ab"]),
    ("paragraph by a bare line end", b"\\pard a\\\nb\\par", ["a", "b"]),
    ("shape with its old copy",
     rb"\pard a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard b\par}}{\shprslt{c}}}d\par", ["ad", "b"]),
    ("what follows the document", rb"\pard a\par}\pard b\par{", ["a"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "texts"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_texts(body: bytes, texts: list[str]) -> None:
    assert [block.text for block in blocks_of(body)] == texts


def test_notes_headers_and_text_boxes_stand_apart() -> None:
    body = (
        rb"{\header\pard head\par}{\headerf\pard first\par}\pard a{\footnote\pard note\par}b"
        rb"{\shp{\*\shpinst{\shptxt\pard box\par}}}\par\pard c\par{\header\pard head\par}"
    )
    found = [(block.kind, block.text) for block in blocks_of(body)]
    assert found == [
        ("paragraph", "ab"), ("textbox", "box"), ("paragraph", "c"), ("note", "note"), ("furniture", "head"),
        ("furniture", "first"),
    ]  # fmt: skip


def test_labels_and_levels() -> None:
    body = (
        rb"{\stylesheet{\s0 Normal;}{\s1\sbasedon0\outlinelevel0 heading 1;}{\s2 Title;}{\s3 toc 1;}{\s4\sbasedon1 x;}}"
        rb"\pard\s2 t\par\pard\s1{\listtext\pard\plain " + hexed("一、") + rb"\tab}a\par\pard\s4 b\par\pard c\par"
        rb"\pard\outlinelevel1 d\par\pard\s3 e\par\pard{\pntext\f0\'b7\tab}f\par"
    )
    found = [(block.text, block.label, block.level, block.kind) for block in blocks_of(body)]
    assert found == [
        ("t", "", 0, "paragraph"), ("a", "一、", 1, "paragraph"), ("b", "", 1, "paragraph"),
        ("c", "", None, "paragraph"), ("d", "", 2, "paragraph"), ("e", "", None, "furniture"),
        ("f", "", None, "paragraph"),
    ]  # fmt: skip


ROW = rb"\trowd\cellx1000\cellx2000\cellx3000"
TABLES: list[tuple[str, bytes, list[tuple[object, ...]]]] = [
    ("plain", ROW + rb"\pard\intbl a\cell b\par c\cell\cell\row\pard d\par",
     [("a", 0, 0, 0, 1, 1), ("b\nc", 0, 0, 1, 1, 1), ("d",)]),
    ("without \\intbl", rb"\trowd\cellx1000\cellx2000 a\cell b\cell\row d\par",
     [("a", 0, 0, 0, 1, 1), ("b", 0, 0, 1, 1, 1), ("d",)]),
    ("shape given again after the cells", ROW + rb"\pard\intbl a\cell b\cell c\cell" + ROW + rb"\row",
     [("a", 0, 0, 0, 1, 1), ("b", 0, 0, 1, 1, 1), ("c", 0, 0, 2, 1, 1)]),
    ("a wide cell, edges a little off",
     ROW + rb"\intbl a\cell b\cell c\cell\row\trowd\cellx2010\cellx2995\intbl d\cell e\cell\row",
     [("a", 0, 0, 0, 1, 1), ("b", 0, 0, 1, 1, 1), ("c", 0, 0, 2, 1, 1), ("d", 0, 1, 0, 1, 2), ("e", 0, 1, 2, 1, 1)]),
    ("merged to the right", rb"\trowd\clmgf\cellx1000\clmrg\cellx2000\cellx3000\intbl a\cell\cell b\cell\row",
     [("a", 0, 0, 0, 1, 2), ("b", 0, 0, 2, 1, 1)]),
    ("merged downwards",
     rb"\trowd\clvmgf\cellx1000\cellx2000\intbl a\cell b\cell\row"
     rb"\trowd\clvmrg\cellx1000\cellx2000\intbl\cell c\cell\row",
     [("a", 0, 0, 0, 2, 1), ("b", 0, 0, 1, 1, 1), ("c", 0, 1, 1, 1, 1)]),
    ("two tables", ROW + rb"\intbl a\cell\row\pard\par" + ROW + rb"\pard\intbl b\cell\row",
     [("a", 0, 0, 0, 1, 1), ("b", 1, 0, 0, 1, 1)]),
    ("a table in a cell",
     rb"\trowd\cellx2000\pard\intbl a\par\pard\intbl\itap2 b\nestcell c\nestcell"
     rb"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}\pard\intbl d\cell\row",
     [("a\nd", 0, 0, 0, 1, 1), ("b", 1, 0, 0, 1, 1), ("c", 1, 0, 1, 1, 1)]),
    ("no end of the last row", ROW + rb"\intbl a\cell b", [("a", 0, 0, 0, 1, 1), ("b", 0, 0, 1, 1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_tables(body: bytes, expected: list[tuple[object, ...]]) -> None:
    assert rows_of(blocks_of(body)) == expected


def test_what_is_cut_off_or_damaged_is_marked() -> None:
    whole = HEAD + rb"\pard\f1 " + SUM + rb"\par}"
    assert read_blocks("甲.rtf", whole).warnings == ()
    assert read_blocks("甲.rtf", whole[:-1]).warnings == (CUT_OFF,)
    assert read_blocks("甲.rtf", HEAD + rb"\pard\f1 \'b2\par}").warnings == (REPLACED,)


def test_at_any_length_there_are_blocks_or_a_refusal() -> None:
    whole = HEAD + b"".join(chain.from_iterable(case[1:2] for case in TABLES)) + b"}"
    for size in range(6, len(whole)):
        try:
            read_blocks("甲.rtf", whole[:size])
        except UnreadableFile as error:
            assert error.code == "empty"  # noqa: PT017


def test_groups_too_deep_are_refused() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_blocks("深.rtf", HEAD + b"{" * (MAX_DEPTH + 1) + b"a")
    assert caught.value.code == "hostile"
