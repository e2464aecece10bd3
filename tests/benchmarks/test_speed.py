"""How long the program takes beside what it cannot do without, both measured in the same run.

``make test-slow`` runs them last and by themselves, and prints the figures; docs/benchmarks.md explains them.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from zipfile import ZipFile

import pytest
from lxml import etree

from corpus.archive import open_for_writing
from corpus.ingest import Reading, Run
from corpus.reading import Reader
from corpus.workers import Inline
from extractor import extract, load_rules
from extractor.model import Document, Told
from tests.word import WordFile

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed"
ROUNDS = 15
GOAL = 2.5  # times the floor; figures are printed and quoted, never asserted: machines differ and are shared
START_GOAL = 3.0  # times a bare Python that imports sqlite3 and lxml
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
SCAN = re.compile(r"[0-9][0-9,.]*[余多]?[万亿]?[元人名位户家]|[0-9x*_]{2,4}年(?:[0-9]{1,2}月)?")


def seed_text() -> str:
    """The 10,000 characters of the shared seed; where they are not, as many of a like text of our own."""
    if files := sorted(SEED.glob("*.txt")):
        return files[0].read_text(encoding="utf-8")
    sentence = "八一前，走访慰问重点优抚对象16户，每户500元，发放慰问金共计8000元，组织120余名官兵参加义务植树活动。"
    return "\n".join(
        ["# 柳树乡2023年双拥工作总结", *(f"## {number}、走访慰问\n{sentence * 4}" for number in range(50))]
    )


def word_like(text: str, number: int) -> bytes:
    """The text as Word leaves it after editing: headings in styles, short runs. ``number`` makes the file unique."""
    file = WordFile(edited=True)
    for line in re.sub(r"\\([*_#])", r"\1", text).splitlines():
        mark = re.match(r"(#+) +(.*)", line)
        if mark:
            file.heading(mark[2], level=min(len(mark[1]), 4))
        elif line.strip():
            file.paragraph(line)
    file.paragraph(f"（第{number}份）")
    return file.to_bytes()


def floor(data: bytes, database: sqlite3.Connection, rows: int) -> None:
    """Unzip, parse, segment, scan once, insert: what every program of this kind has to do."""
    import rjieba

    with ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    text = "".join(node.text or "" for node in root.iter(TEXT))
    words = rjieba.cut(text, False)
    found = SCAN.findall(text)
    with database:
        database.executemany(
            "INSERT INTO fact (kind, text, start, stop, sentence, value, rule) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((len(words), text[:40], number, len(found), 1, 100, "rule") for number in range(rows)),
        )


def clocked(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def test_whole_ingest_beside_the_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = load_rules(None)

    def read(source: str, data: bytes, told: Told) -> Document:
        return extract(source, data, told=told, rules=rules)

    text = seed_text()
    files = [tmp_path / f"{number}.docx" for number in range(ROUNDS + 2)]
    for number, path in enumerate(files):
        path.write_bytes(word_like(text, number))
    archive = open_for_writing(tmp_path / "taizhang.db", create=True)
    bare = sqlite3.connect(tmp_path / "floor.db")
    bare.execute("CREATE TABLE fact (kind, text, start, stop, sentence, value, rule)")
    document = read(files[0].name, files[0].read_bytes(), Told())
    rows = sum(
        len(part)
        for summary in document.summaries
        for part in (summary.sentences, summary.amounts, summary.headcounts, summary.dates, summary.activities)
    )
    floors: list[float] = []
    wholes: list[float] = []
    begin = time.perf_counter()

    def after(_outcome: object, done: int, _all: int) -> None:
        """A file is in the archive: note its time, and measure the floor for the same file before the next one."""
        nonlocal begin
        wholes.append(time.perf_counter() - begin)
        floors.append(clocked(lambda: floor(files[done - 1].read_bytes(), bare, rows)))
        begin = time.perf_counter()

    Run(archive, tmp_path, Reading(rules.version), Told(), Inline(Reader(read))).over(files, watch=after)
    low, whole = median(floors[2:]) * 1000, median(wholes[2:]) * 1000
    with capsys.disabled():
        print(
            f"\nwhole ingest {whole:.1f} ms, floor {low:.1f} ms, {whole / low:.2f} times (goal {GOAL}),"
            f" {rows} rows, {ROUNDS} rounds"
        )
    assert len(wholes) == len(files)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    (folder / "seed.docx").write_bytes(word_like(seed_text(), 0))
    command = [sys.executable, "cli.py", "ingest", str(folder / "seed.docx"), "--db", str(folder / "taizhang.db")]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder / "taizhang.db"


@pytest.mark.parametrize("words", [("--help",), ("query",), ("search", "慰问")])
def test_start_up_beside_a_bare_python(
    words: tuple[str, ...], archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = words if words == ("--help",) else (*words, "--db", str(archive))

    def start(*command: str) -> float:
        return clocked(
            lambda: subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        )

    pairs = [(start("-c", "import sqlite3, lxml.etree"), start("cli.py", *given)) for _round in range(ROUNDS)]
    bare, ours = (median(column) * 1000 for column in zip(*pairs[2:], strict=True))
    with capsys.disabled():
        print(
            f"\ntaizhang {' '.join(words)}: {ours:.0f} ms, bare Python with sqlite3 and lxml {bare:.0f} ms,"
            f" {ours / bare:.2f} times (goal {START_GOAL})"
        )
