"""The days of feasts, and the days that an EDTF string spans. The one door to lunar_python, imported when asked."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 40: (1, 6), 41: (7, 12)}
FIRST_YEAR, LAST_YEAR = 1850, 2200
_NTH = re.compile(r"(\d\d)-(\d)-([1-7])")
_PART = re.compile(r"(\d{4}|\d{3}X)(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


@lru_cache(maxsize=512)
def lunar_day(year: int, month_day: str) -> date | None:
    """The day in ``year`` of a lunar feast (MM-DD of the lunar calendar; 12-30 is the eve of the new year).

    A feast of the twelfth lunar month belongs to the lunar year before. None outside 1850 to 2200.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    from lunar_python import Lunar

    month, day = (int(part) for part in month_day.split("-"))
    if (month, day) == (12, 30):
        first = lunar_day(year, "01-01")
        return first and first - timedelta(days=1)
    solar = Lunar.fromYmd(year - (month == 12), month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=512)
def term_day(year: int, term: str) -> date | None:
    """The day in ``year`` of a solar term (清明). None outside 1850 to 2200; raises KeyError for an unknown term."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    from lunar_python import Lunar

    solar = Lunar.fromYmd(year, 6, 1).getJieQiTable()[term]
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def nth_weekday(year: int, rule: str) -> date:
    """The day in ``year`` of ``MM-N-D``: the Nth weekday D (1 Monday to 7 Sunday) of a month; 09-3-6 is 全民国防教育日.

    Raises ValueError for a rule of another form.
    """
    found = _NTH.fullmatch(rule)
    if found is None:
        raise ValueError(rule)
    month, nth, weekday = (int(part) for part in found.groups())
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def day_span(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last ISO day that an EDTF string can mean; None at an open end, and where the year is not known."""
    if edtf is None:
        return None, None
    first, _, last = edtf.partition("/")
    start = _days(first)
    end = start if not last else _days(last)
    return start[0], end[1]


def _days(part: str) -> tuple[str | None, str | None]:
    found = _PART.fullmatch(part)
    if found is None:
        return None, None
    if found[1].endswith("X"):  # a decade: 198X
        if found[2]:
            return None, None
        return f"{found[1][:3]}0-01-01", f"{found[1][:3]}9-12-31"
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if day:
        return part[:10], part[:10]
    low, high = SEASONS.get(month, (month, month) if month else (1, 12))
    over, high = divmod(high - 1, 12)  # winter ends in the next year
    end_year, high = year + over, high + 1
    return f"{year:04}-{low:02}-01", f"{end_year:04}-{high:02}-{monthrange(end_year, high)[1]:02}"
