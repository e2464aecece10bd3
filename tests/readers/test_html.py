"""HTML and MHTML as browsers, Word and LibreOffice write them."""

from __future__ import annotations

import base64

import pytest

from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers import read_blocks
from tests.readers.cells import rows_of


def blocks_of(body: str, head: str = "", encoding: str = "utf-8") -> tuple[Block, ...]:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_blocks("样本.doc", page.encode(encoding)).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks_of(body)]


TEXTS: list[tuple[str, str, list[str]]] = [
    ("paragraphs and bare text", "甲<p>乙</p>丙<div>丁</div>", ["甲", "乙", "丙", "丁"]),
    ("white space", "<p>  a \n b&nbsp; c </p>", ["a b\xa0 c"]),
    ("a line end between Chinese", "<p>优待金共计\n  13914元，已\n兑现。\n是</p>", ["优待金共计 13914元，已兑现。是"]),
    ("line break", "<p>甲 <br> 乙<br></p>", ["甲\n乙"]),
    ("preformatted", "<pre>a  b\n c</pre>", ["a  b\n c"]),
    ("inserted and deleted", "<p>慰问<ins>官兵</ins><del>群众</del>3次</p>", ["慰问官兵3次"]),
    ("hidden", "<p>a<b style='display: none'>b</b><i hidden>c</i><b style='mso-hide:all'>d</b>e</p>", ["ae"]),
    ("script, style, comment", "<p>a<script>b</script><style>c</style><!-- d --></p>", ["a"]),
    ("Word's islands", "<!--[if gte mso 9]><xml><w:x>b</w:x></xml><![endif]--><p>a<o:p></o:p></p>", ["a"]),
    ("ruby", "<p><ruby>抚<rp>(</rp><rt>fǔ</rt></ruby></p>", ["抚"]),
    ("entities", "<p>&lt;试行&gt;&amp;&#x20BB7;</p>", ["<试行>&𠮷"]),
    ("no tags closed", "<p>甲<p>乙<ul><li>丙<li>丁", ["甲", "乙", "丙", "丁"]),
    ("control characters", f"<p>{'甲' * 300}\x07\x1b[31mb</p>", ["甲" * 300 + "[31mb"]),
    ("paragraphs in a span", "<p>甲<span><p>乙</p></span></p>", ["甲", "乙"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_texts(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


TABLES: list[tuple[str, str, list[tuple[object, ...]]]] = [
    ("plain", "<table><tr><th>a</th><td>b<p>c</p></td></tr><tr><td></td><td>d</td></tr></table>",
     [("a", 0, 0, 0, 1, 1), ("b\nc", 0, 0, 1, 1, 1), ("d", 0, 1, 1, 1, 1)]),
    ("merged", "<table><tbody><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>",
     [("a", 0, 0, 0, 2, 1), ("b", 0, 0, 1, 1, 2), ("c", 0, 1, 1, 1, 1), ("d", 0, 1, 2, 1, 1)]),
    ("nested", "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>",
     [("a\nc", 0, 0, 0, 1, 1), ("b", 1, 0, 0, 1, 1)]),
    ("caption, then two tables", "<table><caption>x</caption><tr><td>a</table>y<table><tr><td>b</table>",
     [("x",), ("a", 0, 0, 0, 1, 1), ("y",), ("b", 1, 0, 0, 1, 1)]),
    ("absurd spans", "<table><tr><td colspan=99999>a<td rowspan=x>b</table>",
     [("a", 0, 0, 0, 1, 1000), ("b", 0, 0, 1000, 1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_tables(body: str, expected: list[tuple[object, ...]]) -> None:
    assert rows_of(blocks_of(body)) == expected


LABELS = [
    ("<ol><li>甲<li>乙</ol>", ["1.", "2."]),
    ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3.", "7.", "8."]),
    ("<ol type=a><li>甲<li>乙</ol>", ["a.", "b."]),
    ("<ol type=I><li>甲<ol><li>乙</ol><li>丙</ol>", ["I.", "1.", "II."]),
    ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、", "二、"]),
    ("<ol style='list-style: none'><li>甲</ol>", [""]),
    ("<ul><li>甲</ul>", [""]),
    ("<ol><li>甲<li> <li>乙<li></ol><p>丙", ["1.", "3.", ""]),
    ("<ol><li><p></p><p>甲</p><p>乙</p></ol>", ["1.", ""]),
    ("<ol><li><ol><li></ol>甲</ol>", ["1."]),
    ("<p><span style='mso-list:Ignore'>2.</span></p><p>甲", [""]),
    ("<p style='mso-list:l0'><![if !supportLists]><span style='mso-list:Ignore'>（一）<span>&nbsp; </span></span>"
     "<![endif]>甲</p>", ["（一）"]),
    ("<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·</span>甲</p>", [""]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "labels"), LABELS)
def test_labels(body: str, labels: list[str]) -> None:
    blocks = blocks_of(body)
    assert [block.label for block in blocks] == labels
    assert "".join(block.text for block in blocks) == "甲乙丙"[: len(labels)]


def test_levels() -> None:
    body = (
        "<p class=MsoTitle>甲</p><h2>乙<span>丙</span></h2><p style='mso-outline-level:3'>丁</p><p class=MsoToc1>戊</p>"
    )
    found = [(block.text, block.level, block.kind) for block in blocks_of(body)]
    assert found == [
        ("甲", 0, "paragraph"),
        ("乙丙", 2, "paragraph"),
        ("丁", 3, "paragraph"),
        ("戊", None, "furniture"),
    ]


def test_notes_and_furniture_of_word() -> None:
    body = (
        "<p>甲<a style='mso-footnote-id:ftn1' href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a></p>"
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p>注</p></div></div>"
        "<div style='mso-element:comment-list'><p>批注</p></div><div style='mso-element:header' id=h1><p>眉</p></div>"
    )
    assert [(block.text, block.kind) for block in blocks_of(body)] == [
        ("甲", "paragraph"), ("注", "note"), ("眉", "furniture"),
    ]  # fmt: skip


# encoding of the bytes, charset that the page declares
ENCODINGS = [
    ("gb18030", "gb2312"), ("gb18030", "gbk"), ("utf-8", "utf-8"), ("utf-8", ""), ("gb18030", ""),
    ("utf-16", "unicode"), ("gb18030", "utf-8"), ("utf-8-sig", "gb2312"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "declared"), ENCODINGS)
def test_encodings(encoding: str, declared: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    text = "为9户义务兵家庭发放优待金㐂䶮，共计13914元。"
    assert [block.text for block in blocks_of(f"<p>{text}</p>", head, encoding)] == [text]


def test_an_xml_declaration_of_another_encoding_does_no_harm() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body><p>总结</p></body></html>'
    assert [block.text for block in read_blocks("甲.html", page.encode("gb18030")).blocks] == ["总结"]


# What the parser gives up on without a word is refused: what follows would be lost.
LIMITS = [
    ("deep", "<div>" * 5000 + "甲", "hostile"),
    ("deep, among many errors", "</b><p a=1 a=2>" * 2000 + "<div>" * 5000, "hostile"),
    ("long text", "<p>甲</p>" + "a" * 11_000_000, "too_large"),
    ("long attribute", f"<p>甲</p><p x='{'a' * 11_000_000}'>", "too_large"),
    ("long comment", f"<p>甲</p><!--{'a' * 11_000_000}-->", "too_large"),
    ("many tags", "<p>a" * 400_001, "too_large"),
]


@pytest.mark.parametrize(("body", "code"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS])
def test_limits(body: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        blocks_of(body)
    assert caught.value.code == code


def message(*parts: tuple[str, str, bytes], head: str = "") -> bytes:
    """A message of parts: type, transfer encoding, content."""
    lines = [f"{head}MIME-Version: 1.0", 'Content-Type: multipart/related;\r\n\tboundary="-x"', "", "preamble"]
    for kind, transfer, content in parts:
        encoded = base64.encodebytes(content) if transfer == "base64" else content
        lines += [
            "---x",
            f"Content-Type: {kind}",
            f"Content-Transfer-Encoding: {transfer}",
            "",
            encoded.decode("latin-1"),
        ]
    return "\r\n".join([*lines, "---x--", ""]).encode("latin-1")


PAGE = "<html><body><p>总结：优待金13914元</p></body></html>".encode("gb18030")
FURNITURE = "<html><body><p>分隔线</p><div style='mso-element:header'><p>页眉</p></div></body></html>".encode("gb18030")


def test_a_page_saved_by_a_browser() -> None:
    head = "From: =?gb2312?B?08kg?=\r\nSubject: x\r\nDate: Mon, 1 Jul 2019 08:00:00 +0800\r\n"
    picture = ("image/png", "base64", b"\x89PNG\r\n")
    data = message(picture, ('text/html;\r\n\tcharset="gb2312"', "base64", PAGE), head=head)
    result = read_blocks("存档.doc", data)
    assert (result.format, [block.text for block in result.blocks]) == ("mhtml", ["总结：优待金13914元"])


def test_word_saves_headers_as_a_page_of_their_own() -> None:
    pages = [('text/html; charset="gb2312"', "base64", content) for content in (PAGE, FURNITURE, PAGE)]
    blocks = read_blocks("存档.mht", message(*pages)).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("总结：优待金13914元", "paragraph"),
        ("页眉", "furniture"),
    ]


@pytest.mark.parametrize("charset", ["no-such", "hex", "idna", "x\0y", "undefined"])
def test_charsets_that_are_none(charset: str) -> None:
    data = message((f'text/html; charset="{charset}"', "base64", PAGE))
    assert [block.text for block in read_blocks("存档.mht", data).blocks] == ["总结：优待金13914元"]


def test_a_message_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_blocks("存档.mht", message(("image/png", "base64", b"\x89PNG")))
    assert caught.value.code == "truncated"
