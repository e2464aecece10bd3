"""A sentence's hits -> the deeds that its clauses tell, by the rules of kind ``deed``.

A clause ends at ，；： and the like. Within one, deeds of different types stand by different words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
# A list marker begins with one of these or with a space; to look is cheaper than to match.
MARKED = "一二三四五六七八九十（(0123456789第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳其首再最另此与"
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


# start, end, and whether a new segment begins with it (after ；, at a list marker). A plain tuple: to make records of
# the clauses, of which a paper has hundreds, takes half as long again as to find them.
Clause = tuple[int, int, bool]


class Claim(NamedTuple):
    """A rule that holds in a clause by the words ``text[start:end]``. ``again``: it speaks of a deed as known.
    ``general``: it names a kind of work, and no figure beside it tells of one deed."""

    start: int
    end: int
    type: str
    weight: int
    rule: str
    again: bool
    general: bool


class Told(NamedTuple):
    """A deed with the stretch ``text[start:end]`` that tells it, from the sentence's clause ``first`` to ``last``."""

    start: int
    end: int
    type: str
    claim: Claim
    first: int
    last: int
    opens: bool


class Reading(NamedTuple):
    """A sentence as read: its clauses, and the deeds told in them, in order."""

    sentence: Sentence
    clauses: Sequence[Clause]
    told: Sequence[Told]


def read_sentence(
    text: str, sentence: Sentence, hits: Sequence[Hit], listed: Sequence[Listed], by_troops: bool
) -> Reading:
    """The deeds of one sentence. ``by_troops``: troops are the subject where the sentence speaks of no kin."""
    around: set[str] = set().union(*[names for _, names, _ in listed])
    if by_troops and "kin" not in around:
        around.add("army_section")
    clauses = cut(text, sentence)
    ends = [end for _, end, _ in clauses]
    starts = [hit.start for hit in hits]
    list_starts = [start for start, _, _ in listed]
    told: list[Told] = []
    at = 0
    while at < len(hits):
        number = bisect_right(ends, starts[at])
        start, end, _ = clause = clauses[number]
        before, at = at, bisect_left(starts, end, at)
        near = listed[bisect_left(list_starts, start) : bisect_left(list_starts, end)]
        beside: set[str] = set().union(*[names for _, names, _ in near])
        if not beside.isdisjoint(NO_DEED) or ("talk" in beside and is_talk(text, start, near)):
            continue
        claims = read_clause(text, start, end, hits[before:at], beside, around)
        if claims and not is_aside(text, start, end):
            told += pieces(text, clause, number, choose(text, claims, start, end))
    return Reading(sentence, clauses, told)


def cut(text: str, sentence: Sentence) -> list[Clause]:
    """The sentence's clauses."""
    bounds = [sentence.start, *[match.end() for match in CLAUSE_END.finditer(text, sentence.start, sentence.end)]]
    if bounds[-1] < sentence.end:
        bounds.append(sentence.end)
    opens = [True, *[text[start - 1] in SEGMENT_END or is_marked(text, start) for start in bounds[1:-1]]]
    return [*zip(bounds, bounds[1:], opens, strict=False)]


def is_marked(text: str, start: int) -> bool:
    """Whether a list's marker stands here."""
    return (text[start] in MARKED or text[start].isspace()) and MARKER.match(text, start) is not None


def is_talk(text: str, start: int, listed: Sequence[Listed]) -> bool:
    """Whether the clause opens with a word that makes it an aim or an effect (让他们感受到温暖)."""
    head = HEAD.match(text, start)
    opening = start if head is None else head.end()
    return any(place == opening and "talk" in names for place, names, _ in listed)


def is_aside(text: str, start: int, end: int) -> bool:
    """Whether the clause names a deed only as the means of an effect, or a benefit only to count who has it."""
    if text.startswith(BY, start):
        return MEANS.match(text, start + len(BY[0])) is not None
    return text.find(ENJOY, start, end) >= 0 and COUNT.match(text, start) is not None


def read_clause(
    text: str, start: int, end: int, hits: Sequence[Hit], beside: set[str], around: set[str]
) -> list[Claim]:
    """The rules that hold in the clause ``text[start:end]`` with these hits of deeds."""
    words = text[start:end]
    claims = []
    for first, last, _, _, _, rule in hits:
        body = rule.body
        if body.counted and FIGURE.match(text, last) is None:
            continue
        if holds(body, words, beside, around):
            again = words.startswith(KNOWN) or text.startswith(AGAIN, last) or text.endswith(JOINED, 0, first)
            general = body.general and DIGIT.search(words) is None
            claims.append(Claim(first, last, body.type, body.weight, rule.name, again, general))
    return claims


def holds(body: Deed, words: str, beside: set[str], around: set[str]) -> bool:
    """Whether what a rule wants beside its own words is there, and nothing that it forbids."""
    if body.beside and beside.isdisjoint(body.beside):
        return False
    if body.around and around.isdisjoint(body.around):
        return False
    if body.unless_around and not around.isdisjoint(body.unless_around):
        return False
    if body.needs and not any(map(words.__contains__, body.needs)):
        return False
    return not (body.unless and any(map(words.__contains__, body.unless)))


def choose(text: str, claims: list[Claim], start: int, end: int) -> list[Claim]:
    """The claims that stand in ``text[start:end]``: the heavier first, one a type, more where 、 parts items."""
    if len(claims) < 2:
        return claims
    most = MOST_TYPES + text.count("、", start, end)
    chosen: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (-claim.weight, claim.start)):
        if len(chosen) < most and not any(rivals(text, claim, other) for other in chosen):
            chosen.append(claim)
    return sorted(chosen)


def rivals(text: str, one: Claim, other: Claim) -> bool:
    """Whether two claims cannot both stand in a clause: of one type, or with no word between them that parts deeds."""
    if one.type == other.type or (one.start < other.end and other.start < one.end):
        return True
    if PLACE in (one.type, other.type):
        return False
    return SPLIT.search(text, min(one.end, other.end), max(one.start, other.start)) is None


def pieces(text: str, clause: Clause, number: int, claims: Sequence[Claim]) -> list[Told]:
    """The clause parted among its deeds at the last 、 or 并 between two; where there is none, both have it whole."""
    start, stop, opens = clause
    if len(claims) == 1:
        return [Told(start, stop, claims[0].type, claims[0], number, number, opens)]
    told: list[Told] = []
    waiting: list[Claim] = []
    for at, claim in enumerate(claims, 1):
        waiting.append(claim)
        end = stop if at == len(claims) else last_split(text, claim.end, claims[at].start)
        if end is not None:
            told += [Told(start, end, one.type, one, number, number, opens) for one in waiting]
            start, waiting, opens = end, [], False
    return told


def last_split(text: str, start: int, end: int) -> int | None:
    """Where the last word between ``start`` and ``end`` that may part two deeds begins."""
    found = None
    for match in SPLIT.finditer(text, start, end):
        found = match.start()
    return found
