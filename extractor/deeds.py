"""A sentence's hits -> the deeds that its clauses tell, by the rules of kind ``deed``.

A clause ends at ，；： and the like. Within one, deeds of different types stand by different words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from extractor.kinds import Deed
from extractor.match import Hit, Listed
from extractor.model import Sentence

PLACE = "commemoration"  # of a martyrs' cemetery, where deeds of other types are done (到烈士陵园开展国防教育)
NO_DEED = ("lack", "effect")  # lists whose words leave their clause without a deed
MOST_TYPES = 2  # different deeds in a clause, beside one for each 、

CLAUSE_END = re.compile(r"[，；：。！？]|[,;:](?!\d)")
SEGMENT_END = "；;。！？：:"
# 一是, （二）, 3., 第四， at the head of a clause: another deed begins.
MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|抓|、)|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)"
    r"|第[一二三四五六七八九十][，、]|[①-⑳]|其[次一二三四]|首先|再次|最后|另外|此外|与此同时)"
)
DIGIT = re.compile(r"(?<!^)\d(?![.、)）])")  # not a list's number
# 救助22户, 发放了约3万元, 转移被困…: a figure that a verb has for its object.
FIGURE = re.compile(
    r"了?[各共出到]?(?:约|近|逾|超过?|达|[总共合]计)?(?:人民币|现金|价值)?"
    r"(?:[\d*]|[xX]{2}|[一二三四五六七八九十两几数百千上]{1,4}[余多]?[名人位户元万个件家])"
)
# 通过走访慰问，增进了感情: the deed is but the means of what is said.
BY = ("通过", "经过")
MEANS = re.compile(r"[^，；。、\d]{2,14}，(?:进一步|有效|切实)?(?:增进|密切|[让使]|增强|加深|拉近|激发)")
# 享受定补的老兵86人: a count of people; 慰问享受定补的老兵86人 is a deed.
ENJOY = "享受"
COUNT = re.compile(r"[^，；。慰走问对给为向发]{0,8}享受[^，；。]{2,12}的[^，；。]{0,16}\d")
SPLIT = re.compile(r"、|以及|并|同时|及|和|与")  # between two deeds of one clause
HEAD = re.compile(r"\s*(?:[一二三四五六七八九十]是)?(?:并|也|以|更|就)?")
# 走访慰问期间, 此次训练, 参加了座谈: the deed is spoken of as known.
AGAIN = ("期间", "过程中", "之余", "基础上", "的过程中", "的基础上", "的同时", "工作的同时")
JOINED = ("参加", "参加了", "出席", "出席了", "陪同参加")
KNOWN = ("此次", "本次", "这次", "该项")


class Clause(NamedTuple):
    """``text[start:end]``. ``opens``: a new segment begins with it (after ；, at a list marker)."""

    start: int
    end: int
    opens: bool


class Claim(NamedTuple):
    """A rule that holds in a clause by the words ``text[start:end]``. ``again``: it speaks of a deed as known.
    ``general``: it names a kind of work, and no figure beside it tells of one deed."""

    start: int
    end: int
    body: Deed
    rule: str
    again: bool
    general: bool


class Told(NamedTuple):
    """A deed with the stretch ``text[start:end]`` that tells it, from the sentence's clause ``first`` to ``last``."""

    start: int
    end: int
    claim: Claim
    first: int
    last: int
    opens: bool

    @property
    def type(self) -> str:
        return self.claim.body.type


class Reading(NamedTuple):
    """A sentence as read: its clauses, and the deeds told in them, in order."""

    sentence: Sentence
    clauses: Sequence[Clause]
    told: Sequence[Told]


def read_sentence(
    text: str, sentence: Sentence, hits: Sequence[Hit], listed: Sequence[Listed], by_troops: bool
) -> Reading:
    """The deeds of one sentence. ``by_troops``: troops are the subject where the sentence speaks of no kin."""
    around = set[str]().union(*(one.names for one in listed))
    if by_troops and "kin" not in around:
        around.add("army_section")
    clauses = cut(text, sentence)
    ends = [clause.end for clause in clauses]
    starts = [one.start for one in listed]
    told: list[Told] = []
    for number, own in groupby(hits, lambda hit: bisect_right(ends, hit.start)):
        clause = clauses[number]
        near = listed[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]
        beside = set[str]().union(*(one.names for one in near))
        if not beside.isdisjoint(NO_DEED) or ("talk" in beside and is_talk(text, clause, near)):
            continue
        claims = read_clause(text, clause, own, beside, around)
        if claims and not is_aside(text, clause):
            chosen = choose(text, claims, text.count("、", clause.start, clause.end))
            told += pieces(text, clause, number, chosen)
    return Reading(sentence, clauses, told)


def cut(text: str, sentence: Sentence) -> list[Clause]:
    """The sentence's clauses."""
    clauses: list[Clause] = []
    start, opens = sentence.start, True
    for end in [*(match.end() for match in CLAUSE_END.finditer(text, start, sentence.end)), sentence.end]:
        if end > start:
            clauses.append(Clause(start, end, opens or MARKER.match(text, start) is not None))
            opens = text[end - 1] in SEGMENT_END
            start = end
    return clauses


def is_talk(text: str, clause: Clause, listed: Sequence[Listed]) -> bool:
    """Whether the clause opens with a word that makes it an aim or an effect (让他们感受到温暖)."""
    head = HEAD.match(text, clause.start)
    opening = clause.start if head is None else head.end()
    return any(one.start == opening and "talk" in one.names for one in listed)


def is_aside(text: str, clause: Clause) -> bool:
    """Whether the clause names a deed only as the means of an effect, or a benefit only to count who has it."""
    if text.startswith(BY, clause.start):
        return MEANS.match(text, clause.start + len(BY[0])) is not None
    return text.find(ENJOY, clause.start, clause.end) >= 0 and COUNT.match(text, clause.start) is not None


def read_clause(text: str, clause: Clause, hits: Iterable[Hit], beside: set[str], around: set[str]) -> list[Claim]:
    """The rules that hold in a clause with these hits of deeds."""
    words = text[clause.start : clause.end]
    known = words.startswith(KNOWN)
    claims = []
    for start, end, _, _, _, rule in hits:
        body = rule.body
        if body.counted and FIGURE.match(text, end) is None:
            continue
        if holds(body, words, beside, around):
            again = known or text.startswith(AGAIN, end) or text.endswith(JOINED, 0, start)
            general = body.general and DIGIT.search(words) is None
            claims.append(Claim(start, end, body, rule.name, again, general))
    return claims


def holds(body: Deed, words: str, beside: set[str], around: set[str]) -> bool:
    """Whether what a rule wants beside its own words is there, and nothing that it forbids."""
    if body.beside and beside.isdisjoint(body.beside):
        return False
    if (body.around and around.isdisjoint(body.around)) or not around.isdisjoint(body.unless_around):
        return False
    if body.needs and not any(map(words.__contains__, body.needs)):
        return False
    return not any(map(words.__contains__, body.unless))


def choose(text: str, claims: list[Claim], items: int) -> list[Claim]:
    """The claims that stand: the heavier first, one a type, more where 、 parts items."""
    if len(claims) < 2:
        return claims
    chosen: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (-claim.body.weight, claim.start)):
        if len(chosen) < MOST_TYPES + items and not any(rivals(text, claim, other) for other in chosen):
            chosen.append(claim)
    return sorted(chosen)


def rivals(text: str, one: Claim, other: Claim) -> bool:
    """Whether two claims cannot both stand in a clause: of one type, or with no word between them that parts deeds."""
    types = one.body.type, other.body.type
    if types[0] == types[1] or (one.start < other.end and other.start < one.end):
        return True
    if PLACE in types:
        return False
    return SPLIT.search(text, min(one.end, other.end), max(one.start, other.start)) is None


def pieces(text: str, clause: Clause, number: int, claims: Sequence[Claim]) -> list[Told]:
    """The clause parted among its deeds at the last 、 or 并 between two; where there is none, both have it whole."""
    told: list[Told] = []
    waiting: list[Claim] = []
    start = clause.start
    for at, claim in enumerate(claims, 1):
        waiting.append(claim)
        end = clause.end if at == len(claims) else last_split(text, claim.end, claims[at].start)
        if end is not None:
            opens = clause.opens and start == clause.start
            told += [Told(start, end, one, number, number, opens) for one in waiting]
            start, waiting = end, []
    return told


def last_split(text: str, start: int, end: int) -> int | None:
    """Where the last word between ``start`` and ``end`` that may part two deeds begins."""
    found = None
    for match in SPLIT.finditer(text, start, end):
        found = match.start()
    return found
