"""A Document into rows and out again. No transaction is begun here: the caller's holds a whole file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from extractor.model import Activity, Amount, Block, Date, Document, Headcount, Section, Summary

from .columns import Table
from .fact_tables import ACTIVITY, ACTIVITY_FACT, AMOUNT, DATE, HEADCOUNT
from .periods import days, year_of
from .search import spaced
from .tables import BLOCK, CHECK_RESULT, DOCUMENT, EVIDENCE, SECTION, SENTENCE, SUMMARY

Row = tuple[object, ...]
ID_LENGTH = 16


def document_id(sha256: str) -> str:
    """The archive's key of a file: the front of its SHA-256."""
    return sha256[:ID_LENGTH]


def store(connection: sqlite3.Connection, document: Document, told: str) -> None:
    """Insert a document that is not there yet; ``told`` is the fingerprint of what its reading was told."""
    key = document_id(document.sha256)
    warnings = _json(document.warnings)
    row = (key, document.sha256, document.format, document.source, document.rules_version, told, warnings)
    _insert(connection, DOCUMENT, [row])
    _insert(connection, BLOCK, (_block_row(key, block) for block in document.blocks))
    for summary in document.summaries:
        _store_summary(connection, key, summary)


def delete(connection: sqlite3.Connection, key: str) -> None:
    """Delete a document with its facts and its words in the index. Its paths go too."""
    find = "SELECT t.id, t.text FROM sentence t JOIN summary s ON s.id = t.summary WHERE s.document = ?"
    found = connection.execute(find, (key,)).fetchall()
    words = [("delete", row[0], text) for row, text in zip(found, spaced([row[1] for row in found]), strict=True)]
    connection.executemany("INSERT INTO sentence_index (sentence_index, rowid, characters) VALUES (?, ?, ?)", words)
    connection.execute("DELETE FROM document WHERE id = ?", (key,))


def _store_summary(connection: sqlite3.Connection, document: str, summary: Summary) -> None:
    key = f"{document}-{summary.ordinal}"
    _insert(connection, SUMMARY, [_summary_row(key, document, summary)])
    _insert(
        connection,
        EVIDENCE,
        ((key, n, e.field, e.value, e.basis, e.text, e.confidence) for n, e in enumerate(summary.evidence)),
    )
    _insert(connection, SECTION, (_section_row(key, summary, section) for section in summary.sections))
    _store_sentences(connection, key, summary)
    _insert(connection, AMOUNT, (_amount_row(key, summary, amount) for amount in summary.amounts))
    _insert(connection, HEADCOUNT, (_headcount_row(key, summary, heads) for heads in summary.headcounts))
    _insert(connection, DATE, (_date_row(key, summary, date) for date in summary.dates))
    dates = {date.id: date for date in summary.dates}
    _insert(connection, ACTIVITY, (_activity_row(key, summary, activity, dates) for activity in summary.activities))
    _insert(connection, ACTIVITY_FACT, (row for activity in summary.activities for row in _links(key, activity)))
    checks = enumerate(summary.checks)
    _insert(
        connection,
        CHECK_RESULT,
        ((key, n, c.kind, _json(c.operands), c.expected, c.stated, c.difference, c.result) for n, c in checks),
    )


def _store_sentences(connection: sqlite3.Connection, key: str, summary: Summary) -> None:
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM sentence").fetchone()[0]
    rows: list[Row] = []
    for number, sentence in enumerate(summary.sentences, first):
        block = summary.source_map.block_at(sentence.start).index
        flags = (int(sentence.heading), int(sentence.planned))
        text = summary.sentence_text(sentence.index)
        rows.append((number, key, sentence.index, sentence.section, sentence.paragraph, *flags, block, text))
    _insert(connection, SENTENCE, rows)
    index = zip((row[0] for row in rows), spaced([str(row[-1]) for row in rows]), strict=True)
    connection.executemany("INSERT INTO sentence_index (rowid, characters) VALUES (?, ?)", index)


def _insert(connection: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)


def _block_row(key: str, block: Block) -> Row:
    cell = (block.cell.table, block.cell.row, block.cell.column) if block.cell else (None, None, None)
    return (key, block.index, block.kind, block.label, *cell)


def _summary_row(key: str, document: str, summary: Summary) -> Row:
    first, last = days(summary.period)
    return (
        key, document, summary.ordinal, summary.title, summary.unit, summary.unit_kind, summary.year,
        summary.year_basis, summary.period, first, last, summary.document_type, len(summary.text),
        summary.total_subsidy,
    )  # fmt: skip


def _section_row(key: str, summary: Summary, section: Section) -> Row:
    block = summary.source_map.block_at(section.start).index
    standard = _json(section.standard)
    return (key, section.index, section.number, section.level, section.heading, section.parent, standard, block)


def _amount_row(key: str, summary: Summary, fact: Amount) -> Row:
    rate, heads, *_ = (*fact.derived_from, None, None)  # a total of several headcounts keeps the first of them
    return (
        key, fact.id, fact.sentence, fact.text, fact.value, fact.low, fact.high, fact.bound, fact.role,
        _json(fact.per), fact.fund, _json(fact.funds), fact.fund_code, fact.beneficiary, fact.group, int(fact.counts),
        fact.counted, fact.why_not, int(fact.masked), int(fact.derived), rate, heads, int(fact.repeat),
        int(fact.suspect), fact.direction, fact.scope, fact.period, year_of(fact.period, summary.year),
        *_place(summary, fact),
    )  # fmt: skip


def _headcount_row(key: str, summary: Summary, fact: Headcount) -> Row:
    return (
        key, fact.id, fact.sentence, fact.text, fact.value, fact.low, fact.high, fact.bound, fact.unit, fact.of,
        fact.group, int(fact.masked), summary.year, *_place(summary, fact),
    )  # fmt: skip


def _date_row(key: str, summary: Summary, fact: Date) -> Row:
    return (
        key, fact.id, fact.sentence, fact.text, fact.edtf, fact.start_date, fact.end_date, int(fact.recurring),
        fact.basis, *_place(summary, fact),
    )  # fmt: skip


def _activity_row(key: str, summary: Summary, fact: Activity, dates: Mapping[int, Date]) -> Row:
    year = _activity_year([dates[number] for number in fact.dates]) or summary.year
    return (key, fact.id, fact.sentence, fact.type, int(fact.planned), year, *_place(summary, fact))


def _activity_year(dates: Sequence[Date]) -> int | None:
    """The year of an activity's own dates where they agree."""
    years = {date.start_date[:4] for date in dates if date.start_date and not date.recurring}
    return int(years.pop()) if len(years) == 1 else None


def _links(key: str, activity: Activity) -> Iterable[Row]:
    for kind, facts in (("amount", activity.amounts), ("headcount", activity.headcounts), ("date", activity.dates)):
        for fact in dict.fromkeys(facts):
            yield key, activity.id, kind, fact


def _place(summary: Summary, fact: Amount | Headcount | Date | Activity) -> Row:
    """Where a fact stands in its file and in its sentence. A computed amount covers nothing: its end is its start."""
    place = summary.source_map.place(fact.start, max(fact.end, fact.start + 1))
    length = fact.end - fact.start
    end, end_block = (place.end, place.end_block) if length else (place.start, place.block)
    at = fact.start - summary.sentences[fact.sentence].start
    return place.block, place.start, end, end_block, at, length, fact.rule


_json = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes an encoder for every call
