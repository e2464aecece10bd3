"""Compares a summary's facts with the expected ones: each difference is one line that says what, which field, where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from extractor.model import Activity, Amount, Date, Headcount, Summary

Expected = dict[str, Any]
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
QUOTES = re.compile(r"[\s“”\"'‘’「」·•．,，_整]|/.*$")
AROUND_FEAST = re.compile(r"(建军节|节日?)?(期间|前夕|前后|左右|之际|前|起)?$")
AMOUNT_FIELDS = ("value", "low", "high", "bound", "role", "per", "fund", "counts", "why_not", "direction", "scope")
HEAD_FIELDS = ("value", "low", "high", "bound", "unit")


def key(text: str) -> str:
    """The text without what spelling may vary in: quotes, spaces, thousands commas, full-width digits, 整, /人."""
    return QUOTES.sub("", text.translate(FULL_WIDTH))


def date_key(text: str) -> str:
    return AROUND_FEAST.sub("", key(text))


def compare_amounts(summary: Summary, expected: list[Expected]) -> list[str]:
    """Differences in amounts; the derived ones are paired by value, for they have no text."""
    return _compare(
        expected,
        summary.amounts,
        lambda wanted: f"={wanted['value']}" if wanted["derived"] else key(wanted["text"]),
        lambda found: f"={_yuan(found.value)}" if found.derived else key(found.text),
        _amount_wrong,
        lambda found: _where(summary, found.sentence),
    )


def compare_headcounts(summary: Summary, expected: list[Expected]) -> list[str]:
    return _compare(
        expected,
        summary.headcounts,
        lambda wanted: key(wanted["text"]),
        lambda found: key(found.text),
        lambda wanted, found: _wrong_fields(wanted, {field: getattr(found, field) for field in HEAD_FIELDS}),
        lambda found: _where(summary, found.sentence),
    )


def compare_dates(summary: Summary, expected: list[Expected]) -> list[str]:
    """Differences in dates. What recurs or has no EDTF may be found or not, as in the gold scoring."""
    return _compare(
        expected,
        [date for date in summary.dates if _dated(date) or _told(date, expected)],
        lambda wanted: date_key(wanted["text"]),
        lambda found: date_key(found.text),
        _date_wrong,
        lambda found: _where(summary, found.sentence),
    )


def compare_activities(summary: Summary, expected: list[Expected]) -> list[str]:
    """Every expected activity has one of its type in its sentence, planned as told; no other type stands there."""
    free = list(summary.activities)
    lines = []
    for wanted in (fact for fact in expected if not fact.get("optional")):
        here = [found for found in free if _is_type(found, wanted) and _same_place(summary, found, wanted)]
        label = f"{wanted['type']} at {wanted['anchor']}"
        if not here:
            lines.append(f"missing {label}  «{wanted['sentence']}»")
            continue
        best = min(here, key=lambda found: _distance(summary, found, wanted))
        free.remove(best)
        if best.planned != wanted["planned"]:
            lines.append(f"wrong {label}: planned {best.planned}  «{wanted['sentence']}»")
    unlisted = [
        found
        for found in free
        if not any(_is_type(found, wanted) and _same_place(summary, found, wanted) for wanted in expected)
    ]
    return lines + [
        f"extra {found.type} «{_clause(summary, found)}» in {_where(summary, found.sentence)}" for found in unlisted
    ]


def compare_checks(summary: Summary, expected: list[list[Any]]) -> list[str]:
    """The checks that must be there, by kind, result and stated number; any other may hold, none may fail."""
    found = [(check.kind, check.result, _stated(check.kind, check.stated)) for check in summary.checks]
    missing = [f"missing {wanted}" for wanted in expected if tuple(wanted) not in found]
    return missing + [f"fails {check}" for check in found if check[1] == "fails" and list(check) not in expected]


def _compare(
    expected: Iterable[Expected],
    found: Iterable[Any],
    wanted_key: Callable[[Expected], str],
    found_key: Callable[[Any], str],
    wrong: Callable[[Expected, Any], list[str]],
    where: Callable[[Any], str],
) -> list[str]:
    """Pair by written text in document order, a right one before a wrong one, required before optional."""
    free, lines = list(found), []
    for wanted in sorted(expected, key=lambda fact: bool(fact.get("optional"))):
        same = [fact for fact in free if found_key(fact) == wanted_key(wanted)]
        if not same:
            if not wanted.get("optional"):
                lines.append(f"missing {wanted['text'] or 'derived'} {_brief(wanted)}")
            continue
        best = min(same, key=lambda fact: len(wrong(wanted, fact)))
        free.remove(best)
        if not wanted.get("optional"):
            lines += [f"wrong {wanted['text'] or 'derived'}: {field}  {where(best)}" for field in wrong(wanted, best)]
    return lines + [f"extra {found_key(fact)} {_brief(_record(fact))} {where(fact)}" for fact in free]


def _amount_wrong(wanted: Expected, found: Amount) -> list[str]:
    record = {field: getattr(found, field) for field in AMOUNT_FIELDS}
    record |= {field: _yuan(record[field]) for field in ("value", "low", "high")} | {"per": sorted(found.per)}
    wanted = wanted | {"per": sorted(wanted["per"])}
    lines = _wrong_fields(wanted, record)
    flags = [flag for flag in ("repeat", "suspect") if bool(wanted.get(flag)) != getattr(found, flag)]
    return lines + [f"{flag} {getattr(found, flag)}" for flag in flags]


def _date_wrong(wanted: Expected, found: Date) -> list[str]:
    if wanted["edtf"] is None:
        return []
    right = {answer.rstrip("~") for answer in [wanted["edtf"], *wanted.get("edtf_any", [])]}
    return [] if (found.edtf or "").rstrip("~") in right else [f"edtf {found.edtf}, expected {wanted['edtf']}"]


def _wrong_fields(wanted: Expected, found: Expected) -> list[str]:
    lines, quiet = [], _not_asked(wanted, found)
    for field, value in found.items():
        if field in quiet:
            continue
        if value != wanted[field] and value not in wanted.get(f"{field}_any", []):
            lines.append(f"{field} {value}, expected {wanted[field]}")
    return lines


def _not_asked(wanted: Expected, found: Expected) -> set[str]:
    """Fields that say nothing here: per of what is no rate, fund of money not given, direction of what is uncounted."""
    quiet = set() if wanted.get("counts") else {"direction", "scope"}
    if wanted.get("role") == "other":
        quiet.add("fund")
    if wanted.get("per_any") or wanted.get("role") != "rate" or found.get("role") != "rate":
        quiet.add("per")
    if wanted.get("role") != found.get("role"):
        quiet.add("why_not")
    return quiet


def _dated(date: Date) -> bool:
    return date.edtf is not None and not date.recurring


def _told(date: Date, expected: list[Expected]) -> bool:
    return any(date_key(wanted["text"]) == date_key(date.text) for wanted in expected)


def _is_type(found: Activity, wanted: Expected) -> bool:
    return found.type in (wanted["type"], *wanted.get("type_any", []))


def _same_place(summary: Summary, found: Activity, wanted: Expected) -> bool:
    sentence = _bare(summary.sentence_text(found.sentence))
    told, anchor = _bare(wanted["sentence"]), _bare(wanted["anchor"])
    return anchor in sentence and (sentence in told or told in sentence)


def _distance(summary: Summary, found: Activity, wanted: Expected) -> tuple[bool, bool]:
    return found.planned != wanted["planned"], wanted["anchor"] not in _clause(summary, found)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text.translate(FULL_WIDTH))


def _clause(summary: Summary, found: Activity) -> str:
    return summary.text[found.start : found.end]


def _yuan(fen: int | None) -> int | float | None:
    return None if fen is None else fen // 100 if fen % 100 == 0 else fen / 100


def _stated(kind: str, stated: int | None) -> int | float | None:
    return stated if kind == "heads_of_whole" else _yuan(stated)


def _record(fact: object) -> Expected:
    if isinstance(fact, Amount):
        return {"value": _yuan(fact.value), "role": fact.role, "fund": fact.fund}
    if isinstance(fact, Headcount):
        return {"value": fact.value, "unit": fact.unit}
    return {"edtf": getattr(fact, "edtf", None)}


def _brief(fact: Expected) -> str:
    fields = ("value", "role", "fund", "unit", "edtf")
    return "(" + " ".join(str(fact[field]) for field in fields if field in fact) + ")"


def _where(summary: Summary, sentence: int) -> str:
    return f"«{summary.sentence_text(sentence).strip()[:90]}»"
