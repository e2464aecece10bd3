"""Bundles in an archive: as many files as they hold, read, passed over and looked at like files in folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import ingest
from corpus.bundles import contents, holder
from corpus.outcomes import Report
from corpus.places import find_files
from corpus.reading import Read, Reader, Task
from corpus.workers import Inline, Pending
from extractor.errors import UnreadableFile
from tests.corpus.conftest import Desk
from tests.corpus.factories import money, paper, run, versioned, write
from tests.corpus.test_runs import ONE, THREE, TWO, paths
from tests.readers.test_bundle import bundle

LITTER = ["__MACOSX/._a.txt", ".DS_Store", "x/Thumbs.db", "~$总结.docx", "x/desktop.ini", "README.md", "a.units.toml"]
LOOSE = ["taizhang.db", "taizhang.toml", "run.jsonl", "run.log", "x/__MACOSX/b.txt", "x/.git/c.txt", "x/y.tmp"]


def counts(report: Report) -> dict[str, int]:
    return {name: count for name, count in report.counts.items() if count}


def test_a_bundle_is_as_many_files_as_it_holds(desk: Desk) -> None:
    packed = bundle(("a.txt", ONE), ("2021/b.txt", TWO), ("bad.txt", b"BAD"))
    files = {"all.zip": packed, "single.txt": THREE, "same.txt": ONE}
    assert counts(desk.ingest(files, prune=True)) == {"new": 3, "reread": 1, "failed": 1}
    assert [row[0] for row in paths(desk)] == ["all.zip!/2021/b.txt", "all.zip!/a.txt", "same.txt", "single.txt"]
    assert counts(desk.ingest(prune=True)) == {"unchanged": 4, "failed": 1}
    assert counts(desk.ingest({"all.zip": bundle(("a.txt", ONE))}, prune=True)) == {"unchanged": 3, "pruned": 2}
    assert [row[0] for row in paths(desk)] == ["all.zip!/a.txt", "same.txt", "single.txt"]
    (desk.folder / "all.zip").unlink()
    assert counts(desk.ingest(prune=True)) == {"unchanged": 1, "reread": 1}
    assert [row[0] for row in paths(desk)] == ["same.txt", "single.txt"]


def test_the_same_is_passed_over_in_folders_and_in_bundles(tmp_path: Path) -> None:
    names = [*LITTER, *LOOSE, "a.txt", "2021/b.docx"]
    write(tmp_path / "folder", dict.fromkeys(names, b"x"))
    folder = tmp_path / "folder"
    in_folder = {path.relative_to(folder).as_posix() for path in find_files([folder]).files}
    in_bundle = {one.path for one in contents("z.zip", bundle(*((name, b"x") for name in names)))}
    assert in_folder == {"a.txt", "2021/b.docx"}
    assert in_bundle == {f"z.zip!/{name}" for name in in_folder}


def test_a_bundle_of_litter_is_one_failed_file(desk: Desk) -> None:
    packed = bundle(*((name, b"x") for name in LITTER))
    report = desk.ingest({"a.txt": ONE, "e.zip": packed})
    assert counts(report) == {"new": 1, "failed": 1}
    (failed,) = report.failed
    assert (failed.path, failed.error and failed.error.code) == ("e.zip", "empty")
    assert "without a document" in str(failed.error)
    assert counts(desk.ingest(among=["e.zip"])) == {"failed": 1}


def test_drafts_in_a_bundle_are_left_out_and_counted(desk: Desk) -> None:
    inside = [("草稿/a.txt", ONE), ("b.txt", TWO), ("甲/Drafts/x/c.txt", ONE), ("甲/Drafts/d.txt", THREE)]
    report = desk.ingest({"z.zip": bundle(*inside)})
    assert counts(report) == {"new": 1}
    assert report.drafts == (("z.zip!/甲/Drafts", 2), ("z.zip!/草稿", 1))
    report = desk.ingest({"z.zip": bundle(inside[0])})
    assert (report.done, report.drafts, report.nothing_readable) == (0, (("z.zip!/草稿", 1),), True)


def test_a_member_that_is_broken_is_one_failed_file_and_the_others_keep_their_order(desk: Desk) -> None:
    packed = bytearray(bundle(("c.txt", ONE), ("b.txt", TWO), ("a.txt", THREE)))
    at = packed.find(b"b.txt") + len("b.txt") + 4
    packed[at : at + 8] = b"\xff" * 8
    seen: list[tuple[str, int, int]] = []
    write(desk.folder, {"z.zip": bytes(packed)})

    made = run(desk.connection, desk.folder)
    report = made.over([desk.folder / "z.zip"], watch=lambda one, done, every: seen.append((one.path, done, every)))
    assert seen == [("z.zip!/c.txt", 1, 3), ("z.zip!/b.txt", 2, 3), ("z.zip!/a.txt", 3, 3)]
    ((path, error),) = [(one.path, one.error) for one in report.failed]
    assert error is not None
    assert (path, error.code) == ("z.zip!/b.txt", "truncated")
    assert error.__traceback__ is error.__cause__ is error.__context__ is None  # which would keep the whole bundle


class Counting(Inline):
    """Keeps the most bytes that were ever given to it and not yet asked for."""

    ahead = 50

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self.held = self.most = 0

    def submit(self, task: Task) -> Pending:
        self.held += len(task.data)
        self.most = max(self.most, self.held)
        return _Counted(self, super().submit(task), len(task.data))


class _Counted:
    def __init__(self, pool: Counting, pending: Pending, size: int) -> None:
        self._pool, self._pending, self._size = pool, pending, size

    def ready(self, within: float) -> bool:
        return self._pending.ready(within)

    def get(self) -> Read:
        self._pool.held -= self._size
        return self._pending.get()


def test_of_a_bundle_no_more_is_unpacked_than_may_be_held(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [paper("柳溪镇", 2000 + year, money("1元"), said=["拥军" * 500]) for year in range(20)]
    size = len(papers[0])
    monkeypatch.setattr(ingest, "HELD", 3 * size)
    pool = Counting(Reader(versioned()))
    report = desk.ingest({"z.zip": bundle(*((f"{n:02d}.txt", one) for n, one in enumerate(papers)))}, pool=pool)  # type: ignore[arg-type]
    assert counts(report) == {"new": 20}
    assert 2 * size < pool.most < 5 * size


HOLDERS = [
    ("重要!/b.zip!/a.txt", "重要!/b.zip"),
    ("重要!/a.txt", "重要!/a.txt"),
    ("重要!/b.zip!/甲!/a.txt", "重要!/b.zip"),
    ("c.zip!/甲!/a.txt", "c.zip"),
    ("c.zip!/d.zip!/a.txt", "c.zip"),
    ("nowhere.zip!/a.txt", "nowhere.zip!/a.txt"),
]


@pytest.mark.parametrize(("path", "file"), HOLDERS)
def test_the_file_that_a_path_leads_into(tmp_path: Path, path: str, file: str) -> None:
    write(tmp_path, {"重要!/b.zip": b"", "重要!/a.txt": b"", "c.zip": b""})
    assert holder(tmp_path / path) == tmp_path / file


def test_a_bundle_in_a_folder_whose_name_ends_in_the_sign_stays_in_the_archive(desk: Desk) -> None:
    desk.ingest({"p/重要!/b.zip": bundle(("a.txt", ONE), ("甲!/b.txt", TWO))})
    assert counts(desk.ingest(among=["p"], prune=True)) == {"unchanged": 2}


@pytest.mark.parametrize(("name", "advice"), [("a.txt", "as a file of its own"), ("a.zip", "Unpack it")])
def test_a_file_that_is_too_large_is_told_by_how_much(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, advice: str
) -> None:
    monkeypatch.setattr(ingest, "LARGEST", 1 << 20)
    (failed,) = desk.ingest({name: bytes((1 << 20) + 1)}).failed
    assert isinstance(failed.error, UnreadableFile)
    assert failed.error.code == "too_large"
    assert "(2 MB; at most 1 MB)" in str(failed.error)
    assert advice in str(failed.error)
