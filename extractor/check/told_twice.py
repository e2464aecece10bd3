"""One thing told with two values: a stock of people, a whole year's sum, or a count whose words are all the same.

Two sums or counts are only held against each other where the words leave no room for two things: nothing that parts
them (another time, another place, 其中, a comparison), and values that lie near each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractor.check.draft import Draft
from extractor.finding import Finding
from extractor.model import Amount, Headcount
from extractor.tokens import tokenize

CODE = "two-values"
# 现有优抚对象262人: how many there are, not how many were reached by one deed.
STOCK = re.compile(
    r"(?:现有|共有|总共有|登记在册|在册|管理服务|辖区有|全[县市区镇乡村街道社校院局]{1,3}有)[^，。；0-9]{0,14}$"
)
# 全年共发放优待金12万元: the whole of a year's.
WHOLE = re.compile(r"(?:全年|年内|一年来|今年以来|年度|本年)[^，。；]{0,20}$")
NEAR = 0.3  # two values of one thing lie so near each other; what lies further apart is told of two things
FEWEST = 10
COUNT = re.compile(
    r"(?P<lead>[^，。；：、\n0-9]{4,24})(?P<number>[0-9][0-9,]*)(?P<unit>名|人|户|场次|场|次|件|份|条|期|幅|家|台)(?![次均]|以上|以内|左右)"
)
# Words that part two things, or that tell no total at all.
PARTING = re.compile(
    r"其中|每|各|平均|另|又|再|首批|第[一二三四五六七八九十]|比|增加|减少|上半年|下半年|季度|月|春节|元旦|八一|清明|国庆|七一|中秋|端午|期间|去年|上年|以来|年前|前夕|部分|分别"
)
# Words that say nothing of what is counted.
LIGHT = frozenset(
    [
        *("达到", "共计", "累计", "全年", "组织", "开展", "完成", "进行", "我们", "现有", "先后", "已经"),
        *("全县", "全镇", "全乡", "全区", "全市", "全局", "全校", "全院", "全系统"),
    ]
)
FEWEST_WORDS = 2
Fact = Amount | Headcount


class Count(NamedTuple):
    """A number with what its clause says before it: where it stands, its value, its unit, the words that matter."""

    start: int
    end: int
    value: int
    unit: str
    words: frozenset[str]


def two_values(draft: Draft) -> Iterator[Finding]:
    """A stock or a whole year's sum that is told twice and not alike; and counts in the same words."""
    told: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for head in draft.summary.headcounts:
        if head.value and head.bound == "exact" and STOCK.search(_before(draft, head.start)):
            told["heads", head.of, head.unit].append(head)
    for amount in draft.summary.amounts:
        if amount.counts and amount.value and amount.bound == "exact" and WHOLE.search(_before(draft, amount.start)):
            told["money", amount.fund_code, amount.group, amount.period].append(amount)
    for facts in told.values():
        for one, other in pairwise(facts):
            if one.sentence != other.sentence and near(one.value or 0, other.value or 0):
                yield draft.finding(CODE, (other.start, other.end), other=one.text)
    yield from _counted_twice(draft)


def near(one: int, other: int) -> bool:
    """Whether two values differ, and by no more than two values of one thing would."""
    return 0 < abs(one - other) <= NEAR * max(one, other)


def _counted_twice(draft: Draft) -> Iterator[Finding]:
    counts = list(_counts(draft))
    for number, later in enumerate(counts):
        for earlier in counts[:number]:
            apart = draft.sentence_at(earlier.start) != draft.sentence_at(later.start)
            if apart and earlier.unit == later.unit and near(earlier.value, later.value) and same(earlier, later):
                span = later.start, later.end
                yield draft.finding(CODE, span, other=draft.text[earlier.start : earlier.end])
                break


def same(one: Count, other: Count) -> bool:
    """Whether two counts are of one thing: all words of the shorter one stand in the longer one. Where the digits are
    only in another order (6350, 6530) one word in common is enough."""
    fewer, more = sorted((one.words, other.words), key=len)
    if len(fewer) >= FEWEST_WORDS and fewer <= more:
        return True
    turned = sorted(str(one.value)) == sorted(str(other.value)) and len(set(str(one.value))) > FEWEST_WORDS
    return turned and bool(fewer & more)


def _counts(draft: Draft) -> Iterator[Count]:
    """The exact counts of ten and more, in the text and not in tables, that nothing parts from others."""
    for found in COUNT.finditer(draft.text, draft.title_end):
        value = int(found["number"].replace(",", ""))
        if value < FEWEST or PARTING.search(found["lead"]) or PARTING.search(_clause(draft, found.start())):
            continue
        sentence = draft.sentence_at(found.start())
        planned = draft.is_summary and sentence is not None and sentence.planned
        if planned or draft.summary.source_map.block_at(found.start()).kind != "paragraph":
            continue
        words = frozenset(word for word in tokenize(found["lead"], ()) if len(word) > 1 and word not in LIGHT)
        yield Count(found.start("number"), found.end("unit"), value, found["unit"], words)


def _clause(draft: Draft, position: int) -> str:
    """What stands before in the same sentence, up to the last semicolon."""
    sentence = draft.sentence_at(position)
    start = sentence.start if sentence is not None else 0
    return draft.text[max(start, draft.text.rfind("；", 0, position) + 1) : position]


def _before(draft: Draft, position: int) -> str:
    return draft.text[max(position - 40, 0) : position]
