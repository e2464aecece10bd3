"""Every built-in rule does what its examples say, and the proof itself tells a rule that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.match import lexicon
from extractor.proof import prove
from extractor.roles import cue_patterns
from extractor.rules import PROVEN_BY_SHAPE, load_rules

RULES = load_rules()
WITH_EXAMPLES = sorted({rule.kind for rule in RULES} - PROVEN_BY_SHAPE)


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_a_rule_holds(name: str) -> None:
    assert prove(RULES.named(name), RULES) == []


@pytest.mark.parametrize("kind", WITH_EXAMPLES)
def test_an_example_that_does_not_hold_is_told(kind: str) -> None:
    rule = next(rule for rule in RULES if rule.kind == kind)
    assert prove(replace(rule, examples=("今天天气晴朗。",), counter_examples=()), RULES) != []


def test_rules_read_twice_are_one_set() -> None:
    again = load_rules.__wrapped__()
    lexicon.cache_clear()
    cue_patterns.cache_clear()
    lexicon(RULES), cue_patterns(again)
    assert prove(RULES.named("cue.plan.intent"), RULES) == []
