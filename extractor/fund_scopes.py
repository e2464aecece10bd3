"""Where a sum's fund may be named: stretches of text from the narrowest to the widest.

The words that touch the sum come first, then its clause, the clauses beside it, the sentence before, the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractor.kinds import Fund
from extractor.match import Hit
from extractor.model import REACHING_FUNDS
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
SUM_OPENS = re.compile('[”"]?(?:合计|共计|总计|一共|总共|共|计|合起来|加起来)')
AVERAGE_OPENS = re.compile("[人户]均|平均|每[人户名位家份]")
RATE_OPENS = re.compile("每[人户名位家个]|[人户]均")
BESIDES = re.compile("[和及与、，]|以及|并|外?加")
# 分别为, 依次发放: the sums of a list are for what the list before names, in its order
RESPECTIVELY = re.compile(r"(?:分别|依次)[^，。；\d]{0,8}$")
VISIT = "fund.visit_deed"
# 1至10月发放抚恤金…；11月、12月预计发放206万元: a time and a payment, and nothing else
LATER = re.compile(
    r"(?:(?:\d{1,2}月[、至到—-]?)+|全年|[上下]半年|第?[一二三四]季度)(?:预计|计划|将|共|再|还需|因提标)*多?(?:发放|支出|支付|拨付|兑现)"
)
# 向关爱基金捐款20万元: what a gift was made to does not name it
GIVEN_TO_IT = re.compile("捐[赠助款出]{0,2}了?")
# 定期抚恤86户、112万元: nothing but a count stands between
COUNTED = re.compile(r"\d+余?[户人名位]次?[、，]?")
HANDED_OVER = re.compile("送[去上给到来]|带去|塞给|发给")
SOURCE = re.compile("[里中内]")
# A clause that opens so says what the sum of the clause before was for.
PURPOSE = re.compile(
    r"\s*(?:分别|全部|主要|重点|统一|专门|集中|还|又|并|先后|及时|切实|有效|着力)?(?:用于|用来|用以|为|对|给|向|帮|作为|支持|解决|改善|完善"
    r"|[购采订]|买|添置|配[备置发]|更换|安装|设置|制作|印[制发刷]|悬挂|举办|召开|开办|承办"
    r"|救助|慰问|走访|看望|资助|奖励|表彰|补[助贴]|扶[持助]|发放|送去|赠送|代缴|缴纳|报销"
    r"|[修援捐兴扩改翻新装重]建|修[缮复筑通葺]|建[设成起造]|改造|翻[新盖修]|维修|装修|整修|硬化|绿化|铺设|架设|打造|升级)"
)

# 解决供暖难题，购置桌椅，服务站筹备: what the money of a clause further on was for
OWN_PURPOSE = re.compile(
    r"用于|用来|解决|改善|改造|[新扩改修援兴]建|建[设成立起]|维修|修缮|购[买置车]|采购|添置|配[备置]|安装|印[制刷发]|制作|支援"
    r"|垫付|缴[纳交费]|代缴|报销|减免|免[收费]|优惠|让利|贷款|担保|聘|租|保险|保费|扣除|设立|筹备|培训|工程|治疗|税|[车餐票路]费|工钱"
)
NAMED_BARE = ("invested", "respective")

# A scope by name, with the words for money in it.
Scope = tuple[str, list[Hit]]


def widening(scene: Scene, money: Money) -> Iterator[Scope]:
    """Fund hits in ever wider scopes, the nearest first within each; bare words last."""
    bare: list[Hit] = []
    for name, hits in scopes(scene, money):
        yield name, [hit for hit in hits if hit.rule.body.strength != "bare" or name in NAMED_BARE]
        if name != "next_clause":  # …，并向官兵送上每人500元: another deed
            bare += [hit for hit in hits if hit.rule.body.strength == "bare"]
    yield "bare", bare


def scopes(scene: Scene, money: Money) -> Iterator[Scope]:
    """The scopes in which a fund may be named, the narrowest first."""
    start, end = scene.clause(money.start)
    before, after = neighbours(scene, money)
    left = [hit for hit in reversed(scene.of(Fund, max(start, before), money.start)) if may_name(scene, hit, money)]
    right = behind(scene, money, min(end, after)) or noun_of_list(scene, money, end)
    touching = [hit for hit in right if touches(scene.text[money.end : hit.start])]
    adjacent = [hit for hit in left if is_noun(hit) and stands_close(scene, hit, money)]
    if listed := respective(scene, money):
        yield "respective", listed
    yield "touching", touching if not adjacent else []
    if WORTH.fullmatch(scene.text, start, money.start) and start > scene.sentence.start:
        # 慰问军嫂60人，价值1.2万元: what is worth so much is no cash
        thing = [hit for hit in reversed(scene.of(Fund, *scene.clause_before(start))) if hit.rule.name != VISIT]
        yield "thing", only_strong(thing)
        yield "thing", thing
    yield "clause_before", only_strong(left)
    yield "clause_behind", only_strong(right)
    yield "clause", [*left, *right]
    yield from beyond(scene, money, start, end)


def behind(scene: Scene, money: Money, stop: int) -> list[Hit]:
    """The words between a sum and the next one, or its clause's end, that may name it.

    Not those of the next sum: 复员军人补助12万元、烈属抚恤金3万元; 500元及价值100元的慰问品. Nor the things that were
    given besides: 500元和一袋大米.
    """
    following = [other for other in scene.moneys if other.start == stop]
    found = []
    for hit in scene.of(Fund, money.end, stop):
        between = scene.text[money.end : hit.start]
        of_next = following and not touches(between) and following[0].start - hit.end <= CLOSE
        body: Fund = hit.rule.body
        besides = body.fund == "慰问品" and BESIDES.match(between) is not None
        if not of_next and not besides and body.strength != "touching":
            found.append(hit)
    return found


def stands_close(scene: Scene, hit: Hit, money: Money) -> bool:
    """Whether a noun stands right before a sum and no conjunction parts them (生活物资和3万元慰问金). 价值 leaves the
    sum to the noun behind it: 价值4.2万元的慰问品.
    """
    between = scene.text[hit.end : scene.words_end(money)]
    return len(between) <= CLOSE and BESIDES.match(between) is None and hit.rule.body.strength != "touching"


def respective(scene: Scene, money: Money) -> list[Hit]:
    """The word of the same place in the list before 分别: 优待金、抚恤金、定补金分别为286万元、412万元、368万元. There
    are as many words as sums.
    """
    run = scene.list_of(money, scene.joined)
    start, _ = scene.clause(run[0].start)
    opens = RESPECTIVELY.search(scene.text, start, run[0].start)
    if len(run) < 2 or opens is None:
        return []
    named = scene.of(Fund, scene.matter(money.start), opens.start())
    return [named[run.index(money)]] if len(named) == len(run) else []


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
    if GIVEN_TO_IT.fullmatch(scene.text, hit.end, scene.words_end(money)):
        return False
    if is_source(scene, hit) or "克服" in scene.text[scene.clause(hit.start)[0] : hit.start]:
        return False
    if body.strength != "touching":
        return True
    start, _ = scene.clause(max(scene.clause(hit.start)[0] - 2, scene.sentence.start))
    around = scene.text[start : money.start]
    counted = COUNTED.fullmatch(scene.text, hit.end, scene.words_end(money)) is not None
    near = counted or (hit.end <= money.start and scene.words_end(money) - hit.end <= CLOSE)
    return near and not any(word in around for word in body.unless)


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
    if behind and PURPOSE.match(scene.text, *behind) and not tells_another(scene, *behind):
        hits = [hit for hit in scene.of(Fund, *behind) if not is_source(scene, hit)]
        if furnished(hits):
            hits = hits[:1]
        yield "purpose", only_strong(hits)
        yield "purpose", hits
    if behind_list := purpose_of_list(scene, money, end):
        yield "list", behind_list
    yield from shared_purpose(scene, money, end)
    # 每人发放3000元奖金，共计4.2万元: what closes is for what the sums before it are for
    closing = closes(scene, money) or AVERAGE_OPENS.match(scene.text, start) is not None
    earlier = [
        hit
        for hit in reversed(scene.of(Fund, scene.sentence.start, money.start))
        if may_name(scene, hit, money) and (closing or not belongs(scene, hit))
    ]
    # 制作光荣牌，为军属送去5400元: what is handed over is no office's money
    if HANDED_OVER.search(scene.text, start, money.start):
        earlier = [h for h in earlier if h.start >= start or h.rule.body.mixed or h.rule.body.fund in REACHING_FUNDS]
    # 伤残抚恤金5.2万元、老复员军人补助12.8万元: what has a bare noun of its own is not named by another item
    if bare_nouns(scene, max(start, money.start - CLOSE - 2), money.start):
        earlier = [hit for hit in earlier if hit.end <= start]
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
    # 发放慰问金，…；对残疾军人每人300元，计3300元: the fund of the matter before, where nothing else names one
    goes_on = GIVEN_TO.match(scene.text, matter) or LATER.fullmatch(scene.text, start, money.start) or closing
    if goes_on and not bare_nouns(scene, start, end):
        yield "matter_before", only_strong(earlier)
    told, other = tells_own_purpose(scene, money)
    for at, around in enumerate(scene.context):
        named = [hit for hit in reversed(around) if hit.field == "words" and names_afar(hit)]
        yield "context", [] if other and at == 0 and len(scene.context) > 1 else only_strong(named)
        yield "context", [] if told else named
    # 补助资金120万元，县级配套80万元，新建光荣院: works named later; nothing that would count is taken from so far
    yield (
        "works_later",
        [hit for hit in scene.of(Fund, money.end, scene.sentence.end) if hit.rule.body.fund == "建设投入"],
    )


def tells_own_purpose(scene: Scene, money: Money) -> tuple[bool, bool]:
    """Whether a sentence says what a sum is for, by a fund's words or by others, and whether by others: then a deed of
    the sentence before does not name it (组织走访慰问。为驻军解决供暖难题，投入75万元。), as it does else
    (走访慰问86户。全年共投入5.4万元。).
    """
    start, end = scene.sentence.start, scene.clause(money.end)[1]
    other = OWN_PURPOSE.search(scene.text, start, end) is not None
    return other or bool(scene.of(Fund, start, end)), other


def furnished(hits: list[Hit]) -> bool:
    """Whether works lead and the only nouns are things bought for them: 用于修缮活动室、购置桌椅."""
    nouns = {hit.rule.body.fund for hit in only_strong(hits)}
    return nouns == {"慰问品"} and hits[0].rule.body.fund == "建设投入"


def closes(scene: Scene, money: Money) -> bool:
    """Whether a sum's clause opens with a word that sums up: 共计4200元."""
    return SUM_OPENS.match(scene.text, scene.clause(money.start)[0]) is not None


def bare_nouns(scene: Scene, start: int, end: int) -> list[Hit]:
    """The bare nouns for money (补助) in a stretch; 增发 and 补发 are none."""
    return [
        hit for hit in scene.of(Fund, start, end) if hit.rule.body.strength == "bare" and not hit.word.endswith("发")
    ]


def tells_another(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause tells a sum of its own. A rate is none: 挤出资金12000元，给40户军烈属每户送去300元过年."""
    held = [one for one in scene.moneys if start <= one.start < end]
    return bool(held) and (len(held) > 1 or RATE_OPENS.search(scene.text, start, held[0].start) is None)


def purpose_of_list(scene: Scene, money: Money, end: int) -> list[Hit]:
    """各乡镇投入30万元、县直单位投入20万元开展走访慰问: what stands behind the last of a list is for each of it."""
    last = money
    for other in scene.moneys:
        if other.start > last.end and other.end <= end and scene.linked(last.end, other.start):
            last = other
    named = scene.of(Fund, last.end, end) if last is not money else []
    in_kind = WORTH.search(scene.text, money.end, last.start) is not None
    return [hit for hit in named if not (in_kind and hit.rule.body.fund == "慰问品")]  # 500元及价值100元的慰问品


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
    """Whether a noun stands right behind another sum (2.4万元的慰问品), or names things given beside it
    (500元和一袋大米), and so says nothing of later ones.
    """
    start, _ = scene.clause(hit.start)
    before = [other for other in scene.moneys if other.end <= hit.start]
    beside = (
        hit.rule.body.fund == "慰问品"
        and bool(before)
        and before[-1].start >= start
        and BESIDES.match(scene.text, before[-1].end) is not None
    )
    return beside or any(
        OWN.fullmatch(scene.text, other.end, hit.start) and not scene.text.startswith("的标准", other.end)
        for other in before
    )
