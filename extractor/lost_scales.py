"""Items of a list that lost the 万 of their unit: 生活补助64.8元 beside 抚恤金96.7万元.

Only where arithmetic proves it: a sum that stands before the list is what all its items come to, if those in 元 are
taken as 万元. The items are its parts then, and those that lost their 万 are suspect; their value stays as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.arithmetic import resolution
from extractor.sums import Sum

LEAST_ITEMS = 3
WAN = 10000
LARGEST = 10**6  # fen: what is written in 元 and may have been 万元 is less than 1万元


def restore_scales(sums: Sequence[Sum]) -> list[Sum]:
    """The sums of a summary; the items of damaged lists are parts of the sum that they make up."""
    made = list(sums)
    for at, whole in enumerate(sums):
        run = damaged_run(sums, at) if whole.role == "total" and whole.text.endswith("万元") else []
        for n in run:
            one = sums[n]
            money = replace(one.money, numeral=replace(one.money.numeral, suspect=True)) if lost(one) else one.money
            made[n] = replace(one, money=money, role="part", rule="role.part.lost_scale", whole=whole.start)
    return made


def damaged_run(sums: Sequence[Sum], at: int) -> list[int]:
    """The places of the items right behind a sum, all of one sentence, that make it up with their 万 restored; none
    where they do so as they are written.
    """
    whole = sums[at]
    run: list[int] = []
    total = slack = Decimal(0)
    for n in range(at + 1, len(sums)):
        one = sums[n]
        near = one.scene.sentence.index - whole.scene.sentence.index <= 1
        same_list = not run or one.scene is sums[run[0]].scene
        if not near or not same_list or one.role not in ("total", "part") or one.bound != "exact" or one.value is None:
            break
        run.append(n)
        total += one.value * (WAN if lost(one) else 1)
        slack += resolution(one.text.replace("元", "万") if lost(one) else one.text)
        mixed = any(lost(sums[k]) for k in run) and not all(lost(sums[k]) for k in run)
        if len(run) >= LEAST_ITEMS and mixed and abs(total - (whole.value or 0)) <= slack:
            return run
    return []


def lost(one: Sum) -> bool:
    """Whether a sum is written in 元 with a fraction of one: 64.8元 is not what anybody gets in a list of 万元."""
    return "." in one.text and "万" not in one.text and one.value is not None and one.value < LARGEST
