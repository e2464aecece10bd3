"""Tables in plain text become cells, and what only looks like one stays text."""

from __future__ import annotations

import pytest

import extractor
from extractor.readers import read_blocks

PIPES = """柳溪镇2019年双拥工作总结

2019年资金发放情况（单位：万元）

| 项目 | 人数 | 金额 |
| --- | ---: | ---: |
| 抚恤金 | 12 | 18.6 |
| 优待金 | 15 | 14.4 |
| 合计 | 27 | 33.0 |
"""
TABS = PIPES.replace("| --- | ---: | ---: |\n", "").replace(" | ", "\t").replace("| ", "").replace(" |", "")


@pytest.mark.parametrize("text", [PIPES, TABS], ids=["pipes", "tabs"])
def test_cells_are_read_with_their_places(text: str) -> None:
    blocks = read_blocks("表.txt", text.encode()).blocks
    cells = [block for block in blocks if block.cell]
    assert [block.text for block in cells[:6]] == ["项目", "人数", "金额", "抚恤金", "12", "18.6"]
    assert [(c.cell.row, c.cell.column) for c in cells if c.cell][:4] == [(0, 0), (0, 1), (0, 2), (1, 0)]
    assert [block.index for block in blocks] == list(range(len(blocks)))


@pytest.mark.parametrize("text", [PIPES, TABS], ids=["pipes", "tabs"])
def test_sums_in_cells_count_once(text: str) -> None:
    document = extractor.extract("表.txt", text.encode(), rules=extractor.load_rules())
    [summary] = document.summaries
    assert [(a.text, a.role, a.counts) for a in summary.amounts] == [
        ("18.6", "part", False),
        ("14.4", "part", False),
        ("33.0", "total", True),
    ]
    assert summary.total_subsidy == 330_000_00


@pytest.mark.parametrize("text", ["一 | 二", "| 只有一行 | 的不是表 |", "姓名\t电话\n张某\t李某", "甲\t乙\n丙\n丁\t戊"])
def test_what_is_no_table_stays_text(text: str) -> None:
    assert [block.cell for block in read_blocks("文.txt", text.encode()).blocks] == [None] * len(text.splitlines())
