"""Full text: what is found, what is not, and what is marked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.search import EmptySearchError, marks, phrases_of, read, search, spaced, tokens
from corpus.session import search_words
from tests.corpus.conftest import Desk
from tests.corpus.factories import paper

SENTENCES = [
    "春节前走访慰问驻军部队，送去慰问金3.5万元。",
    "广泛宣传，慰问，题词。",
    "“八·一”期间召开座谈会，发放13,914元。",
    "为优 抚 对象办理ＶＩＰ卡100张。",
    "20xx年XX镇发放**00元。",
]

# words -> the sentences that hold them, with the marked words
CASES: list[tuple[list[str], dict[int, list[str]]]] = [
    (["慰问"], {0: ["慰问", "慰问"], 1: ["慰问"]}),
    (["问题"], {}),
    (["慰问金"], {0: ["慰问金"]}),
    (["走访慰问"], {0: ["走访慰问"]}),
    (["走访", "慰问金"], {0: ["走访", "慰问金"]}),
    (["走访", "座谈会"], {}),
    (["八一"], {2: ["八·一"]}),
    (["“八一”"], {2: ["八·一"]}),
    (["宣传，慰问"], {1: ["宣传，慰问"]}),
    (["，慰问，"], {0: ["慰问", "慰问"], 1: ["慰问"]}),
    (["13914元"], {2: ["13,914元"]}),
    (["13,914"], {2: ["13,914"]}),
    (["914"], {}),
    (["3.5万元"], {0: ["3.5万元"]}),
    (["5万元"], {}),
    (["优抚对象"], {3: ["优 抚 对象"]}),
    (["vip"], {3: ["ＶＩＰ"]}),
    (["VI"], {}),
    (["100张"], {3: ["100张"]}),
    (["问"], {0: ["问", "问"], 1: ["问"]}),
    (["20xx年"], {4: ["20xx年"]}),
    (['慰" OR "座'], {}),
    (["NEAR(慰 问)"], {}),
]


@pytest.mark.parametrize(
    ("words", "expected"), CASES, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_found_and_marked(desk: Desk, words: list[str], expected: dict[int, list[str]]) -> None:
    desk.ingest({"a.txt": paper("柳溪镇", 2021, said=SENTENCES)})
    phrases = phrases_of(words)
    hits = [read(desk.connection, place, phrases) for place in search(desk.connection, phrases)]
    found = {SENTENCES.index(hit.sentence): [hit.sentence[start:end] for start, end in hit.marks] for hit in hits}
    assert found == expected


def test_a_hit_says_where_it_stands(desk: Desk) -> None:
    desk.ingest({"柳溪镇/a.txt": paper("柳溪镇", 2021, said=SENTENCES)})
    phrases = phrases_of(["座谈会"])
    hit = read(desk.connection, search(desk.connection, phrases)[0], phrases)
    assert (hit.unit, hit.year, hit.section, hit.file, hit.paragraph) == ("柳溪镇", 2021, "一、优抚", "柳溪镇/a.txt", 4)


def test_newest_first_and_narrowed(desk: Desk) -> None:
    desk.ingest(
        {
            f"{n}.txt": paper(unit, year, said=["慰问"])
            for n, (unit, year) in enumerate([("柳溪镇", 2019), ("鹤栖乡", 2021), ("柳溪镇", None)])
        }
    )
    record = search_words(desk.db, ["慰问"], None, (), 50).record
    assert [(hit["unit"], hit["year"]) for hit in record] == [("鹤栖乡", 2021), ("柳溪镇", 2019), ("柳溪镇", None)]
    assert len(search_words(desk.db, ["慰问"], "柳溪镇", (), 50).record) == 2
    assert len(search_words(desk.db, ["慰问"], "柳溪镇", (2019,), 50).record) == 1
    short = search_words(desk.db, ["慰问"], None, (), 1)
    assert (short.caption, len(short.record), short.notes[0].count) == ("3 sentences", 1, 2)


@pytest.mark.parametrize("word", ["", "，", "“”", " "])
def test_nothing_to_search_for_is_said(word: str) -> None:
    with pytest.raises(EmptySearchError, match="nothing to search for"):
        phrases_of([word])


@given(st.one_of(st.text(), st.text(alphabet="慰问，。·“ 1,2.３．４，aＢ_*\n")))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = list(tokens(text))
    assert all(start < end for _token, start, end in found)
    assert [start for _token, start, _end in found] == sorted(start for _token, start, _end in found)
    assert spaced([text, text])[1].split(" ") == [token for token, _s, _e in found] or not found


@given(st.text(alphabet="走访慰问，。 ·A1", min_size=1), st.text(alphabet="走访慰问A1", min_size=1, max_size=2))
def test_marks_are_ordered_and_apart(text: str, word: str) -> None:
    found = marks(text, phrases_of([word]))
    assert all(one[1] < other[0] for one, other in pairwise(found))
