"""What an EDTF period covers: its days, and the one year that it names; and years as users write them."""

from __future__ import annotations

import re
from calendar import monthrange

from extractor.errors import TaizhangError
from extractor.i18n import N_

_NO_YEARS = N_("{text} names no years. Write 2021, or 2019..2022, or 2019,2021.")

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?\Z")
_PARTS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}  # EDTF's quarters and half-years


class QuestionError(TaizhangError):
    """A question that the archive cannot answer as put."""


def parse_years(text: str) -> tuple[int, ...]:
    """``2021``, ``2019..2022`` or ``2019,2021`` as years in order. Raises QuestionError for anything else."""
    years: set[int] = set()
    for piece in text.replace("，", ",").split(","):
        first, dots, last = (part.strip() for part in piece.partition(".."))
        if not (first.isdecimal() and len(first) == 4) or (dots and not (last.isdecimal() and len(last) == 4)):
            raise QuestionError(_NO_YEARS, text=text)
        years.update(range(int(first), int(last or first) + 1))
    if not years:
        raise QuestionError(_NO_YEARS, text=text)
    return tuple(sorted(years))


def days(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day, ISO 8601, that a period covers; None for a side that is open, masked or unknown."""
    first, slash, last = (edtf or "").partition("/")
    return _days(first)[0], _days(last if slash else first)[1]


def year_of(period: str | None, summary_year: int | None) -> int | None:
    """The year that a fact is for: the one that its period names, else its summary's; None for several years."""
    first, last = days(period)
    if first and last:
        return int(first[:4]) if first[:4] == last[:4] else None
    if not period or period.startswith("XXXX"):
        return summary_year
    if first or "/" in period:
        return None
    masked = re.compile(period[:4].replace("X", r"\d"))
    return summary_year if summary_year and masked.fullmatch(str(summary_year)) else None


def months(first_day: str | None, last_day: str | None, year: int) -> tuple[int, int] | None:
    """The months of a year that a period covers, as first and last; None where it is not known or not within it."""
    if not first_day or not last_day or int(first_day[:4]) != year or int(last_day[:4]) != year:
        return None
    return int(first_day[5:7]), int(last_day[5:7])


def _days(edtf: str) -> tuple[str | None, str | None]:
    form = _FORM.match(edtf)
    if not form:
        return None, None
    year, part, day = form.groups()
    if not part:
        return f"{year}-01-01", f"{year}-12-31"
    first, last = _PARTS.get(int(part), (int(part), int(part)))
    if not 1 <= first <= 12 or int(year) == 0:
        return None, None
    end = monthrange(int(year), last)[1]
    if not day:
        return f"{year}-{first:02}-01", f"{year}-{last:02}-{end:02}"
    return (f"{year}-{part}-{day}",) * 2 if 1 <= int(day) <= end else (None, None)
