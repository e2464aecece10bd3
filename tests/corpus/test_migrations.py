"""Archives as earlier versions wrote them (data/, two papers of the samples each) are brought up to date whole."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest

from corpus.archive import open_for_reading, open_for_writing
from corpus.schema import VERSION
from corpus.sketches import sketch
from extractor.errors import BadArchive

DATA = Path(__file__).with_name("data")
OLD = [1, 2]
KEPT = ("document", "path", "summary", "section", "block", "sentence", "amount", "headcount", "date", "activity",
        "activity_fact", "check_result", "evidence")  # fmt: skip


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    db = tmp_path / "taizhang.db"
    db.write_bytes(gzip.decompress((DATA / f"archive-{request.param}.db.gz").read_bytes()))
    assert asked(db, "PRAGMA user_version") == [(request.param,)]
    return db


def asked(db: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def facts(db: Path) -> list[list[tuple[object, ...]]]:
    return [asked(db, f"SELECT * FROM {table} ORDER BY 1, 2") for table in KEPT]


def shape(db: Path) -> list[tuple[object, ...]]:
    """Tables and views with their columns, as SQLite knows them."""
    return asked(
        db,
        """SELECT t.name, t.type, t.strict, t.wr, c.name, c.type, c."notnull", c.dflt_value, c.pk
FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.name NOT GLOB 'sqlite_*' ORDER BY t.name, c.cid""",
    )


def test_a_reader_says_what_to_do(old: Path) -> None:
    with pytest.raises(BadArchive, match="made by an older taizhang"):
        open_for_reading(old)


def test_it_becomes_what_a_new_archive_is_and_keeps_its_facts(old: Path, tmp_path: Path) -> None:
    before = facts(old)
    open_for_writing(old).close()
    open_for_writing(tmp_path / "new.db", create=True).close()
    assert shape(old) == shape(tmp_path / "new.db")
    assert facts(old) == before
    assert before[KEPT.index("amount")]
    assert asked(old, "PRAGMA user_version") == [(VERSION,)]
    assert asked(old, "PRAGMA integrity_check") == [("ok",)]
    assert asked(old, "PRAGMA foreign_key_check") == []
    assert asked(old, "SELECT count(*) > 0 FROM subsidies") == [(1,)]


def test_its_papers_are_sketched_as_new_ones_are(old: Path) -> None:
    open_for_writing(old).close()
    for summary, hashes in asked(old, "SELECT s.id, k.hashes FROM summary s LEFT JOIN sketch k ON k.summary = s.id"):
        texts = asked(old, f"SELECT text FROM sentence WHERE summary = '{summary}' ORDER BY ordinal")
        assert hashes == sketch(str(row[0]) for row in texts) != b""


def test_its_log_says_what_it_said(old: Path) -> None:
    open_for_writing(old).close()
    assert asked(old, "SELECT version, options FROM run") == [("", "{}")]
    assert {row[0] for row in asked(old, "SELECT milliseconds FROM run_file")} == {None}


def test_corrections_keep_their_ids(tmp_path: Path) -> None:
    from corpus.overrides import every

    db = tmp_path / "taizhang.db"
    db.write_bytes(gzip.decompress((DATA / "archive-2.db.gz").read_bytes()))
    before = asked(db, "SELECT id FROM override")
    connection = open_for_writing(db)
    found = every(connection)
    connection.close()
    assert [(one.id,) for one in found] == before
    assert [(one.role, one.who, one.not_duplicate_of, one.later_than) for one in found] == [
        ("other", "王审计", None, None)
    ]


def fail_at_the_last_step(_connection: sqlite3.Connection) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_a_migration_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (shape(old), facts(old))

    monkeypatch.setattr("corpus.schema.sketch_all", fail_at_the_last_step)
    with pytest.raises((BadArchive, sqlite3.Error)):
        open_for_writing(old)
    assert (shape(old), facts(old)) == before
    monkeypatch.undo()
    open_for_writing(old).close()
    assert asked(old, "PRAGMA user_version") == [(VERSION,)]


def test_an_archive_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between two migrations it would pass for an older version's."""
    monkeypatch.setattr("corpus.schema.sketch_all", fail_at_the_last_step)
    with pytest.raises(BadArchive):
        open_for_writing(tmp_path / "new.db", create=True)
    with pytest.raises(BadArchive, match="there is no archive here"):
        open_for_reading(tmp_path / "new.db")
