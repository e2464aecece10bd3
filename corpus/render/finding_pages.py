"""The pages of docs/findings: one for each code of a finding, in Chinese and English, from the rules' own data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extractor import finding_codes, i18n, load_rules
from extractor.i18n import N_, _
from extractor.labels import LEVELS, label

if TYPE_CHECKING:
    from extractor.rules import Rules

FOLDER = "docs/findings"
MARKED = re.compile("【(.*?)】", re.DOTALL)
WRITTEN = N_("Written by `make docs` from patterns/; do not edit.")
HEADINGS = {
    "what": N_("What it is"),
    "why": N_("Why it matters"),
    "example": N_("Examples"),
    "none": N_("Not found in"),
    "instead": N_("What to write instead"),
    "words": N_("Words"),
}


def pages() -> dict[str, Callable[[], str]]:
    """Each page's name with what writes it."""
    rules = load_rules()
    found: dict[str, Callable[[], str]] = {
        f"{FOLDER}/{code}.md": lambda code=code: page(code, rules)  # type: ignore[misc]
        for code in finding_codes(rules)
    }
    return {f"{FOLDER}/README.md": lambda: index(rules), **found}


def index(rules: Rules) -> str:
    """All codes with their level and title, the Chinese one first."""
    lines = ["# 草稿检查的代码 · Codes of findings", "", f"{_in('zh', WRITTEN)} {_in('en', WRITTEN)}", ""]
    lines += ["| 代码 · code | 级别 · level | | |", "| --- | --- | --- | --- |"]
    for kind in (rule.body for rule in rules if rule.kind == "finding"):
        level = f"{_in('zh', LEVELS[kind.level])} · {kind.level}"
        lines.append(f"| [{kind.code}]({kind.code}.md) | {level} | {_in('zh', kind.title)} | {_in('en', kind.title)} |")
    return "\n".join(lines) + "\n"


def page(code: str, rules: Rules) -> str:
    """One code's page: what, why, examples, what to write instead; Chinese above, English below."""
    return "\n".join([f"# {code}", "", *_half("zh", code, rules), "---", "", *_half("en", code, rules)])


def _half(language: str, code: str, rules: Rules) -> Iterator[str]:
    i18n.set_language(language)
    rule = next(rule for rule in rules if rule.kind == "finding" and rule.body.code == code)
    kind = rule.body
    yield f"## {_(kind.title)}\n\n{label(LEVELS, kind.level)}\n"
    for key, text in (("what", kind.what), ("why", kind.why), ("instead", kind.instead)):
        yield f"### {_(HEADINGS[key])}\n\n{_(text)}\n"
    yield f"### {_(HEADINGS['example'])}\n\n{_shown(rule.examples[0])}\n"
    if rule.counter_examples:
        yield f"### {_(HEADINGS['none'])}\n\n{_shown(rule.counter_examples[0])}\n"
    words = list(_words(code, rules))
    if words:
        yield f"### {_(HEADINGS['words'])}\n\n" + "\n".join(words) + "\n"


def _shown(example: str) -> str:
    """An example as a quotation, the words meant in bold."""
    text = MARKED.sub(r"**\1**", re.sub(r"^([0-9]{4})\|", r"（\1）", example))
    return "\n>\n".join(f"> {line}" for line in text.split("\n"))


def _words(code: str, rules: Rules) -> Iterator[str]:
    """The rules of words that give the code: an example of each, and what to write."""
    for rule in rules:
        if rule.kind == "wording" and rule.body.code == code:
            instead: str = rule.body.instead
            shown = MARKED.search(rule.examples[0])
            yield f"- {shown[1] if shown else rule.examples[0]}" + (
                f" → {instead}" if instead and "{" not in instead else ""
            )


def _in(language: str, text: str) -> str:
    i18n.set_language(language)
    return _(text)
