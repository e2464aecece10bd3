"""Plain text: encodings, Markdown marks taken out with offsets kept, and length-preserving folding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import UnreadableFile
from extractor.normalize import fold
from extractor.readers import read_blocks
from extractor.readers.encoding import decode

SIMPLIFIED = [
    "双拥办公室",
    "慰问金",
    "元旦",
    "八一",
    "春节走访慰问",
    "优抚对象",
    "拥军优属",
    "退役军人",
    "县人武部",
    "2019年工作总结",
    "一、加强领导",
    "（一）健全机构",
    "发放优待金3.5万元",
    "慰问官兵120名",
    "张家村",
    "武警中队",
    "谢谢",
    "镇",
    "消防救援大队",
    "军烈属",
    "立功喜报",
    "光荣牌",
    "召开座谈会2次",
    "12户",
    "合计：5万元",
    "存在问题",
    "下一步打算",
    "联系人：王敏",
    "二〇一九年七月一日",
    "项目",
    "金额（万元）",
    "备注",
    "云台街道办事处",
    "义诊",
    "镕喆祎堃",
]
TRADITIONAL = [
    "雙擁辦公室",
    "慰問金",
    "元旦",
    "春節走訪慰問",
    "優撫對象",
    "擁軍優屬",
    "縣人武部",
    "2019年工作總結",
    "一、加強領導",
    "（一）健全機構",
    "發放優待金3.5萬元",
    "張家村",
    "消防救援大隊",
    "光榮牌",
    "召開座談會2次",
    "12戶",
    "合計：5萬元",
    "存在問題",
    "項目",
    "金額（萬元）",
    "備註",
    "義診",
]
ENCODED = [(line, encoding) for line in SIMPLIFIED for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16")]
ENCODED += [(line, encoding) for line in TRADITIONAL for encoding in ("utf-8", "big5", "gb18030")]
ENCODED += [
    ("\r\n".join(SIMPLIFIED), "utf-16-le"),
    ("\n".join(SIMPLIFIED), "utf-16-be"),
    ("\n".join(TRADITIONAL), "big5"),
]


def test_short_lines_in_every_encoding() -> None:
    wrong = []
    for line, encoding in ENCODED:
        decoded = decode(line.encode(encoding))
        if decoded is None or decoded.text != line:
            wrong.append((line, encoding, decoded))
    assert wrong == []


DAMAGED = [
    ("GB18030 cut inside a character", ("春节走访慰问官兵" * 20).encode("gb18030")[:-1]),
    ("UTF-8 cut inside a character", ("春节走访慰问官兵" * 20).encode("utf-8")[:-1]),
    ("one stray byte", ("春节走访慰问官兵" * 20).encode("gb18030") + b"\xff" + "慰问".encode("gb18030")),
]


@pytest.mark.parametrize("data", [case[1] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_a_little_damage_is_told_and_the_rest_read(data: bytes) -> None:
    result = read_blocks("总结.txt", data)
    assert result.blocks[0].text.startswith("春节走访慰问官兵春节")
    assert len(result.warnings) == 1


@pytest.mark.parametrize("data", [b"\x01\x02\x03\x04" * 50, b"\xff\xfe\x00\xd8\x00\xd8", bytes(range(256)) * 4])
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_blocks("总结.txt", data)
    assert caught.value.code == "format"


# line, text, level
MARKDOWN: list[tuple[str, str, int | None]] = [
    ("# 总结", "总结", 1),
    ("### 一、加强领导 ###", "一、加强领导", 3),
    (r"### 一、20\_\_年总结", "一、20__年总结", 3),
    ("价值\\*\\*00元的药品", "价值**00元的药品", None),
    (r"由乡长\*\*\*担任组长", "由乡长***担任组长", None),
    (r"\# 不是标题", "# 不是标题", None),
    ("**加强领导**，健全机构", "加强领导，健全机构", None),
    ("一是**加强领导**", "一是加强领导", None),
    ("**一是加强领导。**全年召开会议", "一是加强领导。全年召开会议", None),
    ("- 慰问烈属5户", "慰问烈属5户", None),
    ("#不是标题", "#不是标题", None),
    ("####### 不是标题", "####### 不是标题", None),
    # Masks, not emphasis.
    ("共**元，慰问**户", "共**元，慰问**户", None),
    ("发放**00元和**00元", "发放**00元和**00元", None),
    ("13**元，共15**元", "13**元，共15**元", None),
    ("**镇和**村开展活动", "**镇和**村开展活动", None),
    ("由**任组长，**任副组长", "由**任组长，**任副组长", None),
    ("乡长***、副乡长***、部长***", "乡长***、副乡长***、部长***", None),
]


@pytest.mark.parametrize(("line", "text", "level"), MARKDOWN)
def test_markdown_marks(line: str, text: str, level: int | None) -> None:
    block = read_blocks("总结.txt", f"# 题\n\n{line}".encode()).blocks[1]
    assert (block.text, block.level, block.raw) == (text, level, line)
    assert "".join(line[block.raw_offset(place)] for place in range(len(text))) == text
    assert block.raw_offset(len(text)) == len(line)


def test_plain_text_is_left_alone() -> None:
    lines = ["　　全年慰问**户，发放**元。", "- 5万元", "", "C:\\总结"]
    result = read_blocks("总结.md", "\r\n".join(lines).encode("gb18030"))
    assert [(block.index, block.text, block.offsets) for block in result.blocks] == [
        (0, lines[0], None), (1, lines[1], None), (2, lines[3], None)
    ]  # fmt: skip


@given(st.text(alphabet="#*_\\- >·一二12元。，\n a`", max_size=60))
def test_offsets_lead_back_to_the_line(text: str) -> None:
    for block in _blocks("# 题\n" + text):
        assert "".join(block.raw[block.raw_offset(place)] for place in range(len(block.text))) == block.text
        places = block.offsets or ()
        assert list(places) == sorted(set(places))


def _blocks(text: str):  # type: ignore[no-untyped-def]
    return read_blocks("总结.txt", text.encode()).blocks


FOLDED = [
    ("１２３．４５", "123.45"),
    ("２０１９年Ａ区ｂ村", "2019年A区b村"),
    ("５０％", "50%"),
    ("１／３", "1/3"),
    ("１－５月", "1-5月"),
    ("合计：　５万元", "合计： 5万元"),
    ("增长１０％／年", "增长10%／年"),
    ("百分比％", "百分比％"),
    ("甲－乙", "甲－乙"),
    ("是，。（）：；！？、的", "是，。（）：；！？、的"),
    ("①㈠Ⅲ²", "①㈠Ⅲ²"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text() | st.text(alphabet="０１９Ａｚ．％／＋－,，。　 15元"))
def test_folding_keeps_places(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
