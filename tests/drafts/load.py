"""The drafts: whole papers composed for the tests, and what a careful colleague finds in each of them.

python -m tests.drafts.load FOLDER    # write every draft as FOLDER/NAME.docx

A source is TOML between two ``+++`` lines, then the body in the markup of tests/samples/markup.py, without fact marks:

    unit, unit_kind, year, headings    as a sample's head; document_type where it is no summary; header, footer, edited
    held_out    true: the draft is only scored; nobody reads it to improve a rule. Such drafts stand in held_out/
    clean       true: nothing of level error or warning is to be found; the draft tries to tempt a checker
    [[finding]]
    code        what is wrong: a key of ``LEVELS``
    level       where it is not the usual one
    section     the standard section that the finding is about
    text        the words meant, as written; a list where any of several may be marked
    around      the words that a mark may lie in, where ``text`` alone would be too narrow or stands in two places
    optional    true: a colleague may say it or not
    why         what is wrong, where the words do not show it

A finding without ``text`` is about the whole draft.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.samples.build import to_docx
from tests.samples.markup import Facts, Sample, read_source, shown

HERE = Path(__file__).parent
FOLDERS = ("open", "held_out")
CODES = {
    "error": (
        "wrong-anniversary", "product-differs", "parts-differ", "impossible-date", "placeholder", "damaged-number",
    ),
    "warning": (
        "missing-section", "empty-section", "stale-year", "percent-differs", "mixed-heads", "two-values", "unpaired",
        "broken-line", "traditional", "doubled", "level-jump", "number-gap", "number-repeated", "wrong-word",
    ),
    "hint": (
        "section-order", "not-a-summary", "number-form", "title-form", "document-type", "signoff-form",
        "signoff-missing", "document-number", "festival-dot", "halfwidth", "double-approximation", "range-unit",
        "approximate-number", "short-date", "quoted-list", "attachment-form", "year-in-title", "old-name",
    ),
}  # fmt: skip
LEVELS = {code: level for level, codes in CODES.items() for code in codes}


@dataclass(frozen=True)
class Expected:
    """One thing to be found. ``texts`` is empty where it is about the whole draft."""

    code: str
    level: str
    section: str | None = None
    texts: tuple[str, ...] = ()
    around: str = ""
    optional: bool = False
    why: str = ""


@dataclass(frozen=True)
class Draft:
    """A draft as a Word file, with what is to be found in it. ``paragraphs`` is its text in order, cell by cell."""

    name: str
    unit: str
    unit_kind: str
    year: int
    document_type: str
    held_out: bool
    clean: bool
    docx: bytes
    paragraphs: tuple[str, ...]
    expected: tuple[Expected, ...]


def sources() -> list[Path]:
    """The files that the drafts are written in, by folder and name."""
    return [path for folder in FOLDERS for path in sorted((HERE / folder).glob("*.txt"))]


@cache
def drafts() -> tuple[Draft, ...]:
    """All drafts, those that are held out last."""
    return tuple(read_draft(path) for path in sources())


def read_draft(path: Path) -> Draft:
    """The draft of a source file. KeyError where the head lacks a key or names an unknown code."""
    head, lines = read_source(path)
    header, footer = head.get("header", ""), head.get("footer", "")
    sample = Sample(path.stem, head | {"summary": [{"year": head["year"]}]}, lines, [Facts()], header, footer)
    return Draft(
        name=path.stem,
        unit=head["unit"],
        unit_kind=head["unit_kind"],
        year=head["year"],
        document_type=head.get("document_type", "summary"),
        held_out=head["held_out"],
        clean=head.get("clean", False),
        docx=to_docx(sample),
        paragraphs=tuple(text for line in lines for text in _texts(line)),
        expected=tuple(_expected(finding) for finding in head.get("finding", [])),
    )


def _texts(line: str) -> list[str]:
    """The paragraphs of a body line: one, or one a cell of a table's row that is not a continued one."""
    if not line.startswith("|"):
        return [shown(line).removeprefix("^")]
    cells = [cell.strip().partition(" <<")[0] for cell in line.strip("|").split("|")]
    return [cell for cell in cells if cell != "^"]


def _expected(told: dict[str, Any]) -> Expected:
    text = told.get("text", [])
    return Expected(
        code=told["code"],
        level=told.get("level", LEVELS[told["code"]]),
        section=told.get("section"),
        texts=(text,) if isinstance(text, str) else tuple(text),
        around=told.get("around", ""),
        optional=told.get("optional", False),
        why=told.get("why", ""),
    )


def main(arguments: list[str]) -> int:
    """Write the drafts into the folder that is named; the exit code."""
    if len(arguments) != 1:
        print(f"which folder shall the {len(drafts())} drafts be written to?", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for draft in drafts():
        (folder / f"{draft.name}.docx").write_bytes(draft.docx)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
