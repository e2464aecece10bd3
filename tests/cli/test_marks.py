"""Marked spans as HTML: whole text, nested elements, every fact's fields on each of its pieces."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.render.marks import Mark, mark_up

CASES = [
    # what, text, (start, end, name)…, HTML with <a> for <mark class="a">
    ("plain", "共计5元", [(2, 4, "a")], "共计<a>5元</>"),
    ("beside each other", "5元6元", [(0, 2, "a"), (2, 4, "b")], "<a>5元</><b>6元</>"),
    ("nested", "发放5元。", [(0, 4, "a"), (2, 4, "b")], "<a>发放<b>5元</></>。"),
    ("the same span: the first is outside", "5元", [(0, 2, "a"), (0, 2, "b")], "<a><b>5元</></>"),
    ("crossing: closed and opened again", "春节前后", [(0, 3, "a"), (2, 4, "b")], "<a>春节<b>前</></><b>后</>"),
    (
        "two that cross a third",
        "一二三四",
        [(0, 2, "a"), (1, 3, "b"), (1, 4, "c")],
        "<a>一<c><b>二</></></><c><b>三</>四</>",
    ),
    ("empty and outside: nothing", "一二", [(1, 1, "a"), (5, 9, "b")], "一二"),
    ("reaching over the edges", "一二", [(-3, 9, "a")], "<a>一二</>"),
    ("escaped", "<b>&5元", [(3, 5, "a")], "&lt;b&gt;<a>&amp;5</>元"),
]


@pytest.mark.parametrize(("text", "spans", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cases(text: str, spans: list[tuple[int, int, str]], expected: str) -> None:
    marks = [Mark(start, end, f'class="{name}"') for start, end, name in spans]
    html = re.sub(r'<mark class="(\w)">', r"<\1>", mark_up(text, 0, len(text), marks)).replace("</mark>", "</>")
    assert html == expected


def test_only_the_first_piece_takes_the_focus() -> None:
    marks = [Mark(0, 3, 'class="a"', 'tabindex="0"'), Mark(2, 4, 'class="b"', 'tabindex="0"')]
    html = mark_up("春节前后", 0, 4, marks)
    assert re.findall(r'class="(.)"( tabindex)?', html) == [("a", " tabindex"), ("b", " tabindex"), ("b", "")]


class Reader(HTMLParser):
    """The text, with the names of the marks that are open over each character."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs)["class"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.found += [(character, frozenset(self.open)) for character in data]


@given(
    st.text("一<&>\"'5 元", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8),
)
def test_every_character_is_there_once_under_its_own_marks(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, f'class="m{number}"') for number, (start, end) in enumerate(spans)]
    html = mark_up(text, 0, len(text), marks)
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert reader.found == [
        (character, frozenset(f"m{number}" for number, (start, end) in enumerate(spans) if start <= place < end))
        for place, character in enumerate(text)
    ]
    assert unescape(re.sub("<[^>]*>", "", html)) == text
