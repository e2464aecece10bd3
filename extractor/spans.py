"""A span of years that opens a sentence and governs the sums of those behind it in the paragraph.

近年来，我镇重视双拥工作。为优抚对象发放门诊补助12.6万元。 Its reach ends where the text tells another time (今年, 近日,
春节期间, 此次), with the paragraph, and for a span without a number (近年来) with the next item of a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.item_lists import LABEL
from extractor.model import Date, Sentence
from extractor.other_years import BEFORE, UP_TO, begins_report, in_own_year, longer_than_a_year
from extractor.reading import Reading, YearRange
from extractor.roles import span_patterns
from extractor.rules import Rules
from extractor.scene import Found
from extractor.sums import Sum

# Above the weight of a stated sum (共捐款), which is one of all those years.
READING = Reading("history", "role.history.paragraph", 42)
OPENING = 40  # characters of a sentence in which a span must begin that governs it
SUBJECT = 14  # characters that may stand before it in its clause: 某预备役团近年来
CLAUSE_ENDS = "，。；：！？（,;:!?(\n"
# 共36万元，其中今年8万元: this year's part of it all, which goes on
OF_WHICH = re.compile("其中[，,：]?[^，。；]*$")
# without one of these no cue of a span is there
HINT = re.compile("[年届]|以来|至今|期[内间]|时期")
# 五年来, “十三五”期间, 近三年，: a time in which something goes on; not 连续三年, 三年共
IN_WHICH = re.compile("(?:来|间|至今|到现在|时期|期内|届内|起|开始|年中|下来)$")
VAGUE = re.compile("[近多几数些]年|长期|历年")
OPEN_BRACKET = re.compile("[（(][^）)]*$")
SUM = re.compile(r"\d[余多]? ?[万亿]?元")
ENDS = re.compile(
    "近日|近期|日前|昨[日天]|前不久|不久前|连日来|当[天日晚]|[此本这该]次|现场|(?:仪式|座谈会|大会|会议|联欢会|活动)上"
    "|现有|(?<!截[至止])(?<!到)目前(?!，?[已累共])|[本上]月|[本上]周|今[日天]|本年|年内|全年|今[年春夏秋冬]"
    "|入[春夏秋冬汛]以来|半年来|(?<!十)一年来|下一步|今后|明年|接下来"
)


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` tells of several years, by words that stand before it."""

    start: int
    end: int


class Searcher:
    """One summary's text, in which spans are looked for."""

    def __init__(self, found: Found, rules: Rules, years: YearRange) -> None:
        self.text, self.dates, self.years = found.text, found.dates, years
        self.starts = [date.start for date in found.dates]
        self.patterns = span_patterns(rules)

    def opening(self, sentence: Sentence) -> tuple[int, int] | None:
        """The words of a span that open a sentence, None where there are none."""
        last = min(sentence.start + OPENING, sentence.end)
        if sentence.heading or not HINT.search(self.text, sentence.start, last):
            return None
        for start, end in self.candidates(sentence.start, last):
            clause = clause_start(self.text, sentence.start, start)
            before = self.dates[bisect_left(self.starts, clause) : bisect_left(self.starts, end)]
            lead = self.text[sentence.start : start]
            near = start - clause <= SUBJECT and not SUM.search(lead) and not OPEN_BRACKET.search(lead)
            if near and self.text[end : end + 1] != "的" and not in_own_year(self.text, before, start, end, self.years):
                return start, end
        return None

    def candidates(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What a cue of a span of years matches, or a date of several years is (“十二五”时期)."""
        for pattern in self.patterns:
            for match in pattern.finditer(self.text, start, end):
                if IN_WHICH.search(match[0]) or self.text[match.end() : match.end() + 1] in ("，", ","):
                    yield match.span()
        for date in self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if self.is_span(date):
                yield date.start, date.end

    def is_span(self, date: Date) -> bool:
        """Whether a date is of several years that begin before the summary's own."""
        if date.start_date is None or date.recurring or self.years.first is None:
            return False
        year, month = int(date.start_date[:4]), int(date.start_date[5:7])
        before = year < self.years.first and not begins_report(year, month, self.years.first)
        return before and longer_than_a_year(date)

    def reach(self, start: int, words_end: int, end: int) -> int:
        """How far a span governs what is told behind its words, at most to ``end``: to the clause that tells another
        time.
        """
        places = [stop.start() for stop in ENDS.finditer(self.text, words_end, end)]
        places += [date.start for date in self.of_now(words_end, end)]
        places = [place for place in places if not OF_WHICH.search(self.text, words_end, place)]
        if VAGUE.search(self.text, start, words_end):
            places += [label.start() for label in LABEL.finditer(self.text, words_end, end)]
        return clause_start(self.text, words_end, min(places)) if places else end

    def of_now(self, start: int, end: int) -> Iterator[Date]:
        """The dates in a stretch that end a span."""
        dates = self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return (date for date in dates if self.is_of_now(date))

    def is_of_now(self, date: Date) -> bool:
        """Whether a date ends a span: this year's, one to come, a feast, one of a masked year; not 截至2019年10月
        within it, nor the year in which people enlisted.
        """
        if date.recurring or UP_TO.search(self.text, max(date.start - 3, 0), date.start):
            return False
        if BEFORE.match(self.text, date.end) or self.is_span(date):
            return False
        return date.end_date is None or int(date.end_date[:4]) >= (self.years.first or 0)


def clause_start(text: str, start: int, place: int) -> int:
    """Where the clause begins in which a place lies, no earlier than ``start``."""
    return max(start, *(text.rfind(mark, start, place) + 1 for mark in CLAUSE_ENDS))


def find_spans(found: Found, sentences: Sequence[Sentence], rules: Rules, years: YearRange) -> list[Span]:
    """The reaches of the spans that open sentences, in order and apart. None where the summary's own year is not known
    or it tells of several: the span may be its own.
    """
    if years.first is None or years.several:
        return []
    searcher = Searcher(found, rules, years)
    spans: list[Span] = []
    for paragraph in paragraphs_with_sums(found, sentences):
        for sentence in paragraph:
            words = searcher.opening(sentence)
            stop = searcher.reach(*words, paragraph[-1].end) if words is not None else 0
            if spans and sentence.start < spans[-1].end:
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, stop))
            elif stop > sentence.end:
                spans.append(Span(sentence.end, stop))
    return spans


def paragraphs_with_sums(found: Found, sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Of each paragraph that tells a sum behind its first sentence, the sentences up to the last one that does."""
    starts = [sentence.start for sentence in sentences]
    paragraphs = [sentence.paragraph for sentence in sentences]
    last = {paragraphs[n]: n for n in (bisect_right(starts, money.start) - 1 for money in found.moneys)}
    for paragraph, n in last.items():
        first = bisect_left(paragraphs, paragraph)
        if n > first:
            yield list(sentences[first : n + 1])


def governed(sums: Sequence[Sum], spans: Sequence[Span]) -> list[Sum]:
    """The sums of one sentence; in the reach of a span of years a total is history, and what is paid at a rate too."""
    return [by_span(one) if any(span.start <= one.start < span.end for span in spans) else one for one in sums]


def by_span(one: Sum) -> Sum:
    """A sum in the reach of a span of years."""
    if one.scene.cell is not None:
        return one
    if one.role == "rate":
        return replace(one, elsewhen=one.elsewhen or "history")
    return replace(one, role=READING.role, rule=READING.rule) if one.role == "total" else one
