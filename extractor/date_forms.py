"""Forms of writing a time: the named fragments of the patterns, the compiled rules, and how a written year is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractor.errors import BadRule
from extractor.guard import Pattern, compile_pattern
from extractor.kinds import DatePattern, Festival
from extractor.model import Basis
from extractor.rules import Rule, Rules

_X = "xX*×_#ⅹⅩ"  # what stands for a digit that was left out
_ZERO = "〇零○0Oo"

# 2023年 2019 年度  20xx年 201x年 20__年 200#年  xxxx年 XX年  二〇二三年 二00三年  23年8月
_WRITTEN = (
    rf"(?:(?:1[89]|2[01])\d\d ?年(?:度|份)?"
    rf"|(?:(?:19|20)\d?[{_X}]{{1,2}}\d?|2[{_X}]{{3}}|[{_X}]{{2,4}}) ?年(?![来内间限]|以[上内])(?:度|份)?"
    rf"|(?:二[{_ZERO}]|一[九八])[{_ZERO}0-9一二三四五六七八九{_X}]{{2}}年(?:度|份)?"
    rf"|\d\d年(?=\d{{1,2}}月))"
)
# 今年 本年度 去年 明年; 次年 and 当年 only before a month. Not 如今年轻人, 以上年龄, 基本年
_REL = (
    r"(?:今年(?<!如今年)|本年(?<![基资]本年)度?|去年(?<!过去年)|上一?年(?<!以上年)度?|前年(?<![以之]前年)|明年(?<![说表证声文]明年)|来年(?<!年来年)"
    r"|后年(?<![以今成完工产之投战建毕业]后年)"
    r"|(?:当年|同年|次年|翌年)(?= ?[\d一二三四五六七八九十元]{1,3}月))(?![轻龄均青老会货级])"
)
_EACH = r"每年(?:的|度)?(?!龄)"
YEAR_WORDS = tuple(
    f"{word}年" for word in ("今", "本", "去", "上", "上一", "前", "明", "来", "后", "次", "翌", "当", "同", "每")
)
_ONES = "一二三四五六七八九"
_NUMBER = _ONES + "十元〇零○Oo"
# where a written year or month may begin: 2023年 20xx年 8月 七、八月 2016-2019 201x学年
NUMBERED = re.compile(
    rf"[0-9{_X}{_NUMBER}]++(?: ?[年月学]|[日号]?[-—–―─－~～至到./、和及] ?(?=[0-9{_X}{_NUMBER}今本]))"
)

# Group names are the fragment's; {year2} is the same with a 2 on every group.
FRAGMENTS = {
    "year": rf"(?P<year>{_WRITTEN}|{_REL}|{_EACH})",
    "written": rf"(?P<year>{_WRITTEN})",
    "rel": rf"(?P<year>{_REL})",
    "each": rf"(?P<year>{_EACH})",
    # a year whose 年 stands further on: 2016-2019年
    "yyyy": rf"(?P<year>(?:(?:1[89]|2[01])\d\d|20\d?[{_X}]{{1,2}}|[{_X}]{{4}}))",
    # 8 08 十二 元 xx, and the same before 月; not 十月革命, 一月一次
    "mm": rf"(?P<month>(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元]|[{_X}]{{1,2}}))",
    "month": r"{mm} ?月份?(?!革命|(?<=一月)[一二两三四]次|一[期会查考])",
    "dd": rf"(?P<day>(?:3[01]|[12]\d|0?[1-9]|[一二]?十[{_ONES}]?|三十一?|[{_ONES}]|[{_X}]{{1,2}}))",
    "day": r"{dd} ?[日号]",
    # 6月底 3月中旬: the month all the same
    "part": r"(?:的?(?:上旬|中旬|下旬|上中旬|中下旬|底|末|初(?![中级步一二三])))",
    "to": r" ?(?:至|到|[-—–―─－~～]{1,2}) ?",
    "season": r"(?P<season>[春夏秋冬])[季天]",
    "quarter": r"(?P<quarter>[一二三四1-4])",
    "decade": r"(?P<decade>[二三四五六七八九]十|[2-9]0)",
    "plan": r"(?P<plan>十[一二三四五六]|[七八九])五",
}
_FRAGMENT = re.compile(r"\{([a-z]+)(\d?)\}")
_GROUP = re.compile(r"\(\?P<([a-z]+)>")
_GROUP_OF = re.compile(r"\(\?P<r\d+_(\w+)>")
# the parts of an edtf template, with the groups of which one must be in the pattern
_TEMPLATE: dict[str, set[str]] = {
    "date": set(),
    "year": set(),
    "date2": {"year2", "month2", "day2"},
    **{name: {name} for name in ("day", "quarter", "season", "decade", "plan")},
}
QUOTES = "“”\"'‘’「」"
OPENING = "“\"'‘「"
CLOSING = "”\"'’」"
# what may follow a feast and belongs to it: “八一”建军节前夕, 春节来临之际
FEAST_TAIL = (
    rf"(?:(?:佳节|节日|节)[{CLOSING}]?)?(?:(?:即将)?(?:来临|到来|临近))?"
    r"(?:之际|期间|前夕|前后|节?之?前(?![往去来期线方景进身三几后])|当[天日])?"
)


# what the keys of a feast's day may hold: 08-01 or 09, 01-15, 09-3-6, 清明
_DAYS = {
    "solar": re.compile(r"(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?"),
    "lunar": re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|30)"),
    "weekday": re.compile(r"(?:0[1-9]|1[0-2])-[1-5]-[1-7]"),
    "term": re.compile("清明|冬至|立春|春分|立夏|夏至|立秋|秋分|立冬"),
}


class Feast(NamedTuple):
    """A feast's rule, and whether the word that was found is a weak one."""

    rule: Rule
    body: Festival
    weak: bool


@dataclass(frozen=True)
class DateRules:
    """The date and feast rules of a rule set, compiled: words that begin a form, the forms, the words of feasts.

    ``groups``: for each form's group, the fragments' names and their numbers in the match.
    """

    starts: re.Pattern[str]
    forms: Pattern
    by_group: dict[str, tuple[Rule, DatePattern]]
    groups: dict[str, tuple[tuple[str, int], ...]]
    feasts: re.Pattern[str] | None
    by_word: dict[str, Feast]
    by_name: dict[str, Feast]


@lru_cache(maxsize=8)
def compile_dates(rules: Rules) -> DateRules:
    """The date and feast rules of ``rules``. Raises BadRule for a pattern, template or feast that cannot be used."""
    patterns = sorted(rules.of(DatePattern), key=lambda pair: -pair[1].weight)
    by_group = {f"r{n}": pair for n, pair in enumerate(patterns)}
    sources = {group: _checked(rule, body, group) for group, (rule, body) in by_group.items()}
    starts = dict.fromkeys([*YEAR_WORDS, *(word for _, body in patterns for word in body.starts)])
    forms = _compiled(sources, by_group)
    by_word, by_name = _feast_words(rules)
    return DateRules(
        re.compile("|".join(re.escape(word) for word in starts)),
        forms,
        by_group,
        {group: _groups(forms, group) for group in by_group},
        _feast_pattern(by_word),
        by_word,
        by_name,
    )


def _groups(forms: Pattern, group: str) -> tuple[tuple[str, int], ...]:
    cut = len(group) + 1
    return tuple((name[cut:], n) for name, n in forms.groupindex.items() if name.startswith(group + "_"))


def _checked(rule: Rule, body: DatePattern, prefix: str) -> str:
    source = expand(body.pattern, prefix)
    held = set(_GROUP_OF.findall(source))
    known = {part for part, groups in _TEMPLATE.items() if not groups or held & groups}
    for template in (body.edtf, body.masked or "", body.this_year or ""):
        unknown = {name + number for name, number in _FRAGMENT.findall(template)} - known
        if unknown:
            raise BadRule(
                rule.path,
                rule.line,
                "the pattern holds no part {found} for edtf; it holds {known}",
                found=", ".join(sorted(unknown)),
                known=", ".join(sorted(known)),
            )
    return source


def _compiled(sources: dict[str, str], by_group: dict[str, tuple[Rule, DatePattern]]) -> Pattern:
    """All forms as one expression; each by itself only to find the one that fails, since that doubles the cost."""
    try:
        whole = "|".join(f"(?P<{group}>{source})" for group, source in sources.items()) or r"(?!)"
        return compile_pattern(whole, [(by_group[group][0], source) for group, source in sources.items()])
    except re.error:
        for group, source in sources.items():
            _check_pattern(source, *by_group[group])
        raise


def _check_pattern(source: str, rule: Rule, body: DatePattern) -> None:
    for text in (body.pattern, source):  # as written first: its places are those that the user sees
        try:
            re.compile(text)
        except re.error as error:
            raise BadRule(
                rule.path,
                rule.line,
                "not a regular expression: {pattern} ({reason})",
                pattern=body.pattern,
                reason=str(error),
            ) from None


def expand(pattern: str, prefix: str) -> str:
    """``pattern`` with its fragments written out, its groups named ``prefix_group``; unknown ones stay as they are."""

    def one(match: re.Match[str]) -> str:
        name, number = match.groups()
        if name not in FRAGMENTS:
            return match[0]
        inner = _FRAGMENT.sub(lambda nested: f"{{{nested[1]}{number}}}", FRAGMENTS[name])
        inner = _GROUP.sub(rf"(?P<{prefix}_\g<1>{number}>", inner)
        return f"(?:{_FRAGMENT.sub(one, inner)})"

    return _FRAGMENT.sub(one, pattern)


def _feast_words(rules: Rules) -> tuple[dict[str, Feast], dict[str, Feast]]:
    feasts = rules.of(Festival)
    by_name = {rule.name: Feast(rule, body, False) for rule, body in feasts}
    by_word: dict[str, Feast] = {}
    for rule, body in feasts:
        _check_feast(rule, body, by_name)
        by_word |= dict.fromkeys(body.words, by_name[rule.name])
        for word in body.weak:
            by_word.setdefault(word, Feast(rule, body, True))
    return by_word, by_name


def _check_feast(rule: Rule, body: Festival, by_name: dict[str, Feast]) -> None:
    """Raises BadRule for a feast without words, without one day, or with a day that is none."""
    if not body.words and not body.weak:
        raise BadRule(rule.path, rule.line, "the key {key} is missing", key="words")
    kinds = [body.solar, body.lunar, body.term, body.weekday, body.both or None]
    if sum(kind is not None for kind in kinds) != 1:
        raise BadRule(rule.path, rule.line, "a festival needs one of solar, lunar, term, weekday, both")
    for key, form in _DAYS.items():
        value = getattr(body, key)
        if value is not None and not form.fullmatch(value):
            raise BadRule(rule.path, rule.line, "{key} is no day: {found}", key=key, found=value)
    for name in body.both:
        if name not in by_name:
            raise BadRule(rule.path, rule.line, "there is no festival rule {name}", name=name)


def _feast_pattern(by_word: dict[str, Feast]) -> re.Pattern[str] | None:
    if not by_word:
        return None
    words = sorted(by_word, key=len, reverse=True)
    sources = [
        "[·•・.．]?".join(map(re.escape, word)) if by_word[word].body.digits else re.escape(word) for word in words
    ]
    return re.compile("|".join(sources))


# --- written years ---


class Year(NamedTuple):
    """A year as EDTF digits (2023, 20XX, XXXX). ``this``: it is the summary's own, said as 今年."""

    edtf: str
    basis: Basis
    recurring: bool = False
    this: bool = False


_OFFSETS = {
    "今": 0,
    "本": 0,
    "去": -1,
    "上": -1,
    "前": -2,
    "明": 1,
    "来": 1,
    "后": 2,
    "次": 1,
    "翌": 1,
    "当": 0,
    "同": 0,
}
_DIGITS = str.maketrans(f"一二三四五六七八九{_ZERO}{_X}", "123456789" + "0" * len(_ZERO) + "X" * len(_X))


def read_year(text: str, summary: int | None, told: str | None) -> Year:
    """The year of a {year} fragment's text. ``told`` is the year that the sentence named last, for 当年 and 次年."""
    first = text[0]
    if first == "每":
        return Year("XXXX", "relative", recurring=True)
    if first in _OFFSETS:
        base = told if first in "当同次翌" and told else str(summary or "XXXX")
        year = f"{int(base) + _OFFSETS[first]:04}" if base.isdecimal() else base
        return Year(year, "relative", this=first in "今本")
    digits = text.rstrip("年度份 ").translate(_DIGITS)
    if len(digits) == 2:
        digits = "XXXX" if "X" in digits else "20" + digits
    return Year(digits.ljust(4, "X"), "written")


def read_small(text: str) -> str:
    """A month or day as two digits: 元 01, 十二 12, xx XX."""
    digits = text.translate(_DIGITS)
    if "X" in digits:
        return "XX"
    if text == "元":
        return "01"
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return f"{int(tens or 1) * 10 + int(ones or 0):02}"
    return f"{int(digits):02}"
