"""The checker on the set of drafts: what it misses and, above all, where it cries wolf.

The held-out ones were written by the same hand and no rule is written from it: only its counts are seen. They are held
here so that they cannot fall unseen.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from extractor import check_draft, extract, load_rules
from extractor.contract import checked_to_dict
from tests.drafts.load import drafts
from tests.drafts.score import Score, by_name, score


@cache
def found() -> dict[str, list[dict[str, Any]]]:
    """What the checker prints as JSON for every draft, by the draft's name."""
    rules = load_rules()
    return by_name(
        checked_to_dict(f"{draft.name}.docx", summary, summary.unit_kind, check_draft(summary, rules))
        for draft in drafts()
        for summary in extract(f"{draft.name}.docx", draft.docx, rules=rules).summaries
    )


def scored(*halves: bool) -> Score:
    """The score of the tuned half (False), the held-out one (True), or both."""
    return score([draft for draft in drafts() if draft.held_out in halves], found())


def test_missing_sections_are_told_and_no_others() -> None:
    tally = scored(False, True)
    assert tally.recall("missing-section") >= 0.98
    assert tally.precision("missing-section") >= 0.98


@pytest.mark.parametrize(("held_out", "most"), [(False, 0), (True, 0)], ids=["tuned", "held out"])
def test_clean_drafts_are_left_in_peace(held_out: bool, most: int) -> None:
    """Errors and warnings on the clean drafts of each half, nine and more."""
    tally = scored(held_out)
    assert tally.clean >= 9
    assert len(tally.false_alarms) <= most


def test_what_is_found_is_right_and_little_is_missed() -> None:
    tally = scored(False, True)
    assert tally.precision() >= 0.95
    assert tally.recall() >= 0.9
