"""An archive in a folder of its own, and the means to fill and ask it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from corpus.archive import open_for_writing
from corpus.outcomes import Report
from corpus.places import find_files
from corpus.units import Unit
from corpus.workers import Pool
from extractor.i18n import set_language
from extractor.model import Told
from tests.corpus.factories import RULES, run, write


class Desk:
    """A folder with an archive in it, ``taizhang.db``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "taizhang.db"
        self.units: Sequence[Unit] = ()
        self.connection: sqlite3.Connection = open_for_writing(self.db, create=True)

    def ingest(
        self,
        files: Mapping[str, bytes] | None = None,
        *,
        told: Told | None = None,
        rules: str = RULES,
        replaces: str | None = None,
        among: Sequence[str] = (".",),
        prune: bool = False,
        pool: Pool | None = None,
    ) -> Report:
        """Write the files and read the folder (or the paths ``among`` it) in."""
        write(self.folder, files or {})
        made = run(self.connection, self.folder, self.units, rules, told, pool=pool)
        tops = [self.folder / name for name in among]
        return made.over(find_files(tops).files, replaces, prune=tops if prune else ())

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self.connection.execute(sql, values).fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.connection.close()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")
