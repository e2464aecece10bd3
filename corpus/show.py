"""What stands behind a figure: facts with their sentences, files and paragraphs; and finding what a user names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractor.errors import TaizhangError
from extractor.i18n import N_

from .compare import Answer, Question, ask
from .figures import number
from .names import KINDS, NAME, short
from .places import kept_path
from .said import Said
from .units import Units

Record = dict[str, Any]
_JSON_FIELDS = ("per", "funds")
_FLAGS = ("counts", "masked", "derived", "repeat", "suspect", "recurring", "planned")
_FEN = {"value_fen": "value", "low_fen": "low", "high_fen": "high", "counted_fen": "counted"}

_NOTHING = N_(
    "nothing in this archive is called {name}. Give a file's path, a title, or a name as show and search print it."
)
_SEVERAL = N_("{name} may be any of these; give more of the name:\n{among}")


class UnknownNameError(TaizhangError):
    """A name that fits nothing in the archive, or several things."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for: a document, one of its summaries, or one fact of a summary."""

    document: str
    summary: str | None = None
    kind: str | None = None
    fact: int | None = None


def find(connection: sqlite3.Connection, name: str, folder: Path) -> Found:
    """What the user means by a fact's or summary's name, the front of a SHA-256, a path or a title.

    Raises UnknownNameError where it fits nothing or several documents.
    """
    if match := NAME.match(name):
        front, ordinal, letter, number = match.groups()
        documents = _column(connection, "SELECT id FROM document WHERE sha256 GLOB ?", f"{front}*")
        if documents:
            document = _only(connection, documents, name)
            summary = f"{document}-{ordinal}" if ordinal else None
            return Found(document, summary, KINDS[letter] if letter else None, int(number) if number else None)
    ways = (
        ("SELECT document FROM path WHERE path = ?", kept_path(Path(name), folder)),
        ("SELECT document FROM path WHERE path = ?1 OR substr(path, -length(?1) - 1) = '/' || ?1", name),
        ("SELECT document FROM summary WHERE title = ?", name),
        ("SELECT document FROM summary WHERE instr(title, ?)", name),
    )
    for sql, value in ways:
        if documents := _column(connection, sql, value):
            return Found(_only(connection, documents, name))
    raise UnknownNameError(_NOTHING, name=name)


def behind(connection: sqlite3.Connection, question: Question, units: Units) -> tuple[Answer, list[Record]]:
    """The facts that a cell's figure is the sum of: of the named units themselves, or of those that make the total."""
    answer = ask(connection, replace(question, alone=bool(question.units)), units)
    gathered, columns = answer.gathered, set(answer.columns)
    wanted = {
        (entry.summary, entry.year)
        for entry in answer.entries
        if entry.taken
        and gathered.in_scope(entry)
        and entry.column in columns
        and (question.units or entry.unit in answer.tops[entry.column].units)
    }
    measure = answer.measure
    values = [value for among in question.wanted.values() for value in among]
    where = [measure.where, *(f"{measure.parts[p]} IN ({_marks(v)})" for p, v in question.wanted.items())]
    if question.scope != "all" and measure.is_money:
        where.append("f.scope = ?")
        values.append(question.scope)
    records = _facts(connection, measure.kind, sorted({summary for summary, _year in wanted}), where, values)
    return answer, [record for record in records if (record["summary"], record["year"]) in wanted]


def facts_of(connection: sqlite3.Connection, found: Found) -> list[Record]:
    """The facts of a document, of a summary, or one fact, in the order of the text.

    Raises UnknownNameError where there is no such summary or fact.
    """
    of_document = "SELECT id FROM summary WHERE document = ? ORDER BY ordinal"
    summaries = [found.summary] if found.summary else _column(connection, of_document, found.document)
    if found.kind:
        records = list(_facts(connection, found.kind, summaries, ["f.id = ?"], [found.fact]))
    else:
        records = [record for kind in KINDS.values() for record in _facts(connection, kind, summaries, [], [])]
    if found.summary and not records and not _column(connection, "SELECT id FROM summary WHERE id = ?", found.summary):
        raise UnknownNameError(_NOTHING, name=found.summary)
    if found.kind and not records:
        raise UnknownNameError(_NOTHING, name=f"{found.summary}-{found.kind[0]}{found.fact}")
    order = {summary: number for number, summary in enumerate(summaries)}
    return sorted(records, key=lambda record: (order[record["summary"]], record["sentence"], record["at"]))


def summaries_of(connection: sqlite3.Connection, found: Found) -> list[Record]:
    """What the archive knows of a document's summaries: profile, evidence, paths, sections."""
    records = list(_dicts(connection, "SELECT * FROM summary WHERE document = ? ORDER BY ordinal", [found.document]))
    paths = _column(connection, "SELECT path FROM path WHERE document = ? ORDER BY path", found.document)
    said = Said(connection)
    for record in records:
        find_evidence = "SELECT field, value, basis, text, confidence FROM evidence WHERE summary = ? ORDER BY id"
        find_sections = "SELECT number, level, heading, standard, block FROM section WHERE summary = ? ORDER BY id"
        record["paths"] = paths
        record["evidence"] = list(_dicts(connection, find_evidence, [record["id"]]))
        record["sections"] = list(_dicts(connection, find_sections, [record["id"]]))
        record["subsidy"] = number(record.pop("subsidy_fen"), "yuan")
        record |= said.of(record["id"], "summary", 0)
    return [record for record in records if found.summary in (None, record["id"])]


def _facts(
    connection: sqlite3.Connection, kind: str, summaries: Sequence[str], where: Sequence[str], values: Sequence[object]
) -> Iterator[Record]:
    """Facts of one kind in some summaries, as records with sentence, file and place."""
    letter = next(letter for letter, name in KINDS.items() if name == kind)
    sql = f"""SELECT f.*, t.text AS sentence_text, s.unit AS reported_by, s.title, s.document, b.kind AS block_kind,
  b.table_no, b.row_no, b.column_no, (SELECT min(path) FROM path WHERE document = s.document) AS file
FROM {kind} f JOIN summary s ON s.id = f.summary
JOIN sentence t ON t.summary = f.summary AND t.ordinal = f.sentence
LEFT JOIN block b ON b.document = s.document AND b.id = f.block
WHERE f.summary = ? {"".join(f" AND {condition}" for condition in where)} ORDER BY f.sentence, f.at, f.id"""
    said = Said(connection)
    for summary in summaries:
        for record in _dicts(connection, sql, [summary, *values]):
            found = {"name": f"{summary}-{letter}{record['id']}", "fact": kind, **_plain(record)}
            yield found | said.of(summary, kind, record["id"])


def _plain(record: Record) -> Record:
    """A row as people and programs take it: flags as booleans, lists as lists, money in yuan."""
    plain: Record = {}
    for key, value in record.items():
        if key in _FEN:
            plain[_FEN[key]] = None if value is None else number(value, "yuan")
        elif key in _FLAGS:
            plain[key] = bool(value)
        elif key in _JSON_FIELDS:
            plain[key] = json.loads(value)
        else:
            plain[key] = value
    return plain


def _only(connection: sqlite3.Connection, documents: Iterable[str], name: str) -> str:
    among = sorted(set(documents))
    if len(among) > 1:
        find_path = "SELECT min(path) FROM path WHERE document = ?"
        lines = [f"  {short(document)}  {_column(connection, find_path, document)[0]}" for document in among[:10]]
        raise UnknownNameError(_SEVERAL, name=name, among="\n".join(lines))
    return among[0]


def _dicts(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> Iterator[Record]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _column(connection: sqlite3.Connection, sql: str, value: object) -> list[str]:
    return [row[0] for row in connection.execute(sql, (value,))]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
