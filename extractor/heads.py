"""Headcounts: who is counted. A numeral with 个, 家 or 对 is one only where a word for people stands beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractor.kinds import Group, Measure, Person
from extractor.match import Hit
from extractor.model import CheckResult, HeadUnit
from extractor.quantities import Heads
from extractor.rules import Rules
from extractor.scene import Scene
from extractor.tables import TableFact

# How far behind the measure word (9位农村义务兵) and before the numeral (优抚对象共计16户) the noun may stand.
BEHIND, BEFORE = 10, 8
BREAK = re.compile(r"[，。；：！？、\n\d在由到为对参与和向于把被是给从元及进开率受获已均每]")
# 29名在部队服役的义务兵家庭, 13名参加技能培训的退伍士兵: the noun is the one right behind 的
RELATIVE = re.compile(
    "(?:正在|在|参加|因|患|今年|当年|去年|被|有|符合|荣立|获得|家住|自主|自谋)[^，。；：！？、\\d]{1,12}的"
)
# 28个成员单位, 12家党员企业, 5个退役军人关爱基金会 are no people
OFFICES = re.compile(
    "(?:关爱|创业|就业|服务|志愿|法律|帮扶|孵化|爱心|文化|红色|健康)*+(?:单位|企业|部门|机构|小组|之家|协会|中心|站点|示范点|服务站|工作站|[营连排](?![长级部队])|应急[连排]|分队|志愿服务队|委员会"
    "|基金会|家属院|工作室|(?:创业)?园|基地|驿站|门店|合作社|陵园|纪念[馆碑园塔亭地]|墓)"
)
# 民兵9个连: what is counted behind its people is a body of them
BODIES = re.compile("[营连排班团旅师](?![长级])|[大中小分支]队")
# 136个村都建立了联络员制度, 12个团级单位的官兵: what is counted stands between, and is no people
OTHERS = re.compile(
    r"单位|(?<!本)村|社区|乡|镇|街道|[县区](?![级别])|部门|学校|企业|都|设|建|站|局|科室|支部|年级|班(?!主任|长)"
)
FILLER = re.compile(
    r"(?:共计|共有|共|合计|总计|总数|等|代表|人数|有|达到?|约|近|各|计|：|:|\(|（|家庭|一行|现有|为|分别|两|累计|”|\"|中|总共)*"
)
HOMES = ("户", "家庭")
THINGS_TOO = ("个", "家")  # measure words of people and of things
# 262人，其中烈属1人 …; 共有262人：…. Without such a sign numbers that happen to add up say nothing of each other.
PARTS_FOLLOW = re.compile("其中|：|包括|分别")
WHOLE_BEFORE = re.compile("共|总|合计|现有|各类")


@dataclass(frozen=True, slots=True)
class HeadFact:
    """A headcount with who is counted. ``unit`` None: organisations (3个中队), which serve arithmetic and are no
    fact.
    """

    heads: Heads
    unit: HeadUnit | None
    of: str
    group: str | None
    base: str | None
    rule: str
    sentence: int
    fact: bool = True
    cell: TableFact | None = None


def read_heads(scene: Scene, rules: Rules) -> list[HeadFact]:
    """The headcounts of a sentence, in order; what turns out to count no people is dropped."""
    facts = []
    for heads in scene.heads:
        rule, measure = measures(rules)[heads.measure]
        noun = counted(scene, heads)
        fact = head_fact(heads, rule, measure, noun, scene)
        if fact is not None:
            facts.append(fact)
    return facts


@lru_cache(maxsize=4)
def measures(rules: Rules) -> dict[str, tuple[str, Measure]]:
    """Measure word -> the rule's name and body."""
    return {word: (rule.name, body) for rule, body in rules.of(Measure) for word in body.words}


def head_fact(heads: Heads, rule: str, measure: Measure, noun: Hit | None, scene: Scene) -> HeadFact | None:
    """A headcount with its noun, or None where it counts no people."""
    group = noun.rule.body if noun is not None and isinstance(noun.rule.body, Group) else None
    organisation = group is not None and group.organisation
    if measure.needs_person and (noun is None or organisation):
        if organisation and heads.measure in ("个", "家"):
            return HeadFact(
                heads,
                None,
                noun.word if noun else "",
                group.group if group else None,
                None,
                rule,
                scene.sentence.index,
                False,
            )
        return None
    if measure.unit == "family" and (group is None or not beside(scene, heads, noun)):
        return None
    of = noun.word if noun is not None else ""
    base = None if group is None else group.base or group.group
    named = group.group if group else None
    unit: HeadUnit = "household" if heads.measure == "个" and noun and of_homes(scene, noun) else measure.unit
    return HeadFact(heads, unit, of, named, base, rule, scene.sentence.index, cell=scene.cell)


def of_homes(scene: Scene, noun: Hit) -> bool:
    """Whether the noun is of households and not of their people: 24个贫困户, 12个军属家庭."""
    return noun.word.endswith(HOMES) or scene.text.startswith(HOMES, noun.end)


def beside(scene: Scene, heads: Heads, noun: Hit | None) -> bool:
    """Whether the noun touches the number."""
    return noun is not None and (
        noun.start - heads.end <= 1 if noun.start >= heads.end else heads.start - noun.end <= 1
    )


def counted(scene: Scene, heads: Heads) -> Hit | None:
    """The noun that is counted: behind the measure word within its noun phrase, else right before the numeral."""
    behind = nouns(scene, heads.end, heads.end + BEHIND + 12)
    relative = RELATIVE.match(scene.text, heads.end)
    begin = relative.end() if relative and any(hit.start == relative.end() for hit in behind) else heads.end
    for hit in behind:
        if hit.start < begin:
            continue
        between = scene.text[begin : hit.start]
        if len(between) > BEHIND or BREAK.search(between) or OFFICES.match(scene.text, hit.end):
            continue
        if heads.measure not in THINGS_TOO or OTHERS.search(between) is None:
            return widest(behind, hit)
    if heads.measure in THINGS_TOO and BODIES.match(scene.text, heads.end):
        return None
    for hit in reversed(nouns(scene, heads.start - BEFORE - 14, heads.start)):
        between = scene.text[hit.end : heads.start]
        if len(between) <= BEFORE and FILLER.fullmatch(between):
            return hit
    return None


def widest(hits: list[Hit], first: Hit) -> Hit:
    """困难 退役军人 家属: the last noun of a row that touches is the head of the phrase."""
    chosen = first
    for hit in hits:
        if hit.start == chosen.end and isinstance(hit.rule.body, Group):
            chosen = hit
    return chosen


def nouns(scene: Scene, start: int, end: int) -> list[Hit]:
    """Groups and other people, in order; a word for people inside a group's (家庭 in 义务兵家庭) is not seen."""
    low, high = max(start, scene.sentence.start), min(end, scene.sentence.end)
    groups = scene.of(Group, low, high)
    others = [
        hit for hit in scene.of(Person, low, high) if not any(g.start <= hit.start and hit.end <= g.end for g in groups)
    ]
    return sorted([*groups, *others], key=lambda hit: hit.start)


@dataclass(frozen=True, slots=True)
class HeadPartition:
    """A headcount and the headcounts that it is made of (优抚对象262人，其中…)."""

    whole: HeadFact
    parts: tuple[HeadFact, ...]
    result: CheckResult


def head_partitions(facts: Sequence[HeadFact], scene: Scene) -> Iterator[HeadPartition]:
    """Wholes with their parts among the headcounts of one sentence. 人, 户 and 人次 are never added together."""
    at = 0
    while at < len(facts):
        parts = parts_behind(facts, at, scene)
        if parts:
            total = sum(part.heads.numeral.value or 0 for part in parts)
            holds = total == facts[at].heads.numeral.value
            yield HeadPartition(facts[at], tuple(parts), "holds" if holds else "unknown")
            at += len(parts)
        at += 1


def table_partitions(facts: Sequence[HeadFact]) -> Iterator[HeadPartition]:
    """The sums of a table's columns and rows of headcounts."""
    parts: dict[tuple[int, str], list[HeadFact]] = defaultdict(list)
    for fact in facts:
        if fact.cell is not None and fact.cell.whole is not None:
            parts[fact.cell.whole, fact.cell.along].append(fact)
    by_start = {fact.heads.start: fact for fact in facts}
    for (start, _), own in parts.items():
        whole, total = by_start[start], sum(fact.heads.numeral.value or 0 for fact in own)
        yield HeadPartition(whole, tuple(own), "holds" if total == whole.heads.numeral.value else "fails")


def parts_behind(facts: Sequence[HeadFact], at: int, scene: Scene) -> list[HeadFact]:
    """The run behind a headcount that adds up to it, or that 其中 opens; at least two."""
    whole = facts[at].heads.numeral.value
    if whole is None or facts[at].unit is None or at + 2 >= len(facts):
        return []
    first = facts[at].heads
    opened = PARTS_FOLLOW.search(scene.text, first.end, facts[at + 1].heads.start)
    if not opened and not WHOLE_BEFORE.search(scene.text, max(first.start - 5, scene.sentence.start), first.start):
        return []
    run: list[HeadFact] = []
    total = Decimal(0)
    for fact in facts[at + 1 :]:
        value = fact.heads.numeral.value
        if fact.unit != facts[at].unit or value is None or total + value > whole:
            break
        run.append(fact)
        total += value
        if len(run) >= 2 and total == whole:
            return run
    return run if opened and len(run) >= 2 else []
