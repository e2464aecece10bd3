"""What the checker finds in whole papers, and that every finding leads to the words that it means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import check_draft, extract, load_rules
from extractor.check import finding_kinds
from extractor.check.damage import lone_marks
from extractor.finding import Finding
from extractor.model import Document

ROOT = Path(__file__).resolve().parents[2]
SEED = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
SAMPLES = sorted((ROOT / "corpus" / "samples").rglob("*.docx"))
RULES = load_rules()


def read(path: Path) -> Document:
    return extract(path.name, path.read_bytes(), rules=RULES)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_places_lead_to_the_words_meant(path: Path) -> None:
    document = read(path)
    for summary in document.summaries:
        for finding in check_draft(summary, RULES):
            if finding.place is None:
                assert (finding.start, finding.end, finding.text) == (None, None, "")
                continue
            assert finding.text == summary.text[finding.start : finding.end]
            block = document.blocks[finding.place.block]
            if finding.place.end_block == finding.place.block:
                assert (block.raw or block.text)[finding.place.start : finding.place.end] == finding.text


@pytest.mark.skipif(not SEED, reason="the shared seed is not here")
def test_the_seed() -> None:
    """Five pasted papers: numbers left out, masks, a lone bracket, and a plan that is said to be one."""
    first, second, third, _fourth, fifth = read(SEED[0]).summaries
    found = {n: check_draft(s, RULES) for n, s in ((1, first), (2, second), (3, third), (5, fifth))}

    def texts(number: int, code: str) -> list[str]:
        return [finding.text.strip() for finding in found[number] if finding.code == code]

    assert texts(1, "unpaired") == ["("]
    assert set(texts(1, "festival-dot")) == {"“八·一”"}
    assert texts(2, "placeholder") == ["20xx年", "20xx年", "**00", "20xx", "20xx年"]
    assert texts(3, "number-gap") == ["(三)", "(二)"]
    assert [finding.text for finding in found[5] if finding.code == "not-a-summary"] == [fifth.title]
    assert not [finding for finding in found[5] if finding.code == "missing-section"]
    for number, summary in ((1, first), (2, second)):
        assert {"problems", "next_steps"} <= set(summary.standard_sections), number
        assert not {"problems", "next_steps"} & {finding.section for finding in found[number]}


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "（三）",
        "1、",
        "二、加强领导",
        "20xx年",
        "**",
        "八·一",
        "“",
        "”",
        "（",
        "）",
        "(",
        ",",
        "。",
        "\n",
        "2月30日",
        "慰问军属12户",
        "发放优待金9.8万元",
        "约50人左右",
        "問",
        "的的",
        "3～5万元",
        "建军91周年",
        "见附件",
        "2019.8.1",
        "二〇一九年十二月五日",
        "共计120人次",
        "其中",
        "其余2万元",
        "[2019]第03号",
        "我乡",
        " ",
        "下一步打算",
        "____",
        "☆",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_makes_it_stumble(text: str) -> None:
    """Whatever stands there, findings come worst first and mean words of the text."""
    document = extract("x.txt", f"柳溪镇2019年双拥工作总结\n{text}。".encode(), rules=RULES)
    for summary in document.summaries:
        found = check_draft(summary, RULES)
        assert [order(finding) for finding in found] == sorted(order(finding) for finding in found)
        for finding in found:
            assert finding.code in finding_kinds(RULES)
            assert finding.message
            if finding.start is not None:
                assert finding.text == summary.text[finding.start : finding.end] != ""


def order(finding: Finding) -> tuple[int, int]:
    return (("error", "warning", "hint").index(finding.level), finding.start or 0)


@given(st.text(alphabet='（）()“”《》【】"甲1', max_size=30))
def test_lone_marks_leave_the_rest_paired(text: str) -> None:
    """Without the marks that have no partner nothing is left to complain of."""
    lone = set(lone_marks(text))
    rest = "".join("甲" if place in lone else char for place, char in enumerate(text))
    assert lone_marks(rest) == []


def test_ignored_codes_are_not_told() -> None:
    document = extract("x.txt", "柳溪镇2019年双拥工作总结\n20xx年，走访军属,慰问驻军。".encode(), rules=RULES)
    codes = {finding.code for finding in check_draft(document.summaries[0], RULES)}
    left = {finding.code for finding in check_draft(document.summaries[0], RULES, ignore=["placeholder"])}
    assert "placeholder" in codes
    assert left == codes - {"placeholder"}


STALE_OPENING = """# 双拥工作总结

现将2020年双拥工作总结如下：我镇结合庆祝{anniversary}举办文艺演出1场，走访军属12户。

柳溪镇人民政府

2021年12月24日
"""


@pytest.mark.parametrize(("anniversary", "found"), [("建党100周年", []), ("建党95周年", ["建党95周年"])])
def test_the_anniversary_of_the_signed_year_is_not_wrong_where_the_opening_is_stale(
    anniversary: str, found: list[str]
) -> None:
    text = STALE_OPENING.format(anniversary=anniversary)
    (summary,) = extract("总结.md", text.encode(), rules=RULES).summaries
    findings = check_draft(summary, RULES)
    assert [finding.text for finding in findings if finding.code == "wrong-anniversary"] == found
    assert "stale-year" in {finding.code for finding in findings}
