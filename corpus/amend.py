"""Corrections brought to bear on the facts of a summary, and taken off again. The caller's transaction holds it.

Whatever is changed is kept in ``as_read`` first. Every change of the corrections puts all back as it was read and
applies anew those that hold, so that the facts depend on the reading and the corrections, never on their history.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from .decision import BY_RATE, NOT_A_FACT, why_not
from .overrides import Override, active
from .periods import days, year_of

Row = dict[str, Any]
_LUNAR = re.compile("春节|除夕|元宵|端午|七夕|中秋|重阳|腊|清明|两节")
_OTHER_YEAR = re.compile("[去上前明次来]年")


def amend_documents(connection: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Apply anew all corrections that hold for these files, where they are in the archive."""
    find = "SELECT s.id, s.ordinal FROM summary s JOIN document d ON d.id = s.document WHERE d.sha256 = ? ORDER BY 2"
    touched = "SELECT 1 FROM override_fact WHERE summary = ?"
    for sha256 in sorted(set(hashes)):
        for summary, ordinal in connection.execute(find, (sha256,)).fetchall():
            holding = active(connection, sha256, ordinal)
            if holding or connection.execute(touched, (summary,)).fetchone():
                _amend(connection, summary, holding)


def _amend(connection: sqlite3.Connection, summary: str, overrides: list[Override]) -> None:
    _restore(connection, summary)
    connection.execute("DELETE FROM override_fact WHERE summary = ?", (summary,))
    facts, corrected = Facts(connection, summary), set[int]()
    for override in overrides:
        fact = facts.at(override)
        if fact is None:
            continue
        facts.place(override, fact)
        if override.kind == "summary":
            _amend_summary(facts, override)
        elif override.kind == "amount" and override.changes:
            _amend_amount(facts, override, fact)
            corrected.add(fact)
        elif override.beneficiary_group is not None:
            facts.change(override.kind, fact, {"beneficiary_group": override.beneficiary_group or None})
    _decide(facts, corrected)
    total = "UPDATE summary SET subsidy_fen = (SELECT coalesce(sum(counted_fen), 0) FROM amount WHERE summary = ?1)"
    connection.execute(f"{total} WHERE id = ?1", (summary,))


def _restore(connection: sqlite3.Connection, summary: str) -> None:
    kept = "SELECT kind, fact, fields FROM as_read WHERE summary = ?"
    for kind, fact, fields in connection.execute(kept, (summary,)).fetchall():
        _update(connection, kind, summary, fact, json.loads(fields))
    connection.execute("DELETE FROM as_read WHERE summary = ?", (summary,))


class Facts:
    """A summary's rows while corrections are applied to them."""

    def __init__(self, connection: sqlite3.Connection, summary: str) -> None:
        self.connection = connection
        self.summary = summary
        self.amounts = {row["id"]: row for row in self.rows("amount")}  # ``change`` keeps them as they stand
        self.as_read = {number: dict(row) for number, row in self.amounts.items()}

    def rows(self, kind: str) -> list[Row]:
        """All rows of a kind, the summary's own one as fact 0."""
        where = "id = ?" if kind == "summary" else "summary = ?"
        cursor = self.connection.execute(f"SELECT * FROM {kind} WHERE {where} ORDER BY id", (self.summary,))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @cached_property
    def wholes(self) -> dict[int, list[int]]:
        """What each amount is a part of, by the arithmetic that was stored."""
        found: dict[int, list[int]] = {}
        for row in self.rows("check_result"):
            if row["kind"] == "parts_of_whole":
                whole, *parts = (number for _kind, number in json.loads(row["operands"]))
                for part in parts:
                    found.setdefault(part, []).append(whole)
        return found

    def at(self, override: Override) -> int | None:
        """The one fact at a correction's place; None where there is none, or where it is not sure which."""
        if override.kind == "summary":
            return 0
        block, start, end, text = override.place
        found = [
            row["id"]
            for row in (self.amounts.values() if override.kind == "amount" else self.rows(override.kind))
            if (row["block"], row["start_at"], row["end_at"]) == (block, start, end)
            and (override.kind == "activity" or row["text"] == text)
        ]
        return found[0] if len(found) == 1 else None

    def with_lists(self, number: int) -> Row:
        """An amount as the decisions take it: its funds as a list, and whether it counted when it had this fund."""
        row, read = self.amounts[number], self.as_read[number]
        return {**row, "funds": json.loads(row["funds"]), "counts": read["counts"] and read["fund"] == row["fund"]}

    def place(self, override: Override, fact: int) -> None:
        """Note that a correction applies to a fact."""
        row = (override.id, self.summary, override.kind, fact, override.not_a_fact)
        self.connection.execute("INSERT INTO override_fact VALUES (?, ?, ?, ?, ?)", row)

    def change(self, kind: str, fact: int, fields: Mapping[str, Any]) -> None:
        """Change columns of a row, keeping what was read."""
        if not fields:
            return
        where, key = _key(kind, self.summary, fact)
        names = list(fields)
        sql = f"SELECT {', '.join(names)} FROM {kind} WHERE {where}"
        before = dict(zip(names, self.connection.execute(sql, key).fetchone(), strict=True))
        fields = {name: value for name, value in fields.items() if value != before[name]}
        if not fields:
            return
        before = {name: before[name] for name in fields}
        kept = self.connection.execute(
            "SELECT fields FROM as_read WHERE summary = ? AND kind = ? AND fact = ?", (self.summary, kind, fact)
        ).fetchone()
        read = {**before, **(json.loads(kept[0]) if kept else {})}
        row = (self.summary, kind, fact, json.dumps(read, ensure_ascii=False, sort_keys=True))
        self.connection.execute("INSERT OR REPLACE INTO as_read VALUES (?, ?, ?, ?)", row)
        _update(self.connection, kind, self.summary, fact, fields)
        if kind == "amount" and fact in self.amounts:
            self.amounts[fact].update(fields)


def _update(connection: sqlite3.Connection, kind: str, summary: str, fact: int, fields: Mapping[str, Any]) -> None:
    where, key = _key(kind, summary, fact)
    settings = ", ".join(f"{name} = ?" for name in fields)
    connection.execute(f"UPDATE {kind} SET {settings} WHERE {where}", (*fields.values(), *key))


def _key(kind: str, summary: str, fact: int) -> tuple[str, tuple[object, ...]]:
    return ("id = ?", (summary,)) if kind == "summary" else ("summary = ? AND id = ?", (summary, fact))


def _amend_amount(facts: Facts, override: Override, fact: int) -> None:
    """What a person says of a sum. A role settles what was told before; a value settles masks and damaged digits."""
    fields: Row = {}
    if override.not_a_fact:
        fields |= {"role": "other"}
    if override.role:
        fields |= {"role": override.role, "repeat": 0}
    if override.fund:
        fields |= {"fund": override.fund, "funds": json.dumps([override.fund], ensure_ascii=False), "fund_code": "F99"}
        fields["fund_code"] = _codes().get(override.fund, "F99")
    if override.beneficiary_group is not None:
        fields["beneficiary_group"] = override.beneficiary_group or None
    if override.value_fen is not None:
        value = override.value_fen
        fields |= {"value_fen": value, "low_fen": value, "high_fen": value, "bound": "exact", "masked": 0, "suspect": 0}
    facts.change("amount", fact, fields)


def _codes() -> dict[str, str]:
    """The fine code of a fund that one code alone stands for; which of several is meant, no correction says."""
    return {
        "慰问金": "F13", "慰问品": "F14", "奖励金": "F09", "救助金": "F11", "医疗补助": "F10", "住房补助": "F12",
        "捐款": "F20", "工作经费": "F16",
    }  # fmt: skip


def _decide(facts: Facts, corrected: set[int]) -> None:
    """Decide anew what counts: the amounts corrected, the parts of those, and what was computed from them."""
    struck = _struck(facts)
    affected = set(corrected)
    while more := {n for n in _leaning(facts, affected) if n not in affected}:
        affected |= more
    reasons: dict[int, str | None] = {}
    for number in affected:
        _reason(facts, number, affected, struck, reasons)
    for number, reason in reasons.items():
        row = facts.amounts[number]
        value = row["value_fen"] if row["value_fen"] is not None else row["low_fen"] or 0
        counts = int(reason is None)
        facts.change("amount", number, {"counts": counts, "why_not": reason, "counted_fen": value * counts})
    _decide_derived(facts, affected, struck)


def _leaning(facts: Facts, affected: set[int]) -> Iterator[int]:
    """The parts of amounts that may have changed."""
    for part, wholes in facts.wholes.items():
        if affected.intersection(wholes) and facts.amounts[part]["role"] == "part":
            yield part


def _struck(facts: Facts) -> set[tuple[str, int]]:
    find = "SELECT kind, fact FROM override_fact WHERE summary = ? AND struck = 1"
    return set(facts.connection.execute(find, (facts.summary,)).fetchall())


def _reason(
    facts: Facts, number: int, affected: set[int], struck: set[tuple[str, int]], known: dict[int, str | None]
) -> str | None:
    """Why an amount does not count now, its wholes first."""
    if number not in affected:
        found: str | None = facts.amounts[number]["why_not"]
        return found
    if number not in known:
        known[number] = "part"  # what a sum is told of that is a part of itself
        wholes = [_reason(facts, n, affected, struck, known) for n in facts.wholes.get(number, ())]
        known[number] = NOT_A_FACT if ("amount", number) in struck else why_not(facts.with_lists(number), wholes)
    return known[number]


def _decide_derived(facts: Facts, affected: set[int], struck: set[tuple[str, int]]) -> None:
    """A computed total goes with its rate and heads: where one of them falls, it falls; it takes the rate's fund."""
    for number, row in facts.amounts.items():
        rate = facts.amounts.get(row["derived_rate"] or 0)
        if not row["derived"] or rate is None or number in affected:
            continue
        heads_fell = ("headcount", row["derived_headcount"]) in struck
        if not heads_fell and row["derived_rate"] not in affected:
            continue
        fields = {name: rate[name] for name in ("fund", "funds", "fund_code", "beneficiary_group")}
        facts.change("amount", number, fields)
        if heads_fell or rate["role"] != "rate":
            reason: str | None = NOT_A_FACT if heads_fell else BY_RATE.get(rate["role"], NOT_A_FACT)
        else:
            reason = why_not(facts.with_lists(number), ())
        counted = 0 if reason else row["value_fen"] or row["low_fen"] or 0
        facts.change("amount", number, {"counts": int(not reason), "why_not": reason, "counted_fen": counted})


def _amend_summary(facts: Facts, override: Override) -> None:
    """The unit or the year of a paper, and with the year that of its facts."""
    (row,) = facts.rows("summary")
    fields: Row = {}
    if override.unit:
        fields |= {"unit": override.unit, "unit_kind": _kind_of(facts.connection, override.unit) or row["unit_kind"]}
    if override.unit_kind:
        fields["unit_kind"] = override.unit_kind
    if override.year:
        period = _moved(row["period"], row["year"], override.year)
        first, last = days(period)
        fields |= {"year": override.year, "year_basis": "override", "period": period}
        fields |= {"first_day": first, "last_day": last}
        _move_facts(facts, row, override.year, period)
    facts.change("summary", 0, fields)


def _kind_of(connection: sqlite3.Connection, unit: str) -> str | None:
    """The sort of a unit, where the units file knows it by this name."""
    find = "SELECT kind FROM unit WHERE name = ?1 OR name = (SELECT unit FROM unit_alias WHERE alias = ?1)"
    found = connection.execute(find, (unit,)).fetchone()
    return found[0] if found else None


def _moved(period: str | None, old: int | None, year: int) -> str:
    """A paper's period in another year: a half-year stays a half-year, several years become the one."""
    front = str(old) if old else "XXXX"
    if period and "/" not in period and period.startswith(front):
        return f"{year}{period[4:]}"
    return str(year)


def _move_facts(facts: Facts, summary: Row, year: int, period: str) -> None:
    """The year of what had the paper's own: amounts of its period, heads, deeds, and dates read against its year."""
    old = summary["year"]
    for row in facts.amounts.values():
        own = row["period"] == summary["period"]
        moved = period if own else row["period"]
        facts.change(
            "amount", row["id"], {"period": moved, "year": year_of(moved, year) if own or not moved else row["year"]}
        )
    for row in facts.rows("headcount"):
        facts.change("headcount", row["id"], {"year": year})
    for row in facts.rows("activity"):
        if row["year"] == old:
            facts.change("activity", row["id"], {"year": year})
    for row in facts.rows("date"):
        edtf = _moved_date(row, old, year)
        if edtf:
            first, last = days(edtf)
            facts.change("date", row["id"], {"edtf": edtf, "first_day": first, "last_day": last})


def _moved_date(row: Row, old: int | None, year: int) -> str | None:
    """A date that was read against the paper's year, in the right one; a lunar feast's day is not known then.

    None for what stays as it is: dates with a year of their own, and those of no year that may be of another.
    """
    edtf = row["edtf"] or ""
    if row["basis"] == "written" or row["recurring"]:
        return None
    if edtf[:4].isdigit() and old:
        moved = str(int(edtf[:4]) + year - old)
    elif edtf.startswith("XXXX") and not _OTHER_YEAR.search(row["text"]):
        moved = str(year)
    else:
        return None
    if "/" in edtf:
        return "/".join(part.replace(edtf[:4], moved, 1) for part in edtf.split("/"))
    return moved if _LUNAR.search(row["text"]) else moved + edtf[4:]
