"""Numbered lists in running text: which labels make one, and where its items end."""

from __future__ import annotations

import pytest

from extractor.item_lists import find_lists

CASES = [
    pytest.param("共9万元：1、驻军6万元。2、军属3万元。", [["1、驻军6万元。", "2、军属3万元。"]], id="sentences"),
    pytest.param("（一）驻军。\n（二）军属。\n合计9万元", [["（一）驻军。\n", "（二）军属。"]], id="paragraphs"),
    pytest.param("一是驻军；二是军属；三是老兵。", [["一是驻军；", "二是军属；", "三是老兵。"]], id="points"),
    pytest.param("其一，驻军。其二，军属。", [["其一，驻军。", "其二，军属。"]], id="of these"),
    pytest.param("首先，拨款。其次，自筹。", [["首先，拨款。", "其次，自筹。"]], id="order"),
    pytest.param("明细：①驻军；②军属。", [["①驻军；", "②军属。"]], id="circled"),
    pytest.param(
        "一是驻军：（1）春节；（2）八一；二是军属。",
        [["一是驻军：（1）春节；（2）八一；", "二是军属。"], ["（1）春节；", "（2）八一；"]],
        id="a list within an item ends with it",
    ),
    pytest.param(
        "1、春节；2、八一。1、驻军；2、军属。", [["1、春节；", "2、八一。"], ["1、驻军；", "2、军属。"]], id="two lists"
    ),
    pytest.param("发放1.5万元。支出2.5万元。", [], id="decimals are no labels"),
    pytest.param("春节1、八一2、中秋3、", [], id="a label opens a clause"),
    pytest.param("1、驻军。3、军属。", [], id="a list counts on from one"),
    pytest.param("二是军属。三是老兵。", [], id="a list begins with one"),
    pytest.param("1、驻军。（2）军属。", [], id="a list keeps to its style"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_lists(text: str, wanted: list[list[str]]) -> None:
    assert [[text[start:end] for start, end in found.items] for found in find_lists(text, 0, len(text))] == wanted


def test_places() -> None:
    text = "共9万元：1、驻军6万元。2、军属3万元。"
    (found,) = find_lists(text, 0, len(text))
    assert [found.item_of(text.index(word)) for word in ("共", "驻军", "军属")] == [None, 0, 1]
    assert (found.start, found.end) == (text.index("1、"), len(text))
