"""Making, listing, withdrawing and exchanging corrections: paths and words in, grids out; one transaction each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import TaizhangError
from extractor.i18n import N_

from .amend import amend_documents
from .archive import open_for_reading, open_for_writing, transaction
from .names import KINDS
from .opening import opened
from .overrides import (
    BETWEEN,
    BadOverride,
    Override,
    Target,
    every,
    from_record,
    insert,
    make,
    placed,
    to_record,
    withdraw,
)
from .show import Found, facts_of, find, summaries_of
from .store import document_id
from .whole import write_whole

if TYPE_CHECKING:
    from .render import Grid

_NO_FACT = N_("there is no {kind} {name} in this archive. Look for it with taizhang show.")
_WHICH = N_("{name} holds several summaries; name one of them: {among}")
_TWO_PAPERS = N_("{name}: name another paper, by its path, title or name.")
_SUFFIX = N_("{path}: corrections are kept as .toml or .json. Give the file one of these endings.")
_UNREADABLE = N_("{path}: this file of corrections cannot be read: {reason}. Export it anew, or mend it.")
_ENTRY = N_("{path}: correction {number} is not whole: {reason}. Export it anew, or mend the entry.")


@dataclass(frozen=True)
class Imported:
    """What came of a file of corrections: how many were new, how many were known, how many found no place."""

    new: int
    known: int
    unplaced: int


def correct(db: Path, name: str, changes: Mapping[str, Any], who: str, why: str) -> tuple[Override, Grid]:
    """Correct what is called ``name`` (a fact, a summary, or a document that holds one), and show it as it is now.

    Raises BadOverride where that cannot be corrected so, UnknownNameError where nothing is called so.
    """
    from .render.found import facts, papers

    with opened(open_for_writing(db), db) as connection:
        found = find(connection, name, db.parent)
        target = target_of(connection, found, name)
        override = record(connection, target, _between(connection, db, target, changes), who, why)
        if found.kind:
            return override, facts(facts_of(connection, found))
        summaries = summaries_of(connection, Found(found.document, f"{found.document}-{override.ordinal}"))
        return override, papers(summaries, [])


def _between(connection: sqlite3.Connection, db: Path, target: Target, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, other papers in them by their ids. Raises BadOverride where a paper is set against itself."""
    made = dict(changes)
    for field in BETWEEN:
        if field in made:
            other = target_of(connection, find(connection, made[field], db.parent), made[field])
            if other.kind != "summary" or (other.sha256, other.ordinal) == (target.sha256, target.ordinal):
                raise BadOverride(_TWO_PAPERS, name=made[field])
            made[field] = f"{document_id(other.sha256)}-{other.ordinal}"
    return made


def record(connection: sqlite3.Connection, target: Target, changes: Mapping[str, Any], who: str, why: str) -> Override:
    """Keep a correction and apply it, in one transaction."""
    override = make(target, changes, who, why)
    with transaction(connection):
        insert(connection, [override])
        amend_documents(connection, [override.sha256])
    return override


def target_of(connection: sqlite3.Connection, found: Found, name: str) -> Target:
    """What a correction of this thing is tied to. Raises BadOverride where the name leaves it open."""
    sha256 = connection.execute("SELECT sha256 FROM document WHERE id = ?", (found.document,)).fetchone()[0]
    papers = "SELECT id, ordinal, title FROM summary WHERE document = ? AND (?2 IS NULL OR id = ?2) ORDER BY ordinal"
    rows = connection.execute(papers, (found.document, found.summary)).fetchall()
    if not rows:
        raise BadOverride(_NO_FACT, kind="summary", name=name)
    if len(rows) > 1:
        raise BadOverride(_WHICH, name=name, among="; ".join(f"{row[0]} {row[2]}" for row in rows))
    summary, ordinal, title = rows[0]
    if not found.kind:
        return Target(sha256, ordinal, "summary", text=title)
    text = "''" if found.kind == "activity" else "text"
    sql = f"SELECT block, start_at, end_at, {text} FROM {found.kind} WHERE summary = ? AND id = ?"
    place = connection.execute(sql, (summary, found.fact)).fetchone()
    if place is None:
        raise BadOverride(_NO_FACT, kind=found.kind, name=name)
    return Target(sha256, ordinal, found.kind, *place)


def listing(db: Path, withdrawn: bool = False) -> Grid:
    """All corrections that hold, those without a place too; with ``withdrawn`` also those taken back."""
    from .render.overrides import overrides

    with opened(open_for_reading(db), db) as connection:
        return overrides(_listed(connection, withdrawn))


def _listed(connection: sqlite3.Connection, withdrawn: bool) -> list[dict[str, Any]]:
    from .said import in_words

    places, letters = placed(connection), {kind: letter for letter, kind in KINDS.items()}
    files = dict(
        connection.execute(
            "SELECT d.sha256, min(p.path) FROM document d JOIN path p ON p.document = d.id GROUP BY d.id"
        ).fetchall()
    )
    records = []
    for override in every(connection):
        if override.withdrawn_at and not withdrawn:
            continue
        where = places.get(override.id)
        state = "withdrawn" if override.withdrawn_at else "holds" if where else "not_placed"
        if state == "not_placed" and override.sha256 not in files:
            state = "no_file"
        name = f"{where[0]}-{letters[where[1]]}{where[2]}" if where and where[2] else where[0] if where else None
        said = {"withdrawn_at": override.withdrawn_at, "withdrawn_by": override.withdrawn_by}
        tied = {"kind": override.kind, "text": override.text, "sha256": override.sha256, "ordinal": override.ordinal}
        records.append(
            {**in_words(override), **said, "state": state, "name": name, **tied} | {"file": files.get(override.sha256)}
        )
    return records


def take_back(db: Path, name: str, who: str) -> Override:
    """Withdraw a correction; what it changed is again as it was read. Raises BadOverride where there is none."""
    with opened(open_for_writing(db), db) as connection, transaction(connection):
        override = withdraw(connection, name, who)
        amend_documents(connection, [override.sha256])
        return override


def export(db: Path, path: Path) -> int:
    """Write all corrections, withdrawn ones too, to a .toml or .json file; how many. Raises NotWritten."""
    form = _form(path)
    with opened(open_for_reading(db), db) as connection:
        records = [to_record(override) for override in every(connection)]
    write_whole(path, form(records).encode())
    return len(records)


def take_in(db: Path, path: Path) -> Imported:
    """Take in the corrections of a file that ``export`` wrote; those that are there already stay as they are.

    Raises BadOverride where the file cannot be read, and then takes in none.
    """
    overrides = _read(path)
    with opened(open_for_writing(db), db) as connection, transaction(connection):
        new = insert(connection, overrides)
        amend_documents(connection, {override.sha256 for override in overrides})
        places = placed(connection)
    holding = [one for one in overrides if not one.withdrawn_at]
    return Imported(new, len(overrides) - new, sum(one.id not in places for one in holding))


def _read(path: Path) -> list[Override]:
    import tomllib

    _form(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        entries = content["override"]
        if not isinstance(entries, list):
            raise TypeError("override")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadOverride(_UNREADABLE, path=path, reason=error) from error
    found = []
    for number, entry in enumerate(entries, 1):
        try:
            found.append(from_record(entry))
        except (KeyError, TypeError, ValueError, AttributeError, TaizhangError) as error:
            raise BadOverride(_ENTRY, path=path, number=number, reason=error) from error
    return found


def _form(path: Path) -> Any:
    """The writer for a file's ending. Raises BadOverride for another ending."""
    forms = {".toml": _toml, ".json": _json}
    if path.suffix.lower() not in forms:
        raise BadOverride(_SUFFIX, path=path)
    return forms[path.suffix.lower()]


def _json(records: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps({"override": records}, ensure_ascii=False, indent=2) + "\n"


def _toml(records: Sequence[Mapping[str, Any]]) -> str:
    """Flat records as TOML. JSON's strings, whole numbers and booleans are TOML's, but for one control character."""
    entries = []
    for entry in records:
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()]
        entries.append("[[override]]\n" + "\n".join(lines).replace("\x7f", "\\u007f") + "\n")
    return "\n".join(entries) or "override = []\n"
