"""Unit and kind, from every place where they may stand, and what must not be taken for them."""

from __future__ import annotations

import pytest

from extractor.model import Told
from extractor.pipeline import extract
from extractor.proof_structure import prove_unit
from extractor.rules import Rule, load_rules
from tests.structure.build import BODY, LONG, who

T = "2019年双拥工作总结"


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
    f"桃源村村委会{T}": ("桃源村", "village"),
    f"红星社区居民委员会{T}": ("红星社区", "community"),
    f"中共云水镇委员会{T}": ("云水镇", "township"),
    f"中共柳溪县委宣传部{T}": ("中共柳溪县委宣传部", "other"),
    f"柳溪县人民政府办公室{T}": ("柳溪县人民政府办公室", "other"),
    f"柳溪县老干部局{T}": ("柳溪县老干部局", "other"),
    f"天全县{T}": ("天全县", "county_office"),
    f"73056部队{T}": ("73056部队", "armed_forces"),
    "云水镇“十二五”双拥工作总结": ("云水镇", "township"),
    "柳溪县创建双拥模范县工作汇报": ("柳溪县", "county_office"),
    "2020云水镇双拥工作计划": ("云水镇", "township"),
    "柳溪县人民政府办公室转发县双拥办关于做好八一慰问工作意见的通知": ("柳溪县人民政府办公室", "other"),
    "柳溪县双拥工作领导小组印发2019年双拥工作要点": ("柳溪县双拥办", "county_office"),
    "柳溪县组织部2019年双拥工作总结": ("柳溪县组织部", "other"),
    "共青团柳溪县委2019年双拥工作总结": ("共青团柳溪县委", "other"),
    "中国人民解放军73056部队2019年双拥工作总结": ("73056部队", "armed_forces"),
    "柳溪县争创双拥模范县工作汇报": ("柳溪县", "county_office"),
    "情系橄榄绿——柳溪供电公司双拥工作纪实": ("柳溪供电公司", "enterprise"),
    "·柳溪县人民武装部·": ("柳溪县人民武装部", "armed_forces"),
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
    "after a row of purposes": (
        (T, "为弘扬优良传统，支持军队建设，增强国防观念，巩固军民团结，服务大局，雁回街道的双拥工作稳步推进。", LONG),
        "雁回街道",
        "first_sentence",
    ),
    "who speaks": ((T, "值此佳节，我谨代表云水镇党委、政府向老兵致敬。", LONG), "云水镇", "first_sentence"),
    "what it did": ((T, "春节来临之际，云水社区开展了慰问老兵活动。", LONG), "云水社区", "first_sentence"),
    "years past": ((T, "多年来柳溪县第二中学非常重视国防教育。", LONG), "柳溪县第二中学", "first_sentence"),
    "year behind the name": ((T, "云水镇2019年双拥工作扎实推进。", LONG), "云水镇", "first_sentence"),
    "its office": (
        (T, "近日，柳溪县双拥工作领导小组办公室印发通知，部署节日慰问。", LONG),
        "柳溪县双拥办",
        "first_sentence",
    ),
    "label in the sign-off": ((T, BODY, LONG, "报送单位：云水镇人民政府"), "云水镇", "signoff"),
    "above the imprint": (
        (T, BODY, LONG, "云水镇人民政府", "2019年12月20日", "主题词：双拥 总结", "抄送：县双拥办。"),
        "云水镇",
        "signoff",
    ),
    "behind other words": (
        (T, "我乡高度重视。" + BODY, "会上当即商定由云溪乡党委牵头。云溪乡党委书记到会。", LONG),
        "云溪乡",
        "body",
    ),
    "county that says where it lies": (
        (T, "我县高度重视。" + BODY, "柳溪县位于两省交界，我县多方筹资。"),
        "柳溪县",
        "body",
    ),
    "county cut by no window": (
        (T, "我县高度重视。" + BODY, "云岭苗族土家族自治县地处山区，我县多方筹资。"),
        "云岭苗族土家族自治县",
        "body",
    ),
    "on behalf of the county": (
        (T, "值此佳节，我代表中共柳溪县委、县政府向驻军致敬。", LONG),
        "柳溪县",
        "first_sentence",
    ),
    "its service station": (
        (T, "我镇高度重视。" + BODY, "云水镇退役军人服务站面积120平方米。"),
        "云水镇",
        "body",
    ),
    "a verb before a kind of place": (
        (T, "我社区高度重视。" + BODY, "年内促进社区双拥工作，规范社区双拥工作。"),
        None,
        "none",
    ),
    "a year's part": (("2019年度社区双拥工作总结", BODY, LONG), None, "none"),
    "a bureau of no place": (("地税局双拥工作总结", BODY, LONG), None, "none"),
    "an office of no place": (("盐务局双拥工作总结", BODY, LONG), None, "none"),
    "already": ((T, "本计划已经镇双拥领导小组研究通过，我镇遵照执行。", LONG), None, "none"),
    "committee and government": ((T, "我办高度重视。", "一是报请市委市政府同意，二是抓落实。", LONG), None, "none"),
    "across a line break": (
        (T, "我乡双拥工作进展顺利。" + BODY, "加强领导，落实责任", "乡党委专题研究。"),
        None,
        "none",
    ),
    "kind of place after a year": (
        (T, "我镇高度重视。" + BODY, "2019年乡镇双拥工作要点下发后我镇照办。"),
        None,
        "none",
    ),
    "a centre built": ((T, "县城建成的退役军人服务中心积极运转，我镇多方筹资。", LONG), None, "none"),
    "a school of all": ((T, "安全社区创建活动持续开展，我社区多方筹资。", LONG), None, "none"),
    "a leader visits an office": (("县领导到柳溪县民政局调研", BODY, LONG), None, "none"),
    "headline": (
        ("柳溪县退役军人事务局唱好双拥“三部曲”", BODY, "日前，柳溪县退役军人事务局走访老兵。"),
        "柳溪县退役军人事务局",
        "title",
    ),
    "headline of a town": (("云水镇扎实做好服务保障", BODY, "云水镇老兵纷纷点赞。"), "云水镇", "title"),
    "headline of its villages": (("云水镇各村积极开展慰问", BODY, "云水镇老兵纷纷点赞。"), "云水镇", "title"),
    "in all the town": ((T, "近日，云水镇在全镇全面推开慰问活动。", LONG), "云水镇", "first_sentence"),
    "its party group": ((T, "柳溪县水利局党组领导高度重视双拥工作。", LONG), "柳溪县水利局", "first_sentence"),
    "headline of troops": (("73056部队获评模范单位", BODY, "73056部队受到表彰。"), "73056部队", "title"),
    "headline whose words come not again": (("老兵走进幼儿园讲故事", BODY, LONG), None, "none"),
    "headline of one, signed by another": (
        ("柳溪市全力做好争创工作", "柳溪市召开动员会。" + BODY, LONG, "上报单位：柳溪市民政局"),
        "柳溪市民政局",
        "signoff",
    ),
    "list of an office": (("柳溪县第一小学双拥工作领导小组成员名单", BODY, LONG), "柳溪县第一小学", "title"),
    "news": (
        ("警企情深", "本报柳溪讯（张山 李石）柳溪县供电公司全力支持部队建设。", LONG),
        "柳溪县供电公司",
        "first_sentence",
    ),
    "below a label": (
        ("概况", "【概况】 柳溪县消防大队现有官兵24人，下辖2个中队，承担全县10个乡镇的防火任务。", LONG),
        "柳溪县消防大队",
        "first_sentence",
    ),
    "founded": (
        ("事迹材料", "柳溪县第二中学始建于1956年，现有师生3200人。", LONG),
        "柳溪县第二中学",
        "first_sentence",
    ),
    "a name, then where it lies": (
        ("申报材料", "柳溪县雁回街道红星社区，现有居民2100户。", LONG),
        "红星社区",
        "first_sentence",
    ),
    "through the committee": (
        ("慰问方案", "为庆祝建军节，经镇党委研究，决定开展慰问。现制定方案如下：" + BODY, LONG),
        None,
        "none",
    ),
    "its office signs": ((T, BODY, LONG, "云水镇人民政府办公室"), "云水镇", "signoff"),
    "signed above what is attached": (
        (
            "关于印发《2021年双拥工作要点》的通知",
            "各乡镇人民政府：",
            "现将要点印发给你们。" + BODY,
            "柳溪县双拥工作领导小组",
            "2021年3月2日",
            "2021年双拥工作要点",
            LONG,
            LONG,
        ),
        "柳溪县双拥办",
        "signoff",
    ),
    "signed below who answers questions": (
        (T, BODY, LONG, "联系人：张山", "柳溪县医保局", "2021年11月30日"),
        "柳溪县医保局",
        "signoff",
    ),
    "an office sung of": (("情系柳溪县人武部，共筑长城", BODY, LONG), None, "none"),
    "a leader's own": (("柳溪县领导走访慰问驻军", BODY, LONG), None, "none"),
    "an office that is set up": (("关于成立双拥工作领导小组的决定", BODY, LONG), None, "none"),
    "an office's head": (("柳溪县民政局长下乡记", BODY, LONG), None, "none"),
    "under a county's committee": (
        (T, "今年以来，柳溪县消防救援大队在县委、县政府的正确领导下，认真开展共建。", LONG),
        "柳溪县消防救援大队",
        "first_sentence",
    ),
    "under a city's committee": (
        (T, "2019年，武警柳溪支队在市委、市政府的关怀下，认真开展共建。", LONG),
        "武警柳溪支队",
        "first_sentence",
    ),
    "we with a name": ((T, "我们柳溪县第二中学十分重视国防教育。", LONG), "柳溪县第二中学", "first_sentence"),
    "subtitle": (("情系国防", "——云水镇双拥工作纪实", BODY, LONG), "云水镇", "title"),
    "subtitle that says where": (("情系国防", "——在云水镇座谈会上的发言", BODY, LONG), None, "none"),
    "under a typed subtitle": (
        ("发挥职能作用", "--申报爱国拥军先进单位事迹", "柳溪县民政局", "（2019年7月）", BODY, LONG),
        "柳溪县民政局",
        "signoff",
    ),
    "letterhead": (
        ("柳溪县双拥办文件", "柳双拥办〔2018〕7号", "关于报送2017年双拥工作总结的报告", BODY, LONG),
        "柳溪县双拥办",
        "signoff",
    ),
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
    "我局高度重视，局长亲自抓。": "other",
    "全区下辖11个镇、2个街道办事处。": "other",
    "我局领导看望老兵，县委县政府充分肯定，全县上下反响好。": "other",
    "我局民政工作扎实，我区干部踊跃参加，我区上下反响好。": "civil_affairs_bureau",
    "我办牵头制定年度工作要点。": "county_office",
    "全县各乡镇都建立了工作机构。": "county_office",
    "部队官兵拥政爱民，助民劳动从不间断。": "armed_forces",
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
    "民政局优抚、安置、双拥工作总结": "civil_affairs_bureau",
    "县上半年民政局工作总结": "civil_affairs_bureau",
    "民政局上年工作总结和下年工作计划": "civil_affairs_bureau",
    "司法局争创双拥模范县实施方案": "other",
    "201X医院双拥工作计划": "hospital",
    "在全县“迎八一”双拥工作表彰会上的讲话": "county_office",
    "县长在座谈会上的讲话": "other",
    "地税局2021双拥工作计划": "other",
}


@pytest.mark.parametrize(("title", "kind"), KIND_TITLES.items(), ids=KIND_TITLES)
def test_the_kind_in_a_title_without_a_name(title: str, kind: str) -> None:
    found = who(title, BODY, LONG)
    assert (found.unit, found.unit_kind) == (None, kind)


def test_a_text_that_says_we_is_believed_before_a_title() -> None:
    assert who("民政局双拥工作总结", "我镇高度重视双拥工作。" + BODY, LONG).unit_kind == "township"
    assert who("教育局双拥工作总结", "我区高度重视双拥工作。" + BODY, LONG).unit_kind == "education_bureau"


WEB = "\n".join(
    (
        "２０１９年柳溪縣民政局雙擁工作總結",
        "一年来,在县委的领导下,我局认真开展双拥工作.",
        "一、加強國防教育",
        LONG,
        "二 、走访慰问,情系军营",
        LONG,
    )
)


def test_what_a_web_site_or_a_keyboard_changed_is_read_as_it_was_meant() -> None:
    (summary,) = extract("a.txt", WEB.encode(), rules=load_rules()).summaries
    assert (summary.unit, summary.unit_kind, summary.year, summary.document_type) == (
        "柳溪县民政局",
        "civil_affairs_bureau",
        2019,
        "summary",
    )
    assert summary.title == "２０１９年柳溪縣民政局雙擁工作總結"
    headed = [(section.number, section.heading, section.standard) for section in summary.sections if section.heading]
    assert headed == [("一、", "加強國防教育", ("publicity",)), ("二 、", "走访慰问,情系军营", ("visits",))]


@pytest.mark.parametrize("rule", [r for r in load_rules() if r.kind == "unit"], ids=lambda rule: rule.name)
def test_each_unit_rule_proves_itself(rule: Rule) -> None:
    assert prove_unit(rule, load_rules()) == []
