"""Reading in other processes: what a worker comes to costs one file, and how many there are changes nothing."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import pytest

from corpus.limits import MEGABYTE, Limits
from corpus.reading import extract_with
from corpus.workers import Workers, working
from tests.corpus import hostile
from tests.corpus.conftest import Desk
from tests.corpus.factories import FOLDER, RULES, money, paper, versioned
from tests.corpus.test_ingest import dump

Pool = Callable[..., Workers]
FEW = Limits(seconds=2, memory=256 * MEGABYTE)
UNHURRIED = Limits(seconds=30, memory=256 * MEGABYTE)  # where memory alone is what a file is to fail of
GOOD = {f"{number:02d}.txt": paper("柳溪镇", 2000 + number, money(f"{number + 1}00元")) for number in range(12)}
SMALL = paper("鹤栖乡", 2021, money("1元"))
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")


@pytest.fixture
def pool() -> Iterator[Pool]:
    """``pool(2)``: that many workers with the tests' extractor, ended with the test."""
    with ExitStack() as stack:

        def start(jobs: int, load: object = partial(versioned, RULES), limits: Limits = FEW) -> Workers:
            return stack.enter_context(working(jobs, None, load, {}, limits))  # type: ignore[arg-type]

        yield start


def test_the_archive_does_not_depend_on_the_number_of_workers(tmp_path: Path, pool: Pool) -> None:
    """Not even in internal numbers; with copies, moves and failures that bear on each other."""
    shared = paper(FOLDER, 2021, money("100元"))
    files = {**GOOD, "望春街道/a.txt": shared, "柳溪镇/a.txt": shared, "鹤栖乡/a.txt": shared, "x.txt": b"BAD"}
    found = []
    for jobs in (0, 1, 2, 5):
        (tmp_path / str(jobs)).mkdir()
        desk = Desk(tmp_path / str(jobs))
        desk.ingest(files, pool=pool(jobs) if jobs else None)
        desk.ingest({"柳溪镇/a.txt": GOOD["00.txt"]}, pool=pool(jobs) if jobs else None)
        log = desk.rows("SELECT run, path, sha256, outcome, code, message FROM run_file ORDER BY 1, 2")
        found.append((dump(desk), desk.rows("SELECT id, summary, ordinal FROM sentence"), log))
        desk.connection.close()
    assert found[1] == found[0]
    assert found[2] == found[0]
    assert found[3] == found[0]


COSTLY = [
    ("STUCK", "too_slow", "took too long and was given up"),
    pytest.param("SPIN", "too_slow", "took too long and was given up", marks=UNIX),
    ("DIES", "crashed", "the process that read it ended"),
    *(
        pytest.param(word, "memory", "more memory than a file may have", marks=UNIX)
        for word in ("EATS", "ROWS", "PACKS")
    ),
]


@pytest.mark.parametrize(("word", "code", "message"), COSTLY)
def test_a_worker_that_comes_to_grief_costs_one_file(
    desk: Desk, pool: Pool, word: str, code: str, message: str
) -> None:
    limits = Limits(seconds=1, memory=256 * MEGABYTE)
    report = desk.ingest({**GOOD, "05a.txt": word.encode() + b" " + SMALL}, pool=pool(2, hostile.load, limits))
    (failed,) = report.failed
    assert failed.error is not None
    assert (failed.path, failed.error.code) == ("05a.txt", code)
    assert message in str(failed.error)
    assert report.counts["new"] == len(GOOD)
    assert desk.rows("SELECT code FROM run_file WHERE outcome = 'failed'") == [(code,)]


def test_a_file_whose_worker_was_killed_from_outside_is_read_once_more(desk: Desk, pool: Pool, tmp_path: Path) -> None:
    once = b"ONCE " + bytes(tmp_path / "flag") + b" " + GOOD["00.txt"]
    report = desk.ingest({"a.txt": once, "b.txt": GOOD["01.txt"]}, pool=pool(2, hostile.load))
    assert report.counts["new"] == 2
    assert (tmp_path / "flag").exists()


@UNIX
@pytest.mark.parametrize(("jobs", "needs"), [(1, b"NEEDS "), (2, b"NEEDS "), (2, b"FORCES ")])
def test_what_earlier_files_leave_behind_fails_no_other(desk: Desk, pool: Pool, jobs: int, needs: bytes) -> None:
    files = {
        f"{number:02d}.txt": (b"HOARDS " if number % 2 else needs) + data for number, data in enumerate(GOOD.values())
    }
    report = desk.ingest({**files, "05a.txt": b"EATS"}, pool=pool(jobs, hostile.load, UNHURRIED))
    assert [(one.path, one.error and one.error.code) for one in report.failed] == [("05a.txt", "memory")]
    assert report.counts["new"] == len(files)


def test_a_pool_that_is_given_nothing_starts_no_process(pool: Pool) -> None:
    workers = pool(2)
    workers.close()
    assert workers.pool is None


@pytest.mark.parametrize("noticed", [False, True], ids=["before the pool notices", "after it did"])
def test_workers_that_die_while_they_have_nothing_to_do_are_replaced(
    desk: Desk, pool: Pool, tmp_path_factory: pytest.TempPathFactory, noticed: bool
) -> None:
    workers, told = pool(2, hostile.load), tmp_path_factory.mktemp("told")
    files = {f"{name}.txt": b"TELLS " + bytes(told) + b" " + data for name, data in GOOD.items()}
    desk.ingest(files, pool=workers)
    broken = workers.pool
    assert broken is not None
    for process in told.iterdir():
        with suppress(ProcessLookupError):  # one that is being replaced already
            os.kill(int(process.name), signal.SIGKILL)
    until = time.monotonic() + 30
    while noticed and broken.active:
        assert time.monotonic() < until
        time.sleep(0.01)
    report = desk.ingest(rules="rules-2", pool=workers)
    assert (report.failed, report.done) == ((), len(GOOD))


def test_real_rules_are_loaded_in_workers(desk: Desk, pool: Pool, tmp_path: Path) -> None:
    text = "柳溪镇2021年双拥工作总结\n\n一、优待抚恤\n八一前，为9位义务兵家属发放优待金，每户1546元，共计13914元。\n"
    report = desk.ingest({"a.txt": text.encode()}, pool=pool(1, partial(extract_with, None), Limits()))
    assert report.counts["new"] == 1
    assert desk.rows("SELECT subsidy_fen FROM summary") == [(1391400,)]


def test_a_rule_that_takes_too_long_ends_the_run_with_its_name(desk: Desk, pool: Pool, tmp_path: Path) -> None:
    """It is the rule's fault and not the file's; and an error of a worker arrives whole."""
    from extractor.errors import BadRule

    with pytest.raises(BadRule, match=r"bad\.toml:3") as caught:
        desk.ingest(GOOD, pool=pool(2, bad_rule))
    assert (caught.value.line, caught.value.params["name"]) == (3, "slow")


def bad_rule() -> object:
    from extractor.errors import BadRule

    def read(*_args: object) -> object:
        raise BadRule("bad.toml", 3, "the pattern of {name} takes too long", name="slow")

    return read


def test_where_there_is_no_fork_workers_are_started_anew(
    desk: Desk, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    files = {**dict(list(GOOD.items())[:3]), "05a.txt": b"DIES"}
    report = desk.ingest(files, pool=pool(1, hostile.load, Limits(seconds=20)))
    assert (report.counts["new"], [one.path for one in report.failed]) == (3, ["05a.txt"])


def test_where_there_are_no_resource_limits_none_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock and the caps on sizes still hold: the clock is pebble's, the caps are the readers'."""
    from corpus import limits

    monkeypatch.setattr(limits, "resource", None)
    limits.hold_processor(0)
    with limits.holding_memory(1):
        assert bytearray(MEGABYTE)
