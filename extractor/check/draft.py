"""A draft as its checks see it, and how they report what they find."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from extractor.check.counts import Count, counts_in
from extractor.finding import Earlier, Finding, Level
from extractor.i18n import _
from extractor.kinds import FindingKind
from extractor.model import Block, Section, Sentence, Summary
from extractor.rules import Rules

SENTENCE = re.compile(r"[^。；！？\n]+")  # a semicolon ends one too: figures on both sides of it are told apart

SUMMARIES = ("summary", "report", "other")  # types of papers that are asked for standard sections


class Paragraph(NamedTuple):
    """``summary.text[start:end]``, one line of the text; ``block`` is where it begins in the file."""

    start: int
    end: int
    text: str
    block: Block


@dataclass(frozen=True)
class Draft:
    """A draft's summary with what is known beside it. ``unit_kind`` is a code of UNIT_KINDS, told or found."""

    summary: Summary
    rules: Rules
    unit_kind: str
    earlier: Earlier = field(default_factory=Earlier)

    @property
    def text(self) -> str:
        return self.summary.text

    @property
    def is_summary(self) -> bool:
        """Whether the draft is of a type that looks back; a plan, a notice or a speech is judged by its form only."""
        return self.summary.document_type in SUMMARIES

    @cached_property
    def is_of_one_matter(self) -> bool:
        """Whether the title calls the paper a summary of one matter or activity (“八一”走访慰问活动总结)."""
        title, kind = self.text[: self.title_end], finding_kinds(self.rules)["not-a-summary"]
        return any(word in title for word in kind.words) and not any(word in title for word in kind.unless)

    @property
    def is_asked(self) -> bool:
        """Whether standard sections are asked of the draft."""
        return self.is_summary and not self.is_of_one_matter

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text's lines, the title among them."""
        return tuple(self._paragraphs())

    def _paragraphs(self) -> Iterator[Paragraph]:
        start = 0
        for line in self.text.split("\n"):
            if line:
                yield Paragraph(start, start + len(line), line, self.summary.source_map.block_at(start))
            start += len(line) + 1

    @cached_property
    def title_end(self) -> int:
        """Where the title ends that the text begins with; 0 where it has none."""
        return len(self.summary.title) if self.summary.title and self.text.startswith(self.summary.title) else 0

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The counts and sums of the text below the title, in order."""
        return tuple(counts_in(self.text, self.title_end))

    def counts_between(self, start: int, end: int) -> list[Count]:
        """Those of a stretch."""
        low, high = (bisect_left(self.counts, place, key=lambda one: one.start) for place in (start, end))
        return list(self.counts[low:high])

    def section_at(self, position: int) -> Section | None:
        """The section that holds a place of the text."""
        index = bisect_right(self.summary.sections, position, key=lambda section: section.start) - 1
        return self.summary.sections[index] if index >= 0 else None

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds a place of the text, or the one before it."""
        index = bisect_right(self.summary.sentences, position, key=lambda sentence: sentence.start) - 1
        return self.summary.sentences[index] if index >= 0 else None

    def sentence_text(self, position: int) -> str:
        """The words of that sentence."""
        sentence = self.sentence_at(position)
        return self.text[sentence.start : sentence.end] if sentence is not None else ""

    def finding(
        self,
        code: str,
        span: tuple[int, int] | None = None,
        *,
        section: str | None = None,
        level: Level | None = None,
        suggestion: str | None = None,
        **told: object,
    ) -> Finding:
        """A finding by its code, at ``text[slice(*span)]`` or about the whole draft. ``told`` fills its message."""
        kind = finding_kinds(self.rules)[code]
        at = self.section_at(span[0]) if span else None
        words = self.text[slice(*span)] if span else ""
        told = {"text": words.replace("\n", " "), **told}
        return Finding(
            code=code,
            level=level or kind.level,
            message=_(kind.message).format(**told),
            suggestion=suggestion if suggestion is not None else _(kind.suggestion).format(**told),
            section=section,
            heading=f"{at.number}{at.heading}" if at is not None else "",
            place=self.summary.source_map.place(*span) if span else None,
            start=span[0] if span else None,
            end=span[1] if span else None,
            text=words,
        )


@lru_cache(maxsize=8)
def finding_kinds(rules: Rules) -> dict[str, FindingKind]:
    """The kinds of finding that the rules describe, by code."""
    return {kind.code: kind for _rule, kind in rules.of(FindingKind)}
