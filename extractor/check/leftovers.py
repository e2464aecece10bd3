"""What was left over from an earlier year's paper: years that contradict each other, anniversaries that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import years
from extractor.check.draft import Draft, Paragraph
from extractor.finding import Finding
from extractor.lines import is_date

# What is founded when; 建军95周年 is told in 2022.
FOUNDED = {
    "建军": 1927, "解放军建军": 1927, "中国人民解放军成立": 1927, "建党": 1921, "中国共产党成立": 1921, "党成立": 1921,
    "建国": 1949, "新中国成立": 1949, "中华人民共和国成立": 1949, "国庆": 1949,
}  # fmt: skip
ANNIVERSARY = re.compile(
    rf"(?P<what>{'|'.join(sorted(FOUNDED, key=len, reverse=True))})[节”“]{{0,2}}(?P<count>[0-9]{{2,3}})周年"
)
YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年)")
COMING = re.compile(r"迎接|喜迎|即将|筹备|为迎|来临之年|到来之际")
# 2022年工作打算, 2023年下半年工作安排
PLANNED_YEAR = re.compile(
    r"(?P<year>20[0-9]{2})年(?P<part>上半年|下半年|[一二三四]季度)?[^，。；]{0,12}(?:计划|打算|思路|安排|设想|展望)"
)
LAST_LINES = 6


def wrong_anniversaries(draft: Draft) -> Iterator[Finding]:
    """An anniversary that is not one of the draft's year, unless its sentence names the year that it was in."""
    year = draft.summary.year
    if year is None or draft.summary.year_basis == "anniversary":
        return
    for found in ANNIVERSARY.finditer(draft.text):
        held = FOUNDED[found["what"]] + int(found["count"])
        words = draft.sentence_text(found.start())
        sentence = draft.sentence_at(found.start())
        ahead = (sentence is not None and sentence.planned) or COMING.search(words) is not None
        named = {int(each) for each in YEAR.findall(words)}
        if held != year and held not in named and not (ahead and held == year + 1):
            right = year - FOUNDED[found["what"]]
            yield draft.finding("wrong-anniversary", found.span(), year=year, held=held, right=right)


def stale_years(draft: Draft) -> Iterator[Finding]:
    """Title, sign-off and the heading of what is to come, where they speak of a year that does not follow."""
    titled = years.stated_in_title(draft.summary.title, months=False)
    if titled.year is None or titled.several:
        return
    whole = titled.period is None and draft.summary.period in (None, str(titled.year))
    opening = next((each for each in draft.paragraphs if each.start >= draft.title_end and len(each.text) >= 12), None)
    if opening is not None:
        yield from _stale_opening(draft, opening, titled.year)
    if draft.is_summary:
        yield from _stale_signoff(draft, titled.year)
    if whole and draft.is_summary:
        yield from _stale_plans(draft, titled.year)


def _stale_opening(draft: Draft, opening: Paragraph, year: int) -> Iterator[Finding]:
    """2022年，… as the first words of what is called a summary of 2023."""
    first = re.split("[。；]", opening.text)[0]
    if len(YEAR.findall(first)) != 1 or not draft.is_summary:
        return
    stated = years.stated_in_sentence(first)
    if stated.year is not None and not stated.several and stated.year < year:
        at = opening.start + opening.text.index(stated.words)
        yield draft.finding("stale-year", (at, at + len(stated.words)), year=year)


def _stale_signoff(draft: Draft, year: int) -> Iterator[Finding]:
    """A date before the year's, or more than a year after it."""
    for line in draft.paragraphs[-LAST_LINES:]:
        if is_date(line.text.strip()):
            found = years.DATE.search(line.text)
            if found is not None and not 0 <= years.arabic(found["year"]) - year <= 1:
                yield draft.finding("stale-year", (line.start, line.end), year=year)


def _stale_plans(draft: Draft, year: int) -> Iterator[Finding]:
    """A heading for what is to come whose year is the summary's own, or one before it."""
    for section in draft.summary.sections:
        found = PLANNED_YEAR.search(section.heading)
        if found is not None and found["part"] is None and int(found["year"]) <= year:
            at = draft.text.index(section.heading, section.start) + found.start("year")
            yield draft.finding("stale-year", (at, at + 5), year=year)
