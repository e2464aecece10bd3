"""Compilations, wrapped lines, headings: cases as tables, and that every place leads back to its block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Block, BlockKind
from extractor.outline import outline
from tests.structure.build import BODY, LONG, blocks, paragraphs, part, parts

# --- compilations --------------------------------------------------------------------------------------------------

MARKS = {
    "篇一": ("双拥工作总结篇一", "双拥工作总结篇二", "双拥工作总结篇三"),
    "【篇1】": ("【篇1】双拥工作总结", "【篇2】双拥工作总结"),
    "bare": ("篇一", "篇二"),
    "范文1": ("双拥工作总结范文1", "双拥工作总结范文2"),
    "范文一：": ("范文一：", "范文二："),
    "第一篇：": ("第一篇：乡镇双拥工作总结", "第二篇：医院双拥工作总结"),
    "（一）": ("社区双拥工作总结（一）", "社区双拥工作总结（二）"),
    "digit": ("双拥工作总结1", "双拥工作总结2", "双拥工作总结3"),
    "digit and colon": ("街道双拥工作简报1：", "街道双拥工作简报2："),
}


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_each_marked_summary_is_a_part(marks: tuple[str, ...]) -> None:
    lines = ["双拥工作总结(汇总3篇)", "总结是对过去工作的回顾，以下是整理的范文，供大家参考。"]
    for mark in marks:
        lines += [mark, "一、加强领导", BODY, "二、加强宣传", LONG]
    found = parts(*lines)
    assert [each.ordinal for each in found] == list(range(1, len(marks) + 1))
    assert {each.compilation_title for each in found} == {"双拥工作总结(汇总3篇)"}
    assert [each.text.split("\n")[0] for each in found] == list(marks)
    assert not any("供大家参考" in each.text for each in found)


def test_summaries_with_their_own_titles_are_parts() -> None:
    lines = []
    for unit in ("云水镇", "桃源镇", "安河镇"):
        lines += [
            f"{unit}2019年双拥工作总结",
            BODY,
            "一、加强领导",
            LONG,
            "二、走访慰问",
            LONG,
            f"{unit}人民政府",
            "2019年12月20日",
        ]
    assert [each.title for each in parts(*lines)] == [
        f"{unit}2019年双拥工作总结" for unit in ("云水镇", "桃源镇", "安河镇")
    ]


def test_titles_without_sign_off_split_where_the_numbers_begin_anew() -> None:
    one = ("云水镇2019年双拥工作总结", "一、加强领导", LONG, "二、走访慰问", LONG)
    two = ("桃源镇2019年双拥工作总结", "一、健全机构", LONG, "二、宣传教育", LONG)
    assert len(parts(*one, *two)) == 2


def test_a_title_under_the_compilations_heading_is_the_parts_own() -> None:
    found = parts("双拥总结精选2篇", "篇一", "云水镇2018年双拥工作总结", BODY, "篇二", "桃源镇2019年双拥工作总结", BODY)
    assert [(each.heading, each.title) for each in found] == [
        ("篇一", "云水镇2018年双拥工作总结"),
        ("篇二", "桃源镇2019年双拥工作总结"),
    ]


ONE_PART = {
    "plan chapter": (
        "云水镇2019年双拥工作总结",
        "2019年工作总结",
        "一、加强领导",
        LONG,
        "二、走访慰问",
        LONG,
        "2020年工作计划",
        "一、继续宣传",
        LONG,
    ),
    "numbered years": ("云水镇双拥工作情况报告", "一、2019年工作总结", LONG, "二、2020年工作计划", LONG),
    "one number": ("双拥工作总结1", BODY, LONG),
    "imprint": ("云水镇双拥工作总结", BODY, LONG, "云水镇人民政府", "2011年12月5日", "主题词：双拥 总结", LONG),
    "brackets": ("云水镇2019年双拥工作总结", "（一）加强领导", LONG, "（二）加强宣传", LONG),
    "no title": (BODY, LONG),
    "three articles": ("云水镇2019年双拥工作总结", "一是抓宣传。全年编发简报三篇。", LONG),
}


@pytest.mark.parametrize("lines", ONE_PART.values(), ids=ONE_PART)
def test_a_single_summary_is_one_part(lines: tuple[str, ...]) -> None:
    assert len(parts(*lines)) == 1


@pytest.mark.parametrize("lines", [(), ("",), ("  ", "\u3000", "- 3 -", "第1页共4页")])
def test_a_file_without_text_has_no_part(lines: tuple[str, ...]) -> None:
    assert parts(*lines) == ()


# --- wrapped lines -------------------------------------------------------------------------------------------------

HALF = "各股室把双拥工作列入年度计划，与业务工作同部署、同检查、同考核，确保对拥"  # broken in 拥军
JOINED = {
    "comma": ("我镇按上级文件足额发放优待金，", "并在八一前全部打卡到户。"),
    "word": (HALF + "护军队的各项要求落到实处，形成上下", "联动的工作局面，全年没有发生一起涉军信访。"),
    "page number": ("我镇按上级文件足额发放优待金，", "- 3 -", "并在八一前全部打卡到户。"),
    "page of pages": ("我镇按上级文件足额发放优待金，", "第1页共4页", "并在八一前全部打卡到户。"),
    "open quote": ("会议学习了《军人地位和权益", "保障法》，讨论了全年计划。"),
    "leading comma": ("我镇双拥工作在上级的关心下", "，取得了一定进展。"),
    "number": ("全镇共有各类优抚对象，", "26个复员军人按月领取补助。"),
}


@pytest.mark.parametrize("lines", JOINED.values(), ids=JOINED)
def test_a_sentence_that_was_broken_is_joined_with_nothing_between(lines: tuple[str, ...]) -> None:
    whole = "".join(line for line in lines if "页" not in line and "-" not in line)
    assert whole in paragraphs(part("云水镇2019年双拥工作总结", BODY, *lines))


NOT_JOINED = {
    "full stop": (BODY, "联动的工作局面已经形成。"),
    "heading": ("我镇按上级文件足额发放优待金，", "二、走访慰问"),
    "item": ("我镇按上级文件足额发放优待金，", "1、全年走访了军属。"),
    "salutation": ("县双拥办：", "现将有关情况汇报如下。"),
    "sign-off": (BODY[:-1], "云水镇人民政府"),
    "date": ("云水镇人民政府", "2019年12月20日"),
    "short title-like line": ("走访慰问送温暖", BODY),
    "cell": ("| 慰问金", "| 12000"),
    "styled": (HALF + "护军队的各项要求落到实处，形成上下", "# 走访慰问"),
    "enumeration": (HALF + "护军队的各项要求落到实处，形成了上下联动", "一是抓宣传。全年编发简报三期。"),
    "new statement": (HALF + "护军队的各项要求落到实处，形成了上下联动", "今年八一前，镇里走访了军属。"),
    "note": (BODY, "^ 数据截至十一月底"),
}


@pytest.mark.parametrize("lines", NOT_JOINED.values(), ids=NOT_JOINED)
def test_lines_of_their_own_are_not_joined(lines: tuple[str, ...]) -> None:
    found = paragraphs(part("云水镇2019年双拥工作总结", BODY, *lines))
    marks = ("# ", "| ", "^ ")
    for line in lines:
        assert (line[2:] if line.startswith(marks) else line) in found


def test_a_soft_break_within_a_sentence_is_joined_and_one_after_it_is_not() -> None:
    found = paragraphs(part("云水镇2019年双拥工作总结", f"全年发放优待金，\n共计13914元。\n{BODY}"))
    assert found[1:] == ["全年发放优待金，共计13914元。", BODY]


def test_text_cut_at_a_fixed_width_is_joined() -> None:
    whole = LONG + BODY + LONG + BODY
    cut = [whole[at : at + 20] for at in range(0, len(whole), 20)]
    found = paragraphs(part("云水镇2019年双拥工作总结", "一、加强领导", *cut))
    assert "".join(found[2:]) == whole
    assert all(text.endswith("。") for text in found[2:])


# --- headings ------------------------------------------------------------------------------------------------------


def tree(*lines: str | Block) -> list[tuple[int, str, str]]:
    return [(s.level, s.number, s.heading) for s in part("云水镇2019年双拥工作总结", *lines).sections if s.heading]


def test_levels_follow_the_numbers_not_the_styles() -> None:
    assert tree("### 一、加强领导", BODY, "## 1. 健全机构", BODY, "### 二、加强宣传", "## （1）上墙", BODY) == [
        (1, "一、", "加强领导"),
        (2, "1.", "健全机构"),
        (1, "二、", "加强宣传"),
        (3, "（1）", "上墙"),
    ]


def test_a_part_that_begins_with_brackets_has_them_as_its_first_level() -> None:
    assert [level for level, _, _ in tree("（一）加强领导", BODY, "1.健全机构", BODY, "（二）加强宣传", BODY)] == [
        1,
        2,
        1,
    ]


def test_styles_alone_give_levels() -> None:
    assert tree("## 组织领导", BODY, "### 健全机构", BODY, "## 宣传教育", BODY) == [
        (1, "", "组织领导"),
        (2, "", "健全机构"),
        (1, "", "宣传教育"),
    ]


def test_an_automatic_number_is_outside_the_text() -> None:
    found = part("云水镇2019年双拥工作总结", Block(1, "加强领导", label="一、", level=1), Block(2, BODY))
    assert (found.sections[1].number, found.sections[1].heading) == ("一、", "加强领导")
    assert "一、" not in found.text


def test_a_run_in_heading_has_its_body_in_the_same_paragraph() -> None:
    found = part("云水镇2019年双拥工作总结", "（一）加强领导。镇里成立了领导小组。", "（二）广泛宣传。各村刷写了标语。")
    bodies = [found.text[s.body_start : s.end].strip() for s in found.sections if s.heading]
    assert [s.heading for s in found.sections if s.heading] == ["加强领导", "广泛宣传"]
    assert bodies == ["镇里成立了领导小组。", "各村刷写了标语。"]


def test_an_unnumbered_short_line_between_paragraphs_is_a_heading() -> None:
    assert tree(BODY, "存在的主要问题", LONG, "下一步工作打算", LONG) == [
        (1, "", "存在的主要问题"),
        (1, "", "下一步工作打算"),
    ]


def test_a_long_heading_that_ends_as_a_sentence_is_one_where_text_stands_under_it() -> None:
    found = part(
        "双拥工作总结",
        "二 、以爱国主义和国防教育为重点，紧紧抓住德育工作的突破口不放松。",
        LONG,
        "三、以走访慰问和结对帮扶为抓手，让每一户军属都感到温暖。",
        "四、以表彰先进为契机，让崇军之风吹遍全镇。",
        "云水镇人民政府",
    )
    assert [section.number for section in found.sections if section.heading] == ["二 、"]


def test_short_sentences_under_arabic_numbers_are_headings_where_most_are() -> None:
    headed = part("双拥工作总结", "1.加强组织领导。", LONG, "2.强化宣传教育。", LONG)
    assert [section.heading for section in headed.sections if section.heading] == ["加强组织领导", "强化宣传教育"]
    listed = part("双拥工作总结", "1.走访军属。", "2.慰问老兵。", "3.张贴标语。", LONG)
    assert not any(section.heading for section in listed.sections)


def test_a_run_in_heading_may_say_what_it_provided() -> None:
    found = part("双拥工作总结", "一、健全机构，为双拥工作提供了保障。镇里成立了专班。", "二、广泛宣传。" + LONG)
    assert [section.heading for section in found.sections if section.heading] == [
        "健全机构，为双拥工作提供了保障",
        "广泛宣传",
    ]


NO_HEADINGS = {
    "numbered sentence": "1、通过上门走访，增进了干部与军属之间的感情和信任。",
    "一是": "一是加强领导。镇里成立了领导小组。",
    "item with a figure": "1.慰问金5万元",
    "sentence with a run-in look": "（一）今年4月，我院为驻军提供了体检。随后座谈。",
    "long": "一、" + LONG,
    "decimal": "1.5万元用于走访慰问",
}


@pytest.mark.parametrize("line", NO_HEADINGS.values(), ids=NO_HEADINGS)
def test_items_and_sentences_are_no_headings(line: str) -> None:
    assert tree(BODY, line, BODY) == []


def test_notes_stand_at_the_end_in_a_section_of_their_own() -> None:
    found = part("云水镇2019年双拥工作总结", "一、加强领导", "^ 数据截至十一月底", BODY)
    assert paragraphs(found)[-1] == "数据截至十一月底"
    assert (found.sections[-1].level, found.sections[-1].heading) == (0, "")


def test_cells_belong_to_the_section_they_stand_in() -> None:
    found = part("云水镇2019年双拥工作总结", "一、加强领导", BODY, "二、走访慰问", "| 慰问金", "| 12000")
    at = found.text.index("12000")
    assert [s.heading for s in found.sections if s.start <= at < s.end] == ["走访慰问"]


TITLES = {
    "one line": (("云水镇2019年双拥工作总结", BODY), "云水镇2019年双拥工作总结"),
    "two lines": (
        ("云水镇人民政府", "关于2019年双拥工作情况的报告", BODY),
        "云水镇人民政府关于2019年双拥工作情况的报告",
    ),
    "by-line": (("云水镇2019年双拥工作总结", "（2019年12月20日）", BODY), "云水镇2019年双拥工作总结"),
    "red head": (("云水镇文件", "云政〔2019〕12号", "关于双拥工作的总结", BODY), "关于双拥工作的总结"),
    "over two lines": (
        ("市委书记在双拥模范城总结表彰", "暨创建动员大会上的讲话", "同志们：", BODY),
        "市委书记在双拥模范城总结表彰暨创建动员大会上的讲话",
    ),
    "cut in a phrase": (("云水镇关于2019年", "双拥工作情况的报告", BODY), "云水镇关于2019年双拥工作情况的报告"),
    "cut before its last word": (("柳溪县2019年双拥工作", "总结", BODY), "柳溪县2019年双拥工作总结"),
    "under a web site's": (("某镇双拥工作总结", "云水镇2022年双拥工作总结", BODY), "云水镇2022年双拥工作总结"),
    "under one without a year": (
        ("全市双拥工作情况汇报", "20XX年度双拥工作情况汇报", BODY),
        "20XX年度双拥工作情况汇报",
    ),
    "twice": (("双拥工作总结", "双拥工作总结", BODY), "双拥工作总结"),
    "over a chapter": (("云水镇双拥工作总结", "2019年工作总结", BODY), "云水镇双拥工作总结"),
    "over a second subject": (("云水镇2019年工作总结", "双拥工作情况", BODY), "云水镇2019年工作总结"),
    "feature": (
        ("走访一人 温暖一户——公司在“八一”期间开展拥军优属慰问活动纪实", BODY),
        "走访一人 温暖一户——公司在“八一”期间开展拥军优属慰问活动纪实",
    ),
    "says nothing": (("军民一家亲", BODY), "军民一家亲"),
    "none": ((BODY, LONG), ""),
    "numbered": (("一、加强领导", BODY), ""),
    "salutation": (("县双拥办：", BODY), ""),
}


@pytest.mark.parametrize(("lines", "title"), TITLES.values(), ids=TITLES)
def test_titles(lines: tuple[str, ...], title: str) -> None:
    assert part(*lines).title == title


# --- every place leads back ----------------------------------------------------------------------------------------

fragments = st.sampled_from(
    [
        "云水镇2019年双拥工作总结",
        "篇一",
        "篇二",
        "一、加强领导",
        "（一）健全机构。成立小组。",
        "1.慰问金5万元",
        "- 3 -",
        BODY,
        BODY[:-1],
        "发放优待金，",
        "共计5200元。",
        "　　走访",
        "县双拥办：",
        "“八",
        "一”前。",
        "\n",
        " ",
        "# 题",
        "2019年12月20日",
    ]
)
texts = st.lists(fragments, max_size=4).map("".join) | st.text(max_size=30)
some_blocks = st.lists(
    st.tuples(
        texts,
        st.sampled_from(["paragraph", "cell", "textbox", "note", "furniture"]),
        st.sampled_from([None, None, 0, 1, 2]),
        st.sampled_from(["", "", "一、", "●"]),
    ),
    max_size=25,
)


Drawn = tuple[str, BlockKind, int | None, str]


def drawn_blocks(drawn: list[Drawn]) -> list[Block]:
    return [Block(i, text, kind=kind, level=level, label=label) for i, (text, kind, level, label) in enumerate(drawn)]


@given(some_blocks)
def test_every_place_leads_back_to_its_character(drawn: list[Drawn]) -> None:
    given_blocks = drawn_blocks(drawn)
    for found in outline(given_blocks):
        for at, char in enumerate(found.text):
            if char == "\n":
                continue
            place = found.source_map.place(at, at + 1)
            assert given_blocks[place.block].text[place.start : place.end] == char
        assert [s.start for s in found.sections] == sorted(s.start for s in found.sections)
        assert not found.sections or found.sections[-1].end == len(found.text)
        assert all(a.end == b.start for a, b in zip(found.sections, found.sections[1:], strict=False))
        assert all(s.start <= s.body_start for s in found.sections)


def test_escapes_undone_by_the_reader_lead_back_to_the_raw_text() -> None:
    raw = r"由副镇长\*\*\*担任组长。"
    offsets = (*(i for i, char in enumerate(raw) if char != "\\"), len(raw))
    found = outline([*blocks("云水镇2019年双拥工作总结"), Block(1, raw.replace("\\", ""), raw=raw, offsets=offsets)])[0]
    at = found.text.index("担任")
    place = found.source_map.place(at, at + 2)
    assert raw[place.start : place.end] == "担任"
