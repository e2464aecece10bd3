"""runs, files, ingest --retry and its like, backup, verify and duplicates as a user types them."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import __version__
from tests.corpus.factories import money, paper, write
from tests.corpus.test_commands import Run, run
from tests.corpus.test_duplicates import alike
from tests.readers.test_bundle import bundle

__all__ = ["run"]  # a fixture
GOOD = paper("柳溪镇", 2021, money("100元"))


@pytest.fixture
def failed(run: Run, tmp_path: Path) -> Run:
    """An archive of one file, and two that could not be read."""
    write(tmp_path, {"a.txt": GOOD, "in/b.txt": b"BAD", "in/c.txt": b"BAD"})
    assert run("ingest", "a.txt", "in", "--jobs", "3", "--unit", "柳溪镇").exit_code == 1
    return run


def test_runs_and_files_tell_what_was_done(failed: Run) -> None:
    (logged,) = json.loads(failed("runs", "--format", "json").stdout)
    assert logged["options"] == {"jobs": 3, "timeout": 60.0, "unit": "柳溪镇"}
    assert (logged["counts"]["new"], logged["counts"]["failed"], logged["version"]) == (1, 2, __version__)
    assert failed("runs").stdout.splitlines()[0] == "1 run"
    told = failed("files", "--failed")
    assert told.exit_code == 1
    rows = [re.split(" {2,}", line.strip()) for line in told.stdout.splitlines()[3:5]]
    why = "in/{}.txt: this is no Word file. Save it as .docx."
    assert [row[:3] for row in rows] == [[f"in/{name}.txt", "failed", why.format(name)] for name in "bc"]
    assert told.stdout.splitlines()[-1] == "· read these again with: taizhang ingest --retry"
    assert [row["path"] for row in json.loads(failed("files", "--format", "json").stdout)] == [
        "a.txt", "in/b.txt", "in/c.txt",
    ]  # fmt: skip
    missing = failed("files", "--run", "7")
    assert (missing.exit_code, missing.stderr) == (
        2,
        "there is no run 7 in this archive. See them with: taizhang runs\n",
    )


def test_retry_reads_what_failed_and_nothing_else(failed: Run, tmp_path: Path) -> None:
    write(tmp_path, {"in/b.txt": paper("柳溪镇", 2020, money("5元")), "new.txt": GOOD})
    assert failed("ingest", "--retry", "in/b.txt").stdout == "1 file: new 1, unchanged 0, re-read 0\n"
    again = failed("ingest", "--retry")
    assert again.exit_code == 2  # all there was failed again
    assert again.stdout.splitlines()[0] == "1 file: new 0, unchanged 0, re-read 0, failed 1"
    (tmp_path / "in/c.txt").unlink()
    done = failed("ingest", "--retry")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no file is left that failed before\n")


def test_an_ingest_of_nothing_says_what_to_name(run: Run) -> None:
    result = run("ingest")
    assert result.exit_code == 2
    assert "name files or folders to read, or --retry for those that failed before" in result.stderr


def without_time(line: str) -> dict[str, object]:
    return {key: value for key, value in json.loads(line).items() if key != "time"}


def test_records_for_programs(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": GOOD, "in/b.txt": b"BAD"})
    result = run("ingest", "in", "--format", "jsonl", "--log-file", "run.log", "--quiet")
    assert (result.exit_code, result.stderr) == (1, "")
    logged = (tmp_path / "run.log").read_text(encoding="utf-8")
    assert [without_time(line) for line in logged.splitlines()] == list(map(without_time, result.stdout.splitlines()))
    start, one, other, end = map(json.loads, result.stdout.splitlines())
    assert (start["event"], start["paths"]) == ("start", ["in"])
    assert (one["path"], one["outcome"], other["code"], other["done"], other["all"]) == (
        "in/a.txt",
        "new",
        "format",
        2,
        2,
    )
    assert (end["event"], end["files"], end["counts"]["failed"], end["run"]) == ("end", 2, 1, 1)
    run("ingest", "in", "--log-file", "run.log")
    assert len((tmp_path / "run.log").read_text(encoding="utf-8").splitlines()) == 8  # it is added to


def test_quiet_says_only_what_came_of_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": GOOD})
    result = run("ingest", "in", "--quiet")
    assert (result.stdout, result.stderr) == ("1 file: new 1, unchanged 0, re-read 0\n", "")


def test_prune_says_what_it_dropped(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": GOOD, "in/b.txt": paper("柳溪镇", 2020, money("5元"))})
    run("ingest", "in")
    (tmp_path / "in/b.txt").unlink()
    result = run("ingest", "in", "--prune")
    assert result.stdout == "1 file: new 0, unchanged 1, re-read 0, dropped, for the file is gone 1\n"


def test_an_empty_folder_is_pruned_as_verify_advises(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": GOOD})
    run("ingest", "in")
    (tmp_path / "in/a.txt").unlink()
    assert "ingest FOLDER --prune" in run("verify").stdout
    empty = run("ingest", "in")
    assert (empty.exit_code, "there is no file to read here" in empty.stderr) == (2, True)
    pruned = run("ingest", "in", "--prune")
    assert pruned.exit_code == 0
    assert pruned.stdout == "0 files: new 0, unchanged 0, re-read 0, dropped, for the file is gone 1\n"
    assert run("verify").exit_code == 0


def test_what_failed_and_is_gone_is_failed_no_longer(failed: Run, tmp_path: Path) -> None:
    (tmp_path / "in/b.txt").unlink()
    one = failed("files", "--failed")
    assert (one.exit_code, [file["path"] for file in listed(failed)]) == (1, ["in/c.txt"])
    assert one.stdout.splitlines()[-1] == (
        "· 1 file that failed before is gone; take it off the list with: taizhang ingest FOLDER --prune"
    )
    (tmp_path / "in/c.txt").unlink()
    none = failed("files", "--failed")
    assert (none.exit_code, listed(failed)) == (0, [])
    assert none.stdout.splitlines()[0] == "none"
    assert failed("files").exit_code == 0
    assert failed("files", "--run", "1", "--failed").exit_code == 1  # that run is what it was
    pruned = failed("ingest", "in", "--prune")
    assert pruned.stdout == "0 files: new 0, unchanged 0, re-read 0, dropped, for the file is gone 2\n"
    assert failed("files", "--failed").stdout == "none\n"
    assert failed("ingest", "in", "--prune").stdout == "0 files: new 0, unchanged 0, re-read 0\n"


def listed(run: Run) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("files", "--failed", "--format", "json").stdout)
    return rows


def test_a_bundle_that_is_mended_is_failed_no_longer(run: Run, tmp_path: Path) -> None:
    packed = bundle(("a.txt", GOOD))
    write(tmp_path, {"z.zip": packed[:-30]})
    assert run("ingest", "z.zip").exit_code == 2
    assert [file["path"] for file in listed(run)] == ["z.zip"]
    write(tmp_path, {"z.zip": packed})
    assert run("ingest", "--retry").exit_code == 0
    assert listed(run) == []
    write(tmp_path, {"z.zip": packed[:-30]})
    run("ingest", "z.zip")
    assert [file["path"] for file in listed(run)] == ["z.zip"]


def test_what_a_run_writes_itself_is_no_paper(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": GOOD})
    for _time in range(2):
        done = run("ingest", "in", "--db", "in/archive.sqlite", "--log-file", "in/records.txt")
        assert (done.exit_code, done.stdout[:7]) == (0, "1 file:")


def test_verify_and_backup(failed: Run, tmp_path: Path) -> None:
    assert failed("verify").stdout.splitlines()[0] == "the archive is whole"
    assert failed("backup", "copy.db").stdout.startswith("copy.db: 0.")
    (tmp_path / "a.txt").unlink()
    result = failed("verify", "--format", "json")
    assert result.exit_code == 1
    assert [(fault["reason"], fault["at"]) for fault in json.loads(result.stdout)["faults"]] == [("gone", "a.txt")]


def test_a_backup_takes_its_units_along(failed: Run, tmp_path: Path) -> None:
    units = '[[unit]]\nname = "柳溪镇"\nkind = "township"\n'
    write(tmp_path, {"taizhang.units.toml": units.encode(), "to/copy.units.toml": b"of an earlier copy"})
    assert failed("backup", "taizhang.bak").exit_code == 0  # both have the same units file
    assert failed("backup", "to/copy.db").exit_code == 0
    assert (tmp_path / "to/copy.units.toml").read_text(encoding="utf-8") == units
    (tmp_path / "taizhang.units.toml").unlink()
    assert failed("backup", "to/copy.db").exit_code == 0
    assert not (tmp_path / "to/copy.units.toml").exists()


def test_a_backup_replaces_nothing_but_an_earlier_one(failed: Run, run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"other/b.txt": paper("鹤栖乡", 2021, money("9元")), "text.db": b"no archive"})
    run("ingest", "other", "--db", "other.db")
    with closing(sqlite3.connect(tmp_path / "other.db")) as other, other:  # it was not made in this very second
        other.execute("UPDATE run SET started_at = '2021-01-01T00:00:00'")
    before = (tmp_path / "other.db").read_bytes()
    for name, message in {
        "other.db": "other.db: this is another archive, no earlier copy of this one, and is left as it is.",
        "text.db": "text.db: this file is no archive of taizhang, and is left as it is.",
        "taizhang.db": "taizhang.db: this is the archive itself.",
        "text.db/copy.db": "text.db/copy.db: cannot be written (",
        "other": "other: cannot be written (",
    }.items():
        refused = failed("backup", name)
        assert (refused.exit_code, message in refused.stderr) == (2, True), refused.stderr
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_locked_archive_and_a_full_disk_are_said(
    failed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.session.WRITER_PATIENCE", 0.05)
    other = sqlite3.connect(tmp_path / "taizhang.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = failed("ingest", "a.txt", "--force")
    assert (result.exit_code, result.stderr) == (
        2,
        "taizhang.db: another program is writing to this archive. Wait until it is done and run again.\n",
    )
    other.execute("ROLLBACK")
    other.close()
    connect = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        connection = connect(*args, **options)  # type: ignore[call-overload]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection  # type: ignore[no-any-return]

    write(tmp_path, {"big.txt": paper("鹤栖乡", 2020, money("7元"), said=["多" * 5000] * 30)})
    monkeypatch.setattr("sqlite3.connect", small)
    full = failed("ingest", "big.txt")
    assert full.exit_code == 2
    assert "the disk is full. All that was stored before is safe." in full.stderr
    monkeypatch.undo()


def test_duplicates_are_listed(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"in/初稿.txt": alike("300元"), "in/定稿.txt": alike("200元"), "in/c.txt": GOOD})
    run("ingest", "in")
    lines = run("duplicates").stdout.splitlines()
    assert lines[0] == "1 paper does not count"
    assert lines[3].split()[:4] == ["柳溪镇", "2021", lines[3].split()[2], "in/初稿.txt"]
    assert "in/定稿.txt" in lines[3]
    assert "by the words in its name (初稿, 定稿)" in lines[3]
    (record,) = json.loads(run("duplicates", "--format", "json", "--year", "2021").stdout)
    assert (record["earlier_file"], record["later_file"], record["why"]) == ("in/初稿.txt", "in/定稿.txt", "stage")
    assert run("duplicates", "--year", "2020").stdout == "none\n"
