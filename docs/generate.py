"""Write what is generated of the documentation.

That is the command reference from ``--help``, the data dictionary from the schema, the pages of docs/findings from the
rules, and the outputs in the READMEs' tours, by running their commands over the sample archive.

``generate.py --check`` writes nothing and exits with 1 where a page is not what it would write.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from cli import taizhang
from corpus.render import finding_pages
from extractor import i18n

ROOT = Path(__file__).resolve().parent.parent
INTRODUCTION = """# Commands

Written by `make docs` from the program's own `--help`; do not edit. 中文：[commands.zh-CN.md](commands.zh-CN.md)。

Exit codes of every command: 0 done, 1 findings or failed files, 2 could not run.
"""
INTRODUCTION_ZH = """# 命令

由 `make docs` 根据程序的 `--help` 生成，请勿手改。English: [commands.md](commands.md)。

各命令的退出码：0 完成，1 查出问题或有文件失败，2 无法运行。
"""


def commands(language: str) -> str:
    """The help of the program and of each command, as a page."""
    i18n.set_language(language)
    return "\n".join([INTRODUCTION_ZH if language == "zh" else INTRODUCTION, *_helps(taizhang)])


def _helps(command: click.Command, name: str = "taizhang") -> Iterator[str]:
    context = command.context_class(command, info_name=name, terminal_width=80)
    yield f"## {name}\n\n```\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for word, below in sorted(command.commands.items()):
            yield from _helps(below, f"{name} {word}")


def data_dictionary() -> str:
    """The SQLite schema, table by table and column by column."""
    from corpus.dictionary import dictionary

    i18n.set_language("en")
    return dictionary()


def tour(readme: str, language: str) -> str:
    """The README with each ``$ taizhang …`` command's output; they are run in order, in a folder of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "corpus" / "samples", folder / "corpus" / "samples")

        def block(match: re.Match[str]) -> str:
            return f"```console\n$ {match[1]}\n{_output(match[1], folder, language)}```"

        return re.sub(r"```console\n\$ (.*)\n[^`]*```", block, (ROOT / readme).read_text(encoding="utf-8"))


def _output(command: str, folder: Path, language: str) -> str:
    """What the command prints; ``| head -N``, ``| tail -N`` and ``*`` mean what they mean in a shell."""
    words, _bar, part = command.removeprefix("taizhang ").partition(" | ")
    given = [found for word in words.split() for found in _expanded(word, folder)]
    environment = {**os.environ, "TAIZHANG_LANG": language, "COLUMNS": "100", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py", *given],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    lines = done.stdout.splitlines(keepends=True)
    end, _dash, count = part.partition(" -")
    kept = {"head": lines[: int(count or 0)], "tail": lines[-int(count or 0) :], "": lines}[end]
    return "".join(kept)


def _expanded(word: str, folder: Path) -> list[str]:
    found = sorted(path.relative_to(folder).as_posix() for path in folder.glob(word)) if "*" in word else []
    return found or [word]


PAGES: dict[str, Callable[[], str]] = {
    "docs/commands.md": lambda: commands("en"),
    "docs/commands.zh-CN.md": lambda: commands("zh"),
    "docs/data-dictionary.md": data_dictionary,
    "README.md": lambda: tour("README.md", "en"),
    "README.zh-CN.md": lambda: tour("README.zh-CN.md", "zh"),
    **finding_pages.pages(),
}


def stale() -> Iterator[str]:
    """A difference for each page that is not up to date."""
    for name, write in PAGES.items():
        path = ROOT / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        difference = difflib.unified_diff(old.splitlines(), write().splitlines(), name, "make docs", lineterm="")
        if text := "\n".join(difference):
            yield text


def main() -> int:
    if "--check" in sys.argv:
        found = list(stale())
        print("\n".join(found) or "the documentation is up to date")
        return 1 if found else 0
    for name, write in PAGES.items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
