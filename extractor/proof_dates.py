"""A date or feast rule tried on its own examples."""

from __future__ import annotations

import re

from extractor.date_forms import compile_dates
from extractor.dates import DateContext, find_dates
from extractor.rules import Rule, Rules

YEAR = 2023  # the year of the summary in which examples are read


def prove_date(rule: Rule, rules: Rules) -> list[str]:
    """What fails of a rule's examples (``sentence => edtf``, 【】 around the dates) and counter-examples.

    An empty list: the rule holds.
    """
    return [*_failing_examples(rule, rules), *_failing_counters(rule, rules)]


def _failing_examples(rule: Rule, rules: Rules) -> list[str]:
    failures = []
    for example in rule.examples:
        sentence, _, told = example.partition(" => ")
        if not told or "【" not in sentence:
            failures.append(f"an example is a sentence with 【】 around the date, ' => ' and its EDTF: {example}")
            continue
        wanted = list(zip(_marked(sentence), told.split(), strict=False))
        if len(_marked(sentence)) == 1:
            wanted = [(_marked(sentence)[0], edtf) for edtf in told.split()]
        found = _found(rule, rules, re.sub("[【】]", "", sentence))
        if found != wanted:
            failures.append(f"expected {wanted}, found {found} in: {example}")
    return failures


def _failing_counters(rule: Rule, rules: Rules) -> list[str]:
    found = ((sentence, _found(rule, rules, sentence)) for sentence in rule.counter_examples)
    return [f"must find nothing, found {hits} in: {sentence}" for sentence, hits in found if hits]


def _marked(sentence: str) -> list[tuple[int, int]]:
    spans = []
    for n, match in enumerate(re.finditer("【[^】]*】", sentence)):
        spans.append((match.start() - 2 * n, match.end() - 2 * n - 2))
    return spans


def _found(rule: Rule, rules: Rules, sentence: str) -> list[tuple[tuple[int, int], str]]:
    hits = find_dates(sentence, DateContext(YEAR), compile_dates(rules))
    return [((hit.start, hit.end), hit.edtf or "none") for hit in hits if hit.rule == rule.name]
