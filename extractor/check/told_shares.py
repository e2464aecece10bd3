"""Percentages of people and things: a share of a whole (120人，其中参战人员36人，占30%), a rate of what was done
(受理43件，办结41件，办结率95.3%), a growth (比上年的21件上升28.6%).

Sums have their own percentages (``Summary.checks``). Here the words alone are read, and a percentage is only told to be
wrong where the count that it is of stands beside it, the count that it is reckoned from can be named, and no other
count of the paper would make it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.check.counts import NUMBER, UNIT, Count, counts_in, value_of
from extractor.check.draft import Draft
from extractor.check.lists import BRACKETED
from extractor.finding import Finding

CODE = "percent-differs"
SENTENCE = re.compile(r"[^。；！？\n]+")
PERCENT = (
    rf"(?P<vague>约|近|超过|超|逾|将近|不低于|不少于)?(?P<number>{NUMBER})"
    r"(?P<more>[余多])?[%％](?P<behind>以上|左右|多)?"
)
# 占45.8%，占退役军人总数的24.6%，占比达40%; 分别占 and 各占 tell of several at once
SHARE = re.compile(
    rf"(?<!分别)(?<![各均])占(?:了|到)?(?P<scope>[^，。；、：0-9％%]{{0,16}}?)(?:比例?|比重)?的?(?:为|达到?|近)?{PERCENT}"
)
RATE = re.compile(rf"(?P<done>[一-鿿]{{2}})率(?:为|达到?|是|均?达到?)?{PERCENT}")
CLAUSE_END = re.compile("[，。；：！？\n]")
COMPARED = re.compile(
    r"(?:比|较)(?:上年同期|去年同期|上一?年度?|去年|前年|同期|20[0-9]{2}年(?:同期|度)?)的?(?P<old>[^，。；、]{2,12}?)[，]?"
    r"(?P<word>增长|上升|提高|增加|多|下降|减少|降低|少)了?"
    rf"(?:(?P<by>{NUMBER}[万亿]?(?:{UNIT}))(?:[，、]?(?:同比|增幅|即)?(?:增长|上升|提高|增加|下降|减少|降低)?了?{PERCENT})?|"
    rf"{PERCENT.replace('?P<', '?P<own_')})"
)
FROM_TO = re.compile(
    r"由(?:上年的?|去年的?|20[0-9]{2}年的?|原来的?|原)?(?P<old>[^，。；、由]{2,10}?)"
    r"(?P<word>增加|增长|上升|发展|扩大|提高|减少|下降|降低)到了?(?:今年的|目前的|现在的)?(?P<new>[^，。；、]{2,10}?)[，]?"
    rf"(?:增长|上升|提高|增加|增幅|下降|减少|降低)了?{PERCENT}"
)
FEWER = ("下降", "减少", "降低", "少")
WHOLE_WORDS = re.compile(r"总人数|总数量?|人数|总量|总额|总|全部|其中|本|的$|^(?:全|我|该)")
# What is counted as done where a rate is told, in other words than the rate's own.
DONE = {
    "办证": "办证|办理|发证|领证", "申领": "申领|领取|办理", "结案": "结案|审结|办结|执结", "取证": "取证|取得",
    "持证": "持证|取得", "安置": "安置|上岗|安排", "就业": "就业|上岗", "参训": "参训|培训", "上岗": "上岗|安置",
    "参保": "参保|参加", "参合": "参合|参加", "调解": "调解|调处|化解", "化解": "化解|调解", "签约": "签约|签订",
    "回收": "回收|收回", "录取": "录取|考取",
}  # fmt: skip
NOT_DONE = ("增长", "提高", "上升", "下降", "满意", "降低", "增加", "减少", "比")
# 合格率由91.2%提高到95.6%，提高4.4个百分点;  95.6%，比上年的91.2%提高4.4个百分点
POINTS = (
    re.compile(
        r"由[^，。；0-9]{0,8}(?P<old>[0-9.]+)[%％](?:提高|上升|增加|增长|提升|下降|降低|降)到?了?(?:今年的)?(?P<new>[0-9.]+)[%％]"
        r"，?(?:提高|上升|增加|增长|提升|下降|降低)了?(?P<by>[0-9.]+)个百分点"
    ),
    re.compile(
        r"(?P<new>[0-9.]+)[%％]，?(?:比|较)[^，。；0-9]{1,6}(?:20[0-9]{2}年)?的?(?P<old>[0-9.]+)[%％]"
        r"(?:提高|上升|增加|增长|提升|下降|降低)了?(?P<by>[0-9.]+)个百分点"
    ),
)
STOCK = re.compile("现有|共有|合计|总计|共计|在册")
HANDED_OUT = "张块本枚"  # 1.2万名对象已办理9600张: one to each
VAGUE_BEFORE = 60  # characters
COMPARABLE = Decimal("0.3")  # two counts of one matter in two years lie no further apart


class Told(NamedTuple):
    """A percentage as told: its number, the worth of its last digit, and whether it is exact."""

    number: Decimal
    digit: Decimal
    exact: bool


def told_shares(draft: Draft) -> Iterator[Finding]:
    """Shares, rates and growths of counts that do not come out."""
    for paragraph in draft.paragraphs:
        if paragraph.block.kind != "paragraph" or paragraph.start < draft.title_end:
            continue
        for sentence in SENTENCE.finditer(draft.text, paragraph.start, paragraph.end):
            if "%" in sentence[0] or "％" in sentence[0]:
                yield from _shares(draft, sentence)
                yield from _rates(draft, paragraph.start, sentence)
                yield from _points(draft, sentence)
            if "比" in sentence[0] or "较" in sentence[0] or "由" in sentence[0]:
                yield from _growths(draft, sentence)


def _shares(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    for found in SHARE.finditer(draft.text, *sentence.span()):
        before = _outside_brackets(draft.text, sentence.start(), found.start())
        part = before[-1] if before else None
        if part is None or not part.exact or not _beside(draft.text, part.end, found.start()):
            continue
        if part.unit == "元" and _reckoned(draft, *sentence.span()):
            continue
        scope = WHOLE_WORDS.sub("", found["scope"])
        wholes = _named(draft, scope, part) if scope else _wholes(draft, sentence.start(), before[:-1], part)
        alike = [one for one in before if one.unit == part.unit]
        sums = [sum((one.value for one in alike[-many:]), Decimal(0)) for many in (1, 2, 3)]  # 党员8人、团员16人，占20%
        told = _told(found)
        if wholes and not any(_explained(draft, part._replace(value=value), told, found.start()) for value in sums):
            yield _differs(draft, found.span("number"), part, wholes[-1])


def _rates(draft: Draft, start: int, sentence: re.Match[str]) -> Iterator[Finding]:
    """办结率 of the count that says 办结, of a larger count told before it in the same sentence or the one before."""
    for found in RATE.finditer(draft.text, *sentence.span()):
        told = _told(found)
        if found["done"] in NOT_DONE or told.number >= 100:
            continue
        done = DONE.get(found["done"], found["done"])
        before = list(counts_in(draft.text, _sentence_before(draft.text, start, sentence.start()), found.start()))
        here = [one for one in before if one.start >= sentence.start() and re.search(done, _clause(draft.text, one))]
        if not here or not here[-1].exact:
            continue
        part = here[-1]._replace(unit="人") if here[-1].unit in HANDED_OUT else here[-1]
        wholes = _larger([one for one in before if one.start < part.start], part)
        if wholes and not _explained(draft, part, told, found.start()):
            yield _differs(draft, found.span("number"), part, wholes[-1])


def _points(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """由91.2%提高到95.6%，提高4.4个百分点."""
    for pattern in POINTS:
        for found in pattern.finditer(draft.text, *sentence.span()):
            new, old, by = (value_of(found[name]) for name in ("new", "old", "by"))
            if None not in (new, old, by) and abs((new or 0) - (old or 0)) != by:
                made = abs((new or Decimal(0)) - (old or Decimal(0)))
                reckoning = f"{found['new']}% - {found['old']}%"
                yield draft.finding(CODE, found.span("by"), reckoning=reckoning, expected=f"{made:f}")


def _growths(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """比上年的21件增加6件，增长28.6%: the difference and the percentage, of the count before it."""
    for found in COMPARED.finditer(draft.text, *sentence.span()):
        old = _only(draft.text, found.span("old"))
        before = list(counts_in(draft.text, sentence.start(), found.start()))
        if old is None or not before or not _beside(draft.text, before[-1].end, found.start()):
            continue
        news = [one for one in before if one.unit == old.unit and one.exact and _comparable(one, old)]
        sign = -1 if found["word"] in FEWER else 1
        by = _only(draft.text, found.span("by")) if found["by"] else None
        if news and news[-1] is before[-1] and by is not None and by.unit == old.unit:
            yield from _difference(draft, news, old, by, sign)
        if news and news[-1] is before[-1] and old.unit != "元":
            prefix = "own_" if found["own_number"] else ""
            yield from _growth(draft, news, old, found, prefix, sign)
    for found in FROM_TO.finditer(draft.text, *sentence.span()):
        old, new = _only(draft.text, found.span("old")), _only(draft.text, found.span("new"))
        if old is not None and new is not None and old.unit == new.unit != "元" and new.exact:
            yield from _growth(draft, [new], old, found, "", -1 if found["word"] in FEWER else 1)


def _difference(draft: Draft, news: Sequence[Count], old: Count, by: Count, sign: int) -> Iterator[Finding]:
    """27名，比去年的21名增加8名."""
    slack = old.slack + by.slack
    if by.exact and not any(abs(new.value - old.value - sign * by.value) <= slack + new.slack for new in news):
        made = old.value + sign * by.value
        yield draft.finding(
            "parts-differ",
            (news[-1].start, news[-1].end),
            reckoning=f"{_words(draft, old)} {'+' if sign > 0 else '-'} {_words(draft, by)}",
            expected=_shown(made, old),
            difference=_shown(abs(made - news[-1].value), old),
        )


def _growth(
    draft: Draft, news: Sequence[Count], old: Count, found: re.Match[str], prefix: str, sign: int
) -> Iterator[Finding]:
    """28.6% behind 比上年的21件增长."""
    if not found[f"{prefix}number"] or not old.value:
        return
    told = _told(found, prefix)
    ends = [sorted(sign * (each - 100) for each in _shares_of(new, old)) for new in news]
    if not any(fits(low, high, told) for low, high in ends):
        yield draft.finding(
            CODE,
            _with_sign(draft.text, found.span(f"{prefix}number")),
            reckoning=f"({_words(draft, news[-1])} - {_words(draft, old)}) ÷ {_words(draft, old)}",
            expected=_percent(sign * (news[-1].value / old.value * 100 - 100)),
        )


def fits(low: Decimal, high: Decimal, told: Told) -> bool:
    """Whether a percentage is one of those that the counts make: rounded, cut off behind its last digit, or vague."""
    if not told.exact:
        around = max(told.number / 10, told.digit)
        return low - around <= told.number <= high + around
    return high >= told.number - told.digit / 2 and low < told.number + told.digit


def _shares_of(part: Count, whole: Count) -> tuple[Decimal, Decimal]:
    """The least and the largest percentage that the part can be of the whole, as both are rounded."""
    return (part.value - part.slack) / (whole.value + whole.slack) * 100, (part.value + part.slack) / (
        whole.value - whole.slack
    ) * 100


def _explained(draft: Draft, part: Count, told: Told, end: int) -> bool:
    """Whether the percentage comes out with any count that the paper has told up to here, or may do so with one that
    is not exact (近300人)."""
    wholes = [one for one in counts_in(draft.text, draft.title_end, end) if one.unit == part.unit and one.value]
    vague = any(not one.exact and part.start - VAGUE_BEFORE < one.start < part.start for one in wholes)
    return vague or any(fits(*_shares_of(part, whole), told) for whole in wholes)


def _reckoned(draft: Draft, start: int, end: int) -> bool:
    """Whether the facts themselves hold a percentage of sums of the stretch."""
    sums = {one.id for one in draft.summary.amounts if start <= one.start < end}
    return any(
        check.kind == "percent" and any(key == "amount" and number in sums for key, number in check.operands)
        for check in draft.summary.checks
    )


def _wholes(draft: Draft, start: int, before: Sequence[Count], part: Count) -> list[Count]:
    """The counts that a part with a bare 占30% may be of: in its sentence, else in the one before, else how many there
    are by the section's own words (现有优抚对象214人)."""
    found = _larger(before, part)
    if found:
        return found
    section = draft.section_at(start)
    opening = section.body_start if section is not None else start
    line = max(draft.text.rfind("\n", 0, start) + 1, opening)
    found = _larger(list(counts_in(draft.text, _sentence_before(draft.text, line, start), start)), part)
    earlier = _larger(list(counts_in(draft.text, opening, start)), part)
    return found or [one for one in earlier if STOCK.search(_clause(draft.text, one))]


def _named(draft: Draft, scope: str, part: Count) -> list[Count]:
    """The counts of the paper whose words say what 占…的 names (占社区退役军人总数的24.6%)."""
    told = _larger(list(counts_in(draft.text, draft.title_end, part.start)), part)
    for length in range(len(scope), 1, -1):
        ending = scope[-length:]
        found = [one for one in told if ending in _clause(draft.text, one)]
        if found:
            return found
    return []


def _larger(counts: Sequence[Count], part: Count) -> list[Count]:
    """The counts that the part may be one of."""
    return [one for one in counts if one.unit == part.unit and one.exact and one.value > part.value]


def _beside(text: str, end: int, start: int) -> bool:
    """Whether a count stands in the clause of the words behind it, or in the one before."""
    return len(re.findall("[，：]", text[end:start])) <= 1 and start - end <= 24


def _clause(text: str, one: Count) -> str:
    """The clause that a count stands in."""
    start = max(text.rfind(mark, 0, one.start) for mark in "，。；：！？\n") + 1
    end = CLAUSE_END.search(text, one.end)
    return text[start : end.start() if end is not None else len(text)]


def _outside_brackets(text: str, start: int, end: int) -> list[Count]:
    """The counts of a stretch that stand in no brackets."""
    inside = [found.span() for found in BRACKETED.finditer(text, start, end)]
    return [one for one in counts_in(text, start, end) if not any(low < one.start < high for low, high in inside)]


def _sentence_before(text: str, start: int, at: int) -> int:
    """Where the sentence before the one at a place begins, within its paragraph."""
    return max(text.rfind("。", start, max(at - 1, start)) + 1, start)


def _only(text: str, span: tuple[int, int]) -> Count | None:
    """The one exact count of a stretch, or None."""
    found = list(counts_in(text, *span))
    return found[0] if len(found) == 1 and found[0].exact else None


def _comparable(one: Count, other: Count) -> bool:
    return other.value * COMPARABLE <= one.value <= other.value / COMPARABLE


def _told(found: re.Match[str], prefix: str = "") -> Told:
    number = found[f"{prefix}number"].replace(",", "")
    digit = Decimal(1).scaleb(-len(number.partition(".")[2]))
    exact = not (found[f"{prefix}vague"] or found[f"{prefix}more"] or found[f"{prefix}behind"])
    return Told(Decimal(number), digit, exact)


def _differs(draft: Draft, span: tuple[int, int], part: Count, whole: Count) -> Finding:
    made = part.value / whole.value * 100
    reckoning = f"{_words(draft, part)} ÷ {_words(draft, whole)}"
    return draft.finding(CODE, _with_sign(draft.text, span), reckoning=reckoning, expected=_percent(made))


def _with_sign(text: str, span: tuple[int, int]) -> tuple[int, int]:
    return span[0], text.find("%", span[1]) + 1 if text[span[1]] == "%" else span[1] + 1


def _words(draft: Draft, one: Count) -> str:
    return draft.text[one.start : one.end]


def _shown(value: Decimal, like: Count) -> str:
    """A value as its like is written: 万元 for sums of 万."""
    if like.unit == "元" and value >= 10_000:
        return f"{(value / 10_000).normalize():,f}万元"
    return f"{value.normalize():,f}{like.unit}"


def _percent(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.1')).normalize():f}%"
