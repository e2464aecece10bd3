"""What a sum is: total, rate, part, plan, history or other.

Cues are words of patterns/cues.toml near the sum; the heaviest that applies wins, of equal ones the nearest. A sum
without a cue of its own takes the role of the sum before it in the same list. What is left is a total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extractor.guard import Pattern, compile_pattern
from extractor.kinds import Cue, Group, Person
from extractor.match import Hit
from extractor.other_years import LEAST_TOTAL, has_own_date, in_own_year, other_year, standard_of_a_year
from extractor.part_cues import has_whole
from extractor.quantities import FEN, Money
from extractor.reading import Reading, YearRange
from extractor.rules import Rule, Rules
from extractor.scene import SUM_WORDS, Scene

DEFAULT_RULE = "role.total.default"
PLANNED_WEIGHT = 61
# A lighter cue adds to a rate (按月发放，标准为90元/人) and makes none.
LEAST_WEIGHT = 40
# What a sum without a cue of its own may take over from the one before it in a list.
INHERITED = ("rate", "history", "plan", "part")
INCREASE = "cue.other.increase"
OPENING_WORD = 8  # characters in which 提高到 must begin a clause
# N名军属…价值100元的慰问品: so little for so many can only be what each got.
LEAST_PER_HEAD = 1000  # fen
# 共计2.8万元: a clause that says nothing else
ONLY_SUM = re.compile(" ?(?:合计|共计|总计|一共|总共|共|计|总额|累计)(?:金额|为|达|约|近|达到|资金)?")
# 自主创业一次性补助2万元, after a rate of the same policy
SCHEDULED = re.compile("(?:(?!发放|送|慰问|支出|投入|拨|共)[^，。；\\d]){0,16}(?:补助|补贴|奖励|奖|增发)金?")
# 零用费3000元: a noun and its sum, nothing else
FURTHER = re.compile("(?:(?!发放|送|慰问|支出|投入|拨|共|计|支付|总|合)[一-鿿]){1,7}[费金贴]")
# 标准为每人14000元，慰问金1000元，共计…: a fund and its sum among the rates of a standard
OF_STANDARD = re.compile("[一-鿿]{1,8}金")
TO_WHOM = re.compile("(?<![结应面因作成])[向对给为]|慰问|走访|看望|救助|帮助|资助")
WHO_ARE = re.compile("[^，。；]{0,12}的[^，。；的]{0,8}")
# 由2015年的620万元、2017年的788万元，增加到936万元
REST_OF_LIST = re.compile(r".?|(?:[、和及][^，。；]{0,10}?[\d.]+ ?[万亿]?元)+")
# 给老兵刘某一次性补助2000元: paid to one who is named
NAMED = re.compile("某(?![部旅团连单])|大[爷娘妈伯叔]|同志|老人")
POLICY = re.compile("实行|标准|规定|政策|办法")
# 减免门诊费、检查费4.3万元，手术费、床位费2.8万元: the list goes on
FEES = re.compile("(?:(?![^费]*(?:补助|发放|支付|落实|缴|购|报销|解决))[一-鿿]{2,6}费[、和及]?)+")
NO_SPENDING = tuple(f"cue.other.{name}" for name in ("waived", "loss", "output", "credit", "advanced", "paid_oneself"))
# the old one of an old and a new one; the new one's total stands behind
OLD_ONES = ("cue.history.from", "cue.history.from_list", "cue.history.compared")
BARE_STANDARDS = ("cue.rate.standard", "cue.rate.standard_after")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A cue's words at a place."""

    start: int
    end: int
    rule: Rule
    cue: Cue


def read_roles(scene: Scene, rules: Rules, years: YearRange) -> list[Reading]:
    """The roles of a sentence's sums, in order."""
    seen = list(sightings(scene, rules))
    readings: list[Reading] = []
    for number, money in enumerate(scene.moneys):
        best = best_reading(scene, money, seen, years)
        if best is None or best.role in ("total", "history"):
            best = standard_of_a_year(scene, number, readings[-1] if readings else None) or best
        if best is not None and best.role == "part" and is_next_rate(scene, number, readings):
            best = None
        before = readings[-1] if best is None and readings else None
        inherits = before is not None and before.rule != DEFAULT_RULE and may_go_on(before)
        if inherits and is_next_item(scene, number) and not own_time(scene, number, years):
            best = before
        readings.append(closing(scene, money, readings, best) or Reading("total", DEFAULT_RULE, 0))
        if number and scene.linked(scene.moneys[number - 1].end, money.start):
            readings[-2:] = same_rates(readings[-2], readings[-1])
    return standards(scene, readings)


def may_go_on(before: Reading) -> bool:
    """Whether the next sum of a list may be what the one before it is: 分别提高了8730元、8450元 are both increases."""
    return before.role in INHERITED or before.rule == INCREASE


def own_time(scene: Scene, number: int, years: YearRange) -> bool:
    """Whether this year's date parts a sum from the one before it in a list: 2018年投入56万元、2019年投入68万元."""
    start, end = scene.moneys[number - 1].end, scene.moneys[number].start
    return any(start <= date.start < end and date.within_year == years.first for date in scene.dates)


def standards(scene: Scene, readings: list[Reading]) -> list[Reading]:
    """按三属1500元、伤残1200元的标准: the word behind the last of a list makes rates of all."""
    for n in range(len(readings) - 1, 0, -1):
        listed = scene.linked(scene.moneys[n - 1].end, scene.moneys[n].start)
        if listed and readings[n].rule == "cue.rate.standard_after" and readings[n - 1].rule == DEFAULT_RULE:
            readings[n - 1] = readings[n]
    return readings


def is_next_rate(scene: Scene, number: int, before: Sequence[Reading]) -> bool:
    """Whether a sum stands in a list behind a rate: 其中三类人员每人每月分别补助80元、60元、50元 are rates."""
    if not number or before[-1].role != "rate":
        return False
    between = scene.text[scene.moneys[number - 1].end : scene.moneys[number].start]
    return is_next_item(scene, number) and "其中" not in between


def is_next_item(scene: Scene, number: int) -> bool:
    """Whether a sum stands in a list behind the one before it, and is not what was paid by the standard that the one
    before it tells (按每人每天120元、集训5天的标准发放2.4万元).
    """
    start, end = scene.moneys[number - 1].end, scene.moneys[number].start
    return scene.linked(start, end) and "的标准" not in scene.text[start:end]


def closing(scene: Scene, money: Money, before: Sequence[Reading], best: Reading | None) -> Reading | None:
    """A sum whose clause says no more than 共计 is what the sum before it is: 每人减免350元，共计2.8万元."""
    if not before or (best is not None and best.role != "total"):
        return best
    start, _ = scene.clause(money.start)
    last = before[-1]
    # 免收学费2.4万元、校服费3200元; 减免门诊费4.3万元，手术费2.8万元
    between = max(start, scene.moneys[len(before) - 1].end + 1)
    if last.rule in NO_SPENDING and best is None and FEES.fullmatch(scene.text, between, scene.words_end(money)):
        return last
    if best is None and last.role == "rate" and goes_on(scene, money, start):
        return Reading("rate", "role.rate.goes_on", 0, last.per if is_further(scene, money, start) else ("case",))
    if not ONLY_SUM.fullmatch(scene.text, start, scene.words_end(money)):
        return best
    if last.rule in NO_SPENDING or (last.role in ("history", "plan") and last.rule not in OLD_ONES):
        return last
    return Reading(last.elsewhen, last.rule, last.weight) if last.elsewhen is not None else best


def goes_on(scene: Scene, money: Money, start: int) -> bool:
    """Whether a sum is the next of a policy's rates: 实行…，即未就业补助每人每月600元，自主创业补助2万元."""
    if (money.numeral.value or 0) >= LEAST_TOTAL:
        return False
    if any(hit.start == start and hit.end == scene.words_end(money) for hit in scene.of(Group, start, money.start)):
        return True  # 烈士遗属年抚恤金21030元，病故军人遗属18060元
    if is_further(scene, money, start):
        return True  # 每户发给安家费6000元，零用费3000元
    if not SCHEDULED.fullmatch(scene.text, start, scene.words_end(money)):
        return False
    return POLICY.search(scene.text, scene.sentence.start, scene.moneys[0].start) is not None


def is_further(scene: Scene, money: Money, start: int) -> bool:
    """Whether a clause is a noun and its sum, and the sum before ends the clause before and is of a size with it."""
    at = scene.moneys.index(money)
    if not FURTHER.fullmatch(scene.text, start, scene.words_end(money)) and not in_standard(scene, at, start):
        return False
    before = scene.moneys[at - 1]
    value = money.numeral.value
    return (
        len(scene.text[before.end : start].rstrip(" ")) == 1
        and value is not None
        and value <= (before.numeral.value or 0) * 3
    )


def in_standard(scene: Scene, at: int, start: int) -> bool:
    """Whether a fund and its sum stand between the rates that 标准 opens and the stated sum that closes them."""
    money, behind = scene.moneys[at], scene.moneys[at + 1 : at + 2]
    if not behind or not OF_STANDARD.fullmatch(scene.text, start, scene.words_end(money)):
        return False
    first, last = scene.clause(behind[0].start)
    larger = (behind[0].numeral.value or 0) > (money.numeral.value or 0)
    closed = first == scene.clause(money.start)[1] + 1 and SUM_WORDS.search(scene.text, first, last) is not None
    return larger and closed and "标准" in scene.text[scene.sentence.start : scene.moneys[0].start]


def same_rates(first: Reading, last: Reading) -> tuple[Reading, Reading]:
    """Of two rates of one list the last may stand by no more than 的标准 (每人每月390元、350元的标准): it is per what
    the first is.
    """
    if first.role == "rate" and last.role == "rate" and last.rule in BARE_STANDARDS:
        return first, replace(last, per=first.per)
    return first, last


def sightings(scene: Scene, rules: Rules) -> Iterator[Sighting]:
    """The places of all cues in a sentence."""
    for hit in scene.hits:
        if hit.field == "words" and isinstance(hit.rule.body, Cue):
            yield Sighting(hit.start, hit.end, hit.rule, hit.rule.body)
    for rule, cue, pattern in cue_patterns(rules):
        for match in pattern.finditer(scene.text, scene.sentence.start, scene.sentence.end):
            yield Sighting(match.start(), match.end(), rule, cue)


@lru_cache(maxsize=4)
def cue_patterns(rules: Rules) -> tuple[tuple[Rule, Cue, Pattern], ...]:
    """The cues that have regular expressions, compiled."""
    joined = [(rule, cue, "|".join(cue.patterns)) for rule, cue in rules.of(Cue) if cue.patterns]
    return tuple((rule, cue, compile_pattern(source, [(rule, source)])) for rule, cue, source in joined)


def span_patterns(rules: Rules) -> list[Pattern]:
    """The patterns of the cues that tell of several years and govern a whole sentence."""
    return [pattern for _, cue, pattern in cue_patterns(rules) if cue.role == "history" and cue.reach == "sentence"]


Offer = tuple[int, int, Reading]  # weight, nearness, reading: the greatest wins


def best_reading(scene: Scene, money: Money, seen: list[Sighting], years: YearRange) -> Reading | None:
    """The heaviest reading that a cue, a date or a planned sentence gives."""
    found = offers(scene, money, seen, years)
    if not found:
        return None
    weight, _, best = max(found, key=lambda item: item[:2])
    if weight < LEAST_WEIGHT:
        return None
    if best.role == "rate":
        away = [(offer[0], offer[2].role) for offer in found if offer[2].role in ("history", "plan")]
        return Reading("rate", best.rule, weight, all_per(found), elsewhen=max(away)[1] if away else None)
    return best


def offers(scene: Scene, money: Money, seen: list[Sighting], years: YearRange) -> list[Offer]:
    """All readings that cues, a date and a planned sentence give."""
    found: list[Offer] = []
    for sighting in seen:
        gap = distance(scene, sighting, money)
        if gap is not None and refusal(scene, sighting, money, gap, seen, years) is None:
            cue = sighting.cue
            per = (*cue.per, *(name for inner in seen if within(inner, sighting) for name in inner.cue.per))
            found.append((cue.weight, -gap, Reading(cue.role, sighting.rule.name, cue.weight, per)))
    other = other_year(scene, money, years)
    if other is not None:
        found.append((other.weight, 0, other))
    if scene.sentence.plans(money.start):
        found.append((PLANNED_WEIGHT, 0, Reading("plan", "role.plan.section", PLANNED_WEIGHT)))
    return found


def within(inner: Sighting, outer: Sighting) -> bool:
    """Whether a cue's words lie inside another's: 由每户每年8000元提高到 holds 每户每年, which the new sum is for
    too.
    """
    return inner is not outer and outer.start <= inner.start and inner.end <= outer.end


def all_per(found: list[Offer]) -> tuple[str, ...]:
    """A rate per person and month has two cues: 每人 before it and /月 behind."""
    named = {per for _, _, reading in found if reading.role == "rate" for per in reading.per}
    return tuple(sorted(named, key=ORDER.index)) or UNNAMED


# A bare standard (优待金标准1546元) is one person's, or one household's.
UNNAMED = ("person",)
ORDER = ("person", "household", "unit", "case", "day", "month", "quarter", "term", "year")


def distance(scene: Scene, sighting: Sighting, money: Money) -> int | None:
    """Characters between a cue and the sum, with the words that say how exact it is (近, 约); None where the cue stands
    on the wrong side.
    """
    if sighting.end <= money.start and sighting.cue.side != "after":
        return max(scene.words_end(money) - sighting.end, 0)
    if sighting.start >= money.end and sighting.cue.side != "before":
        return sighting.start - money.end
    return None


# Why a cue on the right side of a sum says nothing of it; `explain` has a sentence for each (corpus/render/reasons.py).
Refusal = Literal[
    "out_of_reach",
    "blocked",
    "not_followed",
    "heads_beside",
    "too_much",
    "in_list",
    "total_between",
    "no_whole",
    "several_years",
    "own_date",
    "of_people",
]


def refusal(
    scene: Scene, sighting: Sighting, money: Money, gap: int, seen: list[Sighting], years: YearRange
) -> Refusal | None:
    """Why a cue does not reach a sum or what takes its force away; None where it applies."""
    cue = sighting.cue
    if not reaches(scene, sighting, money, gap):
        return "out_of_reach"
    low, high = min(sighting.start, money.start), max(sighting.end, money.end)
    start, end = scene.clause(money.start)
    # 三年来…，今年资助3000元，累计资助9000元: a sum of all the years, whatever stands between
    overall = cue.role == "history" and "累计" in scene.text[start : money.start]
    span = (start, end) if overall else (min(low, start), max(high, end))
    if any(hit.rule.name == sighting.rule.name and hit.field == "blocked_by" for hit in blockers(scene, *span)):
        return "blocked"
    if cue.role in ("plan", "other", "history") and of_people(scene, sighting, money):
        return "of_people"
    if cue.followed_by and not followed(scene, money, end, cue.followed_by):
        return "not_followed"
    if cue.without_heads and (scene.heads or NAMED.search(scene.text, start, money.start)):
        return "heads_beside"
    if cue.below and (money.numeral.value or 0) >= cue.below * FEN:
        return "too_much"
    if cue.alone and any(scene.linked(money.end, other.start) for other in scene.moneys if other.start > money.end):
        return "in_list"
    if cue.role == "rate" and cue.side == "before" and summed_between(sighting, money, seen):
        return "total_between"
    if cue.role == "part":
        return None if has_whole(scene, sighting.start, sighting.end, money) else "no_whole"
    if cue.role == "history" and cue.reach == "sentence":
        if years.several:
            return "several_years"
        before = [date for date in scene.dates if scene.clause(sighting.start)[0] <= date.start < sighting.end]
        if in_own_year(scene.text, before, sighting.start, sighting.end, years):
            return "own_date"
        return "own_date" if has_own_date(scene, sighting.end, money, years) else None
    return None


def of_people(scene: Scene, sighting: Sighting, money: Money) -> bool:
    """Whether a cue's words tell who is paid and not what the money is: 为急需手术的老兵捐款2.6万元."""
    if sighting.end > money.start or not TO_WHOM.search(scene.text, scene.clause(sighting.start)[0], sighting.start):
        return False
    people = [hit for kind in (Group, Person) for hit in scene.of(kind, sighting.end, money.start)]
    return any(WHO_ARE.fullmatch(scene.text, sighting.end, hit.start) for hit in people)


def followed(scene: Scene, money: Money, end: int, words: Sequence[str]) -> bool:
    """Whether one of the words stands behind a sum in its clause, or opens the clause behind (…2万元，一下子提高到)."""
    near = scene.text[end + 1 : end + 1 + OPENING_WORD] if REST_OF_LIST.fullmatch(scene.text, money.end, end) else ""
    return any(word in scene.text[money.end : end] or word in near for word in words if len(word) > 1) or any(
        word in scene.text[money.end : end] for word in words if len(word) == 1
    )


def blockers(scene: Scene, start: int, end: int) -> list[Hit]:
    """The words in a span that take the force of some cue away."""
    return [hit for hit in scene.hits if hit.field == "blocked_by" and hit.start >= start and hit.end <= end]


def reaches(scene: Scene, sighting: Sighting, money: Money, gap: int) -> bool:
    """Whether a sum lies within the reach of a cue."""
    cue = sighting.cue
    first, last = scene.clause(money.start)
    # an adjacent cue may begin in the clause before: 每年增加3020元，达到33220元
    same_clause = first <= (sighting.end if cue.reach == "adjacent" else sighting.start) and sighting.end <= last
    if cue.reach == "sentence":
        return not cue.gap or gap <= cue.gap
    if not same_clause:
        return False
    low, high = (sighting.end, money.start) if sighting.end <= money.start else (money.end, sighting.start)
    if any(other.start >= low and other.end <= high for other in scene.moneys):
        return False
    return cue.reach == "clause" or gap <= cue.gap


def summed_between(sighting: Sighting, money: Money, seen: list[Sighting]) -> bool:
    """给每位代表发放补贴，共发放240元: the stated sum between takes 每位's force away."""
    return any(other.cue.role == "total" and other.start >= sighting.end and other.end <= money.start for other in seen)
