"""``taizhang eval``: whole outputs, figures kept and compared, and what is said of annotations that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
DATA = Path(__file__).resolve().parents[1] / "eval" / "data"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table(run: Run, same: Callable[[str, str], None], lang: str) -> None:
    result = run("eval", str(DATA), "--misses", lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    same(f"eval.{lang}.txt", result.stdout)


def test_json_is_the_same_in_every_language(run: Run, same: Callable[[str, str], None]) -> None:
    outputs = {run("eval", str(DATA), "--misses", "--format", "json", lang=lang).stdout for lang in ("en", "zh")}
    assert len(outputs) == 1
    same("eval.json", json.dumps(json.loads(outputs.pop()), ensure_ascii=False, indent=1) + "\n")


def test_figures_are_kept_and_compared(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    asked = ("eval", str(DATA), "--figures", str(kept))
    result = run(*asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{kept}: no figures are kept here. Keep this run's with --accept.\n"
    assert run(*asked, "--accept").exit_code == 0
    result = run(*asked)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "no fact gained, lost or changed")
    kept.write_text(kept.read_text(encoding="utf-8").replace("= 35000 total", "= 35001 total"), encoding="utf-8")
    result = run(*asked, "--format", "json")
    assert result.exit_code == 0
    assert [(one["change"], one["loss"]) for one in json.loads(result.stdout)["changes"]] == [("changed", False)]
    kept.write_text(
        kept.read_text(encoding="utf-8").replace("+ amounts 13914元", "+ amounts 13915元"), encoding="utf-8"
    )
    result = run(*asked)
    assert result.exit_code == 1
    assert "! lost  rate: + amounts 13915元" in result.stdout


def test_kept_figures_may_lie_among_the_annotations(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text(PASSAGE, encoding="utf-8")
    asked = ("eval", str(tmp_path), "--figures", str(tmp_path / "figures.json"))
    assert run(*asked, "--accept").exit_code == 0
    assert run(*asked).stdout.splitlines()[-1] == "no fact gained, lost or changed"


def test_a_document_that_the_annotations_do_not_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes((DATA / "documents" / "01.json").read_bytes())
    document = str(DATA / "documents" / "01.txt")
    found = json.loads(run("eval", str(path), "--document", document, "--format", "json").stdout)
    assert (found["figures"]["amounts"]["right"], found["figures"]["totals"]["exact"]) == (1, 1)


PASSAGE = '{"id": "a", "text": "发放慰问金3万元。"}'
BAD = [
    # the file's text, English, Chinese
    (
        "no json",
        "not a file of annotations (Expecting value: line 1 column 1 (char 0)). "
        "docs/gold.md shows what one looks like.",
        "不是标注文件（Expecting value: line 1 column 1 (char 0)）。写法见 docs/gold.md。",
    ),
    (
        '["a"]',
        "not a file of annotations (str). docs/gold.md shows what one looks like.",
        "不是标注文件（str）。写法见 docs/gold.md。",
    ),
    (
        '{"id": "a", "text": "一", "amounts": [{}]}',
        "entry 1: amounts is missing or not what it should be. docs/gold.md shows an entry.",
        "第 1 条：amounts 缺失或不合规定。条目的写法见 docs/gold.md。",
    ),
    (
        '{"id": "a"}',
        "entry 1 names no text. Give it text or document, or put gold.txt beside the file.",
        "第 1 条没有指明原文。请写上 text 或 document，或把 gold.txt 放在旁边。",
    ),
    (
        f"[{PASSAGE}, {PASSAGE}]",
        "the id a is used twice. Give each entry an id of its own.",
        "编号 a 重复。请给每一条各自的编号。",
    ),
]


@pytest.mark.parametrize(("text", "english", "chinese"), BAD)
def test_annotations_that_cannot_be_used(run: Run, tmp_path: Path, text: str, english: str, chinese: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text, encoding="utf-8")
    for lang, message in (("en", f": {english}"), ("zh", f"：{chinese}")):
        result = run("eval", str(path), lang=lang)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{path}{message}\n")


def test_what_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("eval", str(tmp_path)).stderr == f"{tmp_path}: there is no annotation file (.json) here.\n"
    absent = tmp_path / "absent.json"
    message = f"{absent}: there is no such file. Look at the name and the folder.\n"
    assert run("eval", str(absent)).stderr == message
    assert "--accept needs a file" in run("eval", str(DATA), "--accept").stderr
    assert run("eval", str(DATA), "--figures", str(DATA / "passages.json")).exit_code == 2


def test_agreement_is_told_of_what_annotations_say(run: Run, tmp_path: Path) -> None:
    amount = {"text": "3万元", "value": 30000, "role": "total", "counts": True}
    text = "为优抚对象发放慰问金3万元。"
    cases = [
        ({"fund": "慰问金", "bound": "exact"}, "rightly told: fund 1.000, bound 1.000"),
        ({"fund": "抚恤金", "fund_any": ["慰问金"]}, "rightly told: fund 1.000\n"),
        ({"fund": "抚恤金", "bound": "over"}, "rightly told: fund 0.000, bound 0.000"),
        ({}, None),
    ]
    path = tmp_path / "gold.json"
    for said, line in cases:
        path.write_text(json.dumps({"id": "a", "text": text, "amounts": [amount | said]}), encoding="utf-8")
        output = run("eval", str(path)).stdout
        assert line in output if line else "rightly told" not in output
