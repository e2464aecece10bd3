"""A run that is killed at any point and begun again gives the archive that one clean run gives."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.archive import open_for_reading
from corpus.units import units_path
from extractor.errors import BadArchive
from tests.corpus.conftest import Desk
from tests.corpus.factories import FOLDER, deed, heads, money, paper, write
from tests.corpus.test_ingest import dump

ROOT = Path(__file__).resolve().parents[2]

# Runs over the folder argv[1] and kills itself when SQLite is about to run its argv[2]-th statement. The tiny page
# cache makes SQLite write to the file before the commit, so that a kill leaves a journal that must be rolled back.
RUN = """
import os, signal, sqlite3, sys
from pathlib import Path

folder, last = Path(sys.argv[1]), int(sys.argv[2])
connect, seen = sqlite3.connect, 0

def count(_statement):
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)

def traced(*args, **options):
    connection = connect(*args, **options)
    connection.execute("PRAGMA cache_size = 1")
    connection.set_trace_callback(count)
    return connection

sqlite3.connect = traced
from corpus.archive import open_for_writing
from corpus.places import find_files
from tests.corpus.factories import run

connection = open_for_writing(folder / "taizhang.db", create=True)
run(connection, folder).over(find_files([folder]).files)
print(seen)
"""

SHARED = paper(FOLDER, 2021, money("100元"))
FILES = {
    "a.txt": paper(
        "柳溪镇", 2021, money("13914元"), heads("9位"), deed("benefits", links=[1, 2]), said=["多" * 3000] * 5
    ),
    "b/望春街道/a.txt": SHARED,
    "b/柳溪镇/a.txt": SHARED,
    "c.txt": paper("鹤栖乡", 2020, money("3万元", why_not="masked"), said=["句" * 3000] * 5),
    "d.txt": b"BAD",
}


def run(folder: Path, last: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(folder), str(last)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], int]:
    """What one clean run gives, and how many statements it takes."""
    folder = tmp_path_factory.mktemp("clean")
    write(folder, FILES)
    done = run(folder, 0)
    assert done.returncode == 0, done.stderr
    return dumped(folder), int(done.stdout)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.99])
def test_killed_and_run_again(clean: tuple[list[str], int], share: float, tmp_path: Path) -> None:
    expected, statements = clean
    write(tmp_path, FILES)
    killed = run(tmp_path, max(2, round(statements * share)))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    # What was committed can be asked at once; killed before the archive was made, there is none yet.
    with suppress(BadArchive):
        open_for_reading(tmp_path / "taizhang.db").close()
    again = run(tmp_path, 0)
    assert again.returncode == 0, again.stderr
    assert dumped(tmp_path) == expected
    assert not units_path(tmp_path / "taizhang.db").exists()


def test_a_journal_left_behind_is_rolled_back_by_a_reader(clean: tuple[list[str], int], tmp_path: Path) -> None:
    """At least one of the kills above must leave a hot journal, or they prove too little."""
    _expected, statements = clean
    write(tmp_path, FILES)
    left = []
    for last in range(statements - 40, statements, 9):
        run(tmp_path, last)
        left.append((tmp_path / "taizhang.db-journal").exists())
        open_for_reading(tmp_path / "taizhang.db").close()
        for name in ("taizhang.db", "taizhang.db-journal"):
            (tmp_path / name).unlink(missing_ok=True)
    assert any(left)


def dumped(folder: Path) -> list[str]:
    desk = Desk(folder)
    try:
        return dump(desk)
    finally:
        desk.connection.close()
