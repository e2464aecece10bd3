"""A user's own folder of rules adds, overrides and takes away, in every command that takes ``--patterns``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
import extractor
from extractor.errors import BadRule

Run = Callable[..., Result]
PAPER = "# 柳溪镇2019年双拥工作总结\n\n## 一、优待抚恤\n\n为9位老兵发放迎春彩头3600元，发放慰问金5000元。\n"
ADDS = """\
[[rule]]
name = "own.red_envelope"
kind = "fund"
code = "F09"
fund = "奖励金"
words = ["迎春彩头"]
examples = ["发放迎春彩头【3600元】。"]
"""
OVERRIDES = """\
[[rule]]
name = "fund.visit_cash"
kind = "fund"
code = "F11"
fund = "救助金"
words = ["慰问金"]
examples = ["发放慰问金【5000元】。"]
"""
DISABLES = '[[rule]]\nname = "fund.visit_cash"\nenabled = false\n'
FOLDERS = {
    # the folder's rules: the funds of 3600元 and 5000元
    "adds": (ADDS, ["奖励金", "慰问金"]),
    "overrides": (OVERRIDES, ["其他", "救助金"]),
    "both": (ADDS + OVERRIDES, ["奖励金", "救助金"]),
}


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.taizhang, ["--lang", "en", *words])


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "总结.md"
    path.write_text(PAPER, encoding="utf-8")
    return str(path)


def folder_of(tmp_path: Path, text: str) -> str:
    folder = tmp_path / "rules"
    folder.mkdir(exist_ok=True)
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return str(folder)


def funds(paper: str, *words: str) -> list[str]:
    found = json.loads(run("extract", paper, "--format", "jsonl", *words).stdout)
    return [amount["fund"] for amount in found["amounts"] if not amount["derived"]]


@pytest.mark.parametrize(("text", "expected"), FOLDERS.values(), ids=FOLDERS)
def test_extract(tmp_path: Path, paper: str, text: str, expected: list[str]) -> None:
    assert funds(paper, "--patterns", folder_of(tmp_path, text)) == expected


def test_a_disabled_rule_is_gone(tmp_path: Path, paper: str) -> None:
    folder = folder_of(tmp_path, DISABLES)
    assert "fund.visit_cash" not in [rule.name for rule in extractor.load_rules(folder)]
    assert run("rules", "fund.visit_cash", "--patterns", folder).exit_code == 2
    assert funds(paper) != funds(paper, "--patterns", folder)


def test_rules_shows_and_proves_them(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ADDS)
    shown = run("rules", "own.red_envelope", "--patterns", folder)
    assert (shown.exit_code, shown.stdout.splitlines()[0]) == (0, "own.red_envelope (fund)")
    proven = run("rules", "own.red_envelope", "--run", "--patterns", folder)
    assert (proven.exit_code, proven.stdout) == (0, "1 rules run, 0 examples do not hold\n")


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ADDS.replace("迎春彩头【", "压岁钱【"))
    proven = run("rules", "own.red_envelope", "--run", "--patterns", folder)
    lines = ["奖励金 expected: 发放压岁钱【3600元】。", "1 rules run, 1 examples do not hold"]
    assert (proven.exit_code, proven.stdout.splitlines()) == (1, lines)


def test_ingest_reads_again_with_other_rules(tmp_path: Path, paper: str) -> None:
    db = str(tmp_path / "taizhang.db")
    with_own = ["ingest", paper, "--db", db, "--patterns", folder_of(tmp_path, ADDS)]
    assert run("ingest", paper, "--db", db).stdout == "1 file: new 1, unchanged 0, re-read 0\n"
    assert run(*with_own).stdout == "1 file: new 0, unchanged 0, re-read 1\n"
    assert run(*with_own).stdout == "1 file: new 0, unchanged 1, re-read 0\n"
    answer = json.loads(run("query", "--db", db, "--by", "fund", "--format", "json").stdout)
    assert {row["key"]: row["cells"]["2019"]["value"] for row in answer["rows"]} == {"奖励金": 3600, "慰问金": 5000}


def test_own_dates_leave_the_others_as_they_are(tmp_path: Path) -> None:
    date = '[[rule]]\nname = "own.market_day"\nkind = "date"\npattern = "赶场日"\nedtf = "2019"\nstarts = ["赶场"]\n'
    own = extractor.load_rules(folder_of(tmp_path, date + 'examples = ["【赶场日】 => 2019"]\n'))
    text = "# 柳溪镇2019年双拥工作总结\n\n今年4月、20xx年11月下旬、“八·一”期间、3月5日至9日和每月25号左右都去了。\n"
    told = [
        [(date.text, date.edtf) for date in extractor.extract("总结.md", text.encode(), rules=rules).summaries[0].dates]
        for rules in (extractor.load_rules(), own)
    ]
    assert told[0] == told[1] != []


# --- a pattern that takes too long ---------------------------------------------------------------------------------

SLOW_CUE = """\
[[rule]]
name = "own.slow"
kind = "cue"
role = "plan"
patterns = ['(?:发|发发)+[的地]']
examples = ["发的【3万元】。"]
"""
SLOW_DATE = """\
[[rule]]
name = "own.quick"
kind = "date"
pattern = '某日'
edtf = "2019"
examples = ["【某日】 => 2019"]

[[rule]]
name = "own.slow"
kind = "date"
pattern = '(?:发|发发)+[的地]'
starts = ["发"]
edtf = "2019"
examples = ["【发的】 => 2019"]
"""


@pytest.mark.parametrize(("text", "line"), [(SLOW_CUE, 1), (SLOW_DATE, 8)], ids=["cue", "date"])
def test_a_pattern_that_takes_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: int
) -> None:
    monkeypatch.setattr("extractor.guard.SECONDS", 0.05)
    paper = tmp_path / "总结.txt"
    paper.write_text(f"柳溪镇2019年双拥工作总结\n\n一、优抚\n{'发' * 60}放慰问金3万元。\n", encoding="utf-8")
    folder = folder_of(tmp_path, text)
    told = "the pattern of own.slow takes too long on a sentence; write it without repeats inside repeats"
    with pytest.raises(BadRule, match="takes too long") as failure:
        extractor.extract("总结.txt", paper.read_bytes(), rules=extractor.load_rules(folder))
    assert str(failure.value) == f"{folder}/own.toml:{line}: {told}"
    for words in (["extract", str(paper)], ["ingest", str(paper), "--db", str(tmp_path / "taizhang.db")]):
        result = run(*words, "--patterns", folder)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.splitlines()[-1] == str(failure.value)
