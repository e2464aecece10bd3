"""A Document into rows, and rows into the archive and out again.

Making rows needs no archive, so that another process can do it. No transaction is begun here: the caller's holds a
whole file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from extractor.model import Activity, Amount, Block, Date, Document, Headcount, Section, Sentence, Summary

from .fact_tables import ACTIVITY, ACTIVITY_FACT, AMOUNT, DATE, HEADCOUNT
from .periods import days, year_of
from .search import spaced
from .sketches import sketch
from .tables import BLOCK, CHECK_RESULT, DOCUMENT, EVIDENCE, SECTION, SENTENCE, SKETCH, SUMMARY

Row = tuple[object, ...]
Rows = list[tuple[str, list[Row]]]  # by table
ID_LENGTH = 16
INDEX = "sentence_index"
_NUMBERED = (SENTENCE.name, INDEX)  # their rows begin with the sentence's number


def document_id(sha256: str) -> str:
    """The archive's key of a file: the front of its SHA-256."""
    return sha256[:ID_LENGTH]


def to_rows(document: Document, told: str) -> Rows:
    """A document as rows of the archive's tables, in the order in which they can be inserted; a sentence's number is
    left open. ``told`` is the fingerprint of what its reading was told.
    """
    key = document_id(document.sha256)
    warnings = _json(document.warnings)
    row = (key, document.sha256, document.format, document.source, document.rules_version, told, warnings)
    rows: Rows = [(DOCUMENT.name, [row]), (BLOCK.name, [_block_row(key, block) for block in document.blocks])]
    for summary in document.summaries:
        rows.extend(_summary_rows(key, summary))
    return rows


def store(connection: sqlite3.Connection, rows: Rows) -> list[Row]:
    """Insert a document that is not there yet, but for its words: those are returned as rows for ``index``."""
    words: list[Row] = []
    first = 0
    for table, found in rows:
        if table == SENTENCE.name:
            first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM sentence").fetchone()[0]
        if table in _NUMBERED:
            found = [(number, *row) for number, row in enumerate(found, first)]
        if table == INDEX:
            words += found
        elif found:
            marks = ", ".join("?" * len(found[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
    return words


def index(connection: sqlite3.Connection, words: Iterable[Sequence[Row]]) -> None:
    """Insert documents' words, as ``store`` returned them, into the full text index."""
    rows = chain.from_iterable(words)
    connection.executemany(f"INSERT INTO {INDEX} (rowid, characters) VALUES (?, ?)", rows)


def delete(connection: sqlite3.Connection, key: str) -> None:
    """Delete a document with its facts and its words in the index. Its paths go too."""
    find = "SELECT t.id, t.text FROM sentence t JOIN summary s ON s.id = t.summary WHERE s.document = ?"
    found = connection.execute(find, (key,)).fetchall()
    words = [("delete", row[0], text) for row, text in zip(found, spaced([row[1] for row in found]), strict=True)]
    connection.executemany("INSERT INTO sentence_index (sentence_index, rowid, characters) VALUES (?, ?, ?)", words)
    connection.execute("DELETE FROM document WHERE id = ?", (key,))


def _summary_rows(document: str, summary: Summary) -> Iterable[tuple[str, list[Row]]]:
    key = f"{document}-{summary.ordinal}"
    sentences = [_sentence_row(key, summary, sentence) for sentence in summary.sentences]
    yield SUMMARY.name, [_summary_row(key, document, summary)]
    evidence = enumerate(summary.evidence)
    yield EVIDENCE.name, [(key, n, e.field, e.value, e.basis, e.text, e.confidence) for n, e in evidence]
    yield SECTION.name, [_section_row(key, summary, section) for section in summary.sections]
    texts = [str(row[-1]) for row in sentences]
    yield SENTENCE.name, sentences
    yield INDEX, [(characters,) for characters in spaced(texts)]
    yield SKETCH.name, [(key, sketch(texts))]
    yield AMOUNT.name, [_amount_row(key, summary, amount) for amount in summary.amounts]
    yield HEADCOUNT.name, [_headcount_row(key, summary, heads) for heads in summary.headcounts]
    yield DATE.name, [_date_row(key, summary, date) for date in summary.dates]
    dates = {date.id: date for date in summary.dates}
    yield ACTIVITY.name, [_activity_row(key, summary, activity, dates) for activity in summary.activities]
    yield ACTIVITY_FACT.name, [row for activity in summary.activities for row in _links(key, activity)]
    checks = enumerate(summary.checks)
    yield (
        CHECK_RESULT.name,
        [(key, n, c.kind, _json(c.operands), c.expected, c.stated, c.difference, c.result) for n, c in checks],
    )


def _sentence_row(key: str, summary: Summary, sentence: Sentence) -> Row:
    block = summary.source_map.block_at(sentence.start).index
    flags = (int(sentence.heading), int(sentence.planned))
    text = summary.sentence_text(sentence.index)
    return (key, sentence.index, sentence.section, sentence.paragraph, *flags, block, text)


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
