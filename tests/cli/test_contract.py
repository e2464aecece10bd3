"""The JSON contract: names, order and kinds of every field. A change here is a change of ``CONTRACT_VERSION``."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from extractor.contract import CONTRACT_VERSION, summary_to_dict, yuan
from extractor.model import Block, Check, Piece, SourceMap
from tests.cli.builders import sample

FACT = "sentence block start end rule"
FIELDS = {
    "summary": "source sha256 ordinal title unit unit_kind year year_basis period document_type sections amounts "
    "headcounts dates activities checks total_subsidy",
    "sections": "number level heading standard block",
    "amounts": "id text value low high bound role per fund funds fund_code beneficiary group counts why_not derived "
    f"repeat suspect direction scope period {FACT}",
    "headcounts": f"id text value low high bound unit of group {FACT}",
    "dates": f"id text edtf start_date end_date recurring basis {FACT}",
    "activities": f"id type planned amounts headcounts dates {FACT}",
    "checks": "kind operands expected stated difference result",
}


def test_version_1_has_these_fields_in_this_order() -> None:
    found = summary_to_dict(sample(), sample().summaries[0])
    assert CONTRACT_VERSION == 1
    assert " ".join(found) == FIELDS["summary"]
    for kind in ("sections", "amounts", "headcounts", "dates", "activities", "checks"):
        assert {" ".join(item) for item in found[kind]} == {FIELDS[kind]}


def test_it_is_json() -> None:
    found = summary_to_dict(sample(), sample().summaries[0])
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("fen", "expected"),
    [(0, 0), (1, 0.01), (100, 1), (1391450, 13914.5), (-50, -0.5), (-100, -1), (3115000000 * 100, 3115000000)],
)
def test_yuan(fen: int, expected: float) -> None:
    assert yuan(fen) == expected
    assert isinstance(yuan(fen), int) == (fen % 100 == 0)


def test_a_derived_amount_has_no_text_and_names_what_it_comes_from() -> None:
    document = sample()
    summary = document.summaries[0]
    derived = replace(summary.amounts[0], text="1546元", derived=True, derived_from=(1, 1))
    found = summary_to_dict(document, replace(summary, amounts=(derived,)))["amounts"][0]
    assert (found["text"], found["derived"]) == ("", True)
    assert found["derived_from"] == [{"amount": 1}, {"headcount": 1}]


def test_a_fact_that_crosses_a_break_has_an_end_block() -> None:
    document = sample()
    summary = document.summaries[0]
    first, second = Block(4, "发放139", raw="发放139"), Block(5, "14元", raw="  14元", offsets=(2, 3, 4, 5))
    source_map = SourceMap((Piece(0, first, 0), Piece(5, second, 0)), (0, 5))
    amount = replace(summary.amounts[1], start=2, end=8)
    crossing = replace(summary, text="发放13914元", source_map=source_map, amounts=(amount,), sections=())
    crossing = replace(crossing, headcounts=(), dates=(), activities=())
    found = summary_to_dict(document, crossing)["amounts"][0]
    assert (found["block"], found["start"], found["end_block"], found["end"]) == (4, 2, 5, 5)


CHECKS = [
    # kind, operands, expected in the model, in JSON
    ("rate_times_heads", (("amount", 1), ("headcount", 1)), 1391450, 13914.5),
    ("parts_of_whole", (("amount", 1), ("amount", 2)), 100, 1),
    ("heads_of_whole", (("headcount", 1), ("headcount", 2)), 100, 100),
]


@pytest.mark.parametrize(("kind", "operands", "number", "expected"), CHECKS)
def test_checks_are_in_yuan_or_heads(
    kind: str, operands: tuple[tuple[str, int], ...], number: int, expected: float
) -> None:
    check = Check(kind, operands, number, None, None, "unknown")  # type: ignore[arg-type]
    found = summary_to_dict(sample(), replace(sample().summaries[0], checks=(check,)))["checks"][0]
    assert found["operands"] == [{sort: ident} for sort, ident in operands]
    assert (found["expected"], found["stated"], found["difference"]) == (expected, None, None)


def test_a_year_is_text_and_may_be_missing() -> None:
    summary = sample().summaries[0]
    assert summary_to_dict(sample(), summary)["year"] == "2016"
    assert summary_to_dict(sample(), replace(summary, year=None))["year"] is None
