"""The program as a whole: help in both languages, wrong usage, what start-up imports, pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from cli import taizhang

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
COMMANDS = sorted(taizhang.commands)
HEAVY = ("spacy", "jieba", "rjieba", "numpy", "sqlite_utils", "lxml", "docx", "rich")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS)])
def test_help_is_translated_and_folded(run: Run, lang: str, words: tuple[str, ...]) -> None:
    text = run(*words, "--help", lang=lang).stdout
    assert ("用法：" in text) == (lang == "zh")
    assert ("Usage:" in text) == (lang == "en")
    from extractor.i18n import width

    assert max(width(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_command_says_what_it_does(name: str) -> None:
    command = taizhang.commands[name]
    silent = [param.name for param in command.params if isinstance(param, click.Option) and not param.help]
    assert command.help
    assert silent == []


WRONG = [
    # words, language, the last line of stderr
    (("nonsense",), "en", "Error: No such command 'nonsense'."),
    (("nonsense",), "zh", "错误：没有 'nonsense' 这个命令。"),
    (("extract",), "en", "Error: Missing argument 'FILE...'."),
    (("extract",), "zh", "错误：缺少参数 'FILE...'"),
    (("rules", "--colour"), "zh", "错误：没有 '--colour' 这个选项。"),
    (("extract", "x", "--year", "twenty"), "zh", "错误：'--year' 的值不对：'twenty' 不是有效的数（integer range）。"),
    (("extract", "x", "--format", "xml"), "en",
     "Error: Invalid value for '--format': 'xml' is not one of 'table', 'json', 'jsonl', 'html'."),
    (("check", "x", "--unit-kind", "castle"), "en", "castle is not a kind of unit."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "lang", "message"), WRONG)
def test_wrong_usage_is_exit_code_2(run: Run, words: tuple[str, ...], lang: str, message: str) -> None:
    result = run(*words, lang=lang)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_version(run: Run) -> None:
    from corpus import __version__

    assert run("--version").stdout == f"taizhang {__version__}\n"


def start(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    told = ("LC_", "LANG", "TAIZHANG", "PYTHON")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(told)}
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'taizhang'; import cli; cli.main()", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**clean, **environ}, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("words", [("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    script = (
        "import sys, cli\n"
        "try:\n    cli.taizhang.main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_output_is_utf_8_whatever_the_console_says() -> None:
    done = start("--help", LANG="zh_CN.GBK", PYTHONIOENCODING="ascii", TAIZHANG_LANG="zh")
    assert done.returncode == 0
    assert "用法：" in done.stdout


@pytest.mark.parametrize("words", [("--help",), ("rules",)])
def test_a_reader_that_went_away_is_no_error(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "cli.py", *words]
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


def test_an_interruption_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(**_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(taizhang.commands["rules"], "callback", stop)
    result = run("rules")
    assert (result.exit_code, result.output.strip()) == (130, "")
