"""What kind of money a sum is, and who it is for.

The scope widens step by step: the words that touch the sum, its clause, the clauses beside it, the sentence before,
the heading. A noun for money (慰问金) is better than a deed (慰问) at each step.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.fund_scopes import is_noun, widening
from extractor.kinds import Fund, Group
from extractor.match import Hit
from extractor.model import REACHING_FUNDS
from extractor.quantities import Money
from extractor.recipients import beneficiary, direction, for_own_use, for_people
from extractor.scene import Scene

# 优待金和立功奖金52万元: between the nouns of one list.
SIBLING = re.compile(r"[^，。；：！？\n\d]{0,6}(?:、|和|及|与|以及|或|/|，)[^，。；：！？\n\d]{0,6}|[”\"（(]?")
# 新建、维修了住房: what is built says more than that it is
HOMES = "F12"
BUILDS = ("新建", "改建", "扩建", "维修", "修缮", "修建", "重建", "翻新", "建起", "兴建", "修筑", "建成")
OFFICE = {"工作经费", "建设投入", "捐款"}
GENERAL_HELP = {"帮扶资金", "扶贫资金", "帮扶款", "援助资金", "帮建资金", "扶助资金"}
USED_FOR = re.compile("(?:全部|主要|重点|专项)?(?:用[于来以]|帮助)")
# 筹措县级配套资金40万元: money raised is not named by what another sentence tells of
RAISED = re.compile("(?:筹[措集]|争取)[^，。；、]{0,10}(?:资金|经费|款)")
AFAR = {"context", "matter_before"}
IN_CASH_AND_KIND = {"慰问金", "慰问品"}
# The group that a fund's own law names, where the words name none.
GROUP_OF_CODE = {"F01": "义务兵", "F02": "三属", "F03": "残疾军人", "F06": "农村籍退役士兵"}
# 优抚对象 is everyone on the lists: in arithmetic it matches each of them.
EVERYONE = {"优抚对象", "退役军人", "军属", "现役军人"}


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a sum is for. ``code`` and ``fund`` are the main fund's; ``funds`` all that the words name."""

    fund: str
    code: str
    funds: tuple[str, ...]
    reaches: bool
    civil: bool
    beneficiary: str
    group: str | None
    base: str | None
    direction: str


def purpose(scene: Scene, money: Money) -> Purpose:
    """The fund, the beneficiary and the direction of one sum."""
    named = named_funds(scene, money)
    bodies: list[Fund] = [hit.rule.body for hit in named]
    main = main_fund(bodies)
    who = beneficiary(scene, money)
    group: Group | None = who.rule.body if who else None
    if main is not None and main.civil and group is not None and not group.civil:
        who = group = None  # 低保金 is not for the soldiers of the sentence before
    way = direction(scene, money)
    if (
        main is not None
        and main.strength == "bare"
        and main.fund in REACHING_FUNDS
        and not for_people(scene, money, group)
    ):
        main = None
    if main is not None and main.fund == "慰问品" and for_own_use(scene, money):
        main = None
    if main is None:
        return Purpose(
            "其他",
            "F99",
            (),
            False,
            False,
            who.word if who else "",
            group.group if group else None,
            base_of(group),
            way,
        )
    return Purpose(
        main.fund,
        main.code,
        tuple(dict.fromkeys(body.fund for body in bodies)),
        main.mixed or main.fund in REACHING_FUNDS,
        main.civil or (group is not None and group.civil and way == "to_service" and main.fund not in OFFICE),
        who.word if who else "",
        group.group if group else GROUP_OF_CODE.get(main.code) if len(bodies) == 1 else None,
        base_of(group),
        way,
    )


def base_of(group: Group | None) -> str | None:
    """The group that arithmetic compares: of families, the group whose families they are."""
    return None if group is None else group.base or group.group


def main_fund(bodies: Sequence[Fund]) -> Fund | None:
    """The fund that most of the named items have; cash and goods in one sum are cash; on a tie the first."""
    if not bodies:
        return None
    if {body.fund for body in bodies} == IN_CASH_AND_KIND:
        return next(body for body in bodies if body.fund == "慰问金")
    fund = Counter(body.fund for body in bodies).most_common(1)[0][0]
    return next(body for body in bodies if body.fund == fund)


def named_funds(scene: Scene, money: Money) -> list[Hit]:
    """The hits that name the sum's fund: one, or the nouns of one list."""
    for name, hits in widening(scene, money):
        strong = [hit for hit in hits if is_noun(hit)]
        if name in AFAR and RAISED.search(scene.text, scene.clause(money.start)[0], money.start):
            return []
        if strong:
            works = works_behind(scene, money) if strong[0].word in GENERAL_HELP else []
            return works or siblings(scene, strong)
        if hits:
            plain = [hit for hit in hits if hit.rule.body.strength != "help"] or hits
            homes = [hit for hit in plain if hit.rule.body.code == HOMES]
            return homes[:1] if homes and plain[0].word in BUILDS else plain[:1]
    return []


def works_behind(scene: Scene, money: Money) -> list[Hit]:
    """Works that the clause behind a sum of general help names: 投入帮扶资金12万元，用于整治坑塘、改造文化广场."""
    end = scene.clause(money.start)[1]
    if not scene.text.startswith("，", end) or not USED_FOR.match(scene.text, *scene.clause(end + 1)):
        return []
    hits = scene.of(Fund, *scene.clause(end + 1))
    return hits[:1] if hits and hits[0].rule.body.fund == "建设投入" else []


def siblings(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """The first hit with those of its own list (优待金和立功奖金), in order of place."""
    chosen = [hits[0]]
    for hit in hits[1:]:
        low, high = (hit, chosen[0]) if hit.end <= chosen[0].start else (chosen[-1], hit)
        if low.end <= high.start and SIBLING.fullmatch(scene.text, low.end, high.start):
            chosen = [hit, *chosen] if hit.end <= chosen[0].start else [*chosen, hit]
        else:
            break
    return chosen
