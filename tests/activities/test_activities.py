"""Sentences with the activities that they report, those that report none, and the seed."""

from __future__ import annotations

import importlib.util
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import ACTIVITY_TYPES
from extractor.pipeline import extract
from extractor.rules import load_rules

from .wiring import Case, cases, read, told

SHARED = Path(__file__).parents[3] / "shared"
TUNED = [*cases("cases.txt")]
HELD_OUT = [*cases("held_out.txt")]
UNSEEN = [*cases("unseen.txt")]


@pytest.mark.parametrize("case", TUNED, ids=lambda case: case.sentence[:24])
def test_sentence_reports_just_its_activities(case: Case) -> None:
    found = told(case.sentence)
    types = Counter(kind for kind, _ in found)
    assert not Counter(case.required) - types
    assert set(types) <= set(case.required) | case.optional
    assert all(planned == case.planned for _, planned in found)


@pytest.mark.parametrize(("table", "least"), [(HELD_OUT, 0.92), (UNSEEN, 0.95)], ids=["held out", "unseen"])
def test_sentences_written_before_the_rules(table: list[Case], least: float) -> None:
    """Scored as a whole, as ../shared/gold/score.py scores."""
    right = extra = missed = 0
    for case in table:
        types = Counter(kind for kind, _ in told(case.sentence))
        right += sum((Counter(case.required) & types).values())
        missed += sum((Counter(case.required) - types).values())
        extra += sum(n for kind, n in types.items() if kind not in case.required and kind not in case.optional)
    assert 2 * right / (2 * right + extra + missed) >= least


def test_tables_are_large_and_cover_every_type() -> None:
    every = TUNED + HELD_OUT + UNSEEN
    assert {kind for case in every for kind in case.required} == set(ACTIVITY_TYPES)
    assert sum(bool(case.required) for case in every) >= 150
    assert sum(not case.required for case in every) >= 50


def test_headings_and_titles_report_nothing() -> None:
    summary = read("各项工作有序推进。", heading="一、走访慰问优抚对象，召开座谈会")
    assert not summary.activities


def test_opening_that_announces_its_paragraph_reports_nothing() -> None:
    summary = read("一是认真开展走访慰问活动。春节前慰问驻军官兵60名，送去慰问金2万元。")
    assert [(a.type, a.sentence) for a in summary.activities] == [("visit", summary.activities[0].sentence)]
    assert summary.sentence_text(summary.activities[0].sentence).startswith("春节前")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # a numbered title, a bare one, one with a motto: the next sentence tells the deed
        ("节前摸清底数。（二）召开八一老兵座谈会。7月29日，镇里23名老兵参加了座谈。", ["forum"]),
        ("节前备好物资。情系烈属。志愿者走访烈属5户。", ["visit"]),
        ("节前备好物资。走访慰问，暖了老兵。志愿者走访老兵5户。", ["visit", "visit"]),
        ("节前备好物资。走访慰问，情暖老兵心。志愿者走访老兵5户。", ["visit"]),
        # told with what follows of another type, it is a deed of its own
        ("节前备好物资。（二）召开老兵座谈会。志愿者走访老兵5户。", ["forum", "visit"]),
    ],
)
def test_title_amid_a_paragraph_reports_nothing(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in told(text)] == kinds


def test_opening_stands_where_nothing_more_is_told() -> None:
    assert told("一是认真开展走访慰问活动。镇村干部深受教育。") == [("visit", False)]


def test_deed_spoken_of_again_is_told_once() -> None:
    assert told("八一前夕走访慰问驻军官兵。慰问期间，双方互致问候。") == [("visit", False)]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        # who was the subject, or was helped, stays so in a sentence that names nobody
        ("武警中队常年关心驻地教育。先后资助贫困学生12名，清扫街道6次。", {"army_aid"}),
        ("对86户优抚对象逐户走访。全年临时帮扶解困15人次，支出2.3万元。", {"visit", "relief"}),
        # a subject that stands far off, behind nothing but when and where
        ("今年入秋以来，在一次进村小讲国防课的活动中，军分区给4名学生建立了助学档案。", {"army_aid"}),
        ("入秋以来，镇里请来教师，会同部队给4名学生建立了助学档案。", {"organisation"}),
        # another matter, another paragraph
        ("与武警中队开展联欢。村里资助贫困学生12名。", {"forum", "relief"}),
        ("对86户优抚对象逐户走访。二是抓好安置。", {"visit"}),
    ],
)
def test_paragraph_says_whom_a_sentence_is_about(text: str, types: set[str]) -> None:
    assert {kind for kind, _ in told(text)} == types


def test_deed_spoken_of_again_with_its_figures_is_told() -> None:
    assert told("八一前夕走访慰问驻军官兵。此次慰问共走访42户。") == [("visit", False), ("visit", False)]


def test_clauses_that_tell_one_deed_are_one_activity() -> None:
    assert told("走访慰问驻军2个中队，并送去慰问金3万元，共计3万元。") == [("visit", False)]


def test_activity_links_the_facts_of_its_clauses() -> None:
    summary = read("春节前夕，镇领导走访慰问烈属16户，共发放慰问金8000元；召开退伍军人座谈会，参加座谈40人。")
    visit, forum = summary.activities
    assert (visit.type, len(visit.amounts), len(visit.headcounts), len(visit.dates)) == ("visit", 1, 1, 1)
    assert (forum.type, len(forum.amounts), len(forum.headcounts), len(forum.dates)) == ("forum", 0, 1, 0)


@pytest.mark.parametrize(
    ("sentence", "planned"),
    [
        ("将优待金13914元在“八一”前全部存入存折。", False),
        ("按照上级要求，各社区走访慰问了优抚对象。", False),
        ("要求各社区在节前走访慰问优抚对象。", True),
        ("我们要继续走访慰问优抚对象。", True),
        ("计划在年底前走访慰问优抚对象。", True),
        ("嘱咐老人有困难要及时向社区反映，随后看望了两户军属。", False),
        ("乡里极力争取资金，看望了两户军属。", False),
        ("各村要压实责任，对军属逐户走访。", True),
        ("原计划在年底走访，现已全部走访慰问完毕。", False),
        ("制定工作计划后，走访慰问了优抚对象。", False),
    ],
)
def test_planned(sentence: str, planned: bool) -> None:
    assert {each for _, each in told(sentence)} == {planned}


def test_plan_behind_a_semicolon_is_of_its_own_matter() -> None:
    assert told("7月为军属体检62人；预计10月召开老兵座谈会；8月走访慰问驻军官兵40人。") == [
        ("medical", False),
        ("forum", True),
        ("visit", False),
    ]
    assert told("下一步将走访慰问驻军官兵；召开老兵座谈会。") == [("visit", True), ("forum", True)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([case.sentence for case in TUNED + HELD_OUT]), min_size=1, max_size=6))
def test_activities_stay_inside_their_sentences(sentences: list[str]) -> None:
    summary = read("".join(sentences))
    for activity in summary.activities:
        sentence = summary.sentences[activity.sentence]
        assert sentence.start <= activity.start < activity.end <= sentence.end
        assert not sentence.heading
    places = [(activity.sentence, activity.start) for activity in summary.activities]
    assert places == sorted(places)


def load_score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "gold" / "score.py").exists(), reason="../shared (the seed and its gold) is absent")
def test_seed() -> None:
    import json

    score = load_score()
    gold = json.loads((SHARED / "gold" / "seed.json").read_text(encoding="utf-8"))
    seed = next((SHARED / "seed").glob("*.txt"))
    summaries = extract(seed.name, seed.read_bytes(), rules=load_rules()).summaries
    tally: Any = defaultdict(lambda: defaultdict(int))
    for wanted, summary in zip(gold, summaries, strict=True):
        found = [
            {"type": a.type, "planned": a.planned, "sentence": summary.sentence_text(a.sentence)}
            for a in summary.activities
        ]
        score.score_doc(wanted, {"activities": found}, tally, [])
    counts = tally["activities"]
    assert 2 * counts["tp"] / (2 * counts["tp"] + counts["fp"] + counts["fn"]) >= 0.85
    assert counts["planned_ok"] / counts["found"] >= 0.95


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("镇里广泛开展“八一”慰问活动。镇领导慰问驻军2个中队。", 1),
        ("8月1日前，镇里广泛开展慰问活动。镇领导慰问驻军2个中队。", 2),
        ("全面完成了农房保险工作。农房保险共投保2.1万户。", 2),
        ("认真开展农房保险工作。农房保险共投保2.1万户。", 1),
    ],
)
def test_opening_with_its_own_date_or_done_is_told(text: str, told_of: int) -> None:
    assert len(told(text)) == told_of
