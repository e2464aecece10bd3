"""A summary's hits -> its activities (活动): one for each clause that reports a deed, with its type.

A clause ends at ，；： and where a list marker (二是) opens the next. Clauses without a deed of their own belong to one that
has: what only says when or who goes with the next, what tells more (共计3万元) with the one before. Headings, and an opening
line that only announces what its paragraph goes on to tell, report nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.kinds import Deed
from extractor.match import Hit
from extractor.model import Section, Sentence
from extractor.scene import Found

READ = ("deed", "words", "group")  # the kinds of hits from which deeds are read
TROOPS = "驻军官兵"  # the group whose words are the list `troops`; those of the others are `kin`, or `civil`
MOST_TYPES = 2  # different deeds that one stretch of a clause without 、 may report

CLAUSE_END = re.compile(r"[，；：。！？]|[,;:](?!\d)")
SEGMENT_END = "；;。！？：:"
# 一是, （二）, 3., 第四， at the head of a clause: another deed begins.
MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|抓|、)|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)"
    r"|第[一二三四五六七八九十][，、]|[①-⑳]|其[次一二三四]|首先|再次|最后|另外|此外|与此同时)"
)
HEAD = re.compile(r"\s*(?:[一二三四五六七八九十]是)?(?:并|也|以|更|就)?")
MEANWHILE = ("期间", "过程中", "之余", "以来", "基础上", "的基础上")  # 走访慰问期间: the deed is told elsewhere
SPLIT = re.compile(r"、|以及|并|同时|，|及|和|与")  # between two deeds of one clause
MORE = re.compile(r"[\s”\"']*(?:并|共|总计|合计|同时送|还送|人均|户均|每[人户]|其中|累计|送[去上])")
LEAD = 30  # characters of a sentence that may be an announcement
MARKER_LENGTH = 4
DIGIT = re.compile(r"\d")
TIME_ONLY = 8  # characters beside its date that a clause may have which only says when

PLAN = re.compile(
    r"将(?:继续|进一步|于|在|会|要|通过|陆续|逐步|适时|定期|全面|不断|认真|积极|大力|深入|切实|加大|加强|开展|组织|召开"
    r"|举[办行]|统一|联合|再次|按|建[立成]|启动|实施|邀请|安排|发放|走访|慰问|出台|制[定订]|重点|着力|扎实|广泛|努力|结合|利用|充分|严格|一如既往|坚持|从|对|为|以)"
    r"|拟(?!定|订)|(?:计划|准备|预计)(?:[于在对年今明]|\d|组织|开展|举[办行]|召开|发放|投[入资]|建|新|为|向|安排)|打算|力争"
    r"|(?<!按)(?<!按照)(?<!上级)(?<!文件)(?<!根据)要求[^，。；]{0,4}(?:各|社区|村|[乡镇]|街道|学校|单位|部门|基层|辖区|全体|大家)"
    r"|今后|下一?步|下一?阶段|接下来|下半年[^，。]{0,6}(?:[将要]|计划)|明年|来年"
    r"|(?:^|[，；、我们院局校县市区镇乡\s])(?:还|都|也|一定|需|需要)?要(?:继续|进一步|及时|不断|认真|积极|大力|深入|切实|加大|加强|开展|组织|召开|定期|把|在|对|为|以|通过|充分|扎实|广泛|突出|抓好|做好|坚持|走访|慰问|利用|结合|按|主动|高度)"
    r"|务必|必须|应当"
)
DONE = re.compile(r"(?<!不得不)已(?!婚)|业已|(?<![为除罢])了(?!解|然|结|望)|均实现|圆满|顺利")
FINISHED = re.compile(r"已(?:经|于|全部|[按发为对向在将与完开建成组])|业已")


@dataclass(frozen=True, slots=True)
class DeedHit:
    """One activity: its type and its clause ``text[start:end]`` in a sentence. ``rule`` is the name of the rule it comes from."""

    start: int
    end: int
    sentence: int
    type: str
    planned: bool
    rule: str


Deeds = Sequence[DeedHit]


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]``; ``opens`` where a new segment (after ；, at a list marker) begins with it."""

    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A rule that holds in a clause, by the words ``text[start:end]``."""

    start: int
    end: int
    body: Deed
    rule: str


@dataclass(frozen=True, slots=True)
class Told:
    """A deed with the stretch ``text[start:end]`` that tells it, from the sentence's clause number ``first`` to ``clause``."""

    start: int
    end: int
    claim: Claim
    first: int
    clause: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells one deed from the next of its type: places of words for groups, and spans of dates, in ``text``."""

    text: str
    groups: Sequence[int]
    dates: Sequence[int]
    date_ends: Sequence[int]
    moneys: Sequence[int]

    def tells_own(self, deed: Told) -> bool:
        """Whether a group, a date or, for money paid, a sum stands in the deed's stretch."""
        places = (self.groups, self.dates, self.moneys) if deed.claim.body.type == "benefits" else (self.groups, self.dates)
        return any(bisect_left(starts, deed.start) < bisect_left(starts, deed.end) for starts in places)

    def only_time(self, clause: Clause) -> bool:
        """Whether a clause says nothing but when."""
        at = bisect_left(self.dates, clause.start)
        if at == len(self.dates) or self.dates[at] >= clause.end:
            return False
        return clause.end - clause.start - (self.date_ends[at] - self.dates[at]) <= TIME_ONLY


def find_activities(found: Found, sentences: Sequence[Sentence], sections: Sequence[Section]) -> list[DeedHit]:
    """The activities of a summary in order of place. Sentences that stand in no section (before the body) are read too."""
    hits = [hit for hit in found.hits if hit.kind in READ]
    starts = [hit.start for hit in hits]
    told: list[tuple[Sentence, list[Told]]] = []
    for sentence in sentences:
        own = hits[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if not sentence.heading and any(hit.field == "words" and hit.kind == "deed" for hit in own):
            army = bool(sections) and "army_aid" in sections[sentence.section].standard
            told.append((sentence, read_sentence(found.text, sentence, own, ("army_section",) if army else ())))
    marks = Marks(
        found.text,
        [hit.start for hit in found.hits if hit.kind == "group"],
        [date.start for date in found.dates],
        [date.end for date in found.dates],
        [money.start for money in found.moneys],
    )
    return [deed for sentence, deeds in without_leads(found.text, told, sentences) for deed in finish(marks, sentence, deeds)]


def read_sentence(text: str, sentence: Sentence, hits: Sequence[Hit], context: Iterable[str] = ()) -> list[Told]:
    """The deeds of one sentence, clause by clause. ``context`` are lists of which a word is taken to stand there."""
    around = frozenset(lists_of(hits)).union(context)
    told: list[Told] = []
    at = 0
    for number, clause in enumerate(cut(text, sentence)):
        first = at
        while at < len(hits) and hits[at].start < clause.end:
            at += 1
        claims = [] if is_talk(text, clause, hits[first:at]) else list(read_clause(text, hits[first:at], around))
        if claims:
            told += pieces(text, clause, number, choose(claims, MOST_TYPES + text.count("、", clause.start, clause.end)))
    return told


def cut(text: str, sentence: Sentence) -> list[Clause]:
    """The sentence's clauses. One opens a segment after ；and at a list marker."""
    clauses: list[Clause] = []
    start, opens = sentence.start, True
    for end in [*(match.end() for match in CLAUSE_END.finditer(text, start, sentence.end)), sentence.end]:
        if end > start:
            clauses.append(Clause(start, end, opens or MARKER.match(text, start) is not None))
            opens = text[end - 1] in SEGMENT_END
            start = end
    return clauses


def is_talk(text: str, clause: Clause, hits: Sequence[Hit]) -> bool:
    """Whether the clause opens with a word that makes it an aim or an effect (让他们感受到温暖)."""
    head = HEAD.match(text, clause.start)
    return head is not None and any(hit.start == head.end() and hit.kind == "words" and hit.rule.body.list == "talk" for hit in hits)


def lists_of(hits: Iterable[Hit]) -> Iterator[str]:
    """The word lists, groups of people among them, of which a word is among the hits."""
    for hit in hits:
        if hit.kind == "words":
            yield hit.rule.body.list
        elif hit.kind == "group":
            group = hit.rule.body
            yield "troops" if group.group == TROOPS else "civil" if group.civil else "kin"


def read_clause(text: str, hits: Sequence[Hit], around: frozenset[str]) -> Iterator[Claim]:
    """The rules that hold in a clause with these hits."""
    lists = set(lists_of(hits))
    needed = {hit.rule.name for hit in hits if hit.field == "needs"}
    barred = {hit.rule.name for hit in hits if hit.field == "unless"}
    for hit in hits:
        if hit.field != "words" or hit.kind != "deed" or hit.rule.name in barred or text.startswith(MEANWHILE, hit.end):
            continue
        body: Deed = hit.rule.body
        if body.needs and hit.rule.name not in needed:
            continue
        if body.beside and lists.isdisjoint(body.beside):
            continue
        if (body.around and around.isdisjoint(body.around)) or not around.isdisjoint(body.unless_around):
            continue
        yield Claim(hit.start, hit.end, body, hit.rule.name)


def choose(claims: Iterable[Claim], most: int) -> list[Claim]:
    """The claims that stand: the heavier first, one a type, no two on the same words, at most so many."""
    chosen: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (-claim.body.weight, claim.start)):
        if len(chosen) < most and all(
            claim.body.type != other.body.type and (claim.end <= other.start or claim.start >= other.end) for other in chosen
        ):
            chosen.append(claim)
    return sorted(chosen, key=lambda claim: claim.start)


def pieces(text: str, clause: Clause, number: int, claims: Sequence[Claim]) -> Iterator[Told]:
    """The clause shared out among its deeds, parted at the last 、 or 并 between two; what is not parted is told as one."""
    start = clause.start
    waiting: list[Claim] = []
    for claim, following in zip(claims, [*claims[1:], None], strict=True):
        waiting.append(claim)
        parting = None if following is None else last_split(text, claim.end, following.start)
        if following is None or parting is not None:
            end = clause.end if parting is None else parting
            yield from (Told(start, end, one, number, number, clause.opens and start == clause.start) for one in waiting)
            start, waiting = end, []


def last_split(text: str, start: int, end: int) -> int | None:
    found = None
    for match in SPLIT.finditer(text, start, end):
        found = match.start()
    return found


def without_leads(
    text: str, told: Sequence[tuple[Sentence, list[Told]]], sentences: Sequence[Sentence]
) -> Iterator[tuple[Sentence, list[Told]]]:
    """The sentences with their deeds, without those that only announce what the paragraph goes on to tell (三是认真开展走访慰问活动。)."""
    for index, (sentence, deeds) in enumerate(told):
        later = {deed.claim.body.type for other, more in following(told, index) for deed in more}
        concrete = {deed.claim.body.type for deed in deeds if not deed.claim.body.general}
        lead = opens_paragraph(text, sentence, sentences)
        yield (
            sentence,
            [
                deed
                for deed in deeds
                if not (lead and deed.claim.body.type in later)
                and not (deed.claim.body.general and deed.claim.body.type in later | concrete)
            ],
        )


def following(told: Sequence[tuple[Sentence, list[Told]]], index: int) -> Iterator[tuple[Sentence, list[Told]]]:
    """The sentences with deeds that come after in the same paragraph."""
    paragraph = told[index][0].paragraph
    for other in told[index + 1 :]:
        if other[0].paragraph != paragraph:
            return
        yield other


def opens_paragraph(text: str, sentence: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether a short sentence without a figure opens a paragraph that goes on."""
    if sentence.end - sentence.start > LEAD or sentence.index + 1 >= len(sentences):
        return False
    if sentence.index and sentences[sentence.index - 1].paragraph == sentence.paragraph and not sentences[sentence.index - 1].heading:
        return False
    goes_on = sentences[sentence.index + 1].paragraph == sentence.paragraph
    return goes_on and not DIGIT.search(text, sentence.start + MARKER_LENGTH, sentence.end)


def finish(marks: Marks, sentence: Sentence, told: Sequence[Told]) -> Iterator[DeedHit]:
    """The activities of a sentence: clauses that tell one deed joined, those without a deed shared out, and each told as planned or done."""
    merged = merge(marks, told)
    if not merged:
        return
    for deed in share_out(marks, cut(marks.text, sentence), merged):
        body = deed.claim.body
        yield DeedHit(deed.start, deed.end, sentence.index, body.type, is_planned(marks.text, sentence, deed), deed.claim.rule)


def merge(marks: Marks, told: Iterable[Told]) -> list[Told]:
    """Deeds of one type in clauses that follow each other are one where the later names no time and no group of its own."""
    merged: list[Told] = []
    for deed in told:
        before = next((at for at, other in enumerate(merged) if continues(marks, other, deed)), None)
        if before is None:
            merged.append(deed)
        else:
            merged[before] = replace(merged[before], end=deed.end, clause=deed.clause)
    return merged


def continues(marks: Marks, before: Told, deed: Told) -> bool:
    if before.claim.body.type != deed.claim.body.type or deed.opens or deed.clause - before.clause != 1:
        return False
    return MORE.match(marks.text, deed.start) is not None or not marks.tells_own(deed)


def share_out(marks: Marks, clauses: Sequence[Clause], told: Sequence[Told]) -> list[Told]:
    """The deeds, each with the clauses without a deed that belong to it."""
    shared = list(told)
    taken = {number for deed in told for number in range(deed.first, deed.clause + 1)}
    waiting: int | None = None  # where a row of clauses began that goes with the next deed
    last: int | None = None  # the deed to which a clause without one belongs
    at = 0
    for number, clause in enumerate(clauses):
        if clause.opens:
            waiting = last = None
        if number not in taken:
            if last is None or marks.only_time(clause):
                waiting, last = clause.start if waiting is None else waiting, None
            else:
                shared[last] = replace(shared[last], end=clause.end)
            continue
        while at < len(shared) and shared[at].first == number:
            if waiting is not None:
                shared[at] = replace(shared[at], start=waiting)
            last, at = at, at + 1
        waiting = None
    return shared


def is_planned(text: str, sentence: Sentence, deed: Told) -> bool:
    """Whether the deed is still to be done: by its section, or by a word for plans before it, and nothing says that it is done."""
    if sentence.planned:
        return FINISHED.search(text, deed.start, deed.end) is None
    plans = [match.end() for match in PLAN.finditer(text, sentence.start, deed.claim.end)]
    return bool(plans) and DONE.search(text, plans[-1], deed.end) is None
