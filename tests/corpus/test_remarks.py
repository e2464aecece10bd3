"""Findings as Word comments: a hint that recurs throughout is one comment, errors are all told."""

from __future__ import annotations

from corpus.remarks import MANY, gathered
from extractor.finding import Finding, Level


def commas(level: Level, count: int) -> list[Finding]:
    return [
        Finding("halfwidth", level, "a comma", "type it in full width", start=at, end=at + 1) for at in range(count)
    ]


def test_a_hint_that_recurs_is_told_once_with_its_count() -> None:
    other = Finding("old-name", "hint", "an old name", "write 残疾军人", start=9, end=13)
    (first, second) = gathered([*commas("hint", MANY + 1), other])
    assert (first.start, first.code) == (0, "halfwidth")
    assert str(MANY + 1) in first.message
    assert second == other


def test_few_hints_and_all_errors_stay() -> None:
    assert list(gathered(commas("hint", MANY))) == commas("hint", MANY)
    assert list(gathered(commas("error", MANY + 1))) == commas("error", MANY + 1)
