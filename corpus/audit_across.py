"""Checks across papers: part of a year against the year, the same figures twice, jumps, rates against standards."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from extractor.i18n import N_

from .audit_checks import Outcome, Quotes
from .choose import WHOLE, span
from .compare import Answer, Cells
from .figures import Change, Figure, add, percent
from .queries import Paper
from .standards import Standard, closest, in_terms_of
from .units import Units

LEAST_SUMS = 3  # so many equal sums in two papers are no chance
LEAST_ALIKE = 1_000_000  # fen: from 1万元 on, one sum in the same words is none either
_YEARS = re.compile(r"(?:19|20)?\d{2}年|20[xX]{2}年|\s")

_PART = N_("{unit}: months {first} to {last} of {year} {stated}, the whole year {expected}")
_JUMP = N_("{unit}: {before} in {last}, {now} in {year}: {change}")
_FROM_NOTHING = N_("{unit}: nothing in {last}, {now} in {year}")
_SAME = N_("{count} sums alike: {sums}")
_SAME_WORDS = N_("{sums} in the same words")
_STANDARD = N_("the standard is {standard}; paid: {paid}")
_NO_STANDARD = N_("no standard for it in the table")
_OTHER_TERMS = N_("cannot be measured by the standard of {standard}: it is for something else or another time")


class Told(NamedTuple):
    """A sum as written in a paper."""

    id: int
    value: int
    sentence: str


def part_years(connection: sqlite3.Connection, answer: Answer, papers: Sequence[Paper]) -> Iterator[Outcome]:
    """Papers on part of a year against the one on the whole year: no part can be more than the whole."""
    quotes = Quotes(connection)
    sums = _sums_by_paper(answer)
    for (unit, year), choice in sorted(answer.gathered.chosen.items(), key=lambda item: (item[0][1], item[0][0])):
        among = [paper for paper in (*choice.taken, *choice.left) if paper.year == year and paper in papers]
        whole = next((paper for paper in among if span(paper, year) == WHOLE), None)
        if whole is None:
            continue
        expected = sums.get((whole.id, year), Figure()).value
        for part in among:
            if span(part, year) != WHOLE:
                stated = sums.get((part.id, year), Figure()).value
                first, last = span(part, year)
                fields = {"unit": unit, "year": year, "first": first, "last": last}
                told = {"stated": stated, "expected": expected}
                result = "holds" if stated <= expected else "fails"
                places = (quotes.paper(part), quotes.paper(whole))
                yield Outcome("half_year", result, places, expected, stated, False, _PART, fields, told)


def alike(connection: sqlite3.Connection, answer: Answer, papers: Sequence[Paper]) -> Iterator[Outcome]:
    """The same sums in papers of two units or two years: three or more of them, or one large one in the same words.

    One of such papers at least is of ``papers``; papers with the same sums are told together.
    """
    everyone = {**answer.gathered.papers, **answer.gathered.others}
    told = {key: sums for key, sums in _told(connection).items() if key in everyone}
    view, units = {paper.id for paper in papers}, answer.gathered.units
    quotes, known = Quotes(connection), set[tuple[str, str]]()
    by_sums: dict[tuple[int, ...], list[str]] = defaultdict(list)
    by_words: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for key, sums in sorted(told.items()):
        by_sums[tuple(sorted(one.value for one in sums))].append(key)
        for one in sums:
            if one.value >= LEAST_ALIKE:
                by_words[one.value, _bare(one.sentence, everyone[key].unit)].setdefault(key, one.id)
    for values, found in by_sums.items():
        if len(set(values)) >= LEAST_SUMS and (pairs := _pairs(found, everyone, view, units)):
            known.update(pairs)
            places = tuple(quotes.paper(everyone[key]) for key in found)
            yield Outcome(
                "same_figures", "fails", places, said=_SAME, fields={"count": len(values)}, sums={"sums": values}
            )
    for (value, _words), named in by_words.items():
        if set(_pairs(list(named), everyone, view, units)) - known:
            facts = [quotes.fact(everyone[key], "amount", number) for key, number in named.items()]
            places = tuple(filter(None, facts))
            yield Outcome("same_wording", "fails", places, said=_SAME_WORDS, sums={"sums": (value,)})


def _pairs(found: Sequence[str], papers: dict[str, Paper], view: set[str], units: Units) -> list[tuple[str, str]]:
    """Those of two units or two years among papers that tell the same, one of them at least in view."""
    return [
        (one, other)
        for one, other in combinations(found, 2)
        if view.intersection((one, other)) and _apart(units, papers[one], papers[other])
    ]


def jumps(answer: Answer, cells: dict[tuple[str, str], Cells], share: int) -> Iterator[Outcome]:
    """Units whose subsidies changed by more than ``share`` percent against the year before."""
    years = set(answer.question.years)
    for (unit, _counted_in), figures in sorted(cells.items()):
        for year in sorted(column for column in figures if isinstance(column, int)):
            before, now = figures.get(year - 1), figures[year]
            change = Change.between(before, now)
            if before is None or change is None or (years and year not in years):
                continue
            fields: dict[str, object] = {"unit": unit, "last": year - 1, "year": year}
            told = {"before": before.value, "now": now.value}
            if change.share is not None:
                result = "fails" if abs(change.share) * 100 > share else "holds"
                fields["change"] = percent(change.share)
                yield Outcome("jump", result, (), before.value, now.value, False, _JUMP, fields, told)
            elif now.value:
                yield Outcome("jump", "unknown", (), before.value, now.value, False, _FROM_NOTHING, fields, told)


def against_standards(
    connection: sqlite3.Connection, papers: Sequence[Paper], standards: Sequence[Standard], units: Units
) -> Iterator[Outcome]:
    """Every rate that the papers tell against the standard for its fund, group, unit and year."""
    quotes = Quotes(connection)
    sql = """SELECT id, value_fen, bound, fund, beneficiary_group, per, coalesce(year, ?2) FROM amount
WHERE summary = ?1 AND role = 'rate' AND value_fen IS NOT NULL AND suspect = 0 ORDER BY id"""
    for paper in papers:
        unit = units.resolve(paper.unit)
        for number, value, bound, fund, group, per, year in connection.execute(sql, (paper.id, paper.year)).fetchall():
            quote = quotes.fact(paper, "amount", number)
            fit = closest([one for one in standards if one.covers(fund, group, unit, year, units)])
            places = (quote,) if quote else ()
            if fit is None:
                if any(one.fund == fund for one in standards):
                    yield Outcome("standard", "unknown", places, None, value, said=_NO_STANDARD)
                continue
            paid = in_terms_of(value, json.loads(per), fit)
            if paid is None:
                yield Outcome("standard", "unknown", places, said=_OTHER_TERMS, sums={"standard": fit.rate})
                continue
            result = "holds" if paid == fit.rate else "fails" if bound == "exact" else "unknown"
            sums = {"standard": fit.rate, "paid": paid}
            yield Outcome("standard", result, places, fit.rate, paid, said=_STANDARD, sums=sums)


def _sums_by_paper(answer: Answer) -> dict[tuple[str, int], Figure]:
    sums: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for entry in answer.entries:
        if entry.year is not None and answer.gathered.in_scope(entry):
            sums[entry.summary, entry.year].append(entry.figure)
    return {key: add(figures) for key, figures in sums.items()}


def _told(connection: sqlite3.Connection) -> dict[str, list[Told]]:
    """The sums that papers tell as totals, each once."""
    sql = """SELECT f.summary, f.id, f.value_fen, t.text FROM amount f
JOIN sentence t ON t.summary = f.summary AND t.ordinal = f.sentence
WHERE f.role = 'total' AND f.repeat = 0 AND f.suspect = 0 AND f.derived = 0 AND f.value_fen > 0 ORDER BY 1, 2"""
    told: dict[str, list[Told]] = defaultdict(list)
    for summary, number, value, sentence in connection.execute(sql):
        told[summary].append(Told(number, value, sentence))
    return told


def _bare(sentence: str, unit: str | None) -> str:
    """A sentence without what differs between a copy and its model: the years and the unit's name."""
    return _YEARS.sub("", sentence.replace(unit, "") if unit else sentence)


def _apart(units: Units, one: Paper, other: Paper) -> bool:
    """Whether two papers are of two units, or of two years; versions of one paper tell the same, as they should."""
    same_unit = units.resolve(one.unit) == units.resolve(other.unit)
    return not (same_unit and one.year == other.year)
