"""The values that flow through the program. Imports nothing of ours.

Every step takes immutable values and yields immutable values:
``bytes -> Block -> Outline -> Sentence -> Token -> Amount, Headcount, Date, Activity -> Summary -> Document``.
Field meanings are those of docs/fact-model.md. Offsets are code points, ends exclusive.
Money is an integer number of fen (分, 0.01 yuan), so that sums are exact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

Bound = Literal["exact", "about", "over", "under"]
Role = Literal["total", "rate", "part", "plan", "history", "other"]
HeadUnit = Literal["person", "household", "person-time", "family"]
BlockKind = Literal["paragraph", "cell", "textbox", "note", "furniture"]
Basis = Literal["written", "relative", "festival"]
CheckKind = Literal["rate_times_heads", "parts_of_whole", "heads_of_whole", "percent"]
CheckResult = Literal["holds", "fails", "unknown"]

STANDARD_SECTIONS = (
    "overview", "leadership", "publicity", "benefits", "visits", "co_building", "army_aid", "army_support",
    "commendation", "problems", "next_steps", "signoff",
)  # fmt: skip
ACTIVITY_TYPES = (
    "organisation", "publicity", "defence_education", "visit", "forum", "benefits", "relief", "placement",
    "services", "medical", "co_building", "army_aid", "recruitment", "commendation", "commemoration", "culture",
)  # fmt: skip
DOCUMENT_TYPES = ("summary", "plan", "notice", "report", "deeds", "briefing", "request", "speech", "other")
UNIT_KINDS = (
    "county_office", "veterans_bureau", "civil_affairs_bureau", "township", "subdistrict", "community", "village",
    "education_bureau", "school", "hospital", "health_bureau", "housing_bureau", "city_management_bureau",
    "transport_bureau", "finance_bureau", "public_security", "fire_rescue", "armed_forces", "enterprise", "park",
    "other",
)  # fmt: skip
FUNDS = (
    "优待金", "抚恤金", "生活补助", "慰问金", "慰问品", "奖励金", "救助金",
    "医疗补助", "住房补助", "安置补助", "误工补贴", "工作经费", "建设投入", "捐款", "会费",
    "其他",
)  # fmt: skip
# The funds whose money reaches people or troops, and so counts in total subsidies.
REACHING_FUNDS = frozenset(FUNDS) - {"工作经费", "建设投入", "会费", "其他"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a table cell stands. A merged cell stands once, with the columns and rows that it covers."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (or table cell) of the source file, in body order.

    ``raw`` is the text as the file holds it (tracked deletions and hidden text left out); ``text`` is the same with a
    plain-text reader's Markdown escapes undone. ``offsets[i]`` is the place in ``raw`` of ``text[i]``, with one more
    entry for the end; None where both are the same. ``label`` is Word's automatic number (一、), which is in
    neither text. ``level`` is the heading level that a style or a Markdown # gives, 1 the highest; a document's own
    Title style is level 0.
    """

    index: int
    text: str
    kind: BlockKind = "paragraph"
    raw: str = ""
    offsets: tuple[int, ...] | None = None
    label: str = ""
    level: int | None = None
    cell: Cell | None = None

    def raw_offset(self, position: int) -> int:
        """The place in ``raw`` of a place in ``text``."""
        return position if self.offsets is None else self.offsets[position]


class Place(NamedTuple):
    """Where a fact stands in the source file: a block, and code points in that block's raw text."""

    block: int
    start: int
    end: int
    end_block: int


@dataclass(frozen=True, slots=True)
class Piece:
    """``block.text[block_start:]`` up to the next piece stands in the summary's text from ``start`` on."""

    start: int
    block: Block
    block_start: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Leads from a place in a summary's text back to the source file's own paragraph."""

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def block_at(self, position: int) -> Block:
        return self.pieces[bisect_right(self.starts, position) - 1].block

    def place(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``, which is not empty."""
        first = self.pieces[bisect_right(self.starts, start) - 1]
        last = self.pieces[bisect_right(self.starts, end - 1) - 1]
        return Place(
            first.block.index,
            first.block.raw_offset(start - first.start + first.block_start),
            last.block.raw_offset(end - 1 - last.start + last.block_start) + 1,
            last.block.index,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level.

    ``start``, ``end``: the section's span in the summary's text, its heading's line included. ``body_start`` is
    where the text under the heading begins. A section without a heading (before the first one) has level 0.
    ``standard`` holds codes of ``STANDARD_SECTIONS``; ``parent`` is an index into the summary's sections.
    """

    index: int
    number: str
    level: int
    heading: str
    start: int
    body_start: int
    end: int
    parent: int | None = None
    standard: tuple[str, ...] = ()


def standard_codes(sections: Sequence[Section]) -> tuple[str, ...]:
    """Every standard section that the sections hold, each once, in order."""
    return tuple(dict.fromkeys(code for section in sections for code in section.standard))


@dataclass(frozen=True, slots=True)
class Sentence:
    """``summary.text[start:end]``. ``paragraph`` counts the summary's joined paragraphs from 0.

    ``heading`` is true for a heading's own line. ``planned`` is true where the sentence stands under a heading, or
    after an opening, that speaks of what is to come; where the opening stands within it (送去慰问金5万元，今后将…),
    ``plan_start`` is its place, and what is before it is no plan.
    """

    index: int
    start: int
    end: int
    section: int
    paragraph: int
    heading: bool = False
    planned: bool = False
    plan_start: int = 0

    def plans(self, place: int) -> bool:
        """Whether what stands at this place of the text is to come."""
        return self.planned and place >= self.plan_start


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` stands at ``start`` of the sentence. ``kind``: word, or number, amount, headcount, date for an atom."""

    text: str
    start: int
    kind: str = "word"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read. ``value`` None where digits are masked or only a range is known; ``low``, ``high`` bound it."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: Bound = "exact"
    masked: bool = False
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money (金额). ``value``, ``low``, ``high`` in fen. See docs/fact-model.md for every field."""

    id: int
    text: str
    start: int
    end: int
    sentence: int
    value: int | None
    low: int | None
    high: int | None
    bound: Bound
    role: Role
    per: tuple[str, ...] = ()
    fund: str = "其他"
    funds: tuple[str, ...] = ()
    fund_code: str = "F99"
    beneficiary: str = ""
    group: str | None = None
    counts: bool = False
    why_not: str | None = None
    masked: bool = False
    derived: bool = False
    derived_from: tuple[int, ...] = ()  # the rate's amount id, then the headcounts' ids
    repeat: bool = False
    suspect: bool = False
    direction: str = "to_service"
    scope: str = "service"
    period: str | None = None
    rule: str = ""

    @property
    def counted(self) -> int:
        """Fen that this amount adds to a total: its value, or its low end where only a range is known."""
        if not self.counts:
            return 0
        return self.value if self.value is not None else (self.low or 0)


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of people or households (人数)."""

    id: int
    text: str
    start: int
    end: int
    sentence: int
    value: int | None
    low: int | None
    high: int | None
    bound: Bound
    unit: HeadUnit
    of: str = ""
    group: str | None = None
    masked: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """When (日期). ``edtf`` by ISO 8601-2; ``start_date``, ``end_date`` ISO days, None where the year is unknown."""

    id: int
    text: str
    start: int
    end: int
    sentence: int
    edtf: str | None
    start_date: str | None
    end_date: str | None
    recurring: bool
    basis: Basis
    rule: str = ""

    @property
    def within_year(self) -> int | None:
        """The year in which all its days lie, None where they lie in several or the year is unknown."""
        if self.start_date is None or self.end_date is None or self.start_date[:4] != self.end_date[:4]:
            return None
        return int(self.start_date[:4])


@dataclass(frozen=True, slots=True)
class Activity:
    """What was done: a type, its clause, and the ids of the facts that belong to it."""

    id: int
    type: str
    start: int
    end: int
    sentence: int
    planned: bool = False
    amounts: tuple[int, ...] = ()
    headcounts: tuple[int, ...] = ()
    dates: tuple[int, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic check. ``operands`` are (kind, id) pairs, kind amount or headcount; numbers in fen or heads."""

    kind: CheckKind
    operands: tuple[tuple[str, int], ...]
    expected: int | None
    stated: int | None
    difference: int | None
    result: CheckResult


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a summary's field has its value. ``basis``: title, first_sentence, signoff, compilation_title, folder,
    file_name, told, anniversary, none; ``text`` the words; ``confidence`` from 0 to 1."""

    field: str
    value: str | None
    basis: str
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One work summary (总结) of a file, with all its facts. Facts' start and end are places in ``text``."""

    ordinal: int
    title: str
    text: str
    source_map: SourceMap
    unit: str | None
    unit_kind: str
    year: int | None
    year_basis: str
    period: str | None
    document_type: str
    evidence: tuple[Evidence, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    amounts: tuple[Amount, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    dates: tuple[Date, ...] = ()
    activities: tuple[Activity, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def total_subsidy(self) -> int:
        """Fen that this summary's counting amounts add up to (service and civil scope together)."""
        return sum(amount.counted for amount in self.amounts)

    @property
    def standard_sections(self) -> tuple[str, ...]:
        """Codes of the standard sections that it holds, each once, in the text's order."""
        return standard_codes(self.sections)

    def sentence_text(self, index: int) -> str:
        sentence = self.sentences[index]
        return self.text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: its blocks, and the summaries found in them. ``source`` is the path as the caller gave it."""

    source: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    summaries: tuple[Summary, ...]
    warnings: tuple[str, ...] = ()
    rules_version: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the user said of a file on the command line or in an override; it wins over what is found."""

    unit: str | None = None
    year: int | None = None
    aliases: dict[str, str] = field(default_factory=dict)
