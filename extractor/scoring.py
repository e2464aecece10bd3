"""Extracted facts against annotated ones: what was found, what it was said to be, and what would be added up.

Facts are paired by their written words in the text's order; a pair is right only where its meaning is right too: of
an amount value and role, of a headcount value and unit, of a date its EDTF, of an activity the type in a sentence that
holds the anchor. Annotated facts that are ``optional`` may be found or not. Derived amounts are not written, so they
have no pair; totals and the precision of ``counts`` see them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
Verdict = Literal["right", "wrong", "missed", "extra", "optional"]
WRITTEN_KINDS = ("amounts", "headcounts", "dates")
KINDS = (*WRITTEN_KINDS, "activities")

FOLD = str.maketrans("０１２３４５６７８９，", "0123456789,")
# What may or may not be given with a fact's words: brackets and quotes, the words around a date.
LEFT_OUT = re.compile(r"[\s\\“”\"'‘’「」《》（）()·•．]|期间|前夕|左右|之际|前后|节前|前$|/人.*$|建军节")
FEAST = re.compile(r"(八一|春节|元旦|清明|中秋|国庆|端午).*$")
HALF_A_FEN = 0.005


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact and what is to be said of it. ``gold`` is the annotated one, ``found`` the program's; one may lack."""

    entry: str
    kind: str
    verdict: Verdict
    gold: Json | None = None
    found: Json | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A summary's total subsidy in yuan: annotated, and found."""

    entry: str
    gold: float
    found: float
    right: bool


@dataclass(frozen=True, slots=True)
class Added:
    """An amount that the program adds up, and whether it should: the fact itself, with the annotated one if any."""

    entry: str
    right: bool
    found: Json
    gold: Json | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """All judgements over some annotated summaries, in their order."""

    entries: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    totals: tuple[Total, ...] = ()
    added: tuple[Added, ...] = ()


def score(pairs: Sequence[tuple[str, Json, Json]]) -> Scores:
    """Judge summaries: each an id, the annotated facts and the found ones (both as docs/json.md has them).

    A kind of fact, or a total, that a summary's annotation leaves out altogether is not judged there.
    """
    judged: list[Judged] = []
    added: list[Added] = []
    totals: list[Total] = []
    for entry, gold, found in pairs:
        own = [one for kind in WRITTEN_KINDS if kind in gold for one in judge_written(entry, kind, gold, found)]
        total = judge_total(entry, gold, found)
        judged += own
        if "activities" in gold:
            judged += judge_activities(entry, gold, found)
        if "total_subsidy" in gold:
            totals.append(total)
        if "amounts" in gold:
            added += judge_added(entry, gold, found, own, total)
    return Scores(tuple(entry for entry, _, _ in pairs), tuple(judged), tuple(totals), tuple(added))


def judge_written(entry: str, kind: str, gold: Json, found: Json) -> Iterator[Judged]:
    """The amounts, headcounts or dates of one summary."""
    own = [fact for fact in found.get(kind, []) if not fact.get("derived")]
    pairs, extra = pair(gold[kind], own, KEYS[kind], RIGHT[kind])
    for wanted, got in pairs:
        if wanted.get("optional"):
            if got is not None:
                yield Judged(entry, kind, "optional", wanted, got)
        elif got is None:
            yield Judged(entry, kind, "missed", wanted)
        else:
            yield Judged(entry, kind, "right" if RIGHT[kind](wanted, got) else "wrong", wanted, got)
    for got in extra:
        # times that recur, or are in no year that is known, need not be annotated
        free = kind == "dates" and (got.get("recurring") or got.get("edtf") is None)
        yield Judged(entry, kind, "optional" if free else "extra", None, got)


def judge_activities(entry: str, gold: Json, found: Json) -> Iterator[Judged]:
    """The activities of one summary: each annotated one takes the first found of its type whose sentence fits."""
    own, used = found.get("activities", []), set()
    for wanted in gold["activities"]:
        if wanted.get("optional"):
            continue
        at = next((n for n, fact in enumerate(own) if n not in used and tells_of(fact, wanted)), None)
        if at is None:
            yield Judged(entry, "activities", "missed", wanted)
        else:
            used.add(at)
            yield Judged(entry, "activities", "right", wanted, own[at])
    for n, fact in enumerate(own):
        if n not in used:
            known = any(tells_of(fact, wanted) for wanted in gold["activities"])
            yield Judged(entry, "activities", "optional" if known else "extra", None, fact)


def tells_of(fact: Json, wanted: Json) -> bool:
    """Whether a found activity is the annotated one: its type or one allowed, in a sentence that holds the anchor."""
    return any_of(wanted, "type", fact["type"]) and wanted["anchor"] in fact.get("sentence", "").replace("\n", "")


def judge_total(entry: str, gold: Json, found: Json) -> Total:
    """The total must be the annotated one to the fen; no total is 0."""
    wanted = [gold.get("total_subsidy") or 0, *(other or 0 for other in gold.get("total_subsidy_any") or [])]
    got = found.get("total_subsidy") or 0
    return Total(entry, wanted[0], got, any(near(one, got) for one in wanted))


def judge_added(entry: str, gold: Json, found: Json, judged: Sequence[Judged], total: Total) -> Iterator[Added]:
    """The amounts that the program adds up. One that is not annotated, or not with ``counts``, or of another value is
    wrong. A derived one is right where ``derived`` lists its value; where there is no such list, where the total is.
    """
    for one in judged:
        if one.kind == "amounts" and one.found is not None and one.found.get("counts"):
            if one.gold is None:
                yield Added(entry, False, one.found)
            elif "counts" in one.gold:
                yield Added(entry, counts_too(one.gold, one.found), one.found, one.gold)
    listed = [one["value"] if isinstance(one, dict) else one for one in gold.get("derived") or []]
    for fact in found.get("amounts", []):
        if fact.get("derived") and fact.get("counts"):
            known = any(near(value, fact.get("value")) for value in listed)
            right = known if "derived" in gold else total.right
            yield Added(entry, right, fact)


def counts_too(gold: Json, found: Json) -> bool:
    """Whether an amount that the program adds up should be, with that value."""
    return any_of(gold, "counts", True) and value_right(gold, found)


Key = Callable[[str], str]
Test = Callable[[Json, Json], bool]
Pairs = list[tuple[Json, Json | None]]


def pair(gold: Sequence[Json], found: Sequence[Json], key: Key, right: Test) -> tuple[Pairs, list[Json]]:
    """Each annotated fact with the found one of the same words, and the found ones that are left.

    Required facts come before optional ones, equal words before words that hold each other; among several a right one
    is taken first.
    """
    taken: dict[int, int] = {}
    for same in (str.__eq__, holds_either):
        for optional in (False, True):
            for n, wanted in enumerate(gold):
                if n in taken or bool(wanted.get("optional")) != optional:
                    continue
                free = [k for k in range(len(found)) if k not in taken.values()]
                fit = [k for k in free if same(key(wanted["text"]), key(found[k]["text"]))]
                if fit:
                    taken[n] = next((k for k in fit if right(wanted, found[k])), fit[0])
    pairs = [(wanted, found[taken[n]] if n in taken else None) for n, wanted in enumerate(gold)]
    used = set(taken.values())
    return pairs, [fact for k, fact in enumerate(found) if k not in used]


def plain(text: str) -> str:
    """A fact's words without what may be written with or without."""
    return LEFT_OUT.sub("", text.translate(FOLD).replace(",", "").replace("_", "x").lower())


def plain_date(text: str) -> str:
    """A date's words; of a feast its name."""
    return FEAST.sub(r"\1", plain(text)).rstrip("节前初末")


def holds_either(a: str, b: str) -> bool:
    """Whether one holds the other without cutting a number in two (200元 is not in 5200元)."""
    return holds(a, b) or holds(b, a)


def holds(whole: str, part: str) -> bool:
    """Whether ``whole`` holds ``part`` and no digit stands before it."""
    return len(part) >= 2 and re.search(r"(?<![\d.])" + re.escape(part), whole) is not None


def near(a: Any, b: Any) -> bool:
    """Equal to the fen; None only equals None."""
    if a is None or b is None:
        return a is None and b is None
    return abs(float(a) - float(b)) < HALF_A_FEN


def any_of(gold: Json, field: str, got: object) -> bool:
    """Whether a value is the annotated one, or one that ``field_any`` allows beside it: a list of answers, or true for
    any.
    """
    others = gold.get(f"{field}_any")
    return got == gold.get(field) or others is True or (isinstance(others, list) and got in others)


def value_right(gold: Json, found: Json) -> bool:
    """The value; where only a range is annotated, both its ends."""
    if gold.get("value") is None and (gold.get("low") is not None or gold.get("high") is not None):
        return near(gold.get("low"), found.get("low")) and near(gold.get("high"), found.get("high"))
    return near(gold.get("value"), found.get("value"))


def amount_right(gold: Json, found: Json) -> bool:
    """Value and role."""
    return value_right(gold, found) and any_of(gold, "role", found.get("role"))


def headcount_right(gold: Json, found: Json) -> bool:
    """Value and unit."""
    return value_right(gold, found) and any_of(gold, "unit", found.get("unit"))


def date_right(gold: Json, found: Json) -> bool:
    """The EDTF without its qualifier. Of a lunar feast the year; no edtf annotated, or ``edtf_any`` true: any.

    Where the text gives no year (XXXX-08-01), a year that the program infers is not held against month and day.
    """
    wanted, got, others = gold.get("edtf"), found.get("edtf"), gold.get("edtf_any") or []
    if wanted in (None, "recurring") or others is True:
        return True
    if gold.get("festival") == "lunar":
        return got is None or got[:4] == wanted[:4]
    if got is None:
        return False
    got = got.rstrip("~?%")
    answers = [answer.rstrip("~?%") for answer in (wanted, *others) if answer]
    yearless = re.sub(r"(^|/)\d{4}-", r"\1XXXX-", got)
    return got in answers or any(answer.startswith("XXXX-") and answer == yearless for answer in answers)


KEYS: dict[str, Key] = {"amounts": plain, "headcounts": plain, "dates": plain_date}
RIGHT: dict[str, Test] = {"amounts": amount_right, "headcounts": headcount_right, "dates": date_right}
