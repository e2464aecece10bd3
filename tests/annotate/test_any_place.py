"""Any span of any document: the words anchored are the span's, and our own reader gives the same blocks as before."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotate import Comment, annotate
from extractor.errors import UnreadableFile
from extractor.model import Block, Place
from tests.annotate.builders import blocks_of, draft, entries, with_picture_and_comment, zipped
from tests.annotate.readback import all_but_comments, comments_in
from tests.fuzz import FUZZ
from tests.word import (
    Inline,
    WordFile,
    bold,
    deleted,
    hidden,
    inserted,
    link,
    merged,
    moved_from,
    moved_to,
    split,
    textbox,
    vml_textbox,
)

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "corpus" / "samples").rglob("*.docx"))
OFFICE = ROOT.parent / "shared" / "office"
MOST = 120  # comments a file

TEXT = st.text("双拥慰问金1349.5元、。（）“”　 \t\n-<&>𠮷é", min_size=1, max_size=12)
PIECES = (
    bold, split, inserted, deleted, moved_to, moved_from, hidden, link, textbox, vml_textbox,
)  # fmt: skip
INLINE: st.SearchStrategy[Inline] = TEXT | st.builds(lambda make, text: make(text), st.sampled_from(PIECES), TEXT)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=5)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    file = WordFile(edited=draw(st.booleans()))
    file.title("双拥工作总结")
    for parts in draw(st.lists(PARAGRAPH | st.just([]), min_size=1, max_size=4)):
        if parts:
            file.paragraph(*parts, number=draw(st.sampled_from([None, ("chinese", 0), ("decimal", 1)])))
        else:
            file.table([["项目", "金额"], [draw(TEXT), draw(TEXT)], [merged(draw(TEXT), columns=2)]])
    return file.to_bytes()


def anchored_text(blocks: tuple[Block, ...], place: Place) -> str:
    """What a comment on the place must be anchored to. The line break between two paragraphs of a cell is no character
    of the file: at an end of the place it is left out."""
    if place.block == place.end_block:
        return blocks[place.block].raw[place.start : place.end].strip("\n")
    texts = [blocks[place.block].raw[place.start :], blocks[place.end_block].raw[: place.end]]
    return "\n".join(texts).strip("\n")


@settings(max_examples=150, deadline=None)
@given(data=documents(), chooser=st.randoms(use_true_random=False))
def test_any_span_of_any_document(data: bytes, chooser: random.Random) -> None:
    blocks = blocks_of(data)
    body = [block for block in blocks if block.kind in ("paragraph", "cell")]
    places = [span(chooser.choice(body), chooser) for _ in range(8)]
    check(data, places)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_any_span_of_a_sample(path: Path) -> None:
    data = path.read_bytes()
    chooser = random.Random(path.name)
    body = [block for block in blocks_of(data) if block.kind in ("paragraph", "cell")]
    places = [span(block, chooser) for block in body for _ in range(3)]
    pairs = [(first, last) for first, last in pairwise(body) if last.index == first.index + 1]
    joined = [
        Place(first.index, chooser.randrange(len(first.raw)), chooser.randint(1, len(last.raw)), last.index)
        for first, last in pairs
        if first.kind == last.kind == "paragraph"
    ]
    check(data, [*places, *joined])


@pytest.mark.skipif(not OFFICE.is_dir(), reason="the shared Word corpus is not here")
def test_any_span_of_what_word_writes() -> None:
    read = 0
    for path in sorted(OFFICE.glob("*.docx")):
        data = path.read_bytes()
        if len(data) > 300_000:
            continue
        try:
            blocks = blocks_of(data)
            annotate(path.name, data, [], "台账", "台")
        except UnreadableFile:
            continue
        chooser = random.Random(path.name)
        places = [span(block, chooser) for block in blocks[:: len(blocks) // MOST + 1]]
        wider = any(
            word in entries(data)["word/document.xml"]
            for word in (b":fldChar", b":fldSimple", b":smartTag", b":sdt>", b":oMath", b":ruby")
        )
        check(data, [place for place in places if blocks[place.block].kind in ("paragraph", "cell")], wider=wider)
        read += 1
    assert read > 20


def test_a_file_damaged_anywhere_is_annotated_or_refused() -> None:
    whole = with_picture_and_comment(draft())
    chooser = random.Random(20211)
    for _ in range(FUZZ):
        name, content = chooser.choice([pair for pair in entries(whole).items() if pair[0].endswith((".xml", ".rels"))])
        damaged = bytearray(content)
        for _ in range(chooser.randint(1, 4)):
            damaged[chooser.randrange(len(damaged))] = chooser.randrange(256)
        data = zipped({**entries(whole), name: bytes(damaged)})
        try:
            blocks = blocks_of(data)
            out = annotate("草稿.docx", data, [Comment(span(block, chooser), "甲") for block in blocks], "台账", "台")
        except UnreadableFile:
            continue
        assert blocks_of(out) == blocks


def span(block: Block, chooser: random.Random) -> Place:
    start = chooser.randrange(len(block.raw))
    return Place(block.index, start, chooser.randint(start + 1, len(block.raw)), block.index)


def check(data: bytes, places: list[Place], *, wider: bool = False) -> None:
    """Every comment is on its words, and the blocks are those of before. ``wider``: words may stand in a field, an
    equation and the like, which is commented as a whole."""
    blocks = blocks_of(data)
    # What no character of the file stands for has no words to be on.
    places = [place for place in places if anchored_text(blocks, place)]
    comments = [Comment(place, f"第{number}条") for number, place in enumerate(places)]
    out = annotate("草稿.docx", data, comments, "台账", "台")
    assert blocks_of(out) == blocks
    assert all_but_comments(out) == all_but_comments(data)
    if comments:
        said = [one for one in comments_in(out).values() if one.author == "台账"]
        assert [one.text for one in said] == [comment.text for comment in comments]
        for one, place in zip(said, places, strict=True):
            expected = anchored_text(blocks, place)
            # a blank at the end of a paragraph's run may stay outside the range
            assert one.anchored.strip() == expected.strip() or (wider and expected.strip() in one.anchored)
