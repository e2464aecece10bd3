"""A summary's hits -> its activities (活动): one for each clause that reports a deed, with its type.

Clauses without a deed of their own belong to one that has: what only says when or who goes with the next, what tells
more (共计3万元) with the one before. Headings, and an opening line that only announces what its paragraph goes on to
tell, report nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.asides import DIGIT, is_spoken
from extractor.deeds import NUMBERED, Clause, Reading, Told, read_sentence
from extractor.model import Section, Sentence
from extractor.scene import Found
from extractor.topics import Topic

LEAD = 30  # characters of a sentence that may be an announcement
LABEL = 14  # characters of a line without a stop or a figure that is but a label (in a table, under a picture)
# 积极开展“八一”慰问活动。: an announcement for all its date, which is but the campaign's name; 春节前，街道开展…活动。
# says when. 全面完成了…工作。 tells what was done.
CAMPAIGN = re.compile(r"[^，,；。]*(?:开展|组织|举行|举办|进行)[^，,；。]*(?:活动|工作)。")
COMPLETED = re.compile(r"完成了|已(?:全面|全部)?完成")
# 三是, （二）, 3.: an item of a list.
ITEM = re.compile(rf"\s*(?:[一二三四五六七八九十]{{1,3}}(?:是|要|、)|{NUMBERED})")
# 二、召开座谈会。 in the midst of a paragraph: a title that the next sentence fills.
NUMBERED_TITLE = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
TITLE = 7  # characters of a title that has no number (资助学子。)
MOTTO = 18  # of one with a motto (走访慰问，情暖老兵心。)
SAID_DONE = re.compile("了|已|完成|毕")
TOLD_BY = 3  # the last characters of a deed's words, by which it is known again
RATE = "率"  # 安置率100%: how much of the deed before was done
GIVING = ("visit", "benefits")
TIME_ONLY = 8  # characters beside its date that a clause may have which only says when
# 共计3万元, 并送去…: more of the deed before. Of other deeds than visits 并 tells another.
MORE = re.compile(r"[\s”\"']*(?:并|共|总计|合计|同时送|还送|人均|户均|每[人户]|其中|累计|送[去上])")
# 为他们送去…, 向其讲解…: those of the deed before.
PRONOUN = re.compile(
    r"[\s”\"']*(?:并|还|又|同时|现场)?(?:为|给|向|让|对|与|和|帮助|帮|请)(?:他们|她们|他|她|其|大家|老人家|对方)"
)

# What may follow 将 and 要 where they speak of what is to come: adverbs, prepositions, verbs of doing.
HOW = (
    "持续|全力|着重|始终|聚焦|加快|健全|完善|推动|推进|强化|深化|提升|优化|扩大|丰富|创新|依托|立足|不懈"
    "|继续|进一步|陆续|逐步|适时|定期|全面|不断|认真|积极|大力|深入|切实|重点|着力"
    "|扎实|广泛|努力|充分|严格|一如既往|主动|突出|及时|高度"
)
WHERE = "在|于|对|为|以|从|按|通过|结合|利用"
WHAT = (
    "兑现|拨付|下拨|补发|修缮|维修|新建|改造|设立|开设|选派|选送|评选|表彰|补助"
    "|加大|加强|开展|组织|召开|举[办行]|建[立成]|启动|实施|邀请|安排|发放|走访|慰问|出台"
    "|制[定订]|牵头|细化|压实|明确|抓紧|摸清|坚持|抓好|做好|联合|统一|再次"
)
# The lookahead spares the scan the alternatives wherever none can begin.
PLAN = re.compile(
    r"(?=[将要拟计准预打力今下接明来务必应建争])(?:"
    rf"将(?:{HOW}|{WHERE}|{WHAT}|会|要|与)"
    rf"|要(?<![主重需次必紧首只不]要)(?:{HOW}|{WHERE}|{WHAT}|把)"
    r"|要求[^，。；]{0,4}(?:各|社区|村|[乡镇]|街道|学校|单位|部门|基层|辖区|全体|大家)"
    r"|拟(?![定订])|(?:计划|准备|预计)“?(?:八一|春节|元旦|中秋|国庆|[五七十]一|[上下]半年|第?[一二三四]季度)"
    r"|(?:计划|准备|预计)(?:[于在对年今明]|\d|组织|开展|举[办行]|召开|发放|投[入资]|建|新|为|向|安排)"
    r"|打算|力争(?!取)|建议(?!书)|争取(?:再|在|尽快|早日|年内|明年|下半年)"
    r"|今后|下一?步|下一?阶段|接下来|下半年[^，。]{0,6}(?:[将要]|计划)|明年|来年|务必|必须|应当)"
)
# 叮嘱他们有困难要及时反映: a visitor's advice plans nothing.
ADVICE = re.compile(r"叮嘱|嘱咐|嘱托|勉励|告诉|告知|劝|(?:鼓励|希望)(?:他|她|大家|老)")
DUTIES = ("要", "务必", "必须", "应当")
# 按上级要求: what was required is what was done.
OBEYED = re.compile(r"(?:按|根据|依照|遵照|达到|符合|围绕|对照)[^，。；]*$")
DONE = re.compile(r"(?<!不得不)已(?!婚)|业已|(?<![为除罢])了(?![解然结望])|均实现|圆满|顺利")
FINISHED = re.compile(r"已(?:经|于|全部|[按发为对向在将与完开建成组])|业已")


class DeedHit(NamedTuple):
    """One activity: its type and its clauses ``text[start:end]`` in a sentence. ``rule`` names the rule it is by."""

    start: int
    end: int
    sentence: int
    type: str
    planned: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells one deed from the next of its type: places of groups, dates and sums in ``text``."""

    text: str
    groups: Sequence[int]
    dates: Sequence[int]
    date_ends: Sequence[int]
    moneys: Sequence[int]

    def tells_own(self, deed: Told) -> bool:
        """Whether a group, a date or, for money paid, a sum stands in the deed's stretch."""
        places = [self.groups, self.dates]
        if deed.type == "benefits":
            places.append(self.moneys)
        return any(holds_any(starts, deed.start, deed.end) for starts in places)

    def only_time(self, start: int, end: int) -> bool:
        """Whether the clause ``text[start:end]`` says nothing but when."""
        at = bisect_left(self.dates, start)
        if at == len(self.dates) or self.dates[at] >= end:
            return False
        return end - start - (self.date_ends[at] - self.dates[at]) <= TIME_ONLY


def find_activities(found: Found, sentences: Sequence[Sentence], sections: Sequence[Section]) -> list[DeedHit]:
    """The activities of a summary in order of place. Without ``sections`` no sentence stands under a heading."""
    starts = [hit.start for hit in found.deeds]
    list_starts = [start for start, _, _, _ in found.lists]
    readings: list[Reading] = []
    topic = Topic(found.text, sections)
    for sentence in sentences:
        own = found.deeds[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        near = found.lists[bisect_left(list_starts, sentence.start) : bisect_left(list_starts, sentence.end)]
        given = topic.read(sentence, near)
        if own and not is_label(found.text, sentence) and not is_spoken(found.text, sentence.start):
            readings.append(read_sentence(found.text, sentence, own, near, given))
    marks = Marks(
        found.text,
        [start for start, _, _, group in found.lists if group],
        [date.start for date in found.dates],
        [date.end for date in found.dates],
        [money.start for money in found.moneys],
    )
    kept = without_leads(marks, [reading for reading in readings if reading.told], sentences)
    return [deed for reading in kept for deed in finish(marks, reading)]


def is_label(text: str, sentence: Sentence) -> bool:
    """Whether the sentence is a heading, or a few words that are no sentence."""
    if sentence.heading:
        return True
    words = text[sentence.start : sentence.end]
    return len(words) <= LABEL and words[-1] not in "。；！;.!" and DIGIT.search(words) is None


def holds_any(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the ordered places lies in ``text[start:end]``."""
    return bisect_left(places, start) < bisect_left(places, end)


def without_leads(marks: Marks, readings: Sequence[Reading], sentences: Sequence[Sentence]) -> Iterator[Reading]:
    """The sentences without the deeds that their paragraph tells elsewhere.

    Those are what a short opening announces (二是开展走访慰问活动。), what names a kind of work of which a deed is
    told, and what speaks again of a deed told before. Of what is planned no more is ever told, so all of it stands.
    """
    paragraph = -1
    known: set[str] = set()
    for reading, after, later in zip(readings, [*readings[1:], None], types_after(readings), strict=False):
        sentence = reading.sentence
        if sentence.paragraph != paragraph:
            paragraph, known = sentence.paragraph, set()
        if sentence.end - sentence.start <= LEAD and is_title(marks, reading, after):
            continue
        counted = DIGIT.search(marks.text, sentence.start, sentence.end) is not None
        told = [
            deed
            for deed in reading.told
            if not (deed.claim.again and deed.type in known) or (counted and deed.type in GIVING)
        ]
        if not sentence.planned:
            concrete = {deed.type for deed in told if not deed.claim.general}
            announced = later if later and opens_paragraph(marks, sentence, sentences) else frozenset()
            told = [
                deed
                for deed in told
                if deed.type not in announced
                and not (deed.claim.general and deed.type in later | concrete)
                and not (deed.type in later and is_item(marks, sentence, sentences, deed))
            ]
        known.update([deed.type for deed in reading.told])
        yield Reading(sentence, reading.clauses, told)


def types_after(readings: Sequence[Reading]) -> list[frozenset[str]]:
    """For each sentence the types of the deeds that come after it in its paragraph."""
    found: list[frozenset[str]] = []
    paragraph = -1
    later: frozenset[str] = frozenset()
    for reading in reversed(readings):
        if reading.sentence.paragraph != paragraph:
            paragraph, later = reading.sentence.paragraph, frozenset()
        found.append(later)
        later = later.union([deed.type for deed in reading.told if not deed.claim.again])
    return found[::-1]


def opens_paragraph(marks: Marks, sentence: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether a short sentence without a figure or a date opens a paragraph that goes on."""
    start, end = sentence.start, sentence.end
    if end - start > LEAD or sentence.index + 1 >= len(sentences):
        return False
    words = marks.text[start:end]
    if holds_any(marks.moneys, start, end) or COMPLETED.search(words) is not None:
        return False
    if holds_any(marks.dates, start, end) and CAMPAIGN.fullmatch(words) is None:
        return False
    before = sentences[sentence.index - 1] if sentence.index else None
    if before is not None and before.paragraph == sentence.paragraph and not before.heading:
        return False
    goes_on = sentences[sentence.index + 1].paragraph == sentence.paragraph
    return goes_on and DIGIT.search(words) is None


def is_title(marks: Marks, reading: Reading, after: Reading | None) -> bool:
    """Whether a short sentence is but the title of what the next one tells, in the midst of its paragraph.

    （二）召开老兵座谈会。7月29日，…参加了座谈。 / 情系烈属。志愿者走访…
    """
    sentence = reading.sentence
    if sentence.planned or after is None or after.sentence.index != sentence.index + 1:
        return False
    if after.sentence.paragraph != sentence.paragraph or not after.told:
        return False
    start, end = sentence.start, sentence.end
    if DIGIT.search(marks.text, start, end) is not None:
        return False
    if NUMBERED_TITLE.match(marks.text, start) is None:
        if SAID_DONE.search(marks.text, start, end) is not None or holds_any(marks.dates, start, end):
            return False
        if end - start <= TITLE:
            return True
        if end - start > MOTTO or reading.clauses[0][1] - start > TITLE or len(reading.clauses) != 2:
            return False
    types = {deed.type for deed in after.told}
    return not types.isdisjoint([deed.type for deed in reading.told])


def is_item(marks: Marks, sentence: Sentence, sentences: Sequence[Sentence], deed: Told) -> bool:
    """Whether a short sentence of a list only names a deed that the next one tells in the same words (三是召开座谈会。
    全年召开座谈会6场。).
    """
    start, end = sentence.start, sentence.end
    if end - start > LEAD or ITEM.match(marks.text, start) is None or DIGIT.search(marks.text, start, end) is not None:
        return False
    if holds_any(marks.dates, start, end) or PLAN.search(marks.text, start, end) is not None:
        return False
    words = marks.text[max(deed.claim.start, deed.claim.end - TOLD_BY) : deed.claim.end]
    after = sentences[sentence.index + 1]
    return marks.text.find(words, after.start, after.end) >= 0


def finish(marks: Marks, reading: Reading) -> Iterator[DeedHit]:
    """The activities of a sentence: clauses that tell one deed joined, clauses without one shared out."""
    sentence = reading.sentence
    plans = plans_in(marks.text, sentence)
    told = merge(marks, reading.told)
    for deed, span in zip(told, share_out(marks, reading.clauses, told), strict=True):
        planned = is_planned(marks.text, sentence, plans, deed, span)
        yield DeedHit(span[0], span[1], sentence.index, deed.type, planned, deed.claim.rule)


def merge(marks: Marks, told: Sequence[Told]) -> Sequence[Told]:
    """The deeds, those that are told in several clauses as one."""
    if len(told) < 2:
        return told
    merged: list[Told] = []
    for deed in told:
        at = next((at for at, before in enumerate(merged) if goes_on(marks, before, deed)), None)
        if at is None:
            merged.append(deed)
        else:
            merged[at] = merged[at]._replace(end=deed.end, last=deed.last)
    return merged


def goes_on(marks: Marks, before: Told, deed: Told) -> bool:
    """Whether a deed is more of the one before: it says so, or what is given is told after the giving."""
    if before.type != deed.type or deed.opens or deed.first - before.last != 1:
        return False
    if marks.text[deed.claim.end - 1] == RATE or deed.claim.again or PRONOUN.match(marks.text, deed.start):
        return True
    more = MORE.match(marks.text, deed.start)
    if more is not None and (deed.type == "visit" or not more[0].endswith("并")):
        return True
    return deed.type in GIVING and not marks.tells_own(deed)


def share_out(marks: Marks, clauses: Sequence[Clause], told: Sequence[Told]) -> list[list[int]]:
    """Where each deed starts and ends with the clauses without a deed that belong to it. None crosses into another
    segment."""
    spans = [[deed.start, deed.end] for deed in told]
    taken = {number for deed in told for number in range(deed.first, deed.last + 1)}
    waiting: int | None = None  # where a row of clauses began that goes with the next deed
    current: int | None = None  # the deed to which a clause without one belongs
    at = 0
    for number, (start, end, opens) in enumerate(clauses):
        if opens:
            waiting = current = None
        if number in taken:
            while at < len(told) and told[at].first == number:
                if waiting is not None:
                    spans[at][0] = waiting
                current, at = at, at + 1
            waiting = None
        elif current is None or marks.only_time(start, end):
            waiting, current = start if waiting is None else waiting, None
        else:
            spans[current][1] = end
    return spans


def plans_in(text: str, sentence: Sentence) -> list[int]:
    """Where the words end that speak of what is to come."""
    return [
        match.end()
        for match in PLAN.finditer(text, sentence.start, sentence.end)
        if not (match[0].startswith("要求") and OBEYED.search(text[sentence.start : match.start()]))
        and not (match[0].startswith(DUTIES) and ADVICE.search(text, sentence.start, match.start()))
    ]


def is_planned(text: str, sentence: Sentence, plans: Sequence[int], deed: Told, span: Sequence[int]) -> bool:
    """Whether the deed is still to be done: by its section or a word for plans before it, unless told as done in
    ``text[start:end]``, its span."""
    start, end = span
    if sentence.plans(deed.claim.start):
        return FINISHED.search(text, start, end) is None
    # a plan told first is the whole sentence's, one told behind a semicolon its own matter's
    matter = text.rfind("；", sentence.start, deed.claim.start) + 1
    first = text.find("；", sentence.start, sentence.end)
    known = [plan for plan in plans if plan <= deed.claim.end and (plan > matter or plan < first)]
    return bool(known) and DONE.search(text, known[-1], end) is None
