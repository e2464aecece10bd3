"""Numbers written in Word's number formats (ST_NumberFormat, ISO/IEC 29500-1, 17.18.59): 3 -> 三, c, ③, iii."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def format_number(value: int, number_format: str) -> str:
    """The number as a label shows it. An unknown format, or a number that the format cannot hold, is in Arabic digits,
    as Word itself does."""
    if value < 1:
        return "" if number_format in ("none", "bullet") else str(value)
    return _FORMATS.get(number_format, str)(value)


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    """十一, 二十; from one hundred on digit by digit."""
    return _thousand(value) if value < 100 else _digits(value)


def _thousand(value: int) -> str:
    text = _with_units(value, "零" + _DIGITS[1:], "十百千")
    return text.removeprefix("一") if 10 <= value < 20 else text


def _japanese(value: int) -> str:
    """No 零 in a gap and no 一 before 十, 百, 千."""
    text = _with_units(value, "零" + _DIGITS[1:], "十百千").replace("零", "")
    for unit in "十百千":
        text = text.replace("一" + unit, unit)
    return text


def _formal(digits: str) -> Callable[[int], str]:
    return lambda value: _with_units(value, digits, "拾佰仟")


def _with_units(value: int, digits: str, units: str) -> str:
    """A number below 100,000 in Chinese: 1005 -> 一千零五, 10010 -> 一万零一十."""
    high, low = divmod(value, 10_000)
    if high:
        rest = _with_units(low, digits, units) if low else ""
        return _with_units(high, digits, units) + "万" + (digits[0] if 0 < low < 1000 else "") + rest
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
        gap = digit == 0
    return text


def _roman(value: int) -> str:
    if value > 3999:
        return str(value)
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _letter(value: int) -> str:
    """a to z, then aa, bb, as Word counts on."""
    times, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * (times + 1) if times < 30 else str(value)


def _from_row(first: str, size: int) -> Callable[[int], str]:
    """Formats whose numbers are single characters that follow each other in Unicode."""
    return lambda value: chr(ord(first) + value - 1) if value <= size else str(value)


def _circled(value: int) -> str:
    for first, start, size in (("①", 1, 20), ("㉑", 21, 15), ("㊱", 36, 15)):
        if start <= value < start + size:
            return chr(ord(first) + value - start)
    return str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if value <= len(characters) else str(value)


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value <= 60 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda value: f"- {value} -",
    "none": lambda value: "",
    "bullet": lambda value: "",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from_row("⑴", 20),
    "decimalEnclosedFullstop": _from_row("⒈", 20),
    "ideographEnclosedCircle": _from_row("㊀", 10),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "koreanDigital2": _digits,
    "chineseLegalSimplified": _formal(_FORMAL),
    "ideographLegalTraditional": _formal(_FORMAL_TRADITIONAL),
    "japaneseLegal": _formal(_FORMAL_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
