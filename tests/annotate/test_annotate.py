"""Comments stand on exactly the words meant, and nothing else in the file changes."""

from __future__ import annotations

import pytest

from extractor.model import Place
from tests.annotate.builders import (
    annotated,
    blocks_of,
    draft,
    place_of,
)
from tests.annotate.readback import W, all_but_comments, comments_in, part
from tests.word import (
    Inline,
    WordFile,
    complex_field,
    control,
    deleted,
    footnote,
    hidden,
    inserted,
    link,
    moved_from,
    moved_to,
    simple_field,
    smart_tag,
    split,
    textbox,
    vml_textbox,
)

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# The words commented stand in 《》, which are part of the document's text but not of the words.
PARAGRAPHS: list[tuple[str, tuple[Inline, ...]]] = [
    ("a run's middle", ("发放《优待金》13914元",)),
    ("a whole run", ("发放《", "优待金", "》13914元")),
    ("from run to run", ("发放《优", split("待金1391"), "4》元")),
    ("begins in an insertion", ("发放", inserted("《优待"), "金》13914元")),
    ("in an insertion", ("发放", inserted("的《优待金》共"), "13914元")),
    ("around a deletion", ("发放《优", deleted("抚"), "待金》13914元")),
    ("around hidden text", ("发放《优", hidden("（内部）"), "待金》13914元")),
    ("beside a deletion", ("发放《", deleted("优抚金"), "优待金》13914元")),
    ("in a move", ("发放", moved_to("的《优待》金"), "13914元", moved_from("的优待金"))),
    ("in a link", ("发放", link("的《优待》金"), "13914元")),
    ("blanks and tabs", ("发放《 优待\t\t金　　\n共 》13914元",)),
    ("markup", ("发放《<优待金>&“慰问金”》元",)),
    ("outside the BMP", ("慰问𠮷《某𠮷𠮷》某",)),
    ("over a note's mark", ("发放《优待金", footnote("见台账"), "13914》元")),
    ("over a text box", ("发放《优待金", textbox("内部资料"), "13914》元")),
]


@pytest.mark.parametrize("edited", [False, True], ids=["plain", "edited"])
@pytest.mark.parametrize("parts", [case[1] for case in PARAGRAPHS], ids=[case[0] for case in PARAGRAPHS])
def test_a_comment_stands_on_the_words_alone(parts: tuple[Inline, ...], edited: bool) -> None:
    file = WordFile(edited=edited)
    file.title("双拥工作总结")
    file.paragraph(*parts)
    data = file.to_bytes()
    raw = blocks_of(data)[1].raw
    start, end = raw.index("《") + 1, raw.index("》")
    out = annotated(data, Place(1, start, end, 1))
    assert [said.anchored for said in comments_in(out).values()] == [raw[start:end]]
    assert blocks_of(out) == blocks_of(data)
    assert all_but_comments(out) == all_but_comments(data)


# A field, a smart tag or a control for a value is commented as a whole; here《》 mark the words meant.
FIELDS: list[tuple[str, tuple[Inline, ...], str]] = [
    ("simple", ("单位：", simple_field("鹿鸣《镇》政府"), "。"), "鹿鸣《镇》政府"),
    ("complex", ("文号：", complex_field("双拥《〔2021〕》3号"), "。"), "双拥《〔2021〕》3号"),
    ("begins before a field", ("文《号：", complex_field("双拥〔2021〕》3号"), "。"), "号：双拥〔2021〕》3号"),
    (
        "ends behind a field",
        ("文号：", inserted("甲"), simple_field("双拥《〔2021〕3号"), "第》3页"),
        "双拥《〔2021〕3号第",
    ),
    ("control for plain text", ("发放", control("的《优待》金"), "13914元"), "的《优待》金"),
    ("smart tag", ("于", smart_tag("2019年《8月》1日"), "座谈"), "2019年《8月》1日"),
    ("between two fields", (complex_field("甲"), "乙《丙》丁", complex_field("戊")), "丙"),
]


@pytest.mark.parametrize(("parts", "anchored"), [case[1:] for case in FIELDS], ids=[case[0] for case in FIELDS])
def test_a_field_is_commented_as_a_whole(parts: tuple[Inline, ...], anchored: str) -> None:
    file = WordFile()
    file.paragraph(*parts)
    data = file.to_bytes()
    raw = blocks_of(data)[0].raw
    out = annotated(data, Place(0, raw.index("《") + 1, raw.index("》"), 0))
    assert [said.anchored for said in comments_in(out).values()] == [anchored]
    assert blocks_of(out) == blocks_of(data)


RAW = [
    (
        "a control for rich text",
        '<w:p><w:r><w:t>发放</w:t></w:r><w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent><w:r>'
        "<w:t>优待金</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>3元</w:t></w:r></w:p>",
        "待金3",
        "待金3",
    ),
    (
        "a field over several paragraphs, with one in it",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、走访慰问</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第12页</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        '<w:p><w:r><w:t>二、优抚</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "慰问第1",
        "慰问第12页",
    ),
    (
        "an equation, as a whole",
        '<w:p><w:r><w:t>按</w:t></w:r><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>9×1546</m:t></m:r></m:oMath><w:r><w:t>算</w:t></w:r></w:p>",
        "1546",
        "9×1546",
    ),
    (
        "a character with its reading, as a whole run",
        "<w:p><w:r><w:t>走</w:t></w:r><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>fang</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>访军</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>属</w:t></w:r></w:p>",
        "访",
        "访军",
    ),
    (
        "a symbol",
        '<w:p><w:r><w:t>已办</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>未办</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>',
        "\uf0fe未",
        "\uf0fe未",
    ),
    (
        "a symbol that says nothing",
        '<w:p><w:r><w:t>已办</w:t><w:sym w:font="Wingdings" w:char="XX"/><w:t>未办</w:t></w:r></w:p>',
        "未",
        "未",
    ),
    (
        "a paragraph whose mark is deleted",
        '<w:p><w:pPr><w:rPr><w:del w:id="7" w:author="甲"/></w:rPr></w:pPr><w:r><w:t>慰问军</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>属3户</w:t></w:r></w:p>",
        "军属",
        "军\n属",
    ),
    (
        "an unbreakable hyphen, tab stops",
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:noBreakHyphen/>'
        "<w:t>乙</w:t></w:r></w:p>",
        "-乙",
        "-乙",
    ),
    (
        "an indented file",
        "<w:p>\n  <w:r>\n    <w:t>慰问军属</w:t>\n  </w:r>\n  <w:r>\n    <w:t>3户</w:t>\n  </w:r>\n</w:p>",
        "军属3",
        "军属3",
    ),
    (
        "a comment of XML in the text",
        "<w:p><w:r><w:t>慰问<!-- 甲 -->军属</w:t></w:r></w:p>",
        "问军",
        "问军",
    ),
]


@pytest.mark.parametrize(("xml", "words", "anchored"), [case[1:] for case in RAW], ids=[case[0] for case in RAW])
def test_what_the_builder_does_not_write(xml: str, words: str, anchored: str) -> None:
    file = WordFile()
    file.raw(xml)
    data = file.to_bytes()
    out = annotated(data, words)
    assert [said.anchored for said in comments_in(out).values()] == [anchored]
    assert blocks_of(out) == blocks_of(data)


def test_the_places_of_a_draft() -> None:
    """Merged and nested cells, an automatic number, an insertion, a joined line, the document."""
    data = draft().to_bytes()
    blocks = blocks_of(data)
    joined = Place(place_of(blocks, "合计").block, 0, 3, place_of(blocks, "15460元").block)
    words = ["组织领导", "13914元，优", "慰问金2万元", "发放到户", "1546元", "计\n（不", "3户", "烈属"]
    out = annotated(data, *words, joined, None)
    assert [said.anchored for said in comments_in(out).values()] == [
        *words,
        "合计\n（不含慰问品）\n154",
        "鹿鸣镇2021年双拥工作总结",
    ]
    assert blocks_of(out) == blocks


def test_overlapping_comments_keep_their_order_and_ranges() -> None:
    file = WordFile()
    file.paragraph("全年发放优待金13914元，慰问军属3户。")
    spans = [(0, 4), (2, 7), (2, 7), (4, 12), (0, 21), (6, 7), (7, 8), (3, 3), (20, 21)]
    out = annotated(file.to_bytes(), *(Place(0, start, end, 0) for start, end in spans))
    raw = blocks_of(out)[0].raw
    said = list(comments_in(out).values())
    assert [comment.text for comment in said] == [str(number) for number in range(1, len(spans) + 1)]
    assert [comment.anchored for comment in said] == [raw[start : max(end, start + 1)] for start, end in spans]


HELD = [
    ("text box", textbox("内部资料，注意保存"), "注意", "txbxContent", "In the text box, “注意”: 1"),
    ("text box of an older Word", vml_textbox("内部资料"), "内部", "txbxContent", "In the text box, “内部”: 1"),
    ("note", footnote("见台账第3页"), "台账", "footnoteReference", "In the note, “台账”: 1"),
]


@pytest.mark.parametrize(
    ("piece", "words", "holder", "text"), [case[1:] for case in HELD], ids=[case[0] for case in HELD]
)
def test_where_word_takes_no_comment_it_stands_at_what_holds_the_text(
    piece: Inline, words: str, holder: str, text: str
) -> None:
    file = WordFile()
    file.paragraph("发放优待金", piece, "13914元")
    data = file.to_bytes()
    out = annotated(data, words)
    assert [(said.text, said.anchored) for said in comments_in(out).values()] == [(text, "")]
    body = part(out, "word/document.xml")[0]
    start, run, end, reference = next(iter(body))[2:6]
    assert (start.tag, end.tag) == (f"{W}commentRangeStart", f"{W}commentRangeEnd")
    assert next(run.iter(f"{W}{holder}"), None) is not None
    assert reference.find(f"{W}commentReference") is not None
    assert not list(body.iter(f"{W}txbxContent")) or not list(
        next(body.iter(f"{W}txbxContent")).iter(f"{W}commentReference")
    )
    assert blocks_of(out) == blocks_of(data)


def test_a_run_is_split_with_its_properties_and_its_blanks() -> None:
    """Word drops blanks at the ends of a w:t that does not say that they count."""
    file = WordFile()
    file.raw(
        '<w:p><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>发放 优待金 共</w:t><w:tab/><w:t>3元</w:t></w:r></w:p>'
    )
    body = part(annotated(file.to_bytes(), " 优待金 "), "word/document.xml")[0]
    runs = [run for run in body.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert [["".join(t.itertext()) for t in run.iter(f"{W}t")] for run in runs] == [
        ["发放"],
        [" 优待金 "],
        ["共", "3元"],
    ]
    assert all(run.find(f"{W}rPr/{W}b") is not None and run.get(f"{W}rsidR") == "00A1" for run in runs)
    assert [t.get(SPACE) for t in body.iter(f"{W}t")] == [None, "preserve", "preserve", None]


@pytest.mark.parametrize(
    "piece", [inserted("的优待金共"), moved_to("的优待金共"), link("的优待金共")], ids=lambda p: p.kind
)
def test_the_reference_outlives_what_its_words_stand_in(piece: Inline) -> None:
    """The insertion may be rejected; the comment stays in the paragraph."""
    file = WordFile()
    file.paragraph("发放", piece, "13914元")
    main = part(annotated(file.to_bytes(), "优待金"), "word/document.xml")
    (reference,) = main.iter(f"{W}commentReference")
    assert reference.getparent().getparent().tag == f"{W}p"
    before = reference.getparent().getprevious()
    assert [mark.tag.removeprefix(W) for mark in before][1::2] == ["commentRangeStart", "commentRangeEnd"]


def test_what_is_said_of_a_header_stands_at_the_title() -> None:
    data = draft().to_bytes()
    (said,) = comments_in(annotated(data, "鹿鸣镇双拥办")).values()
    assert said.text == "In the header or footer, “鹿鸣镇双拥办”: 1"
    assert said.anchored == "鹿鸣镇2021年双拥工作总结"


def test_long_words_are_quoted_by_their_beginning() -> None:
    file = WordFile()
    file.paragraph("甲", footnote("据" + "双拥" * 40))
    (said,) = comments_in(annotated(file.to_bytes(), "双拥" * 40)).values()
    assert said.text == f"In the note, “{'双拥' * 19}双…”: 1"


TITLES = [
    (
        "a table of the letterhead first",
        ["<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内部</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"],
        "内部",
    ),
    (
        "no title",
        ["<w:p><w:r><w:t>一、走访慰问。今年走访军属3户。</w:t></w:r></w:p>"],
        "一、走访慰问。今年走访军属3户。",
    ),
    ("a header and an empty paragraph", ["<w:p/>"], ""),
    ("a header alone", [], ""),
]


@pytest.mark.parametrize(("body", "anchored"), [case[1:] for case in TITLES], ids=[case[0] for case in TITLES])
def test_the_document_without_a_title(body: list[str], anchored: str) -> None:
    file = WordFile()
    for xml in body:
        file.raw(xml)
    file.header("鹿鸣镇双拥办")
    data = file.to_bytes()
    out = annotated(data, None, None)
    assert [said.anchored for said in comments_in(out).values()] == [anchored, anchored]
    assert blocks_of(out) == blocks_of(data)


def test_more_characters_than_one_reading_tells_apart() -> None:
    file = WordFile()
    for number in range(140):
        file.paragraph(f"第{number}户，" + "优抚对象，" * 200)
    data = file.to_bytes()
    blocks = blocks_of(data)
    assert sum(len(block.raw) for block in blocks) > 131_072
    words = ["第0户", "第70户", "第139户"]
    out = annotated(data, *words, Place(139, 900, 904, 139))
    assert [said.anchored for said in comments_in(out).values()] == [*words, blocks[139].raw[900:904]]
