"""What kind of paper a text is, from its title, its subtitle and its form."""

from __future__ import annotations

import pytest

from extractor.proof_structure import prove_document
from extractor.rules import Rule, load_rules
from tests.structure.build import BODY, LONG, who

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
    "在双拥工作总结表彰暨创建动员大会上的讲话": "speech",
    "双拥工作经验交流材料": "deeds",
    "双拥工作简讯": "briefing",
    "致全县退役军人的一封信": "speech",
}


@pytest.mark.parametrize(("title", "expected"), TYPES.items(), ids=TYPES)
def test_document_types(title: str, expected: str) -> None:
    assert who(title, BODY, LONG).document_type == expected


SUBTITLES = {
    "deeds": (("发扬传统 推动双拥上新水平", "（爱国拥军模范单位自荐材料）", BODY, LONG), "deeds"),
    "speech": (("情系军营，共筑长城", "——在军地座谈会上的发言", BODY, LONG), "speech"),
    "the title's own word wins": (("云水镇双拥工作总结", "（在表彰会上的发言）", BODY, LONG), "summary"),
    "deeds under a typed subtitle": (("情系国防", "--申报爱国拥军先进单位事迹", BODY, LONG), "deeds"),
    "news": (("柳溪供电公司检修军营线路", "本报柳溪讯（张山）柳溪供电公司组织检修。" + BODY, LONG), "briefing"),
    "a plan issued by a notice": (
        (
            "云水镇人民政府印发《2019年双拥工作方案》的通知",
            "各村委会：",
            "现将方案印发给你们，请认真贯彻执行。" + BODY,
            "2019年3月5日",
            "2019年双拥工作方案",
            "一、工作目标",
            LONG,
        ),
        "notice",
    ),
    "who speaks": (("八一感言", "我谨代表镇党委、政府向老战友致以问候。" + BODY, LONG), "speech"),
    "a letter": (("驻县各部队：", "值此建军节来临之际，县委、县政府向你们致以节日的问候！", LONG), "speech"),
    "a personal report": (("下面就一年来分管的武装工作述职如下，请予评议。", LONG), "report"),
    "a short summary that thinks like a plan": (
        ("双拥工作总结", "以上级精神为指导，双拥工作整体水平得到进一步提高。现将有关情况总结如下：", LONG),
        "summary",
    ),
}


@pytest.mark.parametrize(("lines", "expected"), SUBTITLES.values(), ids=SUBTITLES)
def test_document_types_beyond_the_title(lines: tuple[str, ...], expected: str) -> None:
    assert who(*lines).document_type == expected


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
