"""What earlier years' summaries of the unit, or of its kind, held and the draft does not; what it took from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.check.draft import Draft
from extractor.check.missing_sections import expected_sections, section_name
from extractor.finding import Figure, Finding, PastYear
from extractor.i18n import _
from extractor.labels import money
from extractor.model import Amount, Summary

OWN_YEARS = 2  # so many earlier years of the unit make a custom
OWN_SHARE = 2 / 3
KIND_PAPERS = 4  # and so many papers of other units of its kind
KIND_SHARE = 0.8
JUMP = 1.5  # a sum that grows or shrinks more than so many times, where the unit's own past tells no other measure
LEAST = 1_000_000  # fen; smaller sums jump about
COPIED = 14  # characters; shorter sentences are alike by chance
NO_SECTION = ("signoff", "overview")
SPACES = re.compile(r"\s+")
OTHER_UNIT = {"乡": ("我镇", "我街道"), "镇": ("我乡", "我街道"), "街道": ("我乡", "我镇")}
SPEAKS = r"(?:党委|党工委|政府|人民政府|办事处|村委会|居委会|党支部|党总支|领导小组|(?:双拥|武装)?工作)"


class Key(NamedTuple):
    """What one figure is about."""

    fund_code: str
    group: str | None


@dataclass(frozen=True)
class Custom:
    """How many of the papers looked at have a thing. ``own``: they are the unit's."""

    had: int
    papers: int
    own: bool


def past_year(summary: Summary) -> PastYear | None:
    """What a later draft is compared with; None where unit or year is unknown."""
    if summary.unit is None or summary.year is None:
        return None
    counted = [amount for amount in summary.amounts if amount.counts and amount.value and not amount.derived]
    parted = {check.operands[0] for check in summary.checks if check.kind == "parts_of_whole"}
    return PastYear(
        summary.unit,
        summary.year,
        summary.standard_sections,
        tuple(
            Figure(each.fund_code, each.fund, each.group, each.value or 0, summary.sentence_text(each.sentence))
            for each in counted
        ),
        tuple(sorted({each.fund_code for each in counted if ("amount", each.id) in parted})),
        tuple(dict.fromkeys(summary.sentence_text(each.sentence) for each in summary.amounts)),
    )


def custom(draft: Draft, thing: Hashable, of: Callable[[PastYear], Collection[Hashable]]) -> Custom | None:
    """Whether it is the unit's custom, or that of its kind, to write a thing; ``of`` gives the things of a paper."""
    for papers, least, share, own in (
        (draft.earlier.own, OWN_YEARS, OWN_SHARE, True),
        (draft.earlier.kind, KIND_PAPERS, KIND_SHARE, False),
    ):
        had = sum(thing in of(paper) for paper in papers)
        if len(papers) >= least and had >= share * len(papers):
            return Custom(had, len(papers), own)
    return None


def dropped_sections(draft: Draft) -> Iterator[Finding]:
    """Sections that are usual and not there, beside those that the profile asks for anyway."""
    if not draft.is_asked:
        return
    skipped = {*draft.summary.standard_sections, *expected_sections(draft.unit_kind, draft.rules), *NO_SECTION}
    for code in dict.fromkeys(each for paper in (*draft.earlier.own, *draft.earlier.kind) for each in paper.sections):
        usual = custom(draft, code, lambda paper: paper.sections) if code not in skipped else None
        if usual is not None:
            yield draft.finding("section-dropped", section=code, section_name=section_name(code), usual=said(usual))


def dropped_figures(draft: Draft) -> Iterator[Finding]:
    """Sums that are usual and not there, each with the sentence that gave it last."""
    if not draft.is_asked:
        return
    told = {key_of(amount) for amount in draft.summary.amounts}
    for figure in _latest(draft.earlier.own or draft.earlier.kind):
        key = key_of(figure)
        if key in told or key.fund_code == "F99":
            continue
        usual = custom(draft, key, lambda paper: {key_of(each) for each in paper.figures})
        if usual is not None:
            last = _("Last time: {sentence}").format(sentence=figure.sentence) if usual.own else None
            yield draft.finding("figure-dropped", suggestion=last, figure=name_of(figure), usual=said(usual))


def jumping_figures(draft: Draft) -> Iterator[Finding]:
    """Sums that differ from the year before by more than the unit's sums usually do."""
    if not draft.earlier.own:
        return
    by_year = {paper.year: _totals(paper.figures) for paper in draft.earlier.own}
    last = max(by_year)
    stated = [amount for amount in draft.summary.amounts if amount.counts and amount.value]
    now = _totals([Figure(a.fund_code, a.fund, a.group, a.value or 0, "") for a in stated])
    for key, value in now.items():
        before = by_year[last].get(key, 0)
        ratio = max(value, before) / min(value, before) if value and before else 0
        if key.fund_code != "F99" and min(value, before) >= LEAST and ratio > usual_change(key, by_year):
            amount = next(each for each in stated if key_of(each) == key)
            span = amount.start, amount.end
            yield draft.finding("figure-jump", span, year=last, before=money(before), now=money(value))


def usual_change(key: Key, by_year: dict[int, dict[Key, int]]) -> float:
    """The most by which the sum changed from one year to the next so far, and JUMP at least."""
    told = [by_year[year][key] for year in sorted(by_year) if by_year[year].get(key)]
    return max([JUMP, *(max(a, b) / min(a, b) * 1.2 for a, b in pairwise(told))])


def copied_sentences(draft: Draft) -> Iterator[Finding]:
    """Sentences with a sum that stand word for word in an earlier year's paper."""
    known = {_plain(sentence): paper.year for paper in reversed(draft.earlier.own) for sentence in paper.sentences}
    for index in dict.fromkeys(a.sentence for a in draft.summary.amounts if a.counts):
        sentence = draft.summary.sentences[index]
        words = _plain(draft.text[sentence.start : sentence.end])
        if len(words) >= COPIED and words in known:
            yield draft.finding("copied-sentence", (sentence.start, sentence.end), year=known[words])


def bare_totals(draft: Draft) -> Iterator[Finding]:
    """Totals that are usually told with their parts and here are not."""
    parted = {check.operands[0] for check in draft.summary.checks if check.kind == "parts_of_whole"}
    kept = {a.fund_code for a in draft.summary.amounts if ("amount", a.id) in parted}
    told: set[str] = set()
    for amount in draft.summary.amounts:
        code = amount.fund_code
        if not amount.counts or amount.derived or code in kept or code in told:
            continue
        usual = custom(draft, code, lambda paper: paper.parted)
        if usual is not None:
            told.add(code)
            yield draft.finding("total-without-parts", (amount.start, amount.end), usual=said(usual))


def other_units(draft: Draft) -> Iterator[Finding]:
    """Another unit that speaks in the draft: its name with a word for its office, or 我镇 in a 街道's paper."""
    own = draft.summary.unit or ""
    for name in draft.earlier.others:
        if name not in own and own not in name:
            for found in re.finditer(re.escape(name) + SPEAKS, draft.text):
                yield draft.finding("other-unit", (found.start(), found.start() + len(name)), unit=own)
    for ending, words in OTHER_UNIT.items():
        if own.endswith(ending):
            for found in re.finditer("|".join(words), draft.text):
                yield draft.finding("other-unit", found.span(), unit=own)


def said(usual: Custom) -> str:
    """The share of papers, in words."""
    line = _("{had} of {papers} earlier years") if usual.own else _("{had} of {papers} papers of units of this kind")
    return line.format(had=usual.had, papers=usual.papers)


def key_of(each: Amount | Figure) -> Key:
    """What a sum is about."""
    return Key(each.fund_code, each.group)


def name_of(figure: Figure) -> str:
    """The fund, with the group that it is for."""
    return f"{figure.fund}（{figure.group}）" if figure.group else figure.fund


def _latest(papers: Sequence[PastYear]) -> Iterator[Figure]:
    """One figure of each sort, the latest."""
    seen: set[Hashable] = set()
    for paper in papers:
        for figure in paper.figures:
            if key_of(figure) not in seen:
                seen.add(key_of(figure))
                yield figure


def _totals(figures: Sequence[Figure]) -> dict[Key, int]:
    totals: Counter[Key] = Counter()
    for figure in figures:
        totals[key_of(figure)] += figure.value
    return dict(totals)


def _plain(sentence: str) -> str:
    return SPACES.sub("", sentence)
