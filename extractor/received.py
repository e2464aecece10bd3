"""Money that came in, and what was paid out of it: each yuan once, as what was paid.

上级下达2860万元，区级配套540万元，已发放3215万元: three sums, one of them spent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.arithmetic import lead
from extractor.funds import same_fund
from extractor.sums import Sum

# Money that comes to the one who reports: from above, from its own budget beside that, from givers, from last year.
CAME_IN = re.compile(
    r"(?:上级|中央|国家|[省市州区县]级?|本级|地方|财政|镇级|自筹)(?:财政)?[^，。；\d]{0,8}(?:下达|下拨|拨付|拨入|拨来|拨款|转移支付|配套|匹配|安排|补助)"
    r"|(?:上级|中央|[省市州区县]级|本级|地方)(?:财政)?(?:补助|配套|匹配)?(?:资金|经费|补助)?(?:为|是|共)?$"
    r"|收到|征收|收缴|收取|争取|核定|到位|到账|募集|募得|筹集|筹措|筹得|实筹|实收|接收|接受|上年结[转余]|自筹"
)
SPENT = r"(?:支出|支付|兑付|缴费|发放|使用|拨付|兑现|报销|下发|发出|开支|用去|列支|拨出)"
# 已发放抚恤金3215万元; 支出34.6万元: what was done with it. Another fund's payment (发放慰问金5万元) says 已 or 实际.
PAID_OF_IT = re.compile(
    rf"(?:已经?|实际|实|全年|当年|年内|全部|现|截[至止][^，。；]{{0,10}})[^。；\d]{{0,8}}(?:累计|总共|共|均|为|向|对|给)?[^。；]{{0,24}}{SPENT}(?:[^，。；\d]{{0,16}}|[\d.,]+[万余多]{{0,2}}[人户名]次?、)$"
    rf"|(?:^|[，；。])(?:累计|总共|共)?{SPENT}(?:了|共|达)?$"
)
# 争取医疗救助资金24万元，…发放医疗救助款18万元: the same words for the money that came and that went
TAIL = re.compile("(?:资金|经费|款项|[金款费])?(?:共计?|达到?|约|近|为)*$")
LEAST_WORD = 4
ANOTHER = re.compile("另|还|又|再|同时|此外")
# the one who received it is the one who pays: no giver of its own opens the clause (，镇里发放…)
GOES_ON = re.compile(rf" ?(?:先后|累计|已经?|实际|总?共|陆续|及时|全年|今年)*{SPENT}")
# 县财政配套建房资金60万元。…364万元建房补助款全部拨付到位
MATCHED = re.compile(r"(?:配套|匹配)[^，。；\d]{0,10}$")
PAID_BEHIND = re.compile(
    r"，?[^，。；\d]{0,16}(?:全部|均|足额|已)[^，。；\d]{0,6}(?:拨付|发放|兑现|支付|下拨|到位|到户)"
)
SPENDS = re.compile(rf"{SPENT}[^，。；\d]{{0,16}}$")
# 列支60万元设立医疗救助基金: put by, to be paid out of
PUT_BY = re.compile(r"[^，。；]{0,8}(?:设立|建立|成立|组建|注入|充实)[^，。；]{0,16}(?:基金|资金池|保障金)")
ACTUALLY = re.compile(rf"(?:已|实际|实|全部)[^，。；\d]{{0,10}}{SPENT}")
# What was paid is most of what came in; a small sum is another matter, unless the rest is told.
LEAST_SHARE = Decimal("0.5")
MOST_SHARE = Decimal("1.25")
LEFT = re.compile("结余|节余|余额|结存|剩余|余下")


def mark_received(sums: Sequence[Sum]) -> list[Sum]:
    """The sums of one sentence; what came in is no spending where what was paid out of it stands behind it."""
    made = list(sums)
    for at, paid in enumerate(sums):
        income = list(came_in(sums, at)) if paid.role == "total" and paid.value is not None else []
        if income and fits(paid, income_of(sums, income), sums[at - 1], sums[at + 1 :]):
            for n in income:
                made[n] = replace(made[n], role="other", rule="role.other.paid_out_of_it")
    return made


def mark_received_before(sums: Sequence[Sum]) -> list[Sum]:
    """What a sentence tells of having come in, where the next one opens with what was paid out of it:
    全年争取优抚资金2136万元，其中…。今年实际发放优抚资金2285万元.
    """
    made = list(sums)
    for at in range(len(sums)):
        place = came_in_before(sums, at)
        if place is not None:
            made[place] = replace(sums[place], role="other", rule="role.other.paid_out_of_it")
    return made


def came_in_before(sums: Sequence[Sum], at: int) -> int | None:
    """The place of the only total in the sentence before a payment, where it is money of the same kind that came in."""
    paid = sums[at]
    sentence = paid.scene.sentence
    if paid.role != "total" or not ACTUALLY.search(lead(paid)) or (at and sums[at - 1].scene is paid.scene):
        return None
    totals = []
    for n in range(at - 1, -1, -1):
        if sums[n].scene.sentence.index < sentence.index - 1:
            break
        if sums[n].role == "total" and sums[n].scene.sentence.paragraph == sentence.paragraph:
            totals.append(n)
    if len(totals) != 1 or not CAME_IN.search(lead(sums[totals[0]])):
        return None
    income = sums[totals[0]]
    value, got = paid.value or Decimal(0), income.value or Decimal(0)
    fits_it = got * LEAST_SHARE <= value <= got * MOST_SHARE
    return totals[0] if fits_it and same_fund(income.purpose, paid.purpose) else None


def income_of(sums: Sequence[Sum], places: Sequence[int]) -> Decimal:
    """What sums come to, in fen."""
    return sum((sums[n].value or Decimal(0) for n in places), Decimal(0))


def came_in(sums: Sequence[Sum], at: int) -> Iterator[int]:
    """The places of the sums right before one that tell of money received, in the same matter; none in a
    sentence of plans."""
    matter = sums[at].scene.matter(sums[at].start)
    if any(one.role == "plan" and "应" not in lead(one) for one in sums):
        return
    for n in range(at - 1, -1, -1):
        one = sums[n]
        if one.start < matter or one.value is None:
            return
        if not CAME_IN.search(lead(one)) and not PUT_BY.match(one.scene.text, one.end):
            return
        if one.role == "total":
            yield n
        elif one.role not in ("other", "history"):
            return


def fits(paid: Sum, income: Decimal, before: Sum, behind: Sequence[Sum]) -> bool:
    """Whether a payment is what became of the money that came in: by its words, or because the rest is told."""
    value = paid.value or Decimal(0)
    rest = behind[0] if behind else None
    if rest is not None and rest.value is not None and LEFT.search(lead(rest)):
        return abs(income - value - rest.value) <= income / 100 and SPENDS.search(lead(paid)) is not None
    said = PAID_OF_IT.search(paid.scene.text, before.end, paid.start) or same_words(paid, before)
    return bool(said) and income * LEAST_SHARE <= value <= income * MOST_SHARE


def same_words(paid: Sum, before: Sum) -> bool:
    """Whether a payment is of what came in by the noun that both have, and is not said to be another."""
    first, last = (TAIL.sub("", lead(one)) for one in (before, paid))
    alike = len(last) >= LEAST_WORD and first[-LEAST_WORD:] == last[-LEAST_WORD:]
    other = ANOTHER.search(paid.scene.text, before.end, paid.start) is not None
    return alike and not other and GOES_ON.match(lead(paid)) is not None


def mark_matched(sums: Sequence[Sum]) -> list[Sum]:
    """What one level added (县财政配套建房资金60万元) is in the sum of its fund that was paid in full behind it."""
    made = list(sums)
    for at, one in enumerate(sums):
        whole = paid_with(sums, at) if one.role == "total" and MATCHED.search(lead(one)) else None
        if whole is not None:
            made[at] = replace(one, role="part", rule="role.part.matched", whole=whole.start)
    return made


def paid_with(sums: Sequence[Sum], at: int) -> Sum | None:
    """The next total behind a sum, in the same or the next sentence but one of the paragraph, where it was paid in full
    and holds the sum by its fund and size.
    """
    one, paid = sums[at], next((other for other in sums[at + 1 :] if other.role == "total"), None)
    if paid is None or not same_fund(paid.purpose, one.purpose) or (paid.value or 0) < (one.value or 0):
        return None
    first, last = one.scene.sentence, paid.scene.sentence
    near = first.section == last.section and first.paragraph == last.paragraph and last.index - first.index <= 2
    return paid if near and PAID_BEHIND.match(paid.scene.text, paid.end) else None
