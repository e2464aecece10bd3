"""Makes the sample archive (corpus/samples) and its expected facts from tests/samples/sources.

python -m tests.samples.build            # write the .docx files and expected/*.json
python -m tests.samples.build --check    # exit 1 where a committed file differs from a rebuild
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import word
from tests.samples.markup import RUN_BREAK, Facts, Sample, read_sample

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
EXPECTED = HERE / "expected"
ARCHIVE = HERE.parents[1] / "corpus" / "samples"
FEATURE = re.compile(r"\[\[(ins|del|hid|fn|tb)\|(.*?)\]\]")
FEATURES: dict[str, Callable[[str], word.Piece]] = {
    "ins": word.inserted, "del": word.deleted, "hid": word.hidden, "fn": word.footnote, "tb": word.textbox,
}  # fmt: skip
TYPED_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。]*$")


def samples() -> list[Sample]:
    """All samples, by name."""
    return [read_sample(path) for path in sorted(SOURCES.glob("*.txt"))]


def to_docx(sample: Sample) -> bytes:
    """The sample as a Word file, the same bytes every time."""
    habit = sample.head["headings"]
    year = max((summary["year"] for summary in sample.head["summary"] if summary["year"] != "none"), default=2020)
    file = word.WordFile(
        edited=sample.head.get("edited", False),
        heading_numbers="chinese" if habit == "auto" else None,
        created=f"{year}-12-20T08:30:00Z",
    )
    if sample.header:
        file.header(sample.header)
    if sample.footer:
        file.footer(sample.footer)
    if "cover" in sample.head:
        file.title(sample.head["cover"])
    rows: list[str] = []
    for line in [*sample.lines, ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            file.table(_table(rows), header_rows=1)
            rows = []
        if line:
            _write(file, line, habit)
    return file.to_bytes()


def _write(file: word.WordFile, line: str, habit: str) -> None:
    mark, _, text = line.partition(" ")
    if mark == "#":
        if habit == "typed":
            file.paragraph(word.bold(text), align="center")
        else:
            file.title(text)
    elif mark.startswith("##"):
        file.heading(*_parts(text), level=len(mark) - 1)
    elif mark == ">":
        file.paragraph(*_parts(text), align="right")
    elif line.startswith("^"):
        file.paragraph(line[1:], align="right")
    elif habit == "typed" and TYPED_HEADING.match(line):
        file.paragraph(word.bold(line))
    else:
        file.paragraph(*_parts(line))


def _parts(text: str) -> list[word.Inline]:
    """The text as runs: special pieces made, and cut where a run ends."""
    parts: list[word.Inline] = []
    position = 0
    for match in FEATURE.finditer(text):
        parts += [run for run in text[position : match.start()].split(RUN_BREAK) if run]
        parts.append(FEATURES[match.group(1)](match.group(2)))
        position = match.end()
    return parts + [run for run in text[position:].split(RUN_BREAK) if run]


def _table(lines: list[str]) -> list[list[word.CellLike]]:
    """Rows of cells. A cell that continues the one above is left out, as ``word.merged`` wants it."""
    grid = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [
        [_cell(grid, row, column) for column, text in enumerate(cells) if text != "^"] for row, cells in enumerate(grid)
    ]


def _cell(grid: list[list[str]], row: int, column: int) -> word.CellLike:
    text, _, columns = grid[row][column].partition(" <<")
    rows = 1
    while row + rows < len(grid) and column < len(grid[row + rows]) and grid[row + rows][column] == "^":
        rows += 1
    if not columns and rows == 1:
        return text
    return word.merged(text, columns=int(columns or 1), rows=rows)


def to_expected(sample: Sample) -> str:
    """The sample's expected facts as JSON, in the shape of the shared gold files, one list entry a line."""
    summaries = [
        _summary(sample.name, ordinal, told, facts)
        for ordinal, (told, facts) in enumerate(zip(sample.head["summary"], sample.facts, strict=True), 1)
    ]
    keys = ("path", "draft", "missing")
    whole = {key: sample.head[key] for key in keys if key in sample.head} | {"summaries": summaries}
    return _dump(whole) + "\n"


def _summary(name: str, ordinal: int, told: dict[str, Any], facts: Facts) -> dict[str, Any]:
    year = None if told["year"] == "none" else str(told["year"])
    return {"id": f"{name}-{ordinal}", "ordinal": ordinal} | told | {"year": year} | vars(facts)


def _dump(value: Any, indent: int = 0) -> str:
    """JSON with a line for each list entry, so that a changed fact is a changed line."""
    pad = " " * (indent + 1)
    if isinstance(value, dict) and indent < 3:
        entries = [f"{pad}{json.dumps(key)}: {_dump(item, indent + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(entries) + "\n" + " " * indent + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        entries = [pad + _dump(item, indent + 1) for item in value]
        return "[\n" + ",\n".join(entries) + "\n" + " " * indent + "]"
    return json.dumps(value, ensure_ascii=False)


def outputs() -> dict[Path, bytes]:
    """Every file that the sources make, with its bytes."""
    made: dict[Path, bytes] = {}
    for sample in samples():
        made[ARCHIVE / sample.head["path"]] = to_docx(sample)
        made[EXPECTED / f"{sample.name}.json"] = to_expected(sample).encode("utf-8")
    return made


def differences() -> list[str]:
    """What a rebuild would change: files that differ, are missing, or have no source."""
    made = outputs()
    there = {path for path in [*ARCHIVE.rglob("*.docx"), *EXPECTED.glob("*.json")] if not path.name.startswith("~$")}
    stale = [
        f"{path}: differs from its source" for path, data in made.items() if path in there and path.read_bytes() != data
    ]
    missing = [f"{path}: not built" for path in made if path not in there]
    return stale + missing + [f"{path}: no source makes it" for path in sorted(there - made.keys())]


def main(arguments: list[str]) -> int:
    """Build, or with ``--check`` compare; the exit code."""
    if "--check" in arguments:
        found = differences()
        print("\n".join(found) or "samples are as their sources make them")
        return 1 if found else 0
    for path, data in outputs().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
