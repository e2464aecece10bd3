"""A run over many files of real size: how many a second, how much memory from first to last, how large the archive.

``TAIZHANG_PAPERS=10000`` takes that many; docs/benchmarks.md has the figures. Beside each run stands what no program of
this kind can do without, in one process over some of the same files, for the machine may be shared. One run is over
.docx alone. In the other every tenth file is a .doc, which LibreOffice made of a paper (``papers.to_docs``); it is
skipped where LibreOffice is absent.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.archive import open_for_reading
from tests.benchmarks import papers
from tests.benchmarks.test_speed import floor, floor_database, spent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="optional: Linux alone shows what processes hold"),
]
ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "build" / "benchmarks" / "doc"  # what LibreOffice made once is used again
COUNT = int(os.environ.get("TAIZHANG_PAPERS", "400"))
FLOOR = 200  # files that the floor is measured on, half of them before the run and half after
CORES = 2
MOST = 400  # MB that a process may hold, whatever the number of files
GROWTH = 1.1  # of what it held in the first tenth, at most


@pytest.fixture(scope="module")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers of one kind, ``docx``, or of both, ``doc``."""
    made = tmp_path_factory.mktemp("papers")
    papers.write(made, COUNT, DOCS if request.param == "doc" else None)
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


def floors(database: sqlite3.Connection, files: list[Path]) -> float:
    """Seconds of the processor a file of what cannot be done without."""
    return spent(lambda: floor(files, database, 220)).processor / len(files)


def reading(connection: sqlite3.Connection) -> str:
    """How long files of each kind took to be read, by the log."""
    mean = "SELECT format, avg(milliseconds) FROM run_file JOIN document USING (sha256) GROUP BY 1 ORDER BY 1 DESC"
    return ", ".join(f"a .{kind} {milliseconds:.0f} ms" for kind, milliseconds in connection.execute(mean))


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
RUNS = [("docx", 1), ("docx", 2), pytest.param("doc", 2, marks=needs_office)]


@pytest.mark.parametrize(("folder", "jobs"), RUNS, indirect=["folder"])
def test_many_files(folder: Path, tmp_path: Path, jobs: int, capsys: pytest.CaptureFixture[str]) -> None:
    some = sorted(folder.rglob("*.docx"))[: min(FLOOR, COUNT)]
    bare = floor_database(tmp_path / "floor.db")
    low = floors(bare, some[::2])
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
    low = (low + floors(bare, some[1::2])) / 2
    assert run.wait() == 0
    with open_for_reading(db) as connection:
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (COUNT,)
        read = reading(connection)
    # from the first tenth, when all is loaded, to the last, when workers begin to end
    (early, used), (late, used_late) = taken[len(taken) // 10], taken[-len(taken) // 10]
    each = (used_late - used) / (late - early) * 1000
    first, last = (
        [max(column) / 1024 for column in zip(*among, strict=True)][1:]
        for among in (seen[: len(seen) // 10 + 1], seen[-len(seen) // 10 :])
    )
    with capsys.disabled():
        print(
            f"\n{COUNT} papers, {jobs} jobs: {COUNT / took:.0f} a second by the clock; {each:.1f} ms of the processor a"
            f" paper, all processes together, {each / low / 1000:.2f} times the floor's {low * 1000:.1f}: time for"
            f" {CORES * 1000 / each:.0f} a second on {CORES} cores, had they nothing else to do; to read {read};\n"
            f"the one that stores holds {first[0]:.0f} MB and a worker {first[1]:.0f} in the first tenth,"
            f" {last[0]:.0f} and {last[1]:.0f} in the last; archive {db.stat().st_size / COUNT / 1024:.0f} KB a paper"
        )
    assert max(*first, *last) < MOST
    assert last[0] < first[0] * GROWTH + 5
    assert last[1] < first[1] * GROWTH + 5
