"""A fact of the archive back to its file, so that how it came to be can be shown."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import TaizhangError, UnreadableFile
from extractor.i18n import N_, _
from extractor.model import Told

from .archive import open_for_reading, refused
from .bundles import holder, read_file
from .names import KINDS
from .places import source_of
from .show import Found, facts_of, find
from .units import load_units

_GONE = N_(
    "{name}: its file is no longer where it was read: {paths}. "
    "Put it back, or explain a copy with: taizhang explain FILE"
)
_CHANGED = N_(
    "{name}: its file has changed since it was read: {paths}. Bring the archive up to date with: taizhang ingest FOLDER"
)


class FileGoneError(TaizhangError):
    """A document of the archive whose file cannot be read again as it was."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A file to be read again, as it was read before. ``source`` is what its reading is told of the path; ``fact`` the
    one fact that is asked for; ``rules_version`` that of the archive's reading, None for a file outside it.
    """

    path: Path
    source: str
    told: Told
    fact: str | None
    rules_version: str | None = None

    def remarks(self, version: str) -> Iterator[str]:
        """What a reader must know: the archive was read with other rules."""
        if self.rules_version not in (None, version):
            text = _("the archive was read with rules {old}, this is by rules {new}: facts and their ids may differ")
            yield text.format(old=self.rules_version, new=version)


def reread(db: Path, name: str, fact: str | None) -> Reread:
    """The file of a document, summary or fact of the archive. Raises UnknownNameError, FileGoneError, BadArchive."""
    units = load_units(db).names
    with closing(open_for_reading(db)) as connection:
        try:
            found = find(connection, name, db.parent)
            if found.kind:
                facts_of(connection, found)  # raises where there is no such fact
            sha256, version, paths = _reading(connection, found.document)
        except sqlite3.Error as error:
            raise refused(db, error) from error
    for path, unit, year in paths:
        if _is_same(db.parent / path, sha256):
            told = Told(unit, year, dict(units))
            return Reread(db.parent / path, source_of(path), told, _fact(found, fact), version)
    there = any(holder(db.parent / path).is_file() for path, _unit, _year in paths)
    raise FileGoneError(_CHANGED if there else _GONE, name=name, paths="、".join(path for path, _unit, _year in paths))


_Paths = list[tuple[str, str | None, int | None]]


def _reading(connection: sqlite3.Connection, document: str) -> tuple[str, str, _Paths]:
    """SHA-256, rules, and the paths with what was told of them; as in ingest, those told of have the say."""
    find_document = "SELECT sha256, rules_version FROM document WHERE id = ?"
    sha256, version = connection.execute(find_document, (document,)).fetchone()
    find_paths = (
        "SELECT path, told_unit, told_year FROM path WHERE document = ?"
        " ORDER BY told_unit IS NULL AND told_year IS NULL, path"
    )
    return sha256, version, connection.execute(find_paths, (document,)).fetchall()


def _is_same(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(read_file(path)).hexdigest() == sha256
    except (OSError, UnreadableFile):
        return False


def _fact(found: Found, asked: str | None) -> str | None:
    """The fact within the file: what the name says, else what is asked for in the summary that it names."""
    ordinal = found.summary.rpartition("-")[2] if found.summary else None
    if found.kind:
        letter = next(letter for letter, kind in KINDS.items() if kind == found.kind)
        return f"{ordinal}-{letter}{found.fact}"
    return f"{ordinal}-{asked}" if ordinal and asked and "-" not in asked else asked
