"""The real chain behind the commands: a short paper, and the demonstration as a newcomer sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
PAPER = """\
柳树乡2016年双拥工作总结

一、优待抚恤
八一前，为9位义务兵家属发放优待金，每户1546元，共计13914元。
拟投入5万元改造光荣院。
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_a_total_comes_out_once(run: Run, paper: Path) -> None:
    result = run("extract", str(paper), "--format", "jsonl")
    found = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (found["unit"], found["unit_kind"], found["year"]) == ("柳树乡", "township", "2016")
    assert [(amount["text"], amount["role"]) for amount in found["amounts"]] == [
        ("1546元", "rate"),
        ("13914元", "total"),
        ("5万元", "plan"),
    ]
    assert found["total_subsidy"] == 13914


def test_every_place_leads_back_to_the_file(run: Run, paper: Path) -> None:
    found = json.loads(run("extract", str(paper), "--format", "jsonl").stdout)
    facts = [*found["amounts"], *found["headcounts"], *found["dates"]]
    blocks = {section["block"]: section["heading"] for section in found["sections"]}
    line = "八一前，为9位义务兵家属发放优待金，每户1546元，共计13914元。"
    inside = [fact for fact in facts if fact["sentence"] == line]
    assert [line[fact["start"] : fact["end"]] for fact in inside] == [fact["text"] for fact in inside]
    assert len(inside) >= 4
    assert all(fact["block"] > max(blocks) for fact in facts)


def test_what_the_user_knows_wins(run: Run, paper: Path) -> None:
    found = json.loads(run("extract", str(paper), "--unit", "望河镇", "--year", "2019", "--format", "jsonl").stdout)
    assert (found["unit"], found["year"], found["year_basis"]) == ("望河镇", "2019", "told")


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("en", ["Take a folder in", "Ask: subsidies by unit and year", "Look behind a figure", "Check a draft"]),
        ("zh", ["收进一个文件夹", "查询：各单位各年的补助", "数字从哪里来", "检查草稿"]),
    ],
)
def test_the_demonstration_runs(tmp_path: Path, lang: str, titles: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, ".ci/demo.py", str(tmp_path / "demo")],
        cwd=ROOT,
        env={**os.environ, "TAIZHANG_LANG": lang, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("== ")] == [
        f"== {number}. {title}" for number, title in enumerate(titles, 1)
    ]
    assert "missing-section" in done.stdout
