"""A word means one thing to one kind of rule: of two fund rules that share a word, the files' order would decide. And
rules that code names are there.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from extractor.fund_scopes import VISIT
from extractor.kinds import Fund, Group
from extractor.meaning import OF_NO_FUND
from extractor.roles import NO_SPENDING
from extractor.rules import load_rules


@pytest.mark.parametrize("kind", [Fund, Group], ids=["fund", "group"])
def test_a_word_belongs_to_one_rule(kind: type[Fund] | type[Group]) -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for rule, body in load_rules().of(kind):
        for word in body.words:
            owners[word].append(rule.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_rules_that_code_names_are_there() -> None:
    assert {*NO_SPENDING, *OF_NO_FUND, VISIT} <= {rule.name for rule in load_rules()}
