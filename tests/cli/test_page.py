"""The HTML page: one file, nothing loaded, whatever stands in a document is text."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from corpus.render.layout import Paragraph, Table, layout
from corpus.render.page import page
from extractor.model import Amount, Block, Cell, Document, Section
from tests.cli.builders import sample, summary_of

EVIL = "<script>alert(1)</script>“&\"'"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def tags(html: str) -> Tags:
    reader = Tags()
    reader.feed(html)
    return reader


def test_nothing_is_loaded_and_no_script_runs() -> None:
    html = page([sample()])
    found = tags(html)
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(found.tags)
    assert {name for name, _value in found.attributes}.isdisjoint({"src", "style", "onclick", "action"})
    assert [value for name, value in found.attributes if name == "href"] == []
    style = re.search("<style>(.*)</style>", html, re.DOTALL)
    assert style
    assert f"style-src 'sha256-{b64encode(sha256(style[1].encode()).digest()).decode()}'" in html
    assert "url(" not in style[1]


def test_whatever_stands_in_a_document_is_text() -> None:
    document = sample()
    summary = document.summaries[0]
    amounts = tuple(replace(amount, beneficiary=EVIL, rule=EVIL) for amount in summary.amounts)
    evil = replace(summary, title=EVIL, unit=EVIL, text=summary.text.replace("柳树乡", "<b>"), amounts=amounts)
    html = page([replace(document, source=EVIL, summaries=(evil,))])
    assert tags(html).tags.count("script") == 0
    assert tags(html).tags.count("b") == 0
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_every_fact_can_be_reached_by_the_keyboard() -> None:
    assert page([sample()]).count('tabindex="0"') == 6


def test_a_derived_sum_is_told_below_and_marks_nothing() -> None:
    document = sample()
    summary = document.summaries[0]
    derived = replace(summary.amounts[0], id=9, derived=True, derived_from=(1, 1), role="total", value=1391400)
    html = page([replace(document, summaries=(replace(summary, amounts=(derived,)),))])
    assert "rate times heads, not written" in html.split("<aside>")[1]
    assert '<mark class="amount' not in html


def test_several_summaries_have_a_contents_list() -> None:
    document = sample()
    html = page([document, document])
    links = re.findall('href="#([^"]+)"', html)
    assert links == ["s1-1", "s2-1"] == re.findall('<article id="([^"]+)"', html)


def parts(*blocks: Block, **fields: object) -> list[object]:
    summary = summary_of(*blocks, **fields)
    return [
        (summary.text[part.start : part.end], part.level)
        if isinstance(part, Paragraph)
        else [[[summary.text[cell.start : cell.end] for cell in cells] for cells in row] for row in part.rows]
        for part in layout(summary)
        if isinstance(part, Paragraph | Table)
    ]


def test_layout_of_headings_and_tables() -> None:
    cell = [Block(2, "单位", "cell", cell=Cell(0, 0, 0, 1, 2)), Block(3, "东村", "cell", cell=Cell(0, 1, 0))]
    more = [Block(4, "东村，续", "cell", cell=Cell(0, 1, 0)), Block(5, "另一张表", "cell", cell=Cell(1, 0, 0))]
    found = parts(
        Block(0, "标题"),
        Block(1, "一、慰问"),
        *cell,
        *more,
        Block(6, "完"),
        sections=(Section(0, "一、", 1, "慰问", 3, 8, 20),),
    )
    assert found == [
        ("标题", None),
        ("一、慰问", 1),
        [[["单位"]], [["东村", "东村，续"]]],
        [[["另一张表"]]],
        ("完", None),
    ]


def test_text_that_goes_on_in_its_heading_s_line() -> None:
    line = "（一）加强领导。镇里成立了领导小组。"
    section = Section(0, "（一）", 2, "加强领导。", 0, 8, len(line))
    block = Block(0, line)
    document = Document("x", "", "docx", (block,), (summary_of(block, title="", sections=(section,)),))
    assert "<p><b>（一）加强领导。</b>镇里成立了领导小组。</p>" in page([document])


def test_merged_cells_span() -> None:
    wide = Block(0, "合计", "cell", cell=Cell(0, 0, 0, row_span=2, column_span=3))
    document = Document("x", "", "docx", (wide,), (summary_of(wide),))
    assert '<td rowspan="2" colspan="3">合计</td>' in page([document])


def test_a_line_joined_again_is_one_paragraph() -> None:
    summary = summary_of(Block(0, "开展对拥"), Block(1, "军优属工作"))
    joined = replace(summary, text=summary.text.replace("\n", ""))
    pieces = (summary.source_map.pieces[0], replace(summary.source_map.pieces[1], start=4))
    joined = replace(joined, source_map=replace(summary.source_map, pieces=pieces, starts=(0, 4)))
    assert [joined.text[part.start : part.end] for part in layout(joined) if isinstance(part, Paragraph)] == [
        "开展对拥军优属工作"
    ]


def test_amounts_that_do_not_count_look_different() -> None:
    document = sample()
    aside = [amount for amount in document.summaries[0].amounts if not amount.counts]
    assert page([document]).count('class="amount aside"') == len(aside) == 1
    assert isinstance(aside[0], Amount)
