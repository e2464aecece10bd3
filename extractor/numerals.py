"""Written numbers -> Numeral(value, low, high, bound, masked). Pure; on folded text (ASCII digits and letters).

``NUMERAL`` finds the longest written number, the words of approximation inside it included; ``parse_numeral`` reads
what it found. The fields follow docs/fact-model.md: Amount.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extractor.model import Bound, Numeral

# --- the fragments of NUMERAL: no capturing groups, so that a caller may compose them ---

# digits with thousands groups, plain digits, decimals: 1,234.5  13 914  26  3.5 (a converter may leave ， for ,)
DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
# digits left out by the writer: ** XX ×× __ x; one such sign between digits is a product (9×1546), not a mask
MASK = r"(?:[*×xXⅹⅩ_#]{2,}|[*×xXⅹⅩ_#](?!\d))"
# a number with a mask in it: **00  5***  20xx  xx.x
MASKED = rf"(?<![A-Za-z])(?:\d[\d,.]*)?{MASK}(?:[.,]?(?:{MASK}|\d+))*(?![A-Za-z])"
# words of approximation inside a number: 300余 300多万 10几人 十来万
INNER = r"(?:余(?![额款下])|多|几|来(?=[万亿个人名位户家元岁次件场]))"
# what multiplies digits: 万 亿 千万 万亿 百
SCALE = r"(?:万亿|[十百千]?[万亿萬億]|[百千])"
# 3.5万  3万5千  1亿2000万  1万2000  300多万  300万多  xx万余  3.5 万
ARABIC = (
    rf"(?:{MASKED}|(?<!\d)(?<!\d\.){DIGITS}){INNER}?"
    rf"(?: ?{SCALE}{INNER}?(?:(?:\d+(?:\.\d+)?(?={SCALE})|\d{{4}}(?!\d)){SCALE}?{INNER}?)*)?"
)
# 十二  四十五  一万六千多  三十几万  二百余万  几千  三四十  两三  二〇二三
# 点 only before 万, 亿: 三点五万, not 八点三十
WORD = "〇零○一二三四五六七八九两十廿卅百千"
WORDS = (
    rf"(?:好?几(?![乎何率])|[〇零○一二三四五六七八九两十廿卅]|[百千](?=[余多名位户人场次万亿])|[万亿](?=[余多]))"
    rf"(?:[{WORD}万亿]|几|点[一二三四五六七八九]+(?=[万亿])|[余多来](?=[万亿]))*"
    rf"(?:余(?![额款下])|多|来(?=[个人名位户家元岁次件场]))?"
)
# 数百  上百  近百  上千万  近百余: the word stands for the digit; not 人数十二人, 附近百姓, 会上百余名
VAGUE = (
    r"(?:(?<![人户件次总个系指参基岁分])数(?=[十百千万亿])|(?<![会晚早路身以网线场墙街社市台手岸车地])上(?=[百千万亿])"
    r"|(?<![附最邻临靠走贴])近(?=[百千万亿]))[十百千万亿]+(?:余(?![额款下])|多)?"
)
# bank numerals: 叁万伍仟  壹佰贰拾; 伍 alone in 入伍, 队伍 is none
FORMAL = (
    r"(?:(?<![队入退])[壹贰貳叁參肆伍陆陸柒捌玖](?=[拾佰仟万萬亿億元圆角分])|拾(?=[壹贰叁肆伍陆柒捌玖万元]))"
    r"[零〇壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億]*余?"
)
ONE = rf"(?:{FORMAL}|{VAGUE}|{ARABIC}|{WORDS})"
# between the ends of a range: 3至5万  3-5万  3~5万  500—1000  三到五
TO = r" ?(?:至|到|[-~～—–－─−]{1,2}) ?"

# what a number can begin with; asked first, so that most places of a text cost one look
START = r"(?=[\d*×xXⅹⅩ_#〇零○一二三四五六七八九两十廿卅百千万亿几好数上近壹贰貳叁參肆伍陆陸柒捌玖拾])"

NUMERAL: str = rf"(?:{START}{ONE}(?:{TO}{ONE})?)"
"""Regex source of the longest written number, ranges included. No capturing groups, no outer anchors.

It says nothing of what is counted: 一 in 一把手 and 1 in 第1名 match, and the caller asks for a unit."""

_FOLD = str.maketrans(
    "〇○壹贰貳两叁參肆伍陆陸柒捌玖拾佰仟萬億",
    "零零一二二二三三四五六六七八九十百千万亿",
)
_DIGIT = {word: n for n, word in enumerate("零一二三四五六七八九")}
_SMALL = (("千", 1000), ("百", 100), ("十", 10))
_LARGE = (("亿", 10**8), ("万", 10**4))
_RANGE = re.compile(TO)
_MASK = re.compile(MASK)
_LETTER = "零一二三四五六七八九"
# two neighbouring digits that stand for either: 三四十, 十七八, 两三; not inside a row of digits (一二九)
_PAIR = re.compile(rf"(?<![{_LETTER}])(一二|二三|三四|三五|四五|五六|六七|七八|八九)(?![{_LETTER}])")
_NINES = {"十": "十九", "百": "百九十九", "千": "千九百九十九"}
_ATOM = re.compile(r"\d+(?:\.\d+)?")


def parse_numeral(text: str) -> Numeral:
    """Read what ``NUMERAL`` matched. Values are exact Decimals, without the unit's factor (万元 has 万 in the numeral).

    ``bound`` is that of the words inside the number only: 余 and 多 give ``over``, 几 and ranges ``about``. A range has
    ``value`` None; one that runs backwards is ``suspect``. What makes no number (十三五, 十十) is ``suspect``
    without a value.
    """
    ends = _RANGE.split(text, maxsplit=1)
    try:
        return _range(*ends) if len(ends) == 2 else _single(text)
    except ValueError:
        return Numeral(None, None, None, suspect=True)


def join_range(first: Numeral, last: Numeral) -> Numeral:
    """The range from ``first`` to ``last`` (500元至1000元): value None, bound ``about``.

    One that runs backwards is ``suspect``, one with a masked end ``masked``.
    """
    if first.masked or last.masked:
        return Numeral(None, None, None, "about", masked=True)
    low, high = _floor(first), _ceiling(last)
    if low is not None and high is not None and low > high:
        return Numeral(None, high, low, "about", suspect=True)
    return Numeral(None, low, high, "about")


def rebound(numeral: Numeral, bound: Bound) -> Numeral:
    """``numeral`` with the bound of the words around it, its low and high set accordingly.

    One that has a bound of its own already, or no value, is returned as it is: the inner word wins.
    """
    if numeral.bound != "exact" or numeral.value is None:
        return numeral
    return _bounded(numeral.value, bound)


def scaled(numeral: Numeral, factor: Decimal | int) -> Numeral:
    """``numeral`` times ``factor``, for a unit that multiplies (100 to get fen from yuan)."""

    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    return replace(numeral, value=times(numeral.value), low=times(numeral.low), high=times(numeral.high))


def _floor(numeral: Numeral) -> Decimal | None:
    return numeral.low if numeral.low is not None else numeral.value


def _ceiling(numeral: Numeral) -> Decimal | None:
    return numeral.high if numeral.high is not None else numeral.value


def _bounded(value: Decimal, bound: Bound) -> Numeral:
    low = None if bound == "under" else value
    high = None if bound == "over" else value
    return Numeral(value, low, high, bound)


def _range(left: str, right: str) -> Numeral:
    first, last = _single(left), _single(right)
    # 3至5万: the scale stands once for both; 5000至1万: it does not, since 5000万 would not be below 1万
    tail = re.search(r"[余多]?([十百千]?[万亿萬億]|万亿)[余多]?$", right)
    if tail and not re.search(r"[万亿萬億]", left) and (low := _floor(first)) is not None:
        shared = _value(tail[1].translate(_FOLD))
        high = _ceiling(last)
        if high is not None and low * shared <= high:
            first = scaled(first, shared)
    return join_range(first, last)


def _single(text: str) -> Numeral:
    bound: Bound = "over" if re.search("[余多]", text) else "about" if "来" in text else "exact"
    if _MASK.search(text):
        return Numeral(None, None, None, bound, masked=True)
    plain = re.sub("[余多来好 ,，]", "", text).translate(_FOLD).replace("廿", "二十").replace("卅", "三十")
    if plain[0] in "上近":
        return _bounded(_value(plain[1:]), "over" if plain[0] == "上" else "under")
    low, high = _ends(plain)
    if low == high:
        return _bounded(low, bound)
    return Numeral(None, low, None if bound == "over" else high, "over" if bound == "over" else "about")


def _ends(plain: str) -> tuple[Decimal, Decimal]:
    """Lowest and highest reading: 几 and 数 are 2 to 9 where they lead (几千), 1 to 9 after a digit (十几)."""
    if "几" in plain or plain[0] == "数":
        lead, _, rest = plain.replace("数", "几").partition("几")
        if lead.isascii() and lead and lead[-1] != "0":
            raise ValueError(f"not a number: {plain}")
        if lead and lead.isascii():  # 30几万
            return _value(lead[:-1] + "1" + rest), _value(lead[:-1] + "9" + rest)
        return _value(lead + ("一" if lead else "二") + rest), _value(lead + "九" + rest)
    pair = _PAIR.search(plain)
    if pair and (pair[1] != "三五" or pair.start() == 0):
        lead, rest = plain[: pair.start()], plain[pair.end() :]
        full = _NINES.get(rest[:1])  # 三四十 reaches 49
        top = full + rest[1:] if full else rest
        return _value(lead + pair[1][0] + rest), _value(lead + pair[1][1] + top)
    value = _value(plain)
    return value, value


def _value(plain: str) -> Decimal:
    """The value of digits and scales without words of approximation: 三万五千, 3万5千, 21万亿, 二零二三."""
    for scale, factor in _LARGE:
        left, found, right = plain.rpartition(scale)
        if found:
            whole = _value(left) if left else Decimal(1)
            return whole * factor + _rest(right, factor)
    return _small(plain)


def _rest(right: str, factor: int) -> Decimal:
    """What follows a scale: 一万五 is 15000, 一万零五 and 一万零五百 are what they say."""
    if not right:
        return Decimal(0)
    if len(right) == 1 and right in _DIGIT:
        return Decimal(_DIGIT[right] * factor // 10)
    rest = _value(right)
    if rest >= factor:
        raise ValueError(f"not a number: {right}")
    return rest


def _small(plain: str) -> Decimal:
    """Below 万: 千, 百, 十 in order, or a row of digits."""
    for scale, factor in _SMALL:
        left, found, right = plain.partition(scale)
        if found:
            left = left.lstrip("零")
            return (_atom(left) if left else Decimal(1)) * factor + _rest(right, factor)
    return _atom(plain)


def _atom(plain: str) -> Decimal:
    whole, point, part = plain.partition("点")
    digits = "".join(str(_DIGIT.get(sign, sign)) for sign in whole + ("." if point else "") + part)
    if not _ATOM.fullmatch(digits):
        raise ValueError(f"not a number: {plain}")
    return Decimal(digits)


# --- words around a number ---

_BEFORE = re.compile(
    r"(?:(?P<over>超过了?|超出|不少于|不低于|不下于?|不小于|至少|最少|高于|多于|大于|突破|逾|(?<!不)超)"
    r"|(?P<under>不超过|不多于|不高于|不大于|至多|最多|最高|不足|不到|不满|低于|少于|小于|将近|接近|(?<![附最邻临靠走贴就])近)"
    r"|(?P<about>约|大约|大概|大致|估计))(?:有|为|计|合|达到?|共|需)?\s*$"
)
# 捐款近20万元, 慰问金人民币5000元: words before a number that say how exact it is, or nothing
_LEAD = re.compile(r"(?:(?<![附最邻临靠走贴就将])近|将近|接近|大?约|逾|超过?|突破|(?<!最)[高多]达|达到?|人民币)+$")
LONGEST_LEAD = 6
_AFTER = re.compile(
    r"\s*(?:人民币)?(?:(?P<over>(?:\(含\)|（含）|及|或)?以上|有余|开外|之多|余(?![额款下名人])|多(?![次种个项样方场位名年元户家渠层为]))"
    r"|(?P<under>(?:\(含\)|（含）|及)?以下|以内|之内)|(?P<about>左右|上下|不等|的样子))"
)
_NOT_OVER = re.compile(r"不(?:超过了?|超出|高于|多于|大于|超)(?:有|为|计|合|达到?)?\s*$")
_NOT_UNDER = re.compile(r"不(?:低于|少于|小于)(?:有|为|计|合|达到?)?\s*$")


def lead_start(text: str, start: int) -> int:
    """Where the words before the number at ``start`` begin that say how exact it is (近, 约, 达到), or ``start``."""
    lead = _LEAD.search(text, max(0, start - LONGEST_LEAD), start)
    return start if lead is None else lead.start()


def bound_around(before: str, after: str, inner: Bound) -> Bound:
    """The bound of a number with its unit, seen with the words around it (约 before, 左右 and 以上 after).

    ``before`` ends where the numeral begins, ``after`` begins behind the unit. A word inside the numeral (``inner``
    other than exact) wins over all words outside, a word before it over one after it.
    """
    if inner != "exact":
        return inner
    near = before[-8:]
    if _NOT_OVER.search(near):
        return "under"
    if _NOT_UNDER.search(near):
        return "over"
    found = _BEFORE.search(near) or _AFTER.match(after)
    if not found:
        return "exact"
    return "over" if found["over"] else "under" if found["under"] else "about"
