"""The composition: a file's bytes -> Document. Each step is a function of the values before it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.activities import find_activities
from extractor.date_forms import compile_dates
from extractor.dates import DateContext, find_dates
from extractor.facts import activity_facts, amount_facts, checks, date_facts, headcount_facts, ids_of
from extractor.match import lexicon
from extractor.meaning import Meaning, understand
from extractor.model import Date, Document, Section, Sentence, Summary, Told
from extractor.normalize import without_pinyin
from extractor.numerals import lead_start
from extractor.outline import Part, folded, outline
from extractor.profile import Identity, identify
from extractor.quantities import Heads, Money, find_quantities
from extractor.readers import ReadResult, read_blocks
from extractor.reading import YearRange
from extractor.rules import Rules
from extractor.scene import Found, Scene, scenes, zones
from extractor.sections import classify_sections
from extractor.sentences import split_sentences
from extractor.spans import find_spans
from extractor.tables import merge_cells, read_tables
from extractor.tokens import Atom, edges


def extract(source: str, data: bytes, *, told: Told | None = None, rules: Rules) -> Document:
    """Read a file and all its summaries. ``source`` is its path as the caller names it: folders and file name may
    tell unit and year. Raises UnreadableFile.
    """
    read = read_clean(source, data)
    summaries = [read_part(part, source, told or Told(), rules) for part in outline(read.blocks)]
    return document_of(source, data, read, summaries, rules)


def read_clean(source: str, data: bytes) -> ReadResult:
    """The file's blocks, without what web sites inject. Raises UnreadableFile."""
    read = read_blocks(source, data)
    return replace(read, blocks=tuple(map(without_pinyin, read.blocks)))


def document_of(source: str, data: bytes, read: ReadResult, summaries: Sequence[Summary], rules: Rules) -> Document:
    """The file with its summaries."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(source, sha256, read.format, read.blocks, tuple(summaries), read.warnings, rules.version)


@dataclass(frozen=True, slots=True)
class Steps:
    """What the steps yielded on the way to one summary's facts."""

    part: Part
    identity: Identity
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    found: Found
    scenes: Sequence[Scene]
    meaning: Meaning


def read_part(part: Part, source: str, told: Told, rules: Rules) -> Summary:
    """One summary of a file with its facts."""
    return summary_of(take_steps(part, source, told, rules))


def take_steps(part: Part, source: str, told: Told, rules: Rules) -> Steps:
    """All that is found in one summary and what it means, before it is put into facts."""
    plain = folded(part)
    identity = identify(plain, source, told, rules)
    sentences = split_sentences(plain, rules, identity.document_type == "plan")
    sections = classify_sections(plain, sentences, rules)
    found = scan(part, plain.text, sentences, identity, rules)
    seen = scenes(found, sentences, sections, identity.unit_kind)
    time = years(identity)
    meaning = understand(seen, rules, time, find_spans(found, sentences, rules, time))
    return Steps(part, identity, sentences, sections, found, seen, meaning)


def summary_of(steps: Steps) -> Summary:
    """The summary with its facts."""
    part, identity, found, meaning = steps.part, steps.identity, steps.found, steps.meaning
    sentences, sections = steps.sentences, steps.sections
    headcounts = headcount_facts(meaning, part.text)
    amounts = amount_facts(meaning, part.text, identity.period, ids_of(headcounts))
    return Summary(
        ordinal=part.ordinal,
        title=part.title,
        text=part.text,
        source_map=part.source_map,
        unit=identity.unit,
        unit_kind=identity.unit_kind,
        year=identity.year,
        year_basis=identity.year_basis,
        period=identity.period,
        document_type=identity.document_type,
        evidence=identity.evidence,
        sections=sections,
        sentences=sentences,
        amounts=amounts,
        headcounts=headcounts,
        dates=tuple(found.dates),
        activities=activity_facts(find_activities(found, sentences, sections), amounts, headcounts, found.dates),
        checks=checks(meaning, ids_of(amounts), ids_of(headcounts)),
    )


def scan(part: Part, text: str, sentences: Sequence[Sentence], identity: Identity, rules: Rules) -> Found:
    """All that can be found without knowing what it means: dates, sums, heads, and the rules' words between them.
    ``text`` is the part's, folded."""
    headings = [(s.start, s.end) for s in sentences if s.heading]
    # a plan's feasts are those of its own year; those in a summary's outlook are of no year that it names
    undated = (
        []
        if identity.document_type == "plan"
        else [(max(s.start, s.plan_start), s.end) for s in sentences if s.planned]
    )
    found_dates = find_dates(text, DateContext(identity.year, headings, undated), compile_dates(rules))
    dates = date_facts(found_dates, part.text, sentences)
    taken = sorted({(date.start, date.end) for date in dates})
    cells = read_tables(text, part.paragraphs, years(identity))
    moneys, heads = merge_cells(*find_quantities(text, taken), cells)
    places = edges(text, with_leads(text, atoms(dates, moneys, heads)))
    hits = lexicon(rules).find(text, places, zones(sentences, part.sections, moneys, heads, cells))
    return Found(text, hits.facts, hits.deeds, hits.lists, moneys, heads, dates, cells)


def atoms(dates: Sequence[Date], moneys: Sequence[Money], heads: Sequence[Heads]) -> list[Atom]:
    """What is one token each: times, sums and headcounts, in order."""
    found: list[Date | Money | Heads] = [*dates, *moneys, *heads]
    return sorted({(one.start, one.end) for one in found})


def with_leads(text: str, spans: Sequence[Atom]) -> list[Atom]:
    """The spans, and the words before them that say how exact they are (捐款近20万元), which jieba would join to what
    stands before (款近)."""
    leads = ((lead_start(text, start), start) for start, _ in spans)
    return sorted([*spans, *((first, start) for first, start in leads if first < start)])


def years(identity: Identity) -> YearRange:
    """The years that a summary tells of, from its year or its period (2016/2019)."""
    period = identity.period or ""
    if identity.year is None and "/" in period:
        first, _, last = period.partition("/")
        if first[:4].isdigit() and last[:4].isdigit():
            return YearRange(int(first[:4]), int(last[:4]))
    return YearRange(identity.year, identity.year, whole_year=period in ("", str(identity.year)))
