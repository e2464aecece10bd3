"""Traditional characters are read as simplified ones, each at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Block
from extractor.normalize import fold, without_pinyin


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("走訪慰問優撫對象，發放慰問資金72.35萬元", "走访慰问优抚对象，发放慰问资金72.35万元"),
        ("全鄉擁軍優屬工作", "全乡拥军优属工作"),
        ("各村干部", "各村干部"),
        ("乾隆年間的縣志", "乾隆年间的县志"),
        ("２０１９年發放３萬元", "2019年发放3万元"),
        ("慰问军属12户;发放1,200元,共计:3次", "慰问军属12户；发放1,200元，共计：3次"),
        ("8:30开会,GB/T 9704;另附", "8:30开会，GB/T 9704;另附"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(alphabet="慰問發髮放萬元乾干後后面麵里裡0９，。,;:?!”", max_size=40))
def test_length_stays(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_readings_behind_characters_go_and_offsets_lead_back() -> None:
    raw = "擁軍優(yōu)屬，發(fā)放慰問金（500元）。"
    block = without_pinyin(Block(0, raw, raw=raw))
    assert block.text == "擁軍優屬，發放慰問金（500元）。"
    assert [raw[block.raw_offset(at)] for at in range(len(block.text))] == list(block.text)


@pytest.mark.parametrize("text", ["慰问金（500元）", "优抚（含烈属）对象", "卡拉OK(ktv)比赛", "café"])
def test_other_brackets_stay(text: str) -> None:
    assert without_pinyin(Block(0, text)).text == text
