"""A draft's summary -> findings: one module for each kind of check."""

from __future__ import annotations

from extractor.check.missing_sections import missing_sections
from extractor.model import Document, Finding, Summary
from extractor.rules import Rules


def check_draft(
    document: Document, summary: Summary, rules: Rules, unit_kind: str | None = None
) -> tuple[Finding, ...]:
    """What a draft's writer should look at, in the draft's order. ``unit_kind`` (a code of UNIT_KINDS) overrides the
    kind that was found."""
    return missing_sections(summary, rules, unit_kind or summary.unit_kind)
