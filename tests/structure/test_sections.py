"""The standard sections that headings, opening words and paragraphs tell."""

from __future__ import annotations

import json

import pytest

from extractor.model import Told, standard_codes
from extractor.outline import outline
from extractor.profile import identify
from extractor.proof_structure import prove_profile, prove_section
from extractor.readers import read_blocks
from extractor.rules import Rule, load_rules
from extractor.sections import classify_sections
from extractor.sentences import split_sentences
from tests.structure.build import BODY, LONG, SHARED, part

TITLE = "云水镇2019年双拥工作总结"


def codes(*lines: str) -> list[str]:
    rules = load_rules()
    found = part(TITLE, BODY, *lines)
    return list(standard_codes(classify_sections(found, split_sentences(found, rules), rules)))


HEADINGS = {
    "组织领导有力": ["leadership"],
    "加强组织领导，健全工作网络": ["leadership"],
    "领导重视，机构健全": ["leadership"],
    "加强领导，加大宣传教育力度": ["leadership", "publicity"],
    "强化组织领导，落实优抚政策": ["leadership", "benefits"],
    "加强国防教育，增强全民国防意识": ["publicity"],
    "加强宣传，营造“双拥”浓厚氛围": ["publicity"],
    "落实优抚政策，保障优抚对象生活": ["benefits"],
    "抓好优待抚恤，把政策法规落到实处": ["benefits"],
    "广泛开展走访慰问活动": ["visits"],
    "扎实开展“双拥”活动": ["visits"],
    "深化军民共建，增进鱼水情谊": ["co_building"],
    "走访慰问与军民共建并举": ["visits", "co_building"],
    "拥政爱民，支援地方建设": ["army_aid"],
    "支持部队建设，解决实际难题": ["army_support"],
    "扎实推进双拥模范城创建": ["commendation"],
    "存在的问题和不足": ["problems"],
    "存在的主要问题及下一步打算": ["problems", "next_steps"],
    "2020年工作计划": ["next_steps"],
    "今后努力方向": ["next_steps"],
    "基本情况": ["overview"],
    "强化拥军优属意识夯实组织基础": ["leadership"],
    "主要做法": [],
    "狠抓落实，务求实效": [],
    "2019年工作总结": [],
    "融入中心任务，压实拥军工作责任": ["leadership"],
    "真抓实干，拥军优属、拥政爱民见成效": ["visits", "army_aid"],
    "切实解决军烈属和老复员军人看病、建房、上学困难问题": [],
    "践行宗旨，助力扶贫帮困": ["army_aid"],
}


@pytest.mark.parametrize(("heading", "expected"), HEADINGS.items(), ids=HEADINGS)
def test_headings(heading: str, expected: list[str]) -> None:
    assert sorted(codes(f"一、{heading}", LONG)) == sorted(expected)


BODIES = {
    "run-in lead": ("一是加强组织领导。镇里定期研究。", ["leadership"]),
    "leads in one paragraph": (
        "主要做法：一是加强组织领导。定期研究。二是开展走访慰问。八一上门。",
        ["leadership", "visits"],
    ),
    "cues": ("八一前夕走访军属，送去慰问品，并召开座谈会。", ["visits"]),
    "publicity cues": ("悬挂横幅20条，在宣传栏介绍兵役法。", ["publicity"]),
    "closing problems": ("回顾全年，工作离上级的要求还存在一定差距。", ["problems"]),
    "closing plans": ("今后，我们将再接再厉，努力把工作做得更好。", ["next_steps"]),
    "both": ("但我们也清醒地认识到还存在不足。今后，我镇将继续努力。", ["problems", "next_steps"]),
    "sign-off": ("云水镇人民政府\n2019年12月20日", ["signoff"]),
    "mention of joint building": ("各部门配合，与驻军开展军民共建，工作协调发展。", []),
    "solved problems": ("针对军属还存在的住房困难问题，及时安排改造。", []),
    "model city": ("为建成双拥模范城作出贡献。", []),
    "one cue": ("组织观看了慰问演出。", []),
}


@pytest.mark.parametrize(("text", "expected"), BODIES.values(), ids=BODIES)
def test_bodies(text: str, expected: list[str]) -> None:
    assert sorted(codes(LONG, text)) == sorted(expected)


def test_what_is_only_planned_is_no_section_of_its_own() -> None:
    assert codes("一、下一步打算", LONG, "（一）加强宣传教育", LONG, "（二）开展军民共建活动", LONG) == ["next_steps"]


def test_the_introduction_names_everything_and_tells_nothing() -> None:
    found = part(TITLE, "2019年，我镇加强领导，开展走访慰问，组织座谈会，看望军烈属，落实优抚政策。", LONG, LONG)
    rules = load_rules()
    assert standard_codes(classify_sections(found, split_sentences(found, rules), rules)) == ()


RULES = [rule for rule in load_rules() if rule.kind == "section"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_proves_itself(rule: Rule) -> None:
    assert prove_section(rule, load_rules()) == []


@pytest.mark.parametrize("rule", [r for r in load_rules() if r.kind == "profile"], ids=lambda rule: rule.name)
def test_each_profile_holds(rule: Rule) -> None:
    assert prove_profile(rule, load_rules()) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seed and its gold are not here")
@pytest.mark.parametrize("number", range(5))
def test_the_seed(number: int) -> None:
    gold = json.loads((SHARED / "gold/seed.json").read_text(encoding="utf-8"))[number]
    path = next((SHARED / "seed").glob("*.txt"))
    rules = load_rules()
    found = outline(read_blocks(path.name, path.read_bytes()).blocks)[number]
    who = identify(found, f"seed/{path.name}", Told(), rules)
    sentences = split_sentences(found, rules, who.document_type == "plan")
    assert found.title == gold["title"]
    assert set(standard_codes(classify_sections(found, sentences, rules))) == set(gold["sections"])
    assert (who.unit, who.unit_kind, str(who.year), who.period) == (
        gold["unit"],
        gold["unit_kind"],
        gold["year"],
        gold["period"],
    )
