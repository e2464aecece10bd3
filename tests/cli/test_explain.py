"""``taizhang explain``: whole outputs for a file, the four kinds of fact, and facts of an archive with their files."""

from __future__ import annotations

import inspect
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from click.testing import Result

from corpus.render.reasons import REFUSALS, SCOPES
from extractor import fund_scopes
from extractor.roles import Refusal
from tests.word import WordFile

Run = Callable[..., Result]
TEXT = """柳树乡2019年双拥工作总结

一、优待抚恤

八一前，为9位义务兵家属发放优待金，每户1546元，共计13914元。全年支出工作经费10万元，其中慰问驻军部队4万元。

二、下一步打算

明年拟投入5万元。
"""


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("总结.txt").write_text(TEXT, encoding="utf-8")
    return "总结.txt"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tree(run: Run, same: Callable[[str, str], None], paper: str, lang: str) -> None:
    result = run("explain", paper, lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    same(f"explain.{lang}.txt", result.stdout)


def test_json_is_the_same_in_every_language(run: Run, same: Callable[[str, str], None], paper: str) -> None:
    outputs = {run("explain", paper, "--fact", "a2", "--format", "json", lang=lang).stdout for lang in ("en", "zh")}
    assert len(outputs) == 1
    found = json.loads(outputs.pop())
    found[0]["rules_version"] = "…"  # changes with every rule
    same("explain.json", json.dumps(found, ensure_ascii=False, indent=2) + "\n")


FACTS = [
    # asked for, head of the branch, a line that must be in it
    ("1", "1-a1  1546元  Amount: 1,546 yuan", "Role: rate, by cue.rate.per_household"),
    ("a3", "1-a3  10万元  Amount: 100,000 yuan", "Counts: no: not a subsidy"),
    ("1-a4", "1-a4  4万元  Amount: 40,000 yuan", "Part of: a3"),
    ("h1", "1-h1  9位  Heads: 9 persons", "Counted: 义务兵家属  group.conscript_family"),
    ("d1", "1-d1  八一前  Date: 2019-08-01", "Rule: "),
    ("v1", "1-v1  Activity: benefits paid", "Words of rules"),
]


@pytest.mark.parametrize(("name", "head", "line"), FACTS)
def test_one_fact(run: Run, paper: str, name: str, head: str, line: str) -> None:
    result = run("explain", paper, "--fact", name)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == f"└── {head}"
    assert line in result.stdout


def test_a_span_of_years_in_the_sentence_before(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "总结.txt"
    paper.write_text("柳树乡2019年双拥工作总结\n\n五年来，我乡重视双拥工作。共发放慰问金36万元。\n", encoding="utf-8")
    lines = run("explain", str(paper), "--fact", "a1").stdout
    assert "Role: other period, by role.history.paragraph" in lines
    assert "+ role.history.paragraph: other period, weight 42" in lines
    assert "arithmetic mends it" not in lines


@pytest.mark.parametrize("name", ["a99", "h9", "2-a1", "x1", ""])
def test_a_fact_that_is_not_there(run: Run, paper: str, name: str) -> None:
    result = run("explain", paper, "--fact", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"{paper}: there is no fact {name}. Facts are named 7 or a7 (amount 7), h3, d1, v2; 2-a7 in summary 2.\n"
    )


def test_every_cue_says_why_it_does_not_apply(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text("柳树乡2019年双拥工作总结\n每户慰问金200元，其中春节慰问金500元。\n", encoding="utf-8")
    found = json.loads(run("explain", str(path), "--format", "json").stdout)
    reasons = {cue["why_not"] for fact in found[0]["facts"] for cue in fact["role"]["cues"]}
    assert reasons >= {None, "wrong_side", "no_whole"}


def test_every_reason_has_words() -> None:
    assert set(REFUSALS) == {"wrong_side", *get_args(Refusal)}
    source = inspect.getsource(fund_scopes)
    assert set(SCOPES) == set(re.findall(r'yield \(?\s*"(\w+)",', source))


@pytest.fixture
def archive(run: Run, paper: str) -> str:
    """An archive of the paper; the public name of the document."""
    assert run("ingest", paper, "--unit", "柳溪乡").exit_code == 0
    return str(json.loads(run("show", paper, "--format", "json").stdout)["facts"][0]["name"]).partition("-")[0][:8]


def test_a_fact_of_the_archive(run: Run, archive: str) -> None:
    result = run("explain", f"{archive}-1-a2")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1] == "└── 1-a2  13914元  Amount: 13,914 yuan"
    whole = json.loads(run("explain", archive, "--format", "json").stdout)
    assert (whole[0]["unit"], len(whole[0]["facts"])) == ("柳溪乡", 5)
    assert "1-h1  9位" in run("explain", f"{archive}-1", "--fact", "h1").stdout


def test_a_file_that_is_gone_or_changed_is_told(run: Run, archive: str, paper: str) -> None:
    shutil.move(paper, "elsewhere.txt")
    result = run("explain", f"{archive}-1-a2")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"{archive}-1-a2: its file is no longer where it was read: {paper}. "
        "Put it back, or explain a copy with: taizhang explain FILE\n"
    )
    Path(paper).write_text("something else", encoding="utf-8")
    result = run("explain", f"{archive}-1-a2", lang="zh")
    assert result.exit_code == 2
    assert result.stderr == (
        f"{archive}-1-a2：文件在读取之后有改动：{paper}。请运行 taizhang ingest FOLDER 更新台账。\n"
    )


def test_other_rules_than_the_archive_was_read_with_are_told(run: Run, archive: str, tmp_path: Path) -> None:
    own = tmp_path / "rules"
    own.mkdir()
    (own / "own.toml").write_text(
        '[[rule]]\nname = "own.fund"\nkind = "fund"\ncode = "F13"\nfund = "慰问金"\nwords = ["鱼水金"]\n'
        'examples = ["发放【鱼水金】3万元。"]\n',
        encoding="utf-8",
    )
    result = run("explain", f"{archive}-1-a2", "--patterns", str(own))
    assert result.exit_code == 0
    assert result.stderr.startswith("the archive was read with rules ")


def test_a_name_that_fits_nothing(run: Run, archive: str) -> None:
    result = run("explain", "没有这份")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("nothing in this archive is called 没有这份.")


def test_without_an_archive(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("explain", "absent.docx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no archive here" in result.stderr


def test_what_arithmetic_and_headers_say_is_shown(run: Run, tmp_path: Path) -> None:
    file = WordFile()
    file.paragraph("柳树乡2019年双拥工作总结")
    file.paragraph("春节慰问驻军3万元，八一慰问驻军2万元，全年共计5万元。")
    file.table([["项目", "金额（万元）"], ["优待金", "3.5"], ["抚恤金", "1.5"]])
    path = tmp_path / "总结.docx"
    path.write_bytes(file.to_bytes())
    lines = run("explain", str(path)).stdout
    assert "arithmetic mends it: total  role.total.default becomes part  role.part.adds_up" in lines
    assert "told by the table's headers: total" in lines


def test_money_that_was_not_given_is_of_no_fund(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text("柳树乡2019年双拥工作总结\n\n医院为老兵减免医疗费2.4万元。\n", encoding="utf-8")
    (amount,) = json.loads(run("explain", str(path), "--fact", "a1", "--format", "json").stdout)[0]["facts"]
    assert (amount["fact"]["fund"], amount["fund"]["unspent"], amount["fund"]["from_parts"]) == ("其他", True, False)
    tree = run("explain", str(path), "--fact", "a1").stdout
    assert "Fund: 其他 (F99), no word names it" in tree
    assert "no money that was given or spent, and so of no fund" in tree
