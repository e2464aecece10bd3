"""Records of what was found: what two of them differ in, and what of it is a loss."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.figures import changes
from tests.eval.__main__ import run

CHANGES = [
    # before, after, what is told, whether it is a loss
    (["+ amounts 5元 = 5 total"], ["+ amounts 5元 = 5 total"], []),
    (["+ amounts 5元 = 5 total"], ["- amounts 5元 = 5 part"], [("changed", True)]),
    (["- amounts 5元 = 5 part"], ["+ amounts 5元 = 5 total"], [("changed", False)]),
    (["- amounts 5元 = 5 part"], ["- amounts 5元 = 5 rate"], [("changed", False)]),
    (["+ amounts 5元 = 5 total"], [], [("lost", True)]),
    (["- amounts 5元 = 5 total"], [], [("lost", False)]),
    ([], ["+ dates 八一 = 2019-08-01"], [("gained", False)]),
    ([], ["- dates 八一 = 2019-08-01"], [("gained", True)]),
    (["~ dates 八一 = 2019-08-01"], ["~ dates 八一 = 2018-08-01"], [("changed", False)]),
    (["+ dates 八一 = 1", "+ dates 八一 = 2"], ["+ dates 八一 = 1"], [("lost", True)]),
    (["+ total_subsidy = 5"], ["- total_subsidy = 6"], [("changed", True)]),
]


@pytest.mark.parametrize(("before", "after", "told"), CHANGES)
def test_changes(before: list[str], after: list[str], told: list[tuple[str, bool]]) -> None:
    found = changes({"facts": {"x": before}}, {"facts": {"x": after}})
    assert [(change.what, change.loss) for change in found] == told


def test_a_summary_that_was_not_recorded_has_no_changes() -> None:
    assert changes({"facts": {}}, {"facts": {"new": ["- total_subsidy = 6"]}}) == []


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold set of one passage a half; that of the untouched half is annotated with what is not found."""
    for half, value in (("tuned", 30000), ("untouched", 999)):
        entry = {
            "id": half,
            "unit": "柳树乡",
            "year": "2019",
            "text": f"发放优抚对象{half}慰问金3万元。",
            "amounts": [{"text": "3万元", "value": value, "role": "total", "counts": True}],
            "total_subsidy": value,
        }
        (tmp_path / f"passages-{half}.json").write_text(json.dumps([entry], ensure_ascii=False), encoding="utf-8")
    return tmp_path


def alter(gold: Path, half: str, line: str) -> None:
    """Let the kept record of a half say something else."""
    path = gold / "figures.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept[half]["facts"][half].append(line)
    path.write_text(json.dumps(kept), encoding="utf-8")


def test_the_halves_are_scored_apart_and_the_untouched_one_shows_numbers_only(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([], gold) == 0
    tuned, untouched = capsys.readouterr().out.split("== untouched")
    assert "== tuned: 1 summaries" in tuned
    assert "0 faults" in tuned
    assert "1 faults" in untouched
    assert "3万元" not in untouched
    assert run(["--show-untouched"], gold) == 0
    assert "3万元 value=999" in capsys.readouterr().out.split("== untouched")[1]


def test_a_loss_fails_until_it_is_accepted(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--accept"], gold) == 0
    assert run([], gold) == 0
    assert "no fact gained, lost or changed" in capsys.readouterr().out
    alter(gold, "tuned", "+ amounts 9元 = 9 total")
    assert run([], gold) == 1
    assert "! lost  tuned: + amounts 9元 = 9 total" in capsys.readouterr().out
    assert run(["--accept"], gold) == 0
    assert run([], gold) == 0


def test_a_loss_in_the_untouched_half_fails_without_naming_it(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--accept"], gold)
    alter(gold, "untouched", "+ amounts 9元 = 9 total")
    capsys.readouterr()
    assert run([], gold) == 1
    told = capsys.readouterr().out
    assert "lost 1" in told
    assert "9元" not in told


def test_without_a_gold_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([], tmp_path) == 2
    assert "there is no gold set here" in capsys.readouterr().err


def test_fund_and_bound_are_told_of_either_half(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for half, fund in (("tuned", "慰问金"), ("untouched", "抚恤金")):
        path = gold / f"passages-{half}.json"
        (entry,) = json.loads(path.read_text(encoding="utf-8"))
        entry["amounts"][0] |= {"fund": fund, "bound": "exact"}
        path.write_text(json.dumps([entry], ensure_ascii=False), encoding="utf-8")
    assert run([], gold) == 0
    tuned, untouched = capsys.readouterr().out.split("== untouched")
    assert "rightly told: fund 1.000, bound 1.000" in tuned
    assert "rightly told: fund 0.000, bound 1.000" in untouched
