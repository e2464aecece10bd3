"""What kind of money a sum is, and who it is for.

The scope widens step by step: the words that touch the sum, its clause, the clauses beside it, the sentence before,
the heading. A noun for money (慰问金) is better than a deed (慰问) at each step.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.fund_scopes import closes, is_noun, widening
from extractor.givers import direction
from extractor.kinds import Fund, Group
from extractor.match import Hit
from extractor.model import REACHING_FUNDS
from extractor.quantities import Money
from extractor.recipients import beneficiary, for_own_use, for_people
from extractor.scene import Scene
from extractor.scope import is_civil

# 优待金和立功奖金52万元: between the nouns of one list.
SIBLING = re.compile(r"[^，。；：！？\n\d]{0,6}(?:、|和|及|与|以及|或|/|，)[^，。；：！？\n\d]{0,6}|[”\"（(]?")
# 新建、维修了住房: what is built says more than that it is
HOMES = "F12"
BUILDS = ("新建", "改建", "扩建", "维修", "修缮", "修建", "重建", "翻新", "建起", "兴建", "修筑", "建成", "改造")
GENERAL_HELP = {"帮扶资金", "扶贫资金", "帮扶款", "援助资金", "帮建资金", "扶助资金"}
USED_FOR = re.compile("(?:全部|主要|重点|专项)?(?:用[于来以]|帮助)")
# 筹措县级配套资金40万元: money raised is not named by what another sentence tells of
RAISED = re.compile("(?:筹[措集]|争取)[^，。；、]{0,10}(?:资金|经费|款)")
AFAR = {"context", "matter_before"}
IN_CASH_AND_KIND = {"慰问金", "慰问品"}
# The group that a fund's own law names, where the words name none.
GROUP_OF_CODE = {"F01": "义务兵", "F02": "三属", "F03": "残疾军人", "F06": "农村籍退役士兵"}
# The fund that the law pays a group from; what is shared out under one name (抚恤补助资金) is that for each of them.
FUND_OF_GROUP = {
    "三属": ("F02", "抚恤金"),
    "烈士遗属": ("F02", "抚恤金"),
    "残疾军人": ("F03", "抚恤金"),
    "在乡复员军人": ("F04", "生活补助"),
    "带病回乡退伍军人": ("F04", "生活补助"),
    "参战参试退役人员": ("F05", "生活补助"),
    "烈士子女": ("F05", "生活补助"),
    "农村籍退役士兵": ("F06", "生活补助"),
}
SHARED_OUT = {"抚恤金", "生活补助"}
# 在乡复员军人、带病回乡退伍军人: one sum for several groups
GROUPS_LISTED = re.compile(r"[^，。；\d]{0,4}[、和及与][^，。；\d]{0,4}")
# 低保, 五保 and whatever else keeps civilians in need: docs/fact-model.md
RELIEF = ("F11", "救助金")
KEEP = "F05"
# 服务站购置办公设备2.3万元
OWN_USE = ("F16", "工作经费")
# 优抚对象 is everyone on the lists: in arithmetic it matches each of them.
EVERYONE = {"优抚对象", "退役军人", "军属", "现役军人"}


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a sum is for. ``code`` and ``fund`` are the main fund's; ``funds`` all that the words name. ``mixed``: one
    name for several (抚恤补助资金).
    """

    fund: str
    code: str
    funds: tuple[str, ...]
    reaches: bool
    civil: bool
    beneficiary: str
    group: str | None
    base: str | None
    direction: str
    mixed: bool = False

    @property
    def several(self) -> bool:
        """Whether it may hold money of any fund: it names none, or several in one."""
        return self.mixed or self.fund == "其他"

    def may_be_of(self, fund: str) -> bool:
        """Whether it may be, or hold, money of a fund."""
        return self.several or self.fund == fund


def purpose(scene: Scene, money: Money) -> Purpose:
    """The fund, the beneficiary, the direction and the scope of one sum."""
    named = named_funds(scene, money)
    bodies: list[Fund] = [hit.rule.body for hit in named]
    main = of_group(scene, money, named) or main_fund(bodies)
    who = beneficiary(scene, money)
    way = direction(scene, money)
    civil = is_civil(scene, money, next((hit for hit in named if hit.rule.body is main), named[0] if named else None))
    if civil and main is not None and main.civil and who is not None and not who.rule.body.civil:
        who = None  # 低保金 is not for the soldiers of the sentence before
    group: Group | None = who.rule.body if who else None
    main = fitting(scene, money, main, group, civil) if main is not None else None
    own_name = main is not None and len(bodies) == 1 and not main.mixed
    return Purpose(
        main.fund if main else "其他",
        main.code if main else "F99",
        funds_of(main, bodies),
        main is not None and (main.mixed or main.fund in REACHING_FUNDS),
        civil and way == "to_service",
        who.word if who else "",
        group.group if group else GROUP_OF_CODE.get(main.code) if main and own_name else None,
        base_of(group),
        way,
        main is not None and main.mixed,
    )


def funds_of(main: Fund | None, bodies: Sequence[Fund]) -> tuple[str, ...]:
    """All funds that the words name, or the one that they were read as."""
    if main is None:
        return ()
    return tuple(dict.fromkeys(body.fund for body in bodies)) if main in bodies else (main.fund,)


def fitting(scene: Scene, money: Money, main: Fund, group: Group | None, civil: bool) -> Fund | None:
    """The fund by who has the sum: none where bare words (补助) name what goes to nobody, office money where goods are
    for one's own use.
    """
    if main.strength == "bare" and main.fund in REACHING_FUNDS and not for_people(scene, money, group):
        return None
    if main.code == KEEP and civil:
        return replace(main, code=RELIEF[0], fund=RELIEF[1], civil=True)  # 五保老人供养标准每人每年7260元
    if main.fund == "慰问品" and for_own_use(scene, money):
        return replace(main, code=OWN_USE[0], fund=OWN_USE[1])
    return main


def without_fund(purpose: Purpose) -> Purpose:
    """Of money that this work neither gave nor spent (减免费用, 挽回损失, 贷款, 产值): whose it is, and no fund."""
    return replace(purpose, fund="其他", code="F99", funds=(), reaches=False, mixed=False)


def same_fund(a: Purpose, b: Purpose) -> bool:
    """Whether two sums may be of one money: 优抚资金, which is pensions and allowances of all kinds, is told again as
    抚恤补助资金.
    """
    return a.fund == b.fund or (a.mixed and b.mixed)


def of_group(scene: Scene, money: Money, named: Sequence[Hit]) -> Fund | None:
    """The fund of the group that a sum is for, where a word for pensions or allowances further off names the money of
    several groups: 发放抚恤补助资金40万元，其中残疾军人18人、23.4万元，在乡复员军人11人、6.6万元.
    """
    start, _ = scene.clause(money.start)
    if not named or any(start <= hit.start < scene.sentence.end for hit in named):
        return None
    if not all(hit.rule.body.mixed or hit.rule.body.fund in SHARED_OUT for hit in named):
        return None
    groups = scene.of(Group, max(scene.matter(money.start), named[-1].end), money.start)
    if not groups or groups[-1].rule.body.group not in FUND_OF_GROUP:
        return None
    if len(groups) > 1 and GROUPS_LISTED.fullmatch(scene.text, groups[-2].end, groups[-1].start):
        return None
    code, fund = FUND_OF_GROUP[groups[-1].rule.body.group]
    body: Fund = named[0].rule.body
    return replace(body, code=code, fund=fund, mixed=False, strength="noun")


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
            if name == "earlier" and closes(scene, money) and (both := in_cash_and_kind(strong)):
                return both
            works = works_behind(scene, money) if strong[0].word in GENERAL_HELP else []
            return works or siblings(scene, strong)
        if hits:
            plain = [hit for hit in hits if hit.rule.body.strength != "help"] or hits
            homes = [hit for hit in plain if hit.rule.body.code == HOMES]
            return homes[:1] if homes and plain[0].word in BUILDS else plain[:1]
    return []


def in_cash_and_kind(hits: Sequence[Hit]) -> list[Hit]:
    """Cash and goods, where what closes a list of sums is for both: 每人200元慰问金和价值80元的慰问品，共计4200元."""
    firsts = [next((hit for hit in hits if hit.rule.body.fund == fund), None) for fund in ("慰问金", "慰问品")]
    return [hit for hit in firsts if hit is not None] if None not in firsts else []


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
