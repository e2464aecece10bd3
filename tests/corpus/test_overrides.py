"""Corrections: what counts after each, survival of re-reading and of other rules, withdrawal, files, what is shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.amend import amend_documents
from corpus.archive import transaction
from corpus.correcting import Imported, export, listing, record, take_back, take_in, target_of
from corpus.decision import NOT_A_FACT, why_not
from corpus.overrides import BadOverride, every, insert
from corpus.show import find
from corpus.units import Unit, Units
from extractor.model import Told
from tests.corpus.conftest import Desk
from tests.corpus.factories import RULES, date, deed, extract, heads, money, paper, run

TOWN = "柳溪镇"


def amount(**fields: Any) -> dict[str, Any]:
    plain = {"role": "total", "fund": "优待金", "funds": [], "beneficiary_group": None, "counts": 0}
    return {**plain, "masked": 0, "suspect": 0, "repeat": 0, **fields}


DECISIONS = [
    # the amount, the reasons of what it is a part of, the decision
    ({}, (), None),
    ({"role": "rate"}, (), "rate"),
    ({"role": "plan"}, (), "plan"),
    ({"role": "history"}, (), "other_period"),
    ({"role": "other"}, (), "not_subsidy"),
    ({"masked": 1}, (), "masked"),
    ({"suspect": 1}, (), "suspect"),
    ({"repeat": 1}, (), "repeat"),
    ({"role": "rate", "masked": 1}, (), "rate"),
    ({"fund": "工作经费"}, (), "not_subsidy"),
    ({"fund": "其他"}, (), "not_subsidy"),
    ({"fund": "其他", "beneficiary_group": "义务兵"}, (), "unsure"),
    ({"fund": "其他", "counts": 1}, (), None),
    ({"fund": "其他", "funds": ["优待金", "抚恤金"]}, (), None),
    ({"role": "part"}, (), "part"),
    ({"role": "part"}, (None,), "part"),
    ({"role": "part"}, ("not_subsidy",), None),
    ({"role": "part"}, (NOT_A_FACT,), None),
    ({"role": "part"}, ("plan",), "part"),
    ({"role": "part"}, ("not_subsidy", None), "part"),
    ({"role": "part", "fund": "会费"}, ("not_subsidy",), "not_subsidy"),
]


@pytest.mark.parametrize(("fields", "wholes", "reason"), DECISIONS)
def test_what_counts_is_decided_by_the_fact_model(
    fields: dict[str, Any], wholes: tuple[str | None, ...], reason: str | None
) -> None:
    assert why_not(amount(**fields), wholes) == reason


WHOLE = paper(
    TOWN,
    2021,
    money("10万元"),
    money("6万元", "慰问金", role="part", why_not="part"),
    money("4万元", "工作经费", role="part", why_not="part"),
    money("500元", role="rate", why_not="rate", per=["household"]),
    heads("16户", unit="household"),
    money("", "慰问金", value=800_000, low=800_000, high=800_000, derived=True, derived_from=[4, 5]),
    money("**00元", why_not="masked", masked=True, value=None, low=None, high=None),
    money("3万元", "其他", why_not="unsure", group="义务兵"),
    deed("visit"),
    date("4月", "2021-04", "2021-04-01", basis="relative"),
    checks=[["parts_of_whole", [["amount", 1], ["amount", 2], ["amount", 3]], 10_000_000, 10_000_000]],
)


@pytest.fixture
def full(desk: Desk) -> Desk:
    desk.ingest({"a.txt": WHOLE})
    return desk


def correct(desk: Desk, name: str, **changes: Any) -> str:
    """Correct a fact of the paper a.txt by the end of its name (a2), or the paper itself (no name)."""
    document = desk.rows("SELECT id FROM document ORDER BY source LIMIT 1")[0][0]
    called = f"{document}-1-{name}" if name else "a.txt"
    found = find(desk.connection, called, desk.folder)
    target = target_of(desk.connection, found, called)
    return record(desk.connection, target, changes, "李四", "看过原件").id


def reasons(desk: Desk) -> dict[int, str | None]:
    rows = desk.rows("SELECT id, why_not FROM amount ORDER BY id")
    assert desk.rows("SELECT 1 FROM amount WHERE counts <> (why_not IS NULL) OR (counted_fen > 0 AND counts = 0)") == []
    assert desk.rows("SELECT subsidy_fen FROM summary") == desk.rows("SELECT sum(counted_fen) FROM amount")
    return {row[0]: row[1] for row in rows}  # type: ignore[misc]


AS_READ = {1: None, 2: "part", 3: "part", 4: "rate", 6: None, 7: "masked", 8: "unsure"}
CASES = [
    # what is corrected, and what changed of the reasons
    ("a1", {"role": "plan"}, {1: "plan"}),
    ("a1", {"role": "other"}, {1: "not_subsidy", 2: None, 3: "not_subsidy"}),
    ("a1", {"fund": "建设投入"}, {1: "not_subsidy", 2: None, 3: "not_subsidy"}),
    ("a1", {"not_a_fact": 1}, {1: NOT_A_FACT, 2: None, 3: "not_subsidy"}),
    ("a2", {"role": "total"}, {2: None}),
    ("a4", {"role": "total"}, {4: None, 6: NOT_A_FACT}),
    ("a4", {"role": "plan"}, {4: "plan", 6: "plan"}),
    ("a4", {"fund": "工作经费"}, {6: "not_subsidy"}),
    ("h5", {"not_a_fact": 1}, {6: NOT_A_FACT}),
    ("a7", {"role": "total"}, {}),
    ("a7", {"value_fen": 120_000}, {7: None}),
    ("a8", {"role": "total"}, {}),
    ("a8", {"fund": "优待金"}, {8: None}),
    ("a8", {"role": "total", "fund": "奖励金"}, {8: None}),
    ("a1", {}, {}),
    ("v9", {"not_a_fact": 1}, {}),
]


@pytest.mark.parametrize(("name", "changes", "changed"), CASES)
def test_a_correction_decides_what_counts_and_comes_off_again(
    full: Desk, name: str, changes: dict[str, Any], changed: dict[int, str | None]
) -> None:
    before = _facts(full)
    made = correct(full, name, **changes)
    assert reasons(full) == AS_READ | changed
    take_back(full.db, made, "王五")
    assert _facts(full) == before
    assert full.rows("SELECT count(*) FROM as_read") == full.rows("SELECT count(*) FROM override_fact") == [(0,)]


def test_of_two_corrections_the_later_one_has_the_say(full: Desk) -> None:
    correct(full, "a1", role="plan")
    second = correct(full, "a1", role="history")
    assert reasons(full)[1] == "other_period"
    take_back(full.db, second, "李四")
    assert reasons(full)[1] == "plan"


@pytest.mark.parametrize("other_rules", [RULES, "rules-2"])
def test_corrections_outlive_another_reading(full: Desk, other_rules: str) -> None:
    correct(full, "a1", role="other")
    correct(full, "", unit="望春街道", year=2019)
    before = _facts(full)
    if other_rules == RULES:
        full.connection.execute("UPDATE document SET told = ''")
    report = full.ingest(rules=other_rules)
    assert report.counts["reread"] == 1
    assert _facts(full) == before


def test_force_reads_again_and_corrections_hold(full: Desk) -> None:
    from corpus.places import find_files

    correct(full, "a1", role="other")
    before = _facts(full)
    report = run(full.connection, full.folder, force=True).over(find_files([full.folder]).files)
    assert report.counts["reread"] == 1
    assert _facts(full) == before


def test_a_correction_without_a_place_is_kept_and_told(full: Desk) -> None:
    correct(full, "a2", role="total")
    with transaction(full.connection):  # what other rules would do: the fact's place is another one
        full.connection.execute("UPDATE amount SET end_at = end_at + 2 WHERE id = 2")
        amend_documents(full.connection, [str(full.rows("SELECT sha256 FROM document")[0][0])])
    assert [one["state"] for one in listing(full.db).record] == ["not_placed"]
    from corpus.ingest import remove

    remove(full.connection, str(full.rows("SELECT id FROM document")[0][0]))
    assert [one["state"] for one in listing(full.db).record] == ["no_file"]
    full.ingest()
    assert [one["state"] for one in listing(full.db).record] == ["holds"]
    assert reasons(full)[2] is None


SAID = st.lists(
    st.tuples(
        st.sampled_from(["a1", "a2", "a3", "a4", "a6", "a7", "a8", "h5", "v9", "d10", ""]),
        st.sampled_from(["total", "rate", "part", "plan", "history", "other", "fund", "value", "no", "yes"]),
        st.booleans(),
    ),
    max_size=7,
)
MEANT: dict[str, dict[str, Any]] = {
    "fund": {"fund": "工作经费"},
    "value": {"value_fen": 5},
    "no": {"not_a_fact": 1},
    "yes": {},
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAID)
def test_the_facts_depend_on_the_corrections_that_hold_and_not_on_their_history(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str, bool]]
) -> None:
    desks = [Desk(tmp_path_factory.mktemp(name)) for name in ("one", "other")]
    for desk in desks:
        desk.ingest({"a.txt": WHOLE})
    first, second = desks
    for number, (name, meant, _kept) in enumerate(said):
        changes = {"year": 2010 + number} if not name else MEANT.get(meant, {"role": meant})
        if name[:1] in "hvd" and name:
            changes = MEANT["no"]
        correct(first, name, **changes)
        reasons(first)
    made = every(first.connection)
    for override, (_name, _meant, kept) in zip(made, said, strict=True):
        if not kept:
            take_back(first.db, override.id, "王五")
    with transaction(second.connection):
        insert(second.connection, [one for one in every(first.connection) if not one.withdrawn_at])
        amend_documents(second.connection, {one.sha256 for one in made})
    assert _facts(first) == _facts(second)
    for desk in desks:
        reasons(desk)
        desk.connection.close()


def test_the_year_of_a_paper_moves_what_had_it(full: Desk) -> None:
    correct(full, "", year=2019)
    assert full.rows("SELECT year, year_basis, period, first_day FROM summary") == [
        (2019, "override", "2019", "2019-01-01")
    ]
    for table in ("amount", "headcount", "activity"):
        assert full.rows(f"SELECT DISTINCT year FROM {table}") == [(2019,)]
    assert full.rows("SELECT edtf, first_day, last_day FROM date") == [("2019-04", "2019-04-01", "2019-04-30")]


DATES = [
    # as read, then in 2019 where the paper was taken for one of 2021
    (("今年4月", "2021-04", "relative"), "2019-04"),
    (("去年", "2020", "relative"), "2018"),
    (("2021年4月", "2021-04", "written"), "2021-04"),
    (("八一", "2021-08-01", "festival"), "2019-08-01"),
    (("春节", "2021-02-12", "festival"), "2019"),
]


@pytest.mark.parametrize(("told", "moved"), DATES)
def test_dates_read_against_the_year_move_with_it(desk: Desk, told: tuple[str, str, str], moved: str) -> None:
    text, edtf, basis = told
    desk.ingest({"a.txt": paper(TOWN, 2021, date(text, edtf, basis=basis))})
    correct(desk, "", year=2019)
    assert desk.rows("SELECT edtf FROM date") == [(moved,)]


def test_a_unit_takes_its_kind_from_the_units_file(desk: Desk) -> None:
    desk.units = [Unit("望春街道", "subdistrict", "township", None, ("望春办",))]
    desk.ingest({"a.txt": paper(None, 2021, money("1万元"))})
    correct(desk, "", unit="望春办")
    assert desk.rows("SELECT unit, unit_kind FROM summary") == [("望春办", "subdistrict")]
    assert Units().resolve("望春办") == "望春办"


WRONG = [
    ("h5", {"role": "total"}, "role cannot be corrected of a fact of kind headcount"),
    ("a1", {"year": 2020}, "year cannot be corrected of a fact of kind amount"),
    ("a1", {"fund": "零花钱"}, "there is no fund called 零花钱"),
    ("", {"unit_kind": "castle"}, "there is no unit_kind called castle"),
    ("", {"role": "total"}, "role cannot be corrected of a fact of kind summary"),
    ("a99", {"role": "total"}, "there is no amount"),
]


@pytest.mark.parametrize(("name", "changes", "message"), WRONG)
def test_what_cannot_be_corrected_is_said(full: Desk, name: str, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadOverride, match=message):
        correct(full, name, **changes)
    assert full.rows("SELECT count(*) FROM override") == [(0,)]


def test_a_reason_is_needed(full: Desk) -> None:
    found = find(full.connection, "a.txt", full.folder)
    with pytest.raises(BadOverride, match="needs a reason"):
        record(full.connection, target_of(full.connection, found, "a.txt"), {"year": 2020}, "李四", " ")


@pytest.mark.parametrize("ending", [".toml", ".json"])
def test_files_of_corrections_go_round(full: Desk, tmp_path: Path, ending: str) -> None:
    made = correct(full, "a1", role="other", beneficiary_group="")
    correct(full, "h5", not_a_fact=1)
    correct(full, "", year=2019)
    take_back(full.db, made, "王五")
    file = tmp_path / f"kept{ending}"
    assert export(full.db, file) == 3
    kept, facts = every(full.connection), _facts(full)
    assert take_in(full.db, file) == Imported(0, 3, 0)
    full.connection.execute("DELETE FROM override")
    with transaction(full.connection):
        amend_documents(full.connection, [kept[0].sha256])
    assert take_in(full.db, file) == Imported(3, 0, 0)
    assert (every(full.connection), _facts(full)) == (kept, facts)
    again = tmp_path / f"again{ending}"
    export(full.db, again)
    assert again.read_bytes() == file.read_bytes()


def test_a_withdrawal_comes_over_and_is_not_undone(full: Desk, tmp_path: Path) -> None:
    made = correct(full, "a1", role="other")
    export(full.db, tmp_path / "before.json")
    take_back(full.db, made, "王五")
    export(full.db, tmp_path / "after.json")
    take_in(full.db, tmp_path / "before.json")
    assert [one.withdrawn_by for one in every(full.connection)] == ["王五"]
    full.connection.execute("DELETE FROM override")
    take_in(full.db, tmp_path / "before.json")
    take_in(full.db, tmp_path / "after.json")
    assert [one.withdrawn_by for one in every(full.connection)] == ["王五"]
    assert reasons(full) == AS_READ


ENTRY = {
    "sha256": "0" * 64, "ordinal": 1, "kind": "summary", "year": 2020, "who": "李四",
    "made_at": "2026-01-02T03:04:05.678+00:00", "why": "笔误",
}  # fmt: skip
BROKEN = [
    ("{", "cannot be read"),
    ("[]", "cannot be read"),
    ('{"override": 1}', "cannot be read"),
    (json.dumps({"override": [1]}), "correction 1 is not whole"),
    (json.dumps({"override": [ENTRY, {**ENTRY, "who": 5}]}), "correction 2 is not whole"),
    (json.dumps({"override": [{**ENTRY, "colour": "red"}]}), "correction 1 is not whole: colour"),
    (json.dumps({"override": [{**ENTRY, "kind": "amount"}]}), "correction 1 is not whole"),
    (json.dumps({"override": [{**ENTRY, "made_at": "gestern"}]}), "correction 1 is not whole"),
    (json.dumps({"override": [{**ENTRY, "role": "total"}]}), "role cannot be corrected"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_file_of_corrections_changes_nothing(full: Desk, tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "in.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadOverride, match=message):
        take_in(full.db, file)
    assert full.rows("SELECT count(*) FROM override") == [(0,)]


def test_the_file_says_where_it_cannot_be_kept(full: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadOverride, match=r"kept as \.toml or \.json"):
        export(full.db, tmp_path / "kept.xlsx")


def test_a_failed_correction_leaves_the_archive_as_it_was(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise sqlite3.OperationalError("disk full")

    before = _facts(full)
    monkeypatch.setattr("corpus.correcting.amend_documents", fail)
    with pytest.raises(sqlite3.OperationalError):
        correct(full, "a1", role="other")
    assert _facts(full) == before
    assert full.rows("SELECT count(*) FROM override") == [(0,)]


def test_what_is_struck_out_is_in_no_view(full: Desk) -> None:
    correct(full, "h5", not_a_fact=1)
    correct(full, "v9", not_a_fact=1)
    assert full.rows("SELECT count(*) FROM headcounts") == full.rows("SELECT count(*) FROM ledger") == [(0,)]


def _facts(desk: Desk) -> list[list[tuple[object, ...]]]:
    tables = ("summary", "amount", "headcount", "date", "activity", "activity_fact", "check_result")
    return [list(_ordered(desk, table)) for table in tables]


def _ordered(desk: Desk, table: str) -> Iterator[tuple[object, ...]]:
    yield from desk.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3")


def test_the_factory_reads_checks() -> None:
    assert extract("a.txt", WHOLE, Told()).summaries[0].checks[0].result == "holds"
