"""What kind of money a sum is, and who it is for.

The scope widens step by step: the words that touch the sum, its clause, the clauses beside it, the sentence before,
the heading. A noun for money (慰问金) is better than a deed (慰问) at each step.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.kinds import Fund, Group
from extractor.match import Hit
from extractor.model import REACHING_FUNDS
from extractor.quantities import Money
from extractor.recipients import beneficiary, direction, for_own_use, for_people, neighbours
from extractor.scene import Scene

# 3万元慰问金, 价值3万元的慰问品, 2万元用于困难补助: between a sum and the noun right behind it.
TOUCHING = 8
# 慰问金约3万元: between a noun and the sum right behind it.
CLOSE = 3
# 优待金和立功奖金52万元: between the nouns of one list.
SIBLING = re.compile(r"[^，。；：！？\n\d]{0,6}(?:、|和|及|与|以及|或|/|，)[^，。；：！？\n\d]{0,6}|[”\"（(]?")
# 2.4万元的慰问品, 3000元慰问金: the noun is the sum's own.
OWN = re.compile(r"(?:的[^，。；发用为给]{0,8})?")
# 划拨训练用地60亩，价值180万元: the clause before names the thing
WORTH = re.compile(" ?(?:总?价值|总?投资|市值|估价|折合(?:资金|人民币|现金)?|折价)(?:约|近|达|人民币|为)*")
# 新建、维修了住房: what is built says more than that it is
HOMES = "F12"
BUILDS = ("新建", "改建", "扩建", "维修", "修缮", "修建", "重建", "翻新", "建起", "兴建", "修筑", "建成")
# 按每户9600元的标准，为15户发放优待金14.4万元: a rate is for what the next clause's sum is for, another sum is not
RATED = re.compile("标准|每|均|按")
GIVEN_TO = re.compile("[ 又再另还]?[对为给向]")
SUM_OPENS = re.compile('[”"]?(?:合计|共计|总计|一共|共|计)')
SOURCE = re.compile("[里中内]")
# A clause that opens so says what the sum of the clause before was for.
PURPOSE = re.compile(
    r"\s*(?:分别|全部|主要|重点|统一|专门|集中|还|又|并|先后)?(?:用于|用来|用以|为|对|给|向|帮|作为|支持|解决|改善|完善"
    r"|[购采订]|买|添置|配[备置发]|更换|安装|设置|制作|印[制发刷]|悬挂|举办|召开|开办|承办"
    r"|救助|慰问|走访|看望|资助|奖励|表彰|补[助贴]|扶[持助]|发放|送去|赠送|代缴|缴纳|报销"
    r"|[修援捐兴扩改翻新装重]建|修[缮复筑通葺]|建[设成起造]|改造|翻[新盖修]|维修|装修|整修|硬化|绿化|铺设|架设|打造|升级)"
)
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


# A scope by name, with the words for money in it.
Scope = tuple[str, list[Hit]]


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


def widening(scene: Scene, money: Money) -> Iterator[Scope]:
    """Fund hits in ever wider scopes, the nearest first within each; bare words last."""
    bare: list[Hit] = []
    for name, hits in scopes(scene, money):
        yield name, [hit for hit in hits if hit.rule.body.strength != "bare" or name == "invested"]
        if name != "next_clause":  # …，并向官兵送上每人500元: another deed
            bare += [hit for hit in hits if hit.rule.body.strength == "bare"]
    yield "bare", bare


def scopes(scene: Scene, money: Money) -> Iterator[Scope]:
    """The scopes in which a fund may be named, the narrowest first."""
    start, end = scene.clause(money.start)
    before, after = neighbours(scene, money)
    left = [hit for hit in reversed(scene.of(Fund, max(start, before), money.start)) if may_name(scene, hit, money)]
    right = scene.of(Fund, money.end, min(end, after)) or noun_of_list(scene, money, end)
    touching = [hit for hit in right if touches(scene.text[money.end : hit.start])]
    adjacent = [hit for hit in left if money.start - hit.end <= CLOSE and is_noun(hit)]
    yield "touching", touching if not adjacent else []
    if WORTH.fullmatch(scene.text, start, money.start) and start > scene.sentence.start:
        thing = list(reversed(scene.of(Fund, *scene.clause(start - 2))))
        yield "thing", only_strong(thing)
        yield "thing", thing
    yield "clause_before", only_strong(left)
    yield "clause_behind", only_strong(right)
    yield "clause", [*left, *right]
    yield from beyond(scene, money, start, end)


def noun_of_list(scene: Scene, money: Money, end: int) -> list[Hit]:
    """The noun behind a bare list of sums (5000元、3000元、2000元救助金) is for each of them."""
    last = money.end
    for other in scene.moneys:
        if other.start == last + 1 and scene.text[last] in "、和及与":
            last = other.end
    hits = scene.of(Fund, last, min(end, last + 1 + TOUCHING)) if last > money.end else []
    return [hit for hit in hits if hit.start == last]


def is_noun(hit: Hit) -> bool:
    """Whether a word is a noun for money."""
    return hit.rule.body.strength in ("noun", "touching")


def names_afar(hit: Hit) -> bool:
    """Whether a word may name sums of another sentence: no word does that names only what it touches."""
    return isinstance(hit.rule.body, Fund) and hit.rule.body.strength != "touching"


def may_name(scene: Scene, hit: Hit, money: Money) -> bool:
    """价值 names the fund of the sum that it touches and no other, and not where 土地 stands in the clause before."""
    body: Fund = hit.rule.body
    if is_source(scene, hit) or "克服" in scene.text[scene.clause(hit.start)[0] : hit.start]:
        return False
    if body.strength != "touching":
        return True
    start, _ = scene.clause(max(scene.clause(hit.start)[0] - 2, scene.sentence.start))
    around = scene.text[start : money.start]
    return 0 <= money.start - hit.end <= CLOSE and not any(word in around for word in body.unless)


def invested(scene: Scene, hit: Hit, money: Money) -> bool:
    """Whether a sum was 投资 in so many words: then it is works, whatever the next clause tells of."""
    return hit.word.endswith("投资") and money.start - hit.end <= 1


def is_source(scene: Scene, hit: Hit) -> bool:
    """从镇民政经费中列支: where money comes from is not what it is for."""
    return bool(SOURCE.match(scene.text, hit.end)) and "从" in scene.text[scene.clause(hit.start)[0] : hit.start]


def only_strong(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that are nouns for money."""
    return [hit for hit in hits if is_noun(hit)]


def touches(between: str) -> bool:
    """Whether a noun so far behind a sum is what the sum is: 3万元的节日慰问金, but not 3万元为驻军改造营房."""
    return len(between) <= TOUCHING and not re.search(r"[，。；用为对给向在于从由存和、与及后并]", between)


def beyond(scene: Scene, money: Money, start: int, end: int) -> Iterator[Scope]:
    """Scopes outside the sum's clause."""
    behind = scene.clause(end + 1) if end + 1 < scene.sentence.end and scene.text[end] != "；" else None
    if (
        behind
        and PURPOSE.match(scene.text, *behind)
        and not any(behind[0] <= m.start < behind[1] for m in scene.moneys)
    ):
        hits = [hit for hit in scene.of(Fund, *behind) if not is_source(scene, hit)]
        yield "purpose", only_strong(hits)
        yield "purpose", hits
    if behind_list := purpose_of_list(scene, money, end):
        yield "list", behind_list
    yield from shared_purpose(scene, money, end)
    # 每人发放3000元奖金，共计4.2万元: what closes is for what the sums before it are for
    closing = SUM_OPENS.match(scene.text, start) is not None
    earlier = [
        hit
        for hit in reversed(scene.of(Fund, scene.sentence.start, money.start))
        if may_name(scene, hit, money) and (closing or not belongs(scene, hit))
    ]
    # a list goes on behind a semicolon (慰问金：春节3万元；八一2万元)
    matter = scene.matter(money.start)
    if "：" in scene.text[scene.sentence.start : matter]:
        fitting = [[hit for hit in earlier if hit.start >= matter], earlier]
    else:
        fitting = [[hit for hit in earlier if hit.start >= matter]]
    for hits in fitting:
        yield "earlier", only_strong(hits) or [hit for hit in hits if hit.end >= start - 40][:3]
        yield "earlier", hits
    yield "invested", [hit for hit in scene.of(Fund, start, money.start) if invested(scene, hit, money)]
    another = behind and any(behind[0] <= other.start < behind[1] for other in scene.moneys)
    if behind and (not another or RATED.search(scene.text, start, end)):
        stop = min([scene.sentence.end, *(other.start for other in scene.moneys if other.start > money.end)])
        yield "next_clause", [hit for hit in scene.of(Fund, behind[0], stop) if not is_source(scene, hit)]
    for around in scene.context:
        named = [hit for hit in reversed(around) if hit.field == "words" and names_afar(hit)]
        yield "context", only_strong(named)
        yield "context", named
    # 发放慰问金，…；对残疾军人每人300元，计3300元: the fund of the matter before, where nothing else names one
    if GIVEN_TO.match(scene.text, matter):
        yield "matter_before", only_strong(earlier)
    # 补助资金120万元，县级配套80万元，新建光荣院: works named later; nothing that would count is taken from so far
    yield (
        "works_later",
        [hit for hit in scene.of(Fund, money.end, scene.sentence.end) if hit.rule.body.fund == "建设投入"],
    )


def purpose_of_list(scene: Scene, money: Money, end: int) -> list[Hit]:
    """各乡镇投入30万元、县直单位投入20万元开展走访慰问: what stands behind the last of a list is for each of it."""
    last = money
    for other in scene.moneys:
        if other.start > last.end and other.end <= end and scene.linked(last.end, other.start):
            last = other
    return scene.of(Fund, last.end, end) if last is not money else []


def shared_purpose(scene: Scene, money: Money, end: int) -> Iterator[Scope]:
    """村里拿出5000元，党员凑了2300元，帮军属翻修了房顶: sums told one after another are for what the clause behind the
    last of them says.
    """
    passed = False
    while end + 1 < scene.sentence.end and scene.text[end] == "，":
        first, last = scene.clause(end + 1)
        holds_sum = any(first <= other.start < last for other in scene.moneys)
        hits = [hit for hit in scene.of(Fund, first, last) if not is_source(scene, hit)]
        if not holds_sum:
            if passed and PURPOSE.match(scene.text, first, last):
                yield "shared_purpose", only_strong(hits)
                yield "shared_purpose", hits
            return
        if only_strong(hits):
            return
        passed, end = True, last


def belongs(scene: Scene, hit: Hit) -> bool:
    """Whether a noun stands right behind another sum (2.4万元的慰问品) and so says nothing of later ones."""
    return any(
        other.end <= hit.start
        and OWN.fullmatch(scene.text, other.end, hit.start)
        and not scene.text.startswith("的标准", other.end)
        for other in scene.moneys
    )


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
