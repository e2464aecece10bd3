"""A fact's place leads back to the file: the raw text there is the fact's text, escapes undone and joins removed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extractor
from extractor.model import Document, Place, Summary
from tests.fuzz import FUZZ

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"
EXPECTED = [
    json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/samples/expected").glob("*.json"))
]
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def raw_text(document: Document, place: Place) -> str:
    """What stands at a place of the file; a fact that crosses a break is put together again."""
    between = [block for block in document.blocks if place.block <= block.index <= place.end_block]
    if len(between) == 1:
        return between[0].raw[place.start : place.end]
    inner = [block.raw for block in between[1:-1]]
    return "".join([between[0].raw[place.start :], *inner, between[-1].raw[: place.end]])


def strays(document: Document, summary: Summary) -> list[str]:
    """The facts whose place does not show their text. Blanks at a broken line's ends belong to no fact."""
    facts = [
        *((fact.text, fact.start, fact.end) for fact in summary.amounts if not fact.derived),
        *((fact.text, fact.start, fact.end) for fact in summary.headcounts),
        *((fact.text, fact.start, fact.end) for fact in summary.dates),
        *((summary.text[fact.start : fact.end], fact.start, fact.end) for fact in summary.activities),
    ]
    shown = [(text, raw_text(document, summary.source_map.place(start, end))) for text, start, end in facts]
    return [f"{text!r} at {raw!r}" for text, raw in shown if bare(text) != bare(ESCAPED.sub(r"\1", raw))]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("path", [wanted["path"] for wanted in EXPECTED])
def test_facts_of_samples(path: str) -> None:
    document = extractor.extract(path, (SAMPLES / path).read_bytes(), rules=extractor.load_rules())
    for summary in document.summaries:
        assert summary.amounts or summary.headcounts or summary.dates
        assert strays(document, summary) == []


CLAUSES = st.sampled_from(
    [
        "“八一”前走访军属12户，发放慰问金6000元",
        "为9名义务兵家属发放优待金，每户1,546元，共计13914元",
        "全年投入**00元用于困难退役军人帮扶",
        "3月至5月开展国防教育活动3次",
        "投入３．５万元改造优抚对象住房十二户",
        "召开座谈会，参加人数100余人",
        "20xx年11月下旬签订共建协议",
    ]
)


@st.composite
def papers(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file name and its bytes: paragraphs of deeds, as text broken anywhere, or as Markdown with its escapes."""
    paragraphs = draw(st.lists(st.lists(CLAUSES, min_size=1, max_size=4).map("；".join), min_size=1, max_size=4))
    lines = ["柳溪镇2019年双拥工作总结", "", "一、优抚工作"]
    if draw(st.booleans()):
        escaped = [re.sub(r"([*_])", r"\\\1", paragraph) for paragraph in paragraphs]
        lines = [f"# {lines[0]}", "", f"## {lines[2]}", "", *(f"{paragraph}。\n" for paragraph in escaped)]
        return "总结.md", "\n".join(lines).encode()
    width = draw(st.integers(20, 60))
    for paragraph in paragraphs:
        told = f"　　{paragraph}。"
        lines += [told[n : n + width] for n in range(0, len(told), width)]
    return "总结.txt", "\n".join(lines).encode()


@given(papers())
@settings(max_examples=30, deadline=None)
def test_facts_of_generated_papers(paper: tuple[str, bytes]) -> None:
    check(*paper)


@pytest.mark.slow
@given(papers())
@settings(max_examples=FUZZ, deadline=None)
def test_facts_of_many_generated_papers(paper: tuple[str, bytes]) -> None:
    check(*paper)


def check(name: str, data: bytes) -> None:
    document = extractor.extract(name, data, rules=extractor.load_rules())
    for summary in document.summaries:
        assert strays(document, summary) == []
