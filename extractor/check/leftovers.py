"""What was left over from an earlier year's paper: years that contradict each other, anniversaries that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import years
from extractor.check.draft import Draft, Paragraph
from extractor.finding import Finding
from extractor.lines import is_date

ANNIVERSARY = re.compile(rf"(?P<what>{years.FOUNDED_WORDS})[节”“]{{0,2}}(?P<count>[0-9]{{2,3}})周年")
YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年)")
NAMED_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?=[年，、是—－-])")
COMING = re.compile(r"迎接|喜迎|即将|筹备|为迎|来临之年|到来之际|明年|来年")
# 2022年工作打算, 2023年下半年工作安排
PLANNED_YEAR = re.compile(
    r"(?P<year>20[0-9]{2})年(?P<part>上半年|下半年|[一二三四]季度)?[^，。；]{0,12}(?:计划|打算|思路|安排|设想|展望)"
)
# 2022年，我们将…: what is to come, told for the year that the summary is of
OWN_PLAN = re.compile(
    r"(?P<year>20[0-9]{2})年(?:，|(?=将|拟|打算|计划))(?:我们|我[^，。；将]{1,3}|全[^，。；将]|街道|社区|公司|学校|医院|大队|镇里|村里)?"
    r"(?:将(?![士军领官])|还将|要|拟|打算|计划(?!内|数|完成|任务|指标|的))"
)
# 2022年，我镇将双拥工作列入议事日程
DONE_WITH = re.compile(r"将[^，。；]{0,16}(?:列入|纳入|作为|摆|放在|融入|贯穿|落到|列为|写入|结合|了(?=[，。；]))")
CLOSING = 0.7  # of the text: what stands behind looks ahead
# 现将2022年双拥工作总结如下
SUMMED_UP = re.compile(
    r"现将[^，。；0-9]{0,12}(?P<words>(?P<year>20[0-9]{2})年度?)[^，。；]{0,24}(?:总结|汇报|报告|小结)如下"
)
EARLY = ("1", "2", "3", "4", "一", "二", "三", "四")  # months of the next year in which a year's summary is signed
LAST_LINES = 6


def wrong_anniversaries(draft: Draft) -> Iterator[Finding]:
    """An anniversary that is not one of the draft's year, unless its sentence names the year that it was in."""
    year = draft.summary.year
    if year is None or draft.summary.year_basis == "anniversary":
        return
    # where the first sentence alone tells the year it may be the stale one, and stale_years says so
    doubted = draft.summary.year_basis == "first_sentence"
    signed = {years.arabic(found["year"]) for _, found in _signoffs(draft)} if doubted else set()
    for found in ANNIVERSARY.finditer(draft.text):
        held = years.FOUNDED[found["what"]] + int(found["count"])
        words = draft.sentence_text(found.start())
        sentence = draft.sentence_at(found.start())
        planned = draft.is_summary and sentence is not None and sentence.planned  # a plan's year is the one ahead
        ahead = planned or COMING.search(words) is not None
        named = {int(each) for each in NAMED_YEAR.findall(words)}
        if held != year and held not in named | signed and not (ahead and held == year + 1):
            right = year - years.FOUNDED[found["what"]]
            yield draft.finding("wrong-anniversary", found.span(), year=year, held=held, right=right)


def stale_years(draft: Draft) -> Iterator[Finding]:
    """First words, 现将2022年…总结如下, sign-off and the heading of what is to come, where one speaks of a year that
    does not follow from the title's or, where it has none, from what the paper says that it sums up."""
    titled = years.stated_in_title(draft.summary.title, months=False)
    said = SUMMED_UP.search(draft.text)
    if titled.several or not draft.is_summary:
        return
    year = titled.year or (int(said["year"]) if said else None)
    if year is None:
        return
    if said and int(said["year"]) != year:
        yield draft.finding("stale-year", said.span("words"), year=year)
    opening = next((each for each in draft.paragraphs if each.start >= draft.title_end and len(each.text) >= 12), None)
    if opening is not None:
        yield from _stale_opening(draft, opening, year)
    yield from _stale_signoff(draft, year)
    if titled.period is None and draft.summary.period in (None, str(year)):
        yield from _stale_plans(draft, year)


def _stale_opening(draft: Draft, opening: Paragraph, year: int) -> Iterator[Finding]:
    """2022年，… as the first words of what is called a summary of 2023."""
    first = re.split("[。；]", opening.text)[0]
    if len(YEAR.findall(first)) != 1:
        return
    stated = years.stated_in_sentence(first)
    if stated.year is not None and not stated.several and stated.year < year:
        at = opening.start + opening.text.index(stated.words)
        yield draft.finding("stale-year", (at, at + len(stated.words)), year=year)


def _stale_signoff(draft: Draft, year: int) -> Iterator[Finding]:
    """A date before the year's, or later than the first months after it."""
    for line, found in _signoffs(draft):
        after = years.arabic(found["year"]) - year
        if not (after == 0 or (after == 1 and found["month"].lstrip("0") in EARLY)):
            yield draft.finding("stale-year", (line.start, line.end), year=year)


def _signoffs(draft: Draft) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    """The last lines that are a date."""
    for line in draft.paragraphs[-LAST_LINES:]:
        found = years.DATE.search(line.text) if is_date(line.text.strip()) else None
        if found is not None:
            yield line, found


def _stale_plans(draft: Draft, year: int) -> Iterator[Finding]:
    """A heading or a closing sentence for what is to come whose year is the summary's own, or one before it."""
    for section in draft.summary.sections:
        found = PLANNED_YEAR.search(section.heading)
        if found is not None and found["part"] is None and int(found["year"]) <= year:
            at = draft.text.index(section.heading, section.start) + found.start("year")
            yield draft.finding("stale-year", (at, at + 5), year=year)
    for sentence in draft.summary.sentences:
        words = draft.text[sentence.start : sentence.end]
        found = None if sentence.heading or DONE_WITH.search(words) else OWN_PLAN.match(words)
        if found is not None and sentence.start >= len(draft.text) * CLOSING and int(found["year"]) <= year:
            yield draft.finding("stale-year", (sentence.start, sentence.start + 5), year=year)
