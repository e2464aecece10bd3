"""The sample archive: every file's facts are as expected, and the expectations themselves are sound.

The samples are tests: rules are worked on until every one comes out right, so they say nothing of how well the program
reads a text that it has not met. tests/passages/held_out.toml is a small measure of that.
"""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import extractor
from extractor.model import UNIT_KINDS, Amount, Date, Document, Headcount, Summary
from tests.samples import build, compare

HERE = Path(__file__).parent / "samples"
ARCHIVE = Path(__file__).parents[1] / "corpus" / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
EXPECTED: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "expected").glob("*.json"))
}
TOTALS = tomllib.loads((HERE / "totals.toml").read_text(encoding="utf-8"))
UNITS = tomllib.loads((ARCHIVE / "units.toml").read_text(encoding="utf-8"))["unit"]
SUMMARIES = [(name, wanted["ordinal"]) for name, file in EXPECTED.items() for wanted in file["summaries"]]
IDS = [f"{name}-{ordinal}" for name, ordinal in SUMMARIES]

each_summary = pytest.mark.parametrize(("name", "ordinal"), SUMMARIES, ids=IDS)


@cache
def extracted(name: str) -> Document:
    path = EXPECTED[name]["path"]
    return extractor.extract(path, (ARCHIVE / path).read_bytes(), rules=extractor.load_rules())


def pair(name: str, ordinal: int) -> tuple[Summary, dict[str, Any]]:
    """The summary as extracted, and as expected."""
    wanted = EXPECTED[name]["summaries"]
    found = extracted(name).summaries
    assert len(found) == len(wanted), f"{name}: {len(found)} summaries found, {len(wanted)} expected"
    return found[ordinal - 1], wanted[ordinal - 1]


def names_of(unit: str) -> set[str]:
    return {unit} | {alias for told in UNITS if told["name"] == unit for alias in told["aliases"]}


def written(name: str) -> str:
    """The Word file's text in body order, read without the program: header, body, footer; nothing deleted or hidden."""
    with zipfile.ZipFile(ARCHIVE / EXPECTED[name]["path"]) as package:
        parts = ("word/header1.xml", "word/document.xml", "word/footer1.xml")
        return "\n".join(_part_text(package.read(part)) for part in parts if part in package.namelist())


def _part_text(data: bytes) -> str:
    shown = []
    for node in etree.fromstring(data).iter(f"{W}t", f"{W}p"):
        outside = any(above.tag in (FALLBACK, f"{W}del") for above in node.iterancestors())
        hidden = node.find(f"../{W}rPr/{W}vanish") is not None
        if not outside and not hidden:
            shown.append("\n" if node.tag == f"{W}p" else node.text or "")
    return "".join(shown)


# --- the samples and what is expected of them ----------------------------------------------------------------------


def test_files_are_as_their_sources_make_them() -> None:
    assert build.differences() == []


@pytest.mark.parametrize("name", EXPECTED)
def test_expected_texts_stand_in_the_file_in_order(name: str) -> None:
    text = written(name)
    for kind in ("amounts", "headcounts", "dates", "activities"):
        position = 0
        for fact in (fact for wanted in EXPECTED[name]["summaries"] for fact in wanted[kind]):
            told = fact.get("anchor", fact.get("text"))
            place = text.find(told, position)
            assert place >= 0, f"{name}: {kind} {told!r} is not in the text after {text[position - 20 : position]!r}"
            position = place


@each_summary
def test_expected_total_is_the_sum_of_what_counts(name: str, ordinal: int) -> None:
    wanted = EXPECTED[name]["summaries"][ordinal - 1]
    counted = [fact for fact in wanted["amounts"] if fact["counts"]]
    assert sum(Decimal(str(_counted(fact))) for fact in counted) == wanted["total_subsidy"]


def _counted(fact: dict[str, Any]) -> int | float:
    value: int | float = fact["low"] if fact["value"] is None else fact["value"]
    return value


@pytest.mark.parametrize("table", ["cell", "no_year", "superseded", "draft"])
def test_totals_are_those_of_the_expected_facts(table: str) -> None:
    for cell in TOTALS[table]:
        period = str(cell.get("period", cell.get("year")))
        facts = next(
            wanted["amounts"]
            for file in EXPECTED.values()
            for wanted in file["summaries"]
            if (wanted["unit"], wanted["period"], wanted["document_type"]) == (cell["unit"], period, "summary")
        )
        service = [str(_counted(fact)) for fact in facts if fact["counts"] and fact["scope"] == "service"]
        civil = sum(_counted(fact) for fact in facts if fact["counts"] and fact["scope"] == "civil")
        assert (service, civil) == (cell["sum"], cell.get("civil", 0)), f"{cell['unit']} {period}"
        assert sum(map(Decimal, cell["sum"])) == cell["total"], f"{cell['unit']} {period}"


def test_grand_totals_take_the_highest_unit_that_reported() -> None:
    above = {unit["name"]: unit.get("parent") for unit in UNITS}
    for grand in TOTALS["grand"]:
        cells = {cell["unit"]: cell["total"] for cell in TOTALS["cell"] if cell["year"] == grand["year"]}
        highest = [unit for unit in cells if not any(up in cells for up in _all_above(unit, above))]
        assert sorted(highest) == sorted(grand["units"])
        assert sum(cells[unit] for unit in highest) == grand["total"] == sum(map(Decimal, grand["sum"]))


def _all_above(unit: str, above: dict[str, str | None]) -> list[str]:
    parent = above[unit]
    return [parent, *_all_above(parent, above)] if parent else []


def test_units_are_those_of_the_samples() -> None:
    told = {unit["name"]: unit["kind"] for unit in UNITS}
    seen = {(wanted["unit"], wanted["unit_kind"]) for file in EXPECTED.values() for wanted in file["summaries"]}
    assert seen == set(told.items())
    assert set(told.values()) <= set(UNIT_KINDS)


# --- what the program finds ----------------------------------------------------------------------------------------


@each_summary
def test_profile(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    year = None if wanted["year"] is None else int(wanted["year"])
    assert found.unit in names_of(wanted["unit"])
    assert (found.unit_kind, found.year, found.period) == (wanted["unit_kind"], year, wanted["period"])
    assert (found.title, found.document_type) == (wanted["title"], wanted["document_type"])
    assert found.year_basis in wanted.get("year_basis", [found.year_basis])


@each_summary
def test_sections(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    codes = {code for section in found.sections for code in section.standard}
    required = {*wanted["sections"], *wanted.get("sections_in_body", [])}
    assert codes >= required
    assert codes <= required | {"overview", "signoff", *wanted.get("sections_optional", [])}


@each_summary
def test_amounts(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    assert not (lines := compare.compare_amounts(found, wanted["amounts"])), report(lines)


@each_summary
def test_total(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    assert found.total_subsidy == wanted["total_subsidy"] * 100


@each_summary
def test_headcounts(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    assert not (lines := compare.compare_headcounts(found, wanted["headcounts"])), report(lines)


@each_summary
def test_dates(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    assert not (lines := compare.compare_dates(found, wanted["dates"])), report(lines)


@each_summary
def test_activities(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    assert not (lines := compare.compare_activities(found, wanted["activities"])), report(lines)


@each_summary
def test_checks(name: str, ordinal: int) -> None:
    found, wanted = pair(name, ordinal)
    assert not (lines := compare.compare_checks(found, wanted["checks"])), report(lines)


@pytest.mark.parametrize("name", [name for name, file in EXPECTED.items() if file.get("draft")])
def test_drafts_lack_the_sections_that_they_lack(name: str) -> None:
    document = extracted(name)
    findings = extractor.check_draft(document.summaries[0], extractor.load_rules())
    assert [finding.section for finding in findings if finding.code == "missing-section"] == EXPECTED[name]["missing"]


@each_summary
def test_places_lead_back_to_the_text(name: str, ordinal: int) -> None:
    found, _ = pair(name, ordinal)
    facts: list[Amount | Headcount | Date] = [*found.amounts, *found.headcounts, *found.dates]
    for fact in facts:
        if fact.text:
            assert re.sub(r"\s", "", found.text[fact.start : fact.end]) == re.sub(r"\s", "", fact.text)


def report(lines: list[str]) -> str:
    return "\n  " + "\n  ".join(lines)
