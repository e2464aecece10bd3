"""A sentence with its facts as the rules of meaning see it: clauses, the lexicon's hits, sums, heads and dates, in
order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from extractor.kinds import KINDS
from extractor.match import Hit, Listed
from extractor.model import Date, Section, Sentence
from extractor.numerals import lead_start
from extractor.quantities import Heads, Money
from extractor.tables import TableFact

# What ends a clause. A comma inside a number (1,234) does not, nor does 、.
CLAUSE_END = re.compile(r"[，。；！？：\n（）()]|(?<!\d)[,;:]|[,;:](?!\d)")
SUM_WORDS = re.compile(
    r"共|合计|总计|总额|小计|[两三四五六七八九十][项级]|计$|合起来|加起来|凑[足够成]|总支出|总投入|总价值|总金额|资金总量|连同"
)


# A paper that has one of these words speaks of the service somewhere.
SERVICE = re.compile("双拥|优属|优抚|军|兵|部队|武警|烈士|退役|退伍|抚恤|优待|伤残|老战士|三属")
# Units whose own giving goes to the public.
ARMED = ("armed_forces", "fire_rescue")

KIND_NAMES = {record: name for name, record in KINDS.items()}
Span = tuple[int, int]
Item = TypeVar("Item", Hit, Money, Heads, Date)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence. All places are in the summary's folded text; ``clauses`` are the places where one ends.

    ``context`` holds the hits of the sentence before and of the heading above (for a cell those of its headers): a fund
    named only there is found there. ``standard`` are the codes of the section; ``cell`` is set for a table's number.
    ``by_troops``: the paper is the troops' own; ``only_civil``: it tells of relief to civilians, never of the service.
    """

    text: str
    sentence: Sentence
    clauses: tuple[int, ...]
    hits: tuple[Hit, ...]
    moneys: tuple[Money, ...]
    heads: tuple[Heads, ...]
    dates: tuple[Date, ...]
    context: tuple[tuple[Hit, ...], ...] = ()
    standard: tuple[str, ...] = ()
    cell: TableFact | None = None
    by_troops: bool = False
    only_civil: bool = False

    def clause(self, position: int) -> tuple[int, int]:
        """The clause in which a place lies, without the blanks before it."""
        at = bisect_right(self.clauses, position)
        start = self.clauses[at - 1] + 1 if at else self.sentence.start
        end = self.clauses[at] if at < len(self.clauses) else self.sentence.end
        return self.past_blanks(start), end

    def clause_before(self, start: int) -> tuple[int, int]:
        """The clause before the one that begins there; of the sentence's first clause that one."""
        mark = start - 1
        while mark > self.sentence.start and self.text[mark] == " ":
            mark -= 1
        return self.clause(mark - 1)

    def past_blanks(self, start: int) -> int:
        """The first place from there on where no blank stands."""
        while self.text.startswith(" ", start):
            start += 1
        return start

    def matter(self, position: int) -> int:
        """Where the matter begins of which a place tells: behind the last semicolon of its sentence, which begins
        another matter, and other people.
        """
        return self.past_blanks(self.text.rfind("；", self.sentence.start, position) + 1 or self.sentence.start)

    def clause_number(self, position: int) -> int:
        return bisect_right(self.clauses, position)

    def of(self, kind: type, start: int, end: int, field: str = "words") -> list[Hit]:
        """The hits of rules of a kind that lie inside ``text[start:end]``."""
        name = KIND_NAMES[kind]
        return [
            hit
            for hit in self.hits
            if hit.kind == name and hit.start >= start and hit.end <= end and hit.field == field
        ]

    def linked(self, left: int, right: int) -> bool:
        """Whether two facts that end and begin there are items of one list: only a short noun phrase and 、 or 和
        between.
        """
        between = self.text[left:right]
        return len(between) <= 24 and bool(LINK.fullmatch(between))

    def joined(self, left: int, right: int) -> bool:
        """Whether nothing but a comma or a conjunction stands between two facts that end and begin there."""
        return JOINT.fullmatch(self.text, left, lead_start(self.text, right)) is not None

    def words_end(self, money: Money) -> int:
        """Where the words before a sum end: in front of those that say how exact it is (资金|约5万元)."""
        return lead_start(self.text, money.start)

    def list_of(self, money: Money, next_to: Callable[[int, int], bool]) -> list[Money]:
        """The list of sums that one stands in; ``next_to`` (``linked`` or ``joined``) says what may part two items."""
        first = last = self.moneys.index(money)
        while first and next_to(self.moneys[first - 1].end, self.moneys[first].start):
            first -= 1
        while last + 1 < len(self.moneys) and next_to(self.moneys[last].end, self.moneys[last + 1].start):
            last += 1
        return list(self.moneys[first : last + 1])


JOINT = re.compile("[、，和及与]|以及")
# 慰问金3万元、慰问品2万元; 500元和价值200元的; not across a comma, which opens a clause of its own.
LINK = re.compile(r"[^，。；：！？\n]{0,12}(?:、|和|及|与|以及|或|(?<!增)加(?![到至])|\+)[^，。；：！？\n]{0,14}")


@dataclass(frozen=True, slots=True)
class Found:
    """All that the scan of a summary yielded, in order of place.

    ``cells`` are the numbers of tables; ``hits`` those of words that say what facts are, ``deeds`` and ``lists`` those
    of words for deeds.
    """

    text: str
    hits: Sequence[Hit]
    deeds: Sequence[Hit]
    lists: Sequence[Listed]
    moneys: Sequence[Money]
    heads: Sequence[Heads]
    dates: Sequence[Date]
    cells: Sequence[TableFact] = ()


def zones(
    sentences: Sequence[Sentence],
    sections: Sequence[Section],
    moneys: Sequence[Money],
    heads: Sequence[Heads],
    cells: Sequence[TableFact],
) -> list[Span]:
    """Where the words around facts are looked for: their sentences, those before, headings above, cells' headers."""
    starts = [sentence.start for sentence in sentences]
    spans: list[Span] = [span for cell in cells for span in cell.context]
    for place in {bisect_right(starts, fact.start) - 1 for facts in (moneys, heads) for fact in facts}:
        sentence = sentences[place]
        before = sentences[place - 1] if place else sentence
        spans.append((before.start if before.paragraph == sentence.paragraph else sentence.start, sentence.end))
        if sections:
            spans.append((sections[sentence.section].start, sections[sentence.section].body_start))
    return merged(spans)


def merged(spans: list[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end > start:
            found.append((start, end))
    return found


class Slices:
    """What was found, to be cut by spans."""

    def __init__(self, found: Found) -> None:
        self.hits = Ordered(found.hits)
        self.moneys = Ordered(found.moneys)
        self.heads = Ordered(found.heads)
        self.dates = Ordered(found.dates)
        self.cells = {cell.start: cell for cell in found.cells}


class Ordered(Generic[Item]):
    """Items in order of place."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items: Sequence[Item] = items
        self.starts = [item.start for item in items]

    def inside(self, start: int, end: int) -> tuple[Item, ...]:
        return tuple(self.items[bisect_left(self.starts, start) : bisect_left(self.starts, end)])


def scenes(
    found: Found, sentences: Sequence[Sentence], sections: Sequence[Section], unit_kind: str | None = None
) -> list[Scene]:
    """A scene for each sentence that holds a sum or a headcount, in order, of a paper by such a unit."""
    slices = Slices(found)
    paper = unit_kind in ARMED, unit_kind != "veterans_bureau" and of_civilians_only(found)
    made = []
    for sentence in sentences:
        moneys = slices.moneys.inside(sentence.start, sentence.end)
        heads = slices.heads.inside(sentence.start, sentence.end)
        if moneys or heads:
            cell = slices.cells.get((moneys or heads)[0].start)
            context = cell_context(slices, cell) if cell else prose_context(slices, sentence, sentences, sections)
            made.append(make_scene(found, slices, sentence, moneys, heads, context, sections, cell, paper))
    return made


def make_scene(
    found: Found,
    slices: Slices,
    sentence: Sentence,
    moneys: tuple[Money, ...],
    heads: tuple[Heads, ...],
    context: tuple[tuple[Hit, ...], ...],
    sections: Sequence[Section],
    cell: TableFact | None,
    paper: tuple[bool, bool],
) -> Scene:
    """A sentence with all that stands in it."""
    start, end = sentence.start, sentence.end
    return Scene(
        found.text,
        sentence,
        tuple(match.start() for match in CLAUSE_END.finditer(found.text, start, end)),
        slices.hits.inside(start, end),
        moneys,
        heads,
        slices.dates.inside(start, end),
        context,
        sections[sentence.section].standard if sections else (),
        cell,
        *paper,
    )


def of_civilians_only(found: Found) -> bool:
    """Whether a paper tells of relief to civilians and nowhere of the service."""
    civil = any(getattr(hit.rule.body, "civil", False) for hit in found.hits)
    return civil and SERVICE.search(found.text) is None


def prose_context(
    slices: Slices, sentence: Sentence, sentences: Sequence[Sentence], sections: Sequence[Section]
) -> tuple[tuple[Hit, ...], ...]:
    """The sentence before in the same paragraph, then the heading above."""
    context = []
    before = sentences[sentence.index - 1] if sentence.index else None
    if before is not None and before.paragraph == sentence.paragraph:
        context.append(slices.hits.inside(before.start, before.end))
    if sections:
        section = sections[sentence.section]
        context.append(slices.hits.inside(section.start, section.body_start))
    return tuple(context)


def cell_context(slices: Slices, cell: TableFact) -> tuple[tuple[Hit, ...], ...]:
    """The hits of a cell's headers and of its table's caption."""
    return tuple(slices.hits.inside(start, end) for start, end in cell.context)
