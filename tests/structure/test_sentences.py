"""Sentences: where they end, which are headings, which are planned."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.rules import load_rules
from extractor.sentences import split_sentences
from tests.structure.build import BODY, LONG, part, parts
from tests.structure.test_outline import Drawn, drawn_blocks, some_blocks

TITLE = "云水镇2019年双拥工作总结"


def sentences(*lines: str) -> list[str]:
    found = part(TITLE, BODY, *lines)
    return [found.text[s.start : s.end] for s in split_sentences(found, load_rules())][2:]


CASES = {
    "two": (("走访军属12户。发放慰问金6000元。"), ["走访军属12户。", "发放慰问金6000元。"]),
    "semicolon stays": (("走访军属；慰问官兵。"), ["走访军属；慰问官兵。"]),
    "quotation": (("提出“军民一条心。共建一座城。”的口号。"), ["提出“军民一条心。共建一座城。”的口号。"]),
    "speech": (("书记说：“军属的事要办好。”会后走访了军属。"), ["书记说：“军属的事要办好。”", "会后走访了军属。"]),
    "brackets": (("慰问了军属（含烈属。下同）12户。"), ["慰问了军属（含烈属。下同）12户。"]),
    "unclosed bracket": (("代表(含军属参加会议。会后慰问。"), ["代表(含军属参加会议。", "会后慰问。"]),
    "number": (("投入1,234.5万元。"), ["投入1,234.5万元。"]),
    "exclamations": (("军民一家亲！！真的吗？是的。"), ["军民一家亲！！", "真的吗？", "是的。"]),
    "no stop": (("全年走访军属12户"), ["全年走访军属12户"]),
    "book title": (("学习《兵役法》。"), ["学习《兵役法》。"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_run_in_heading_is_a_sentence_of_its_own() -> None:
    found = part(TITLE, "（一）加强领导。镇里成立了领导小组。", "（二）广泛宣传：各村刷写了标语。")
    told = [(found.text[s.start : s.end], s.heading) for s in split_sentences(found, load_rules())]
    assert told[1:] == [
        ("（一）加强领导。", True),
        ("镇里成立了领导小组。", False),
        ("（二）广泛宣传：", True),
        ("各村刷写了标语。", False),
    ]


def test_each_cell_is_a_sentence() -> None:
    assert sentences("| 慰问金", "| 12000") == ["慰问金", "12000"]


PLANNED = {
    "heading": (("下一步工作打算", LONG), [True, True]),
    "numbered heading": (("三、2020年工作计划", LONG), [True, True]),
    "under it": (("三、今后的努力方向", "1.走访军属。"), [True, True]),
    "opening": (("走访了军属。今后，我们将继续走访。让军属满意。",), [False, True, True]),
    "masked year": (("20xx年，我镇将继续走访军属。",), [True]),
    "items of it": (("下一步，要做好以下工作：", "1、走访军属。", "2、慰问官兵。"), [True, True, True]),
    "next paragraph": (("下一步，我镇将走访军属。", BODY), [True, False]),
    "mid-sentence": (("工作还有差距，今后我们将努力。",), [True]),
    "将 that means 把": (("20xx年，我镇将双拥工作列入议事日程。",), [False]),
    "intended": (("2020年，我们拟投入3万元建设双拥广场。",), [True]),
    "past": (("去年的下一步打算已经落实。", "为今后的工作打下基础。"), [False, False]),
    "plan made": (("二、制定工作计划，明确目标", LONG), [False, False]),
    "year": (("2019年，我镇走访了军属。",), [False]),
}


@pytest.mark.parametrize(("lines", "planned"), PLANNED.values(), ids=PLANNED)
def test_what_is_planned(lines: tuple[str, ...], planned: list[bool]) -> None:
    found = part(TITLE, BODY, LONG, *lines)
    assert [s.planned for s in split_sentences(found, load_rules())][3:][-len(planned) :] == planned


def test_a_plan_is_planned_throughout() -> None:
    found = part("云水镇2020年双拥工作计划", BODY)
    assert [s.planned for s in split_sentences(found, load_rules(), all_planned=True)] == [False, True]


def test_an_item_that_opens_a_text_is_not_planned() -> None:
    found = part("（二）广泛走访慰问。" + BODY + LONG)
    assert not any(s.planned for s in split_sentences(found, load_rules()))


@given(some_blocks)
def test_sentences_cover_the_text_in_order(drawn: list[Drawn]) -> None:
    blocks = drawn_blocks(drawn)
    for found in parts(*blocks):
        told = split_sentences(found, load_rules())
        covered = "".join(found.text[s.start : s.end] for s in told)
        assert covered == found.text.replace("\n", "")
        assert all(a.end <= b.start for a, b in pairwise(told))
        assert [s.index for s in told] == list(range(len(told)))
        for s in told:
            assert found.sections[s.section].start <= s.start < found.sections[s.section].end
            assert found.paragraphs[s.paragraph].start <= s.start < s.end <= found.paragraphs[s.paragraph].end


@given(st.text(alphabet="慰问。！？“”（）()《》\n12元；", max_size=60))
def test_sentences_cover_any_marks(text: str) -> None:
    for found in parts(text):
        told = split_sentences(found, load_rules())
        assert "".join(found.text[s.start : s.end] for s in told) == found.text.replace("\n", "")
