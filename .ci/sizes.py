"""Fail where a function is over 60 lines or a file over 400; print the medians that the design asks for."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("cli.py", "extractor", "corpus", "patterns", "docs", ".ci", "tests")
FUNCTION_LIMIT, FILE_LIMIT = 60, 400


def python_files() -> list[Path]:
    paths = [ROOT / name for name in SOURCES]
    return [path for top in paths for path in ([top] if top.is_file() else sorted(top.rglob("*.py")))]


def functions(tree: ast.AST) -> list[tuple[str, int, int]]:
    """Name, first line and length of every function; a decorator counts, for it is read with the function."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    starts = [min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) for node in found]
    return [
        (node.name, start, (node.end_lineno or start) - start + 1) for node, start in zip(found, starts, strict=True)
    ]


def main() -> int:
    too_long, function_sizes, file_sizes = [], [], []
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT)
        lines = len(text.splitlines())
        if lines > FILE_LIMIT:
            too_long.append(f"{name}: {lines} lines (limit {FILE_LIMIT})")
        if not str(name).startswith("tests"):
            file_sizes.append(lines)
        for function, start, size in functions(ast.parse(text)):
            if size > FUNCTION_LIMIT:
                too_long.append(f"{name}:{start}: {function} has {size} lines (limit {FUNCTION_LIMIT})")
            if not str(name).startswith("tests"):
                function_sizes.append(size)
    print(f"median function {median(function_sizes):g} lines, median file {median(file_sizes):g} lines")
    for text in too_long:
        print(text, file=sys.stderr)
    return 1 if too_long else 0


if __name__ == "__main__":
    sys.exit(main())
