"""Totals that no sum states: a rate times its heads, where that was paid and no total holds it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor import arithmetic
from extractor.heads import HeadFact
from extractor.kinds import Group
from extractor.products import Product
from extractor.reading import YearRange
from extractor.repeats import different_dates
from extractor.sums import Sum

# …；慰问部队6家，每家3万元至5万元，共计慰问金31.2万元: a sum that closes what several semicolons part
ONLY_CLOSES = re.compile(r"^(?:合计|共计|总计|总共|共)(?:发放|支出|送去)?[一-鿿]{0,4}$")
ON_THE_LISTS = re.compile("(?:现有|共有|在册|登记在册|(?<!年)(?:全[镇乡县区市村街]|辖区)有)[^，。；]{0,16}$")
EACH_PAID = re.compile(
    "[，,] ?(?:春节|“?八一”?|中秋|端午|国庆|重阳|年底|今年|全年)?期?间?"
    "每[人名位户](?:都|均|各)?(?:发放|发给|送去|送上|给予|领取)[一-鿿“”]{0,10}"
)
# 最高的一户领取9.68万元; 大学生新兵另奖励1000元; 9名士官，二级4.8万元: of one or some of the heads
OF_SOME = ("cue.rate.at_most", "cue.rate.besides", "cue.rate.by_step", "cue.rate.by_age", "cue.rate.by_service")
# 拿出6万元改善病房，并向11名官兵送上每人500元
BESIDES = re.compile("，(?:并|还|同时|另)")
ELSE = re.compile(" ?(?:另外?|此外)[^，。；\\d]{0,16}(?:发放|发给|送|列支|支出|拿出|拨|补助|救助|慰问)")
ANOTHER = re.compile(" ?(?:同时|另外?|此外|还|又|并|再)")
STATED_WITHIN = 3  # sentences
# 全区累计为优抚对象发放慰问金共计22.6万元
OVER_ALL = re.compile(
    r"[^，。；\d]{0,4}全[省市州区县旗镇乡村街][^，。；]*(?:累计|总计|共计|合计|总共|共)|以上|上述|总计|总共|合计|累计"
)


@dataclass(frozen=True, slots=True)
class Derived:
    """A total that is not written: a rate's sum times the heads beside it. ``value`` in fen."""

    rate: Sum
    heads: tuple[HeadFact, ...]
    value: Decimal


def is_paid(product: Product, sums: Sequence[Sum], years: YearRange) -> bool:
    """Whether a product that no total states was paid: then it is derived."""
    rate = product.rate
    if (
        product.total is not None
        or rate.money.numeral.suspect
        or rate.scene.sentence.plans(rate.start)
        or rate.elsewhen
    ):
        return False
    if rate.rule in OF_SOME or is_raised(product, sums):
        return False
    if any(other.role == "plan" and other.start < rate.start for other in sums):
        return False  # 明年安排30万元…，户均2000元: the plan goes on
    if any(ON_THE_LISTS.search(fact_lead(product, fact)) and not is_each_paid(fact, rate) for fact in product.heads):
        return False  # 全镇现有优抚对象186人，…每人300元: all of the group, not those paid
    return (
        not total_beside(product, sums)
        and not is_average(product, sums)
        and not is_joined(product, sums)
        and not ("year" in rate.per and not years.whole_year)
    )


def is_raised(product: Product, sums: Sequence[Sum]) -> bool:
    """Whether sums told before a rate come to its product: 市里列支21万元，县里配套18万元，走访78户，每户5000元."""
    total = Decimal(0)
    for one in reversed([one for one in sums if one.end <= product.rate.start]):
        if one.role != "total" or not one.purpose.reaches or one.value is None:
            return False
        total += one.value
        if total >= product.expected:
            return total == product.expected
    return False


def fact_lead(product: Product, fact: HeadFact) -> str:
    """The words before heads in their clause."""
    scene = product.rate.scene
    return scene.text[scene.clause(fact.heads.start)[0] : fact.heads.start]


def is_each_paid(fact: HeadFact, rate: Sum) -> bool:
    """Whether the clause right behind heads says that each of them was paid: 现有军属职工8人，每人发放慰问金300元."""
    return EACH_PAID.fullmatch(rate.scene.text, fact.heads.end, rate.start) is not None


def total_beside(product: Product, sums: Sequence[Sum]) -> bool:
    """Whether a total of the same fund, for the same people, stands by the rate though it is not the product: then
    that is what was paid.
    """
    rate = product.rate
    counted = {fact.heads.start for fact in product.heads}
    matter = rate.scene.matter(rate.start)
    end = rate.scene.text.find("；", rate.end, rate.scene.sentence.end)
    for other in sums:
        closes = other.stated and ONLY_CLOSES.search(arithmetic.lead(other)) is not None
        apart = other.start < matter or (end >= 0 and other.start > end and not closes)
        if other.role != "total" or apart:
            continue
        if not other.purpose.may_be_of(rate.purpose.fund):
            continue
        first, _ = other.scene.clause(other.start)
        others = (heads for heads in other.scene.heads if first <= heads.start < other.start)
        if any(heads.start not in counted for heads in others):
            continue  # 为1户烈属送去800元: a total with heads of its own
        if another_payment(other, rate):
            continue
        if closes or arithmetic.same_group(rate.group, rate.base, other.group, other.base):
            return True
    return False


def another_payment(other: Sum, rate: Sum) -> bool:
    """Whether words between say that a total is another payment: 拿出6万元改善病房，并向11名官兵送上每人500元, or
    每户2000元，另发放8600元.
    """
    text = rate.scene.text
    if other.stated:
        return False
    if other.start > rate.start:
        return ELSE.match(text, other.scene.clause(other.start)[0]) is not None
    return other.purpose.fund == "其他" and BESIDES.search(text, other.end, rate.start) is not None


def is_average(product: Product, sums: Sequence[Sum]) -> bool:
    """Whether a rate is only what a total before it comes to for each head, whatever fund the two are read as:
    发放救助金187.3万元，年人均救助水平达到215.4元. Heads between the two are not those of the total.
    """
    rate = product.rate
    if "均" not in arithmetic.lead(rate):
        return False
    matter = rate.scene.matter(rate.start)
    totals = (one.start for one in sums if one.role == "total" and matter <= one.start < rate.start)
    return any(not any(start < fact.heads.start < rate.start for fact in product.heads) for start in totals)


def is_joined(product: Product, sums: Sequence[Sum]) -> bool:
    """Whether a clause sums its rate up with what else it names: 多发一个月补助连同400元标准的慰问金共118.2万元."""
    rate = product.rate
    end = rate.scene.clause(rate.start)[1]
    behind = [one for one in sums if rate.start < one.start < end and one.stated and one.role == "total"]
    return any((one.value or 0) >= product.expected for one in behind)


def left_to_add(derived: Sequence[Derived], sums: Sequence[Sum], multiplied: Collection[int]) -> list[Derived]:
    """The derived totals that no sum of the sentences around holds already. ``multiplied``: the places of totals that
    other rates and heads explain.
    """
    free = [one for one in sums if one.start not in multiplied]
    left = [one for one in derived if not any(states(other, one) for other in free)]
    within = {id(one) for whole in free for one in all_in(whole, left)}
    return [one for one in left if id(one) not in within]


def states(other: Sum, one: Derived) -> bool:
    """Whether a sum of a sentence near states what a rate and its heads come to: …每户500元。活动共支出慰问金8000元, or
    …其余3600元用于慰问老兵。9名老兵每人400元. Of what stands before, only of the same people and time.
    """
    own, sentence = one.rate.scene.sentence, other.scene.sentence
    apart = sentence.index - own.index
    if not 0 < abs(apart) <= STATED_WITHIN or sentence.section != own.section or other.role not in ("total", "part"):
        return False
    if not other.purpose.may_be_of(one.rate.purpose.fund) or not arithmetic.equal(one.value, other):
        return False
    if apart > 0:
        return other.stated and other.role == "total"
    same = arithmetic.same_group(one.rate.group, one.rate.base, other.group, other.base)
    return same and sentence.paragraph == own.paragraph and not different_dates(other, one.rate)


def all_in(whole: Sum, derived: Sequence[Derived]) -> list[Derived]:
    """The derived totals that a sum over all holds: 58人每人400元；26人每人300元；全镇累计发放慰问金18.5万元, or
    春节共发放慰问金18.5万元。走访58人，每人400元. It stands near them in their paragraph, is for the same, and is no
    smaller than all of them.
    """
    if not whole.stated or whole.role != "total":
        return []
    held = [one for one in derived if may_hold(whole, one)]
    return held if sum((one.value for one in held), Decimal(0)) <= (whole.value or 0) else []


def may_hold(whole: Sum, one: Derived) -> bool:
    """Whether a derived total stands shortly before a sum over all, or behind a sum that is told first, and is of its
    fund and its people.
    """
    rate, sentence = one.rate, one.rate.scene.sentence
    apart, text = sentence.index - whole.scene.sentence.index, rate.scene.text
    if rate.start < whole.start:
        near = apart >= -STATED_WITHIN and OVER_ALL.match(arithmetic.lead(whole)) is not None
    else:
        another = different_dates(whole, rate) or ANOTHER.match(text, sentence.start) is not None
        near = 0 < apart <= STATED_WITHIN and not another
    funds = {whole.purpose.fund, rate.purpose.fund}
    same_fund = whole.purpose.may_be_of(rate.purpose.fund) or funds == {"慰问金", "慰问品"}
    return near and whole.scene.sentence.paragraph == sentence.paragraph and same_fund and for_the_same(whole, rate)


def for_the_same(whole: Sum, rate: Sum) -> bool:
    """Whether a sum's clause names the people of a rate among others (为优抚对象和驻区部队), or no people."""
    start, _ = whole.scene.clause(whole.start)
    groups = [hit.rule.body for hit in whole.scene.of(Group, start, whole.start)]
    return not groups or any(arithmetic.same_group(rate.group, rate.base, each.group, each.base) for each in groups)
