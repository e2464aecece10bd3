"""How facts came to be: what the steps of the same run considered, as a tree of values.

Nothing is decided here. The functions that decide (extractor/roles.py, funds.py, heads.py, meaning.py) are asked for
all they considered; what they chose stands in the facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.errors import TaizhangError
from extractor.fund_scopes import widening
from extractor.funds import named_funds, purpose
from extractor.heads import counted
from extractor.i18n import N_
from extractor.match import Hit
from extractor.model import Activity, Amount, Check, Date, Document, Headcount, Sentence, Summary, Told
from extractor.outline import outline
from extractor.pipeline import Steps, atoms, document_of, read_clean, summary_of, take_steps, years
from extractor.reading import Reading, YearRange
from extractor.recipients import beneficiary
from extractor.repeats import same_sum
from extractor.roles import DEFAULT_RULE, Sighting, best_reading, distance, offers, read_roles, refusal, sightings
from extractor.rules import Rules
from extractor.scene import Scene
from extractor.spans import READING
from extractor.sums import Sum
from extractor.tokens import tokenize

Fact = Amount | Headcount | Date | Activity
FACT = re.compile(r"(?:(?P<ordinal>\d+)-)?(?P<kind>[ahdv])?(?P<id>\d+)")

_NO_FACT = N_("{source}: there is no fact {fact}. Facts are named 7 or a7 (amount 7), h3, d1, v2; 2-a7 in summary 2.")


class NoSuchFactError(TaizhangError):
    """A fact's name that fits nothing in the file."""


@dataclass(frozen=True, slots=True)
class Word:
    """A rule's word, ``start`` code points into the fact's sentence (negative before it, in what stands above)."""

    text: str
    start: int
    rule: str
    kind: str


@dataclass(frozen=True, slots=True)
class CueSeen:
    """A cue that was considered for an amount. ``distance`` in characters, None where it stands on the wrong side;
    ``why_not`` None where it applies, else what spoke against it.
    """

    words: str
    rule: str
    role: str
    weight: int
    side: str
    distance: int | None
    why_not: str | None


@dataclass(frozen=True, slots=True)
class RoleReason:
    """How an amount got its role.

    ``cues`` are all of its sentence, ``others`` what dates, plans and spans of years said, ``first`` the reading that
    they led to (``carried``: taken over from the sum before in a list; ``header``: of a table's headers). ``role`` and
    ``rule`` are what stands in the fact; where they differ from ``first``, arithmetic mended it.
    """

    cues: tuple[CueSeen, ...]
    others: tuple[Reading, ...]
    first: Reading
    carried: bool
    header: bool
    role: str
    rule: str

    @property
    def mended(self) -> bool:
        return (self.first.role, self.first.rule) != (self.role, self.rule)


@dataclass(frozen=True, slots=True)
class ScopeTried:
    """A stretch of text that was searched for words for money, and those found there."""

    name: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class FundReason:
    """How an amount got its fund: the scopes from the narrowest to the one that named it, and the words that did.
    ``from_parts``: a table's total, named by what it adds up. ``unspent``: money neither given nor spent, of no fund.
    """

    scopes: tuple[ScopeTried, ...]
    named_by: tuple[Word, ...]
    from_parts: bool
    unspent: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """How one fact came to be. ``name`` is its summary's ordinal, its kind's letter and its id.

    ``who`` is the word for the people of an amount or a headcount; ``whole`` the id of the amount that this one is a
    part of; ``told_too`` the ids of amounts that tell the same sum.
    """

    name: str
    fact: Fact
    sentence: str
    tokens: tuple[str, ...]
    words: tuple[Word, ...]
    role: RoleReason | None = None
    fund: FundReason | None = None
    who: Word | None = None
    whole: int | None = None
    told_too: tuple[int, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A summary of a file with the reasons for its facts."""

    document: Document
    summary: Summary
    reasons: tuple[Reason, ...]


def explain(
    source: str, data: bytes, *, told: Told | None = None, rules: Rules, fact: str | None = None
) -> list[Explanation]:
    """The reasons for all amounts of a file, or for one fact: 7 or a7, h3, d1, v2, 2-a7 for one of the second summary.

    Raises UnreadableFile, NoSuchFactError.
    """
    wanted = parse_name(fact, source) if fact is not None else None
    read = read_clean(source, data)
    steps = [take_steps(part, source, told or Told(), rules) for part in outline(read.blocks)]
    explainers = [Explainer(one, rules) for one in steps]
    document = document_of(source, data, read, [one.summary for one in explainers], rules)
    chosen = [one for one in explainers if wanted is None or one.summary.ordinal == wanted[0]]
    found = [Explanation(document, one.summary, tuple(one.reasons(wanted))) for one in chosen]
    if wanted is not None and not any(one.reasons for one in found):
        raise NoSuchFactError(_NO_FACT, source=source, fact=fact)
    return found


Name = tuple[int, str, int]  # ordinal, kind's letter, id


def parse_name(name: str, source: str) -> Name:
    """A fact's name. Raises NoSuchFactError."""
    match = FACT.fullmatch(name)
    if match is None:
        raise NoSuchFactError(_NO_FACT, source=source, fact=name)
    return int(match["ordinal"] or 1), match["kind"] or "a", int(match["id"])


class Explainer:
    """One summary's steps and facts, to be asked for reasons."""

    def __init__(self, steps: Steps, rules: Rules) -> None:
        self.steps, self.rules = steps, rules
        self.summary = summary_of(steps)
        self.years = years(steps.identity)
        self.sums = {one.start: one for one in steps.meaning.sums}
        self.ids = {amount.start: amount.id for amount in self.summary.amounts if not amount.derived}

    def reasons(self, wanted: Name | None) -> Iterator[Reason]:
        """Of all amounts, or of the one fact."""
        summary = self.summary
        if wanted is None:
            yield from map(self.amount, summary.amounts)
            return
        _, kind, number = wanted
        if kind == "a":
            yield from (self.amount(fact) for fact in summary.amounts if fact.id == number)
        elif kind == "h":
            yield from (self.headcount(fact) for fact in summary.headcounts if fact.id == number)
        else:
            others: Sequence[Date | Activity] = summary.dates if kind == "d" else summary.activities
            yield from (self.plain(kind, fact) for fact in others if fact.id == number)

    def amount(self, fact: Amount) -> Reason:
        """An amount's reason; a derived one has that of its rate, but for the role."""
        one = self.sums[fact.start]
        scene = one.scene
        who = beneficiary(scene, one.money) if one.purpose.beneficiary else None
        same = [other for other in self.steps.meaning.sums if other is not one and same_sum(one, other)]
        known = ("amount", fact.derived_from[0] if fact.derived else fact.id)
        return Reason(
            f"{self.summary.ordinal}-a{fact.id}",
            fact,
            self.summary.sentence_text(fact.sentence),
            self.tokens(scene.sentence),
            self.words(scene.sentence.start, scene.sentence.end, scene.sentence),
            None if fact.derived else role_reason(one, self.rules, self.years),
            fund_reason(one),
            who and word(who, scene.sentence),
            self.ids.get(one.whole) if one.whole is not None and not fact.derived else None,
            tuple(self.ids[other.start] for other in same if fact.repeat or other.repeat),
            tuple(check for check in self.summary.checks if known in check.operands),
        )

    def headcount(self, fact: Headcount) -> Reason:
        """A headcount's reason: its measure word's rule, and the noun that says who is counted."""
        scene = next(scene for scene in self.steps.scenes if any(heads.start == fact.start for heads in scene.heads))
        noun = counted(scene, next(heads for heads in scene.heads if heads.start == fact.start))
        checks = tuple(check for check in self.summary.checks if ("headcount", fact.id) in check.operands)
        return self.plain("h", fact, noun and word(noun, scene.sentence), checks)

    def plain(self, kind: str, fact: Fact, who: Word | None = None, checks: tuple[Check, ...] = ()) -> Reason:
        """What there is to say of any fact. Its words are its sentence's, an activity's those of its clauses."""
        sentence = self.steps.sentences[fact.sentence]
        stretch = (fact.start, fact.end) if kind == "v" else (sentence.start, sentence.end)
        return Reason(
            f"{self.summary.ordinal}-{kind}{fact.id}",
            fact,
            self.summary.sentence_text(fact.sentence),
            self.tokens(sentence),
            () if kind == "d" else self.words(*stretch, sentence, deeds=kind == "v"),
            who=who,
            checks=checks,
        )

    def tokens(self, sentence: Sentence) -> tuple[str, ...]:
        """The sentence as cut: times, sums and headcounts whole."""
        found, start, end = self.steps.found, sentence.start, sentence.end
        whole = [(a - start, b - start) for a, b in atoms(found.dates, found.moneys, found.heads) if start <= a < end]
        return tuple(tokenize(found.text[start:end], whole))

    def words(self, start: int, end: int, sentence: Sentence, *, deeds: bool = False) -> tuple[Word, ...]:
        """The words of rules in a stretch of a sentence, in order: those for ``deeds`` or those for figures."""
        hits = self.steps.found.deeds if deeds else self.steps.found.hits
        own = {word(hit, sentence) for hit in hits if start <= hit.start < end and hit.field == "words"}
        return tuple(sorted(own, key=lambda one: (one.start, -len(one.text), one.rule)))


def word(hit: Hit, sentence: Sentence) -> Word:
    """A hit as seen from its sentence."""
    return Word(hit.word, hit.start - sentence.start, hit.rule.name, hit.kind)


def role_reason(one: Sum, rules: Rules, time: YearRange) -> RoleReason:
    """What was considered for a sum's role."""
    scene, money = one.scene, one.money
    if scene.cell is not None and scene.cell.reading is not None:
        return RoleReason((), (), scene.cell.reading, False, True, one.role, one.rule)
    seen = list(sightings(scene, rules))
    cues = tuple(cue_seen(scene, one, sighting, seen, time) for sighting in seen)
    names = {cue.rule for cue in cues}
    others = tuple(reading for _, _, reading in offers(scene, money, seen, time) if reading.rule not in names)
    first = read_roles(scene, rules, time)[scene.moneys.index(money)]
    if one.rule == READING.rule:
        return RoleReason(cues, (*others, READING), READING, False, False, one.role, one.rule)
    carried = first.rule != DEFAULT_RULE and best_reading(scene, money, seen, time) is None
    return RoleReason(cues, others, first, carried, False, one.role, one.rule)


def cue_seen(scene: Scene, one: Sum, sighting: Sighting, seen: list[Sighting], time: YearRange) -> CueSeen:
    """One cue as considered for a sum."""
    gap = distance(scene, sighting, one.money)
    why_not = "wrong_side" if gap is None else refusal(scene, sighting, one.money, gap, seen, time)
    cue = sighting.cue
    words = scene.text[sighting.start : sighting.end]
    return CueSeen(words, sighting.rule.name, cue.role, cue.weight, cue.side, gap, why_not)


def fund_reason(one: Sum) -> FundReason:
    """The scopes that were searched for a sum's fund, up to the one that names it."""
    scene = one.scene
    tried: list[ScopeTried] = []
    for name, hits in widening(scene, one.money):
        if tried and tried[-1].name == name:  # nouns first, then all words of the same stretch
            tried.pop()
        tried.append(ScopeTried(name, tuple(word(hit, scene.sentence) for hit in hits)))
        if hits:
            break
    named = tuple(word(hit, scene.sentence) for hit in named_funds(scene, one.money))
    first = purpose(scene, one.money)
    unspent = bool(first.funds) and not one.purpose.funds
    return FundReason(tuple(tried), named, first != one.purpose and not unspent, unspent)
