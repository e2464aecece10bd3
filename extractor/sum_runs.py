"""The sums of one section as they may make each other up: its lists, what closes them, and runs of items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.arithmetic import lead
from extractor.item_lists import ItemList
from extractor.sums import Sum

# 总投资260万元，其中申请上级资金150万元: what of a sum was asked for is part of it
ASKED = "cue.plan.request"
OF_WHICH = re.compile("其中|包括")
# 以上共计6.35万元 closes a list of whole sentences
CLOSES_ALL = re.compile(r"(?:^|[，。；：\n])(?:以上|上述|[两三四五六七八九][项次批])[^，。；\d]{0,10}$")
ABOVE = re.compile(" ?(?:以上|上述|综上)")
# 全区合计支出慰问金137.7万元, 共计支出…: a sentence that begins with its sum
OPENS_SUM = re.compile(r"[^，。；\d]{0,12}(?:合计|共计|总计|累计|总共|共)[^，。；\d]{0,14}$")
FAR = 12  # sentences
NEAR = 3
INTRODUCTION = 20  # characters between the sentence of a whole and the list of its parts: 具体情况如下：
# sums that only stand there to be compared with: 比2012年的1874万元增长18.2%
PASSED_OVER = ("cue.history.compared", "cue.history.from")

# What the product of a rate and its heads comes to, in fen, by the rate's place.
Products = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Around:
    """The sums of one section with its numbered lists. ``whole_of``: the places of parts found so far, each with its
    whole's.
    """

    sums: Sequence[Sum]
    products: Products
    lists: tuple[ItemList, ...] = ()
    whole_of: dict[int, int] = field(default_factory=dict)

    def items_apart(self, n: int, k: int) -> bool:
        """Whether two sums stand in different items of one list, so that neither is a part of the other; but the last
        item may end in what closes the list (…。3、慰问军属3万元。合计9万元).
        """
        for one in self.lists:
            first, other = one.item_of(self.sums[n].start), one.item_of(self.sums[k].start)
            if first is not None and other is not None and first != other:
                return not (first > other and self.closes(one, n))
        return False

    def closes(self, one: ItemList, n: int) -> bool:
        """Whether a stated sum stands behind a list, or in its last item but behind that item's own sums."""
        whole = self.sums[n]
        if not whole.stated:
            return False
        start, _ = one.items[-1]
        if not start <= whole.start < one.end:
            return 0 <= whole.scene.sentence.start - one.end <= 1
        before = [other for other in self.sums[:n] if start <= other.start]
        own = any(other.role == "total" or other.start in self.products for other in before)
        return own and (closing_words(whole) or OPENS_SUM.match(lead(whole)) is not None)

    def opened_by(self, n: int) -> ItemList | None:
        """The list that a sum introduces (共支出32万元，具体如下：1、…): it begins right behind the sum's sentence."""
        whole = self.sums[n]
        for one in self.lists:
            between = whole.scene.text[min(whole.scene.sentence.end, one.start) : one.start]
            if whole.end <= one.start and len(between) <= INTRODUCTION and "。" not in between:
                return one
        return None

    def closed_by(self, n: int) -> ItemList | None:
        """The list that a sum closes."""
        return next((one for one in self.lists if self.closes(one, n)), None)

    def depth(self, n: int) -> int:
        """How many lists a sum stands in, and one more where brackets behind it may break it down."""
        whole = self.sums[n]
        inside = sum(one.item_of(whole.start) is not None for one in self.lists)
        return inside + whole.scene.text.startswith(("（", "("), whole.end)


def open_run(around: Around, n: int, span: Sequence[int]) -> Iterator[int]:
    """Places of sums that may be items of one list, of which the sum at ``n`` is the whole; rates without a product,
    parts of the items and what is no spending are passed over, money of other years and another item of a list that
    the whole stands in end it.
    """
    past = around.sums[n].role == "history" and around.opened_by(n) is not None
    for k in span:
        one = around.sums[k]
        if one.whole is not None or one.rule in PASSED_OVER:
            continue
        if k in around.whole_of and (around.whole_of[k] - n) * (k - n) > 0:
            continue
        asked = one.rule == ASKED and OF_WHICH.search(lead(one)) is not None
        elsewhen = one.role in ("history", "plan") and not asked and not (past and one.role == "history")
        ended = k in around.whole_of or one.value is None or elsewhen
        if ended or around.items_apart(n, k):
            return
        if one.role in ("total", "part") or asked or (past and one.role == "history") or one.start in around.products:
            yield k


def worth(one: Sum, products: Products) -> Decimal:
    """What an item adds to its whole: a rate its product."""
    return products.get(one.start, one.value or Decimal(0))


def reach(whole: Sum) -> int:
    """How many sentences back the items of a sum may stand that closes a list: 以上共计 closes all, 全县合计支出 in a
    sentence of its own those of the sentences just before.
    """
    if closing_words(whole):
        return FAR
    text, start = whole.scene.text, whole.scene.sentence.start
    stated = whole.stated or "累计" in lead(whole)
    return NEAR if stated and OPENS_SUM.match(text, start, whole.start) else 0


def closing_words(whole: Sum) -> bool:
    """Whether a sum says that it closes all that stands before: 以上共计, 三项合计."""
    text, start = whole.scene.text, whole.scene.sentence.start
    if CLOSES_ALL.search(text, max(whole.start - 16, 0), whole.start):
        return True
    return whole.stated and ABOVE.match(text, start) is not None
