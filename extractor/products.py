"""Rate x heads = total: evidence for roles, a total where none is stated, and a check to print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from extractor.arithmetic import beside, equal, lead, resolution, same_group
from extractor.heads import HeadFact
from extractor.kinds import Group
from extractor.model import CheckResult
from extractor.scene import Scene
from extractor.sums import Sum

# A rate per month, quarter or day is not the whole of what was paid, unless the number of periods stands there.
PARTIAL = {"month", "quarter", "day", "term"}
PERIODS = {
    "month": re.compile(r"(\d{1,2})个月|全年(?=共|合计|累计)"),
    "quarter": re.compile(r"([1-4一二三四])个季度"),
    "day": re.compile(r"(\d{1,3})天"),
}
# 各送去2万元: to each of the organisations named, else to each of the people
Units = tuple[str | None, ...]
EACH: Units = (None, "person", "household", "family")
# 每户（人）发放200元
EITHER: Units = ("person", "household", "family")
HEAD_UNITS: dict[str, Units] = {
    "person": ("person", "person-time"),
    "household": ("household", "family"),
    "unit": (None,),
}
# A total that is right but for its 万 or a zero.
SLIPPED = {Decimal(10) ** power for power in (-4, -2, -1, 1, 2, 4)}
CLOSES = re.compile("[）)]")
EACH_ONE = re.compile("每一?[户人名位家个]")
JOINT = 24  # characters between two rates of the same heads
OF_WHICH = re.compile("其中|含|包括")
# 退休86人（军转干部5人、两参人员11人）: brackets right behind a number break it down
COUNTED = re.compile(r"\d[人名户位个]$")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Product:
    """A rate, the heads that it was paid to, and the total that states the product (None: not stated).

    ``beside``: further rates with their heads whose products the same total states (分别…); ``expected`` has them all.
    """

    rate: Sum
    heads: tuple[HeadFact, ...]
    total: Sum | None
    expected: Decimal  # fen
    result: CheckResult
    beside: tuple[tuple[Sum, HeadFact], ...] = ()

    def of(self, rate: Sum) -> bool:
        """Whether this is the product of a rate, alone or with others."""
        return self.rate is rate or any(other is rate for other, _ in self.beside)


def find_products(sums: Sequence[Sum], heads: Sequence[HeadFact]) -> Iterator[Product]:
    """Each rate of one sentence with its heads, and the total that states their product where there is one."""
    paired = [*respective(sums, heads), *joint(sums, heads)]
    yield from paired
    for rate in sums:
        if any(product.of(rate) for product in paired):
            continue
        units = units_of(rate)
        if rate.role != "rate" or rate.value is None or units is None:
            continue
        product = stated_product(rate, sums, heads, units) or unstated_product(rate, heads, units)
        if product is not None:
            yield product


def respective(sums: Sequence[Sum], heads: Sequence[HeadFact]) -> Iterator[Product]:
    """标准分别为9600元、12000元，涉及10户、2户: rates and heads in lists of one length go together in their order.

    A total that states the sum of the products is named with all of them.
    """
    rates = [one for one in sums if one.role == "rate" and one.value is not None]
    for run in linked_runs(rates, lambda one: (one.start, one.end), rates[0].scene if rates else None):
        units = head_units(run[0].per) or ("person", "household", "family")
        wanted = {*units, "household", "person"}
        fit = [fact for fact in heads if fact.unit in wanted and fact.heads.numeral.value is not None]
        for group in linked_runs(fit, lambda fact: (fact.heads.start, fact.heads.end), run[0].scene):
            if len(group) == len(run) and all(periods(rate) == 1 for rate in run):
                yield from together(list(zip(run, group, strict=True)), sums)


def together(pairs: Sequence[tuple[Sum, HeadFact]], sums: Sequence[Sum]) -> Iterator[Product]:
    """Rates with their heads: one product where a total states what they come to, else each its own."""
    expected = sum((times(rate, (fact,), 1) for rate, fact in pairs), Decimal(0))
    first, heads = pairs[0]
    for other in sums:
        if other.role == "total" and equal(expected, other):
            yield Product(first, (heads,), other, expected, "holds", tuple(pairs[1:]))
            return
    for rate, fact in pairs:
        yield Product(rate, (fact,), None, times(rate, (fact,), 1), "unknown")


def joint(sums: Sequence[Sum], heads: Sequence[HeadFact]) -> Iterator[Product]:
    """Two rates of the same heads whose products one total states: 25户，每户800元现金、200元物品，共计2.5万元."""
    rates = [one for one in sums if one.role == "rate" and one.value is not None]
    for first, second in pairwise(rates):
        units = units_of(first)
        if units is None or first.per != second.per or periods(first) != 1 or second.start - first.end > JOINT:
            continue
        for fact in (fact for fact in heads if counted_in(fact, units) and not first.end <= fact.heads.start):
            expected = times(first, (fact,), 1) + times(second, (fact,), 1)
            total = stated_total(sums, first, expected, fact) if expected else None
            if total is not None and total.role == "total" and total.start > second.start:
                yield Product(first, (fact,), total, expected, "holds", ((second, fact),))
                break


def linked_runs(
    items: Sequence[Item], span: Callable[[Item], tuple[int, int]], scene: Scene | None
) -> Iterator[list[Item]]:
    """Runs of two or more items that are one list."""
    run: list[Item] = []
    for item in items:
        if run and scene is not None and scene.linked(span(run[-1])[1], span(item)[0]):
            run.append(item)
            continue
        if len(run) > 1:
            yield run
        run = [item]
    if len(run) > 1:
        yield run


def stated_product(rate: Sum, sums: Sequence[Sum], heads: Sequence[HeadFact], units: Units) -> Product | None:
    """The product of a rate and heads that a total of the sentence states."""
    factor = periods(rate)
    if factor is None:
        return None
    for chosen in head_choices(rate, heads, units):
        expected = times(rate, chosen, factor)
        total = stated_total(sums, rate, expected, chosen[0], rounding(rate, chosen))
        if total is not None:
            return Product(rate, chosen, total, expected, "holds")
    return None


def unstated_product(rate: Sum, heads: Sequence[HeadFact], units: Units) -> Product | None:
    """The product that no total states, of the nearest heads, where they stand beside the rate."""
    factor = periods(rate)
    chosen = next(head_choices(rate, [fact for fact in heads if not has_own_sum(rate, fact)], units), None)
    if factor is None or chosen is None or not (beside(rate, chosen[-1]) or named_again(rate, chosen[-1])):
        return None
    return Product(rate, chosen, None, times(rate, chosen, factor), "unknown")


def times(rate: Sum, heads: Sequence[HeadFact], factor: int) -> Decimal:
    """A rate's sum times its heads and its periods, in fen."""
    return (rate.value or Decimal(0)) * counted_up(heads) * factor


def head_units(per: Sequence[str]) -> Units | None:
    """The units of count that a rate can be multiplied with; None for a rate per year alone, per piece, …"""
    if {"person", "unit"} <= set(per):
        return EACH
    if {"person", "household"} <= set(per):
        return EITHER
    return next((HEAD_UNITS[name] for name in ("person", "household", "unit") if name in per), None)


def periods(rate: Sum) -> int | None:
    """How many periods the rate was paid for: 1 where it covers the whole time told, None where that is not known."""
    partial = [name for name in rate.per if name in PARTIAL]
    if not partial:
        return 1
    text = rate.scene.text[rate.scene.sentence.start : rate.scene.sentence.end]
    found = PERIODS[partial[0]].search(text) if partial[0] in PERIODS else None
    if found is None:
        return None
    if found[1] is None:
        return 12
    return int(found[1]) if found[1].isdigit() else "一二三四".index(found[1]) + 1


def head_choices(rate: Sum, heads: Sequence[HeadFact], units: Units) -> Iterator[tuple[HeadFact, ...]]:
    """Headcounts that may go with a rate, the nearest first; lists of them (烈属3户、军属12户，每户500元) before
    their last.
    """
    fit = [
        fact
        for fact in heads
        if counted_in(fact, units)
        and fact.heads.numeral.value is not None
        and same_matter(rate, fact)
        and not set_apart(rate, fact)
    ]
    fit = of_named_group(rate, fit)
    organisations = [] if each_house(rate) or counts_people(rate, fit) else [fact for fact in fit if fact.unit is None]
    for fact in sorted(organisations or fit, key=lambda fact: gap(rate, fact)):
        if not same_group(rate.group, rate.base, fact.group, fact.base):
            continue
        run = listed(rate, fit, fact)
        if run != (fact,):
            yield run
        yield (fact,)


def counts_people(rate: Sum, fit: Sequence[HeadFact]) -> bool:
    """Whether a rate's own clause counts people and no organisations: 为2个部队各送去5000元，为4名军人各送300元."""
    start, _ = rate.scene.clause(rate.start)
    own = [fact for fact in fit if start <= fact.heads.start < rate.start]
    return bool(own) and all(fact.unit is not None for fact in own)


def of_named_group(rate: Sum, fit: list[HeadFact]) -> list[HeadFact]:
    """The heads of the group that a rate names behind its 每 (军属12户，老兵83户，…为每户军属送去500元), or all."""
    own = [fact for fact in fit if named_again(rate, fact)]
    return own or fit


def named_again(rate: Sum, fact: HeadFact) -> bool:
    """Whether a rate names behind its 每 the group that heads of its sentence count, however far before it."""
    scene = rate.scene
    each = EACH_ONE.search(scene.text, scene.clause(rate.start)[0], rate.start)
    named = scene.of(Group, each.end(), rate.start) if each is not None else []
    if each is None or not named or scene.text[each.end() : named[0].start] not in ("", "困难"):
        return False
    return (named[0].rule.body.base or named[0].rule.body.group) in (fact.group, fact.base)


def units_of(rate: Sum) -> Units | None:
    """The units of count of the heads that a rate was paid to: 每人每次 goes with 人次, 每户每次 with none."""
    if each_house(rate):
        return (None, "household", "family")
    if "每次" in lead(rate) and {"person", "household"} & set(rate.per):
        return ("person-time",) if "person" in rate.per else None
    return head_units(rate.per)


def set_apart(rate: Sum, fact: HeadFact) -> bool:
    """Whether heads are no number of those paid: one of several (军属、烈属各10人), or in brackets that only break down
    the number before them.
    """
    text = rate.scene.text
    if text.startswith("各", fact.heads.start - 1):
        return True
    opened = max(text.rfind("（", rate.scene.sentence.start, fact.heads.start), text.rfind("(", 0, fact.heads.start))
    if opened < rate.scene.sentence.start or CLOSES.search(text, opened, fact.heads.start):
        return False
    closed = CLOSES.search(text, fact.heads.end, rate.scene.sentence.end)
    outside = closed is None or not opened < rate.start < closed.start()
    return outside and (OF_WHICH.match(text, opened + 1) is not None or COUNTED.search(text, 0, opened) is not None)


def each_house(rate: Sum) -> bool:
    """Whether a rate is for 每家, which are the organisations or the households counted nearest."""
    return "每家" in lead(rate)


def counted_in(fact: HeadFact, units: Units) -> bool:
    """Whether a headcount is of a rate's unit; 8名战士家庭 are households too."""
    return fact.unit in units or ("household" in units and fact.unit == "person" and fact.of.endswith(("家庭", "家属")))


def has_own_sum(rate: Sum, fact: HeadFact) -> bool:
    """Whether heads behind a rate belong to another sum of their clause, before which they stand (1户奖励5000元)."""
    if fact.heads.start < rate.start:
        return False
    end = rate.scene.clause(fact.heads.start)[1]
    return any(fact.heads.end <= money.start < end for money in rate.scene.moneys)


def same_matter(rate: Sum, fact: HeadFact) -> bool:
    """Whether no semicolon parts them."""
    low, high = sorted((rate.start, fact.heads.start))
    return "；" not in rate.scene.text[low:high]


def gap(rate: Sum, fact: HeadFact) -> int:
    """Characters between; heads behind the rate are a little farther off than heads before it, but not those
    in brackets right behind it (每户1500元（4户）)."""
    if fact.heads.end <= rate.start:
        return rate.start - fact.heads.end
    between = rate.scene.text[rate.end : fact.heads.start]
    return 0 if between in ("（", "(") else len(between) + 12


def listed(rate: Sum, fit: Sequence[HeadFact], last: HeadFact) -> tuple[HeadFact, ...]:
    """The list of headcounts that ends with ``last``, unless 其中 says that a whole stands before it: then the whole,
    if the list comes to it.
    """
    at = fit.index(last)
    first = at
    while first and rate.scene.linked(fit[first - 1].heads.end, fit[first].heads.start):
        first -= 1
    before = rate.scene.text[rate.scene.sentence.start : fit[first].heads.start]
    run = tuple(fit[first : at + 1])
    if last.heads.end > rate.start or not re.search(r"其中[^，。；]{0,12}$", before):
        return (last,) if last.heads.end > rate.start else run
    whole = fit[first - 1] if first else last
    return (whole,) if len(run) > 1 and whole.heads.numeral.value == counted_up(run) else (last,)


def counted_up(heads: Sequence[HeadFact]) -> Decimal:
    """What headcounts come to."""
    return sum((fact.heads.numeral.value or Decimal(0) for fact in heads), Decimal(0))


def rounding(rate: Sum, heads: Sequence[HeadFact]) -> Decimal:
    """What a product may be off, in fen: 人均4137元 is an average, rounded to the yuan for each head."""
    if "均" not in lead(rate):
        return Decimal(0)
    return counted_up(heads) * 50


def stated_total(
    sums: Sequence[Sum], rate: Sum, expected: Decimal, fact: HeadFact, slack: Decimal = Decimal(0)
) -> Sum | None:
    """The total that says what a rate and heads give, for the same group, give or take ``slack`` fen."""
    for other in sums:
        if other is rate or other.role == "rate" or other.value is None:
            continue
        right = equal(expected, other) or (slack and abs(expected - other.value) <= slack + resolution(other.text))
        if right and same_group(other.group, other.base, fact.group, fact.base) and not paid_to_others(other, fact):
            return other
    return None


def paid_to_others(total: Sum, fact: HeadFact) -> bool:
    """Whether the clause of a total that no 共计 announces counts other people before it: 二等功1人奖8000元 is not what
    4 people at 2000元 come to.
    """
    start, _ = total.scene.clause(total.start)
    counted = [heads.start for heads in total.scene.heads if start <= heads.start < total.start]
    return bool(counted) and not total.stated and fact.heads.start not in counted


def contradicted(product: Product, sums: Sequence[Sum]) -> Sum | None:
    """The total that claims to be a product and is not: 12户…每户8000元，共计9.8万元.

    None where anything leaves room for another reading: a second rate, total or number of heads, a word such as 约, a
    total of another size altogether.
    """
    rate, sentence = product.rate, product.rate.scene.sentence
    beside_it = [one for one in sums if one.scene.sentence is sentence and one is not rate]
    counted = [heads for heads in rate.scene.heads if heads.numeral.value is not None]
    if product.total is not None or len(product.heads) > 1 or len(beside_it) != 1 or len(counted) != 1:
        return None
    (total,) = beside_it
    exact = total.bound == rate.bound == product.heads[0].heads.numeral.bound == "exact"
    if total.value is None or not total.stated or total.role != "total" or not exact or total.start < rate.start:
        return None
    behind = rate.scene.clause_number(total.start) - rate.scene.clause_number(rate.start) == 1
    same_fund = behind or total.purpose.fund == rate.purpose.fund
    same = same_group(rate.group, rate.base, total.group, total.base) and same_fund
    ratio = total.value / product.expected if product.expected else Decimal(0)
    return total if same and (Decimal("0.5") < ratio < 2 or ratio in SLIPPED) else None


def mixed_partition(sums: Sequence[Sum], unstated: Sequence[Product]) -> tuple[Sum, list[Sum]] | None:
    """A stated total that closes a list of products and sums: 8户每户1000元，1户5000元，共计1.3万元.

    The total and its written parts; the products need not be derived then.
    """
    for n, whole in enumerate(sums):
        before = [p for p in unstated if p.rate.start < whole.start]
        if not whole.stated or whole.role != "total" or not before:
            continue
        items = [one for one in sums[:n] if one.role == "total"]
        total = sum([*(p.expected for p in before), *(one.value or Decimal(0) for one in items)], Decimal(0))
        if equal(total, whole):
            return whole, items
    return None
