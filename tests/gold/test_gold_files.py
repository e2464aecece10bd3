"""The gold files agree with their own text: places, values, sums and codes, without the program that they measure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from math import prod
from typing import Any

import pytest
from edtf import parse_edtf

from tests.gold.counts import HALVES, KINDS, MORE, documents, entries, passages


def words(listed: str) -> set[str]:
    """The codes of a list written with spaces."""
    return set(listed.split())


ROLES = {"total", "rate", "part", "plan", "history", "other"}
BOUNDS = {"exact", "about", "over", "under"}
REACHES_PEOPLE = words("优待金 抚恤金 生活补助 慰问金 慰问品 奖励金 救助金 医疗补助 住房补助 安置补助 误工补贴 捐款")
FUNDS = REACHES_PEOPLE | {"工作经费", "建设投入", "会费", "其他"}
PERS = {"person", "household", "month", "year", "day", "quarter", "unit"}
REASONS = {"rate", "part", "plan", "other_period", "not_subsidy", "masked", "suspect", "repeat", "unsure"}
UNITS = {"person", "household", "person-time", "family"}
TYPES = words(
    "organisation publicity defence_education visit forum benefits relief placement services medical co_building "
    "army_aid recruitment commendation commemoration culture"
)
SECTIONS = words(
    "overview leadership publicity benefits visits co_building army_aid army_support commendation problems "
    "next_steps signoff"
)
UNIT_KINDS = words(
    "county_office veterans_bureau civil_affairs_bureau township subdistrict community village education_bureau school "
    "hospital health_bureau housing_bureau city_management_bureau transport_bureau finance_bureau public_security "
    "fire_rescue armed_forces enterprise park other"
)
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000}
VAGUE = {
    "几千元": (2000, 9000),
    "十几户": (11, 19),
    "数百人": (200, 900),
    "三四十人": (30, 49),
    "十几万元": (110_000, 190_000),
}

Entry = dict[str, Any]
ALL = [*(entry for half in HALVES for entry in entries(half)), *(entry for name in MORE for entry in passages(name))]
EVERY = [pytest.param(entry, id=entry["id"]) for entry in ALL]


def chinese(numeral: str) -> int:
    """The value of a Chinese numeral below a hundred million."""
    head, tens, tail = numeral.rpartition("万")
    if tens:
        return chinese(head) * 10**4 + chinese(tail)
    total = pending = 0
    for sign in numeral:
        if sign in POWERS:
            total, pending = total + (pending or 1) * POWERS[sign], 0
        else:
            pending = DIGITS[sign]
    return total + pending


def plain(text: str) -> Decimal:
    """The value of a written quantity by plain arithmetic: 3.5万元 is 35000, 两百余名 is 200, 上百名 is 100."""
    text = re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", text)).removeprefix("上").removeprefix("近")
    if match := re.match(r"(\d+(?:\.\d+)?)[余多]?([万萬亿]?)[余多]?", text):
        return Decimal(match[1]) * {"": 1, "万": 10**4, "萬": 10**4, "亿": 10**8}[match[2]]
    match = re.match("[零一二两三四五六七八九十百千万]+(?:[余多]万)?", text)
    assert match, text
    return Decimal(chinese(re.sub("[余多]", "", match[0])))


def places(text: str, facts: list[Entry], field: str) -> Iterator[bool]:
    """Whether each fact stands in the text after the one before; two may share one place."""
    start = end = 0
    shared: set[tuple[Any, ...]] = set()
    for fact in facts:
        wanted, mark = fact[field], (fact[field], fact.get("type"), fact.get("edtf"), fact.get("optional"))
        again = bool(shared) and text[start:end] == wanted and mark not in shared
        shared = shared | {mark} if again else {mark}
        # An anchor may stand inside the next one's place, never before it.
        found = start if again else text.find(wanted, end)
        yield found >= 0
        start, end = found, found + len(wanted)


@pytest.mark.parametrize("entry", EVERY)
@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_stands_in_its_text_in_order(entry: Entry, kind: str) -> None:
    field = "anchor" if kind == "activities" else "text"
    missing = [
        fact[field]
        for fact, found in zip(entry[kind], places(entry["text"], entry[kind], field), strict=True)
        if not found
    ]
    assert missing == []


@pytest.mark.parametrize("entry", EVERY)
def test_every_value_is_what_its_text_says(entry: Entry) -> None:
    for fact in [*entry["amounts"], *entry["headcounts"]]:
        if fact.get("masked"):
            assert fact["value"] is None
            assert re.search(r"[xX*]", fact["text"]), fact["text"]
        elif fact["value"] is None:
            ends = VAGUE.get(fact["text"]) or tuple(map(plain, re.split("[至到-]", fact["text"])))
            assert (fact["low"], fact["high"]) == ends, fact["text"]
        else:
            assert Decimal(str(fact["value"])) == plain(fact["text"]), fact["text"]


@pytest.mark.parametrize("entry", EVERY)
def test_a_word_of_more_inside_a_numeral_gives_its_bound(entry: Entry) -> None:
    for fact in [*entry["amounts"], *entry["headcounts"]]:
        assert fact["bound"] in BOUNDS
        if re.search("[余多]", fact["text"]):
            assert fact["bound"] == "over", fact["text"]


@pytest.mark.parametrize("entry", EVERY)
def test_the_total_is_the_sum_of_what_counts_and_what_is_derived(entry: Entry) -> None:
    counted = [fact for fact in entry["amounts"] if fact["counts"] and not fact.get("optional")]
    written = sum((Decimal(str(f["low"] if f["value"] is None else f["value"])) for f in counted), Decimal(0))
    derived = sum((Decimal(str(fact["value"])) for fact in entry["derived"]), Decimal(0))
    assert Decimal(str(entry["total_subsidy"] or 0)) == written + derived
    for total in entry.get("total_subsidy_any", []):
        assert Decimal(str(total)) != written + derived


@pytest.mark.parametrize("entry", EVERY)
def test_derived_totals_come_from_a_rate_and_heads_of_the_text(entry: Entry) -> None:
    rates = {fact["text"] for fact in entry["amounts"] if fact["role"] == "rate"}
    heads = {fact["text"] for fact in entry["headcounts"]} | set(entry.get("traps", []))
    for fact in entry["derived"]:
        assert fact["fund"] in REACHES_PEOPLE
        assert len(rates & set(fact["from"])) == 1
        assert len(heads & set(fact["from"])) == len(fact["from"]) - 1
        assert prod(map(plain, fact["from"])) == fact["value"]


@pytest.mark.parametrize("entry", EVERY)
def test_arithmetic_that_is_said_to_hold_holds(entry: Entry) -> None:
    for line in entry["arithmetic"]:
        left, right = line.split(" = ")
        if " + " in left:
            assert sum(map(Decimal, left.split(" + "))) == Decimal(right), line
        else:
            assert prod(map(Decimal, left.split(" x "))) == Decimal(right), line


@pytest.mark.parametrize("entry", EVERY)
def test_amounts_carry_the_codes_of_the_fact_model(entry: Entry) -> None:
    for fact in entry["amounts"]:
        assert {fact["role"], *fact.get("role_any", [])} <= ROLES
        assert {fact["fund"], *fact.get("fund_any", []), *fact.get("funds", [])} <= FUNDS
        assert set(fact["per"]) <= PERS
        assert bool(fact["per"]) or fact["role"] != "rate", fact["text"]
        assert fact["direction"] in {"to_service", "to_public"}
        assert fact["scope"] in {"service", "civil"}
        assert fact["counts"] or fact["why_not"] in REASONS
        assert not fact["counts"] or "why_not" not in fact


@pytest.mark.parametrize("entry", EVERY)
def test_only_totals_and_parts_of_what_does_not_count_are_counted(entry: Entry) -> None:
    for fact in entry["amounts"]:
        if not fact["counts"]:
            continue
        assert fact["role"] in {"total", "part"}, fact["text"]
        # A total of several funds none of which leads is 其他 on paper and reaches people all the same.
        assert fact["fund"] in REACHES_PEOPLE or fact.get("fund_any"), fact["text"]


@pytest.mark.parametrize("entry", EVERY)
def test_dates_are_valid_edtf(entry: Entry) -> None:
    for fact in entry["dates"]:
        for written in [fact["edtf"], *fact.get("edtf_any", [])]:
            if written is not None:
                parse_edtf(written)


@pytest.mark.parametrize("entry", EVERY)
def test_headcounts_and_activities_carry_the_codes_of_the_fact_model(entry: Entry) -> None:
    for fact in entry["headcounts"]:
        assert {fact["unit"], *fact.get("unit_any", [])} <= UNITS
        assert fact["of"], fact["text"]
    assert {fact["type"] for fact in entry["activities"]} <= TYPES
    assert all(len(fact["anchor"]) > 1 and isinstance(fact["planned"], bool) for fact in entry["activities"])


@pytest.mark.parametrize("entry", EVERY)
def test_traps_stand_in_the_text_and_are_no_facts(entry: Entry) -> None:
    facts = {fact["text"] for kind in ("amounts", "headcounts") for fact in entry[kind]}
    for trap in entry.get("traps", []):
        assert trap in entry["text"]
        assert trap not in facts


@pytest.mark.parametrize("half", HALVES)
def test_documents_say_whose_and_of_when_they_are(half: str) -> None:
    for entry in documents(half):
        assert entry["unit_kind"] in UNIT_KINDS
        assert set(entry["sections"]) <= SECTIONS
        assert entry["title"] in entry["text"]
        assert entry["year"] is None or re.fullmatch(r"\d{4}", entry["year"])
        parse_edtf(entry["period"])
        assert 300 <= len(entry["text"]) <= 900


def test_the_halves_are_split_by_number_and_large_enough() -> None:
    for half, odd in (("tuned", 1), ("untouched", 0)):
        assert all(int(entry["id"][-2:]) % 2 == odd for entry in entries(half))
        assert len(passages(half)) >= 45
        assert len(documents(half)) >= 7
    identifiers = [entry["id"] for entry in ALL]
    assert len(identifiers) == len(set(identifiers))
