"""Opening archives, and what stands in them: schema, views, data dictionary."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.archive import open_for_reading, open_for_writing
from corpus.dictionary import dictionary, main
from corpus.schema import VERSION, require_sqlite
from corpus.tables import TABLES
from corpus.views import VIEWS
from extractor.errors import BadArchive
from tests.corpus.conftest import Desk
from tests.corpus.factories import date, deed, heads, money, paper

ROOT = Path(__file__).resolve().parents[2]


def test_tables_are_strict_and_their_columns_are_the_documented_ones(desk: Desk) -> None:
    for table in TABLES:
        found = [row[1] for row in desk.rows(f"PRAGMA table_info({table.name})")]
        assert found == [column.name for column in table.columns]
        assert desk.rows("SELECT strict FROM pragma_table_list WHERE name = ?", table.name) == [(1,)]
    made = {row[0] for row in desk.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    ours = {name for name in made if not str(name).startswith(("sqlite_", "_sqlite", "sentence_index"))}
    assert ours == {table.name for table in TABLES}


def test_views_have_the_documented_columns(desk: Desk) -> None:
    for view in VIEWS:
        found = [row[1] for row in desk.rows(f"PRAGMA table_info({view.name})")]
        assert found == [name for name, _doc in view.columns]
    assert {row[0] for row in desk.rows("SELECT name FROM sqlite_schema WHERE type = 'view'")} == {
        v.name for v in VIEWS
    }


def test_every_table_view_and_column_says_what_it_means() -> None:
    texts = [t.doc for t in TABLES] + [v.doc for v in VIEWS] + [c.doc for t in TABLES for c in t.columns]
    texts += [doc for view in VIEWS for _name, doc in view.columns]
    assert all(len(text) > 8 and text.endswith((".", "…", "?")) for text in texts), [t for t in texts if len(t) <= 8]


def test_migrations_are_recorded_and_done_once(desk: Desk) -> None:
    desk.connection.close()
    desk.connection = open_for_writing(desk.db)
    assert desk.rows("SELECT name FROM _sqlite_migrations") == [
        ("m001_first_tables",),
        ("m002_overrides",),
        ("m003_runs",),
    ]
    assert desk.rows("PRAGMA user_version") == [(VERSION,)]


def test_the_data_dictionary_is_current() -> None:
    assert main([str(ROOT / "docs/data-dictionary.md"), "--check"]) == 0


def test_an_old_data_dictionary_is_found_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    assert main([str(page), "--check"]) == 1
    assert "out of date" in capsys.readouterr().out
    assert main([str(page)]) == 0
    assert page.read_text(encoding="utf-8") == dictionary()


def foreign(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close()


def newer(path: Path) -> None:
    connection = open_for_writing(path, create=True)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()


REFUSED = {
    "missing": (lambda path: None, "there is no archive here"),
    "empty": (lambda path: path.write_bytes(b""), "there is no archive here"),
    "no database": (lambda path: path.write_bytes(b"word" * 1000), "not an archive of taizhang"),
    "another's": (foreign, "not an archive of taizhang"),
    "newer": (newer, "made by a newer taizhang"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_archive_of_ours_is_refused(name: str, tmp_path: Path) -> None:
    make, message = REFUSED[name]
    make(tmp_path / "x.db")  # type: ignore[no-untyped-call]
    with pytest.raises(BadArchive, match=message) as caught:
        open_for_reading(tmp_path / "x.db")
    assert str(tmp_path / "x.db") in str(caught.value)


@pytest.mark.parametrize("name", ["no database", "another's", "newer"])
def test_what_is_no_archive_of_ours_is_never_written_to(name: str, tmp_path: Path) -> None:
    make, message = REFUSED[name]
    make(tmp_path / "x.db")  # type: ignore[no-untyped-call]
    before = (tmp_path / "x.db").read_bytes()
    with pytest.raises(BadArchive, match=message):
        open_for_writing(tmp_path / "x.db", create=True)
    assert (tmp_path / "x.db").read_bytes() == before


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_an_archive_that_is_cut_off_is_told_from_another_programs_file(desk: Desk, share: float) -> None:
    desk.connection.close()
    whole = desk.db.read_bytes()
    desk.db.write_bytes(whole[: int(len(whole) * share)])
    for refusal in (open_for_reading, open_for_writing):
        with pytest.raises(BadArchive, match=r"this archive is damaged .* Put a backup in its place") as caught:
            refusal(desk.db)
        assert str(desk.db) in str(caught.value)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="cannot be opened or written"):
        open_for_writing(tmp_path / "no/x.db", create=True)


def test_an_old_sqlite_is_said() -> None:
    with pytest.raises(BadArchive, match=r"SQLite 3\.36\.0; taizhang needs 3\.37\.0"):
        require_sqlite((3, 36, 0))


def test_a_reader_cannot_write(desk: Desk) -> None:
    connection = open_for_reading(desk.db)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM document")
    connection.close()


def test_an_archive_in_a_folder_without_write_access_can_be_read(desk: Desk) -> None:
    desk.ingest({"a.txt": paper("柳溪镇", 2021, money("100元"))})
    desk.connection.close()
    desk.folder.chmod(0o555)
    try:
        connection = open_for_reading(desk.db)
        assert connection.execute("SELECT count(*) FROM amount").fetchone() == (1,)
        connection.close()
    finally:
        desk.folder.chmod(0o755)
        desk.connection = open_for_writing(desk.db)


def test_an_archive_that_another_program_writes_to_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.archive.PATIENCE", 0.01)
    desk.connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BadArchive, match="another program is writing"):
        open_for_reading(desk.db)
    desk.connection.execute("ROLLBACK")


def test_the_archive_is_one_file(desk: Desk) -> None:
    desk.ingest({"a.txt": paper("柳溪镇", 2021, money("100元"))})
    assert sorted(name for name in os.listdir(desk.folder) if "db" in name) == ["taizhang.db"]


def test_readers_import_neither_the_engines_nor_sqlite_utils(desk: Desk) -> None:
    desk.ingest({"a.txt": paper("柳溪镇", 2021, money("100元"), said=["走访慰问"])})
    code = (
        "import sys\nfrom pathlib import Path\nfrom corpus.session import *\nfrom corpus.compare import Question\n"
        f"db = Path({str(desk.db)!r})\n"
        "compare_units(db, Question(), 'yuan', False)\nsearch_words(db, ['慰问'], None, (), 5)\n"
        "show_cell(db, Question(), 'yuan')\nshow_named(db, 'a.txt')\n"
        "heavy = {'spacy', 'jieba', 'rjieba', 'sqlite_utils', 'docx', 'lxml', 'numpy', 'edtf'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


FILE = paper(
    "柳溪镇",
    2021,
    money("13914元", group="义务兵"),
    money("20余万元", "慰问金", bound="over", high=None),
    money("**元", why_not="masked", masked=True),
    heads("9位", of="义务兵"),
    date("7月", "2021-07", "2021-07-01"),
    deed("benefits", "发放优待金", links=[1, 4, 5]),
    cell=True,
)


def test_the_views_show_yuan_marks_sentences_and_places(desk: Desk) -> None:
    desk.ingest({"柳溪镇/a.txt": FILE})
    subsidies = "SELECT unit, year, fund, yuan, mark, sentence, file, paragraph FROM subsidies ORDER BY yuan"
    assert desk.rows(subsidies) == [
        ("柳溪镇", 2021, "优待金", 13914.0, "", "今年13914元。", "柳溪镇/a.txt", 2),
        ("柳溪镇", 2021, "慰问金", 200000.0, "至少", "今年20余万元。", "柳溪镇/a.txt", 3),
    ]
    assert desk.rows("SELECT why_not, text, yuan FROM not_counted") == [("masked", "**元", None)]
    assert desk.rows("SELECT reason, text FROM unsure") == [("masked", "**元")]
    ledger = "SELECT type, dates, first_day, amounts, yuan, headcounts, planned FROM ledger"
    assert desk.rows(ledger) == [("benefits", "7月", "2021-07-01", "13914元", 13914.0, "9位", 0)]
    assert desk.rows("SELECT heads, counted_in, of_whom FROM headcounts") == [(9, "person", "义务兵")]
    assert desk.rows("SELECT heading, standard FROM sections WHERE level = 1") == [("优抚", "benefits")]
    assert desk.rows("SELECT unit, subsidy_yuan, paths, ingested_at IS NULL FROM documents") == [
        ("柳溪镇", 213914.0, 1, 0)
    ]


def test_foreign_keys_hold(desk: Desk) -> None:
    desk.ingest({"柳溪镇/a.txt": FILE})
    assert desk.rows("PRAGMA foreign_keys") == [(1,)]
    assert desk.rows("PRAGMA foreign_key_check") == []
    with pytest.raises(sqlite3.IntegrityError):
        desk.connection.execute("INSERT INTO path VALUES ('x', 'nobody', NULL, NULL)")


def test_an_archive_that_several_make_at_once_is_made_once(tmp_path: Path) -> None:
    code = "import sys\nfrom pathlib import Path\nfrom corpus.archive import open_for_writing\nimport corpus.schema\n"
    code += "import sqlite_utils\nsys.stdin.read()\nopen_for_writing(Path(sys.argv[1]), create=True).close()"
    for number in range(3):
        db = tmp_path / f"{number}.db"
        command = [sys.executable, "-c", code, str(db)]
        runs = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) for _run in range(4)]
        for run in runs:
            assert run.stdin is not None
            run.stdin.close()  # all are ready: go
        for run in runs:
            assert run.stderr is not None
            said = run.stderr.read().decode()
            run.stderr.close()
            assert (run.wait(), said) == (0, "")
        connection = open_for_reading(db)
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (VERSION,)
        connection.close()
