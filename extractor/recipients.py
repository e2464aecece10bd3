"""Who money is for, and whether it goes to people at all."""

from __future__ import annotations

import re

from extractor.kinds import Group, Person
from extractor.match import Hit
from extractor.quantities import Money
from extractor.scene import Scene

# 村级站每个补助5000元, 补助军供站15万元
INSTITUTION = re.compile(
    "服务站|军供站|级站|站点|服务中心|敬老院|光荣院|幸福院|陵园|基地|示范点|窗口|[乡镇村]均|[对给向][^，。；]{0,8}(?:卫生院|医院|企业|公司|学校)(?=补)"
)
BOUGHT = re.compile("购置|添置|采购|配备|配置|更新|安装")
GIVES = re.compile("[送赠捐给]|慰问|看望|支持部队|[为向对](?:[^，。；]{0,6}(?:部队|官兵|驻军|连|军属|老兵|战士|优抚))")


def beneficiary(scene: Scene, money: Money) -> Hit | None:
    """Who the sum is for: the nearest group before it in its clause, else behind it, else in the clauses before."""
    start, end = scene.clause(money.start)
    before, after = neighbours(scene, money)
    left = scene.of(Group, max(start, before), money.start)
    if left:
        return left[-1]
    right = scene.of(Group, money.end, min(end, after))
    if right:
        return right[0]
    earlier = scene.of(Group, scene.matter(money.start), money.start)
    if earlier:
        return earlier[-1]
    later = scene.of(Group, money.end, min(scene.sentence.end, after))
    if later:
        return later[0]
    for hits in scene.context:
        named = [hit for hit in hits if hit.field == "words" and isinstance(hit.rule.body, Group)]
        if named:
            return named[-1]
    return None


def for_people(scene: Scene, money: Money, group: Group | None) -> bool:
    """Whether what is no more than 补助 goes to people: some are named or counted, and no institution stands nearer."""
    start, end = scene.sentence.start, scene.clause(money.start)[1]
    people = [hit for kind in (Group, Person) for hit in scene.of(kind, start, end)]
    named = group is not None or bool(people) or any(start <= heads.start < end for heads in scene.heads)
    return named and not INSTITUTION.search(scene.text, scene.matter(money.start), money.start)


def for_own_use(scene: Scene, money: Money) -> bool:
    """Whether things were bought for a station or an office, and given to nobody: 服务站购置办公设备2.3万元."""
    start, end = scene.matter(money.start), scene.clause(money.start)[1]
    if not BOUGHT.search(scene.text, start, end) or GIVES.search(scene.text, scene.sentence.start, end):
        return False
    return INSTITUTION.search(scene.text, scene.sentence.start, end) is not None or "办公" in scene.text[start:end]


def neighbours(scene: Scene, money: Money) -> tuple[int, int]:
    """Where the sum before ends and the next begins."""
    before, after = scene.sentence.start, scene.sentence.end
    for other in scene.moneys:
        if other.end <= money.start:
            before = other.end
        elif other.start >= money.end:
            return before, other.start
    return before, after
