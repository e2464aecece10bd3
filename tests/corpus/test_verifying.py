"""Looking whether an archive is whole, and copies of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.archive import open_for_reading
from corpus.keeping import BadCopyError, back_up
from corpus.units import units_path
from corpus.verifying import verify
from corpus.whole import NotWritten
from extractor.errors import BadArchive
from tests.corpus.conftest import Desk
from tests.corpus.factories import date, deed, heads, money, paper, write
from tests.corpus.test_ingest import TWO, dump
from tests.readers.test_bundle import bundle

ONE = paper(
    "柳溪镇", 2021, money("100元"), heads("9位"), date("7月", "2021-07"), deed("visit"),
cell=True,
)  # fmt: skip


@pytest.fixture
def full(desk: Desk) -> Desk:
    desk.ingest({"a.txt": ONE, "x/b.txt": TWO})
    assert verify(desk.connection, desk.folder).faults == ()
    return desk


def test_all_is_looked_at(full: Desk) -> None:
    counts = verify(full.connection, full.folder).counts
    assert counts["integrity"] == counts["index"] == 1
    assert (counts["spans"], counts["sums"], counts["files"]) == (5, 2, 2)


# What is done to the archive, and what is then found: check, reason, and what the fault is at.
HARMED = [
    ("UPDATE amount SET text = '900元' WHERE id = 1 AND summary GLOB '{a}*'", "spans", "span", "{a}-1-a1"),
    ("UPDATE headcount SET at = at + 1", "spans", "span", "{a}-1-h2"),
    ("UPDATE date SET length = 500", "spans", "span", "{a}-1-d3"),
    ("UPDATE activity SET at = -1", "spans", "span", "{a}-1-v4"),
    ("UPDATE summary SET subsidy_fen = subsidy_fen + 1 WHERE id = '{a}-1'", "sums", "sum", "{a}-1"),
    ("DELETE FROM document WHERE id = '{a}'", "foreign_keys", "no_row", "path"),
    (
        "INSERT INTO sentence_index (sentence_index, rowid, characters) VALUES ('delete', 1, 'x')",
        "index", "no_index", "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("harm", "check", "reason", "at"), HARMED, ids=[row[2] + str(n) for n, row in enumerate(HARMED)]
)
def test_what_is_wrong_is_found(full: Desk, harm: str, check: str, reason: str, at: str) -> None:
    (key,) = full.rows("SELECT document FROM path WHERE path = 'a.txt'")[0]
    full.connection.execute("PRAGMA foreign_keys = OFF")
    full.connection.execute(harm.format(a=key))
    found = verify(full.connection, full.folder).faults
    assert (check, reason, at.format(a=key)) in {(fault.check, fault.reason, fault.at) for fault in found}


def test_files_are_looked_at_where_they_stand(full: Desk) -> None:
    (full.folder / "a.txt").write_bytes(TWO)
    (full.folder / "x/b.txt").unlink()
    found = verify(full.connection, full.folder).faults
    assert [(fault.check, fault.reason, fault.at) for fault in found] == [
        ("files", "changed", "a.txt"),
        ("files", "gone", "x/b.txt"),
    ]


def test_files_in_bundles_are_looked_at_one_by_one(desk: Desk) -> None:
    third = paper("望春街道", 2020, money("300元"))
    packed = bundle(("a.txt", ONE), ("b.txt", TWO), ("c.txt", third))
    desk.ingest({"x/z.zip": packed, "x/重要!/y.zip": bundle(("d.txt", paper("鹤栖乡", 2019, money("5元"))))})
    found = verify(desk.connection, desk.folder)
    assert (found.counts["files"], found.faults) == (4, ())

    def faults(data: bytes) -> list[tuple[str, str]]:
        write(desk.folder, {"x/z.zip": data})
        return [(fault.reason, fault.at) for fault in verify(desk.connection, desk.folder).faults]

    assert faults(bundle(("b.txt", ONE), ("c.txt", third))) == [
        ("gone", "x/z.zip!/a.txt"),
        ("changed", "x/z.zip!/b.txt"),
    ]
    everyone = [("changed", f"x/z.zip!/{name}.txt") for name in "abc"]
    assert faults(packed[:-30]) == everyone
    assert faults(packed.replace(b"PK\1\2", b"PK\1\3")) == everyone
    (desk.folder / "x/z.zip").unlink()
    assert [fault.reason for fault in verify(desk.connection, desk.folder).faults] == ["gone"] * 3


def test_a_damaged_database_is_said(full: Desk) -> None:
    size = full.rows("PRAGMA page_size")[0][0]
    (root,) = full.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'path_document'")[0]
    full.connection.close()
    assert isinstance(size, int)
    assert isinstance(root, int)
    with full.db.open("r+b") as file:
        file.seek((root - 1) * size + size - 40)
        file.write(b"\xff" * 40)
    full.connection = sqlite3.connect(full.db)
    (first, *_rest) = verify(full.connection, full.folder).faults
    assert (first.check, first.reason) == ("integrity", "damaged")


def test_a_copy_is_the_archive(full: Desk) -> None:
    units_path(full.db).write_text("", encoding="utf-8")
    copy = full.folder / "copies.db"
    size = back_up(full.db, copy)
    assert size == copy.stat().st_size
    assert units_path(copy).is_file()
    other = Desk.__new__(Desk)
    other.connection = open_for_reading(copy)
    assert dump(other) == dump(full)
    other.connection.close()
    full.ingest({"c.txt": paper("鹤栖乡", 2020, money("5元"))})
    back_up(full.db, copy)
    connection = open_for_reading(copy)
    assert connection.execute("SELECT count(*) FROM document").fetchone() == (3,)
    connection.close()
    assert not list(full.folder.glob("*.tmp"))


def test_a_copy_is_of_what_was_committed(full: Desk) -> None:
    full.connection.execute("BEGIN IMMEDIATE")
    full.connection.execute("DELETE FROM path")
    back_up(full.db, full.folder / "copy.db")
    full.connection.execute("ROLLBACK")
    connection = open_for_reading(full.folder / "copy.db")
    assert connection.execute("SELECT count(*) FROM path").fetchone() == (2,)
    connection.close()


def test_other_files_are_not_written_over(full: Desk) -> None:
    letter = full.folder / "letter.txt"
    letter.write_text("尊敬的领导：", encoding="utf-8")
    for place, message in [(letter, "no archive of taizhang"), (full.db, "the archive itself")]:
        with pytest.raises(BadCopyError, match=message):
            back_up(full.db, place)
    for place in (full.folder, full.folder / "nowhere/copy.db"):
        with pytest.raises(NotWritten, match="cannot be written"):
            back_up(full.db, place)
    assert letter.read_text(encoding="utf-8") == "尊敬的领导："
    with pytest.raises(BadArchive, match="there is no archive here"):
        back_up(Path(full.folder, "none.db"), full.folder / "copy.db")
