"""Shares and rates of people and things: 120人，其中参战人员36人，占30%; 受理43件，办结41件，办结率95.3%.

Sums have their own percentages (``Summary.checks``). Here the words alone are read, and a percentage is only told to be
wrong where the count that it is of stands beside it, the count that it is reckoned from can be named, and no other
count of the paper would make it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.check.counts import NUMBER, UNIT, Count, clause_of, only_count, stands_beside
from extractor.check.draft import SENTENCE, Draft
from extractor.check.lists import BRACKETED
from extractor.check.percentages import CODE, PERCENT, Told, as_percent, fits, percents_of, told_percent, with_sign
from extractor.finding import Finding

# 占45.8%，占退役军人总数的24.6%，占比达40%; 分别占 and 各占 tell of several at once
SHARE = re.compile(
    rf"(?<!分别)(?<![各均])占(?:了|到)?(?P<scope>[^，。；、：0-9％%]{{0,16}}?)(?:比例?|比重)?的?(?:为|达到?|近)?{PERCENT}"
)
# 占下沉干部83人的37.3%
OF_TOLD = re.compile(rf"占[^，。；、0-9％%]{{0,12}}(?P<whole>{NUMBER}(?:{UNIT}))(?:总数)?的{PERCENT}")
RATE = re.compile(rf"(?P<done>[一-鿿]{{2}})率(?:为|达到?|是|均?达到?)?{PERCENT}")
WHOLE_WORDS = re.compile(r"总人数|总数量?|人数|总量|总额|总|全部|其中|本|的$|^(?:全|我|该)")
# What is counted as done where a rate is told, in other words than the rate's own.
DONE = {
    "办证": "办证|办理|发证|领证", "申领": "申领|领取|办理", "结案": "结案|审结|办结|执结", "取证": "取证|取得",
    "持证": "持证|取得", "安置": "安置|上岗|安排", "就业": "就业|上岗", "参训": "参训|培训", "上岗": "上岗|安置",
    "参保": "参保|参加", "参合": "参合|参加", "调解": "调解|调处|化解", "化解": "化解|调解", "签约": "签约|签订",
    "回收": "回收|收回", "录取": "录取|考取", "体检": "体检|实检|参检",
}  # fmt: skip
NOT_DONE = ("增长", "提高", "上升", "下降", "满意", "降低", "增加", "减少", "比")
STOCK = re.compile("现有|共有|合计|总计|共计|在册")
HANDED_OUT = "张块本枚"  # 1.2万名对象已办理9600张: one to each
VAGUE_BEFORE = 60  # characters
IN_MIND = 6000  # characters back within which a count is still the one that a percentage is of


def sentences(draft: Draft) -> Iterator[tuple[int, re.Match[str]]]:
    """The stretches between full stops and semicolons outside tables, each with where its paragraph begins."""
    for paragraph in draft.paragraphs:
        if paragraph.block.kind == "paragraph" and paragraph.start >= draft.title_end:
            for sentence in SENTENCE.finditer(draft.text, paragraph.start, paragraph.end):
                yield paragraph.start, sentence


def told_shares(draft: Draft) -> Iterator[Finding]:
    """Shares and rates of counts that do not come out."""
    for line, sentence in sentences(draft):
        if "%" in sentence[0] or "％" in sentence[0]:
            yield from _shares(draft, sentence)
            yield from _shares_of_told(draft, sentence)
            yield from _rates(draft, line, sentence)


def _shares(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """36人，占30%: of a larger count of the sentence, of one before, or of the one that 占退役军人总数的 names."""
    for found in SHARE.finditer(draft.text, *sentence.span()):
        before = _outside_brackets(draft, sentence.start(), found.start())
        part = before[-1] if before else None
        if part is None or not part.exact or not stands_beside(draft.text, part.end, found.start()):
            continue
        if part.unit == "元" and holds_percent(draft, *sentence.span()):
            continue
        scope = WHOLE_WORDS.sub("", found["scope"])
        wholes = _named(draft, scope, part) if scope else _wholes(draft, sentence.start(), before[:-1], part)
        told = told_percent(found)
        values = _listed(draft.text, before)
        # 新招45人，其中退役军人18人，占40%: of what the sentence has told, and of nothing else
        of_which = not scope and "其中" in draft.text[before[0].end : part.start]
        back = found.start() - sentence.start() if of_which else IN_MIND
        if wholes and not any(_explained(draft, part._replace(value=one), told, found.start(), back) for one in values):
            yield _differs(draft, found.span("number"), part, wholes[-1])


def _shares_of_told(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """31名干部，占下沉干部83人的37.3%."""
    for found in OF_TOLD.finditer(draft.text, *sentence.span()):
        whole = only_count(draft.text, found.span("whole"))
        before = draft.counts_between(sentence.start(), found.start())
        if whole is None or not before or before[-1].unit != whole.unit or not before[-1].exact:
            continue
        parts = [one for one in before if one.unit == whole.unit]
        parts += [before[-1]._replace(value=value) for value in _listed(draft.text, before)]
        told = told_percent(found)
        if not any(fits(*percents_of(one, whole), told) for one in parts):
            yield _differs(draft, found.span("number"), before[-1], whole)


def _rates(draft: Draft, line: int, sentence: re.Match[str]) -> Iterator[Finding]:
    """办结率 of the count that says 办结, of a larger count told before it in the same sentence or the one before."""
    for found in RATE.finditer(draft.text, *sentence.span()):
        told = told_percent(found)
        if found["done"] in NOT_DONE or told.number == 100:
            continue
        done = DONE.get(found["done"], found["done"])
        before = draft.counts_between(_sentence_before(draft.text, line, sentence.start()), found.start())
        here = [one for one in before if one.start >= sentence.start() and re.search(done, clause_of(draft.text, one))]
        if not here or not here[-1].exact:
            continue
        part = here[-1]._replace(unit="人") if here[-1].unit in HANDED_OUT else here[-1]
        wholes = _larger([one for one in before if one.start < part.start], part)
        if wholes and not _explained(draft, part, told, found.start()):
            yield _differs(draft, found.span("number"), part, wholes[-1])


def _listed(text: str, counts: Sequence[Count]) -> list[Decimal]:
    """The last count, and what it makes with those that 、 joins to it (党员8人、团员16人，占40%)."""
    values = [counts[-1].value]
    for one, after in zip(counts[-2::-1], counts[:0:-1], strict=True):
        between = text[one.end : after.start]
        if one.unit != after.unit or "，" in between or not re.search("[、和及]", between):
            break
        values.append(values[-1] + one.value)
    return values


def _explained(draft: Draft, part: Count, told: Told, end: int, back: int = IN_MIND) -> bool:
    """Whether the percentage comes out with a count that the paper has told in the characters ``back``, or may do so
    with one that is not exact (近300人)."""
    before = draft.counts_between(max(end - back, 0), end)
    wholes = [one for one in before if one.unit == part.unit and one.value]
    vague = any(not one.exact and part.start - VAGUE_BEFORE < one.start < part.start for one in wholes)
    return vague or any(fits(*percents_of(part, whole), told) for whole in wholes)


def holds_percent(draft: Draft, start: int, end: int) -> bool:
    """Whether the facts themselves hold a percentage of sums of the stretch."""
    sums = {one.id for one in draft.summary.amounts if start <= one.start < end}
    return any(
        check.kind == "percent" and any(key == "amount" and number in sums for key, number in check.operands)
        for check in draft.summary.checks
    )


def _wholes(draft: Draft, start: int, before: Sequence[Count], part: Count) -> list[Count]:
    """The counts that a part with a bare 占30% may be of: in its sentence, else in the one before, else how many there
    are by the section's own words (现有优抚对象214人)."""
    section = draft.section_at(start)
    opening = section.body_start if section is not None else start
    line = max(draft.text.rfind("\n", 0, start) + 1, opening)
    found = _larger(before, part)
    found = found or _larger(draft.counts_between(_sentence_before(draft.text, line, start), start), part)
    earlier = _larger(draft.counts_between(max(opening, start - IN_MIND), start), part) if not found else []
    return found or [one for one in earlier if STOCK.search(clause_of(draft.text, one))]


def _named(draft: Draft, scope: str, part: Count) -> list[Count]:
    """The counts of the paper whose words say what 占…的 names (占社区退役军人总数的24.6%)."""
    before = _larger(draft.counts_between(max(part.start - IN_MIND, 0), part.start), part)
    clauses = [(one, clause_of(draft.text, one)) for one in before]
    for length in range(len(scope), 1, -1):
        found = [one for one, clause in clauses if scope[-length:] in clause]
        if found:
            return found
    return []


def _larger(counts: Sequence[Count], part: Count) -> list[Count]:
    """The counts that the part may be one of."""
    return [one for one in counts if one.unit == part.unit and one.exact and one.value > part.value]


def _outside_brackets(draft: Draft, start: int, end: int) -> list[Count]:
    """The counts of a stretch that stand in no brackets."""
    inside = [found.span() for found in BRACKETED.finditer(draft.text, start, end)]
    between = draft.counts_between(start, end)
    return [one for one in between if not any(low < one.start < high for low, high in inside)]


def _sentence_before(text: str, line: int, at: int) -> int:
    """Where the sentence before the one at a place begins, within its paragraph."""
    return max(text.rfind("。", line, max(at - 1, line)) + 1, line)


def _differs(draft: Draft, span: tuple[int, int], part: Count, whole: Count) -> Finding:
    reckoning = f"{draft.text[part.start : part.end]} ÷ {draft.text[whole.start : whole.end]}"
    expected = as_percent(part.value / whole.value * 100)
    return draft.finding(CODE, with_sign(draft.text, span), reckoning=reckoning, expected=expected)
