"""Automatic labels, as Word shows them."""

from __future__ import annotations

import pytest

from extractor.ordinals import format_number
from extractor.readers import read_blocks
from tests import word_parts
from tests.word import WordFile, pack

FORMATS = [
    ("decimal", "1 9 10 21 100"),
    ("decimalZero", "01 09 10 21 100"),
    ("chineseCounting", "一 九 十 二十一 一〇〇"),
    ("chineseCountingThousand", "一 九 十 二十一 一百"),
    ("taiwaneseCounting", "一 九 十 二十一 一〇〇"),
    ("japaneseCounting", "一 九 十 二十一 百"),
    ("ideographDigital", "一 九 一〇 二一 一〇〇"),
    ("chineseLegalSimplified", "壹 玖 壹拾 贰拾壹 壹佰"),
    ("ideographTraditional", "甲 壬 癸 21 100"),
    ("ideographZodiac", "子 申 酉 21 100"),
    ("ideographZodiacTraditional", "甲子 壬申 癸酉 甲申 100"),
    ("decimalEnclosedCircle", "① ⑨ ⑩ ㉑ 100"),
    ("decimalEnclosedCircleChinese", "① ⑨ ⑩ ㉑ 100"),
    ("decimalEnclosedParen", "⑴ ⑼ ⑽ 21 100"),
    ("decimalFullWidth", "１ ９ １０ ２１ １００"),
    ("upperLetter", "A I J U VVVV"),
    ("lowerRoman", "i ix x xxi c"),
    ("upperRoman", "I IX X XXI C"),
    ("no such format", "1 9 10 21 100"),
]


@pytest.mark.parametrize(("number_format", "expected"), FORMATS)
def test_number_formats(number_format: str, expected: str) -> None:
    assert [format_number(value, number_format) for value in (1, 9, 10, 21, 100)] == expected.split()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (10010, "一万零一十"),
    ],
)
def test_gaps_in_chinese_numbers(value: int, expected: str) -> None:
    assert format_number(value, "chineseCountingThousand") == expected


# name, (numbering, level) of each paragraph or the numbering to restart, labels
LISTS: list[tuple[str, list[tuple[str, int] | str], str]] = [
    ("levels restart", [("chinese", 0), ("chinese", 1), ("chinese", 1), ("chinese", 2), ("chinese", 0), ("chinese", 1)],
     "一、 （一） （二） 1. 二、 （一）"),
    ("deep levels", [("chinese", 2), ("chinese", 3), ("chinese", 3), ("chinese", 2), ("chinese", 3)],
     "1. （1） （2） 2. （1）"),
    ("composed", [("decimal", 0), ("decimal", 1), ("decimal", 2), ("decimal", 2), ("decimal", 1), ("decimal", 2)],
     "1. 1.1 1.1.1 1.1.2 1.2 1.2.1"),
    ("a higher level not seen yet", [("decimal", 1), ("decimal", 1)], "1.1 1.2"),
    ("arabic by law", [("legal", 0), ("legal", 1), ("legal", 0), ("legal", 1)], "第一章 1.1 第二章 2.1"),
    ("circles", [("counting", 0), ("counting", 1), ("counting", 1)], "第一、 ① ②"),
    ("letters", [("letters", 0), ("letters", 1), ("letters", 1), ("letters", 0)], "A. i) ii) B."),
    ("two lists", [("chinese", 0), ("decimal", 0), ("chinese", 0), ("decimal", 0)], "一、 1. 二、 2."),
    ("restarted", [("chinese", 0), ("chinese", 0), "chinese", ("chinese", 0), ("chinese", 1), ("chinese", 0)],
     "一、 二、 一、 （一） 二、"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "expected"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS])
def test_labels(steps: list[tuple[str, int] | str], expected: str) -> None:
    file = WordFile()
    for step in steps:
        if isinstance(step, str):
            file.restart(step)
        else:
            file.paragraph("甲", number=step)
    blocks = read_blocks("甲.docx", file.to_bytes()).blocks
    assert [block.label for block in blocks] == expected.split()
    assert {block.text for block in blocks} == {"甲"}


def test_bullets_are_no_labels() -> None:
    file = WordFile()
    file.paragraph("甲", number=("bullet", 0))
    assert [block.label for block in read_blocks("甲.docx", file.to_bytes()).blocks] == [""]


def test_heading_styles_carry_numbers() -> None:
    file = WordFile(heading_numbers="chinese")
    for level in (1, 2, 2, 1, 2):
        file.heading("甲", level=level)
    blocks = read_blocks("甲.docx", file.to_bytes()).blocks
    assert [(block.label, block.level) for block in blocks] == [
        ("一、", 1), ("（一）", 2), ("（二）", 2), ("二、", 1), ("（一）", 2)
    ]  # fmt: skip


def test_list_0_takes_a_heading_out_of_its_style_s_list() -> None:
    file = WordFile(heading_numbers="chinese")
    plain = '<w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr>'
    file.raw(f"<w:p>{plain}<w:r><w:t>甲</w:t></w:r></w:p>")
    file.heading("乙")
    assert [block.label for block in read_blocks("甲.docx", file.to_bytes()).blocks] == ["", "一、"]


def test_an_empty_numbered_paragraph_takes_a_number() -> None:
    file = WordFile()
    for text in ("甲", "", "乙"):
        file.paragraph(text, number=("chinese", 0))
    assert [block.label for block in read_blocks("甲.docx", file.to_bytes()).blocks] == ["一、", "三、"]


def level(depth: int, text: str, extra: str = "", number_format: str = "decimal") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, inner: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'


def num(number: int, definition: int, inner: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{inner}</w:num>'


NEW_FORMAT = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent>'
    '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
    '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
)
START_AT_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
OWN_LEVEL = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）")}</w:lvlOverride>'
# name, numbering.xml, (list, level) of each paragraph, labels ("-" for none)
DEFINITIONS: list[tuple[str, str, list[tuple[int, int]], str]] = [
    ("never restarts", abstract(0, level(0, "%1.") + level(1, "%2)", '<w:lvlRestart w:val="0"/>')) + num(1, 0),
     [(1, 0), (1, 1), (1, 0), (1, 1)], "1. 1) 2. 2)"),
    ("two lists of one definition go on", abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0),
     [(1, 0), (2, 0), (1, 0)], "1. 2. 3."),
    ("start override", abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, START_AT_5),
     [(1, 0), (2, 0), (2, 0), (1, 0)], "1. 5. 6. 7."),
    ("own level", abstract(0, level(0, "%1.")) + num(1, 0, OWN_LEVEL), [(1, 0), (1, 0)], "（1） （2）"),
    ("style link", abstract(0, '<w:numStyleLink w:val="x"/>') + abstract(1, level(0, "%1、")) + num(1, 0) + num(2, 1),
     [(1, 0), (1, 0)], "1、 2、"),
    ("new format with a fallback", abstract(0, NEW_FORMAT) + num(1, 0), [(1, 0)], "01"),
    ("a format without numbers", abstract(0, level(0, "附：", number_format="none")) + num(1, 0), [(1, 0)], "附："),
    ("no such list", abstract(0, level(0, "%1.")) + num(1, 0), [(7, 0)], "-"),
    ("no such definition", num(1, 3), [(1, 0)], "-"),
    ("no such level", abstract(0, level(0, "%1.")) + num(1, 0), [(1, 4)], "-"),
    ("damaged start", abstract(0, level(0, "%1.").replace('w:val="1"', 'w:val="一"')) + num(1, 0), [(1, 0)], "1."),
    ("no start", abstract(0, '<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>') + num(1, 0),
     [(1, 0), (1, 0)], "0. 1."),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "steps", "expected"), [c[1:] for c in DEFINITIONS], ids=[c[0] for c in DEFINITIONS])
def test_definitions(xml: str, steps: list[tuple[int, int]], expected: str) -> None:
    file = WordFile()
    file.paragraph("甲", number=("chinese", 0))
    for number_id, depth in steps:
        properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number_id}"/></w:numPr>'
        file.raw(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>乙</w:t></w:r></w:p>")
    parts = file.parts()
    link = '<w:style w:type="numbering" w:styleId="x"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", link + "</w:styles>")
    # The first paragraph only makes the builder write a numbering part; it is in list 1, taken out here.
    parts["word/document.xml"] = parts["word/document.xml"].replace('<w:numId w:val="1"/>', '<w:numId w:val="0"/>', 1)
    parts["word/numbering.xml"] = word_parts.part("numbering", xml)
    blocks = read_blocks("甲.docx", pack(parts)).blocks
    assert [block.label or "-" for block in blocks[1:]] == expected.split()
