"""Who gives: what troops give to the public is ``to_public``; all else is ``to_service``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.kinds import Group, Modifier
from extractor.match import TROOPS, Hit
from extractor.quantities import Money
from extractor.scene import Scene

# Who stands behind these words is given to, visited, met or urged, and does not give.
AS_OBJECT = re.compile(
    r"[向给为往赴与]|对(?!口)|(?<!达)到(?!场)|慰问|看望|走访|支持|支援|帮助|帮扶|资助|捐|救助|转移|拥护|座谈"
    r"|参加|参与|服务|发动|动员"
)
# 部队建设, 退役军人关爱基金, 地方资金: what is theirs, and no deed of theirs.
OWNED = re.compile(r"的?(?:建设|事务|关爱|基金|资金|经济|服务中心|服务站|保障|医疗|生活|困难|家属|子女|营区|营房)")
RECEIVES = re.compile("收到|接受|接收|获|得到|享受|领取")
# 挽回经济损失, 节约投资: the public has it, and nobody gave it.
NOT_GIVEN = re.compile("挽回|挽救|节约|节省(?!出)|增收|增加|避免|损失|抢运|抢救|缴获")
CLAUSE_MARKS = "，。；：！？\n（）(),;:"
SERVING = {TROOPS, "现役军人"}
GIVERS = ("by_troops", "by_others")


def direction(scene: Scene, money: Money) -> str:
    """``to_public`` where troops are the last subject before the sum and the words beside it tell of the public; under
    a heading on such deeds, and in the troops' own papers, where nobody else is.
    """
    start, end = scene.matter(money.start), reach(scene, money)
    gives = of_effect(scene, scene.sentence.start, end, "to_public")
    public = gives or of_effect(scene, start, end, "public", "to_civilians") or civilians(scene, start, end)
    if not public or served(scene, money) or NOT_GIVEN.search(scene.text, scene.clause(money.start)[0], money.start):
        return "to_service"
    who = giver(scene, money)
    if who is None:
        return "to_public" if scene.by_troops or (gives and "army_aid" in scene.standard) else "to_service"
    troops = effect(who) == "by_troops" or (isinstance(who.rule.body, Group) and who.rule.body.group in SERVING)
    return "to_public" if troops and not RECEIVES.search(scene.text, who.end, money.start) else "to_service"


def giver(scene: Scene, money: Money) -> Hit | None:
    """The subject of the sum's clause, else of one before it, else of the sentence before or the heading."""
    sums = {other.start for other in scene.moneys}  # 其中部队36万元: who touches a sum has it
    own = (hit for hit in scene.hits if hit.end < money.start and hit.end not in sums)
    for hits in (own, *scene.context):
        found = subject(scene.text, [hit for hit in hits if may_give(hit)])
        if found is not None:
            return found
    return None


def subject(text: str, hits: Sequence[Hit]) -> Hit | None:
    """The first subject of the last clause that has one."""
    found, clause = None, -1
    for hit in reversed(hits):
        opens = max(text.rfind(mark, 0, hit.start) for mark in CLAUSE_MARKS) + 1
        if found is not None and opens != clause:
            break
        if not AS_OBJECT.search(text, opens, hit.start) and not OWNED.match(text, hit.end):
            found, clause = hit, opens
    return found


def may_give(hit: Hit) -> bool:
    """Whether the word names givers: people of the service, or others."""
    body = hit.rule.body
    return (isinstance(body, Group) and not body.civil) or effect(hit) in GIVERS


def served(scene: Scene, money: Money) -> bool:
    """Whether none but people of the service are given to in the sum's clause, or before it where it names nobody."""
    start, end = scene.clause(money.start)
    while True:
        groups = scene.of(Group, start, end)
        if groups:
            last = groups[-1].start
            given = AS_OBJECT.search(scene.text, start if last < money.start else max(start, money.end), last)
            return given is not None and not any(hit.rule.body.civil for hit in groups)
        if start <= scene.matter(money.start):
            return False
        before = scene.clause_before(start)
        if before[0] >= start:
            return False
        start, end = before


def reach(scene: Scene, money: Money) -> int:
    """The end of what tells of a sum: its clause and the ones behind it up to the next sum."""
    end = scene.clause(money.start)[1]
    return max(end, min((other.start for other in scene.moneys if other.start >= end), default=scene.sentence.end))


def of_effect(scene: Scene, start: int, end: int, *effects: str) -> list[Hit]:
    """The modifiers of these effects in ``text[start:end]``."""
    return [hit for hit in scene.of(Modifier, start, end) if hit.rule.body.effect in effects]


def civilians(scene: Scene, start: int, end: int) -> bool:
    """Whether civilians are named in ``text[start:end]``."""
    return any(hit.rule.body.civil for hit in scene.of(Group, start, end))


def effect(hit: Hit) -> str:
    """A modifier's effect; none for another kind of word."""
    body = hit.rule.body
    return body.effect if isinstance(body, Modifier) else ""
