"""Words that a draft should not hold, by the rules of kind ``wording``: placeholders, slips, old names, forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from extractor.check.draft import Draft
from extractor.finding import Finding
from extractor.guard import Pattern, compile_pattern
from extractor.i18n import _
from extractor.kinds import Wording
from extractor.rules import Rules

Ready = tuple[tuple[Wording, Pattern], ...]


@lru_cache(maxsize=8)
def wordings(rules: Rules) -> Ready:
    """Each rule with its patterns, ready to be searched with."""
    return tuple(
        (wording, compile_pattern("|".join(wording.patterns), [(rule, pattern) for pattern in wording.patterns]))
        for rule, wording in rules.of(Wording)
    )


def worded(draft: Draft) -> Iterator[Finding]:
    """A finding for each place where a rule's words stand, in a draft of the years that it is for."""
    for wording, pattern in wordings(draft.rules):
        if in_time(wording, draft.summary.year):
            found = matches(draft, wording, pattern)
            yield from islice(found, 1) if wording.once else found


def matches(draft: Draft, wording: Wording, pattern: Pattern) -> Iterator[Finding]:
    """The places of one rule's words."""
    for found in pattern.finditer(draft.text, *zone_of(wording, draft)):
        span = found.span("w") if found.groupdict().get("w") else found.span()
        if allowed(wording, draft.sentence_text(span[0])):
            instead = wording.instead.format(**{name: held or "" for name, held in found.groupdict().items()})
            advice = _("Write: {instead}").format(instead=instead) if instead else None
            yield draft.finding(wording.code, span, level=wording.level, suggestion=advice)


def in_time(wording: Wording, year: int | None) -> bool:
    """Whether the rule is for a draft of the year; a rule for certain years is for none whose year is unknown."""
    if not wording.since and not wording.before:
        return True
    return year is not None and year >= wording.since and (not wording.before or year < wording.before)


def zone_of(wording: Wording, draft: Draft) -> tuple[int, int]:
    """Where in the text the rule's words are looked for."""
    if wording.zone == "title":
        return 0, draft.title_end
    return (draft.title_end if wording.zone == "body" else 0), len(draft.text)


def allowed(wording: Wording, sentence: str) -> bool:
    """Whether the sentence is one that the rule is for."""
    if wording.beside and not any(word in sentence for word in wording.beside):
        return False
    return not any(word in sentence for word in wording.unless)
