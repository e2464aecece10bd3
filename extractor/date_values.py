"""What a date form or a feast says, as EDTF, once its year is known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from extractor.date_forms import Year, read_small, read_year
from extractor.kinds import DatePattern, Festival
from extractor.lunar import lunar_day, nth_weekday, term_day

SEASON = {"春": "21", "夏": "22", "秋": "23", "冬": "24"}
QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def feast_edtf(body: Festival, year: str) -> str:
    """The EDTF of a feast in a year: its day where the year is known; else MM-DD of a solar one, the year of others."""
    if body.solar:
        return f"{year}-{body.solar}"
    if not year.isdecimal():
        return year
    if body.weekday:
        return nth_weekday(int(year), body.weekday).isoformat()
    day = lunar_day(int(year), body.lunar) if body.lunar else term_day(int(year), body.term or "")
    return day.isoformat() if day else year


def form_edtf(body: DatePattern, groups: dict[str, str], year: Year, summary: int | None) -> list[str] | None:
    """The EDTF strings of a form, read with ``year``; two where it is split, None for no such day (2月30日).

    ``summary`` is the summary's year, for a second year that is relative (2020年至今年).
    """
    first = _point(year.edtf, groups, "")
    if first is None:
        return None
    values = {"date": first, "year": year.edtf, **_others(groups, year.edtf)}
    if any(name.endswith("2") for name in groups):
        second = _second(first, groups, year, summary)
        if second is None:
            return None
        values["date2"] = second
        if body.split and not _follows(first, second):
            return [first, second]
    template = body.edtf
    if "X" in year.edtf and body.masked is not None:
        template = body.masked
    elif year.this and body.this_year is not None and "month" not in groups:
        template = body.this_year
    try:
        return [template.format_map(values)]
    except KeyError:  # a part that the pattern has as an option, and the text has not
        return None


def _others(groups: dict[str, str], year: str) -> dict[str, str]:
    values = {"day": read_small(groups["day"])} if "day" in groups else {}
    if "season" in groups:
        values["season"] = SEASON[groups["season"]]
    if "quarter" in groups:
        last = QUARTER[groups["quarter"]] * 3
        values["quarter"] = f"{year}-{last - 2:02}/{year}-{last:02}"
    if "decade" in groups:
        values["decade"] = "19" + read_small(groups["decade"])[0]
    if "plan" in groups:
        first = 1966 + 5 * (int(read_small(groups["plan"])) - 3)  # 三五 began in 1966
        values["plan"] = f"{first}/{first + 4}"
    return values


def _point(year: str, groups: dict[str, str], number: str) -> str | None:
    month, day = groups.get("month" + number), groups.get("day" + number)
    if month is None:
        return year
    point = f"{year}-{read_small(month)}"
    return point if day is None else _checked(f"{point}-{read_small(day)}")


def _checked(point: str) -> str | None:
    year, month, day = point.split("-")
    if not (month.isdecimal() and day.isdecimal()):
        return point
    length = monthrange(int(year) if year.isdecimal() else 2000, int(month))[1]
    return point if int(day) <= length else None


def _second(first: str, groups: dict[str, str], year: Year, summary: int | None) -> str | None:
    """The other end: what it does not write it has from the first; 11月至2月 ends in the next year."""
    given = groups.get("year2")
    last_year = read_year(given, summary, year.edtf).edtf if given else year.edtf
    last = {"month2": groups.get("month2") or groups.get("month"), "day2": groups.get("day2")}
    point = _point(last_year, {name: value for name, value in last.items() if value}, "2")
    if point and not given and point < first and "month2" in groups and last_year.isdecimal():
        return f"{int(last_year) + 1:04}{point[4:]}"
    return point


def _follows(first: str, second: str) -> bool:
    if "X" in first[5:] or "X" in second[5:]:
        return False
    one, two = first[5:].split("-"), second[5:].split("-")
    if len(one) == 1:
        return int(two[0]) == int(one[0]) + 1
    year = int(first[:4]) if first[:4].isdecimal() else 2000
    day = date(year, int(one[0]), int(one[1])) + timedelta(days=1)
    return [f"{day.month:02}", f"{day.day:02}"] == two
