"""Reading files in: by content, idempotent, resumable, and right about moved, changed and doubled files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.ingest import remove
from corpus.places import PathError, find_files, kept_path, source_of
from corpus.units import Unit
from extractor.model import Told
from tests.corpus.conftest import Desk
from tests.corpus.factories import FOLDER, heads, money, paper, run, write

ONE = paper("柳溪镇", 2021, money("100元"))
TWO = paper("鹤栖乡", 2021, money("200元"))
THREE = paper("望春街道", 2020, money("300元"))


def paths(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT p.path, s.title FROM path p JOIN summary s ON s.document = p.document ORDER BY 1")


def test_a_second_run_adds_nothing(desk: Desk) -> None:
    first = desk.ingest({"a.txt": ONE, "b/c.txt": TWO})
    before = dump(desk)
    second = desk.ingest()
    assert (first.counts["new"], second.counts["new"], second.counts["unchanged"]) == (2, 0, 2)
    assert dump(desk) == before


@pytest.mark.parametrize("sources", [(1,), (1, 2), (1, 2, 3)])
def test_a_derived_total_is_kept_however_many_headcounts_it_comes_of(desk: Desk, sources: tuple[int, ...]) -> None:
    derived = money("", value=800_000, derived=True, derived_from=list(sources))
    desk.ingest({"a.txt": paper("柳溪镇", 2021, money("500元"), heads("9户"), heads("7户"), derived)})
    kept = "SELECT derived_rate, derived_headcount FROM amount WHERE derived"
    assert desk.rows(kept) == [(1, 2 if len(sources) > 1 else None)]


def test_new_rules_read_every_file_again(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE, "b.txt": TWO})
    report = desk.ingest(rules="rules-2")
    assert report.counts["reread"] == 2
    assert desk.rows("SELECT DISTINCT rules_version FROM document") == [("rules-2",)]
    assert desk.rows("SELECT count(*) FROM amount") == [(2,)]


def test_a_failed_file_is_reported_and_the_rest_go_on(desk: Desk) -> None:
    report = desk.ingest({"a.txt": b"BAD", "b.txt": ONE, "c.txt": b"BUG", "d.txt": TWO})
    assert report.counts == {
        "new": 2,
        "unchanged": 0,
        "reread": 0,
        "updated": 0,
        "replaced": 0,
        "failed": 2,
        "pruned": 0,
    }
    assert [(outcome.path, outcome.error and outcome.error.code) for outcome in report.failed] == [
        ("a.txt", "format"),
        ("c.txt", "defect"),
    ]
    assert not report.nothing_readable
    log = "SELECT path, outcome, code FROM run_file ORDER BY path"
    assert desk.rows(log)[0] == ("a.txt", "failed", "format")


def test_where_every_file_fails_nothing_was_readable(desk: Desk) -> None:
    assert desk.ingest({"a.txt": b"BAD"}).nothing_readable


def test_a_changed_file_replaces_what_was_read_from_its_path(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE})
    report = desk.ingest({"a.txt": TWO})
    assert report.counts["updated"] == 1
    assert paths(desk) == [("a.txt", "鹤栖乡2021年双拥工作总结")]
    assert desk.rows("SELECT count(*) FROM document") == [(1,)]


def test_a_changed_file_that_cannot_be_read_leaves_the_earlier_reading(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE})
    assert desk.ingest({"a.txt": b"BAD"}).counts["failed"] == 1
    assert paths(desk) == [("a.txt", "柳溪镇2021年双拥工作总结")]


def test_the_same_bytes_in_two_places_are_one_document(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE, "b.txt": ONE})
    assert desk.rows("SELECT count(*) FROM document") == [(1,)]
    assert desk.rows("SELECT path FROM path ORDER BY path") == [("a.txt",), ("b.txt",)]
    assert desk.rows("SELECT unit, year FROM summary") == [("柳溪镇", 2021)]
    assert desk.ingest().counts["unchanged"] == 2


def test_the_same_bytes_under_two_units_leave_the_unit_open(desk: Desk) -> None:
    shared = paper(FOLDER, 2021, money("100元"))
    desk.ingest({"柳溪镇/a.txt": shared, "望春街道/a.txt": shared})
    assert desk.rows("SELECT unit, year FROM summary") == [(None, 2021)]
    assert desk.rows("SELECT reason, note FROM unsure") == [("no_unit", "望春街道 / 柳溪镇")]


def test_the_same_bytes_under_two_years_leave_the_year_of_facts_open(desk: Desk) -> None:
    shared = paper("柳溪镇", FOLDER, money("100元"))
    desk.ingest({"2020/a.txt": shared, "2021/a.txt": shared})
    assert desk.rows("SELECT year FROM summary") == [(None,)]
    assert desk.rows("SELECT year FROM amount") == [(None,)]


def test_the_order_of_reading_does_not_matter(desk: Desk, tmp_path: Path) -> None:
    shared = paper(FOLDER, 2021, money("100元"))
    write(desk.folder, {"柳溪镇/a.txt": shared, "望春街道/a.txt": shared, "c.txt": ONE})
    desk.ingest(among=["柳溪镇"])
    desk.ingest(among=["c.txt"])
    desk.ingest(among=["望春街道"])
    by_parts = dump(desk)
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    other.ingest({"柳溪镇/a.txt": shared, "望春街道/a.txt": shared, "c.txt": ONE})
    assert dump(other) == by_parts
    other.connection.close()


def test_a_moved_file_keeps_one_path_and_finds_its_unit(desk: Desk) -> None:
    desk.ingest({"柳溪镇/a.txt": paper(FOLDER, 2021, money("100元"))})
    (desk.folder / "望春街道").mkdir()
    (desk.folder / "柳溪镇/a.txt").rename(desk.folder / "望春街道/a.txt")
    assert desk.ingest().counts["reread"] == 1
    assert desk.rows("SELECT path FROM path") == [("望春街道/a.txt",)]
    assert desk.rows("SELECT unit FROM summary") == [("望春街道",)]


def test_a_change_in_one_of_two_places_settles_the_other(desk: Desk) -> None:
    shared = paper(FOLDER, 2021, money("100元"))
    desk.ingest({"望春街道/a.txt": shared, "柳溪镇/a.txt": shared})
    report = desk.ingest({"柳溪镇/a.txt": ONE})
    assert report.counts["updated"] == 1
    assert report.counts["reread"] == 1
    assert desk.rows("SELECT unit FROM summary ORDER BY 1") == [("望春街道",), ("柳溪镇",)]


def test_what_the_user_told_wins_and_is_kept(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE}, told=Told(unit="鹤栖乡", year=2019))
    assert desk.rows("SELECT unit, year FROM summary") == [("鹤栖乡", 2019)]
    assert desk.ingest().counts["unchanged"] == 1
    desk.ingest(told=Told(year=2020))
    assert desk.rows("SELECT unit, year FROM summary") == [("鹤栖乡", 2020)]


def test_a_told_path_has_the_say_over_an_untold_one(desk: Desk) -> None:
    shared = paper(FOLDER, 2021, money("100元"))
    desk.ingest({"柳溪镇/a.txt": shared, "望春街道/a.txt": shared})
    desk.ingest(told=Told(unit="柳溪镇"), among=["柳溪镇/a.txt"])
    assert desk.rows("SELECT unit FROM summary") == [("柳溪镇",)]


def test_a_later_version_replaces_and_keeps_the_earlier_out(desk: Desk) -> None:
    desk.ingest({"初稿.txt": ONE})
    old = desk.rows("SELECT id FROM document")[0][0]
    report = desk.ingest({"定稿.txt": TWO}, among=["定稿.txt"], replaces=str(old))
    assert report.counts["updated"] == 1
    assert paths(desk) == [("定稿.txt", "鹤栖乡2021年双拥工作总结")]
    again = desk.ingest()
    assert (again.counts["replaced"], again.counts["unchanged"]) == (1, 1)


def test_a_chain_of_versions_keeps_all_earlier_ones_out(desk: Desk) -> None:
    desk.ingest({"1.txt": ONE})
    for name, data in (("2.txt", TWO), ("3.txt", THREE)):
        old = str(desk.rows("SELECT id FROM document")[0][0])
        desk.ingest({name: data}, among=[name], replaces=old)
    assert desk.ingest().counts["replaced"] == 2
    assert paths(desk) == [("3.txt", "望春街道2020年双拥工作总结")]


def test_a_replacing_file_that_is_edited_still_keeps_the_earlier_out(desk: Desk) -> None:
    desk.ingest({"1.txt": ONE})
    desk.ingest({"2.txt": TWO}, among=["2.txt"], replaces=str(desk.rows("SELECT id FROM document")[0][0]))
    desk.ingest({"2.txt": THREE})
    assert paths(desk) == [("2.txt", "望春街道2020年双拥工作总结")]
    desk.ingest(rules="rules-2")
    assert desk.ingest().counts["replaced"] == 0 + 1


def test_a_file_cannot_replace_itself(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE})
    old = str(desk.rows("SELECT id FROM document")[0][0])
    report = desk.ingest(among=["a.txt"], replaces=old)
    assert report.failed[0].error is not None
    assert report.failed[0].error.code == "same"
    assert len(paths(desk)) == 1


def test_removing_takes_everything_and_ingesting_brings_it_back(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE, "b.txt": TWO})
    before = dump(desk)
    (key,) = desk.rows("SELECT document FROM path WHERE path = 'b.txt'")[0]
    remove(desk.connection, str(key))
    tables = ("document", "summary", "sentence", "amount", "section", "evidence", "block")
    for table in tables:
        name = "id" if table == "document" else "document" if table in ("summary", "block") else "summary"
        assert desk.rows(f"SELECT count(*) FROM {table} WHERE {name} GLOB ?", f"{key}*") == [(0,)]
    assert desk.rows("SELECT count(*) FROM sentence_index WHERE sentence_index MATCH '\"鹤 栖\"'") == [(0,)]
    desk.ingest()
    assert dump(desk) == before


def test_a_run_that_is_cut_short_by_an_error_leaves_no_half_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import ingest

    def broken(*_args: object) -> None:
        raise RuntimeError("cut")

    monkeypatch.setattr(ingest, "amend_documents", broken)  # comes after the facts are in
    with pytest.raises(RuntimeError):
        desk.ingest({"a.txt": ONE})
    assert desk.rows("SELECT count(*) FROM document") == [(0,)]
    monkeypatch.undo()
    assert desk.ingest().counts["new"] == 1


def test_a_file_that_cannot_be_stored_costs_itself_alone(desk: Desk) -> None:
    unfit = paper("柳溪镇", 2021, money("100元"), said=["半个字HALF"])
    unfit = unfit.replace(b"HALF", rb"\ud800")  # UTF-8 has no place for half a character
    report = desk.ingest({"a.txt": ONE, "b.txt": unfit, "c.txt": TWO})
    assert (report.counts["new"], [outcome.path for outcome in report.failed]) == (2, ["b.txt"])
    assert report.failed[0].error is not None
    assert report.failed[0].error.code == "defect"
    assert desk.rows("SELECT path FROM path ORDER BY 1") == [("a.txt",), ("c.txt",)]


def in_index(desk: Desk) -> list[tuple[object, ...]]:
    """The words of the full text index, each with how many sentences hold it and how often it stands in them."""
    desk.connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab(main, sentence_index, row)")
    return desk.rows("SELECT * FROM temp.held ORDER BY 1")


def test_a_paper_read_twice_in_one_transaction_is_in_the_index_once(desk: Desk) -> None:
    desk.ingest({"a.txt": ONE, "b.txt": ONE, "c.txt": TWO})
    before = in_index(desk)
    report = run(desk.connection, desk.folder, force=True).over(find_files([desk.folder]).files)
    assert (report.counts["reread"], in_index(desk)) == (3, before)


def test_a_paper_that_cannot_be_stored_leaves_the_index_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import ingest

    real, stored = ingest.amend_documents, list[str]()

    def unfit(connection: sqlite3.Connection, hashes: list[str]) -> None:
        """The third paper to be stored, which is the first one again, proves unfit when its facts are in."""
        stored.extend(hashes)
        if len(stored) == 3:
            raise ValueError(hashes)
        real(connection, hashes)

    desk.ingest({"a.txt": ONE, "b.txt": TWO, "c.txt": ONE})
    before = in_index(desk)
    monkeypatch.setattr(ingest, "amend_documents", unfit)
    report = run(desk.connection, desk.folder, force=True).over(find_files([desk.folder]).files)
    assert (len(report.failed), in_index(desk)) == (1, before)


SKIPPED = [
    "~$总结.docx",
    ".hidden.txt",
    "Thumbs.db",
    "taizhang.db-journal",
    "units.toml",
    "x.units.toml",
    ".git/a.txt",
    "README.md",
]


def test_a_folder_is_read_sorted_without_what_is_no_paper(tmp_path: Path) -> None:
    kept = write(tmp_path, {"b.txt": b"", "a/z.docx": b"", "a.txt": b""})
    write(tmp_path, dict.fromkeys(SKIPPED, b""))
    assert find_files([tmp_path, tmp_path / "b.txt"]).files == sorted(kept)


DRAFTS = [
    # what is named, what is read, the folders of drafts left out
    (["."], ["总结.docx", "初稿/总结.docx"], {"drafts": 2, "2020/草稿": 1}),
    ([".", "2020/草稿"], ["总结.docx", "初稿/总结.docx", "2020/草稿/c.docx"], {"drafts": 2}),
    (["2020/草稿", "."], ["总结.docx", "初稿/总结.docx", "2020/草稿/c.docx"], {"drafts": 2}),
    (["drafts"], ["drafts/a.docx", "drafts/旧/b.docx"], {}),
    (["drafts/旧"], ["drafts/旧/b.docx"], {}),
    (["drafts/a.docx"], ["drafts/a.docx"], {}),
    (["2020"], [], {"2020/草稿": 1}),
]


@pytest.mark.parametrize(("named", "read", "left_out"), DRAFTS)
def test_drafts_are_left_out_unless_named(
    tmp_path: Path, named: list[str], read: list[str], left_out: dict[str, int]
) -> None:
    every = ["总结.docx", "初稿/总结.docx", "drafts/a.docx", "drafts/旧/b.docx", "2020/草稿/c.docx"]
    write(tmp_path, dict.fromkeys(every, b""))
    found = find_files([tmp_path / name for name in named])
    assert set(found.files) == {tmp_path / name for name in read}
    assert found.drafts == {tmp_path / folder: count for folder, count in left_out.items()}


def test_a_named_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    (path,) = write(tmp_path, {".hidden.txt": b""})
    assert find_files([path]).files == [path]


def test_a_missing_path_is_said(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="there is no such file"):
        find_files([tmp_path / "nothing"])


PLACES = [
    ("/office/archive/2016/柳溪镇/a.docx", "/office/archive", "2016/柳溪镇/a.docx", "2016/柳溪镇/a.docx"),
    ("/other/2019/deep/2016/柳溪镇/总结/a.docx", "/office", None, "deep/2016/柳溪镇/总结/a.docx"),
]


@pytest.mark.parametrize(("path", "folder", "kept", "source"), PLACES)
def test_paths_are_kept_by_the_archive(path: str, folder: str, kept: str | None, source: str) -> None:
    found = kept_path(Path(path), Path(folder))
    assert found == (kept or path)
    assert source_of(found) == source


def dump(desk: Desk) -> list[str]:
    """All that the archive holds but the log and the internal numbers of sentences."""
    lines = []
    tables = [row[0] for row in desk.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    for table in tables:
        name = str(table)
        if not name.startswith(("run", "sqlite_", "_sqlite", "sentence_index")):
            columns = [str(row[1]) for row in desk.rows(f"PRAGMA table_info({name})")]
            chosen = ", ".join(column for column in columns if (name, column) != ("sentence", "id"))
            lines += [f"{name} {row}" for row in sorted(map(str, desk.rows(f"SELECT {chosen} FROM {name}")))]
    return lines


def test_other_names_of_units_are_read_in_anew(desk: Desk) -> None:
    desk.ingest({"a.txt": paper("柳溪镇政府", 2021, money("100元"))})
    desk.units = (Unit("柳溪镇", "township", aliases=("柳溪镇政府",)),)
    assert desk.ingest().counts["reread"] == 1
    assert desk.rows("SELECT unit, unit_kind FROM summary") == [("柳溪镇", "township")]
    assert desk.ingest().counts["unchanged"] == 1
