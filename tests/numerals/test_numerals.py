from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Bound, Numeral
from extractor.numerals import NUMERAL, bound_around, join_range, parse_numeral, rebound, scaled
from tests.numerals import cases

WHOLE = re.compile(NUMERAL)
DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def written(number: int) -> str:
    """``number`` (1 to 9999) as a careful writer puts it: 一千零五十, 二百一十, 十二."""
    text, gap = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + word
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def long_form(number: int) -> str:
    """Any number below 10^12, by groups of four digits: 一亿零三万."""
    text = ""
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        if group:
            part = written(group)
            if text and part.startswith("十"):
                part = "一" + part
            text += ("零" if text and group < 1000 else "") + part + word
    return text


def read(text: str) -> Numeral:
    found = WHOLE.fullmatch(text)
    assert found, f"NUMERAL does not match the whole of {text}"
    assert WHOLE.findall(text) == [text]
    return parse_numeral(text)


def number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def test_every_number_below_ten_thousand() -> None:
    wrong = [n for n in range(1, 10000) if read(written(n)).value != n]
    assert not wrong


def test_every_bank_numeral_below_ten_thousand() -> None:
    wrong = []
    for n in range(1, 10000):
        text = long_form(n * 10000).translate(FORMAL)
        if WHOLE.fullmatch(text) is None or parse_numeral(text).value != n * 10000:
            wrong.append(text)
    assert not [text for text in wrong if not text.startswith("拾")]
    assert all(parse_numeral(text).value for text in wrong)


@given(st.integers(1, 10**12 - 1))
def test_long_numbers_in_words(n: int) -> None:
    assert read(long_form(n)) == Numeral(Decimal(n), Decimal(n), Decimal(n))


SCALES = st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)])


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}"]), SCALES)
def test_digits_with_separators_and_scale(n: int, form: str, scale: tuple[str, int]) -> None:
    assert read(form.format(n) + scale[0]).value == n * scale[1]


@given(st.integers(1000, 10**12))
def test_spaces_between_thousands(n: int) -> None:
    assert read(f"{n:,}".replace(",", " ")).value == n


@given(st.decimals(0, 10**8, places=2), SCALES)
def test_decimals_are_exact(n: Decimal, scale: tuple[str, int]) -> None:
    assert read(f"{n:f}{scale[0]}").value == n * scale[1]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["至", "-", "~", "～", "—", "到"]))
def test_ranges(a: int, b: int, sign: str) -> None:
    got = read(f"{a}{sign}{b}")
    assert got == Numeral(None, Decimal(min(a, b)), Decimal(max(a, b)), "about", suspect=a > b)


@given(st.text("0123456789.,， 一二两三十百千万亿几数多余来上近好至到-~*xX_×点零〇壹伍拾佰元", max_size=14))
def test_whatever_matches_is_read(text: str) -> None:
    for found in WHOLE.finditer(text):
        got = parse_numeral(found[0])
        assert found[0]
        assert got.low is None or got.high is None or got.low <= got.high
        assert got.masked or got.suspect or got.value is not None or got.low is not None


@pytest.mark.parametrize(("text", "value"), cases.EXACT)
def test_exact(text: str, value: object) -> None:
    want = number(value)
    assert read(text) == Numeral(want, want, want, "exact")


@pytest.mark.parametrize(("text", "value", "low", "high", "bound"), cases.ROUGH)
def test_rough(text: str, value: object, low: object, high: object, bound: Bound) -> None:
    assert read(text) == Numeral(number(value), number(low), number(high), bound)


@pytest.mark.parametrize(("text", "bound"), cases.MASKED)
def test_masked(text: str, bound: Bound) -> None:
    assert read(text) == Numeral(None, None, None, bound, masked=True)


@pytest.mark.parametrize("text", cases.SUSPECT)
def test_suspect(text: str) -> None:
    got = parse_numeral(text)
    assert got.suspect
    assert got.value is None


@pytest.mark.parametrize(("text", "found"), cases.FOUND)
def test_found_in_text(text: str, found: list[str]) -> None:
    assert WHOLE.findall(text) == found


@pytest.mark.parametrize(("before", "after", "inner", "bound"), cases.AROUND)
def test_words_around(before: str, after: str, inner: Bound, bound: Bound) -> None:
    assert bound_around(before, after, inner) == bound


def test_rebound_sets_low_and_high() -> None:
    ten = parse_numeral("10")
    assert rebound(ten, "over") == Numeral(Decimal(10), Decimal(10), None, "over")
    assert rebound(ten, "under") == Numeral(Decimal(10), None, Decimal(10), "under")
    assert rebound(ten, "about") == Numeral(Decimal(10), Decimal(10), Decimal(10), "about")
    assert rebound(parse_numeral("10余"), "under") == parse_numeral("10余")


def test_join_range_and_scaled() -> None:
    fen = scaled(join_range(parse_numeral("500"), parse_numeral("1000")), 100)
    assert fen == Numeral(None, Decimal(50000), Decimal(100000), "about")
    assert join_range(parse_numeral("x"), parse_numeral("1000")).masked
