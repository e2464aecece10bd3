"""A sum told twice: every mention stays, one counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor import arithmetic
from extractor.funds import same_fund
from extractor.item_lists import ItemList, find_lists
from extractor.model import Date
from extractor.quantities import FEN
from extractor.received import CAME_IN
from extractor.sums import Sum

# 这2万元全部用于…; 上述8.6万元均由财政列支; 拿出3万元，并将3万元慰问金送到…
SAID_BEFORE = re.compile("(?:[这该]|上述|以上)(?:笔|些|项|批)?(?:资金|经费|款项|善款)?$")
# 慰问金12.6万元，慰问军属420户，慰问金12.6万元均已到位
ARRIVED = re.compile("[^，。；\\d]{0,6}(?:均|全部|足额|按时|如数|悉数)")
DISPOSED = re.compile("[，；]并?[将把]$")
# 走访驻军送慰问金45万元；会上通报，今年慰问驻军的资金达到了45万元
REACHED = re.compile("；[^；。]{4,40}达到?了?$")
BACK = 3  # sentences
TROOPS = ("驻军官兵", "现役军人")


def mark_repeats(sums: list[Sum]) -> list[Sum]:
    """A sum told twice: every mention stays, the most exact one counts, on a tie the first."""
    wholes = {one.start: one for one in sums}
    totals = [n for n, one in enumerate(sums) if one.value and (one.role == "total" or stands_for_itself(one, wholes))]
    lists = lists_of(sums)
    repeated: set[int] = set()
    for at, n in enumerate(totals):
        for k in totals[at + 1 :]:
            told = n in repeated or k in repeated
            if not told and same_sum(sums[n], sums[k]) and not items_apart(lists, sums[n], sums[k]):
                repeated.add(n if less_exact(sums[n], sums[k]) else k)
    made = list(sums)
    for at, k in enumerate(totals):
        first = None if k in repeated else said_before(sums, totals[:at], k)
        if first is not None:
            repeated.add(k)
            if not sums[first].purpose.reaches:  # 凑了3600元。这3600元善款…: what the money was is told only now
                made[first] = replace(sums[first], purpose=sums[k].purpose)
    return [replace(one, repeat=True) if n in repeated else one for n, one in enumerate(made)]


def stands_for_itself(one: Sum, wholes: Mapping[int, Sum]) -> bool:
    """Whether a part counts, for it reaches people and its whole does not: 双拥经费8万元，其中3.2万元用于慰问."""
    whole = None if one.whole is None else wholes.get(one.whole)
    return one.role == "part" and whole is not None and one.purpose.reaches and not whole.purpose.reaches


def said_before(sums: Sequence[Sum], before: Sequence[int], k: int) -> int | None:
    """The place of the sum that 这2万元 points back to: the nearest of the same value, at most a few sentences off."""
    one = sums[k]
    text, start = one.scene.text, one.start
    again = SAID_BEFORE.search(text, max(start - 6, 0), start) is not None
    said = (words.search(text, max(start - 48, one.scene.sentence.start), start) for words in (DISPOSED, REACHED))
    if not again and not any(said) and not ARRIVED.match(text, one.end):
        return None
    for n in reversed(before):
        other = sums[n]
        if one.scene.sentence.index - other.scene.sentence.index > BACK:
            return None
        if other.value == one.value and other.bound == one.bound:
            same_sentence = other.scene is one.scene and other.purpose.fund == one.purpose.fund
            return n if again or same_sentence else None
    return None


def lists_of(sums: Sequence[Sum]) -> dict[int, tuple[ItemList, ...]]:
    """The numbered lists of the sections that hold sums, by the section."""
    spans: dict[int, tuple[int, int]] = {}
    for one in sums:
        sentence = one.scene.sentence
        spans[sentence.section] = (spans.get(sentence.section, (sentence.start, 0))[0], sentence.end)
    return {section: find_lists(sums[0].scene.text, *span) for section, span in spans.items()}


def items_apart(lists: Mapping[int, Sequence[ItemList]], a: Sum, b: Sum) -> bool:
    """Whether two sums are of two items of one list: 1、慰问驻军6万元。2、慰问军属6万元 are two sums. But what came in
    (一是争取40万元) may be what was paid (二是发放40万元).
    """
    section = a.scene.sentence.section
    if section != b.scene.sentence.section or any(CAME_IN.search(arithmetic.lead(one)) for one in (a, b)):
        return False
    places = ((one.item_of(a.start), one.item_of(b.start)) for one in lists[section])
    return any(n is not None and k is not None and n != k for n, k in places)


def same_sum(a: Sum, b: Sum) -> bool:
    """Whether two sums of different sentences are one told twice: the same fund and group, the same value as far as the
    rounder one says, and no different date."""
    if a.scene.sentence.index == b.scene.sentence.index or a.value is None or b.value is None:
        return False
    if (a.scene.cell is None) != (b.scene.cell is None) and a.value == b.value:
        return True  # the text tells what the table's 合计 holds
    if announces(a, b):
        return a.bound == b.bound and abs(a.value - b.value) <= arithmetic.resolution(a.text)
    if not same_fund(a.purpose, b.purpose):
        return False
    told_alike = a.purpose.direction == b.purpose.direction or (a.value == b.value and (a.stated or b.stated))
    if not same_people(a, b) or not told_alike:
        return False
    if a.bound == "exact" and b.bound == "exact":
        close = a.value == b.value and (a.value >= 10**4 * FEN or a.stated or b.stated)
    else:
        exact, rough = (b, a) if less_exact(a, b) else (a, b)
        rough_value = rough.value or Decimal(0)
        close = rough.bound == "over" and rough_value <= (exact.value or 0) < rough_value * 2 and leading(rough, exact)
        close = close or (rough.bound in ("about", "under") and arithmetic.equal(exact.value or Decimal(0), rough))
    return close and not different_dates(a, b)


def leading(rough: Sum, exact: Sum) -> bool:
    """17.1235万 and 10余万: the rough one is the exact one cut after its first digits."""
    value, other = int(rough.value or 0), int(exact.value or 0)
    digits = str(value).rstrip("0")
    return len(str(value)) == len(str(other)) and (
        str(other).startswith(digits) or (len(digits) == 1 and str(other)[0] == digits)
    )


def same_people(a: Sum, b: Sum) -> bool:
    """Whether two sums may be for the same; what troops got (慰问驻军3万元) is not what families got."""
    named = a.group is not None and b.group is not None
    apart = named and (a.group in TROOPS) != (b.group in TROOPS)
    return not apart and arithmetic.same_group(a.group, a.base, b.group, b.base)


def announces(a: Sum, b: Sum) -> bool:
    """Whether the first stands in the summary's title, or in the heading above the second's text."""
    first, second = a.scene.sentence, b.scene.sentence
    return is_headline(a) and not second.heading and (first.index == 0 or first.section == second.section)


def is_headline(one: Sum) -> bool:
    """Whether a sum stands in a heading, or in a line that opens the summary and is no sentence."""
    sentence, text = one.scene.sentence, one.scene.text
    opens = sentence.index == 0 and text.startswith("\n", sentence.end) and text[sentence.end - 1] not in "。！？；，："
    return sentence.heading or opens


def less_exact(a: Sum, b: Sum) -> bool:
    """Whether the first says less exactly what both say; of two that say the same neither does, but what a headline
    says the text says better.
    """
    if a.value == b.value and a.bound == b.bound:
        return announces(a, b)
    return (a.bound != "exact", arithmetic.resolution(a.text)) > (b.bound != "exact", arithmetic.resolution(b.text))


def different_dates(a: Sum, b: Sum) -> bool:
    """Whether both sentences name times that have no day in common (春节 … 5000元; 八一 … 5000元)."""
    first, second = times_of(a), times_of(b)
    return bool(first and second) and not any(overlap(one, other) for one in first for other in second)


def overlap(a: Date, b: Date) -> bool:
    """Whether two times have a day in common."""
    if a.start_date is None or a.end_date is None or b.start_date is None or b.end_date is None:
        return a.edtf == b.edtf
    return a.start_date <= b.end_date and b.start_date <= a.end_date


def times_of(one: Sum) -> list[Date]:
    """The dates of the sum's clause, else those before it in its sentence."""
    start, end = one.scene.clause(one.start)
    near = [date for date in one.scene.dates if start <= date.start < end]
    return near or [date for date in one.scene.dates if date.start < one.start]
