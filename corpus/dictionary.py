"""docs/data-dictionary.md out of the schema's own documentation. ``python -m corpus.dictionary FILE [--check]``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from .tables import FULL_TEXT_DOC, TABLES
from .views import VIEWS

_HEAD = """# Data dictionary

What is in an archive (`taizhang.db`), table by table. Written by `python -m corpus.dictionary` from the schema itself.

Open the file with any SQLite tool. Start with the views: they are made for reading, and their money is in yuan.
The tables hold money in fen (0.01 yuan, integers), so that sums are exact. Write to neither: `taizhang` does that.
"""


def dictionary() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD, "\n## Views\n"]
    parts += [_entry(view.name, view.doc, view.columns) for view in VIEWS]
    parts.append("\n## Tables\n")
    for table in TABLES:
        parts.append(_entry(table.name, table.doc, [(column.name, column.doc) for column in table.columns]))
    parts.append(f"\n### sentence_index\n\n{FULL_TEXT_DOC}\n")
    return "".join(parts)


def _entry(name: str, doc: str, columns: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"| `{column}` | {text} |\n" for column, text in columns)
    return f"\n### {name}\n\n{doc}\n\n| column | meaning |\n| --- | --- |\n{rows}"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the page, or with ``--check`` say whether the file is current: 0 if it is, 1 if not."""
    parser = argparse.ArgumentParser(prog="python -m corpus.dictionary", description=main.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(argv)
    if not options.check:
        options.file.write_text(dictionary(), encoding="utf-8")
        return 0
    if options.file.is_file() and options.file.read_text(encoding="utf-8") == dictionary():
        return 0
    print(f"{options.file} is out of date: run python -m corpus.dictionary {options.file}")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
