"""The rules of the standard sections, compiled: what a heading, an opening or a paragraph tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from extractor.kinds import SectionKind
from extractor.normalize import fold
from extractor.rules import Rules
from extractor.wording import bare, union

Pattern = re.Pattern[str]
NEVER = re.compile(r"(?!)")
CLAUSE_STARTS = "，；。！？：”\n"


class Wordings(NamedTuple):
    """One rule's headings. ``leads``: they are tried on the opening words of a paragraph too."""

    code: str
    pattern: Pattern
    unless: Pattern
    leads: bool


class Cues(NamedTuple):
    """One rule's cues: a paragraph that holds ``needs`` different ones is of the section."""

    code: str
    words: tuple[str, ...]
    pattern: Pattern
    needs: int
    closing: bool
    unless: Pattern


class SectionWords(NamedTuple):
    """``any_…`` find whether a closer look is needed at all. ``plain_cues`` leads from a cue without … to its rule."""

    wordings: tuple[Wordings, ...]
    any_heading: Pattern
    any_lead: Pattern
    plan_heading: Pattern
    cues: tuple[Cues, ...]
    plain_cues: dict[str, Cues]
    cue_codes: frozenset[str]
    plan_opening: Pattern
    no_plan: Pattern

    def of_heading(self, heading: str) -> tuple[str, ...]:
        """The sections that a heading names, in the rules' order; a compound heading names several."""
        text = bare(fold(heading)).strip("。：: ")
        return _codes(text, self.wordings) if self.any_heading.search(text) else ()

    def is_plan(self, heading: str) -> bool:
        """Whether a heading names nothing but what is to come."""
        text = bare(fold(heading)).strip("。：: ")
        return self.plan_heading.search(text) is not None and _codes(text, self.wordings) == ("next_steps",)

    def of_leads(self, leads: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The sections that the opening words of paragraphs name, with the words' index. No words hold a line break."""
        lines = bare("\n".join(leads)).split("\n")
        starts = [0, *accumulate(len(line) + 1 for line in lines)]
        tried = [words for words in self.wordings if words.leads]
        hit = {bisect_right(starts, found.start()) - 1 for found in self.any_lead.finditer("\n".join(lines))}
        for index in sorted(hit):
            yield index, _codes(lines[index], tried)

    def plans_in(self, text: str) -> Iterator[int]:
        """Where the text begins to speak of what is to come; a 将 that means 把 (我局将双拥工作列入议程) does not."""
        for found in self.plan_opening.finditer(text):
            start, end = found.span()
            if not start or text[start - 1] not in CLAUSE_STARTS:
                continue
            if text[end - 1] != "将" or not self.no_plan.match(text, end - 1):
                yield start

    def cues_in(self, text: str, wanted: frozenset[str]) -> Iterator[tuple[int, str, Cues]]:
        """Every cue of the wanted sections in the text: its place, its words, its rule."""
        for found in wanted_cues(self.cues, wanted).finditer(text):
            words = found[0]
            cue = self.plain_cues.get(words)
            if cue is None:
                cue = next(each for each in self.cues if each.pattern.fullmatch(words))
            yield found.start(), words, cue


@lru_cache(maxsize=256)
def wanted_cues(cues: tuple[Cues, ...], wanted: frozenset[str]) -> Pattern:
    """One pattern for the cues of the wanted sections: the fewer, the faster."""
    return _any_of(word for cue in cues if cue.code in wanted for word in cue.words)


def _codes(text: str, tried: Iterable[Wordings]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for words in tried:
        if words.code not in found and words.pattern.search(text) and not words.unless.search(text):
            found[words.code] = None
    return tuple(found)


@lru_cache(maxsize=8)
def section_words(rules: Rules) -> SectionWords:
    """The rules' section kinds, compiled once for a rule set."""
    kinds = [body for _, body in rules.of(SectionKind)]
    cues = tuple(_compiled_cues(kind) for kind in kinds if kind.cues)
    plain = {
        word: cue
        for kind, cue in zip((kind for kind in kinds if kind.cues), cues, strict=True)
        for word in kind.cues
        if "…" not in word
    }
    return SectionWords(
        wordings=tuple(
            Wordings(kind.code, _any_of(kind.headings), _any_of(kind.unless), kind.leads)
            for kind in kinds
            if kind.headings
        ),
        any_heading=_any_of(word for kind in kinds for word in kind.headings),
        any_lead=_any_of(word for kind in kinds if kind.leads for word in kind.headings),
        plan_heading=_any_of(word for kind in kinds if kind.code == "next_steps" for word in kind.headings),
        cues=cues,
        plain_cues=plain,
        cue_codes=frozenset(cue.code for cue in cues),
        plan_opening=openings(kinds),
        no_plan=_any_of(word for kind in kinds if kind.openings for word in kind.unless),
    )


def _compiled_cues(kind: SectionKind) -> Cues:
    return Cues(kind.code, kind.cues, _any_of(kind.cues), kind.needs, kind.closing, _any_of(kind.unless))


def _any_of(words: Iterable[str]) -> Pattern:
    listed = list(words)
    return re.compile(union(listed)) if listed else NEVER


def openings(kinds: Sequence[SectionKind]) -> Pattern:
    """Words that, at a clause's beginning, say that from here on the text speaks of what is to come."""
    return _any_of(word for kind in kinds if kind.code == "next_steps" for word in kind.openings)
