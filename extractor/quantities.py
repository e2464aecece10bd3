"""Numeral + unit -> sums of money and headcounts as found, before anything is said of what they mean.

Works on a summary's folded text, in one scan for numerals. What looks like a quantity and is none (第一名, 一把手) is
left out here; what needs the words around it (3个 of what) is marked for the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from extractor.model import Numeral
from extractor.numerals import NUMERAL, bound_around, join_range, parse_numeral, rebound, scaled

FEN = 100

# The lookahead spares the scan the long pattern wherever no numeral can start.
NUMERALS = re.compile(
    rf"(?=[0-9*xX×Ⅹⅹ_#〇零○一二三四五六七八九两十廿卅几好百千万亿数上近壹贰貳叁參肆伍陆陸柒捌玖拾]){NUMERAL}"
)

# 元 that is no money: 元旦, 元宵; 一元化. 余 and 多 stand before it (300万余元) or behind (300万元多).
YUAN = re.compile(
    r" ?(?P<inner>[余多]?)(?:元(?![旦宵首月勋帅老素件朝代化])|块钱|圆(?=[整，。；、）)]))"
    r"(?P<fraction>\d{1,2}角(?:\d{1,2}分)?|\d{1,2}分(?![之钟]))?"
    r"(?:整|人民币)?(?P<outer>[余多](?![额款下次种个项样方场位名年户家渠人]))?"
)
MEASURE = re.compile(r" ?(?P<inner>[余多]?)(?P<unit>人次|人\(次\)|个家庭|[人名位个户家对])")
# What YUAN and MEASURE begin with, and how a numeral ends that may be money without 元: to look is less than to match.
BEHIND = " 余多元块圆人名位个户家对"
SCALED = ("万", "亿", "余", "多")
# 1892万优待金, 投入资金31.15亿: a scale without 元; what stands around it decides.
SCALE_END = re.compile(r"[万亿][余多]?$")
PAYING = re.compile(
    r"(?:投入|投资|资金|发放|拨付|下拨|兑现|支出|列支|筹集|筹措|安排|经费|金额|金|款|共计|合计|总计|达|达到|补助|落实|总额|募集|定补|定恤|优待|抚恤|花|花费"
    r"|支付|开支|资助|奖励|捐|救助|慰问|补贴|拿出|剩下|余下|其余)[约了去近达为共费逾超]?$"
)
THINGS = re.compile(
    r"[人名位户个家对亩斤吨米平公里件套本册份条株棵台座间场次项篇期幅张天年月日字只头羽箱包袋瓶辆艘架门所处辈步册元群军众党民余多分倍度瓦千伏票件份颗粒支]"
)
GLUED_YEAR = re.compile(r"20[012]\d{3,}[万亿]|20[012]\d{2}\d*万亿")
DOUBLE_UNIT = re.compile(r"[万亿千百]+元")

NOT_HEADS = re.compile(
    r"一把手|一人(?:参军|立功|当兵|入伍|得|难|有难)|一家(?:三口|人|亲|之|一户)|夫妇?俩|[三3]个(?:代表|文明)|[两2]个(?:文明|维护|确立|拥护)|四个(?:全面|意识|自信)|八一"
    r"|千家万户|万人空巷|家家户户|一[户人](?:一[策档岗表岁宅牌]|多[岗职责]|(?:都|也)?不[漏少落丢差缺])|一对(?:一|红)|[一1]名(?:党员|干部|战士|军人|军嫂)[，,就]|几个人|百人团|[一两二三四五六七八九十\d]+个(?:坚持|纳入|到位|结合|专项|方面|突出|月|百分点|小时|工作日)"
    r"|一个(?:也|都)?不[漏少]|千人计划|万人计划|百户|个人|五家(?=共建)"
)
NOT_AFTER = {
    "人": re.compile(
        r"民(?!警)|大(?:代|常|会)|武部|社(?:局|部|厅)|均|才(?!市)|口|事|力|防|身|生|间|格|为|工|行道|财|气|类|情|文|体|家(?!属|长|庭|人)|道|心"
    ),
    "名": re.compile(r"单(?!身|亲)|[称录册次额誉牌著字片胜校]|列前?茅|人"),
    "位": re.compile(r"[置数于居列次]|一体"),
    "户": re.compile(r"[口籍外型主县次]|联|均"),
    "家": re.compile(r"[园乡政教具电务长访]|银行"),
    "对": re.compile(r"[于待照策付应外接口象比标联]"),
    "个": re.compile(r"月|百分点|小时|工作日"),
}
# “百名干部进军营”, 百名企业家边关行活动: a round number in the name of an activity
CAMPAIGN = re.compile(
    r"(?<=[“‘「《\"])[百千万][名位]|[百千万][名位](?:(?!参[加与]|开展|举[办行]|组织)[^，。；、“”\d]){2,14}(?:活动|行动|工程)"
)
RANK = re.compile(r"(?:第|每|逐|任何|哪|某|头|前|No\.?|NO\.?)$")
# 不漏一户、不少一人, 每到一户: everyone of them
EVERY_BEFORE = re.compile(r"(?:每[走到进访去]|[不没未][漏落少差丢错让缺]下?|漏掉)$")
ARTICLE_BEFORE = re.compile(r"(?:作为|是|为了?|成为|身为|当好?|做好?|像|还是|我是|其中|每|同|另|某|明确|由|指定|确定)$")
# a written 1名 is an article in fewer places: 为1名烈士遗属发放抚恤金 counts her
DIGIT_BEFORE = re.compile(r"(?:作为|成为|身为|当好?|做好?|像|还是|我是|其中|每|某|明确|指定|确定)$")
# 14200元一户, 一人300元: each, not one
EACH_BEFORE = re.compile(r"[元块份]$")
EACH_AFTER = re.compile(r"[0-9一二三四五六七八九][0-9.,百千万]* ?(?:元|块|$)|[一二三五]百|标准")
ARTICLE = re.compile(r"[一1][名位个]$")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as found; ``numeral`` in fen. ``rule`` names how its unit was known."""

    start: int
    end: int
    numeral: Numeral
    rule: str = "money.yuan"


@dataclass(frozen=True, slots=True)
class Heads:
    """A headcount as found. ``measure`` is the measure word as written."""

    start: int
    end: int
    numeral: Numeral
    measure: str


Found = TypeVar("Found", Money, Heads)


def find_quantities(text: str, taken: Sequence[tuple[int, int]]) -> tuple[list[Money], list[Heads]]:
    """The sums and headcounts of a folded text, in order. ``taken`` are the spans of dates, in order: never
    quantities.
    """
    moneys: list[Money] = []
    heads: list[Heads] = []
    for match in outside(NUMERALS.finditer(text), taken):
        start, end = match.span()
        if text[end : end + 1] not in BEHIND and not text.endswith(SCALED, start, end):
            continue
        yuan = YUAN.match(text, end)
        if yuan:
            add(moneys, read_money(text, start, end, yuan))
        elif measure := MEASURE.match(text, end):
            add(heads, read_heads(text, start, end, measure))
        elif SCALE_END.search(match[0]) and is_bare_money(text, start, end):
            add(moneys, bare_money(text, start, end))
    return list(joined(text, moneys)), heads


def add(found: list[Found], item: Found | None) -> None:
    """Append what was found, if anything was."""
    if item is not None:
        found.append(item)


def outside(matches: Iterator[re.Match[str]], taken: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The matches that lie outside the taken spans; both are in order."""
    at = 0
    for match in matches:
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at == len(taken) or taken[at][0] >= match.end():
            yield match


def read_money(text: str, start: int, end: int, unit: re.Match[str]) -> Money | None:
    """The sum whose numeral is ``text[start:end]``. None where the numeral says nothing (第一元)."""
    written = text[start:end]
    if text[start - 1 : start] == "第":
        return None
    numeral = parse_numeral(written + unit["inner"])
    suspect = (
        numeral.suspect
        or bool(GLUED_YEAR.match(text[start : unit.end()].replace(" ", "")))
        or bool(DOUBLE_UNIT.match(text, unit.end()))
    )
    if numeral.value is not None and unit["fraction"]:
        numeral = exact(numeral.value + fraction(unit["fraction"]))
    elif unit["outer"]:
        numeral = rebound(numeral, "over")
    stop = unit.end()
    numeral = rebound(numeral, bound_around(text[max(0, start - 8) : start], text[stop : stop + 8], numeral.bound))
    if suspect and DOUBLE_UNIT.match(text, stop):
        stop += len(DOUBLE_UNIT.match(text, stop)[0])  # type: ignore[index]
    return Money(start, stop, replace(scaled(numeral, FEN), suspect=suspect))


def exact(value: Decimal) -> Numeral:
    """A numeral that is what it says."""
    return Numeral(value, value, value)


def fraction(text: str) -> Decimal:
    """角 and 分 as yuan."""
    jiao, _, fen = text.partition("角") if "角" in text else ("0", "", text)
    return Decimal(jiao) / 10 + Decimal(fen.rstrip("分") or "0") / 100


def is_bare_money(text: str, start: int, end: int) -> bool:
    """Whether a numeral that ends in 万 or 亿 is money though 元 is missing: a word for paying before it and nothing
    that is counted behind it. A fund's name behind it is the other sign; find_bare_funds sees to that.
    """
    if THINGS.match(text, end) or text[end : end + 1].isdigit():
        return False
    ends = text[end : end + 1] in "，。；、）)\n" or end == len(text) or text.startswith(("用于", "用作", "作为"), end)
    before = bool(PAYING.search(text, max(0, start - 6), start))
    return (ends and before) or bool(FUND_BEHIND.match(text, end))


# 1892万优待金, 1128万义务兵家庭优待金; 3万退役军人 counts people
FUND_BEHIND = re.compile(
    r"的?(?:(?:农村|城镇|现役)?义务兵(?:家庭|家属)?|(?:重点)?优抚对象|[残伤][残疾]军人|烈士遗属|三属)?(?:(?![人户众兵员者])[一-鿿]){0,4}"
    r"(?:优待金|抚恤金|补助|补贴|慰问金|奖励金|奖金|救助金|资金|定补金|保障金|经费|专款|善款|救助款|慰问款)"
)


def bare_money(text: str, start: int, end: int) -> Money:
    """The sum of a numeral in 万 or 亿 whose 元 is missing."""
    numeral = parse_numeral(text[start:end])
    numeral = rebound(numeral, bound_around(text[max(0, start - 8) : start], text[end : end + 8], numeral.bound))
    return Money(start, end, scaled(numeral, FEN), "money.without_yuan")


def joined(text: str, moneys: list[Money]) -> Iterator[Money]:
    """Two ends of a range that both have a unit (500元至1000元) are one sum."""
    at = 0
    while at < len(moneys):
        ends = moneys[at : at + 2]
        if is_range(text, ends):
            yield Money(ends[0].start, ends[1].end, join_range(ends[0].numeral, ends[1].numeral), ends[0].rule)
        else:
            yield ends[0]
        at += 2 if is_range(text, ends) else 1


def is_range(text: str, ends: Sequence[Money]) -> bool:
    """Whether two sums are joined by 至; 由1200元到1546元 is a change, not a range."""
    if len(ends) < 2 or not re.fullmatch(r" ?(?:至|到|[-~～—–]{1,2}) ?", text[ends[0].end : ends[1].start]):
        return False
    return not re.search(r"[由从自]\S{0,12}$", text[max(0, ends[0].start - 14) : ends[0].start])


def read_heads(text: str, start: int, end: int, unit: re.Match[str]) -> Heads | None:
    """The headcount whose numeral is ``text[start:end]``, or None: ranks, articles, set phrases, things."""
    measure = unit["unit"]
    if NOT_HEADS.match(text, start) or CAMPAIGN.match(text, start) or RANK.search(text, max(0, start - 3), start):
        return None
    if text[start] in "一1" and EVERY_BEFORE.search(text, max(0, start - 3), start):
        return None
    stop = unit.end()
    barred = NOT_AFTER.get(measure)
    if barred and barred.match(text, stop):
        return None
    before = DIGIT_BEFORE if text[start] == "1" else ARTICLE_BEFORE
    if ARTICLE.search(text, start, stop) and stop - start == 2 and before.search(text, max(0, start - 3), start):
        return None
    if text[start:end] == "一" and (EACH_BEFORE.search(text, max(start - 1, 0), start) or EACH_AFTER.match(text, stop)):
        return None
    numeral = parse_numeral(text[start:end] + unit["inner"])
    if numeral.value is None and numeral.low is None and not numeral.masked:
        return None
    if numeral.value is not None and (numeral.value != int(numeral.value)):
        return None
    numeral = rebound(numeral, bound_around(text[max(0, start - 8) : start], text[stop : stop + 8], numeral.bound))
    return Heads(start, stop, numeral, measure)
