"""Rules tried on their own examples and counter-examples, by kind. What fails is told, one line a failure.

An example is a sentence read as the body of a summary of 2019; 【】 around words say which fact is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.kinds import Cue, Fund, Group, Measure
from extractor.model import Amount, Block, Headcount, Summary, Told
from extractor.outline import outline
from extractor.pipeline import read_part
from extractor.proof_activities import prove_deed
from extractor.proof_dates import prove_date
from extractor.proof_findings import prove_finding, prove_trace
from extractor.proof_structure import prove_document, prove_profile, prove_section, prove_unit
from extractor.rules import Rule, Rules

TOLD = Told(unit="柳溪镇", year=2019)
MARKED = re.compile("【(.*?)】")
Fact = Amount | Headcount
MODIFIED = {
    "to_public": ("direction", "to_public"),
    "public": ("direction", "to_public"),
    "by_troops": ("direction", "to_public"),
    "by_others": ("direction", "to_service"),
    "to_civilians": ("scope", "civil"),
    "to_service": ("scope", "service"),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """An example as read: the facts that its 【】 mean, or all where it has none."""

    example: str
    amounts: tuple[Amount, ...]
    headcounts: tuple[Headcount, ...]


def prove(rule: Rule, rules: Rules) -> list[str]:
    """What fails of a rule's examples and counter-examples; nothing where the rule does what it says."""
    return PROVERS[rule.kind](rule, rules)


def read_example(example: str, rules: Rules) -> Tried:
    """Read one example as the only paragraph of a summary."""
    marks = list(MARKED.finditer(example))
    text = MARKED.sub(r"\1", example)
    spans = [(mark.start() - 2 * n, mark.end() - 2 * n - 2) for n, mark in enumerate(marks)]
    summary = read_text(text, rules)
    offset = summary.text.index(text)

    def meant(fact: Fact) -> bool:
        return not spans or any(start <= fact.start - offset and fact.end - offset <= end for start, end in spans)

    return Tried(
        example,
        tuple(amount for amount in summary.amounts if not amount.derived and meant(amount)),
        tuple(headcount for headcount in summary.headcounts if meant(headcount)),
    )


def read_text(text: str, rules: Rules) -> Summary:
    """A summary whose only paragraph is the text."""
    blocks = [Block(0, "柳溪镇2019年双拥工作总结", level=0), Block(1, "一、工作开展情况"), Block(2, text)]
    return read_part(outline(blocks)[0], "", TOLD, rules)


def prove_by(right: Callable[[Tried], bool], rule: Rule, rules: Rules, wanted: str) -> list[str]:
    """Examples for which ``right`` must hold, and counter-examples for which it must not."""
    failures = [f"{wanted} expected: {text}" for text in rule.examples if not right(read_example(text, rules))]
    return failures + [
        f"{wanted} must not be read: {text}" for text in rule.counter_examples if right(read_example(text, rules))
    ]


def prove_fund(rule: Rule, rules: Rules) -> list[str]:
    """The sum that an example means has the fund, and the scope that the rule says."""
    body: Fund = rule.body

    def right(tried: Tried) -> bool:
        return any(
            a.fund_code == body.code and a.fund == body.fund and (a.scope == "civil") == body.civil
            for a in tried.amounts
        )

    return prove_by(right, rule, rules, body.fund)


def prove_group(rule: Rule, rules: Rules) -> list[str]:
    """The fact that an example means is for the group."""
    body: Group = rule.body

    def right(tried: Tried) -> bool:
        facts: list[Fact] = [*tried.amounts, *tried.headcounts]
        return any(fact.group == body.group for fact in facts)

    return prove_by(right, rule, rules, body.group)


def prove_headcount(rule: Rule, rules: Rules) -> list[str]:
    """A measure's examples give a headcount by that rule; a person's, a headcount of somebody."""
    unit = rule.body.unit if isinstance(rule.body, Measure) else None

    def right(tried: Tried) -> bool:
        return any(unit is None or (head.rule == rule.name and head.unit == unit) for head in tried.headcounts)

    return prove_by(right, rule, rules, "a headcount")


def prove_cue(rule: Rule, rules: Rules) -> list[str]:
    """Each example's sum has the cue's role, by this cue where the role is no total; a counter-example's has not."""
    body: Cue = rule.body

    def right(tried: Tried) -> bool:
        by_cue = body.weight >= 40 and body.role != "total"
        return any(
            a.role == body.role and set(body.per) <= set(a.per) and (a.rule == rule.name or not by_cue)
            for a in tried.amounts
        )

    failures = prove_by(right, rule, rules, body.role)
    if body.role == "total":  # it needs no cue: what the counter-example shows is that the cue does not outdo a rate
        failures += [
            f"total must not be read: {text}"
            for text in rule.counter_examples
            if any(a.role == "total" for a in read_example(text, rules).amounts)
        ]
    return sorted(set(failures))


def prove_modifier(rule: Rule, rules: Rules) -> list[str]:
    """The sum that an example means has the direction, or the scope, that the words tell."""
    key, wanted = MODIFIED[rule.body.effect]

    def right(tried: Tried) -> bool:
        return any(getattr(a, key) == wanted for a in tried.amounts)

    return prove_by(right, rule, rules, wanted)


PROVERS: dict[str, Callable[[Rule, Rules], list[str]]] = {
    "measure": prove_headcount,
    "person": prove_headcount,
    "fund": prove_fund,
    "group": prove_group,
    "cue": prove_cue,
    "modifier": prove_modifier,
    "deed": prove_deed,
    "words": prove_deed,
    "festival": prove_date,
    "date": prove_date,
    "section": prove_section,
    "document": prove_document,
    "unit": prove_unit,
    "profile": prove_profile,
    "finding": prove_finding,
    "wording": prove_finding,
    "trace": prove_trace,
}
