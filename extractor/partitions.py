"""Parts = whole: sums that are made of other sums, in prose and in tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.arithmetic import equal, lead, resolution
from extractor.model import CheckResult
from extractor.sums import Sum

# 租房3.6万元，其余为装修费用: what stands before were parts.
OF_ALL = re.compile("资金|经费|款项|支出")
RESTS = re.compile("[^。；]{0,6}，(?:其余|余下|余为|剩余|其它为|其他为|余)")
ANNOUNCED = re.compile("其中|分别|包括|具体|：|（")
# 全年慰问金10万元，春节慰问金6万元: a whole by its words
WIDE = re.compile("全|总|各级|年内|一年")
# 1万元善款全部送给小杨: what stands before is all in it
ALL_OF_IT = re.compile("[^，。；、\\d]{0,6}(?:全部|悉数|一并|一起)")
PART_OF_YEAR = re.compile(r"[上下]半年|[一二三四1-4]季度|\d月[至到—-]|前\d{1,2}个月|前[一二三]季度")
LISTED = re.compile("具体|分别|包括|：|主要有")
# 总投资260万元，其中申请上级资金150万元: what of a sum was asked for is part of it
ASKED = "cue.plan.request"
OF_WHICH = re.compile("其中|包括")
# 加上村民捐款，共筹得2.1万元: what stands before is in it
ADDED = re.compile("(?:加上|连同|再加)[^。；]{0,20}共")
# 其余1500元: with it the parts claim to be all of the whole.
REST = re.compile(r"其余|余下|剩余")
# 以上共计6.35万元 closes a list of whole sentences
CLOSES_ALL = re.compile(r"(?:^|[，。；：\n])(?:以上|上述|[两三四五六七八九][项次批])[^，。；\d]{0,10}$")
ABOVE = re.compile(" ?(?:以上|上述|综上)")
# 全区合计支出慰问金137.7万元, 共计支出…: a sentence that begins with its sum
OPENS_SUM = re.compile(r"[^，。；\d]{0,12}(?:合计|共计|总计|累计|总共|共)[^，。；\d]{0,14}$")
FAR = 12  # sentences
NEAR = 3
# sums that only stand there to be compared with: 比2012年的1874万元增长18.2%
PASSED_OVER = ("cue.history.compared", "cue.history.from")


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


# What the product of a rate and its heads comes to, in fen, by the rate's place.
Products = Mapping[int, Decimal]


def find_partitions(sums: Sequence[Sum], products: Products) -> Iterator[Partition]:
    """Wholes with their parts among the sums of one section, in order.

    Parts before a whole: a run that 共计 closes. Parts behind it: a run whose sum is the whole's, or those that 其中
    marks.
    """
    taken: set[int] = set()
    for n, whole in enumerate(sums):
        if n in taken or whole.scene.cell or whole.role not in ("total", "history", "plan") or whole.value is None:
            continue
        if whole.rule in PASSED_OVER or INCREASE.search(lead(whole)):
            continue
        run = run_before(sums, n, taken, products) or run_behind(sums, n, taken, products)
        run = run or earlier_in_year(sums, n, taken)
        while run:
            taken.update(run)
            yield made_of(whole, [sums[k] for k in run], products)
            run = told_again(sums, n, max(run), taken, products) if max(run) > n else None


def earlier_in_year(sums: Sequence[Sum], n: int, taken: set[int]) -> list[int] | None:
    """上半年发放抚恤金142万元，全年发放285.6万元: what was paid in a part of the year is in the year's sum."""
    whole = sums[n]
    if "全年" not in lead(whole) or whole.role != "total":
        return None
    run = [
        k
        for k in range(n)
        if whole.scene.sentence.index - sums[k].scene.sentence.index <= NEAR
        and k not in taken
        and sums[k].role == "total"
        and PART_OF_YEAR.search(lead(sums[k]))
        and sums[k].purpose.fund == whole.purpose.fund
        and sums[k].group == whole.group
    ]
    total = sum((sums[k].value or Decimal(0) for k in run), Decimal(0))
    return run if run and total <= (whole.value or 0) else None


def told_again(sums: Sequence[Sum], n: int, last: int, taken: set[int], products: Products) -> list[int] | None:
    """A second list right behind the parts of a whole that comes to the same: by source (财政420万元、自筹90万元), then
    by use.
    """
    run: list[int] = []
    total = Decimal(0)
    for k in open_run(sums, range(last + 1, len(sums)), taken, products):
        if sums[k].scene.sentence.index - sums[n].scene.sentence.index > 1:
            return None
        run.append(k)
        total += worth(sums[k], products)
        if len(run) >= 2 and total == sums[n].value:
            return run
    return None


def made_of(whole: Sum, run: Sequence[Sum], products: Products) -> Partition:
    """The partition of a whole into the sums and products of a run."""
    parts = tuple(one for one in run if one.start not in products)
    total = sum((worth(one, products) for one in run), Decimal(0))
    rates = tuple(one for one in run if one.start in products)
    return Partition(whole, parts, partition_result(whole, parts, total), total, rates)


def worth(one: Sum, products: Products) -> Decimal:
    """What an item adds to its whole: a rate its product."""
    return products.get(one.start, one.value or Decimal(0))


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


def partition_result(whole: Sum, parts: Sequence[Sum], total: Decimal) -> CheckResult:
    """Whether the parts make the whole; unknown where they do not claim to be all of it."""
    slack = sum(resolution(part.text) for part in parts)
    if equal(total, whole) or abs(total - (whole.value or 0)) <= slack + resolution(whole.text):
        return "holds"
    closed = whole.closes_list and parts[-1].start < whole.start  # 合计 says nothing of what comes behind it
    complete = closed or any(REST.search(lead(part)) for part in parts)
    return "fails" if complete or total > (whole.value or 0) + slack else "unknown"


def open_run(sums: Sequence[Sum], span: Sequence[int], taken: set[int], products: Products) -> Iterator[int]:
    """Places of sums that may be items of one list; rates without a product and what is no spending are passed over,
    money of other years ends it."""
    for n in span:
        if sums[n].whole is not None or sums[n].rule in PASSED_OVER:
            continue
        asked = sums[n].rule == ASKED and OF_WHICH.search(lead(sums[n])) is not None
        if n in taken or sums[n].value is None or (sums[n].role in ("history", "plan") and not asked):
            return
        if sums[n].role in ("total", "part") or asked or sums[n].start in products:
            yield n


def run_before(sums: Sequence[Sum], n: int, taken: set[int], products: Products) -> list[int] | None:
    """The items that a stated sum (两项共计5万元) closes: they add up to it, or it says 合计 and is no smaller."""
    whole = sums[n]
    if whole.value is None:
        return None
    run: list[int] = []
    total, slack = Decimal(0), Decimal(resolution(whole.text))
    far = reach(whole)
    for k in open_run(sums, range(n - 1, -1, -1), taken, products):
        if whole.scene.sentence.index - sums[k].scene.sentence.index > far:
            break
        run.insert(0, k)
        total += worth(sums[k], products)
        slack += resolution(sums[k].text)
        if total > whole.value + slack:
            return None
        if len(run) >= 2 and abs(total - whole.value) <= slack:
            apart = sums[run[0]].scene.sentence.index != whole.scene.sentence.index
            stated = whole.stated or "累计" in lead(whole) or ALL_OF_IT.match(whole.scene.text, whole.end) is not None
            return run if (stated and not apart) or far == FAR or telling(sums, run, products) else None
    if run and whole.stated and ADDED.search(whole.scene.text, sums[run[0]].end, whole.start):
        return run
    return run if len(run) >= 2 and whole.stated and whole.closes_list else None


def reach(whole: Sum) -> int:
    """How many sentences back the items of a sum may stand that closes a list: 以上共计 closes all, 全县合计支出 in a
    sentence of its own those of the sentences just before.
    """
    text, start = whole.scene.text, whole.scene.sentence.start
    if CLOSES_ALL.search(text, max(whole.start - 16, 0), whole.start) or (whole.stated and ABOVE.match(text, start)):
        return FAR
    stated = whole.stated or "累计" in lead(whole)
    return NEAR if stated and OPENS_SUM.match(text, start, whole.start) else 0


def telling(sums: Sequence[Sum], run: Sequence[int], products: Products) -> bool:
    """Whether a sum that no 共计 announces can hardly be right by chance: an item has three digits or more (147万 +
    63万), or is what a rate and heads come to.
    """
    return any(sums[k].start in products or len(str(int(sums[k].value or 0)).rstrip("0")) >= 3 for k in run)


def run_behind(sums: Sequence[Sum], n: int, taken: set[int], products: Products) -> list[int] | None:
    """The items behind a sum that make it up: two or more whose sum is right, or those that 其中 marks."""
    whole = sums[n]
    run: list[int] = []
    total, slack = Decimal(0), Decimal(resolution(whole.text))
    value = whole.value or Decimal(0)
    for k in open_run(sums, range(n + 1, len(sums)), taken, products):
        far = sums[k].scene.sentence.index - whole.scene.sentence.index
        if far > (4 if whole.stated else 1):
            break
        total += worth(sums[k], products)
        slack += resolution(sums[k].text)
        run.append(k)
        if len(run) >= 2 and abs(total - value) <= slack and parted(whole, sums, run, products):
            return run
        if total > value + slack:
            break
    if run and total <= value and RESTS.match(whole.scene.text, sums[run[-1]].end):
        return run
    parts = [k for k in run if sums[k].role == "part" and worth(sums[k], products) <= value + slack]
    parts = [] if parts and (siblings(whole, sums[parts[0]]) or has_own_whole(whole, sums[parts[0]], sums)) else parts
    return parts or rough_run(sums, n, taken, products)


def parted(whole: Sum, sums: Sequence[Sum], run: Sequence[int], products: Products) -> bool:
    """Whether sums behind one that they add up to may be its parts: not side by side with it, and announced by 共, not
    behind a semicolon, or hardly so by chance.
    """
    first = sums[run[0]]
    if side_by_side(whole, first):
        return False
    return whole.stated or "；" not in whole.scene.text[whole.end : first.start] or telling(sums, run, products)


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
    named = [one.purpose for one in (whole, first) if len(one.purpose.funds) == 1 and one.purpose.fund != "其他"]
    return len(named) == 2 and named[0].fund != named[1].fund and not OF_ALL.search(lead(whole))


def rough_run(sums: Sequence[Sum], n: int, taken: set[int], products: Products) -> list[int] | None:
    """5000余万元，具体为抚恤金2218.6万元、…: the items of a rounded whole, announced, come to a little more than it."""
    whole = sums[n]
    if whole.bound != "over":
        return None
    run: list[int] = []
    total = Decimal(0)
    for k in open_run(sums, range(n + 1, len(sums)), taken, products):
        if sums[k].scene is not whole.scene:
            break
        run.append(k)
        total += worth(sums[k], products)
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
