"""Passages and what they must give.

All but held_out.toml hold those that the rules were written with: each is a test. held_out.toml
holds those that they were not written with, as a measure of how the rules do on text that they have not met: no single
one of them must hold.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.model import Amount, Summary

HERE = Path(__file__).parent
YEAR = 2019
TUNED = ("tuned.toml", "wholes.toml", "periods.toml", "rates.toml", "heads.toml")
LEAST_RIGHT = 0.8  # of the held-out passages


def entries(name: str) -> list[dict[str, Any]]:
    with (HERE / name).open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["case"]
    return found


def tuned() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{n:03d} {case['label']}",
            marks=[pytest.mark.xfail(strict=True, reason=case["known"])] if "known" in case else [],
        )
        for n, case in enumerate([case for name in TUNED for case in entries(name)], 1)
    ]


def read(case: dict[str, Any]) -> Summary:
    year = case.get("year", YEAR)
    title = case.get("title", f"柳溪镇{year}年双拥工作总结")
    text = case.get("document") or f"# {title}\n\n## {case.get('heading', '一、工作开展情况')}\n\n{case.get('text')}\n"
    document = extractor.extract("总结.md", text.encode(), rules=extractor.load_rules())
    assert len(document.summaries) == 1
    return document.summaries[0]


def shown(amount: Amount, wanted: str) -> str:
    """The amount as the case writes it: as many fields as the case gives."""
    fields = [amount.text.replace(" ", ""), amount.role]
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
    assert [a.text.replace(" ", "") for a in written] == [w.split()[0] for w in wanted]
    assert [(a.value or 0) / 100 for a in summary.amounts if a.derived] == case.get("derived", [])
    assert summary.total_subsidy == case["total"] * 100
    if "heads" in case:
        assert [f"{h.text} {h.unit}" for h in summary.headcounts] == case["heads"]
    for field in ("direction", "scope"):
        if field in case:
            assert [getattr(a, field) for a in written] == case[field]
    if "checks" in case:
        assert [f"{c.kind} {c.result}" for c in summary.checks] == case["checks"]


@pytest.mark.parametrize("case", tuned())
def test_tuned(case: dict[str, Any]) -> None:
    check(case)


def test_held_out(pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]) -> None:
    """At least so many passages come out right as a whole: every sum, role, fund, headcount and the total."""
    held_out = entries("held_out.toml")
    wrong = [f"{n:03d} {case['label']}" for n, case in enumerate(held_out, 1) if not is_right(case)]
    share = 1 - len(wrong) / len(held_out)
    told = f"{len(held_out) - len(wrong)} of {len(held_out)} held-out passages are right ({share:.0%}); wrong are:"
    if pytestconfig.option.verbose > 0:
        with capsys.disabled():
            print("\n  ".join(["", told, *wrong]))
    assert share >= LEAST_RIGHT, "\n  ".join([told, *wrong])


def is_right(case: dict[str, Any]) -> bool:
    try:
        check(case)
    except AssertionError:
        return False
    return True
