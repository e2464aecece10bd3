"""The meaning of a summary -> its facts, with ids. Ids count from 1 in order of place, for each kind of fact."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.activities import DeedHit
from extractor.counting import why_not
from extractor.dates import DateHit
from extractor.derived import Derived
from extractor.heads import HeadFact
from extractor.meaning import Meaning
from extractor.model import Activity, Amount, Check, CheckResult, Date, Headcount, Sentence
from extractor.products import contradicted
from extractor.sums import Sum

Ids = dict[int, int]  # place in the text -> id


def fen(value: Decimal | None) -> int | None:
    """Sums are exact to the fen; what a numeral says beyond it is cut."""
    return None if value is None else int(value)


def date_facts(hits: Sequence[DateHit], text: str, sentences: Sequence[Sentence]) -> tuple[Date, ...]:
    """Dates inside sentences; two dates may share a place (两节)."""
    starts = [sentence.start for sentence in sentences]
    found = []
    for number, hit in enumerate(hits, 1):
        index = bisect_right(starts, hit.start) - 1
        found.append(
            Date(
                number,
                text[hit.start : hit.end],
                hit.start,
                hit.end,
                max(index, 0),
                hit.edtf,
                hit.start_date,
                hit.end_date,
                hit.recurring,
                hit.basis,
                hit.rule,
            )
        )
    return tuple(found)


def ids_of(facts: Sequence[Amount] | Sequence[Headcount]) -> Ids:
    """Place -> id of what is written; a derived amount shares its rate's place and is left out."""
    places: list[Amount | Headcount] = [*facts]
    return {fact.start: fact.id for fact in places if fact.text}


def headcount_facts(meaning: Meaning, text: str) -> tuple[Headcount, ...]:
    """The headcounts that are facts, in order of place."""
    return tuple(headcount(number, fact, text) for number, fact in enumerate((f for f in meaning.heads if f.fact), 1))


def headcount(number: int, fact: HeadFact, text: str) -> Headcount:
    """One headcount as stored."""
    heads = fact.heads
    numeral = heads.numeral
    assert fact.unit is not None
    return Headcount(
        id=number,
        text=text[heads.start : heads.end].replace("\n", ""),
        start=heads.start,
        end=heads.end,
        sentence=fact.sentence,
        value=fen(numeral.value),
        low=fen(numeral.low),
        high=fen(numeral.high),
        bound=numeral.bound,
        unit=fact.unit,
        of=fact.of,
        group=fact.group,
        masked=numeral.masked,
        rule=fact.rule,
    )


def amount_facts(meaning: Meaning, text: str, period: str | None, heads: Ids) -> tuple[Amount, ...]:
    """Written sums in order of place, then the derived ones."""
    by_start = {one.start: one for one in meaning.sums}
    written = [amount(number, one, text, period, by_start) for number, one in enumerate(meaning.sums, 1)]
    ids = ids_of(written)
    extra = [
        derived(number, one, written[ids[one.rate.start] - 1], heads)
        for number, one in enumerate(meaning.derived, len(written) + 1)
    ]
    return (*written, *extra)


def amount(number: int, one: Sum, text: str, period: str | None, by_start: dict[int, Sum]) -> Amount:
    """One written sum as stored."""
    numeral = one.money.numeral
    purpose = one.purpose
    reason = why_not(one, by_start)
    return Amount(
        id=number,
        text=text[one.start : one.end].replace("\n", ""),
        start=one.start,
        end=one.end,
        sentence=one.scene.sentence.index,
        value=fen(numeral.value),
        low=fen(numeral.low),
        high=fen(numeral.high),
        bound=numeral.bound,
        role=one.role,
        per=one.per,
        fund=purpose.fund,
        funds=purpose.funds or (purpose.fund,),
        fund_code=purpose.code,
        beneficiary=purpose.beneficiary,
        group=purpose.group,
        counts=reason is None,
        why_not=reason,
        masked=numeral.masked,
        repeat=one.repeat,
        suspect=numeral.suspect,
        direction=purpose.direction,
        scope="civil" if purpose.civil else "service",
        period=one.period or period,
        rule=one.rule,
    )


def derived(number: int, one: Derived, rate: Amount, heads: Ids) -> Amount:
    """A total that is not written: it takes its rate's place, fund and bound."""
    value = fen(one.value)
    reason = None if one.rate.purpose.reaches else "not_subsidy"
    return Amount(
        id=number,
        text="",
        start=rate.start,
        end=rate.end,
        sentence=rate.sentence,
        value=value,
        low=None if rate.bound == "under" else value,
        high=None if rate.bound == "over" else value,
        bound=rate.bound,
        role="total",
        fund=rate.fund,
        funds=rate.funds,
        fund_code=rate.fund_code,
        beneficiary=rate.beneficiary,
        group=rate.group,
        counts=reason is None,
        why_not=reason,
        derived=True,
        derived_from=(rate.id, *(heads[fact.heads.start] for fact in one.heads if fact.heads.start in heads)),
        direction=rate.direction,
        scope=rate.scope,
        period=rate.period,
        rule="arithmetic.rate_times_heads",
    )


def checks(meaning: Meaning, ids: Ids, heads: Ids) -> tuple[Check, ...]:
    """Products, partitions and percentages as stored."""
    return (
        *product_checks(meaning, ids, heads),
        *partition_checks(meaning, ids),
        *head_checks(meaning, heads),
        *percent_checks(meaning, ids),
    )


def product_checks(meaning: Meaning, ids: Ids, heads: Ids) -> Iterator[Check]:
    """Rates with their heads, and the totals that state their products."""
    for product in meaning.products:
        operands = [("amount", ids[product.rate.start])]
        operands += [("headcount", heads[fact.heads.start]) for fact in product.heads if fact.heads.start in heads]
        for rate, fact in product.beside:
            operands.append(("amount", ids[rate.start]))
            operands += [("headcount", heads[fact.heads.start])] if fact.heads.start in heads else []
        expected = int(product.expected)
        wrong = contradicted(product, meaning.sums)
        total = product.total or wrong
        if total is None:
            yield Check("rate_times_heads", tuple(operands), expected, None, None, "unknown")
            continue
        operands.append(("amount", ids[total.start]))
        stated = int(total.value or 0)
        result: CheckResult = "fails" if wrong is not None else product.result
        yield Check("rate_times_heads", tuple(operands), expected, stated, stated - expected, result)


def partition_checks(meaning: Meaning, ids: Ids) -> Iterator[Check]:
    """Only where the parts seem to be meant as all of the whole: two or more, or a difference that is a fault."""
    for partition in meaning.partitions:
        expected = int(partition.value)
        stated = int(partition.whole.value or 0)
        operands = tuple(("amount", ids[one.start]) for one in (partition.whole, *partition.parts))
        yield Check("parts_of_whole", operands, expected, stated, stated - expected, partition.result)


def percent_checks(meaning: Meaning, ids: Ids) -> Iterator[Check]:
    """Sums with the percentages that they are, or have grown by, of others."""
    for percent in meaning.percents:
        operands = (("amount", ids[percent.stated.start]), ("amount", ids[percent.base.start]))
        expected, stated = int(percent.expected), int(percent.stated.value or 0)
        yield Check("percent", operands, expected, stated, stated - expected, percent.result)


def head_checks(meaning: Meaning, heads: Ids) -> Iterator[Check]:
    """Headcounts and the headcounts that make them up."""
    for partition in meaning.head_partitions:
        expected = int(sum(part.heads.numeral.value or 0 for part in partition.parts))
        stated = int(partition.whole.heads.numeral.value or 0)
        operands = tuple(("headcount", heads[fact.heads.start]) for fact in (partition.whole, *partition.parts))
        yield Check("heads_of_whole", operands, expected, stated, stated - expected, partition.result)


def activity_facts(
    deeds: Sequence[DeedHit], amounts: Sequence[Amount], headcounts: Sequence[Headcount], dates: Sequence[Date]
) -> tuple[Activity, ...]:
    """The deeds with the facts that stand in their clauses."""
    moneys, heads, times = Stretch(amounts), Stretch(headcounts), Stretch(dates)
    return tuple(
        Activity(
            number,
            deed.type,
            deed.start,
            deed.end,
            deed.sentence,
            deed.planned,
            moneys.inside(deed.start, deed.end),
            heads.inside(deed.start, deed.end),
            times.inside(deed.start, deed.end),
            deed.rule,
        )
        for number, deed in enumerate(deeds, 1)
    )


class Stretch:
    """Facts of one kind, to be asked for those of a span."""

    def __init__(self, facts: Sequence[Amount] | Sequence[Headcount] | Sequence[Date]) -> None:
        # derived amounts come behind the written ones: by place, and where two share one by id
        self._places = sorted((fact.start, fact.id, fact.end) for fact in facts)
        self._starts = [start for start, _, _ in self._places]

    def inside(self, start: int, end: int) -> tuple[int, ...]:
        """The ids of the facts that stand in ``text[start:end]``, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return (
            tuple(sorted([number for _, number, stop in self._places[first:last] if stop <= end]))
            if last > first
            else ()
        )
