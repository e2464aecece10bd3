"""Standard sections that a draft touches without telling them plainly: enough for not calling them missing."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from extractor.check.draft import Draft
from extractor.kinds import SectionKind, Trace
from extractor.rules import Rules
from extractor.wording import bare, union

OPENING = 240  # characters; a first paragraph that is longer tells more than what the paper is about
CLOSING = 0.6  # of the text: what comes behind may be its end
YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?=年)")
AHEAD = re.compile(r"将(?![士军领官])|拟|打算|计划|准备|力争|争取|确保|要(?![求点素闻塞])|想|再")
# 2012年怎么干？ 2012年，…: a year that opens a clause, and no date
OPENS = re.compile(r"(?:^|(?<=[，。；：？！\n]))(20[0-9]{2})(?=，|年(?!度?[0-9一二三四五六七八九十]))")
Patterns = tuple[re.Pattern[str], ...]


@lru_cache(maxsize=8)
def traces(rules: Rules) -> tuple[tuple[Trace, Patterns], ...]:
    """Each trace with patterns of its words, of its section's own cues, and of the section's traces that need fewer:
    one of the words in one piece, one of those with a gap, which may reach over others."""
    told = [trace for _rule, trace in rules.of(Trace)]
    cues: dict[str, set[str]] = {}
    for _rule, kind in rules.of(SectionKind):
        cues.setdefault(kind.code, set()).update(kind.cues)
    ready = []
    for trace in told:
        plainer = (other.words for other in told if other.code == trace.code and other.needs <= trace.needs)
        words = cues.get(trace.code, set()).union(*plainer)
        gapped = {word for word in words if "…" in word}
        ready.append((trace, tuple(re.compile(union(some)) for some in (words - gapped, gapped) if some)))
    return tuple(ready)


def touched(draft: Draft) -> frozenset[str]:
    """Codes of the sections of which a paragraph holds enough traces. The opening names everything and tells nothing,
    unless it is long; what is planned is not done."""
    sentences = [sentence for sentence in draft.summary.sentences if not sentence.heading]
    found: set[str] = {"next_steps"} if looks_ahead(draft) else set()
    opening = next((each.paragraph for each in sentences if not each.planned), None)
    for number, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        spans = [(each.start, each.end) for each in group if not each.planned]
        told = "".join(draft.text[start:end] for start, end in spans)
        if told and (number != opening or len(told) > OPENING):
            found.update(codes_in(told, draft.rules, closing=spans[-1][1] >= len(draft.text) / 2))
    return frozenset(found)


def looks_ahead(draft: Draft) -> bool:
    """Whether a sentence of the text's end says what is meant for a year after the draft's."""
    year = draft.summary.year
    for sentence in draft.summary.sentences if year is not None else ():
        if sentence.end >= len(draft.text) * CLOSING:
            words = draft.text[sentence.start : sentence.end]
            found = AHEAD.search(words)
            named = OPENS.findall(words) + (YEAR.findall(words[: found.end()]) if found is not None else [])
            if any(int(each) > (year or 0) for each in named):
                return True
    return False


def codes_in(text: str, rules: Rules, closing: bool) -> set[str]:
    """Codes of the traces of which a paragraph holds enough. ``closing``: it stands in the text's second half."""
    words = bare(text)
    return {
        trace.code
        for trace, patterns in traces(rules)
        if (closing or not trace.closing)
        and sum(len(set(pattern.findall(words))) for pattern in patterns) >= trace.needs
    }
