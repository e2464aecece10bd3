"""Is the archive whole? SQLite's own checks, every fact against its sentence, every file against its hash."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.i18n import N_

from .bundles import Content, contents
from .places import bearer, kept_path

CHECKS = {
    "integrity": N_("the database file is sound"),
    "foreign_keys": N_("no row points at one that is not there"),
    "spans": N_("every fact stands in its sentence as it was written"),
    "sums": N_("every paper's total is the sum of what counts in it"),
    "index": N_("every sentence is in the search index"),
    "files": N_("every file lies where it was read, as it was read"),
}
REASONS = {
    "damaged": N_("the file of the archive is damaged: {what}. Go back to a backup, or read the files in anew."),
    "no_row": N_("table {what} points at a row that is not there. Read the files in anew with ingest --force."),
    "span": N_("the words {what} do not stand in the sentence. Read its file in anew with ingest --force."),
    "sum": N_("the total is not the sum of its parts ({what}). Read its file in anew with ingest --force."),
    "no_index": N_("{what} sentences are not in the search index. Read the files in anew with ingest --force."),
    "gone": N_("the file is gone. Where that is right, drop it with ingest FOLDER --prune."),
    "changed": N_("the file was changed since it was read. Read it in anew with ingest."),
    "no_access": N_("the file cannot be read ({what})."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at what: a file, a fact's name, a table. ``what`` fills the reason's text."""

    check: str
    reason: str
    at: str
    what: str = ""


@dataclass(frozen=True)
class Verified:
    """What was looked at, by check, and what was found wrong."""

    counts: dict[str, int]
    faults: tuple[Fault, ...]


def verify(connection: sqlite3.Connection, folder: Path) -> Verified:
    """All checks. A database that is damaged is looked at no further."""
    counts, faults = dict.fromkeys(CHECKS, 0), list[Fault]()
    checks = {"integrity": _integrity, "foreign_keys": _foreign_keys, "spans": _spans, "sums": _sums, "index": _index}
    for check, look in checks.items():
        for fault in look(connection):
            counts[check] += 1
            faults += [fault] if fault else []
        if faults and check == "integrity":
            return Verified(counts, tuple(faults))
    for fault in _files(connection, folder):
        counts["files"] += 1
        faults += [fault] if fault else []
    return Verified(counts, tuple(faults))


def _integrity(connection: sqlite3.Connection) -> Iterator[Fault | None]:
    try:
        for (said,) in connection.execute("PRAGMA integrity_check"):
            yield None if said == "ok" else Fault("integrity", "damaged", "", said)
    except sqlite3.DatabaseError as error:
        yield Fault("integrity", "damaged", "", str(error))


def _foreign_keys(connection: sqlite3.Connection) -> Iterator[Fault | None]:
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        broken = {str(row[2]) for row in connection.execute(f"PRAGMA foreign_key_check({table})")}
        if not broken:
            yield None
        for parent in sorted(broken):
            yield Fault("foreign_keys", "no_row", table, f"{table} → {parent}")


def _spans(connection: sqlite3.Connection) -> Iterator[Fault | None]:
    """A fact covers ``length`` characters of its sentence from ``at`` on, and those are its text; an activity has none
    of its own, and neither has what was computed, which stands where its rate does.
    """
    for kind, letter in (("amount", "a"), ("headcount", "h"), ("date", "d"), ("activity", "v")):
        text = "NULL" if kind == "activity" else "f.text"
        sql = f"""SELECT f.summary, f.id, f.at, f.length, {text}, t.text FROM {kind} f
LEFT JOIN sentence t ON t.summary = f.summary AND t.ordinal = f.sentence ORDER BY 1, 2"""
        for summary, number, at, length, text, sentence in connection.execute(sql):
            inside = sentence is not None and at >= 0 and length >= 0 and at + length <= len(sentence)
            if inside and (not text or sentence[at : at + length] == text):
                yield None
            else:
                yield Fault("spans", "span", f"{summary}-{letter}{number}", text or "")


def _sums(connection: sqlite3.Connection) -> Iterator[Fault | None]:
    sql = """SELECT s.id, s.subsidy_fen, coalesce(sum(a.counted_fen), 0)
FROM summary s LEFT JOIN amount a ON a.summary = s.id GROUP BY s.id ORDER BY s.id"""
    for summary, stated, added in connection.execute(sql):
        yield None if stated == added else Fault("sums", "sum", summary, f"{stated / 100:,} ≠ {added / 100:,}")


def _index(connection: sqlite3.Connection) -> Iterator[Fault | None]:
    find = "SELECT count(*) FROM sentence WHERE id NOT IN (SELECT rowid FROM sentence_index)"
    missing = connection.execute(find).fetchone()[0]
    yield Fault("index", "no_index", "", str(missing)) if missing else None


def _files(connection: sqlite3.Connection, folder: Path) -> Iterator[Fault | None]:
    """Each file as it lies against the bytes that were read; each bundle is opened once for all its files."""
    find = "SELECT p.path, d.sha256 FROM path p JOIN document d ON d.id = p.document ORDER BY p.path"
    bundles: dict[Path, dict[str, str]] = {}
    for path, sha256 in connection.execute(find).fetchall():
        file = bearer(folder, path)
        if file is None:
            yield Fault("files", "gone", path)
        elif file != folder / path:
            bundles.setdefault(file, {})[path] = sha256
        else:
            yield _file(file, path, sha256)
    for file, members in bundles.items():
        yield from _members(file, kept_path(file, folder), members)


def _file(file: Path, path: str, sha256: str) -> Fault | None:
    try:
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return Fault("files", "no_access", path, error.strerror or "")
    return None if found == sha256 else Fault("files", "changed", path)


def _members(bundle: Path, name: str, members: Mapping[str, str]) -> Iterator[Fault | None]:
    """The files in a bundle, each by its path with its hash. ``name`` is the bundle's own path."""
    try:
        lying = {one.path: one for one in contents(name, bundle.read_bytes())}
    except OSError as error:
        yield from (Fault("files", "no_access", path, error.strerror or "") for path in members)
        return
    except UnreadableFile:  # it was changed, for it was opened before
        yield from (Fault("files", "changed", path) for path in members)
        return
    for path, sha256 in members.items():
        yield _member(lying[path], sha256) if path in lying else Fault("files", "gone", path)


def _member(content: Content, sha256: str) -> Fault | None:
    try:
        same = hashlib.sha256(content.read()).hexdigest() == sha256
    except UnreadableFile:
        same = False
    return None if same else Fault("files", "changed", content.path)
