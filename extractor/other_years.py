"""Money of another year, or planned for one: by the date that governs a sum.

A year of its own in the sum's clause, or before it in the sentence; of sums told in the order of their years
(2017、2018年分别…) each its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.model import Date
from extractor.quantities import Money
from extractor.reading import Reading, YearRange
from extractor.scene import SUM_WORDS, Scene

# 三年累计, 2018年: money of another year, by the date before it in the sentence.
OTHER_YEAR_WEIGHT = 63
# 1954年以前入伍的: whom the money is for, not when it was paid
BEFORE = re.compile(
    "度?(?:[春夏秋冬]季)?(?:以?[前后](?:入伍|参军|出生|退伍|退役|参战)|之前|以前|入伍|参军|出生|退伍|退役|建国|健在"
    "|立功|受奖|转业|应征|征集|接收|牺牲|病故|毕业|服役)"
)
# 2018年度我县官兵荣立三等功5人，表彰2018年度优秀士兵: merits of a year are honoured in the next one
MERITS = re.compile(
    r"(?<=年度)[^，。；：\d发奖支投给拨付被]{0,14}(?:荣立|立功受奖|优秀士[兵官]|[四“]有[”]?优秀|优秀军人)"
)
# 为2018年度立功的官兵; 按照2018年的标准: whose money it is, or by what it is reckoned
OF_PEOPLE = re.compile("(?:(?<![结应核面])[向对给]|(?<![因作成])为|按照?|根据|依[照据]|参照|执行)了?$")
# 以上2018年度合计: what was just told; the year says which year's money it is
JUST_TOLD = re.compile("(?:以上|上述)(?:各项|[两三四五六七八九]项)?$")
OPENING = 3  # characters that may stand before a date that opens its clause
COMPARED = re.compile(r"[比较自与同从由](?:原来)?$")
# 兑现2018年度优待金: what the money paid now is due for
PAID_FOR = re.compile("(?:兑现|补[发缴]|清[算欠退]|结算|发放|发给|拨付|落实|支付)了?$")
THIS_YEAR = re.compile("当年|本年|今年")
YEARS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:(?P<month>1[0-2]|[1-9])月)?")
REPORT_BEGINS = 11  # the month of the year before in which the report on a year may begin
# 截至2019年10月: where a span ends, and no time of a sum's own
UP_TO = re.compile("截[至止]到?$")
# 标准逐年提高：2016年6000元、2017年为7200元
STANDARD = re.compile("标准(?:[^，。；：\\d]{0,8}[，：])?$")
NEXT_YEAR = re.compile("[，、；和及与](?:到|至|在)?")
IN_YEAR = re.compile("度?(?:分别)?(?:为|是|达到?|(?:提高|增加|上调)[到至]|调整[到至为])?")
WHOLE_YEAR = re.compile(r"\d{4}年?度?")
LEAST_TOTAL = 10**7  # fen: what is larger is no rate of a person
PREVIOUS = re.compile("去年|上年|前年")
COMPARES = re.compile("的|基础|标准|以来|同期|相比|一样|底|末|起|接收|退役|退伍|入伍|征集|应征")


def other_year(scene: Scene, money: Money, years: YearRange) -> Reading | None:
    """A year of its own in the clause, or before it in the sentence, makes a sum history or plan."""
    if years.first is None or years.last is None:
        return None
    own = respective_date(scene, money)
    if own is not None and own.within_year == years.first:
        return Reading("total", "role.total.own_year", OTHER_YEAR_WEIGHT)
    date = own or governing_date(scene, money)
    if date is None or date.start_date is None or date.end_date is None:
        return None
    first, last = int(date.start_date[:4]), int(date.end_date[:4])
    if last < years.first:
        return Reading("history", "role.history.year", OTHER_YEAR_WEIGHT, period=date.edtf)
    if first > years.last:
        return Reading("plan", "role.plan.year", OTHER_YEAR_WEIGHT, period=date.edtf)
    if in_span(scene, money, date):
        return None
    if first < years.first and last >= years.first and not years.several and longer_than_a_year(date):
        return Reading("history", "role.history.span", OTHER_YEAR_WEIGHT, period=date.edtf)
    return None


def in_span(scene: Scene, money: Money, date: Date) -> bool:
    """Whether words behind the years from one to another tell of the last of them: 2016年至2019年…；当年新增…"""
    start = max(scene.matter(money.start), date.end)
    return THIS_YEAR.search(scene.text, start, money.start) is not None


def longer_than_a_year(date: Date) -> bool:
    """Whether a span is more than the twelve months that a report may tell of (2018年12月至2019年11月)."""
    if date.start_date is None or date.end_date is None:
        return True
    first, last = date.start_date, date.end_date
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) >= 12


def respective_date(scene: Scene, money: Money) -> Date | None:
    """2018、2019、2020年分别发放380万元、416万元、455万元: of as many dates as sums each sum has its own."""
    run = scene.list_of(money, scene.linked)
    if len(run) < 2:
        return None
    dates = [date for date in scene.dates if date.end <= run[0].start and not date.recurring][-len(run) :]
    if len(dates) < len(run) or "分别" not in scene.text[dates[-1].end : run[0].start]:
        return None
    joined = all(scene.joined(one.end, two.start) for one, two in pairwise(dates))
    return dates[run.index(money)] if joined else None


def standard_of_a_year(scene: Scene, number: int, before: Reading | None) -> Reading | None:
    """A standard told year by year: 标准2017年为每户9600元，2018年10800元，2019年12000元. Between the years and
    the sums stands no more than 为; what opens the list is the word 标准 or a rate.
    """
    money = scene.moneys[number]
    start = scene.moneys[number - 1].end if number else scene.sentence.start
    if (money.numeral.value or LEAST_TOTAL) >= LEAST_TOTAL:
        return None
    dates = [date for date in scene.dates if date.end <= money.start and WHOLE_YEAR.fullmatch(date.text)]
    after_rate = before is not None and before.role == "rate" and any(date.end <= start for date in dates)
    if after_rate and respective_date(scene, money) in dates:
        return before
    if not dates or dates[-1].start < start or not IN_YEAR.fullmatch(scene.text, dates[-1].end, scene.words_end(money)):
        return None
    if after_rate and NEXT_YEAR.fullmatch(scene.text, start, dates[-1].start):
        return before
    opens = STANDARD.search(scene.text, start, dates[-1].start) is not None
    return Reading("rate", "role.rate.of_a_year", OTHER_YEAR_WEIGHT, ("person",)) if opens else None


def governing_date(scene: Scene, money: Money) -> Date | None:
    """The last date with a year of its own before the sum. A comparison (比去年, 从上年的) governs nothing; a year
    that is only 去年 or 上年 governs its own clause, a written one the rest of the sentence.
    """
    found = None
    clause = scene.clause_number(money.start)
    for date in scene.dates:
        if date.start >= money.start or date.recurring or date.basis == "festival":
            continue
        if COMPARED.search(scene.text, max(date.start - 2, 0), date.start) or scene.text.startswith("以来", date.end):
            continue
        end = end_of_run(scene, date)
        if BEFORE.match(scene.text, end) or MERITS.match(scene.text, end) or "学年" in date.text:
            continue
        if any(words.search(scene.text, max(date.start - 3, 0), date.start) for words in (PAID_FOR, OF_PEOPLE)):
            continue
        if JUST_TOLD.search(scene.text, max(date.start - 5, 0), date.start) and date.text.endswith("度"):
            continue
        if not same_matter(scene, date, clause):
            continue
        found = date
    return found


def end_of_run(scene: Scene, date: Date) -> int:
    """Where the list of dates ends that a date stands in: 2017年、2018年入伍的义务兵."""
    end = date.end
    for other in scene.dates:
        if other.start > end and scene.joined(end, other.start):
            end = other.end
    return end


def same_matter(scene: Scene, date: Date, clause: int) -> bool:
    """Whether a date governs a clause: it stands in it, or opens a clause before it (2018年，全县发放…). 去年 must tell
    of a deed there (去年为16户修房，…), not of what is compared (去年的标准) or who is paid now (去年冬季退役).
    """
    if scene.clause_number(date.start) == clause:
        return True
    start, end = scene.clause(date.start)
    opens = date.start - start <= OPENING
    return opens and not (PREVIOUS.match(date.text) and COMPARES.search(scene.text, date.end, end))


def in_own_year(text: str, dates: Sequence[Date], start: int, end: int, years: YearRange) -> bool:
    """Whether ``text[start:end]`` is no span of years, for it begins in the summary's own (2019年以来, 自今年5月以来).
    ``dates`` are those of its clause, up to its end.
    """
    if years.first is None:
        return False
    named = YEARS.search(text, start, end)
    if named is not None:
        year = int(named["year"])
        return year == years.first or begins_report(year, int(named["month"] or 1), years.first)
    return any(date.within_year == years.first for date in dates)


def begins_report(year: int, month: int, own: int) -> bool:
    """Whether what began then is told as the year's own: 2018年12月以来, in the report on 2019."""
    return year == own - 1 and month >= REPORT_BEGINS


def has_own_date(scene: Scene, words_end: int, money: Money, years: YearRange) -> bool:
    """Whether a sum behind 三年来 tells its own time: this year's (…；2018年，又安排450万元), or a feast in its clause
    that no 共 makes one of many.
    """
    start, _ = scene.clause(money.start)
    lead = scene.text[start : money.start]
    since = start if "累计" in lead else words_end
    for date in scene.dates:
        told = since <= date.start < money.start and not date.recurring and date.basis != "festival"
        if UP_TO.search(scene.text, max(date.start - 3, 0), date.start):
            continue
        if told and date.within_year is not None and date.within_year == years.first:
            return True
    if SUM_WORDS.search(lead) or "累计" in lead:
        return False
    once = (date for date in scene.dates if date.basis == "festival" and not date.recurring)
    return any(start <= date.start < money.start for date in once)
