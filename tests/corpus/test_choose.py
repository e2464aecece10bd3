"""Which papers and which units speak; what periods cover."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.choose import choose, tops
from corpus.periods import days, months, year_of
from corpus.queries import Paper
from corpus.units import Unit, to_units

DAYS = {
    "2016": ("2016-01-01", "2016-12-31"),
    "2016~": ("2016-01-01", "2016-12-31"),
    "2016-02": ("2016-02-01", "2016-02-29"),
    "2023-40": ("2023-01-01", "2023-06-30"),
    "2023-41": ("2023-07-01", "2023-12-31"),
    "2016-33": ("2016-01-01", "2016-03-31"),
    "2016-01/2016-03": ("2016-01-01", "2016-03-31"),
    "2016/2020": ("2016-01-01", "2020-12-31"),
    "2019/..": ("2019-01-01", None),
    "2016-08-01": ("2016-08-01", "2016-08-01"),
    "2016-02-30": (None, None),
    "2016-13": (None, None),
    "2016-21": (None, None),
    "20XX": (None, None),
    "201X": (None, None),
    "XXXX-08-01": (None, None),
    "": (None, None),
    None: (None, None),
}


@pytest.mark.parametrize("period", DAYS)
def test_days_of_a_period(period: str | None) -> None:
    assert days(period) == DAYS[period]


YEARS = [
    ("2016", 2018, 2016),
    ("2016-07", 2018, 2016),
    ("2016-01/2016-03", None, 2016),
    ("2016/2020", 2018, None),
    ("2019/..", 2020, None),
    (None, 2018, 2018),
    (None, None, None),
    ("XXXX-08-01", 2018, 2018),
    ("20XX", 2018, 2018),
    ("201X", 2018, 2018),
    ("201X", 2008, None),
    ("20XX", None, None),
]


@pytest.mark.parametrize(("period", "year", "expected"), YEARS)
def test_the_year_of_a_fact(period: str | None, year: int | None, expected: int | None) -> None:
    assert year_of(period, year) == expected


def test_months_are_of_the_one_year() -> None:
    assert months("2018-01-01", "2018-06-30", 2018) == (1, 6)
    assert months("2018-01-01", "2018-06-30", 2019) is None
    assert months("2018-01-01", None, 2018) is None


def paper(name: str, period: str | None, kind: str = "summary", fen: int = 0, year: int | None = 2018) -> Paper:
    first, last = days(period)
    return Paper(name, name, "镇", "township", year, period, first, last, kind, name, fen)


WHOLE, H1, H2, Q1, Q2 = "2018", "2018-40", "2018-41", "2018-33", "2018-34"
CHOICES: dict[str, tuple[list[tuple[str, str | None]], set[str]]] = {
    "the year before its halves": ([("a", H1), ("b", WHOLE), ("c", H2)], {"b"}),
    "two halves": ([("a", H1), ("b", H2)], {"a", "b"}),
    "a half before its quarters": ([("a", Q1), ("b", Q2), ("c", H1)], {"c"}),
    "a quarter and the other half": ([("a", Q2), ("b", H2)], {"a", "b"}),
    "quarters": ([("a", Q1), ("b", Q2)], {"a", "b"}),
    "unknown period is the whole year": ([("a", None), ("b", H1)], {"a"}),
}


@pytest.mark.parametrize("name", CHOICES)
def test_the_longest_papers_that_do_not_overlap(name: str) -> None:
    papers, taken = CHOICES[name]
    choice = choose([paper(*one) for one in papers], 2018)
    assert {one.id for one in choice.taken} == taken
    assert len(choice.taken) + len(choice.left) == len(papers)


def test_of_two_alike_the_summary_then_the_fuller_then_the_first() -> None:
    two = [
        paper("a", WHOLE, "report", 900),
        paper("b", WHOLE, fen=100),
        paper("c", WHOLE, fen=200),
        paper("d", WHOLE, fen=200),
    ]
    assert choose(two, 2018).taken[0].id == "c"


def test_the_year_s_own_paper_goes_before_a_later_one() -> None:
    assert choose([paper("a", "2019", year=2019, fen=900), paper("b", H1)], 2018).taken[0].id == "b"


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Unit], set[str]]:
    count = draw(st.integers(1, 12))
    parents = [draw(st.integers(-1, n - 1)) for n in range(count)]
    units = [Unit(f"u{n}", "other", "other", None if p < 0 else f"u{p}") for n, p in enumerate(parents)]
    return units, draw(st.sets(st.sampled_from([unit.name for unit in units])))


@given(trees())
def test_a_total_holds_each_branch_once(tree: tuple[list[Unit], set[str]]) -> None:
    entries, reported = tree
    units = to_units(entries)
    found = tops(reported, {unit.name: unit.kind for unit in entries}, units)
    chosen = set(found.units)
    assert chosen <= reported
    assert not found.unplaced
    assert all(not chosen.intersection(units.above(name)) for name in chosen)  # none stands under another
    assert all(chosen.intersection({name, *units.above(name)}) for name in reported)  # and none is left out
