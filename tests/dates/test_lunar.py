from __future__ import annotations

import pytest

from extractor.lunar import day_span, lunar_day, nth_weekday, term_day


@pytest.mark.parametrize(
    ("year", "feast", "day"),
    [
        (1998, "01-01", "1998-01-28"),
        (2006, "01-01", "2006-01-29"),
        (2019, "01-01", "2019-02-05"),
        (2023, "01-01", "2023-01-22"),
        (2024, "01-01", "2024-02-10"),
        (2033, "01-01", "2033-01-31"),
        (2023, "12-30", "2023-01-21"),
        (2023, "01-15", "2023-02-05"),
        (2023, "05-05", "2023-06-22"),  # after the leap second month
        (2020, "08-15", "2020-10-01"),  # after the leap fourth month
        (2023, "08-15", "2023-09-29"),
        (2023, "09-09", "2023-10-23"),
        (2024, "12-08", "2024-01-18"),
    ],
)
def test_lunar_day(year: int, feast: str, day: str) -> None:
    assert str(lunar_day(year, feast)) == day


@pytest.mark.parametrize(("year", "day"), [(2019, "2019-04-05"), (2020, "2020-04-04"), (2023, "2023-04-05")])
def test_qingming(year: int, day: str) -> None:
    assert str(term_day(year, "清明")) == day


def test_years_out_of_reach() -> None:
    assert lunar_day(1066, "01-01") is None
    assert term_day(3000, "清明") is None


def test_third_saturday_of_september() -> None:
    assert [str(nth_weekday(year, "09-3-6")) for year in (2021, 2022, 2023, 2024)] == [
        "2021-09-18",
        "2022-09-17",
        "2023-09-16",
        "2024-09-21",
    ]
    with pytest.raises(ValueError, match="09"):
        nth_weekday(2023, "09")


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-08-01", "2023-08-01", "2023-08-01"),
        ("2023-01~", "2023-01-01", "2023-01-31"),
        ("2023-40", "2023-01-01", "2023-06-30"),
        ("2023-41", "2023-07-01", "2023-12-31"),
        ("2023-23", "2023-09-01", "2023-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("2016/2020", "2016-01-01", "2020-12-31"),
        ("2023-01/2023-03", "2023-01-01", "2023-03-31"),
        ("2019/..", "2019-01-01", None),
        ("20XX", None, None),
        ("20XX-08-01", None, None),
        ("201X-05", None, None),
        ("XXXX", None, None),
        ("XXXX-XX-25", None, None),
        (None, None, None),
    ],
)
def test_day_span(edtf: str | None, start: str | None, end: str | None) -> None:
    assert day_span(edtf) == (start, end)
