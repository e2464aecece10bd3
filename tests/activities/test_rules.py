"""Every rule of kind deed, and every list of words, does what its examples say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.kinds import Deed, WordList
from extractor.model import ACTIVITY_TYPES
from extractor.proof_activities import prove_deed
from extractor.rules import Rule, load_rules

RULES = load_rules()
DEEDS = [rule for rule in RULES if isinstance(rule.body, Deed)]
LISTS = [rule for rule in RULES if isinstance(rule.body, WordList)]
OF_GROUPS = {"kin", "troops", "civil", "army_section", "army_led"}  # lists that groups.toml and headings make


@pytest.mark.parametrize("rule", DEEDS + LISTS, ids=lambda rule: rule.name)
def test_examples(rule: Rule) -> None:
    assert prove_deed(rule, RULES) == []


def test_every_type_has_rules_with_counter_examples() -> None:
    assert {rule.body.type for rule in DEEDS} == set(ACTIVITY_TYPES)
    assert [rule.name for rule in DEEDS if not rule.counter_examples] == []


def test_every_list_named_by_a_deed_is_there() -> None:
    known = {rule.body.list for rule in LISTS} | OF_GROUPS
    named = {name for rule in DEEDS for name in (*rule.body.beside, *rule.body.around, *rule.body.unless_around)}
    assert named <= known


def test_prover_tells_a_rule_that_finds_nothing() -> None:
    rule = replace(DEEDS[0], examples=("天气晴朗。",), counter_examples=())
    assert len(prove_deed(rule, RULES)) == 1


def test_prover_tells_a_counter_example_that_is_found() -> None:
    rule = replace(DEEDS[0], counter_examples=DEEDS[0].examples[:1])
    assert len(prove_deed(rule, RULES)) == 1
