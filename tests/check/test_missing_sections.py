"""Which standard sections a draft lacks, by the kind of its unit. A section that is there in any form is not missed."""

from __future__ import annotations

import pytest

from extractor.check import check_draft
from extractor.finding import Finding
from extractor.model import STANDARD_SECTIONS, UNIT_KINDS, Summary, Told
from extractor.outline import outline
from extractor.profile import identify
from extractor.rules import load_rules
from extractor.sections import classify_sections
from extractor.sentences import split_sentences
from tests.structure.build import BODY, LONG, blocks

LEADERSHIP = ("一、加强组织领导", LONG)
PUBLICITY = ("二、深入宣传教育", LONG)
BENEFITS = ("三、落实优抚政策", LONG)
VISITS = ("四、走访慰问送温暖", LONG)
PROBLEMS = "一年来虽然有了进步，但离上级的要求还存在一定差距。"
PLANS = "今后，我镇将再接再厉，把双拥工作做得更实。"
WHOLE = (*LEADERSHIP, *PUBLICITY, *BENEFITS, *VISITS, PROBLEMS, PLANS)


def check(*lines: str, title: str = "云水镇2019年双拥工作总结", kind: str | None = None) -> tuple[Finding, ...]:
    rules = load_rules()
    part = outline(blocks(title, BODY, *lines))[0]
    who = identify(part, "", Told(), rules)
    sentences = split_sentences(part, rules)
    summary = Summary(
        ordinal=1,
        title=part.title,
        text=part.text,
        source_map=part.source_map,
        unit=who.unit,
        unit_kind=who.unit_kind,
        year=who.year,
        year_basis=who.year_basis,
        period=who.period,
        document_type=who.document_type,
        sections=classify_sections(part, sentences, rules),
        sentences=sentences,
    )
    return tuple(f for f in check_draft(summary, rules, kind) if f.code == "missing-section")


def missing(*lines: str, title: str = "云水镇2019年双拥工作总结", kind: str | None = None) -> list[str | None]:
    return [finding.section for finding in check(*lines, title=title, kind=kind)]


CASES = {
    "nothing": (WHOLE, []),
    "no leadership": ((*PUBLICITY, *BENEFITS, *VISITS, PROBLEMS, PLANS), ["leadership"]),
    "no visits, no problems": ((*LEADERSHIP, *PUBLICITY, *BENEFITS, PLANS), ["visits", "problems"]),
    "compound heading": (("一、加强领导，加大宣传教育力度", LONG, *BENEFITS, *VISITS, PROBLEMS, PLANS), []),
    "compound heading of the end": (
        (*LEADERSHIP, *PUBLICITY, *BENEFITS, *VISITS, "五、存在问题及下一步打算", LONG),
        [],
    ),
    "closing paragraphs in one": ((*LEADERSHIP, *PUBLICITY, *BENEFITS, *VISITS, PROBLEMS + PLANS), []),
    "only planned": (
        (*LEADERSHIP, *BENEFITS, *VISITS, PROBLEMS, "五、下一步打算", "（一）加强宣传教育", LONG),
        ["publicity"],
    ),
    "run-in": (
        (
            "一是加强组织领导。定期研究。",
            "二是开展双拥宣传。刷写标语。",
            "三是做好优抚安置。按时打卡。",
            "四是开展走访慰问。上门看望。",
            PROBLEMS,
            PLANS,
        ),
        [],
    ),
    "told by the text": (
        (
            "镇里成立领导小组，由书记任组长。",
            "悬挂横幅20条，刊出宣传栏4期。",
            "发放优待金12万元，生活补助按季打卡。",
            "八一走访军属，送去慰问品，召开座谈会。",
            PROBLEMS,
            PLANS,
        ),
        [],
    ),
    "only mentioned": (
        (*LEADERSHIP, *BENEFITS, *VISITS, "各村配合宣传部门，工作协调发展。", PROBLEMS, PLANS),
        ["publicity"],
    ),
    "empty": ((LONG, LONG), ["leadership", "publicity", "benefits", "visits", "problems", "next_steps"]),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES)
def test_what_a_township_misses(lines: tuple[str, ...], expected: list[str]) -> None:
    assert missing(*lines) == expected


KINDS = {
    "township": ["benefits", "problems", "next_steps"],
    "subdistrict": ["benefits", "co_building", "problems", "next_steps"],
    "village": ["next_steps"],
    "hospital": ["co_building", "next_steps"],
    "county_office": ["benefits", "co_building", "army_aid", "army_support", "problems", "next_steps"],
    "armed_forces": ["co_building", "army_aid", "next_steps"],
    "enterprise": [],
    "other": ["next_steps"],
}


@pytest.mark.parametrize(("kind", "expected"), KINDS.items(), ids=KINDS)
def test_each_kind_has_its_own_profile(kind: str, expected: list[str]) -> None:
    assert missing(*LEADERSHIP, *PUBLICITY, *VISITS, kind=kind) == expected


@pytest.mark.parametrize("kind", UNIT_KINDS)
def test_every_kind_expects_known_sections(kind: str) -> None:
    found = missing(LONG, LONG, kind=kind)
    assert found
    assert set(found) <= set(STANDARD_SECTIONS)


@pytest.mark.parametrize("title", ["关于做好春节慰问工作的通知", "2020年双拥工作计划", "在八一座谈会上的讲话"])
def test_other_papers_have_no_sections_to_miss(title: str) -> None:
    assert check(LONG, title=title) == ()


@pytest.mark.parametrize("title", ["云水镇“八一”走访慰问活动总结", "云水镇2019年征兵工作总结"])
def test_a_summary_of_one_matter_is_asked_for_no_section(title: str) -> None:
    assert check(LONG, title=title) == ()


@pytest.mark.parametrize("title", ["云水镇2019年双拥活动总结", "云水镇2019年双拥和国防教育工作总结"])
def test_a_summary_of_the_whole_is_asked_whatever_else_it_names(title: str) -> None:
    assert check(LONG, title=title)


def test_what_calls_itself_no_summary_is_only_hinted_at() -> None:
    levels = {
        title: {each.level for each in check(LONG, LONG, title=title)}
        for title in ("鱼水情深", "云水镇2019年双拥工作总结")
    }
    assert levels == {"鱼水情深": {"hint"}, "云水镇2019年双拥工作总结": {"warning"}}


def test_what_is_wanting_in_a_section_is_not_there() -> None:
    """双拥宣传形式还比较单一 under 存在问题 is no publicity."""
    wanting = ("四、存在的不足", "一是人员兼职多；二是双拥宣传形式还比较单一。", PLANS)
    assert missing(*LEADERSHIP, *BENEFITS, *VISITS, *wanting) == ["publicity"]


def test_a_finding_says_where_the_section_goes_and_what_others_call_it() -> None:
    (finding,) = check(*LEADERSHIP, *PUBLICITY, *VISITS, PROBLEMS, PLANS)
    assert (finding.code, finding.level, finding.section, finding.start) == (
        "missing-section",
        "warning",
        "benefits",
        None,
    )
    assert "Policies and benefits" in finding.message
    assert "after “Publicity and education”" in finding.suggestion
    assert finding.suggestion.count("；") == 2
    (first,) = check(*PUBLICITY, *BENEFITS, *VISITS, PROBLEMS, PLANS)
    assert "before “Publicity and education”" in first.suggestion
