"""Passages and what they must give: tuned.toml, which the rules were written with, and held_out.toml, which they were not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.model import Amount, Summary

HERE = Path(__file__).parent
YEAR = 2019


def cases(name: str) -> list[Any]:
    with (HERE / name).open("rb") as file:
        entries = tomllib.load(file)["case"]
    return [
        pytest.param(
            case,
            id=f"{n:03d} {case['label']}",
            marks=[pytest.mark.xfail(strict=True, reason=case["known"])] if "known" in case else [],
        )
        for n, case in enumerate(entries, 1)
    ]


def read(case: dict[str, Any]) -> Summary:
    year = case.get("year", YEAR)
    text = f"# 柳溪镇{year}年双拥工作总结\n\n## {case.get('heading', '一、工作开展情况')}\n\n{case['text']}\n"
    document = extractor.extract("总结.md", text.encode(), rules=extractor.load_rules())
    assert len(document.summaries) == 1
    return document.summaries[0]


def shown(amount: Amount, wanted: str) -> str:
    """The amount as the case writes it: as many fields as the case gives."""
    fields = [amount.text, amount.role]
    words = wanted.split()
    per = "/".join(amount.per)
    if amount.role == "rate" and len(words) > 3:
        fields.append(per)
    fields.append("counts" if amount.counts else str(amount.why_not))
    if len(words) > len(fields):
        fields.append(amount.fund)
    return " ".join(fields)


def check(case: dict[str, Any]) -> None:
    summary = read(case)
    written = [amount for amount in summary.amounts if not amount.derived]
    wanted = case["amounts"]
    assert [shown(a, w) for a, w in zip(written, wanted, strict=False)] == wanted[: len(written)], [
        a.rule for a in written
    ]
    assert [a.text for a in written] == [w.split()[0] for w in wanted]
    assert [(a.value or 0) / 100 for a in summary.amounts if a.derived] == case.get("derived", [])
    assert summary.total_subsidy == case["total"] * 100
    if "heads" in case:
        assert [f"{h.text} {h.unit}" for h in summary.headcounts] == case["heads"]
    for field in ("direction", "scope"):
        if field in case:
            assert [getattr(a, field) for a in written] == case[field]
    if "checks" in case:
        assert [f"{c.kind} {c.result}" for c in summary.checks] == case["checks"]


@pytest.mark.parametrize("case", cases("tuned.toml"))
def test_tuned(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("held_out.toml"))
def test_held_out(case: dict[str, Any]) -> None:
    check(case)
