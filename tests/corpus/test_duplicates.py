"""Papers that are nearly alike count once: which are, which is the later one, and what a person says of it."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from corpus import queries
from corpus.audit import waterfall
from corpus.compare import Question, ask
from corpus.correcting import correct, take_back
from corpus.duplicates import ALIKE, find
from corpus.notes import notes
from corpus.review import items
from corpus.sketches import NUMBERS, PIECE, likeness, sketch
from corpus.units import Unit, Units, to_units
from tests.corpus.conftest import Desk
from tests.corpus.factories import date, money, paper
from tests.samples.build import samples

WORDS = [
    "调整充实了双拥工作领导小组，由主要领导任组长，站所负责人为成员。",
    "全年召开专题会议四次，研究解决拥军优属工作中的实际困难。",
    "利用广播、宣传栏、微信公众号等形式宣传国防知识，发放宣传资料三百份。",
    "春节期间，走访慰问驻地部队和优抚对象，送去慰问品和节日的祝福。",
    "驻地官兵参加义务植树，栽种苗木，清理河道，受到群众称赞。",
    "建成退役军人服务站，配备专兼职工作人员，为退役军人建档立卡。",
    "组织退役军人参加职业技能培训，多人取得职业资格证书。",
]


def text(*left_out: int, more: str = "") -> list[str]:
    return [line for number, line in enumerate(WORDS) if number not in left_out] + ([more] if more else [])


def alike(yuan: str, **fields: Any) -> bytes:
    """A version of one paper: 柳溪镇's on 2021, with this sum."""
    day = fields.pop("day", None)
    facts = [money(yuan)] + ([date(f"12月{day}日", f"2021-12-{day}", f"2021-12-{day}")] if day else [])
    return paper(*fields.pop("of", ("柳溪镇", 2021)), *facts, **{"said": WORDS, **fields})


def pairs(desk: Desk, units: Units | None = None) -> list[tuple[str, str, str]]:
    """Earlier, later and why, by path."""
    papers = {one.id: one for one in queries.papers(desk.connection)}
    files = queries.files(desk.connection)
    found = find(desk.connection, list(papers.values()), units or Units()).values()
    return sorted((files[papers[p.earlier].document], files[papers[p.later].document], p.why) for p in found)


# Files, and which of them does not count for which other one, and why.
VERSIONS = [
    ({"a（初稿）.txt": alike("100元"), "a（定稿）.txt": alike("110元")}, [("a（初稿）.txt", "a（定稿）.txt", "stage")]),
    ({"总结.txt": alike("100元"), "总结（初稿）.txt": alike("110元")}, [("总结（初稿）.txt", "总结.txt", "stage")]),
    ({"z征求意见稿.txt": alike("100元"), "a送审.txt": alike("110元"), "b定稿.txt": alike("120元")},
     [("a送审.txt", "b定稿.txt", "stage"), ("z征求意见稿.txt", "b定稿.txt", "stage")]),
    ({"总结（修改）.txt": alike("100元"), "总结.txt": alike("110元")}, [("总结.txt", "总结（修改）.txt", "stage")]),
    ({"a第二稿.txt": alike("100元"), "a第三稿.txt": alike("110元")}, [("a第二稿.txt", "a第三稿.txt", "version")]),
    ({"a v10.txt": alike("100元"), "a v9.txt": alike("110元")}, [("a v9.txt", "a v10.txt", "version")]),
    ({"a第十稿.txt": alike("100元"), "a第十一稿.txt": alike("110元")}, [("a第十稿.txt", "a第十一稿.txt", "version")]),
    ({"a二十稿.txt": alike("100元"), "a第九稿.txt": alike("110元")}, [("a第九稿.txt", "a二十稿.txt", "version")]),
    ({"a11稿.txt": alike("100元"), "a9稿.txt": alike("110元")}, [("a9稿.txt", "a11稿.txt", "version")]),
    ({"a.txt": alike("100元"), "a 21稿.txt": alike("110元")}, [("a.txt", "a 21稿.txt", "version")]),
    ({"a第一稿.txt": alike("100元"), "a.txt": alike("110元")}, [("a第一稿.txt", "a.txt", "stage")]),
    # a year is no version
    ({"a.txt": alike("100元"), "b2021稿.txt": alike("110元")}, [("a.txt", "b2021稿.txt", "name")]),
    ({"a.txt": alike("100元"), "b二〇二一稿.txt": alike("110元")}, [("a.txt", "b二〇二一稿.txt", "name")]),
    # what was put in order, or a reform, is no revision of the paper
    ({"a整改后.txt": alike("100元"), "b.txt": alike("110元")}, [("a整改后.txt", "b.txt", "name")]),
    ({"a军改后总结.txt": alike("100元"), "b.txt": alike("110元")}, [("a军改后总结.txt", "b.txt", "name")]),
    ({"a改后.txt": alike("100元"), "b.txt": alike("110元")}, [("b.txt", "a改后.txt", "stage")]),
    ({"总结2.txt": alike("100元"), "总结10.txt": alike("110元")}, [("总结2.txt", "总结10.txt", "name")]),
    # small changes: a sentence less, one more
    ({"a.txt": alike("1元"), "b.txt": alike("1元", said=text(3, more="继续开展慰问。"))}, [("a.txt", "b.txt", "name")]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), VERSIONS)
def test_of_papers_that_are_nearly_alike_the_later_one_is_known(
    desk: Desk, files: dict[str, bytes], expected: list[tuple[str, str, str]]
) -> None:
    desk.ingest(files)
    assert pairs(desk) == expected


def test_the_paper_that_was_signed_later_is_the_later_one(desk: Desk) -> None:
    def signed(day: str) -> bytes:
        return alike("100元", of=("柳溪镇", 2021), said=["".join(WORDS)], day=day)

    desk.ingest({"b.txt": signed("01"), "a.txt": signed("19")})
    assert pairs(desk) == [("b.txt", "a.txt", "signed")]


DIFFERENT = {
    "another year": (alike("100元"), alike("100元", of=("柳溪镇", 2020))),
    "another unit": (alike("100元"), alike("100元", of=("鹤栖乡", 2021))),
    "another type": (alike("100元"), alike("100元", type="plan")),
    "half a year": (alike("100元"), alike("100元", period="2021-40")),
    "several years": (alike("100元"), alike("100元", period="2019/2021")),
    "no year": (alike("100元", of=("柳溪镇", None)), alike("110元", of=("柳溪镇", None))),
    "other work": (alike("100元", said=text(0, 2, 4)), alike("100元", said=text(1, 3, 5, 6))),
    "the half in its title alone": (alike("100元"), alike("100元", title="柳溪镇2021年上半年双拥工作总结")),
    "too short to tell": (alike("100元", said=[]), alike("100元", said=["完。"])),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_is_not_the_same_paper(desk: Desk, name: str) -> None:
    one, other = DIFFERENT[name]
    desk.ingest({"总结（初稿）.txt": one, "总结（定稿）.txt": other})
    assert len(queries.papers(desk.connection)) == 2
    assert pairs(desk) == []


def test_the_half_in_a_file_name_alone_is_another_paper(desk: Desk) -> None:
    desk.ingest({"上半年总结.txt": alike("100元"), "全年总结.txt": alike("110元")})
    assert pairs(desk) == []


def test_other_names_of_a_unit_are_the_unit(desk: Desk) -> None:
    desk.ingest({"a.txt": alike("100元"), "b.txt": alike("110元", of=("柳溪镇政府", 2021))})
    assert pairs(desk) == []
    assert pairs(desk, to_units([Unit("柳溪镇", "township", aliases=("柳溪镇政府",))])) == [("a.txt", "b.txt", "name")]


@pytest.fixture
def full(desk: Desk) -> Desk:
    desk.ingest({"初稿.txt": alike("300元"), "定稿.txt": alike("200元"), "乡.txt": alike("50元", of=("鹤栖乡", 2021))})
    return desk


def total(desk: Desk) -> int:
    answer = ask(desk.connection, Question(), Units())
    return sum(row.total(answer.columns).value for row in answer.totals) // 100


def test_only_the_later_one_counts_and_every_figure_says_so(full: Desk) -> None:
    assert total(full) == 250
    answer = ask(full.connection, Question(), Units())
    (note,) = (note for note in notes(full.connection, answer) if note.code == "duplicate")
    assert note.text == (
        "柳溪镇 2021: counted once, as in 定稿.txt; an earlier version or copy is not added: 初稿.txt "
        "(see taizhang duplicates)"
    )
    steps = {step.code: step.figure.value // 100 for step in waterfall(full.connection, Question(), Units()).steps}
    assert (steps["seen"], steps["counted"], steps["duplicate"], steps["overlap"], steps["total"]) == (
        550,
        550,
        300,
        0,
        250,
    )
    other = ask(full.connection, Question(units=("鹤栖乡",)), Units())
    assert "duplicate" not in {note.code for note in notes(full.connection, other)}


@pytest.mark.parametrize("measure", ["amounts", "headcounts", "activities"])
def test_other_measures_count_it_once_too(full: Desk, measure: str) -> None:
    answer = ask(full.connection, Question(measure=measure), Units())
    assert not any(e.taken for e in answer.entries if e.summary in answer.gathered.doubles)
    assert "duplicate" in {note.code for note in notes(full.connection, answer)}


def test_papers_on_several_years_count_once_in_their_period(desk: Desk) -> None:
    desk.ingest({"初稿.txt": alike("300元", period="2019/2021"), "定稿.txt": alike("200元", period="2019/2021")})
    answer = ask(desk.connection, Question(period="2019/2021"), Units())
    assert sum(row.total(answer.columns).value for row in answer.totals) == 20_000


def test_by_document_both_are_shown_and_one_is_added(full: Desk) -> None:
    answer = ask(full.connection, Question(by="document"), Units())
    assert sorted((row.file, row.added) for row in answer.rows) == [
        ("乡.txt", True),
        ("初稿.txt", False),
        ("定稿.txt", True),
    ]


def test_a_person_says_that_they_are_two_papers(full: Desk) -> None:
    said, _grid = correct(full.db, "初稿.txt", {"not_duplicate_of": "定稿.txt"}, "王审计", "内容不同")
    assert pairs(full) == []
    codes = {note.code for note in notes(full.connection, ask(full.connection, Question(), Units()))}
    assert "duplicate" not in codes
    assert "overlap" in codes  # they are still on the same months, and are not both added
    take_back(full.db, said.id, "王审计")
    assert pairs(full) == [("初稿.txt", "定稿.txt", "stage")]


def test_a_person_says_which_is_the_later_one(full: Desk) -> None:
    correct(full.db, "初稿.txt", {"later_than": "定稿.txt"}, "王审计", "名字写反了")
    assert pairs(full) == [("定稿.txt", "初稿.txt", "person")]
    assert total(full) == 350
    correct(full.db, "定稿.txt", {"later_than": "初稿.txt"}, "李审计", "没有写反")  # of two things said the last holds
    assert pairs(full) == [("初稿.txt", "定稿.txt", "person")]


def test_what_a_person_says_outlives_another_reading(full: Desk) -> None:
    correct(full.db, "初稿.txt", {"not_duplicate_of": "定稿.txt"}, "王审计", "内容不同")
    full.ingest(rules="rules-2")
    assert pairs(full) == []


def test_a_paper_is_no_version_of_itself(full: Desk) -> None:
    from corpus.overrides import BadOverride

    with pytest.raises(BadOverride, match="name another paper"):
        correct(full.db, "初稿.txt", {"later_than": "初稿.txt"}, "王审计", "x")


def test_it_is_asked_about_until_a_person_has_said(full: Desk) -> None:
    (item,) = (item for item in items(full.connection, Units()) if item.reason == "duplicate")
    assert item.later is not None
    assert (item.quote.file, item.later.file, item.fen) == ("初稿.txt", "定稿.txt", 30_000)
    correct(full.db, "定稿.txt", {"later_than": "初稿.txt"}, "王审计", "是")
    assert [item.reason for item in items(full.connection, Units())] == []


def test_what_is_said_of_two_papers_answers_no_other_question(desk: Desk) -> None:
    desk.ingest({"a.txt": alike("100元"), "b.txt": alike("100元", of=(None, 2021))})
    correct(desk.db, "b.txt", {"not_duplicate_of": "a.txt"}, "王审计", "x")
    assert [item.reason for item in items(desk.connection, Units())] == ["no_unit"]


def pieces(words: str) -> set[str]:
    return {words[at : at + PIECE] for at in range(len(words) - PIECE + 1)}


@pytest.mark.parametrize("changed", [0, 1, 2, 4, 8, 16])
def test_a_sketch_tells_the_share_in_common(changed: int) -> None:
    draw = random.Random(changed)
    one = [chr(0x4E00 + draw.randrange(3000)) for _character in range(3000)]
    other = [chr(0x4E00 + draw.randrange(3000)) if draw.random() < changed / 100 else old for old in one]
    a, b = pieces("".join(one)), pieces("".join(other))
    assert likeness(sketch(["".join(one)]), sketch(["".join(other)])) == pytest.approx(
        len(a & b) / len(a | b), abs=0.08
    )


def test_sketches_stay_what_they_are() -> None:
    """They are kept in archives: another version of the library must give the same ones."""
    made = sketch(WORDS)
    assert len(made) == 4 * NUMBERS
    assert made[:16].hex() == "a82b94312a26fa1f3a34f910e308700d"


def test_papers_of_the_samples_are_told_apart() -> None:
    """No two of them are versions of each other; each with every tenth clause changed is still the same paper."""
    papers = {sample.name: re.findall("[^，；。]+[，；。]?", "".join(sample.lines)) for sample in samples()}
    made = {name: sketch(clauses) for name, clauses in papers.items()}
    names = sorted(made)
    assert max(likeness(made[a], made[b]) for n, a in enumerate(names) for b in names[:n]) < 0.1
    changed = {name: [c[::-1] if n % 10 == 5 else c for n, c in enumerate(clauses)] for name, clauses in papers.items()}
    assert min(likeness(made[name], sketch(changed[name])) for name in names if made[name]) > ALIKE
