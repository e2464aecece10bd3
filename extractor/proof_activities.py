"""A deed's rule, or a list of words that deeds share, tried on its own examples."""

from __future__ import annotations

from extractor.activities import find_activities
from extractor.kinds import Deed
from extractor.match import lexicon
from extractor.model import Sentence
from extractor.rules import Rule, Rules
from extractor.scene import Found
from extractor.tokens import edges

MARKS = str.maketrans("", "", "【】")


def prove_deed(rule: Rule, rules: Rules) -> list[str]:
    """What fails of a rule's examples and counter-examples; nothing where the rule does what it says.

    Every example of a deed must give an activity of its type by this rule alone, every counter-example none. Of a list
    of words, every example must hold one, no counter-example any.
    """
    failures = [f"finds nothing in: {example}" for example in rule.examples if not holds(rule, rules, example)]
    return failures + [f"must find nothing in: {one}" for one in rule.counter_examples if holds(rule, rules, one)]


def holds(rule: Rule, rules: Rules, example: str) -> bool:
    """Whether the rule finds what it is for in a sentence."""
    text = example.translate(MARKS)
    hits = lexicon(rules).find(text, edges(text, []), ())
    if not isinstance(rule.body, Deed):
        return any(rule.body.list in names for _, _, names, _ in hits.lists)
    own = [hit for hit in hits.deeds if hit.rule.name == rule.name]
    found = Found(text, (), own, hits.lists, (), (), ())
    return any(deed.type == rule.body.type for deed in find_activities(found, [Sentence(0, 0, len(text), 0, 0)], ()))
