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


@lru_cache(maxsize=8)
def traces(rules: Rules) -> tuple[tuple[Trace, re.Pattern[str]], ...]:
    """Each trace with a pattern of its words, of its section's own cues, and of the section's traces that need fewer."""
    told = [trace for _rule, trace in rules.of(Trace)]
    cues: dict[str, set[str]] = {}
    for _rule, kind in rules.of(SectionKind):
        cues.setdefault(kind.code, set()).update(kind.cues)
    ready = []
    for trace in told:
        plainer = (other.words for other in told if other.code == trace.code and other.needs <= trace.needs)
        ready.append((trace, re.compile(union(set().union(*plainer, cues.get(trace.code, ()))))))
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
            if found is not None and any(int(each) > (year or 0) for each in YEAR.findall(words[: found.end()])):
                return True
    return False


def codes_in(text: str, rules: Rules, closing: bool) -> set[str]:
    """Codes of the traces of which a paragraph holds enough. ``closing``: it stands in the text's second half."""
    words = bare(text)
    return {
        trace.code
        for trace, pattern in traces(rules)
        if (closing or not trace.closing) and len(set(pattern.findall(words))) >= trace.needs
    }
