"""Sums that lie within another that is told too, though no 其中 says so: what one of many got, what was paid on the
spot or at first, and what was bought with gifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor import arithmetic
from extractor.reading import YearRange
from extractor.repeats import different_dates, times_of
from extractor.roles import NAMED
from extractor.sums import Sum, is_just_before

# 这次我领到补助金5.4万元; 大队长带头捐出100元，一下子捐了2640元
ONE_PERSON = re.compile(
    "(?:我(?![们国省市区县镇乡村街社局院校队站所会公厂委])|[他她](?!们)|本人)[^，。；]{0,8}(?:[领拿收得]到|领取|领了)"
    "[^，。；]{0,16}$|(?:带头|率先|首先)[^，。；、]{0,8}$"
)
# 老兵周某从镇干部手中接过2000元; 军属刘某家领到了1.2万元
TOOK = re.compile(
    "从[^，。；\\d]{2,20}手[中里上]接过[^，。；\\d]{0,8}$"
    "|(?:某某?|大[爷娘妈伯叔]|老人|同志)(?:一?家|夫妇|夫妻)?(?![^，。；]*[向为给])[^，。；\\d]{0,14}(?:[领拿收得]到|领取|获得|接过)了?[^，。；\\d]{0,8}$"
)
MANY = 5
# 如柳村刘某，…解决医疗救助款2000元: one of those that the sum before was paid to
EXAMPLE = re.compile(" ?(?:比如|例如|譬如|如(?![何果期实下数今此愿同意约有遇需若能无因上]))")
NEAR = 3  # sentences
# 活动现场发放慰问金3万元。此次活动全县共发放慰问金48.6万元
ON_THE_SPOT = re.compile("现场|仪式上|当[天日](?!工资)|代表")
IN_ALL = re.compile("(?:此次|本次|这次|该项?活动|活动期间)[^。；]{0,24}(?:共|累计|总计)")
TOGETHER_WITH = re.compile("连同|加上|算上")
# 近日发放帮扶金3.6万元。今年以来，全县已发放帮扶金35.8万元
AT_FIRST = re.compile("近日|日前|首批|第一批|近期")
THIS_YEAR_IN_ALL = re.compile(
    r"(?:全年|今年以来|年初以来|截[至止]目前|今年|20\d\d年度?)[^。；]{0,10}(?:共|累计|总计|已|全[省市州县区旗镇乡街])"
)
# 五年来，“十三五”期间，累计
SPAN_OF_YEARS = re.compile("[两三四五六七八九十][个多余]?年[来间共]|年来|期间|以来|累计")
# 用善款购买毛巾、牛奶，购买物品9240元
BUYS = re.compile("购买|采购|购置|购得|买来|买了|置办")
GIFTS = re.compile("善款|爱心款|捐款|捐来|募集|募得|筹得|志愿者|协会|义工|大家|我们|他们|她们")
RAISED = re.compile("募集|募得|筹集|筹得|筹措|收到|捐款|捐得|善款")


def shares(sums: Sequence[Sum], years: YearRange) -> list[Sum]:
    """The sums of a summary on such years, those that lie within another marked as its parts."""
    made = years_of_span(one_of_many(sums)) if years.several else one_of_many(sums)
    for at, one in enumerate(made):
        if one.role != "total" or one.value is None or one.scene.cell is not None:
            continue
        whole = paid_in_all(made, at)
        if whole is not None:
            made[at] = replace(one, role="part", rule="role.part.paid_first", whole=whole.start)
            continue
        gifts = gifts_before(made, at)
        if gifts is not None:
            made[at] = replace(one, role="part", rule="role.part.bought_with_gifts", whole=gifts.start)
    return made


def years_of_span(sums: Sequence[Sum]) -> list[Sum]:
    """In a report on several years: a year's sum is a part of the one told of the same fund and people for all of them
    (五年来发放优待金538万元。2023年发放120万元。).
    """
    totals = [one for one in sums if one.role == "total" and one.value]
    spans = [one for one in totals if year_told(one) is None and of_span(one)]
    made = list(sums)
    for at, one in enumerate(sums):
        if one.role != "total" or year_told(one) is None:
            continue
        whole = next((span for span in spans if takes_in(span, one)), None)
        if whole is not None:
            made[at] = replace(one, role="part", rule="role.part.year_of_span", whole=whole.start)
    return made


def year_told(one: Sum) -> int | None:
    """The year in which the dates lie that a sum's clause tells, or its sentence before it."""
    years = {date.within_year for date in times_of(one)}
    return years.pop() if len(years) == 1 else None


def of_span(one: Sum) -> bool:
    """Whether the words before a sum in its sentence say that it is of years together."""
    return SPAN_OF_YEARS.search(one.scene.text, one.scene.sentence.start, one.start) is not None


def takes_in(span: Sum, one: Sum) -> bool:
    """Whether a sum of several years is of the same fund and people as a year's, and no smaller."""
    alike = arithmetic.same_group(one.group, one.base, span.group, span.base) or span.group is None
    return span.purpose.fund == one.purpose.fund and alike and (span.value or 0) >= (one.value or 0)


def paid_in_all(sums: Sequence[Sum], at: int) -> Sum | None:
    """The sum over a whole deed, or over the year, that is told shortly behind what was paid of it on the spot, or at
    first, to the same people of the same fund.
    """
    one = sums[at]
    told = one.scene.text[one.scene.sentence.start : one.start]
    named = at + 1 < len(sums) and (TOGETHER_WITH.search(arithmetic.lead(one)) or tops_up(sums, at))
    if named and is_sum_with(sums[at + 1], one):
        return sums[at + 1]
    over = [IN_ALL] if ON_THE_SPOT.search(told) else []
    over += [THIS_YEAR_IN_ALL] if AT_FIRST.search(told) else []
    for other in near(sums[at + 1 :], one) if over else ():
        same = other.purpose.fund == one.purpose.fund and (other.value or 0) > (one.value or 0)
        lead = other.scene.text[max(other.scene.sentence.start, one.end) : other.start]
        alike = arithmetic.same_group(one.group, one.base, other.group, other.base)
        if same and alike and other.role == "total" and any(words.search(lead) for words in over):
            return other
    return None


def tops_up(sums: Sequence[Sum], at: int) -> bool:
    """预算安排980万元，年中追加64万元，全年到位1044万元: what makes, with the budget before it, the sum behind it."""
    one, before, behind = sums[at], sums[at - 1], sums[at + 1]
    budget = at > 0 and before.role == "plan" and before.scene is one.scene
    return budget and (before.value or 0) + (one.value or 0) == behind.value


def is_sum_with(other: Sum, one: Sum) -> bool:
    """连同八一慰问的1.2万元，全年慰问金2.4万元: the next sum of the sentence, over all, takes in what 连同 names."""
    larger = other.purpose.fund == one.purpose.fund and (other.value or 0) > (one.value or 0)
    overall = other.stated or "全年" in arithmetic.lead(other)
    return other.scene is one.scene and other.role == "total" and larger and overall


def gifts_before(sums: Sequence[Sum], at: int) -> Sum | None:
    """The gifts of money, told shortly before, of which most was spent on the goods whose price a sum is."""
    one = sums[at]
    text, start = one.scene.text, one.scene.sentence.start
    if (
        one.purpose.fund != "慰问品"
        or not BUYS.search(text, start, one.start)
        or not GIFTS.search(text, start, one.start)
    ):
        return None
    for other in near(reversed(sums[:at]), one):
        if other.role != "total" or other.purpose.fund != "捐款" or other.scene is one.scene:
            continue
        covers = (other.value or 0) / 2 <= (one.value or 0) <= (other.value or 0)
        if covers and RAISED.search(arithmetic.lead(other)) and not different_dates(other, one):
            return other
    return None


def near(others: Iterable[Sum], one: Sum) -> Iterator[Sum]:
    """Of sums in order of their distance from one those that stand in its section, at most a few sentences off."""
    own = one.scene.sentence
    for other in others:
        sentence = other.scene.sentence
        if abs(sentence.index - own.index) > NEAR or sentence.section != own.section:
            return
        yield other


def one_of_many(sums: Sequence[Sum]) -> list[Sum]:
    """“我领到补助金5.4万元，…”: what one person got, or gave first, is in the total of its fund."""
    made = list(sums)
    for at, one in enumerate(sums):
        if is_example(one):
            whole = paid_before(sums, at)
            if whole is not None:
                made[at] = replace(one, role="part", rule="role.part.example", whole=whole.start)
            continue
        if one.role != "total" or one.stated or one.value is None or not is_one_person(one):
            continue
        whole = next((other for other in sums if is_of_many(other, one)), None)
        if whole is not None:
            made[at] = replace(one, role="part", rule="role.part.one_of_many", whole=whole.start)
    return made


def is_of_many(other: Sum, one: Sum) -> bool:
    """Whether a sum is many times what one got, of the same fund, or told near as what the deed came to in all."""
    first, second = one.scene.sentence, other.scene.sentence
    if other.role != "total" or second.section != first.section or (other.value or 0) < (one.value or 0) * MANY:
        return False
    if other.purpose.fund == one.purpose.fund:
        return True
    in_all = IN_ALL.search(other.scene.text, second.start, other.start) is not None
    return other.purpose.reaches and 0 < second.index - first.index <= NEAR and in_all


def is_one_person(one: Sum) -> bool:
    """Whether a clause tells of what one person got, or gave first; not of a cheque of gifts (接过20万元捐款)."""
    lead = arithmetic.lead(one)
    took = one.purpose.fund != "捐款" and TOOK.search(lead) is not None
    return took or ONE_PERSON.search(lead) is not None


def is_example(one: Sum) -> bool:
    """Whether a sentence tells of one person by way of example: 如柳村刘某患重病，…解决医疗救助款2000元."""
    text, start = one.scene.text, one.scene.sentence.start
    opens = EXAMPLE.match(text, start) is not None
    return one.role == "total" and not one.stated and opens and NAMED.search(text, start, one.start) is not None


def paid_before(sums: Sequence[Sum], at: int) -> Sum | None:
    """The last total of the sentence before that is of a sum's fund and no smaller."""
    one = sums[at]
    for other in reversed(sums[:at]):
        same = is_just_before(other, one) and other.purpose.fund == one.purpose.fund
        if same and other.role == "total" and (other.value or 0) >= (one.value or 0):
            return other
    return None
