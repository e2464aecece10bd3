"""Where a sum's fund may be named: stretches of text from the narrowest to the widest.

The words that touch the sum come first, then its clause, the clauses beside it, the sentence before, the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractor.kinds import Fund
from extractor.match import Hit
from extractor.quantities import Money
from extractor.recipients import neighbours
from extractor.scene import Scene

# 3万元慰问金, 价值3万元的慰问品, 2万元用于困难补助: between a sum and the noun right behind it.
TOUCHING = 8
# 慰问金约3万元: between a noun and the sum right behind it.
CLOSE = 3
# 2.4万元的慰问品, 3000元慰问金: the noun is the sum's own.
OWN = re.compile(r"(?:的[^，。；发用为给]{0,8})?")
# 划拨训练用地60亩，价值180万元: the clause before names the thing
WORTH = re.compile(" ?(?:总?价值|总?投资|市值|估价|折合(?:资金|人民币|现金)?|折价)(?:约|近|达|人民币|为)*")
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

# A scope by name, with the words for money in it.
Scope = tuple[str, list[Hit]]


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
