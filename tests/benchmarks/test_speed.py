"""How long the program takes beside what it cannot do without, both measured in the same run.

An ingest commits several files at once and tells of a file only then, so a file by itself cannot be timed: what is
counted is a whole run over ``BATCH`` papers, from opening the files to the end of the run's entry in the log, its
commits among it, and then the floor over the same papers, in turns, ``ROUNDS`` times. Both are done in this process;
libraries and rules are loaded before. Processor time (user and system, of this process and of what it started) is the
figure, for it is the least disturbed by what else the machine does; the clock stands beside it.

``make test-slow`` runs them last and by themselves, and prints the figures; docs/benchmarks.md explains them.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from operator import truediv
from pathlib import Path
from statistics import median
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from lxml import etree

from corpus.archive import open_for_writing
from corpus.ingest import Reading, Run
from corpus.reading import Reader
from corpus.workers import Inline
from extractor import extract, load_rules, warm_up
from extractor.model import Document, Told
from tests.word import WordFile

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed"
BATCH = 32  # papers in a round
ROUNDS = 9
STARTS = 15
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


def floor(papers: Sequence[Path], database: sqlite3.Connection, rows: int) -> None:
    """Unzip, parse, segment, scan once, insert: what every program of this kind has to do. One transaction for all."""
    import rjieba

    insert = "INSERT INTO fact (kind, text, start, stop, sentence, value, rule) VALUES (?, ?, ?, ?, ?, ?, ?)"
    with database:
        for paper in papers:
            with ZipFile(BytesIO(paper.read_bytes())) as package:
                root = etree.fromstring(package.read("word/document.xml"))
            text = "".join(node.text or "" for node in root.iter(TEXT))
            words = rjieba.cut(text, False)
            found = SCAN.findall(text)
            facts = ((len(words), text[:40], number, len(found), 1, 100, "rule") for number in range(rows))
            database.executemany(insert, facts)


def floor_database(path: Path) -> sqlite3.Connection:
    """Where the floor inserts."""
    bare = sqlite3.connect(path)
    bare.execute("CREATE TABLE fact (kind, text, start, stop, sentence, value, rule)")
    return bare


class Spent(NamedTuple):
    """Seconds of the processor and by the clock."""

    processor: float
    clock: float


def spent(work: Callable[[], object]) -> Spent:
    """What some work takes in this process and in those that it starts and waits for."""
    before, begin = os.times(), time.perf_counter()
    work()
    clock, after = time.perf_counter() - begin, os.times()
    return Spent(sum(after[:4]) - sum(before[:4]), clock)


def clocked(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def test_whole_ingest_beside_the_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = load_rules(None)
    warm_up(rules)

    def read(source: str, data: bytes, told: Told) -> Document:
        return extract(source, data, told=told, rules=rules)

    text = seed_text()
    files = [tmp_path / f"{number:04d}.docx" for number in range(BATCH * (ROUNDS + 1))]
    for number, path in enumerate(files):
        path.write_bytes(word_like(text, number))
    archive, bare = open_for_writing(tmp_path / "taizhang.db", create=True), floor_database(tmp_path / "floor.db")
    rows = facts_and_sentences(read(files[0].name, files[0].read_bytes(), Told()))

    def ingest(batch: Sequence[Path]) -> None:
        Run(archive, tmp_path, Reading(rules.version), Told(), Inline(Reader(read))).over(batch)

    whole: list[Spent] = []
    low: list[Spent] = []
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        whole.append(spent(partial(ingest, batch)))
        low.append(spent(partial(floor, batch, bare, rows)))
    with capsys.disabled():
        print(f"\ningest of papers that give {rows} rows, {ROUNDS} rounds of {BATCH}, goal {GOAL} times the floor")
        for kind in Spent._fields:
            ours, floors = ([getattr(one, kind) / BATCH * 1000 for one in each[1:]] for each in (whole, low))
            times = median(map(truediv, ours, floors))
            print(f"{kind}: {median(ours):.1f} ms a paper, the floor {median(floors):.1f} ms, {times:.2f} times")
    assert archive.execute("SELECT count(*) FROM document").fetchone() == (len(files),)


def facts_and_sentences(document: Document) -> int:
    """How many rows the archive gets of a document, those that only serve its own order left out."""
    return sum(
        len(part)
        for summary in document.summaries
        for part in (summary.sentences, summary.amounts, summary.headcounts, summary.dates, summary.activities)
    )


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

    pairs = [(start("-c", "import sqlite3, lxml.etree"), start("cli.py", *given)) for _round in range(STARTS)]
    bare, ours = (median(column) * 1000 for column in zip(*pairs[2:], strict=True))
    with capsys.disabled():
        print(
            f"\ntaizhang {' '.join(words)}: {ours:.0f} ms, bare Python with sqlite3 and lxml {bare:.0f} ms,"
            f" {ours / bare:.2f} times (goal {START_GOAL})"
        )
