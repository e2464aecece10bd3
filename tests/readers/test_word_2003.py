"""Word 2003 XML as Word itself writes it, where it differs from LibreOffice's."""

from __future__ import annotations

import pytest

from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers import read_blocks

NAMES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
    ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
)
LISTS = (
    '<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlText w:val="%2."/></w:lvl></w:listDef>'
    '<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>'
)
STYLES = '<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'


def document(body: str, encoding: str = "utf-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
    text = f"<w:wordDocument {NAMES}>{LISTS}{STYLES}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    return (head + text).encode(encoding)


def blocks_of(body: str, encoding: str = "utf-8") -> tuple[Block, ...]:
    result = read_blocks("总结.doc", document(body, encoding))
    assert result.format == "wordml"
    return result.blocks


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def annotation(kind: str, inner: str) -> str:
    return f'<aml:annotation aml:id="1" w:type="Word.{kind}"><aml:content>{inner}</aml:content></aml:annotation>'


NUMBER = '<w:listPr><w:ilvl w:val="{}"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr>'


def test_revisions_and_comments() -> None:
    deleted = annotation("Deletion", "<w:r><w:delText>群众</w:delText></w:r>")
    comment = annotation("Comment", p(r("请核实")))
    former = f"<w:r><w:rPr>{annotation('Formatting', '<w:rPr><w:vanish/></w:rPr>')}</w:rPr><w:t>次</w:t></w:r>"
    body = p(r("慰问") + annotation("Insertion", r("官兵")) + deleted + r("3") + former + comment)
    assert [block.text for block in blocks_of(body)] == ["慰问官兵3次"]


def test_labels_and_headings() -> None:
    body = (
        p(r("甲"), '<w:pStyle w:val="1"/>' + NUMBER.format(0))
        + p(r("乙"), NUMBER.format(1))
        + p(r("丙"), NUMBER.format(0))
    )
    found = [(block.label, block.text, block.level) for block in blocks_of(body)]
    assert found == [("一、", "甲", 1), ("1.", "乙", None), ("二、", "丙", None)]


def test_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"

    down, below = '<w:vmerge w:val="restart"/>', "<w:vmerge/>"
    rows = [cell("优待", down) + cell("13914"), cell("", below) + cell("6200"), cell("合计", '<w:gridSpan w:val="2"/>')]
    blocks = blocks_of("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    places = [(b.text, b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span) for b in blocks if b.cell]
    assert places == [("优待", 0, 0, 2, 1), ("13914", 0, 1, 1, 1), ("6200", 1, 1, 1, 1), ("合计", 2, 0, 1, 2)]


def test_notes_text_boxes_and_furniture() -> None:
    note = f"<w:r><w:footnote>{p(r('注'))}</w:footnote></w:r>"
    box = f"<w:r><w:pict><w:txbxContent>{p(r('框'))}</w:txbxContent></w:pict></w:r>"
    section = f'<w:sectPr><w:hdr w:type="odd">{p(r("眉"))}</w:hdr><w:ftr w:type="odd">{p(r("脚"))}</w:ftr></w:sectPr>'
    found = [(block.kind, block.text) for block in blocks_of(p(r("甲") + note + box) + section)]
    assert found == [("paragraph", "甲"), ("textbox", "框"), ("note", "注"), ("furniture", "眉"), ("furniture", "脚")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb2312"])
def test_encodings(encoding: str) -> None:
    assert [block.text for block in blocks_of(p(r("优待金")), encoding)] == ["优待金"]


def test_a_dtd_is_refused() -> None:
    data = document(p(r("&a;"))).replace(b"<w:wordDocument", b'<!DOCTYPE w [<!ENTITY a "b">]><w:wordDocument', 1)
    with pytest.raises(UnreadableFile) as caught:
        read_blocks("总结.doc", data)
    assert caught.value.code == "hostile"
