"""What a sum is by the sums and headcounts around it, where no word of its own says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor import arithmetic
from extractor.heads import HeadFact
from extractor.other_years import LEAST_TOTAL
from extractor.products import stated_total
from extractor.roles import DEFAULT_RULE, LEAST_PER_HEAD
from extractor.scene import SUM_WORDS
from extractor.sums import Sum, is_just_before

PAID = re.compile("已|实际|实发|完成|到位")
# 士官13500元: a kind and what one of it is paid
KIND = re.compile("(?:(?!发放|送|慰问|支出|投入|拨|补助|救助|奖励|资助|捐|走访|共|用)[一-鿿]){2,12}")
LEAST_CASH = 2000  # fen for each one who is paid in cash; goods may be worth less
MOST_EACH = 5 * 10**6  # fen
MOST_BEFORE = 20  # sums of the sentence before that are looked at
# 每户1000元现金，300元物品: what else each one got
BESIDES = re.compile(
    "(?:的?(?:现金|慰问金|慰问款|红包|补助金?|救助金))?[，,](?:(?:另|外)?加|还?有|和|及|另|以及)?(?:价值)?"
)
GOODS = re.compile("左?右?的?[^，。；\\d]{0,6}(?:慰问品|物品|物资|礼品|用品|礼包|大米|食用油|米油|米面油|年货)")
ITEM_SENTENCES = 12
# 每名新兵都有三份礼：县里慰问金2000元，…; not 每年办三件事
EACH_OF = re.compile("每一?(?P<what>[人名位户家个])")
EACH = {"户": "household", "家": "household", "个": "case"}
FURTHER = re.compile(" ?(?:另外?|此外|还)[^，。；]{0,6}(?:安排|列支|投入|拿出|补助|拨|配套)")


def implied_rates(sums: list[Sum], heads: Sequence[HeadFact]) -> list[Sum]:
    """Rates without a rate's word: a sum that times the heads is another sum, or that is too small to be for all
    heads.
    """
    for index, one in enumerate(sums):
        if one.role != "total" or one.rule != DEFAULT_RULE or one.value is None or one.stated:
            continue
        if index and second_rate(sums, index, heads):
            sums[index] = replace(one, role="rate", rule="role.rate.besides", per=sums[index - 1].per)
            continue
        least = LEAST_CASH if one.purpose.fund == "慰问金" else LEAST_PER_HEAD
        for fact in heads:
            count = fact.heads.numeral.value
            if count is None or count < 2 or fact.unit not in ("person", "household", "family"):
                continue
            if not arithmetic.same_group(one.group, one.base, fact.group, fact.base) or not arithmetic.beside(
                one, fact
            ):
                continue
            stated = stated_total(sums, one, one.value * count, fact)
            if (stated is not None and closes_product(one, stated)) or (
                one.value / count < least and fact.heads.end <= one.start
            ):
                rule = "role.rate.multiplied" if stated is not None else "role.rate.too_small"
                per = "person" if fact.unit == "person" else "household"
                sums[index] = replace(one, role="rate", rule=rule, per=(per,))
                break
    return sums


def rates_of_list(sums: list[Sum]) -> list[Sum]:
    """对军属每户发放两笔资金：春节慰问金500元，八一慰问金300元: each, told before a colon, is of every item of the list
    behind it.
    """
    made = list(sums)
    each: re.Match[str] | None = None
    goes_on = 0  # where the next item's clause must begin
    for n, one in enumerate(sums):
        start, end = one.scene.clause(one.start)
        if start != goes_on or each is None:
            each = told_before_colon(one, start)
        small = one.value is not None and one.value < LEAST_TOTAL
        if each is None or not small or SUM_WORDS.search(arithmetic.lead(one)):
            each = None
            continue
        goes_on = end + 1
        if one.role == "total" and one.rule == DEFAULT_RULE:
            per = (EACH.get(each["what"], "person"),)
            made[n] = replace(one, role="rate", rule="role.rate.each_of_list", per=per)
    return made


def told_before_colon(one: Sum, start: int) -> re.Match[str] | None:
    """每户 in a clause without sums that a colon ends right before a sum's clause."""
    text, opening = one.scene.text, one.scene.sentence.start
    if start - 2 <= opening or text[start - 1] not in "：:":
        return None
    # 标准（每人每月）：
    first, end = one.scene.clause(start - (3 if text[start - 2] in "）)" else 2))
    if any(first <= money.start < end for money in one.scene.moneys):
        return None
    return EACH_OF.search(one.scene.text, first, end)


def closes_product(rate: Sum, total: Sum) -> bool:
    """Whether a stated sum closes the matter in which a sum times the heads is the same; behind a semicolon or between
    rounded sums that is by chance (60多户…价值1.8万余元；社区共发放100余万元).
    """
    same_matter = total.scene.matter(total.start) <= rate.start
    return total.stated and total.start > rate.start and same_matter and rate.bound == "exact"


def second_rate(sums: Sequence[Sum], index: int, heads: Sequence[HeadFact]) -> bool:
    """Whether a sum is what each one got besides the sum before it (每户1000元现金，300元物品): goods after cash, or
    both times the heads are the sum that closes the clauses.
    """
    first, one = sums[index - 1], sums[index]
    if first.role != "rate" or not BESIDES.fullmatch(one.scene.text, first.end, one.scene.words_end(one.money)):
        return False
    if GOODS.match(one.scene.text, one.end):
        return True
    both = (first.value or Decimal(0)) + (one.value or Decimal(0))
    return any(
        other.stated and arithmetic.equal(both * fact.heads.numeral.value, other)
        for fact in heads
        for other in sums[index + 1 :]
        if fact.heads.numeral.value is not None
    )


def listed_rates(sums: list[Sum]) -> list[Sum]:
    """Rates in a list of kinds (义务兵9000元，士官13500元，共计发放48.6万元): nouns with small sums, of which the sum
    that closes them is many times over.
    """
    made = list(sums)
    for at, total in enumerate(sums):
        if not total.stated or total.role != "total" or total.value is None:
            continue
        run: list[int] = []
        for k in range(at - 1, -1, -1):
            if not is_kind_with_sum(sums[k]) or not sums[k].purpose.may_be_of(total.purpose.fund):
                break
            run.append(k)
        if len(run) > 1 and sum((sums[k].value or Decimal(0) for k in run), Decimal(0)) * 3 < total.value:
            for k in run:
                made[k] = replace(sums[k], role="rate", rule="role.rate.listed", per=("person",))
    return made


def is_kind_with_sum(one: Sum) -> bool:
    """Whether a clause names a kind of people or grade and its sum, and nothing else: 士官13500元."""
    if one.value is None or one.value >= MOST_EACH or one.role != "total" or one.rule != DEFAULT_RULE:
        return False
    first = max(one.scene.clause(one.start)[0], one.scene.text.rfind("、", 0, one.start) + 1)
    return KIND.fullmatch(one.scene.text, first, one.scene.words_end(one.money)) is not None


def masked_parts(sums: Sequence[Sum]) -> list[Sum]:
    """慰问部队_万元；慰问烈属_万元。合计__万元: the blanks of a form are parts of the blank that closes them."""
    made = list(sums)
    for at, whole in enumerate(sums):
        if not is_blank(whole) or not whole.closes_list:
            continue
        for k in range(at - 1, -1, -1):
            near = whole.scene.sentence.index - sums[k].scene.sentence.index <= ITEM_SENTENCES
            if not near or not is_blank(sums[k]) or sums[k].closes_list or sums[k].whole is not None:
                break
            made[k] = replace(sums[k], role="part", rule="role.part.blank", whole=whole.start)
    return made


def is_blank(one: Sum) -> bool:
    """Whether a sum of a form is not filled in."""
    return one.role == "total" and one.money.numeral.masked and one.value is None


def plans_go_on(sums: Sequence[Sum]) -> list[Sum]:
    """计划安排医疗救助金580万元。另安排补助95万元，共计675万元: what a sentence adds to a plan is planned too."""
    made = list(sums)
    for at, one in enumerate(sums):
        sentence = one.scene.sentence
        if (
            one.role != "total"
            or not FURTHER.match(one.scene.text, sentence.start)
            or PAID.search(arithmetic.lead(one))
        ):
            continue
        before = [other.role for other in made[max(at - MOST_BEFORE, 0) : at] if is_just_before(other, one)]
        if before and all(role in ("plan", "part", "rate") for role in before) and "plan" in before:
            made[at] = replace(one, role="plan", rule="role.plan.goes_on")
    return made
