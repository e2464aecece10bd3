"""Standard sections that a draft touches without telling them plainly: enough for not calling them missing."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from extractor.check.draft import Draft
from extractor.kinds import SectionKind, Trace
from extractor.rules import Rules
from extractor.wording import bare, union


@lru_cache(maxsize=8)
def traces(rules: Rules) -> tuple[tuple[Trace, re.Pattern[str]], ...]:
    """Each trace with a pattern of its words and of its section's own cues."""
    cues: dict[str, set[str]] = {}
    for _rule, kind in rules.of(SectionKind):
        cues.setdefault(kind.code, set()).update(kind.cues)
    return tuple(
        (trace, re.compile(union({*trace.words, *cues.get(trace.code, ())}))) for _rule, trace in rules.of(Trace)
    )


def touched(draft: Draft) -> frozenset[str]:
    """Codes of the sections of which a paragraph holds enough traces. The opening names everything and tells nothing;
    what is planned is not done."""
    told = [sentence for sentence in draft.summary.sentences if not sentence.heading and not sentence.planned]
    found: set[str] = set()
    for number, sentences in groupby(told, key=lambda sentence: sentence.paragraph):
        spans = [(sentence.start, sentence.end) for sentence in sentences]
        if number != told[0].paragraph:
            text = "".join(draft.text[start:end] for start, end in spans)
            found.update(codes_in(text, draft.rules, closing=spans[-1][1] >= len(draft.text) / 2))
    return frozenset(found)


def codes_in(text: str, rules: Rules, closing: bool) -> set[str]:
    """Codes of the traces of which a paragraph holds enough. ``closing``: it stands in the text's second half."""
    words = bare(text)
    return {
        trace.code
        for trace, pattern in traces(rules)
        if (closing or not trace.closing) and len(set(pattern.findall(words))) >= trace.needs
    }
