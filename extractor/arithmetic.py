"""When two numbers may be brought together, and when they are the same.

Two numbers are only brought together where the words allow it: for the same group (26 x 90 = 2340 is a coincidence
where 26 counts veterans and 2340 went to the disabled), and near each other.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.funds import EVERYONE
from extractor.heads import HeadFact
from extractor.scene import CLAUSE_END
from extractor.sums import Sum

# How many clauses may lie between a rate and the heads that it is multiplied with.
NEAR = 2
WRITTEN = re.compile(r"[\d,]+(?:\.(\d+))?\s*([万亿]?)")
# 每户（人）发放200元, 160户（其中军属60户、烈属20户），每户400元: brackets part no clauses
BRACKETS = re.compile("[（(][^（）()]*[）)]")
ABOUT = Decimal("0.05")


def same_group(a: str | None, a_base: str | None, b: str | None, b_base: str | None) -> bool:
    """Groups match when equal, when one is the other's families, or when one is unknown or everyone on the lists."""
    if a is None or b is None or a == b or a in EVERYONE or b in EVERYONE:
        return True
    return (a_base or a) == (b_base or b)


def resolution(text: str) -> int:
    """Half the last written digit's worth, in fen: 8.68万元 is right to 50 yuan. Zero for what is written in full,
    and for whole 万: 8万元 is more often paid than rounded.
    """
    match = WRITTEN.search(text)
    if match is None or not match[1] or not match[2]:
        return 0
    scale = {"万": 10**6, "亿": 10**10}[match[2]]
    return int(scale // 10 ** len(match[1]) // 2)


def equal(expected: Decimal, stated: Sum) -> bool:
    """Whether a computed sum is what is stated, as far as its rounding and 余 or 约 go."""
    value = stated.value
    if value is None:
        return False
    slack = Decimal(resolution(stated.text))
    if stated.bound == "over":
        return value - slack <= expected <= value * Decimal("1.1")
    if stated.bound == "under":
        return value * Decimal("0.9") <= expected <= value
    if stated.bound == "about":
        return abs(expected - value) <= max(slack, value * ABOUT)
    return abs(expected - value) <= slack


def beside(rate: Sum, fact: HeadFact) -> bool:
    """Whether heads stand so near a rate that the rate was paid to them."""
    low, high = sorted((rate.start, fact.heads.start))
    return len(CLAUSE_END.findall(BRACKETS.sub("", rate.scene.text[low:high]))) <= NEAR


def lead(part: Sum) -> str:
    """The words before a part in its clause."""
    return part.scene.text[part.scene.clause(part.start)[0] : part.start]
