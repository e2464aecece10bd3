"""Blocks -> lines, and what a line is by its form alone: a number at its head, page furniture, a sign-off.

A line is a stretch of one block between soft breaks, without the blanks around it. Nothing here knows of 双拥.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.model import Block

HAN = "一二三四五六七八九十百"

# Styles of numbers in the order in which GB/T 9704-2012 §7.3.3 nests them, the outermost first.
STYLES = ("chapter", "han", "han_bracket", "arabic", "arabic_bracket", "circle")

NUMBER = re.compile(
    rf"""
      (?P<chapter> 第[{HAN}\d]{{1,3}}(?:章|部分|节) [、：:\s]*)               # 第一部分 工作开展情况
    | (?P<han> [{HAN}]{{1,3}} \s? [、．.] \s*)                               # 一、加强领导  二 、加强宣传
    | (?P<han_bracket> [（(]\s*[{HAN}]{{1,3}}\s*[）)] [、．.]? \s*)           # （一）健全机构
    | (?P<arabic> \d{{1,2}} [、．.] (?!\d) \s*)                              # 1.走访慰问  1、走访慰问
    | (?P<arabic_bracket> (?: [（(]\s*\d{{1,2}}\s*[）)] | \d{{1,2}}[）)] ) \s*)  # （1）  1)
    | (?P<circle> [①-⑳] \s*)                                               # ①
    """,
    re.VERBOSE,
)
BULLET = re.compile(r"[●•■◆◇▪·○□※★☆➢\-*]\s*(?=\S)")
ENUMERATED = re.compile(rf"[{HAN}](?:是|要|抓|则)|第[{HAN}][，,、]|[{HAN}]来[，,]|(?:首先|其次|再次|最后)[，,]")
FURNITURE = re.compile(
    r"第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|[-—–－~\s]*\d{1,4}[-—–－~\s]*|[Pp]age\s*\d+(?:\s*of\s*\d+)?|\d+\s*/\s*\d+"
)
YEAR_FORM = r"(?:[12二一]\s*[\dxX×*_＿＊〇○零OО一二三四五六七八九#]{1,4}|[xX×*_＿＊]{2,4})"
DATE_LINE = re.compile(
    rf"[（(]?\s*{YEAR_FORM}\s*年\s*(?:[\dxX×*_{HAN}]{{1,3}}\s*月\s*)(?:[\dxX×*_{HAN}]{{1,3}}\s*[日号]?)?\s*[）)]?"
    r"|(?:19|20)\d\d[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?"
)
DOCUMENT_NUMBER = re.compile(
    r"[（(]?[一-龥xX×]{1,14}[〔\[(（【]\s*[\dxX×*]{4}\s*[〕\])）】]\s*第?\s*[\dxX×*]{1,4}\s*号[）)]?"
)
BY_WHOM = r"(?:来源|作者|责任编辑|编辑|撰稿|供稿|记者|通讯员|(?:发布|更新|成文)?(?:时间|日期)|发布机构|浏览次?数?)"
DATELINE = re.compile(
    rf"[（(【]?{BY_WHOM}\s*[：:].*|{YEAR_FORM}\s*[年.\-/]\s*\d{{1,2}}\s*[月.\-/]\s*\d{{1,2}}日?\s*(?:\d\d?:\d\d\S*\s*)?(?:{BY_WHOM}\s*[：:].*|\S{{2,12}}[报网刊])?"
)
UNIT_ENDING = (
    r"(?:局|委|委员会|办|办公室|政府|领导小组|小组|镇|乡|街道|街道办事处|办事处|社区|居委会|村委会|村|党支部|党总支|党工委|党组|中心|"
    r"服务站|站|医院|卫生院|学校|中学|小学|大学|学院|幼儿园|支队|大队|中队|部队|人武部|武装部|公司|集团|厂|银行|工会|"
    r"管委会|联合会|协会|团委|妇联)"
)
UNIT_LINE = re.compile(rf"[^，。；：！？、\d]{{2,40}}{UNIT_ENDING}(?:\s*[（(][^（）()]{{1,10}}[）)])?")
SALUTATION = re.compile(r"[^。；！？]{2,60}[：:]")
TERMINAL = "。！？；!?;…：:"
CLOSERS = "”’」』）)》】\"'"


class Line(NamedTuple):
    """``block.text[start:end]``. ``style`` is the style of its number (one of STYLES, ``bullet``, or empty);
    ``head`` is how many characters of the text the number takes."""

    block: Block
    start: int
    end: int
    text: str
    number: str = ""
    style: str = ""
    head: int = 0

    @property
    def rest(self) -> str:
        """The text after its number."""
        return self.text[self.head :]


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """The blocks' lines in order, blank ones and page furniture left out."""
    for block in blocks:
        text = block.text
        if "\n" not in text:
            line = _read_line(block, text, 0)
            if line is not None:
                yield line
            continue
        start = 0
        for piece in text.split("\n"):
            line = _read_line(block, piece, start)
            if line is not None:
                yield line
            start += len(piece) + 1


def _read_line(block: Block, piece: str, start: int) -> Line | None:
    text = piece.strip()
    if not text or (len(text) < 24 and block.kind in ("paragraph", "furniture") and FURNITURE.fullmatch(text)):
        return None
    start += piece.index(text[0])
    end = start + len(text)
    if block.kind == "paragraph":
        if block.label and start == _leading_blanks(block.text):
            return Line(block, start, end, text, block.label.strip(), label_style(block.label))
        found = NUMBER.match(text)
        if found is not None and found.end() < len(text):
            return Line(block, start, end, text, found[0].strip(), found.lastgroup or "", found.end())
        bullet = BULLET.match(text)
        if bullet is not None and text[0] != text[-1]:  # ·柳溪县人民武装部· is a heading in an ornament
            return Line(block, start, end, text, "", "bullet", bullet.end())
    return Line(block, start, end, text)


def _leading_blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def label_style(label: str) -> str:
    """The style of an automatic number; a label of another form (●, a, IV) is a bullet."""
    text = label.strip()
    found = NUMBER.match(text) or NUMBER.match(text + "、")
    return (found.lastgroup or "") if found is not None else "bullet"


def is_date(text: str) -> bool:
    """Whether the line is nothing but a date, as under a sign-off: 2019年12月20日, 二〇一九年十二月."""
    return len(text) <= 24 and DATE_LINE.fullmatch(text) is not None


def is_document_number(text: str) -> bool:
    """Whether the line is nothing but the number of the paper itself: 柳双拥办〔2019〕7号."""
    return len(text) <= 40 and DOCUMENT_NUMBER.fullmatch(text) is not None


def is_dateline(text: str) -> bool:
    """Whether the line says when and by whom a piece of news was brought: 2019-08-01 来源：柳溪日报, 作者：张山."""
    return len(text) <= 60 and DATELINE.fullmatch(text) is not None


def is_unit(text: str) -> bool:
    """Whether the line has the form of a unit's name standing alone: 柳溪镇人民政府."""
    return len(text) <= 48 and UNIT_LINE.fullmatch(text) is not None


def is_salutation(text: str) -> bool:
    """Whether the line names whom a report is sent to: 县双拥办：, 尊敬的各位领导：."""
    return len(text) <= 60 and text[-1] in "：:" and SALUTATION.fullmatch(text) is not None and "如下" not in text


def ends_sentence(text: str) -> bool:
    """Whether the line ends where a sentence does."""
    stripped = text.rstrip(CLOSERS)
    if stripped and stripped[-1] in TERMINAL:
        return True
    return text[-1] in TERMINAL


HAN_NUMBERS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}


def ordinal(text: str) -> int | None:
    """The ordinal that a short label holds, 1 to 99: 一、 -> 1, （十二） -> 12, 3. -> 3. None where there is none."""
    digits = re.search(r"\d+", text)
    if digits is not None:
        return int(digits[0])
    if "①" <= text[:1] <= "⑳":
        return ord(text[0]) - ord("①") + 1
    han = re.search(r"[一二三四五六七八九十]+", text)
    if han is None:
        return None
    tens, ten, ones = han[0].partition("十")
    if not ten:
        return HAN_NUMBERS.get(tens[:1])
    return HAN_NUMBERS.get(tens[:1], 1) * 10 + HAN_NUMBERS.get(ones[:1], 0)
