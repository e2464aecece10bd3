"""The year and the period that a title, a sentence, a sign-off or a file's name states.

Periods are EDTF (ISO 8601-2:2019): 2023, 2023-40 (上半年), 2023-41 (下半年), 2023-01/2023-03, 2016/2019.
A masked year (20xx) is no year.
"""

from __future__ import annotations

import re
from typing import NamedTuple

HAN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
    "Ｏ": "0",
}
HAN_YEAR = r"二[〇○零OＯ0][〇○零OＯ0一二三四五六七八九][〇○零OＯ0一二三四五六七八九]"
ARABIC_YEAR = r"(?:19[5-9]|20[0-4])\d"
YEAR = re.compile(
    rf"(?<![\d.])(?P<year>{ARABIC_YEAR}|{HAN_YEAR})(?![\d.]\d|\d)(?=\s*[年度]|\s*[）)】]?\s*$|[^\d年]{{0,12}}年)"
)
LOOSE_YEAR = re.compile(rf"(?<!\d)(?P<year>{ARABIC_YEAR})(?=年|度|[^\d]|$|(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d))")
LEADING_YEAR = re.compile(rf"\W*(?P<year>{ARABIC_YEAR})(?=[一-龥])")  # 2020乡镇双拥工作计划
INNER_YEAR = re.compile(
    rf"(?<!\d)(?P<year>{ARABIC_YEAR})(?=双拥|拥军|优抚|国防|退役|工作|[上下]半年|八一)"
)  # 社区2021双拥工作计划
# Two digits are a year where they stand as one (13年双拥工作总结, …总结13年); round numbers may count years.
SHORT_IN_TITLE = re.compile(
    r"^(?P<first>0[3-9]|1[1-46-9]|2[1-46-9])年度?(?=[上下]半年|第[一二三四]季度|双拥工作|拥军优属工作|优抚|工作|学校|社区|街道|乡镇|医院|八一)"
    r"|(?:总结|小结|汇报|报告|计划|要点)[（(]?(?P<last>0[3-9]|1[1-46-9]|2[1-46-9])年度?[）)]?$"
)
SHORT_YEAR = re.compile(r"(?<![\d第])(?P<year>[0-4]\d)年")
SPAN = re.compile(
    rf"(?<!\d)(?P<first>{ARABIC_YEAR}|{HAN_YEAR})\s*年?度?\s*(?:[-—–－~～至到]|--|——)+\s*(?P<last>{ARABIC_YEAR}|{HAN_YEAR}|\d\d(?=年|学年))"
    rf"\s*(?P<school>学年)?(?=\s*年|学年|度|\D|$)"
)
HALF = re.compile(r"(?P<first>上半年)|(?P<second>下半年)")
QUARTER = re.compile(r"第?(?P<quarter>[一二三四1-4])季度")
MONTHS = re.compile(r"(?<!\d)(?P<first>1[0-2]|[1-9])月?(?:份)?\s*[-—–－~～至到]+\s*(?P<last>1[0-2]|[1-9])月")
MONTH = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月份?(?!\d|\s*\d+日)")
DATE = re.compile(
    rf"(?P<year>{ARABIC_YEAR}|{HAN_YEAR})\s*[年.\-/]\s*(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:\s*[月.\-/]|$)"
)
# the year of an honour is not the report's
HONOUR = r"[^，。]{0,14}(?:被授予|被评为|被评选为|被命名|被表彰|荣获|获评|获得[^，。]{0,20}(?:称号|命名))"
# nor is the year of a man's birth or service, or of a house's founding
LIFE = (
    r"[^，。]{0,8}(?:出生|入伍|参军|转业|退伍(?![军士])|复员(?!军)|参加工作|入党|毕业|牺牲|"
    r"成立|组建|建校|建院|创办|创建于|始建|投产)"
)
SENTENCE_YEAR = re.compile(
    rf"(?:回顾|在|自|根据|按照|过去的)?(?P<year>{ARABIC_YEAR}|{HAN_YEAR})\s?年(?!\d|[、和]\s?\d|以来|[以之][前后]|[前后][，,]|至|到|[-—–]|开始|起|\d+月|{LIFE}|{HONOUR})"
)
# 现将我乡2014年双拥工作总结如下; 刚刚过去的2015年
TOLD_YEAR = re.compile(
    rf"(?:现[就将把]|制定|制订)[^，。；《]{{0,16}}?(?P<told>{ARABIC_YEAR}|{HAN_YEAR})年度?(?!以来|\d)[^，。；]{{0,30}}(?:如下|计划|要点|方案|安排)"
    rf"|(?:^|[，。])[^，。；《》0-9]{{1,16}}?(?P<summed>{ARABIC_YEAR}|{HAN_YEAR})年度?[^，。；《0-9]{{0,24}}(?:总结|汇报|报告|述职)如下"
    rf"|(?:过去的?|转眼间?，?|走过|回首|回顾)(?P<past>{ARABIC_YEAR}|{HAN_YEAR})年(?!以来|\d)"
)
# 为做好2024年双拥工作，特制定本方案
PURPOSE_YEAR = re.compile(
    rf"(?:^|[，。])为[^，。《]{{0,12}}?(?:做好|搞好|抓好|推进|加强|开展)[^，。《]{{0,8}}?(?P<year>{ARABIC_YEAR}|{HAN_YEAR})年度?(?!以来|\d)[^《]{{0,120}}?"
    r"(?:制[定订]|(?:通知|安排|计划|部署)如下)"
)
DAY_OF_EVENT = re.compile(
    r"(?:^|[，。])(?P<year>20[0-4]\d)年\d{1,2}月\d{1,2}日(?:上午|下午|晚|，)"
)  # 2019年7月31日，我社区…
YEAR_TO_MONTH = re.compile(
    rf"(?:[自从])?(?P<year>{ARABIC_YEAR}|{HAN_YEAR})年(?=\d{{1,2}}月?份?\s*[-—–－~～至到]+\s*\d{{1,2}}月)"
)
SENTENCE_HALF = re.compile(
    r"(?:年|^|[，。])(?P<half>上半年|下半年|第?[一二三四]季度|1月?份?\s*[-—–－~～至到]+\s*(?:1[0-2]|[2-9])月)"
)
PLAN_PERIODS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
PLAN_PERIOD = re.compile(r"[“‘](?P<name>十[一二三四五]?五)[”’]|(?<!第)(?P<bare>十[一二三四五]五)(?=期间|时期|规划)")
# a report over years that it does not name (近三年双拥工作总结, 现将五年来的双拥工作总结如下)
YEARS_UNTOLD = re.compile(
    r"[二两三四五六七八九十]年(?:以?来|间)|近[二两三四五六七八九十]年|[二两三四五六七八九十]年双拥"
)
# 现将我县2016年至2019年双拥工作情况汇报如下
SPAN_REPORTED = re.compile(
    rf"现[就将把][^，。；《]{{0,16}}?(?P<first>{ARABIC_YEAR}|{HAN_YEAR})年?\s*[-—–－~～至到][^，。；]{{0,40}}如下"
)
YEARS_REPORTED = re.compile(
    r"现[就将把][^，。]{0,8}[二两三四五六七八九十]年以?来[^，。]{0,20}(?:总结|汇报|报告)[^，。]{0,6}如下"
)
# What is founded when; 建军95周年 is told in 2022.
FOUNDED = {
    "建军": 1927, "解放军建军": 1927, "中国人民解放军成立": 1927, "建党": 1921, "中国共产党成立": 1921, "党成立": 1921,
    "建国": 1949, "新中国成立": 1949, "中华人民共和国成立": 1949, "国庆": 1949,
    "延安双拥运动": 1943, "双拥运动": 1943, "红军长征胜利": 1936, "长征胜利": 1936,
    "抗战胜利": 1945, "抗日战争胜利": 1945,
    "抗美援朝出国作战": 1950, "抗美援朝战争胜利": 1953, "改革开放": 1978, "五四运动": 1919, "南昌起义": 1927,
}  # fmt: skip
FOUNDED_WORDS = "|".join(sorted(FOUNDED, key=len, reverse=True))
ANNIVERSARY = re.compile(
    rf"(?P<what>{FOUNDED_WORDS})(?:节)?\s?(?P<count>\d{{2,3}}|[六七八九]?十[一二三四五六七八九]?)周年"
)
ARMY_DAY = re.compile(r"第(?P<count>\d{2})个[“‘]?(?:八一|八·一)?[”’]?建军节")  # the first was that of 1928
OPENING_YEAR = re.compile(rf"(?:^|(?<=[。】]))(?P<year>{ARABIC_YEAR}|{HAN_YEAR})年(?=，)(?!{HONOUR})", re.MULTILINE)
ANY_YEAR = re.compile(rf"(?<!\d)(?P<year>(?:1[89]|20)\d\d|{HAN_YEAR})(?=\s*[年.\-〕\]/至到—～])")
DOCUMENT_NUMBER = re.compile(rf".*[〔\[(（【](?P<year>{ARABIC_YEAR})[〕\])）】].*")
HAN_TENS = re.compile(r"(?P<tens>[六七八九]?)十(?P<ones>[一二三四五六七八九]?)")


class Stated(NamedTuple):
    """What a text states: a year, a period, and the words. ``several``: a report over several years has no year."""

    year: int | None
    period: str | None
    words: str
    several: bool = False


NOTHING = Stated(None, None, "")


def arabic(text: str) -> int:
    """The year as a number: 2019, 二〇一九."""
    return int("".join(HAN_DIGITS.get(char, char) for char in text))


def stated_in_title(text: str, months: bool = True) -> Stated:
    """Year and period of a title: 2023年上半年…, 2016—2019年…, 2019—2020学年…. Without ``months`` a single month is no
    period: it may be when the file was put away."""
    span = SPAN.search(text)
    if span is not None:
        stated = _span_of_years(span)
        if stated is not None:
            return stated
    planned = PLAN_PERIOD.search(text)
    if planned is not None:
        first = PLAN_PERIODS[planned["name"] or planned["bare"]]
        return Stated(None, f"{first}/{first + 4}", planned[0], several=True)
    found = YEAR.search(text) or LEADING_YEAR.match(text) or INNER_YEAR.search(text)
    short = SHORT_IN_TITLE.search(text) if found is None else None
    if short is not None:
        return Stated(2000 + int(short["first"] or short["last"]), part_of_year(text, months), short[0])
    year = arabic(found["year"]) if found is not None else None
    several = YEARS_UNTOLD.search(text) if year is None else None
    if several is not None:
        return Stated(None, None, several[0], several=True)
    return Stated(year, part_of_year(text, months), found["year"] if found is not None else "")


def _span_of_years(span: re.Match[str]) -> Stated | None:
    first = arabic(span["first"])
    last = arabic(span["last"]) if len(span["last"]) == 4 else first // 100 * 100 + int(span["last"])
    if last <= first:
        return None
    if span["school"] and last == first + 1:
        return Stated(first, f"{first}-09/{last}-08", span[0])
    return Stated(None, f"{first}/{last}", span[0], several=True)


def part_of_year(text: str, months: bool = True) -> str | None:
    """The part of a year that the text names, as the end of an EDTF string: -40 (上半年), -01/-03 (第一季度).

    ``in_year`` puts a year to it. None: the whole year."""
    half = HALF.search(text)
    if half is not None:
        return "-40" if half["first"] else "-41"
    quarter = QUARTER.search(text)
    if quarter is not None:
        number = "一二三四".find(quarter["quarter"]) + 1 or int(quarter["quarter"])
        return f"-{number * 3 - 2:02}/-{number * 3:02}"
    span = MONTHS.search(text)
    if span is not None and int(span["first"]) < int(span["last"]):
        return f"-{int(span['first']):02}/-{int(span['last']):02}"
    month = MONTH.search(text) if months else None
    return f"-{int(month['month']):02}" if month is not None else None


def in_year(part: str | None, year: int) -> str:
    """EDTF of a part of the year: -40 -> 2023-40, -01/-03 -> 2023-01/2023-03, None -> 2023."""
    if part is None:
        return str(year)
    return "/".join(f"{year}{each}" for each in part.split("/"))


def stated_in_sentence(text: str) -> Stated:
    """Year and period with which a first sentence opens: 2019年，…; 2023年上半年，…; 上半年，我镇…."""
    span = SPAN.match(text)
    if span is not None and re.match(r"\s*年", text[span.end() :]):
        stated = _span_of_years(span)
        if stated is not None:
            return stated
    told = SPAN_REPORTED.search(text)
    span = SPAN.search(text, told.start("first")) if told is not None else None
    if span is not None and (stated := _span_of_years(span)) is not None:
        return stated
    several = YEARS_REPORTED.search(text)
    if several is not None:
        return Stated(None, None, several[0], several=True)
    found = _year_of(text)
    year, words = (None, "") if found is None else (arabic(next(filter(None, found.groups()))), found[0])
    half = SENTENCE_HALF.search(text[:60])
    return Stated(year, part_of_year(half["half"]) if half is not None else None, words)


def _year_of(text: str) -> re.Match[str] | None:
    """The year with which one of the sentences' clauses opens, or of which they say that it is reported or planned."""
    for clause in re.finditer(r"(?:^|(?<=[，。；]))[^，。；]+", text):
        found = SENTENCE_YEAR.match(clause[0]) or YEAR_TO_MONTH.match(clause[0])
        if found is not None:
            return found
    return TOLD_YEAR.search(text) or PURPOSE_YEAR.search(text) or DAY_OF_EVENT.search(text)


def stated_throughout(text: str) -> Stated:
    """The one year of which a text that names no other tells: two or more sentences open with it."""
    opened = [arabic(found["year"]) for found in OPENING_YEAR.finditer(text)]
    if len(opened) < 2 or {arabic(found["year"]) for found in ANY_YEAR.finditer(text)} != {opened[0]}:
        return NOTHING
    return Stated(opened[0], None, f"{opened[0]}年")


def stated_in_date(text: str, looks_back: bool = True) -> Stated:
    """The year of a sign-off's date. A summary dated January looks back on the year before, so its number (〔2019〕7号)
    tells no year, as that of a plan or notice does."""
    found = DATE.search(text)
    if found is None:
        number = DOCUMENT_NUMBER.fullmatch(text)
        return NOTHING if number is None or looks_back else Stated(int(number["year"]), None, number[0])
    year = arabic(found["year"])
    return Stated(year - 1 if looks_back and found["month"] in ("1", "01", "一") else year, None, found[0])


def stated_in_name(text: str) -> Stated:
    """Year and period of a file's or folder's name: 2019, 2019年度, 19年, 20191220总结."""
    stated = stated_in_title(text, months=False)
    if stated.year is not None or stated.several:
        return stated
    found = LOOSE_YEAR.search(text)
    if found is not None:
        return Stated(int(found["year"]), stated.period, found[0])
    short = SHORT_YEAR.search(text)
    return Stated(2000 + int(short["year"]), stated.period, short[0]) if short is not None else stated


def _count(text: str) -> int:
    """An anniversary's number: 92, 九十二."""
    tens = HAN_TENS.fullmatch(text)
    if tens is None:
        return int(text)
    return 10 * int(HAN_DIGITS[tens["tens"] or "一"]) + int(HAN_DIGITS[tens["ones"]] if tens["ones"] else 0)


def anniversary(text: str) -> Stated:
    """The year that an anniversary tells: 建军92周年 is 2019."""
    day = ARMY_DAY.search(text) if "建军节" in text else None
    for found in ANNIVERSARY.finditer(text) if "周年" in text else ():
        held = FOUNDED[found["what"]] + _count(found["count"])
        if 1990 <= held <= 2049:
            return Stated(held, None, found[0])
    return NOTHING if day is None else Stated(FOUNDED["建军"] + int(day["count"]), None, day[0])
