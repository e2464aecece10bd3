"""A run over many files of real size: how many a second, how much memory from first to last, how large the archive.

``TAIZHANG_PAPERS=10000`` takes that many; docs/benchmarks.md has the figures. Beside each run stands what no program of
this kind can do without, in one process over some of the same files, for the machine may be shared.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.archive import open_for_reading
from tests.benchmarks import papers
from tests.benchmarks.test_speed import clocked, floor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="optional: Linux alone shows what processes hold"),
]
ROOT = Path(__file__).resolve().parents[2]
COUNT = int(os.environ.get("TAIZHANG_PAPERS", "400"))
FLOOR = 200  # files that the floor is measured on, half of them before the run and half after
MOST = 400  # MB that a process may hold, whatever the number of files
GROWTH = 1.1  # of what it held in the first tenth, at most


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("papers")
    papers.write(made, COUNT)
    return made


def held(session: int) -> dict[int, int]:
    """Resident kilobytes of each process of a session."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[3]) == session:
                pages = int((process / "statm").read_text().split()[1])
                found[int(process.name)] = pages * os.sysconf("SC_PAGE_SIZE") // 1024
        except OSError:  # it ended while we looked
            continue
    return found


def processor(session: int) -> float:
    """Seconds of the processor that the living processes of a session have taken."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it ended while we looked
            continue
        ticks += (int(fields[11]) + int(fields[12])) * (int(fields[3]) == session)
    return ticks / os.sysconf("SC_CLK_TCK")


def floors(folder: Path, database: sqlite3.Connection, files: list[Path]) -> float:
    """Seconds a file of what cannot be done without."""
    data = [file.read_bytes() for file in files]
    return clocked(lambda: [floor(one, database, 220) for one in data]) / len(data)


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_files(folder: Path, tmp_path: Path, jobs: int, capsys: pytest.CaptureFixture[str]) -> None:
    some = sorted(folder.rglob("*.docx"))[: min(FLOOR, COUNT)]
    bare = sqlite3.connect(tmp_path / "floor.db")
    bare.execute("CREATE TABLE fact (kind, text, start, stop, sentence, value, rule)")
    low = floors(folder, bare, some[::2])
    db = tmp_path / "taizhang.db"
    words = ["cli.py", "ingest", str(folder), "--db", str(db), "--jobs", str(jobs), "--quiet", "--format", "jsonl"]
    taken: list[tuple[int, float]] = []
    begin = time.perf_counter()
    run = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert run.stdout is not None
    seen: list[tuple[int, int, int]] = []  # files done, what the one that stores holds, what the largest worker holds
    for line in run.stdout:
        record = json.loads(line)
        if record["event"] == "file" and record["done"] % max(COUNT // 200, 1) == 0:
            holding = held(run.pid)
            seen.append((record["done"], holding.pop(run.pid, 0), max(holding.values(), default=0)))
            taken.append((record["done"], processor(run.pid)))
    took = time.perf_counter() - begin
    low = (low + floors(folder, bare, some[1::2])) / 2
    assert run.wait() == 0
    with open_for_reading(db) as connection:
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (COUNT,)
    rate = COUNT / took
    # from the first tenth, when all is loaded, to the last, when workers begin to end
    (early, used), (late, used_late) = taken[len(taken) // 10], taken[-len(taken) // 10]
    each = (used_late - used) / (late - early) * 1000
    first, last = (
        [max(column) / 1024 for column in zip(*among, strict=True)][1:]
        for among in (seen[: len(seen) // 10 + 1], seen[-len(seen) // 10 :])
    )
    with capsys.disabled():
        print(
            f"\n{COUNT} papers, {jobs} jobs: {rate:.0f} a second, {rate * low:.2f} of the floor's {1 / low:.0f}"
            f" a second in one process, {each:.0f} ms of the processor a paper; the one that stores holds"
            f" {first[0]:.0f} MB and a worker {first[1]:.0f} in the first tenth,"
            f" {last[0]:.0f} and {last[1]:.0f} in the last; archive {db.stat().st_size / COUNT / 1024:.0f} KB a paper"
        )
    assert max(*first, *last) < MOST
    assert last[0] < first[0] * GROWTH + 5
    assert last[1] < first[1] * GROWTH + 5
