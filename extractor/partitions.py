"""Parts = whole: sums that are made of other sums, in prose and in tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.arithmetic import equal, lead, resolution
from extractor.funds import same_fund
from extractor.item_lists import ItemList, find_lists
from extractor.kinds import Group
from extractor.model import CheckResult
from extractor.sum_runs import FAR, NEAR, PASSED_OVER, Around, Products, open_run, reach, worth
from extractor.sums import Sum

OF_ALL = re.compile("资金|经费|款项|支出")
# 租房3.6万元，其余为装修费用: what stands before were parts.
RESTS = re.compile("[^。；]{0,6}， ?(?:其余|余下|余为|剩余|其它为|其他为|余)")
ANNOUNCED = re.compile("其中|分别|包括|具体|：|（")
# 全年慰问金10万元，春节慰问金6万元: a whole by its words
WIDE = re.compile("全|总|各级|年内|一年")
# 1万元善款全部送给小杨: what stands before is all in it
ALL_OF_IT = re.compile("[^，。；、\\d]{0,6}(?:全部|悉数|一并|一起)")
PART_OF_YEAR = re.compile(r"[上下]半年|[一二三四1-4]季度|\d月[至到—-]|前\d{1,2}个月|前[一二三]季度")
LISTED = re.compile("具体|分别|包括|：|主要有")
# 加上村民捐款，共筹得2.1万元: what stands before is in it
ADDED = re.compile("(?:加上|连同|再加)[^。；]{0,20}共")
# 其余1500元: with it the parts claim to be all of the whole.
REST = re.compile(r"其余|余下|剩余")
ROUND = re.compile(r"[1-9]\d{2,}\s*万")
MANY = 3  # parts
LEAST_TOLD = Decimal("0.9")  # of a sum that a paragraph breaks down
SETS_OUT = re.compile("其中|具体|如下|明细|包括|分别|主要用于|分配")
HALF_A_WAN = 5 * 10**5  # fen


# 投入200万元，比去年增加50万元，其中宣传34万元: what comes behind are parts of the sum before
INCREASE = re.compile(r"(?:增加|增长|净增|增|减少|减|提高|上升|下降|多|少|超出?|高出|结余|节约|节省)了?(?:约|近)?$")


@dataclass(frozen=True, slots=True)
class Partition:
    """A sum and the sums that it is made of. ``result`` is unknown where the parts do not claim to be all of it.

    ``rates`` are those whose products are parts too (32人每人300元); ``value`` is what parts and products come to, in
    fen.
    """

    whole: Sum
    parts: tuple[Sum, ...]
    result: CheckResult
    value: Decimal
    rates: tuple[Sum, ...] = ()


def find_partitions(sums: Sequence[Sum], products: Products) -> Iterator[Partition]:
    """Wholes with their parts among the sums of one section, those of the innermost lists first.

    Parts before a whole: a run that 共计 closes. Parts behind it: a run whose sum is the whole's, or those that 其中
    marks.
    """
    text = sums[0].scene.text
    lists = find_lists(text, sums[0].scene.sentence.start, sums[-1].scene.sentence.end)
    around = Around(sums, products, lists)
    for n in sorted(range(len(sums)), key=around.depth, reverse=True):
        whole = sums[n]
        if n in around.whole_of or not is_whole(whole):
            continue
        run = run_before(around, n) or run_behind(around, n) or earlier_in_year(around, n)
        while run:
            around.whole_of.update((k, n) for k in run)
            yield made_of(whole, [sums[k] for k in run], products)
            run = told_again(around, n, max(run)) if max(run) > n else None


def is_whole(one: Sum) -> bool:
    """Whether a sum of the text may be made of others."""
    if one.scene.cell or one.role not in ("total", "history", "plan") or one.value is None:
        return False
    return one.rule not in PASSED_OVER and INCREASE.search(lead(one)) is None


def earlier_in_year(around: Around, n: int) -> list[int] | None:
    """上半年发放抚恤金142万元，全年发放285.6万元: what was paid in a part of the year is in the year's sum."""
    sums, whole = around.sums, around.sums[n]
    if "全年" not in lead(whole) or whole.role != "total":
        return None
    run = [
        k
        for k in range(n)
        if whole.scene.sentence.index - sums[k].scene.sentence.index <= NEAR
        and k not in around.whole_of
        and sums[k].role == "total"
        and PART_OF_YEAR.search(lead(sums[k]))
        and same_fund(sums[k].purpose, whole.purpose)
        and sums[k].group == whole.group
    ]
    total = sum((sums[k].value or Decimal(0) for k in run), Decimal(0))
    return run if run and total <= (whole.value or 0) else None


def told_again(around: Around, n: int, last: int) -> list[int] | None:
    """A second list right behind the parts of a whole that comes to the same: by source (财政420万元、自筹90万元), then
    by use.
    """
    sums = around.sums
    run: list[int] = []
    total = Decimal(0)
    for k in open_run(around, n, range(last + 1, len(sums))):
        if sums[k].scene.sentence.index - sums[n].scene.sentence.index > 1:
            return None
        run.append(k)
        total += worth(sums[k], around.products)
        if len(run) >= 2 and total == sums[n].value:
            return run
    return None


def made_of(whole: Sum, run: Sequence[Sum], products: Products) -> Partition:
    """The partition of a whole into the sums and products of a run."""
    parts = tuple(one for one in run if one.start not in products)
    total = sum((worth(one, products) for one in run), Decimal(0))
    rates = tuple(one for one in run if one.start in products)
    return Partition(whole, parts, partition_result(whole, run, parts, total), total, rates)


def find_table_partitions(sums: Sequence[Sum]) -> Iterator[Partition]:
    """The sums of tables' columns and rows with the cells that they add up."""
    parts: dict[tuple[int, str], list[Sum]] = defaultdict(list)
    for one in sums:
        if one.scene.cell is not None and one.scene.cell.whole is not None:
            parts[one.scene.cell.whole, one.scene.cell.along].append(one)
    by_start = {one.start: one for one in sums}
    for (start, _), own in parts.items():
        total = sum((part.value or Decimal(0) for part in own), Decimal(0))
        yield Partition(by_start[start], tuple(own), "holds" if equal(total, by_start[start]) else "fails", total)


def partition_result(whole: Sum, run: Sequence[Sum], parts: Sequence[Sum], total: Decimal) -> CheckResult:
    """Whether the parts make the whole; unknown where they do not claim to be all of it. Of the ``run`` that it is made
    of ``parts`` are what is no rate.
    """
    slack = slack_of(whole, parts)
    if equal(total, whole) or abs(total - (whole.value or 0)) <= slack:
        return "holds"
    closed = whole.closes_list and run[-1].start < whole.start  # 合计 says nothing of what comes behind it
    complete = closed or any(REST.search(lead(part)) for part in parts)
    return "fails" if complete or total > (whole.value or 0) + slack else "unknown"


def slack_of(whole: Sum, parts: Sequence[Sum]) -> Decimal:
    """What a whole and the sum of its parts may differ by for their rounding, in fen. A whole of hundreds of 万 with
    parts that are told more exactly is rounded to the 万 (346万元: 120.3万元, 98.41万元, …).
    """
    slack = Decimal(resolution(whole.text) + sum(resolution(part.text) for part in parts))
    rounded = ROUND.match(whole.text) is not None and len(parts) >= MANY and any("." in part.text for part in parts)
    return slack + HALF_A_WAN if rounded else slack


def run_before(around: Around, n: int) -> list[int] | None:
    """The items that a stated sum (两项共计5万元) closes: they add up to it, or it says 合计 and is no smaller."""
    sums, whole = around.sums, around.sums[n]
    if whole.value is None:
        return None
    run: list[int] = []
    total = Decimal(0)
    closed, far = around.closed_by(n), reach(whole)
    beyond = 0  # items that only count where all add up
    rough = whole.bound != "exact" and (closed is not None or far == FAR)
    for k in open_run(around, n, range(n - 1, -1, -1)):
        near = whole.scene.sentence.index - sums[k].scene.sentence.index <= far
        if not near and (closed is None or closed.item_of(sums[k].start) is None):
            if not far or sums[k].scene.sentence.paragraph != whole.scene.sentence.paragraph:
                break
            beyond += 1
        run.insert(0, k)
        total += worth(sums[k], around.products)
        slack = slack_of(whole, [sums[j] for j in run])
        if total > whole.value + slack and not rough:
            return None
        if len(run) >= 2 and abs(total - whole.value) <= slack and not rough:
            apart = sums[run[0]].scene.sentence.index != whole.scene.sentence.index
            stated = whole.stated or "累计" in lead(whole) or ALL_OF_IT.match(whole.scene.text, whole.end) is not None
            told = (stated and not apart) or far == FAR or closed is not None or (far and of_one_fund(around, n, run))
            return run if told or telling(around, run) else None
    if rough:
        return run if len(run) >= 2 and equal(total, whole) else None
    run = run[beyond:]
    if run and whole.stated and ADDED.search(whole.scene.text, sums[run[0]].end, whole.start):
        return run
    return run if len(run) >= 2 and whole.stated and whole.closes_list else None


def of_one_fund(around: Around, n: int, run: Sequence[int]) -> bool:
    """Whether a sum that opens its sentence is of the same fund as all that it sums up, or names none."""
    whole = around.sums[n].purpose
    return all(whole.may_be_of(around.sums[k].purpose.fund) for k in run)


def telling(around: Around, run: Sequence[int]) -> bool:
    """Whether a sum that no 共计 announces can hardly be right by chance: an item has three digits or more (147万 +
    63万), or is what a rate and heads come to.
    """
    items = [around.sums[k] for k in run]
    return any(one.start in around.products or len(str(int(one.value or 0)).rstrip("0")) >= 3 for one in items)


def run_behind(around: Around, n: int) -> list[int] | None:
    """The items behind a sum that make it up: two or more whose sum is right, or those that 其中 marks."""
    sums, whole = around.sums, around.sums[n]
    run: list[int] = []
    total = Decimal(0)
    value = whole.value or Decimal(0)
    opened = around.opened_by(n)
    for k in open_run(around, n, range(n + 1, len(sums))):
        far = sums[k].scene.sentence.index - whole.scene.sentence.index
        if far > (4 if whole.stated else 1) and (opened is None or opened.item_of(sums[k].start) is None):
            break
        total += worth(sums[k], around.products)
        run.append(k)
        slack = slack_of(whole, [sums[j] for j in run])
        if len(run) >= 2 and abs(total - value) <= slack and parted(whole, around, run):
            return run
        if total > value + slack:
            break
        if sums[k].scene.moneys[-1] is sums[k].money and RESTS.match(whole.scene.text, sums[k].end):
            return run
    if opened is not None and set_out(around, n, opened, run):
        return run
    parts = [k for k in run if sums[k].role == "part" and worth(sums[k], around.products) <= value + slack]
    parts = [] if parts and (siblings(whole, sums[parts[0]]) or has_own_whole(whole, sums[parts[0]], sums)) else parts
    return parts or rough_run(around, n) or paragraph_run(around, n)


def set_out(around: Around, n: int, opened: ItemList, run: Sequence[int]) -> bool:
    """Whether a sum says that the list behind it tells what it is made of (32万元，具体如下：1、…), though some of the
    items have no sum: then those that have come to most of it, and to no more.
    """
    whole = around.sums[n]
    items = [k for k in run if opened.item_of(around.sums[k].start) is not None]
    if len(items) < len(run) or len(run) < 2 or not SETS_OUT.search(whole.scene.text, whole.end, opened.start):
        return False
    total = sum((worth(around.sums[k], around.products) for k in run), Decimal(0))
    return (whole.value or 0) / 2 <= total <= (whole.value or 0)


def paragraph_run(around: Around, n: int) -> list[int] | None:
    """拿出资金83余万元，开展暖心行动。为烈属…1.9万元。为老兵…: a rounded sum that opens a paragraph and names nobody
    is of all that its other sentences tell, where that comes near to it.
    """
    sums, whole = around.sums, around.sums[n]
    sentence = whole.scene.sentence
    alone = len(whole.scene.moneys) == 1 and not whole.scene.of(Group, sentence.start, sentence.end)
    opens = n == 0 or sums[n - 1].scene.sentence.paragraph != sentence.paragraph
    if whole.bound == "exact" or not alone or not opens:
        return None
    behind = open_run(around, n, range(n + 1, len(sums)))
    run = [k for k in behind if sums[k].scene.sentence.paragraph == sentence.paragraph]
    total = sum((worth(sums[k], around.products) for k in run), Decimal(0))
    near = (whole.value or 0) * LEAST_TOLD <= total and (total <= (whole.value or 0) or equal(total, whole))
    return run if len(run) >= MANY and near else None


def parted(whole: Sum, around: Around, run: Sequence[int]) -> bool:
    """Whether sums behind one that they add up to may be its parts: not side by side with it, and announced by 共, not
    behind a semicolon, or hardly so by chance.
    """
    first = around.sums[run[0]]
    if side_by_side(whole, first):
        return False
    return whole.stated or "；" not in whole.scene.text[whole.end : first.start] or telling(around, run)


def side_by_side(whole: Sum, first: Sum) -> bool:
    """Whether two sums are items of one list, and neither the whole of the other: 慰问部队5万元，慰问军属3万元. Between
    them no 其中 or 分别 stands, and they are joined by 、 or worded alike.
    """
    if whole.scene is not first.scene or ANNOUNCED.search(whole.scene.text, whole.end, first.start):
        return False
    if whole.scene.linked(whole.end, first.start):
        return True
    one, other = lead(whole), lead(first)
    if whole.stated or WIDE.search(one):
        return False
    if of_another_fund(whole, first):
        return True
    return one[:2] == other[:2] or one[-2:] == other[-2:]


def of_another_fund(whole: Sum, first: Sum) -> bool:
    """Whether two sums name each its own fund: 拨付优待金120万元，抚恤金80万元. Neither is part of the other."""
    named = [one.purpose for one in (whole, first) if len(one.purpose.funds) == 1 and not one.purpose.several]
    return len(named) == 2 and named[0].fund != named[1].fund and not OF_ALL.search(lead(whole))


def rough_run(around: Around, n: int) -> list[int] | None:
    """5000余万元，具体为抚恤金2218.6万元、…: the items of a rounded whole, announced, come to a little more than it."""
    sums, whole = around.sums, around.sums[n]
    if whole.bound != "over":
        return None
    run: list[int] = []
    total = Decimal(0)
    for k in open_run(around, n, range(n + 1, len(sums))):
        if sums[k].scene is not whole.scene:
            break
        run.append(k)
        total += worth(sums[k], around.products)
    announced = run and LISTED.search(whole.scene.text, whole.end, sums[run[0]].start)
    return run if announced and len(run) >= 2 and equal(total, whole) else None


def has_own_whole(whole: Sum, part: Sum, sums: Sequence[Sum]) -> bool:
    """Whether 其中 before a part follows a sum of its own sentence: in 县里拨付经费2000元，其中500元… it is no part of
    what an earlier sentence tells."""
    mark = part.scene.text.rfind("其中", part.scene.sentence.start, part.start)
    return whole.scene is not part.scene and any(one.scene is part.scene and one.start < mark for one in sums)


def siblings(one: Sum, other: Sum) -> bool:
    """Whether 其中 stands before both in their sentence: 其中2021年62万元、2022年83万元 are parts alike."""
    mark = one.scene.text.rfind("其中", one.scene.sentence.start, other.start)
    return one.scene.sentence.start <= mark < one.start
