"""The program's own expressions, which run without a time limit, on texts made to hold them up."""

from __future__ import annotations

import re

import pytest
import regex

import extractor
from extractor.date_forms import compile_dates
from extractor.document_types import _document_types
from extractor.roles import cue_patterns
from extractor.section_words import section_words
from extractor.units import unit_names

RULES = extractor.load_rules(None)
SECONDS = 2.0  # for one search of a text twenty times as long as a sentence; it takes milliseconds


def own() -> dict[str, str]:
    """All of them by name: cues, dates, units, sections, types of document."""
    found = {rule.name: "|".join(cue.patterns) for rule, cue, _pattern in cue_patterns(RULES)}
    found["dates"] = compile_dates(RULES).forms.pattern  # type: ignore[attr-defined]
    for number, pattern in enumerate((*unit_names(RULES).title, *unit_names(RULES).subject, unit_names(RULES).body)):
        found[f"units {number}"] = pattern.pattern
    words = section_words(RULES)
    found |= {f"section {one.code}": one.pattern.pattern for one in words.wordings}
    found["openings"] = words.plan_opening.pattern
    found |= {f"form {form.type} {n}": form.body.pattern for n, form in enumerate(_document_types(RULES).forms)}
    return found


PATTERNS = own()


def texts(pattern: str) -> list[str]:
    """What the expression's own letters make when they are said again and again."""
    letters = "".join(dict.fromkeys(re.findall("[一-鿿]", pattern)))[:60]
    ones = [letter * 1000 for letter in "1年元的，、" + letters[:6]]
    return [*ones, letters * (2000 // (len(letters) or 1)), "1年1月" * 600, ("9" * 50 + "年") * 40, "二〇" * 1000]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_expression_takes_long(name: str) -> None:
    pattern = regex.compile(PATTERNS[name])
    for text in texts(PATTERNS[name]):
        for _found in pattern.finditer(text, timeout=SECONDS):  # raises TimeoutError
            pass
