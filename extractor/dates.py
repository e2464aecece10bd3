"""The dates of a text: written forms and feasts -> DateHit with EDTF (ISO 8601-2). Pure; on folded text.

A form without a year takes the year that its sentence named last (20xx年…，8月: 20XX-08; 每年…，建军节: recurring),
else the summary's. Text in 《》 and in headings holds no dates. Field meanings follow docs/fact-model.md: Date.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.date_forms import (
    CLOSING,
    FEAST_TAIL,
    NUMBERED,
    OPENING,
    QUOTES,
    DateRules,
    Feast,
    Year,
    read_year,
)
from extractor.date_values import feast_edtf, form_edtf
from extractor.kinds import DatePattern
from extractor.lunar import day_span
from extractor.model import Basis
from extractor.rules import Rule

Spans = Sequence[tuple[int, int]]

_STOP = re.compile(r"[。！？!?\n]")
_TITLE = re.compile(r"《[^《》\n]{0,80}》")
_TAIL = re.compile(FEAST_TAIL)
_INSIDE = re.compile(r"(?:[0-9A-Za-z*×_#]|\d\.)[0-9xX*×_#]$")  # a start inside a number or a word
_EACH = ("每逢", "每到", "每当")
_TIME = re.compile("(?:之际|期间|前夕|前后|前|当[天日])$")
_BESIDE = re.compile(rf"[{QUOTES}（(]{{0,2}}[、和及与,，]?(?:以及)?[{QUOTES}（(]{{0,2}}")
_PEOPLE = re.compile("(?:[春夏秋冬]季)?(?:入伍|参军|退役|退伍|出生|健在|以前|之前)")
_FROM = re.compile(r"[从由比较](?:原来)?$")
_CLOSED = re.compile(f"[{CLOSING}]")
# A motto's length on either side of the feast, and how much of it says no time.
_MOTTO, _OTHERS = 16, 3
_ANNIVERSARY = re.compile(r"[”’]?[^，。；\d]{0,8}建[军党国]\d{2,3}周年")
_PLAIN = re.compile(r"建[军党国]节?|佳节|节日|节|期间|前夕|之际|[\W\d年月日和及与庆迎贺]")
_DOT = re.compile(r"[·•・.．]")
_AND = re.compile("[、和及与]")
_DIGIT = "0123456789〇零一二三四五六七八九十百千万第"


@dataclass(frozen=True, slots=True)
class DateContext:
    """What a relative date is read against: the summary's ``year`` (None: unknown).

    ``headings``: spans that hold no dates. ``undated``: spans (sections of plans) where a feast without a year
    has none.
    """

    year: int | None = None
    headings: Spans = ()
    undated: Spans = ()


class DateHit(NamedTuple):
    """A date at ``text[start:end]``. ``edtf`` None: recurring without a fixed time (每年). ``rule``: the rule's name.

    两节 gives two hits on one span.
    """

    start: int
    end: int
    edtf: str | None
    start_date: str | None
    end_date: str | None
    recurring: bool
    basis: Basis
    rule: str


class Form(NamedTuple):
    """A date form as found: its rule and the text of its groups."""

    start: int
    end: int
    rule: Rule
    body: DatePattern
    groups: dict[str, str]


class Found(NamedTuple):
    """A feast as found, with its quotation marks and what follows it. ``marked``: something shows that it is a time;
    ``each``: every year (每逢春节)."""

    start: int
    end: int
    feast: Feast
    marked: bool
    each: bool


Place = Form | Found


def find_dates(text: str, context: DateContext, rules: DateRules) -> list[DateHit]:
    """The dates of ``text`` in order of place, without overlaps (but see DateHit for 两节)."""
    barred = sorted([*context.headings, *(found.span() for found in _TITLE.finditer(text))])
    places: list[Place] = [*_forms(text, rules)]
    places = sorted([*places, *_feasts(text, rules, places)], key=lambda place: place.start)
    places = [place for place in places if not _within(place.start, barred)]
    reader = _Reader(text, context, rules)
    return [hit for place in _joined(text, places) for hit in reader.read(*place)]


def _within(position: int, spans: Spans) -> bool:
    at = bisect_right(spans, (position, len(_DIGIT) << 40)) - 1
    return at >= 0 and spans[at][0] <= position < spans[at][1]


# --- finding ---


def _forms(text: str, rules: DateRules) -> Iterator[Form]:
    starts = {found.start() for found in NUMBERED.finditer(text)} | {
        found.start() for found in rules.starts.finditer(text)
    }
    done = 0
    for start in sorted(starts):
        if _INSIDE.search(text, max(0, start - 2), start + 1):
            continue
        found = rules.forms.match(text, start) if start >= done else None
        if found is None or found.lastgroup is None or not found[0]:
            continue
        done = found.end()
        rule, body = rules.by_group[found.lastgroup]
        groups = {name: found[n] for name, n in rules.groups[found.lastgroup] if found[n]}
        yield Form(start, done, rule, body, groups)


def _feasts(text: str, rules: DateRules, forms: Sequence[Place]) -> list[Found]:
    if rules.feasts is None:
        return []
    taken = sorted((form.start, form.end) for form in forms)
    years = {form.end for form in forms}
    found = [
        _feast_at(text, match, rules)
        for match in rules.feasts.finditer(text)
        if not _within(match.start(), taken) and _dates(text, match, rules)
    ]
    return [each for n, each in enumerate(found) if _stands(text, n, found, years)]


def _dates(text: str, match: re.Match[str], rules: DateRules) -> bool:
    """Whether the word is the feast, not part of a number or a name (八一小学, 政治清明)."""
    body = rules.by_word[_word(match, rules)].body
    start, end = match.span()
    if body.digits and (_digits(text[start - 1 : start + 1]) or _digits(text[end - 1 : end + 1])):
        return False
    if _in_motto(text, start, end, rules):
        return False
    before = text[max(0, start - 8) : start].rstrip(QUOTES)
    after = text[end : end + 12].lstrip(QUOTES)
    return not (before.endswith(body.not_after) or after.startswith(body.not_before))


def _in_motto(text: str, start: int, end: int, rules: DateRules) -> bool:
    """Whether the word stands in quotation marks among others that make it a motto (“缘定七夕·爱在云华”)."""
    opened = text.rfind("“", max(0, start - _MOTTO), start)
    closed = text.find("”", end, end + _MOTTO)
    if opened < 0 or closed < 0 or "”" in text[opened:start] or "“" in text[end:closed] or rules.feasts is None:
        return False
    others = _PLAIN.sub("", rules.feasts.sub("", text[opened + 1 : closed]))
    return len(others) >= _OTHERS


def _digits(signs: str) -> bool:
    return len(signs) == 2 and signs[0] in _DIGIT and signs[1] in _DIGIT


def _word(match: re.Match[str], rules: DateRules) -> str:
    return match[0] if match[0] in rules.by_word else _DOT.sub("", match[0])


def _feast_at(text: str, match: re.Match[str], rules: DateRules) -> Found:
    start, end = match.span()
    opened = text[start - 1 : start] in tuple(OPENING)
    closed = opened and text[end : end + 1] in tuple(CLOSING)
    tail = _TAIL.match(text, end + closed)
    last = tail.end() if tail else end + closed
    time = tail is not None and _TIME.search(tail[0]) is not None
    start -= opened and _CLOSED.search(text, end, last) is not None
    each = text[start - 2 : start] in _EACH
    return Found(start - 2 * each, last, rules.by_word[_word(match, rules)], closed or time or each, each)


def _stands(text: str, n: int, found: list[Found], years: set[int]) -> bool:
    """Whether a weak word is a feast here: quoted, after a year, before 期间, or beside another feast.

    A word for two feasts beside a feast only sums them up (元旦、春节两节).
    """
    here = found[n]
    beside = any(
        0 <= n + step < len(found) and _BESIDE.fullmatch(*_between(text, here, found[n + step])) for step in (-1, 1)
    )
    if here.feast.body.both and beside:
        return False
    return not here.feast.weak or here.marked or beside or here.start in years


def _between(text: str, one: Found, other: Found) -> tuple[str, int, int]:
    first, last = sorted((one, other), key=lambda found: found.start)
    return text, first.end, last.start


def _joined(text: str, places: list[Place]) -> Iterator[tuple[Place, Form | None, int, int]]:
    """One date written twice over is one: 20xx年“八一”期间, “八一”建军节, 3月5日学雷锋日.

    Yields what says the date, the form that gives its year, and the span of both.
    """
    n = 0
    while n < len(places):
        here = places[n]
        year = here if isinstance(here, Form) and _only_year(here) and _is_feast(places, n + 1) else None
        start, end = here.start, here.end
        if year and _gap(text, end, places[n + 1]):
            n += 1
            here, end = places[n], places[n].end
        else:
            year = None
        while _is_feast(places, n + 1) and _same(here, places[n + 1]) and _gap(text, end, places[n + 1]):
            n += 1
            end = places[n].end
        yield here, year, start, end
        n += 1


def _is_feast(places: list[Place], n: int) -> bool:
    return n < len(places) and isinstance(places[n], Found)


def _gap(text: str, end: int, following: Form | Found) -> bool:
    return text[end : following.start] in ("", "的", " ", "(", "（")


def _only_year(form: Form) -> bool:
    return form.body.edtf == "{date}" and set(form.groups) == {"year"}


def _same(here: Form | Found, feast: Form | Found) -> bool:
    if not isinstance(feast, Found):
        return False
    if isinstance(here, Found):
        return here.feast.rule.name == feast.feast.rule.name
    return "day" in here.groups and "day2" not in here.groups


# --- reading ---


class _Reader:
    """Reads places in order, with the year that the sentence named last."""

    def __init__(self, text: str, context: DateContext, rules: DateRules) -> None:
        self.text = text
        self.context = context
        self.rules = rules
        self.undated = sorted(context.undated)
        self.told: Year | None = None
        self.seen = 0

    def read(self, place: Form | Found, year: Form | None, start: int, end: int) -> list[DateHit]:
        if _STOP.search(self.text, self.seen, start):
            self.told = None
        self.seen = end
        if isinstance(place, Found):
            said = "每年" if place.each else year.groups["year"] if year else None
            self.told = self._year(said) if said else self.told
            return [self._feast(each, start, end, place.feast.rule) for each in self._named(place.feast)]
        return self._form(place._replace(end=end) if end != place.end else place)

    def _year(self, text: str) -> Year:
        return read_year(text, self.context.year, self.told.edtf if self.told else None)

    def _named(self, feast: Feast) -> list[Feast]:
        both = [self.rules.by_name[name] for name in feast.body.both if name in self.rules.by_name]
        return both or [feast]

    def _feast(self, feast: Feast, start: int, end: int, rule: Rule) -> DateHit:
        told = self.told
        if told and told.recurring and _ANNIVERSARY.match(self.text, end):
            told = None  # 每逢春节…；“七一”建党100周年之际: of one year
        year = told.edtf if told else str(self.context.year or "XXXX")
        if told is None and _within(start, self.undated):
            year = "XXXX"
        edtf = feast_edtf(feast.body, year)
        recurring = bool(told and told.recurring)
        return _hit((start, end), edtf, recurring, "festival", rule)

    def _form(self, form: Form) -> list[DateHit]:
        year = self._year(form.groups["year"]) if "year" in form.groups else None
        told = None if self.text.startswith("全年", form.start) and self.told_before() else self.told
        used = year or told or Year(str(self.context.year or "XXXX"), "relative", this=True)
        dates = form_edtf(form.body, form.groups, used, self.context.year)
        if dates is None:
            return []
        wide = "/" in dates[0]
        # from last year's standard (从上年的11000元) the sentence comes back to its own year
        if _PEOPLE.match(self.text, form.end):
            pass  # 2020年秋季退役士兵: whom it is about; the sentence goes on in its own year
        elif (year or wide) and not _FROM.search(self.text, max(form.start - 2, 0), form.start):
            self.told = None if wide and "month2" not in form.groups else used
        basis: Basis = "written" if (year and year.basis == "written") or _absolute(form) else "relative"
        recurring = form.body.recurring or used.recurring
        spans = [(form.start, form.end)] if len(dates) == 1 else self._halves(form)
        return [_hit(span, edtf, recurring, basis, form.rule) for span, edtf in zip(spans, dates, strict=True)]

    def told_before(self) -> bool:
        """Whether the sentence's year is one before the summary's, or every year: 补发上年度…；全年发放 is not of last
        year.
        """
        if self.told and self.told.recurring:
            return True  # 每年帮扶一次，全年共帮扶26户
        told = self.told.edtf if self.told else ""
        return told.isdigit() and self.context.year is not None and int(told) < self.context.year

    def _halves(self, form: Form) -> list[tuple[int, int]]:
        cut = _AND.search(self.text, form.start, form.end)
        middle = cut.start() if cut else form.end
        return [(form.start, middle), (middle + 1, form.end)]


def _hit(span: tuple[int, int], edtf: str, recurring: bool, basis: Basis, rule: Rule) -> DateHit:
    known = None if recurring and edtf == "XXXX" else edtf
    return DateHit(*span, known, *day_span(known), recurring, basis, rule.name)


def _absolute(form: Form) -> bool:
    return bool({"decade", "plan"} & set(form.groups))
