"""The kinds of rule, each a frozen record of the fields that its TOML entries may hold.

Kinds are few and in code; rules are many and in data (patterns/*.toml). An entry's ``kind`` names the record; a key
that the record lacks is refused. ``words`` are written as in the documents, folded (ASCII digits), without quotation
marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["before", "after", "either"]
Reach = Literal["adjacent", "clause", "sentence"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Measure words that make a numeral a headcount (9位, 16户). ``unit`` by docs/fact-model.md.

    ``needs_person``: only where a word for people stands beside it (3个伤残军人, not 3个方面).
    """

    words: tuple[str, ...]
    unit: Literal["person", "household", "person-time", "family"]
    needs_person: bool = False


@dataclass(frozen=True, slots=True)
class Fund:
    """Words that name a kind of money. ``code`` is the fine code (F01 …), ``fund`` the coarse fund.

    ``strength``: nouns for money name the fund first (``touching`` ones, 价值, only right before a sum), deeds (慰问,
    建房) where no noun does, words of help (帮扶) where no plainer deed does, bare words (补助) where nothing else
    does. ``civil`` money is relief to civilians; where it ``yields``, not with people of the
    service beside it (救灾款 for 军属). ``unless`` words (土地 before 价值300万元) in the clauses around
    take a ``touching`` word's force away. ``mixed`` money (各类优抚资金) has no leading fund and yet reaches people.
    Each of ``stems`` (慰问, 走访慰问) with each of ``tails`` (金, 款, 经费) is one of the ``words`` too.
    """

    code: str
    fund: str
    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    strength: Literal["noun", "touching", "deed", "help", "bare"] = "noun"
    unless: tuple[str, ...] = ()
    civil: bool = False
    yields: bool = False
    mixed: bool = False

    def __post_init__(self) -> None:
        composed = (stem + tail for stem in self.stems for tail in self.tails)
        object.__setattr__(self, "words", tuple(dict.fromkeys((*self.words, *composed))))


@dataclass(frozen=True, slots=True)
class Group:
    """Words for a beneficiary group. ``base`` is the group whose family this one is, for arithmetic; ``civil`` groups
    are not of the service; an ``organisation`` (部队) is no person, so 3个部队 is no headcount.
    """

    group: str
    words: tuple[str, ...]
    base: str | None = None
    civil: bool = False
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Words for people that are counted but are no beneficiary group (学生, 代表, 干部)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say what an amount is.

    ``side`` is where the words stand as seen from the amount; ``reach`` how far off they may be: ``adjacent`` (at
    most ``gap`` characters between), the amount's ``clause``, or its ``sentence`` (where a ``gap`` limits it too).
    ``patterns`` are regular expressions beside the words. ``blocked_by`` words in the amount's clause, or between it
    and the cue, take the cue's force away; ``followed_by`` words must stand behind the amount in its clause;
    ``without_heads``: only in sentences that count nobody; ``below``: only for sums under so many
    yuan; ``alone``: only where no further
    sum of a list follows. A higher ``weight`` wins; one below 40 decides nothing and
    only adds its ``per`` to a rate.
    """

    role: Literal["total", "rate", "part", "plan", "history", "other"]
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    without_heads: bool = False
    alone: bool = False
    below: int = 0
    side: Side = "before"
    reach: Reach = "clause"
    gap: int = 0
    per: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    weight: int = 50


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words that say who gives and who receives. ``to_public``: giving to the public (捐款, 扶贫); ``public``: who has
    what troops give (灾区, 小学); ``by_troops``, ``by_others``: givers; ``to_civilians``, ``to_service``: whose matter
    it is, beside the groups of people.
    """

    effect: Literal["to_public", "public", "by_troops", "by_others", "to_civilians", "to_service"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordList:
    """Words that many deeds share (the verbs of giving, words for troops). Deeds name it by ``list``."""

    list: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Words that report an activity of ``type`` in a clause.

    A clause holds the activity where one of ``words`` stands and none of ``unless``, and, where given: one of
    ``needs``, a word of one of the lists ``beside`` in the clause (or earlier, where the words are counted: 板报6期),
    a word of one of the lists ``around`` in its sentence, and no word of the lists ``unless_around`` there. Deeds of
    several types may stand in a clause by different words; where they claim the same words the higher ``weight`` wins.
    ``counted``: the words stand right before a figure (救助22户). ``object``: the words of ``beside`` are verbs that
    must have the rule's words for their object (成立了领导小组, 领导小组及时调整, not 领导小组建立了档案). ``general``:
    the words name a kind of work and no single deed, so it gives way where its paragraph goes on to tell one of the
    type.
    """

    type: str
    words: tuple[str, ...]
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    unless_around: tuple[str, ...] = ()
    weight: int = 50
    counted: bool = False
    object: bool = False
    general: bool = False


@dataclass(frozen=True, slots=True)
class Festival:
    """A feast or memorial day that dates a deed.

    One of ``solar`` (MM-DD, or MM for a whole month), ``lunar`` (MM-DD of the lunar calendar), ``term`` (a solar
    term), ``weekday`` (MM-N-D: the Nth weekday D of a month) or ``both`` (the names of two feasts' rules: 两节).
    ``words`` name it anywhere; ``weak`` words only in quotation marks, after a year, before 期间, 前夕 and the like,
    or beside another feast. ``digits``: the words are written in digits, so they may hold a dot (八·一) and must not
    be part of a longer number. ``not_after``, ``not_before``: words behind, or ahead of, which it is a name
    (八一小学).
    """

    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    solar: str | None = None
    lunar: str | None = None
    term: str | None = None
    weekday: str | None = None
    both: tuple[str, ...] = ()
    digits: bool = False
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A form of writing a time.

    ``pattern`` is a regular expression with the named fragments of extractor/date_forms.py ({year}, {month}, {day},
    {part}, {year2} …); ``edtf`` a template of what they hold: {date} and {date2} are year, month and day as far as
    written; {year}, {day}, {quarter}, {season}, {decade} and {plan} stand alone. ``masked``: the template where the
    year has masked digits. ``this_year``: the template where the year is said as 今年. ``starts``: the words that a
    match may begin with, beside a year or month (2023年, 20xx年, 今年, 每年, 8月, 八月), which are always tried. A
    higher ``weight`` is tried first. ``split``: two dates rather than a span where the second does not follow the
    first at once (3月5日、12日).
    """

    pattern: str
    edtf: str
    starts: tuple[str, ...] = ()
    weight: int = 50
    masked: str | None = None
    this_year: str | None = None
    recurring: bool = False
    split: bool = False


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A standard section and the wordings that tell it. In a wording … stands for up to twelve characters of a clause,
    ``^`` and ``$`` for the beginning and end of the words looked at, ``{year}`` for a year, masked or not.

    ``headings`` tell it by a heading; where ``leads`` is true also by the clause that opens a paragraph (二是开展慰问).
    ``cues`` tell it by a paragraph that holds ``needs`` different ones, ``openings`` by words that open a clause.
    ``closing``: cues count only in the text's second half. None of it where one of ``unless`` stands in the same
    heading, opening words or sentence. An example that ends in 。is a paragraph, any other a heading.
    """

    code: str
    headings: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: int = 2
    leads: bool = True
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that show that a paragraph touches a standard section: with ``needs`` different ones, the section's own
    cues among them, the draft checker does not call it missing. ``closing``: only in the text's second half.
    """

    code: str
    words: tuple[str, ...]
    needs: int = 2
    closing: bool = False


@dataclass(frozen=True, slots=True)
class TypeWords:
    """Words of a title that tell the document's type. ``body`` and ``unless`` tell it by the form of the text, where
    one of ``body`` stands near its beginning and none of ``unless`` anywhere; ``ignore`` are words that only look
    like one of ``unless``. An example that ends in 。is a text, any other a title.
    """

    type: str
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Endings of unit names, and words that tell the unit's kind.

    ``tails`` follow a name without belonging to it (柳溪镇人民政府). ``own`` are the words by which such a unit
    speaks of itself (我乡); ``body`` decide between kinds that speak alike (我局). ``proper``: the name is good
    without its county (柳溪县云水镇 is 云水镇). ``not_names`` are words that only look like a name (下乡). An example
    with 【】 is a title with a name, any other a text whose unit is of the kind.
    """

    unit_kind: str
    endings: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """Which standard sections a kind of unit is expected to write. ``unit_kind`` ``any``: kinds without an entry."""

    unit_kind: str
    expected: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A kind of finding in a draft, by its ``code``, with all that a writer is told of it. Texts are English message
    ids, whose Chinese stands in the catalogue.

    ``title`` names it in a few words; ``message`` is said of each finding and may hold {text}, the words meant, and
    what else its check tells; ``suggestion`` is what to do. ``what``, ``why`` and ``instead`` are its page in the docs.

    ``words`` and ``unless`` are what the code's check looks for and what stills it, where it looks for words.

    An example is a sentence, or a whole draft of several lines whose first is its title; 【】 marks the words meant,
    ``2023|`` before it is the year of the draft, a line of = parts an earlier year's summary from the draft.
    """

    code: str
    level: Literal["error", "warning", "hint"]
    title: str
    message: str
    what: str
    why: str
    instead: str
    suggestion: str = ""
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that a draft should not hold. ``code`` is the finding that they give.

    ``patterns`` are regular expressions; a group ``w`` marks the words meant where they are not all of it.
    ``instead`` is what to write; names of groups in braces stand for what they hold. ``zone``: the title alone, the
    headings' and body's text, or both. ``since`` and ``before``: only in a draft of these years, the first named
    included, the second not. ``beside``: one of these words must stand in the same sentence; ``unless``: none of them.
    ``level``: where it is not that of the code. ``once``: only the first place is told.
    """

    code: str
    patterns: tuple[str, ...]
    instead: str = ""
    zone: Literal["title", "body", "any"] = "any"
    since: int = 0
    before: int = 0
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    level: Literal["error", "warning", "hint"] | None = None
    once: bool = False


KINDS: dict[str, type] = {
    "measure": Measure,
    "fund": Fund,
    "group": Group,
    "person": Person,
    "cue": Cue,
    "modifier": Modifier,
    "deed": Deed,
    "words": WordList,
    "festival": Festival,
    "date": DatePattern,
    "section": SectionKind,
    "trace": Trace,
    "document": TypeWords,
    "unit": UnitWords,
    "profile": Profile,
    "finding": FindingKind,
    "wording": Wording,
}
