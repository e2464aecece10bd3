"""Sums and headcounts of a summary -> what they are: roles, funds, wholes and parts, what counts and why not.

The order matters and is this: cues give each sum a role; arithmetic mends roles and derives totals; sums told twice are
found; then it is decided what counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor import arithmetic
from extractor.derived import Derived, is_joined, is_paid, left_to_add
from extractor.funds import Purpose, purpose, without_fund
from extractor.heads import HeadFact, HeadPartition, head_partitions, read_heads, table_partitions
from extractor.implied import PAID, implied_rates, listed_rates, masked_parts, plans_go_on, rates_of_list
from extractor.lost_scales import restore_scales
from extractor.model import REACHING_FUNDS, Date
from extractor.partitions import Partition, find_partitions, find_table_partitions
from extractor.percents import Percent, find_percents
from extractor.products import Product, find_products, mixed_partition
from extractor.quantities import Money
from extractor.reading import YearRange
from extractor.received import mark_matched, mark_received, mark_received_before
from extractor.repeats import mark_repeats
from extractor.roles import NO_SPENDING, read_roles
from extractor.rules import Rules
from extractor.scene import SUM_WORDS, Scene
from extractor.shares import shares
from extractor.spans import Span, governed
from extractor.sum_runs import Products
from extractor.sums import Sum

THIS_YEAR = re.compile("今年|本年|当年")
NAMED_YEAR = re.compile(r"\d{4}|今年|本年")
FOR_PEOPLE = re.compile("补助|补贴|优抚|抚恤|救助|慰问|优待")
# Money that this work neither gave nor spent is of no fund, whatever the words around it name; but what is advanced is.
OF_NO_FUND = {f"cue.other.{name}" for name in ("worth_free", "loans_counted", "cost_of_illness", "fixed_assets")}
OF_NO_FUND |= {*NO_SPENDING} - {"cue.other.advanced"}
RATE_ASIDE = re.compile("[（(](?:人均|户均|平均|每)[^，。；、\\d]{0,4}")
# 合计1.5万元: a sum that says nothing of its own
BARE = re.compile("(?:以上|[两三四五六七八九]项|合计|总计|共计|一共|总共|累计|共|计|达到?|为|约|近)+")
# 两项共计, 总计: words that close a list even where its items do not add up to the sum.
CLOSING = ("合计", "总计", "总额", "两项", "三项", "四项", "五项", "各项")


@dataclass(frozen=True, slots=True)
class Meaning:
    """All sums, heads and derived totals of a summary, in order of place, and the arithmetic between them."""

    sums: tuple[Sum, ...]
    heads: tuple[HeadFact, ...]
    derived: tuple[Derived, ...]
    products: tuple[Product, ...]
    partitions: tuple[Partition, ...]
    head_partitions: tuple[HeadPartition, ...] = ()
    percents: tuple[Percent, ...] = ()


def understand(scenes: Sequence[Scene], rules: Rules, years: YearRange, spans: Sequence[Span]) -> Meaning:
    """What all sums and heads of a summary are, from their sentences. ``spans``: the stretches that tell of several
    years.
    """
    sums: list[Sum] = []
    heads: list[HeadFact] = []
    products: list[Product] = []
    derived: list[Derived] = []
    values: dict[int, Decimal] = {}
    head_parts: list[HeadPartition] = []
    for scene in scenes:
        facts = read_heads(scene, rules)
        heads += facts
        head_parts += head_partitions(facts, scene)
        if scene.moneys:
            read = rates_of_list(list(first_reading(scene, rules, years)))
            own = mark_received(listed_rates(implied_rates(read, facts)))
            own = governed(own, spans)
            found = list(find_products(own, facts))
            products += found
            own = funds_of_products(own, found)
            values |= {p.rate.start: p.expected for p in found if p.total is None and not is_joined(p, own)}
            unstated = [p for p in found if is_paid(p, own, years)]
            closed = mixed_partition(own, [p for p in found if p.total is None])
            if closed is not None:
                unstated = [p for p in unstated if p.rate.start > closed[0].start]
                own = [as_part(one, closed[0], years) if one in closed[1] else one for one in own]
            derived += [Derived(p.rate, p.heads, p.expected) for p in unstated]
            sums += own
    head_parts += table_partitions([fact for fact in heads if fact.fact])
    sums = name_table_totals(restore_scales(plans_go_on(sums)))
    multiplied = {p.total.start for p in products if p.total is not None}
    sums, partitions = part_out(sums, multiplied, values, years)
    within = {rate.start for partition in partitions for rate in partition.rates}
    derived = left_to_add([one for one in derived if one.rate.start not in within], sums, multiplied)
    return Meaning(
        tuple(mark_repeats(shares(masked_parts(mark_matched(mark_received_before(sums))), years))),
        tuple(heads),
        tuple(derived),
        tuple(products),
        tuple(partitions),
        tuple(head_parts),
        tuple(find_percents(sums)),
    )


def first_reading(scene: Scene, rules: Rules, years: YearRange) -> Iterator[Sum]:
    """A sentence's sums with the roles that cues and headers give them."""
    if scene.cell is not None and scene.cell.reading is not None:
        read = scene.cell.reading
        money = scene.moneys[0]
        yield Sum(
            money, scene, purpose(scene, money), read.role, read.rule, read.per, read.period, whole=scene.cell.whole
        )
        return
    unspent: Money | None = None
    for money, reading in zip(scene.moneys, read_roles(scene, rules, years), strict=True):
        start, _ = scene.clause(money.start)
        lead = scene.text[max(start, money.start - 16) : money.start]
        stated = bool(SUM_WORDS.search(lead))
        closes = stated and any(word in lead for word in CLOSING)
        told = purpose(scene, money)
        if reading.rule in OF_NO_FUND or (unspent and reading.role == "rate" and is_rate_of(scene, unspent, money)):
            told, unspent = without_fund(told), money
        yield Sum(
            money,
            scene,
            told,
            reading.role,
            reading.rule,
            reading.per,
            reading.period,
            stated,
            closes,
            elsewhen=reading.elsewhen,
        )


def is_rate_of(scene: Scene, total: Money, rate: Money) -> bool:
    """Whether a rate stands in brackets behind its total: 免收费用8.58万元（人均300元）."""
    return RATE_ASIDE.fullmatch(scene.text, total.end, rate.start) is not None


def funds_of_products(sums: list[Sum], products: Sequence[Product]) -> list[Sum]:
    """A total that states a product and names no fund is for what the rate is for: 每名新兵配发498元的用品，共花费…"""
    told = {p.total.start: p.rate.purpose for p in products if p.total is not None and p.rate.purpose.reaches}
    if not told:
        return sums
    return [
        replace(one, purpose=told[one.start]) if one.start in told and not one.purpose.funds else one for one in sums
    ]


def name_table_totals(sums: Sequence[Sum]) -> list[Sum]:
    """A 合计 cell is for what its parts are for: their fund where they share one, else several."""
    parts: dict[int, list[Sum]] = defaultdict(list)
    for one in sums:
        if one.whole is not None:
            parts[one.whole].append(one)
    return [
        replace(one, purpose=of_parts(one.purpose, parts[one.start])) if one.start in parts else one for one in sums
    ]


def named_by_parts(partition: Partition) -> Sum | None:
    """A whole that is for people and names no fund (筹措560万元帮助困难群众), with the purpose of the parts that it is
    made of. It reaches them where most of it does, and nothing of it is said to go to offices or buildings.
    """
    whole = partition.whole
    named = any(fund != "其他" for fund in whole.purpose.funds)
    if whole.role != "total" or named or whole.purpose.reaches or partition.result != "holds":
        return None
    words, reaching = arithmetic.lead(whole), all(part.purpose.reaches for part in partition.parts)
    if whole.group is None and not reaching and not FOR_PEOPLE.search(words) and not BARE.fullmatch(words):
        return None
    if not partition.parts or any(p.purpose.fund not in (*REACHING_FUNDS, "其他") for p in partition.parts):
        return None
    purpose = of_parts(whole.purpose, partition.parts)
    return replace(whole, purpose=purpose) if purpose.reaches else None


def scope_of_most(partition: Partition) -> Sum:
    """A whole that holds relief to civilians and service money has the scope of most of it."""
    whole = partition.whole
    if partition.result != "holds" or len({part.purpose.civil for part in partition.parts}) < 2:
        return whole
    return replace(whole, purpose=replace(whole.purpose, civil=mostly_civil(partition.parts)))


def mostly_civil(parts: Sequence[Sum]) -> bool:
    """Whether more than half of what sums come to is relief to civilians."""
    return 2 * sum(part.value or 0 for part in parts if part.purpose.civil) > sum(part.value or 0 for part in parts)


def of_parts(own: Purpose, parts: Sequence[Sum]) -> Purpose:
    """What a table's total is for, told by its parts."""
    funds = tuple(dict.fromkeys(part.purpose.fund for part in parts))
    if not parts or (own.fund != "其他" and len(funds) == 1):
        return own
    if len(funds) == 1:
        return parts[0].purpose
    reaching = sum(part.value or 0 for part in parts if part.purpose.reaches)
    total = sum(part.value or 0 for part in parts)
    reaches, civil = own.reaches or reaching * 2 > total, mostly_civil(parts)
    return replace(own, fund="其他", code="F99", funds=funds, reaches=reaches, civil=civil, group=None, base=None)


def part_out(
    sums: list[Sum], multiplied: set[int], products: Products, years: YearRange
) -> tuple[list[Sum], list[Partition]]:
    """The sums with parts marked as such, and what they are parts of. Wholes and parts stand in one section."""
    part_of: dict[int, Sum] = {}
    wholes: dict[int, Sum] = {}
    partitions = list(find_table_partitions(sums))
    for run in sections(sums):
        for partition in find_partitions(run, products):
            # what a rate and heads already explain is not explained again by a single coincidence
            if (
                len(partition.parts) == 1
                and partition.parts[0].start in multiplied
                and partition.parts[0].role != "part"
            ):
                continue
            if over_years(partition):
                whole = replace(partition.whole, role="history", rule="role.history.has_this_year")
                partition = replace(partition, whole=whole)
            partition = replace(partition, whole=scope_of_most(partition))
            named = named_by_parts(partition)
            if named is not None:
                partition = replace(partition, whole=named)
            partitions.append(partition)
            wholes[partition.whole.start] = partition.whole
            part_of.update((part.start, partition.whole) for part in partition.parts)
    read = [wholes.get(one.start, one) for one in sums]
    read = [as_part(one, part_of[one.start], years) if one.start in part_of else one for one in read]
    return [of_no_total(one, read, n, years) for n, one in enumerate(read)], partitions


def of_no_total(one: Sum, sums: Sequence[Sum], at: int, years: YearRange) -> Sum:
    """A part of what does not count stands for itself: 近三年发放4860万元，其中2017年1480万元、2019年1760万元 is this
    year's behind other years' parts; 现有余额1860元，今年从中取了600元 is what was paid of money in hand.
    """
    if one.role != "part" or one.whole is not None:
        return one
    before = sums[at - 1] if at else one
    if before is one or before.scene is not one.scene:
        return one
    purpose = one.purpose if one.purpose.funds else before.purpose
    if before.role == "history" and in_year(one, years):
        return replace(one, role="total", rule="role.total.this_year", purpose=purpose)
    if before.role == "other" and "从中" in one.scene.text[before.end : one.start]:
        return replace(one, role="total", rule="role.total.out_of_it", purpose=purpose)
    return one


def as_part(one: Sum, whole: Sum, years: YearRange) -> Sum:
    """A part of what is of other years, or planned, is that itself; but this year's part of several years is a total,
    and so is what of a planned sum is paid already.
    """
    clause = arithmetic.lead(one)
    if not one.purpose.funds:  # 发放优抚资金8960万元；其中2019年发放2415万元
        one = replace(one, purpose=whole.purpose)
    if whole.role == "history" and (THIS_YEAR.search(clause) or in_year(one, years)):
        return replace(one, role="total", rule="role.total.this_year", whole=whole.start)
    if whole.role == "plan" and PAID.search(clause):
        return replace(one, role="total", rule="role.total.paid_already")
    role = whole.role if whole.role in ("history", "plan") else "part"
    return replace(one, role=role, rule=one.rule if one.role == "part" else "role.part.adds_up", whole=whole.start)


def in_year(one: Sum, years: YearRange) -> bool:
    """Whether the part's clause names the summary's own year: 近三年共6120万元，其中2021年2230万元."""
    start, _ = one.scene.clause(one.start)
    near = [date for date in one.scene.dates if start <= date.start < one.start]
    # a feast without its year is that of any of the years
    return any(date.within_year == years.first for date in near if years.first and is_of_a_year(date))


def is_of_a_year(date: Date) -> bool:
    """Whether a date names its year; a feast alone does not."""
    return date.basis != "festival" or NAMED_YEAR.search(date.text) is not None


def over_years(partition: Partition) -> bool:
    """累计发放4300万元，其中今年618万元: what has a part of this year is of several years."""
    whole = partition.whole
    lead = whole.scene.text[whole.scene.sentence.start : whole.start]
    this_year = (THIS_YEAR.search(arithmetic.lead(part)) for part in partition.parts)
    return whole.role == "total" and "累计" in lead and not THIS_YEAR.search(lead) and any(this_year)


def sections(sums: Sequence[Sum]) -> Iterator[list[Sum]]:
    """Runs of sums of one section, in order."""
    runs: dict[int, list[Sum]] = defaultdict(list)
    for one in sums:
        runs[one.scene.sentence.section].append(one)
    yield from runs.values()
