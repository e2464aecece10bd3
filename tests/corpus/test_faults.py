"""Real runs of the real program that are killed, starved of disk, or disturbed: the archive is the same in the end.

What a clean run gives is compared row by row, internal numbers too.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from corpus.archive import open_for_reading
from corpus.verifying import verify
from extractor.errors import BadArchive
from tests.benchmarks import papers
from tests.corpus.conftest import Desk
from tests.corpus.test_ingest import dump

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="optional: Linux alone shows our processes"),
]
ROOT = Path(__file__).resolve().parents[2]
FILES = 60
KILLS = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers of real size, two of them copies and one that cannot be read."""
    made = tmp_path_factory.mktemp("papers")
    papers.write(made, FILES - 2)
    (made / "0000/copy.docx").write_bytes(papers.to_docx(7))
    (made / "0000/一稿.docx").write_bytes(papers.to_docx(7)[:5000])
    return made


@pytest.fixture(scope="module")
def clean(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    db = tmp_path_factory.mktemp("clean") / "taizhang.db"
    done = finish(start(folder, db))
    assert done.returncode in (0, 1), done.stderr
    return state(db)


def start(folder: Path, db: Path, *options: str) -> subprocess.Popen[str]:
    """The program at work, in a session of its own so that all its processes can be told."""
    command = [sys.executable, ROOT / "cli.py", "--lang", "en", "ingest", folder, "--db", db, "--jobs", "2", *options]
    return subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,
    )


def hear_ctrl_c() -> None:
    """A shell has what it starts in the background ignore Ctrl-C, and what that starts inherits it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finish(run: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    out, err = run.communicate(timeout=300)
    return subprocess.CompletedProcess(run.args, run.returncode, out, err)


def family(session: int) -> list[int]:
    """The processes of a session, zombies left out."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it ended while we looked
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(session: int) -> bool:
    """Whether all processes of a session end by themselves."""
    for _try in range(100):
        if not family(session):
            return True
        time.sleep(0.1)
    return False


def state(db: Path) -> list[str]:
    """All that the archive holds, the numbers of sentences too."""
    desk = Desk.__new__(Desk)
    with closing(open_for_reading(db)) as connection:
        desk.connection = connection
        assert verify(connection, db.parent).faults == ()
        return [*dump(desk), *map(str, desk.rows("SELECT id, summary, ordinal FROM sentence ORDER BY id"))]


def sound(db: Path) -> bool:
    """Whether what is there can be opened and is whole; where a run was killed before it made one, nothing is."""
    try:
        with closing(open_for_reading(db)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except BadArchive as error:
        if "there is no archive here" not in str(error):
            raise
        return True


def stored(db: Path) -> int:
    """How many documents are in an archive that another process may be making just now."""
    with suppress(BadArchive, sqlite3.Error), closing(open_for_reading(db)) as connection:
        return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    return 0


def facts(rows: list[str]) -> set[str]:
    """The rows without the numbers of sentences, which go by the order in which files came."""
    return {row for row in rows if not row.startswith("(")}


def test_killed_at_fifty_moments(folder: Path, clean: list[str], tmp_path: Path) -> None:
    draw = random.Random(50)
    begin = time.monotonic()
    finish(start(folder, tmp_path / "once.db"))
    length = time.monotonic() - begin
    kills = archives = 0
    while kills < KILLS:
        archives += 1
        db = tmp_path / f"{archives}.db"
        for _kill in range(draw.randint(1, 6)):
            run = start(folder, db)
            time.sleep(draw.uniform(0, length))
            if run.poll() is None:
                kills += 1
            else:
                length *= 0.9  # it was at its end already, which counts for nothing
            run.kill()
            run.communicate()
            assert gone(run.pid), "a worker outlived the run that was killed"
            if db.exists() and db.stat().st_size:
                assert sound(db)
        done = finish(start(folder, db))
        assert done.returncode in (0, 1), done.stderr
        assert state(db) == clean


def test_ctrl_c(folder: Path, clean: list[str], tmp_path: Path) -> None:
    db = tmp_path / "taizhang.db"
    run = start(folder, db)
    while run.poll() is None and not stored(db):
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of them
    done = finish(run)
    assert done.returncode == 130, done.stderr
    assert "files were gone through; run the same command again to go on" in done.stderr
    assert "Traceback" not in done.stderr
    assert gone(run.pid)
    finish(start(folder, db))
    assert state(db) == clean


def test_workers_killed(folder: Path, clean: list[str], tmp_path: Path) -> None:
    """Whoever kills them: a file is read once more, and one that is hit twice is read by the next run."""
    draw = random.Random(3)
    run = start(folder, db := tmp_path / "taizhang.db")
    killed = 0
    while run.poll() is None:
        time.sleep(draw.uniform(0.2, 0.6))
        workers = [pid for pid in family(run.pid) if pid != run.pid and is_worker(pid)]
        if workers and killed < 6:
            os.kill(draw.choice(workers), signal.SIGKILL)
            killed += 1
    out, err = run.communicate(timeout=300)
    assert run.returncode in (0, 1), err
    assert killed
    assert "Traceback" not in err
    assert f"{FILES} files" in out
    assert finish(start(folder, db)).returncode in (0, 1)
    assert facts(state(db)) == facts(clean)


def is_worker(pid: int) -> bool:
    """Whether it was forked by the server of workers, and is not the server itself."""
    try:
        parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        return b"forkserver" in Path(f"/proc/{parent}/cmdline").read_bytes()
    except OSError:
        return False


def test_two_runs_at_once(folder: Path, clean: list[str], tmp_path: Path) -> None:
    db = tmp_path / "taizhang.db"
    first, second = start(folder, db), start(folder, db)
    done = [finish(first), finish(second)]
    assert [one.returncode for one in done] == [1, 1], done  # the one file that cannot be read
    assert facts(state(db)) == facts(clean)
    with closing(sqlite3.connect(db)) as connection:
        log = connection.execute("SELECT outcome, count(*) FROM run_file GROUP BY 1").fetchall()
        assert dict(log)["new"] == connection.execute("SELECT count(*) FROM document").fetchone()[0]
        assert connection.execute("SELECT count(*) FROM run WHERE finished_at IS NOT NULL").fetchone() == (2,)


def test_a_reader_sees_whole_files_while_one_writes(folder: Path, clean: list[str], tmp_path: Path) -> None:
    run = start(folder, db := tmp_path / "taizhang.db")
    looks = 0
    while run.poll() is None:
        if not db.exists() or not db.stat().st_size:
            time.sleep(0.05)
            continue
        with suppress(BadArchive), closing(open_for_reading(db)) as connection:  # it may not be made yet
            connection.execute("BEGIN")
            assert verify(connection, folder).faults == ()
            looks += 1
    assert looks > 3
    assert finish(run).returncode == 1
    assert state(db) == clean


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "taizhang", place], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"optional: this system does not let us make a small disk ({made.stderr.decode().strip()})")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk(folder: Path, clean: list[str], small_disk: Path) -> None:
    db = small_disk / "taizhang.db"
    for _again in range(2):
        done = finish(start(folder, db))
        assert done.returncode == 2
        assert "the disk is full. All that was stored before is safe." in done.stderr
        assert "Traceback" not in done.stderr
        with closing(open_for_reading(db)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT count(*) FROM document").fetchone()[0] > 5
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    assert finish(start(folder, db)).returncode == 1
    assert state(db) == clean
