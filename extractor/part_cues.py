"""Whether 其中 and its like make a sum a part: whether a whole stands before them."""

from __future__ import annotations

import re

from extractor.quantities import Money
from extractor.scene import Scene

SUM = re.compile(r"[0-9*xX×_一二三四五六七八九十百千][余多]? ?(?:[万亿][余多]?元?|元)")
WHOLE_BEFORE = 200  # characters before a sentence that 其中 opens
ALIKE = 3  # characters before two sums that name one fund
# 610人（其中军属55人），发放…: 其中 tells of nothing behind its bracket
LEFT_BRACKET = re.compile(r"[^（(]*[）)]")


def has_whole(scene: Scene, start: int, end: int, money: Money) -> bool:
    """Whether the cue at ``text[start:end]`` has the whole that a part needs: before it, and no smaller. A semicolon
    ends the parts, but not those of a list (其中：).
    """
    between = scene.text[end : money.start]
    if of_heads(scene, start, end, money) or LEFT_BRACKET.match(between):
        return False
    if "；" in between and between[:1] not in ("：", ":"):
        return False
    if scene.text.startswith("其中", start) and start - scene.sentence.start <= 2 and money.numeral.value is not None:
        # 其中 opens the sentence: the whole stands before it, if any sum does (慰问22人。其中，19人获得慰问金5600元)
        return SUM.search(scene.text, max(scene.sentence.start - WHOLE_BEFORE, 0), scene.sentence.start) is not None
    wholes = [other for other in scene.moneys if other.end <= end]
    return any(
        whole.numeral.value is None or money.numeral.value is None or whole.numeral.value >= money.numeral.value
        for whole in wholes[-3:]
    )


def of_heads(scene: Scene, start: int, end: int, money: Money) -> bool:
    """Whether 其中 tells of people, and a sum behind it is no part of the sum before: 发放优待金30万元；慰问军属56户，
    其中困难军属12户，送去慰问金2.4万元. In the clause of 其中 and in the one before stand heads and no sums.
    """
    first, last = scene.clause(start)
    before = scene.clause_before(first) if first - 2 >= scene.sentence.start else (first, first)
    clauses = (before, (end, last))
    counted = all(any(a <= heads.start < b for heads in scene.heads) for a, b in clauses)
    summed = any(a <= one.start < b for one in scene.moneys for a, b in clauses)
    wholes = [one for one in scene.moneys if one.end <= start]
    if not counted or summed or not wholes:
        return False
    named = scene.text[money.start - ALIKE : money.start]
    return scene.text[wholes[-1].start - ALIKE : wholes[-1].start] != named
