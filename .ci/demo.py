"""``make demo``: the sample archive through the program, step by step, each command shown as a user would type it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from extractor.i18n import detect_language

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = "corpus/samples"
DRAFT = "corpus/samples/drafts"

# Title, what it shows, the command after `taizhang`. {db} is the archive.
STEPS = {
    "en": (
        ("Take a folder in", "Every summary in the folder is read; what it says goes into one SQLite file.",
         "ingest {samples} --db {db}"),
        ("Ask: subsidies by unit and year", "Each yuan once: rates, parts and plans are told from totals.",
         "query --db {db}"),
        ("Look behind a figure", "The sentences that a cell of the table is made of, with file and paragraph.",
         "show --db {db} --unit {unit} --year {year}"),
        ("Check a draft", "Which standard sections does it lack? (Exit code 1: there are findings.)",
         "check {draft}"),
    ),
    "zh": (
        ("收进一个文件夹", "逐份读取文件夹里的总结，内容存入一个 SQLite 文件。",
         "ingest {samples} --db {db}"),
        ("查询：各单位各年的补助", "每一元只算一次：标准、其中数、计划数都不与总额相混。",
         "query --db {db}"),
        ("数字从哪里来", "表中一格由哪些句子得来，在哪个文件第几段。",
         "show --db {db} --unit {unit} --year {year}"),
        ("检查草稿", "缺了哪些标准章节？（退出码 1：查出了问题。）",
         "check {draft}"),
    ),
}  # fmt: skip
CLOSING = {
    "en": "The archive is {db}: open it with any SQLite tool, or go on asking: .venv/bin/taizhang --help",
    "zh": "台账在 {db}：可用任何 SQLite 工具打开，或继续查询：.venv/bin/taizhang --help",
}


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "taizhang.db"
    for leftover in folder.glob("taizhang.db*"):
        leftover.unlink()
    language = detect_language([], os.environ)
    draft = min(path.relative_to(ROOT).as_posix() for path in (ROOT / DRAFT).glob("*.docx"))
    names = {"samples": SAMPLES, "db": database.as_posix(), "draft": draft, "unit": "柳溪镇", "year": "2018"}
    for number, (title, shows, command) in enumerate(STEPS[language], 1):
        words = command.format(**names).split()
        print(f"\n== {number}. {title}\n   {shows}\n\n$ taizhang {' '.join(words)}\n", flush=True)
        code = subprocess.run([sys.executable, ROOT / "cli.py", *words], cwd=ROOT, check=False).returncode
        if code > 1:
            return code
    print(f"\n{CLOSING[language].format(**names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
