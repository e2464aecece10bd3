"""Summaries as JSON values: the interface that other programs rely on (docs/json.md).

Field names, codes and their order are part of the contract; ``CONTRACT_VERSION`` rises when one of them changes its
meaning or goes away, not when one is added. Money is in yuan as a JSON number; the model counts fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.finding import Finding
from extractor.model import Activity, Amount, Check, Date, Document, Headcount, Place, Section, Summary

CONTRACT_VERSION = 1

Json = dict[str, Any]


def document_to_list(document: Document) -> list[Json]:
    """A file's summaries in order, each as ``summary_to_dict`` gives it."""
    return [summary_to_dict(document, summary) for summary in document.summaries]


def summary_to_dict(document: Document, summary: Summary) -> Json:
    """One summary with all its facts, as values that ``json.dumps`` takes."""
    return {
        "source": document.source,
        "sha256": document.sha256,
        "ordinal": summary.ordinal,
        "title": summary.title,
        "unit": summary.unit,
        "unit_kind": summary.unit_kind,
        "year": None if summary.year is None else str(summary.year),
        "year_basis": summary.year_basis,
        "period": summary.period,
        "document_type": summary.document_type,
        "sections": [_section(summary, section) for section in summary.sections],
        "amounts": [_amount(summary, amount) for amount in summary.amounts],
        "headcounts": [_headcount(summary, headcount) for headcount in summary.headcounts],
        "dates": [_date(summary, date) for date in summary.dates],
        "activities": [_activity(summary, activity) for activity in summary.activities],
        "checks": [_check(check) for check in summary.checks],
        "total_subsidy": yuan(summary.total_subsidy),
    }


def checked_to_dict(source: str, summary: Summary, unit_kind: str, findings: Sequence[Finding]) -> Json:
    """A draft with what was found in it. ``unit_kind`` is the one that it was judged by."""
    return {
        "source": source,
        "ordinal": summary.ordinal,
        "title": summary.title,
        "unit": summary.unit,
        "unit_kind": unit_kind,
        "year": None if summary.year is None else str(summary.year),
        "document_type": summary.document_type,
        "sections_found": list(summary.standard_sections),
        "findings": [_finding(finding) for finding in findings],
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "level": finding.level,
        "section": finding.section,
        "place": None if finding.place is None else _finding_place(finding.heading, finding.place),
        "text": finding.text,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def _finding_place(heading: str, place: Place) -> Json:
    where = {"heading": heading, "paragraph": place.block, "start": place.start, "end": place.end}
    return where | ({"end_paragraph": place.end_block} if place.end_block != place.block else {})


def yuan(fen: int) -> int | float:
    """Fen as yuan: 1391400 is 13914, 1391450 is 13914.5."""
    whole, rest = divmod(fen, 100)
    return fen / 100 if rest else whole


def _money(fen: int | None) -> int | float | None:
    return None if fen is None else yuan(fen)


def _section(summary: Summary, section: Section) -> Json:
    return {
        "number": section.number,
        "level": section.level,
        "heading": section.heading,
        "standard": list(section.standard),
        "block": summary.source_map.block_at(section.start).index,
    }


def _amount(summary: Summary, amount: Amount) -> Json:
    found: Json = {
        "id": amount.id,
        "text": "" if amount.derived else amount.text,
        "value": _money(amount.value),
        "low": _money(amount.low),
        "high": _money(amount.high),
        "bound": amount.bound,
        "role": amount.role,
        "per": list(amount.per),
        "fund": amount.fund,
        "funds": list(amount.funds),
        "fund_code": amount.fund_code,
        "beneficiary": amount.beneficiary,
        "group": amount.group,
        "counts": amount.counts,
        "why_not": amount.why_not,
        "derived": amount.derived,
        "repeat": amount.repeat,
        "suspect": amount.suspect,
        "direction": amount.direction,
        "scope": amount.scope,
        "period": amount.period,
        **_place(summary, amount),
    }
    if amount.derived_from:
        rate, *heads = amount.derived_from
        found["derived_from"] = [{"amount": rate}, *({"headcount": number} for number in heads)]
    return found


def _headcount(summary: Summary, headcount: Headcount) -> Json:
    return {
        "id": headcount.id,
        "text": headcount.text,
        "value": headcount.value,
        "low": headcount.low,
        "high": headcount.high,
        "bound": headcount.bound,
        "unit": headcount.unit,
        "of": headcount.of,
        "group": headcount.group,
        **_place(summary, headcount),
    }


def _date(summary: Summary, date: Date) -> Json:
    return {
        "id": date.id,
        "text": date.text,
        "edtf": date.edtf,
        "start_date": date.start_date,
        "end_date": date.end_date,
        "recurring": date.recurring,
        "basis": date.basis,
        **_place(summary, date),
    }


def _activity(summary: Summary, activity: Activity) -> Json:
    return {
        "id": activity.id,
        "type": activity.type,
        "planned": activity.planned,
        "amounts": list(activity.amounts),
        "headcounts": list(activity.headcounts),
        "dates": list(activity.dates),
        **_place(summary, activity),
    }


def _place(summary: Summary, fact: Amount | Headcount | Date | Activity) -> Json:
    """The sentence and the place in the source file; ``end_block`` only where a fact crosses into another block."""
    place = summary.source_map.place(fact.start, fact.end)
    found: Json = {"sentence": summary.sentence_text(fact.sentence), "block": place.block}
    found |= {"start": place.start, "end": place.end}
    if place.end_block != place.block:
        found["end_block"] = place.end_block
    return {**found, "rule": fact.rule}


def _check(check: Check) -> Json:
    """Numbers are yuan where an operand is money, heads where none is."""
    money = any(kind == "amount" for kind, _id in check.operands)
    expected, stated, difference = (
        _money(number) if money else number for number in (check.expected, check.stated, check.difference)
    )
    return {
        "kind": check.kind,
        "operands": [{kind: number} for kind, number in check.operands],
        "expected": expected,
        "stated": stated,
        "difference": difference,
        "result": check.result,
    }
