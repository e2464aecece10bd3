"""What the Word reader gives for files as Word writes them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from extractor.model import Block
from extractor.readers import read_blocks
from tests.word import (
    Inline,
    WordFile,
    bold,
    complex_field,
    control,
    deleted,
    endnote,
    footnote,
    hidden,
    inserted,
    link,
    merged,
    moved_from,
    moved_to,
    nested,
    pack,
    simple_field,
    smart_tag,
    split,
    textbox,
    vml_textbox,
)


def blocks_of(file: WordFile) -> tuple[Block, ...]:
    return read_blocks("样本.docx", file.to_bytes()).blocks


def texts(file: WordFile) -> list[str]:
    return [block.text for block in blocks_of(file)]


PARAGRAPHS: list[tuple[str, tuple[Inline, ...], str]] = [
    ("runs", ("慰问", bold("烈属"), "5户"), "慰问烈属5户"),
    ("split runs", (split("发放优待金13914元"),), "发放优待金13914元"),
    ("insertion", ("慰问", inserted("官兵"), "3次"), "慰问官兵3次"),
    ("deletion", ("慰问", deleted("群众"), "3次"), "慰问3次"),
    ("move", (moved_to("先座谈，"), "慰问", moved_from("先座谈，")), "先座谈，慰问"),
    ("hidden", ("慰问", hidden("（内部）"), "3次"), "慰问3次"),
    ("smart tag", ("于", smart_tag("2019年8月1日"), "座谈"), "于2019年8月1日座谈"),
    ("content control", ("单位：", control("云台街道")), "单位：云台街道"),
    ("fields", (simple_field("甲"), complex_field("乙"), link("丙")), "甲乙丙"),
    ("tab and break", ("甲\t乙\n丙",), "甲\t乙\n丙"),
    ("spaces kept", ("　　甲 ",), "　　甲 "),
    ("angle brackets", ("《条例》<试行>&说明",), "《条例》<试行>&说明"),
]


@pytest.mark.parametrize(("parts", "expected"), [case[1:] for case in PARAGRAPHS], ids=[case[0] for case in PARAGRAPHS])
def test_text_of_a_paragraph(parts: tuple[Inline, ...], expected: str) -> None:
    file = WordFile()
    file.paragraph(*parts)
    (block,) = blocks_of(file)
    assert (block.text, block.raw, block.offsets, block.index) == (expected, expected, None, 0)


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RUBY = "<w:rt><w:r><w:t>fǔ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>抚</w:t></w:r></w:rubyBase>"
TAB_STOPS = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
OLD_VANISH = "<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
FALLBACK = "<mc:AlternateContent><mc:Fallback><w:t>甲</w:t></mc:Fallback></mc:AlternateContent>"
RAW_PARAGRAPHS = [
    ("ruby", f"<w:r><w:ruby>{RUBY}</w:ruby></w:r>", "抚"),
    ("symbol", '<w:r><w:sym w:font="宋体" w:char="2611"/></w:r>', "☑"),
    ("damaged symbol", '<w:r><w:sym w:char="zz"/><w:t>甲</w:t></w:r>', "甲"),
    ("hyphen", "<w:r><w:t>双</w:t><w:noBreakHyphen/><w:t>拥</w:t></w:r>", "双-拥"),
    ("tab stops", f"{TAB_STOPS}<w:r><w:t>甲</w:t></w:r>", "甲"),
    ("vanish off", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r>', "甲"),
    ("old vanish", f"<w:r>{OLD_VANISH}<w:t>甲</w:t></w:r>", "甲"),
    ("custom xml", "<w:customXml><w:r><w:t>甲</w:t></w:r></w:customXml>", "甲"),
    ("fallback only", f"<w:r>{FALLBACK}</w:r>", "甲"),
    ("formula", f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>3</m:t></m:r></m:oMath>', "3"),
]


@pytest.mark.parametrize(("xml", "expected"), [case[1:] for case in RAW_PARAGRAPHS], ids=[c[0] for c in RAW_PARAGRAPHS])
def test_rarer_elements(xml: str, expected: str) -> None:
    file = WordFile()
    file.raw(f"<w:p>{xml}</w:p>")
    assert texts(file) == [expected]


def test_edited_file_reads_like_a_fresh_one() -> None:
    files = WordFile(), WordFile(edited=True)
    for file in files:
        file.title("平山县2020年工作总结")
        file.paragraph("全年走访慰问126户，送去慰问金6.3万元。")
    assert texts(files[0]) == texts(files[1])


def test_reading_order_and_kinds() -> None:
    file = WordFile()
    file.header("内部资料")
    file.footer("第1页")
    file.paragraph("甲", footnote("注一"), textbox("框一", "框二"), endnote("尾注"))
    file.table([["项目", "金额"]])
    file.paragraph("乙", vml_textbox("旧框"), footnote("注二"))
    file.control_block("丙")
    assert [(block.kind, block.text) for block in blocks_of(file)] == [
        ("paragraph", "甲"),
        ("textbox", "框一"),
        ("textbox", "框二"),
        ("cell", "项目"),
        ("cell", "金额"),
        ("paragraph", "乙"),
        ("textbox", "旧框"),
        ("paragraph", "丙"),
        ("note", "注一"),
        ("note", "尾注"),
        ("note", "注二"),
        ("furniture", "内部资料"),
        ("furniture", "第1页"),
    ]
    assert [block.index for block in blocks_of(file)] == list(range(13))


def test_merged_cells_come_once() -> None:
    file = WordFile()
    file.table(
        [
            [merged("单位：万元", columns=3)],
            [merged("慰问", rows=3), "春节", "3"],
            ["八一", merged("2", rows=2)],
            ["国庆"],
            [merged("合计", columns=2), "5"],
        ]
    )
    cells = [
        (b.text, b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span) for b in blocks_of(file) if b.cell
    ]
    assert cells == [
        ("单位：万元", 0, 0, 1, 3),
        ("慰问", 1, 0, 3, 1),
        ("春节", 1, 1, 1, 1),
        ("3", 1, 2, 1, 1),
        ("八一", 2, 1, 1, 1),
        ("2", 2, 2, 2, 1),
        ("国庆", 3, 1, 1, 1),
        ("合计", 4, 0, 1, 2),
        ("5", 4, 2, 1, 1),
    ]


def test_cell_paragraphs_are_joined_and_inner_tables_follow() -> None:
    file = WordFile()
    file.table([["甲\n乙", ""], [nested([["内"]], "外"), "丁"]])
    file.table([["第二"]])
    assert [(block.text, block.cell.table if block.cell else None) for block in blocks_of(file)] == [
        ("甲\n乙", 0),
        ("外", 0),
        ("内", 1),
        ("丁", 0),
        ("第二", 2),
    ]


def test_deleted_paragraph_mark_joins_with_the_next() -> None:
    file = WordFile()
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>'
    file.raw(f"<w:p>{mark}<w:r><w:t>对拥</w:t></w:r></w:p><w:p><w:r><w:t>军优属</w:t></w:r></w:p>")
    assert texts(file) == ["对拥军优属"]
    file = WordFile()
    file.raw(f"<w:p>{mark}<w:r><w:t>甲</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>乙</w:t></w:r></w:p>")
    assert texts(file) == ["甲", "乙"]


def test_deleted_row_is_left_out() -> None:
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    file = WordFile()
    file.raw(f"<w:tbl>{row.format('<w:trPr><w:del/></w:trPr>', '旧')}{row.format('', '新')}</w:tbl>")
    assert texts(file) == ["新"]


def test_text_box_inside_deletion_is_left_out() -> None:
    file = WordFile()
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>旧框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    file.raw(f"<w:p><w:r><w:t>甲</w:t></w:r><w:del>{box}</w:del></w:p>")
    assert texts(file) == ["甲"]


def test_same_header_of_two_sections_comes_once() -> None:
    file = WordFile()
    file.header("内部资料")
    file.raw('<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId4"/></w:sectPr></w:pPr></w:p>')
    file.paragraph("甲")
    assert texts(file).count("内部资料") == 1


@dataclass(frozen=True)
class LevelCase:
    name: str
    xml: str
    level: int | None


LEVELS = [
    LevelCase("title", '<w:pStyle w:val="a3"/>', 0),
    LevelCase("heading 1", '<w:pStyle w:val="1"/>', 1),
    LevelCase("heading 3", '<w:pStyle w:val="3"/>', 3),
    LevelCase("plain", "", None),
    LevelCase("unknown style", '<w:pStyle w:val="nil"/>', None),
    LevelCase("own outline level", '<w:outlineLvl w:val="1"/>', 2),
    LevelCase("own body text", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None),
    LevelCase("damaged outline level", '<w:outlineLvl w:val="x"/>', None),
]


@pytest.mark.parametrize("case", LEVELS, ids=lambda case: case.name)
def test_heading_levels(case: LevelCase) -> None:
    file = WordFile()
    file.raw(f"<w:p><w:pPr>{case.xml}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>")
    (block,) = blocks_of(file)
    assert block.level == case.level


def test_a_part_that_text_can_do_without_may_be_damaged() -> None:
    file = WordFile()
    file.paragraph("甲", number=("chinese", 0))
    parts = {**file.parts(), "word/numbering.xml": "<w:numbering", "word/styles.xml": "</>"}
    result = read_blocks("甲.docx", pack(parts))
    assert [block.text for block in result.blocks] == ["甲"]
    assert len(result.warnings) == 2


def test_strict_files_are_read() -> None:
    file = WordFile()
    file.paragraph("甲", number=("chinese", 0))
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    (block,) = read_blocks("甲.docx", pack({n: t.replace(namespace, strict) for n, t in file.parts().items()})).blocks
    assert (block.text, block.label) == ("甲", "一、")


# name, its w:style element, level of a paragraph in it, kind
BODY_TEXT = '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'
STYLES: list[tuple[str, str, int | None, str]] = [
    ("Chinese name", '<w:name w:val="标题 2"/>', 2, "paragraph"),
    ("based on a heading", '<w:name w:val="公文一级"/><w:basedOn w:val="1"/>', 1, "paragraph"),
    ("based on a later style", '<w:name w:val="甲"/><w:basedOn w:val="y"/>', 3, "paragraph"),
    ("outline level", '<w:name w:val="甲"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>', 2, "paragraph"),
    ("body text again", f'<w:name w:val="甲"/><w:basedOn w:val="1"/>{BODY_TEXT}', None, "paragraph"),
    ("title", '<w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>', 0, "paragraph"),
    ("subtitle", '<w:name w:val="Subtitle"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>', None, "paragraph"),
    ("circle", '<w:name w:val="甲"/><w:basedOn w:val="x"/>', None, "paragraph"),
    ("line of a table of contents", '<w:name w:val="toc 1"/>', None, "furniture"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "level", "kind"), [case[1:] for case in STYLES], ids=[case[0] for case in STYLES])
def test_styles(inner: str, level: int | None, kind: str) -> None:
    file = WordFile()
    file.raw('<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>')
    file.paragraph("乙")
    later = '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="heading 3"/></w:style>'
    style = f'<w:style w:type="paragraph" w:styleId="x">{inner}</w:style>{later}</w:styles>'
    parts = file.parts()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", style)
    block, _ = read_blocks("甲.docx", pack(parts)).blocks
    assert (block.level, block.kind) == (level, kind)


def test_hidden_style() -> None:
    file = WordFile()
    file.raw('<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:rStyle w:val="x"/></w:rPr><w:t>乙</w:t></w:r></w:p>')
    style = (
        '<w:style w:type="character" w:styleId="x"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    parts = file.parts()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", style)
    assert [block.text for block in read_blocks("甲.docx", pack(parts)).blocks] == ["甲"]


def test_embedded_document_is_told() -> None:
    file = WordFile()
    file.paragraph("甲")
    file.raw('<w:altChunk r:id="rId9"/>')
    assert len(read_blocks("甲.docx", file.to_bytes()).warnings) == 1
