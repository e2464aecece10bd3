"""The log of runs, files that are dropped, bundles, and what a run tells programs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from corpus.outcomes import Outcome
from corpus.places import find_files, is_under
from corpus.render.progress import recorder
from corpus.run_log import About, files, runs
from extractor.errors import UnreadableFile
from tests.corpus.conftest import Desk
from tests.corpus.factories import FOLDER, money, paper, run, write
from tests.corpus.test_ingest import ONE, THREE, TWO, paths


def test_a_run_is_logged_with_what_it_was_asked_and_what_came_of_it(desk: Desk) -> None:
    write(desk.folder, {"a.txt": ONE, "b.txt": b"BAD"})
    made = run(desk.connection, desk.folder)
    made._about = About("1.2.3", {"jobs": 2, "unit": "柳溪镇"})
    made.over(find_files([desk.folder]).files)
    (logged,) = runs(desk.connection)
    assert (logged.id, logged.version, logged.options) == (1, "1.2.3", {"jobs": 2, "unit": "柳溪镇"})
    assert {name: count for name, count in logged.counts.items() if count} == {"new": 1, "failed": 1}
    assert logged.finished_at is not None
    good, bad = files(desk.connection)
    assert (good.path, good.outcome, good.code) == ("a.txt", "new", None)
    assert (bad.outcome, bad.code, bad.sha256) == ("failed", "format", None)
    assert bad.message == "b.txt: this is no Word file. Save it as .docx."
    assert good.milliseconds is not None
    assert good.milliseconds >= 0


def test_a_file_far_from_the_archive_is_named_whole(desk: Desk, tmp_path: Path) -> None:
    far = tmp_path / "a/b/c/d/e/f/bad.txt"
    desk.folder = tmp_path / "archive"
    far.parent.mkdir(parents=True)
    far.write_bytes(b"BAD")
    (error,) = [outcome.error for outcome in run(desk.connection, desk.folder).over([far]).failed]
    assert str(error) == f"{far}: this is no Word file. Save it as .docx."


def test_a_file_is_known_by_what_became_of_it_last(desk: Desk) -> None:
    desk.ingest({"a.txt": b"BAD", "b.txt": b"BAD"})
    desk.ingest({"a.txt": ONE}, among=["a.txt"])
    assert [(file.path, file.run, file.outcome) for file in files(desk.connection)] == [
        ("a.txt", 2, "new"),
        ("b.txt", 1, "failed"),
    ]
    assert [file.path for file in files(desk.connection, failed=True)] == ["b.txt"]
    assert [file.path for file in files(desk.connection, run=1, failed=True)] == ["a.txt", "b.txt"]


def test_what_is_gone_is_dropped_only_when_asked(desk: Desk) -> None:
    desk.ingest({"x/a.txt": ONE, "x/b.txt": TWO, "y/c.txt": THREE})
    for name in ("x/a.txt", "y/c.txt"):
        (desk.folder / name).unlink()
    desk.ingest()
    assert len(paths(desk)) == 3
    report = desk.ingest(among=["x"], prune=True)
    assert (report.counts["pruned"], report.counts["unchanged"], report.done) == (1, 1, 1)
    assert [row[0] for row in paths(desk)] == ["x/b.txt", "y/c.txt"]
    assert desk.rows("SELECT count(*) FROM document") == [(2,)]
    assert desk.rows("SELECT path, outcome FROM run_file WHERE outcome = 'pruned'") == [("x/a.txt", "pruned")]


def test_a_moved_file_is_not_dropped(desk: Desk) -> None:
    desk.ingest({"初稿.txt": ONE})
    old = str(desk.rows("SELECT id FROM document")[0][0])
    desk.ingest({"a.txt": TWO}, among=["a.txt"], replaces=old)
    (desk.folder / "new").mkdir()
    (desk.folder / "a.txt").rename(desk.folder / "new/a.txt")
    report = desk.ingest(prune=True)
    assert (report.counts["reread"], report.counts["pruned"]) == (1, 0)
    assert [row[0] for row in paths(desk)] == ["new/a.txt"]
    assert desk.ingest().counts["replaced"] == 1  # what it had replaced stays out


def test_dropping_one_of_two_places_settles_the_other(desk: Desk) -> None:
    shared = paper(FOLDER, 2021, money("100元"))
    desk.ingest({"望春街道/a.txt": shared, "柳溪镇/a.txt": shared, "b.txt": ONE})
    assert desk.rows("SELECT unit FROM summary WHERE unit IS NULL") == [(None,)]
    (desk.folder / "柳溪镇/a.txt").unlink()
    report = desk.ingest(among=["柳溪镇", "b.txt"], prune=True)
    assert (report.counts["pruned"], report.counts["reread"]) == (1, 1)
    assert desk.rows("SELECT p.path, s.unit FROM path p JOIN summary s ON s.document = p.document ORDER BY 1")[1] == (
        "望春街道/a.txt",
        "望春街道",
    )


UNDER = [
    ("a/b.txt", "a", True),
    ("ab/b.txt", "a", False),
    ("b.txt", ".", True),
    ("/other/b.txt", ".", False),
    ("/other/b.txt", "/other", True),
    ("C:/other/b.txt", ".", False),
]


@pytest.mark.parametrize(("path", "top", "inside"), UNDER)
def test_what_lies_under_a_folder(path: str, top: str, inside: bool) -> None:
    assert is_under(path, top) is inside


def test_a_record_a_file_for_programs() -> None:
    out = io.StringIO()
    error = UnreadableFile("a\x9b.txt", "format", "{path}: this is no Word file.")
    recorder(out)(Outcome("a\x9b.txt", "failed", error=error, milliseconds=3), 1, 2)
    assert "\x9b" not in out.getvalue()
    record = json.loads(out.getvalue())
    assert record.pop("time").endswith("+00:00")
    assert record == {
        "event": "file",
        "path": "a\x9b.txt",
        "outcome": "failed",
        "sha256": None,
        "code": "format",
        "message": "a.txt: this is no Word file.",
        "warnings": [],
        "milliseconds": 3,
        "done": 1,
        "all": 2,
    }
