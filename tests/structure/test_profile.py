"""Unit, kind, year, period and type, from every place where they may stand, and what must not be taken for them."""

from __future__ import annotations

import pytest

from extractor.model import Told
from extractor.profile import Identity, identify
from extractor.proof_structure import prove_document, prove_unit
from extractor.rules import Rule, load_rules
from tests.structure.build import BODY, LONG, part, parts

T = "2019年双拥工作总结"


def who(*lines: str, path: str = "", told: Told | None = None) -> Identity:
    return identify(part(*lines), path, told or Told(), load_rules())


TITLES = {
    f"云水镇{T}": ("云水镇", "township"),
    f"云溪乡{T}": ("云溪乡", "township"),
    f"柳溪县云水镇{T}": ("云水镇", "township"),
    "2019年云水镇双拥工作总结": ("云水镇", "township"),
    "二〇一九年云水镇双拥工作总结": ("云水镇", "township"),
    "云水镇人民政府关于2019年双拥工作情况的报告": ("云水镇", "township"),
    "云水镇党委关于双拥工作的总结": ("云水镇", "township"),
    f"云水镇双拥工作领导小组{T}": ("云水镇", "township"),
    "关于云水镇2019年双拥工作情况的汇报": ("云水镇", "township"),
    f"雁回街道{T}": ("雁回街道", "subdistrict"),
    "雁回街道办事处2019年双拥工作总结": ("雁回街道", "subdistrict"),
    f"雁回街道红星社区{T}": ("红星社区", "community"),
    f"红星社区居委会{T}": ("红星社区", "community"),
    f"桃源村{T}": ("桃源村", "village"),
    f"柳溪县民政局{T}": ("柳溪县民政局", "civil_affairs_bureau"),
    f"柳溪县退役军人事务局{T}": ("柳溪县退役军人事务局", "veterans_bureau"),
    f"xx市教育局{T}": ("xx市教育局", "education_bureau"),
    f"XX县住建局{T}": ("XX县住建局", "housing_bureau"),
    f"柳溪县人民医院{T}": ("柳溪县人民医院", "hospital"),
    f"云水镇卫生院{T}": ("云水镇卫生院", "hospital"),
    f"云水镇中心小学{T}": ("云水镇中心小学", "school"),
    f"柳溪县双拥办{T}": ("柳溪县双拥办", "county_office"),
    f"柳溪县双拥工作领导小组办公室{T}": ("柳溪县双拥办", "county_office"),
    f"柳溪县{T}": ("柳溪县", "county_office"),
    f"柳溪县财政局{T}": ("柳溪县财政局", "finance_bureau"),
    f"柳溪县交通运输局{T}": ("柳溪县交通运输局", "transport_bureau"),
    f"柳溪县公安局{T}": ("柳溪县公安局", "public_security"),
    f"柳溪县消防救援大队{T}": ("柳溪县消防救援大队", "fire_rescue"),
    f"柳溪县人武部{T}": ("柳溪县人武部", "armed_forces"),
    f"柳溪工业园区{T}": ("柳溪工业园区", "park"),
    f"柳溪供电公司{T}": ("柳溪供电公司", "enterprise"),
    f"柳溪县司法局{T}": ("柳溪县司法局", "other"),
    f"和平街道{T}": ("和平街道", "subdistrict"),
    f"县教育局{T}": ("县教育局", "education_bureau"),
    f"柳溪县教育局双拥办{T}": ("柳溪县教育局", "education_bureau"),
    f"柳溪县人民医院双拥工作领导小组{T}": ("柳溪县人民医院", "hospital"),
}


@pytest.mark.parametrize(("title", "expected"), TITLES.items(), ids=TITLES)
def test_the_unit_in_a_title(title: str, expected: tuple[str, str]) -> None:
    found = who(title, BODY, LONG)
    assert (found.unit, found.unit_kind, found.evidence[0].basis) == (*expected, "title")


UNITS = {
    "sign-off": ((T, BODY, LONG, "云水镇人民政府", "2019年12月20日"), "云水镇", "signoff"),
    "sign-off on one line": ((T, BODY, LONG, "云水镇人民政府  2019年12月20日"), "云水镇", "signoff"),
    "by-line": ((T, "柳溪县教育局", "（2019年12月20日）", BODY, LONG), "柳溪县教育局", "signoff"),
    "subject": ((T, "2019年，云水镇党委、政府高度重视双拥工作。", LONG), "云水镇", "first_sentence"),
    "masked subject": ((T, "xx市教育局始终把双拥工作放在心上。", LONG), "xx市教育局", "first_sentence"),
    "later clause": ((T, "一年来，在上级指导下，云水镇认真开展双拥工作。", LONG), "云水镇", "first_sentence"),
    "where it lies": ((T, "我镇高度重视。" + BODY, "云水镇地处山区，我镇多方筹资。"), "云水镇", "body"),
    "where it lies, after a word": (
        (T, "我乡高度重视。" + BODY, "由于云溪乡地处边远，我乡多方筹资。"),
        "云溪乡",
        "body",
    ),
    "superior": ((T, "在柳溪县双拥办的指导下，我镇认真开展双拥工作。", LONG), None, "none"),
    "superior as subject": ((T, "我镇按要求发放优待金。", "柳溪县民政局下达了资金。"), None, "none"),
    "visited": ((T, "我院高度重视。", "八一前，我院走访了龙泉区消防大队，赠送药品。"), None, "none"),
    "partner": ((T, "我院高度重视。", "我院与东州长征医院合作，长征医院派来专家。"), None, "none"),
    "visited village": ((T, "我局高度重视。", "局领导到云水镇桃源村看望退伍军人。"), None, "none"),
    "we": ((T, "我镇党委、政府高度重视双拥工作。", LONG), None, "none"),
    "the county's": ((T, "全县上下高度重视双拥工作。", LONG), None, "none"),
    "general": ((f"乡镇{T}", BODY, LONG), None, "none"),
    "superior of its county": ((T, "县民政局下达了优待金，我镇及时发放。", LONG), None, "none"),
    "general 2": ((f"社区{T}", BODY, LONG), None, "none"),
    "idiom": ((T, "形成了军地共建的新格局，带病回乡的老兵得到照顾。", LONG), None, "none"),
}


@pytest.mark.parametrize(("lines", "unit", "basis"), UNITS.values(), ids=UNITS)
def test_the_unit_in_the_text(lines: tuple[str, ...], unit: str | None, basis: str) -> None:
    found = who(*lines)
    assert (found.unit, found.evidence[0].basis) == (unit, basis)


PATHS = {
    "2019/云水镇/总结.docx": ("云水镇", 2019, "folder"),
    "归档/2018年/03_雁回街道/双拥总结.docx": ("雁回街道", 2018, "folder"),
    "archive/雁回街道办事处/2017年度/a.docx": ("雁回街道", 2017, "folder"),
    "a/云水镇2016年双拥工作总结.docx": ("云水镇", 2016, "file_name"),
    "a/柳溪县民政局双拥总结19年.docx": ("柳溪县民政局", 2019, "file_name"),
    "a/20191220双拥总结.docx": (None, 2019, "file_name"),
    "2016/2017/x.docx": (None, 2017, "folder"),
    "各乡镇/双拥/x.docx": (None, None, "none"),
    "2019年街道社区/总结.docx": (None, 2019, "folder"),
    "第12期/总结1.docx": (None, None, "none"),
    "13800138000/总结.docx": (None, None, "none"),
}


@pytest.mark.parametrize(("path", "expected"), PATHS.items(), ids=PATHS)
def test_folders_and_file_names(path: str, expected: tuple[str | None, int | None, str]) -> None:
    found = who("双拥工作总结", BODY, LONG, path=path)
    assert (found.unit, found.year, found.year_basis) == expected


YEARS = {
    "title": (("云水镇2019年双拥工作总结", BODY), 2019, "title", "2019"),
    "Chinese digits": (("云水镇二〇一九年双拥工作总结", BODY), 2019, "title", "2019"),
    "first half": (("云水镇2019年上半年双拥工作总结", BODY), 2019, "title", "2019-40"),
    "second half": (("2019年下半年双拥工作总结", BODY), 2019, "title", "2019-41"),
    "quarter": (("2019年第一季度双拥工作总结", BODY), 2019, "title", "2019-01/2019-03"),
    "months": (("2019年1-6月双拥工作总结", BODY), 2019, "title", "2019-01/2019-06"),
    "and the next": (("2019年双拥工作总结及2020年工作打算", BODY), 2019, "title", "2019"),
    "several years": (("2016—2019年双拥工作情况汇报", BODY), None, "title", "2016/2019"),
    "several years, written out": (("2016年至2019年双拥工作情况汇报", BODY), None, "title", "2016/2019"),
    "school year": (("2019—2020学年国防教育工作总结", BODY), 2019, "title", "2019-09/2020-08"),
    "masked": (("20xx年双拥工作总结", BODY), None, "none", None),
    "masked title, first sentence": (
        ("20xx年双拥工作总结", "2019年，我镇认真开展双拥工作。"),
        2019,
        "first_sentence",
        "2019",
    ),
    "half in the first sentence": (
        ("双拥工作总结", "2019年上半年，我镇认真开展双拥工作。"),
        2019,
        "first_sentence",
        "2019-40",
    ),
    "founding year": (("双拥工作总结", "我校创建于1956年，2008年成立双拥办。"), None, "none", None),
    "before": (("双拥工作总结", "1982年以前，对军属实行劳动日优待。"), None, "none", None),
    "three quarters": (("双拥工作总结", "2019年前三季度，我镇认真开展双拥工作。"), 2019, "first_sentence", "2019"),
    "since": (("双拥工作总结", "2016年以来，我镇认真开展双拥工作。"), None, "none", None),
    "sign-off": (("双拥工作总结", BODY, LONG, "云水镇人民政府", "2019年12月20日"), 2019, "signoff", "2019"),
    "Chinese sign-off": (("双拥工作总结", BODY, LONG, "二〇一九年十二月二十日"), 2019, "signoff", "2019"),
    "January sign-off": (("双拥工作总结", BODY, LONG, "2020年1月8日"), 2019, "signoff", "2019"),
    "anniversary": (("双拥工作总结", "今年是建军92周年，我镇举办了座谈会。" + BODY), 2019, "anniversary", "2019"),
    "another anniversary": (("双拥工作总结", "学校举行建校92周年活动。" + BODY), None, "none", None),
    "document sign": (("双拥工作总结", "按照〔2006〕57号文件要求，我镇开展双拥工作。"), None, "none", None),
    "a past year in the body": (("双拥工作总结", BODY, "2008年入伍的战士回乡探亲。"), None, "none", None),
}


@pytest.mark.parametrize(("lines", "year", "basis", "period"), YEARS.values(), ids=YEARS)
def test_years_and_periods(lines: tuple[str, ...], year: int | None, basis: str, period: str | None) -> None:
    found = who(*lines)
    assert (found.year, found.year_basis if found.period else "none", found.period) == (year, basis, period)


def test_a_compilations_title_gives_year_and_period_to_its_parts() -> None:
    found = parts(
        "2023年上半年双拥工作总结(汇总2篇)",
        "双拥工作总结篇一",
        BODY,
        "双拥工作总结篇二",
        "2018年，我镇双拥工作扎实。",
        BODY,
    )
    told = [identify(each, "2011/x.txt", Told(), load_rules()) for each in found]
    assert [(each.year, each.year_basis, each.period) for each in told] == [
        (2023, "compilation_title", "2023-40"),
        (2018, "first_sentence", "2018-40"),
    ]


def test_what_is_told_wins() -> None:
    found = who("云水镇2019年双拥工作总结", BODY, told=Told(unit="桃源镇", year=2017))
    assert (found.unit, found.unit_kind, found.year, found.year_basis, found.period) == (
        "桃源镇",
        "township",
        2017,
        "told",
        "2017",
    )


def test_aliases_give_a_unit_its_one_name() -> None:
    aliases = {"云水": "云水镇", "柳溪县教体局": "柳溪县教育局"}
    assert who(f"柳溪县教体局{T}", BODY, told=Told(aliases=aliases)).unit == "柳溪县教育局"
    assert who(f"云水{T}", BODY, told=Told(aliases=aliases)).unit == "云水镇"


def test_an_anniversary_that_contradicts_the_year_is_kept_as_evidence() -> None:
    found = who("云水镇2022年双拥工作总结", "今年是建军83周年，我镇举办了座谈会。" + BODY)
    assert found.year == 2022
    assert [(e.value, e.confidence) for e in found.evidence if e.basis == "anniversary"] == [("2010", 0.3)]


KINDS = {
    "我院在门诊大厅设军人窗口，就诊官兵优先。": "hospital",
    "我院组织学生军训，师生踊跃参加。": "school",
    "我局住建系统为军属优先办理公租房。": "housing_bureau",
    "我局要求教育系统各学校开展国防教育。": "education_bureau",
    "我乡地处山区，乡党委高度重视，我县是模范县。": "township",
    "为本社区居民服务，协助街道开展共建。": "community",
    "我县各乡镇都成立了领导小组。": "county_office",
    "我校师生走进军营。": "school",
    "大家都很努力。": "other",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items(), ids=KINDS)
def test_the_kind_where_no_name_stands(text: str, kind: str) -> None:
    found = who("双拥工作总结", BODY, text)
    assert (found.unit, found.unit_kind) == (None, kind)


KIND_TITLES = {
    "乡镇双拥工作总结": "township",
    "医院双拥工作总结": "hospital",
    "2019年学校双拥工作总结": "school",
    "社区拥军优属工作总结": "community",
    "上半年双拥工作总结": "other",
}


@pytest.mark.parametrize(("title", "kind"), KIND_TITLES.items(), ids=KIND_TITLES)
def test_the_kind_in_a_title_without_a_name(title: str, kind: str) -> None:
    found = who(title, BODY, LONG)
    assert (found.unit, found.unit_kind) == (None, kind)


TYPES = {
    "云水镇2019年双拥工作总结": "summary",
    "双拥工作总结报告": "summary",
    "双拥工作总结和2020年工作计划": "summary",
    "2020年双拥工作计划": "plan",
    "八一慰问活动实施方案": "plan",
    "2020年双拥工作要点": "plan",
    "关于做好春节慰问工作的通知": "notice",
    "关于报送双拥工作总结的通知": "notice",
    "关于双拥工作情况的报告": "report",
    "双拥工作情况汇报": "report",
    "爱国拥军模范事迹材料": "deeds",
    "双拥工作简报": "briefing",
    "关于追加慰问经费的请示": "request",
    "在八一座谈会上的讲话": "speech",
}


@pytest.mark.parametrize(("title", "expected"), TYPES.items(), ids=TYPES)
def test_document_types(title: str, expected: str) -> None:
    assert who(title, BODY, LONG).document_type == expected


def test_a_summary_in_name_that_tells_no_deed_is_a_plan() -> None:
    lines = (
        "双拥工作总结",
        "以上级会议精神为指导，探索双拥工作新思路。",
        "1、充分运用宣传栏，开展国防教育。",
        "2、八一期间对军属进行走访。",
    )
    assert who(*lines).document_type == "plan"


@pytest.mark.parametrize("rule", [r for r in load_rules() if r.kind == "document"], ids=lambda rule: rule.name)
def test_each_type_rule_proves_itself(rule: Rule) -> None:
    assert prove_document(rule, load_rules()) == []


@pytest.mark.parametrize("rule", [r for r in load_rules() if r.kind == "unit"], ids=lambda rule: rule.name)
def test_each_unit_rule_proves_itself(rule: Rule) -> None:
    assert prove_unit(rule, load_rules()) == []
