"""Rules as a list, and one rule with its proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from extractor.i18n import _, ngettext, width

if TYPE_CHECKING:
    from extractor.rules import Rule


def catalogue(rules: Sequence[Rule], version: str) -> Iterator[str]:
    """A line a rule: name, kind, number of examples, where it stands; the rule set's version last."""
    rows = [(rule.name, rule.kind, _examples(rule), f"{rule.path}:{rule.line}") for rule in rules]
    columns = [max((width(cell) for cell in column), default=0) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, columns, strict=True)).rstrip()
    yield _("{count} rules, version {version}").format(count=len(rules), version=version)


def _examples(rule: Rule) -> str:
    count = len(rule.examples) + len(rule.counter_examples)
    return ngettext("{count} example", "{count} examples", count).format(count=count)


def card(rule: Rule) -> Iterator[str]:
    """Everything about one rule."""
    yield f"{rule.name} ({rule.kind})"
    yield f"  {rule.path}:{rule.line}"
    for name, value in _settings(rule.body):
        yield f"  {name}: {value}"
    for title, examples in ((_("Examples"), rule.examples), (_("Counter-examples"), rule.counter_examples)):
        if examples:
            yield f"  {title}"
            yield from (f"    {example}" for example in examples)


def _settings(body: Any) -> Iterator[tuple[str, str]]:
    """The record's fields that say something, as in the rule's file."""
    if not is_dataclass(body):
        return
    for field in fields(body):
        value = getattr(body, field.name)
        if value not in (None, "", (), False):
            yield field.name, "、".join(map(str, value)) if isinstance(value, tuple | frozenset) else str(value)
