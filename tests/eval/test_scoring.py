"""Pairing and judging: cases as data, and the same figures on the shared seed as the script that is kept beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor import evaluate, extract, load_rules
from extractor.contract import document_to_list
from extractor.scoring import amount_right, date_right, holds_either, judge_written, plain, plain_date, score

SHARED = Path(__file__).resolve().parents[3] / "shared"
Json = dict[str, Any]

SAME_WORDS = [
    # written, found, whether they are the same words or hold each other
    ("13914元", "13914 元", True),
    ("1,546元", "1546元", True),
    ("90元/人", "90元", True),
    ("20xx元", "20__元", True),
    ("2万元", "近2万元", True),
    ("200元", "5200元", False),
    ("5元", "1.5元", False),
    ("9位", "19位", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME_WORDS)
def test_words_of_a_pair(one: str, other: str, same: bool) -> None:
    a, b = plain(one), plain(other)
    assert (a == b or holds_either(a, b)) is same


@pytest.mark.parametrize("words", ["“八一”期间", "八一前夕", "“八·一”前", "八一建军节"])
def test_a_feast_is_known_by_its_name(words: str) -> None:
    assert plain_date(words) == "八一"


DATES = [
    # annotated, found, right
    ({"edtf": "2019-08-01"}, "2019-08-01", True),
    ({"edtf": "2019-08"}, "2019-08~", True),
    ({"edtf": "2019-08-01"}, "2018-08-01", False),
    ({"edtf": "XXXX-08-01"}, "2019-08-01", True),
    ({"edtf": "XXXX-08-01"}, "2019-08-02", False),
    ({"edtf": "2019-01", "edtf_any": ["2019-02"]}, "2019-02", True),
    ({"edtf": "2019-01", "edtf_any": True}, "2019-05", True),
    ({"edtf": "2019-01", "edtf_any": True}, None, True),
    ({"edtf": "2019-02-05", "festival": "lunar"}, "2019-02-04", True),
    ({"edtf": "2019-02-05", "festival": "lunar"}, "2018-02-16", False),
    ({"edtf": None}, "2019", True),
    ({"edtf": "2019"}, None, False),
]


@pytest.mark.parametrize(("gold", "found", "right"), DATES)
def test_dates(gold: Json, found: str | None, right: bool) -> None:
    assert date_right(gold, {"edtf": found}) is right


AMOUNTS = [
    # annotated, found, right
    ({"value": 100, "role": "total"}, {"value": 100.0, "role": "total"}, True),
    ({"value": 100, "role": "total"}, {"value": 100.01, "role": "total"}, False),
    ({"value": 100, "role": "total"}, {"value": 100, "role": "part"}, False),
    ({"value": 100, "role": "total", "role_any": ["part"]}, {"value": 100, "role": "part"}, True),
    ({"value": None, "role": "total"}, {"value": None, "low": None, "role": "total"}, True),
    (
        {"value": None, "low": 30, "high": 50, "role": "plan"},
        {"value": None, "low": 30, "high": 50, "role": "plan"},
        True,
    ),
    (
        {"value": None, "low": 30, "high": 50, "role": "plan"},
        {"value": None, "low": 30, "high": 60, "role": "plan"},
        False,
    ),
]


@pytest.mark.parametrize(("gold", "found", "right"), AMOUNTS)
def test_amounts(gold: Json, found: Json, right: bool) -> None:
    assert amount_right(gold, found) is right


def amount(text: str, value: float, role: str = "total", **more: Any) -> Json:
    return {"text": text, "value": value, "role": role, "counts": role == "total", **more}


PAIRINGS = [
    # what is tried, annotated, found, verdicts in the order of the annotation and then what is left
    (
        "in order",
        [amount("5元", 5), amount("5元", 5, "plan")],
        [amount("5元", 5), amount("5元", 5, "plan")],
        "right right",
    ),
    ("a right one first", [amount("5元", 5, "plan")], [amount("5元", 5), amount("5元", 5, "plan")], "right extra"),
    ("required before optional", [amount("5元", 5, optional=True), amount("5元", 5)], [amount("5元", 5)], "right"),
    (
        "equal before holding",
        [amount("2万元", 20000)],
        [amount("近2万元", 20000), amount("2万元", 20000)],
        "right extra",
    ),
    ("wrong", [amount("5元", 5)], [amount("5元", 5, "part")], "wrong"),
    ("missed and extra", [amount("5元", 5)], [amount("7元", 7)], "missed extra"),
    ("optional", [amount("5元", 5, optional=True)], [amount("5元", 5, "part")], "optional"),
    ("derived ones are no extra", [], [amount("", 5, derived=True)], ""),
]


@pytest.mark.parametrize(
    ("gold", "found", "verdicts"), [case[1:] for case in PAIRINGS], ids=[case[0] for case in PAIRINGS]
)
def test_pairing(gold: list[Json], found: list[Json], verdicts: str) -> None:
    judged = judge_written("x", "amounts", {"amounts": gold}, {"amounts": found})
    assert " ".join(one.verdict for one in judged) == verdicts


ADDED = [
    # what is tried, annotation, found, whether each amount that is added up should be
    ("annotated so", {"amounts": [amount("5元", 5)]}, [amount("5元", 5)], [True]),
    ("another value", {"amounts": [amount("5元", 5)]}, [amount("5元", 6)], [False]),
    ("annotated not to count", {"amounts": [amount("5元", 5, "rate")]}, [amount("5元", 5)], [False]),
    ("may count or not", {"amounts": [amount("5元", 5, "part", counts_any=True)]}, [amount("5元", 5)], [True]),
    ("not annotated", {"amounts": []}, [amount("5元", 5)], [False]),
    ("nothing is said of it", {"amounts": [{"text": "5元", "value": 5, "role": "total"}]}, [amount("5元", 5)], []),
    ("derived, as listed", {"amounts": [], "derived": [8]}, [amount("", 8, derived=True)], [True]),
    (
        "derived, as listed with its fund",
        {"amounts": [], "derived": [{"value": 8}]},
        [amount("", 8, derived=True)],
        [True],
    ),
    ("derived, not listed", {"amounts": [], "derived": []}, [amount("", 8, derived=True)], [False]),
    ("derived, by the total", {"amounts": [], "total_subsidy": 8}, [amount("", 8, derived=True)], [True]),
    ("amounts not annotated", {}, [amount("5元", 5)], []),
]


@pytest.mark.parametrize(("gold", "found", "right"), [case[1:] for case in ADDED], ids=[case[0] for case in ADDED])
def test_what_is_added_up(gold: Json, found: list[Json], right: list[bool]) -> None:
    total = sum(fact["value"] for fact in found if fact["counts"])
    scores = score([("x", gold, {"amounts": found, "total_subsidy": total})])
    assert [one.right for one in scores.added] == right


def test_an_activity_is_its_type_in_a_sentence_that_holds_the_anchor() -> None:
    gold = {"activities": [{"type": "visit", "anchor": "走访"}, {"type": "visit", "anchor": "慰问", "optional": True}]}
    found = {
        "activities": [
            {"type": "visit", "sentence": "走\n访慰问。"},
            {"type": "visit", "sentence": "又走访。"},
            {"type": "culture", "sentence": "走访。"},
        ]
    }
    verdicts = [one.verdict for one in score([("x", gold, found)]).judged]
    assert verdicts == ["right", "optional", "extra"]


def test_another_type_is_right_where_it_is_allowed() -> None:
    gold = {"activities": [{"type": "visit", "type_any": ["culture"], "anchor": "走访"}]}
    found = {"activities": [{"type": "culture", "sentence": "走访。"}, {"type": "benefits", "sentence": "走访。"}]}
    assert [one.verdict for one in score([("x", gold, found)]).judged] == ["right", "extra"]


@pytest.mark.skipif(not (SHARED / "gold" / "score.py").exists(), reason="shared material is not beside the repository")
def test_the_same_figures_as_the_shared_script(tmp_path: Path) -> None:
    gold, seed = SHARED / "gold" / "seed.json", next((SHARED / "seed").glob("*.txt"))
    found = document_to_list(extract(str(seed), seed.read_bytes(), rules=load_rules()))
    facts = tmp_path / "facts.jsonl"
    facts.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found), encoding="utf-8")
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(gold), str(facts), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = evaluate([str(gold)], load_rules(), str(seed)).record["figures"]
    for kind in ("amounts", "headcounts", "dates", "activities"):
        assert ours[kind]["right"] == theirs[kind].get("tp", 0)
        assert ours[kind]["wrong"] == theirs[kind].get("fp", 0)
        assert ours[kind]["missed"] == theirs[kind].get("fn", 0)
        for rate in ("precision", "recall", "f1"):
            assert ours[kind][rate] == pytest.approx(theirs[kind][rate], abs=1e-4)
        for field, share in ours[kind]["agree"].items():
            if f"{field}_ok" in theirs[kind]:
                assert share == pytest.approx(theirs[kind][f"{field}_ok"] / theirs[kind]["found"], abs=1e-4)
    assert ours["totals"]["exact"] == theirs["totals"]["ok"]
    assert ours["totals"]["exact_where_any"] == theirs["totals"]["ok_with"]
