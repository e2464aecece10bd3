"""A sentence's hits -> the deeds that its clauses tell, by the rules of kind ``deed``.

A clause ends at ，；： and the like. Within one, deeds of different types stand by different words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extractor.asides import DIGIT, PAID, is_aside, is_name, is_wish, speech
from extractor.kinds import Deed
from extractor.match import Hit, Listed
from extractor.model import Sentence

PLACE = "commemoration"  # of a martyrs' cemetery, where deeds of other types are done (到烈士陵园开展国防教育)
LEISURE = "culture"  # of which a clause may tell two: a contest and a show (举办球赛和文艺晚会)
NO_DEED = ("lack", "effect")  # lists whose words leave their clause without a deed
MOST_TYPES = 2  # different deeds in a clause, beside one for each 、

CLAUSE_END = re.compile(r"[，；：。！？]|[,;:](?!\d)")
SEGMENT_END = "；;。！？：:"
# （二）, 3.: the number of an item of a list.
NUMBERED = r"[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)"
# 一是, （二）, 3., 第四， at the head of a clause: another deed begins.
MARKER = re.compile(
    rf"\s*(?:[一二三四五六七八九十]{{1,3}}(?:是|抓|、)|{NUMBERED}"
    r"|第[一二三四五六七八九十][，、]|[①-⑳]|其[次一二三四]|首先|再次|最后|另外|此外|与此同时)"
)
# A list marker begins with one of these or with a space; to look is cheaper than to match.
MARKED = "一二三四五六七八九十（(0123456789第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳其首再最另此与"
# 救助22户, 发放了约3万元, 转移被困…: a figure that a verb has for its object.
FIGURE = re.compile(
    r"了?(?:[^，。；、\d]{0,12}(?:军人|对象|家属|士兵|人员|军属|烈属|老兵|家庭|群众|灾民|农户|困难户|学生|老人|患者)(?:信息)?)?"
    r"[各共出到]?(?:将近|大?约|近|逾|超过?|[高多]达|达到?|[总共合]计)?(?:人民币|现金|价值|资金|款项|善款|爱心款)?"
    r"(?:[\d*]|[xX]{2}|[一二三四五六七八九十两几数百千上]{1,4}[余多]?[名人位户元万个件家])"
)
SPLIT = re.compile(r"、|以及|并|同时|及|和|与")  # between two deeds of one clause
HEAD = re.compile(r"\s*(?:[一二三四五六七八九十]是)?(?:并|也|以|更|就)?")
# 走访慰问期间, 此次训练, 参加了座谈: the deed is spoken of as known.
AGAIN = re.compile(
    r"(?:工作|活动|仪式)?(?:期间|过程中|尾声|间隙|伊始|环节|途中|现场|之余|之后|之际|结束后|完毕后|基础上|的过程中|的基础上|的同时"
    r"|[中后时上][，,]|中(?:发现|了解|收集|掌握|反映))"
)
JOINED = ("参加", "参加了", "出席", "出席了", "陪同参加", "陪同")
KNOWN = ("此次", "本次", "这次", "该次", "该项", "这项", "此项", "上述")
SPOKEN_OF = (*KNOWN, *JOINED)
# 报告会3场, 板报6期: a thing counted, whose verb stands earlier in the sentence.
COUNTED = re.compile(
    r"(?:活动|比赛|宣传)?(?:共计|共|约|近|各)?(?:\d+|[一二两三四五六七八九十百]{1,3})[余多几]?"
    r"(?:场次|余次|次|场|期|块|条|份|幅|篇|堂|版|届|批)"
)
OWNED = re.compile(r"\s*(?:现|共|拥|设)?有(?!关)")  # 现有座谈会场地2处: what there is
# 领导小组及时调整, 服务站全部建成: the verb that stands behind its object closes the clause.
CLOSING = re.compile(
    r"(?:[和与、]?(?:充实|加强|完善|健全|优化|巩固)|了|起来|起|完毕|到位|完成|齐全|成功|运行"
    r"|\d+[余多]?[个处所家支名])*[”\"）)]*[，；：。！、,;:\s]*"
)
# 成立了以镇长为组长，…为成员的领导小组: the verb waits for its object.
OPEN = re.compile(r"了?(?:以|由|有)")
SINCE = re.compile(r"(?:至今|以来|之初|后|[^，；。]{1,5}年[多]?(?:来|间|以来))")


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


class Spot(NamedTuple):
    """A clause ``text[start:end]`` of a sentence with its words of lists: ``near`` its own, ``listed`` the sentence's,
    ``beside`` and ``around`` the names of their lists."""

    text: str
    start: int
    end: int
    near: Sequence[Listed]
    listed: Sequence[Listed]
    beside: set[str]
    around: set[str]


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
    text: str, sentence: Sentence, hits: Sequence[Hit], listed: Sequence[Listed], given: set[str]
) -> Reading:
    """The deeds of one sentence. ``given``: lists that its paragraph and its heading hold for it (see Topic)."""
    around: set[str] = set().union(*[names for _, _, names, _ in listed])
    if "army_section" in given and "kin" not in around:
        around |= given - {"kin"}
    elif "kin" in given:
        around.add("kin")
    clauses = cut(text, sentence)
    ends = [end for _, end, _ in clauses]
    starts = [hit.start for hit in hits]
    list_starts = [start for start, _, _, _ in listed]
    told: list[Told] = []
    at = 0
    said, unsaid = speech(text, sentence)
    while at < len(hits):
        if said <= starts[at] < unsaid:
            at += 1
            continue
        number = bisect_right(ends, starts[at])
        start, end, _ = clause = clauses[number]
        before, at = at, bisect_left(starts, end, at)
        near = listed[bisect_left(list_starts, start) : bisect_left(list_starts, end)]
        beside: set[str] = set().union(*[names for _, _, names, _ in near])
        if not beside.isdisjoint(NO_DEED) or ("talk" in beside and is_talk(text, start, near)):
            continue
        claims = read_clause(Spot(text, start, end, near, listed, beside, around), hits[before:at])
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
    return any(place == opening and "talk" in names for place, _, names, _ in listed)


def read_clause(spot: Spot, hits: Sequence[Hit]) -> list[Claim]:
    """The rules that hold in a clause with these hits of deeds."""
    text, start, end, around = spot.text, spot.start, spot.end, spot.around
    words = text[start:end]
    assured = is_wish(text, start)
    claims = []
    for hit in hits:
        first, last, body = hit.start, hit.end, hit.rule.body
        if body.around and around.isdisjoint(body.around):  # most rules fail by it, and it is the cheapest to ask
            continue
        if body.counted and FIGURE.match(text, last) is None:
            continue
        # whether the words are a name is the dearer question, so it is asked last
        if not holds(body, words, spot, hit) or (assured and body.type not in PAID):
            continue
        if in_name(spot, first, last) or is_name(text, start, first, last, body.type):
            continue
        again = AGAIN.match(text, last) is not None or text.endswith(SPOKEN_OF, 0, first)
        general = body.general and DIGIT.search(words) is None
        claims.append(
            Claim(first, last, body.type, body.weight, hit.rule.name, again or words.startswith(KNOWN), general)
        )
    return claims


def within(one: Claim, other: Claim) -> bool:
    """Whether a claim is by part of the words of another (补助金 in 自谋职业补助金)."""
    return other.start <= one.start and one.end <= other.end and one.end - one.start < other.end - other.start


def in_name(spot: Spot, first: int, last: int) -> bool:
    """Whether the words are part of a name of people or of an office (自主就业退役士兵, 退役军人安置办公室)."""
    return any(
        start <= first and last <= end and end - start > last - first and (group or "offices" in names)
        for start, end, names, group in spot.near
    )


def holds(body: Deed, words: str, spot: Spot, hit: Hit) -> bool:
    """Whether what a rule wants in the clause beside its own words is there, and nothing that it forbids."""
    if body.unless_around and not spot.around.isdisjoint(body.unless_around):
        return False
    if body.needs and not any(map(words.__contains__, body.needs)):
        return False
    if body.beside and not verb_beside(body, spot, hit):
        return False
    return not (body.unless and any(map(words.__contains__, body.unless)))


def verb_beside(body: Deed, spot: Spot, hit: Hit) -> bool:
    """Whether a word that a rule wants ``beside`` its own is in the clause, or earlier where the clause needs none."""
    if not spot.beside.isdisjoint(body.beside):
        if not body.object or any(governs(spot, one, hit) for one in spot.near if not one[2].isdisjoint(body.beside)):
            return True
    elif spot.around.isdisjoint(body.beside) or OWNED.match(spot.text, spot.start) is not None:
        return False
    before = [one for one in spot.listed if one[0] < spot.start and not one[2].isdisjoint(body.beside)]
    if body.object:
        return any(OPEN.match(spot.text, one[1]) is not None for one in before)
    return bool(before) and COUNTED.match(spot.text, hit.end) is not None


def governs(spot: Spot, verb: Listed, hit: Hit) -> bool:
    """Whether the verb has the hit's words for its object: it stands before them, or behind them and closes the
    clause."""
    start, end = verb[0], verb[1]
    if SINCE.match(spot.text, end) is not None:
        return False
    if start < hit.start:
        return True
    closing = CLOSING.match(spot.text, end)
    return closing is not None and closing.end() >= spot.end


def choose(text: str, claims: list[Claim], start: int, end: int) -> list[Claim]:
    """The claims that stand in ``text[start:end]``: the heavier first, one a type, more where 、 parts items."""
    if len(claims) < 2:
        return claims
    claims = [one for one in claims if not any(within(one, other) for other in claims)]
    most = MOST_TYPES + text.count("、", start, end)
    chosen: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (-claim.weight, claim.start)):
        if len(chosen) < most and not any(rivals(text, claim, other) for other in chosen):
            chosen.append(claim)
    return sorted(chosen)


def rivals(text: str, one: Claim, other: Claim) -> bool:
    """Whether two claims cannot both stand in a clause: of one type, or with no word between them that parts deeds. A
    contest and a show are told by different rules.
    """
    if one.start < other.end and other.start < one.end:
        return True
    if one.type == other.type and (one.type != LEISURE or one.rule == other.rule):
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
