"""A draft's summary -> findings: one module for each kind of check, what it looks for as rules in patterns/.

A check is a function of a Draft that yields Findings; ``CHECKS`` names them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from extractor.check.damage import broken_lines, damaged_numbers, traditional, unpaired
from extractor.check.draft import Draft, finding_kinds
from extractor.check.earlier_years import (
    bare_totals,
    copied_sentences,
    dropped_figures,
    dropped_sections,
    jumping_figures,
    other_units,
    past_year,
)
from extractor.check.figures import failed_arithmetic, impossible_dates, mixed_heads
from extractor.check.leftovers import stale_years, wrong_anniversaries
from extractor.check.levels import level_jumps, number_forms, number_sequence
from extractor.check.lists import closed_lists, listed_parts, table_totals
from extractor.check.missing_sections import missing_sections
from extractor.check.paper_form import attachments, document_type, sign_off, title_form
from extractor.check.section_form import empty_sections, not_a_summary, sections_in_order
from extractor.check.told_growths import told_growths
from extractor.check.told_rates import told_rates
from extractor.check.told_shares import told_shares
from extractor.check.told_twice import two_values
from extractor.check.wording import worded
from extractor.finding import Earlier, Finding
from extractor.model import Summary
from extractor.rules import Rules

__all__ = ["CHECKS", "LEVELS", "check_draft", "finding_kinds", "past_year"]

CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    missing_sections,
    empty_sections,
    sections_in_order,
    not_a_summary,
    failed_arithmetic,
    told_rates,
    told_shares,
    told_growths,
    listed_parts,
    closed_lists,
    table_totals,
    mixed_heads,
    two_values,
    impossible_dates,
    stale_years,
    wrong_anniversaries,
    worded,
    unpaired,
    broken_lines,
    traditional,
    damaged_numbers,
    number_sequence,
    level_jumps,
    number_forms,
    title_form,
    document_type,
    sign_off,
    attachments,
    dropped_sections,
    dropped_figures,
    jumping_figures,
    copied_sentences,
    bare_totals,
    other_units,
)
LEVELS = ("error", "warning", "hint")  # the worst first


def check_draft(
    summary: Summary,
    rules: Rules,
    unit_kind: str | None = None,
    earlier: Earlier | None = None,
    ignore: Collection[str] = (),
) -> tuple[Finding, ...]:
    """What a draft's writer should look at: the worst first, and in the draft's order. ``unit_kind`` (a code of
    UNIT_KINDS) overrides the kind that was found; findings whose code is in ``ignore`` are left out."""
    draft = Draft(summary, rules, unit_kind or summary.unit_kind, earlier or Earlier())
    found = dict.fromkeys(finding for check in CHECKS for finding in check(draft) if finding.code not in ignore)
    return tuple(sorted(without_covered(found), key=lambda each: (LEVELS.index(each.level), each.start or 0)))


def without_covered(found: Collection[Finding]) -> Iterator[Finding]:
    """The findings without those whose words another of the same code holds, and more."""
    reach: dict[str, int] = {}
    for one in sorted(found, key=lambda each: (each.start or 0, -(each.end or 0))):
        if one.start is None or one.end is None:
            yield one
        elif one.end > reach.get(one.code, 0):
            reach[one.code] = one.end
            yield one
