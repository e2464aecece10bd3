"""rjieba cuts as jieba does: on every sample's text and, where it lies beside the repository, on the seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.readers import read_blocks
from extractor.tokens import Cut, edges, jieba_segmenter, rjieba_segmenter, tokenize

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "seed"
SAMPLES = sorted((ROOT / "corpus" / "samples").rglob("*.docx"))


@pytest.fixture(scope="module")
def cutters() -> tuple[Cut, Cut]:
    return rjieba_segmenter(), jieba_segmenter()


def differences(cutters: tuple[Cut, Cut], text: str) -> list[str]:
    """The lines that the two cut differently, each as both cut it."""
    fast, reference = cutters
    return [
        f"{'|'.join(fast(line))}  jieba: {'|'.join(reference(line))}"
        for line in text.splitlines()
        if fast(line) != reference(line)
    ]


@pytest.mark.slow  # jieba itself reads its dictionary for a second or two
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_are_cut_alike(cutters: tuple[Cut, Cut], path: Path) -> None:
    document = extractor.extract(path.name, path.read_bytes(), rules=extractor.load_rules())
    for summary in document.summaries:
        assert "".join(cutters[0](summary.text)) == summary.text
        assert differences(cutters, summary.text) == []


@pytest.mark.slow
@pytest.mark.skipif(not SEED.is_dir(), reason="the shared seed is not here")
def test_the_seed_is_cut_alike(cutters: tuple[Cut, Cut]) -> None:
    files = [path for path in sorted(SEED.iterdir()) if path.suffix in (".txt", ".md", ".docx")]
    assert files
    for path in files:
        text = "\n".join(block.text for block in read_blocks(path.name, path.read_bytes()).blocks)
        assert differences(cutters, text) == []


WORDS = st.sampled_from(
    ["无偿援助", "优抚", "对象", "16户", "，", "\n", " ", "发放", "abc", "3.5万元", "\0", "春节前夕", "龘"]
)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=30))
def test_edges_are_those_of_the_tokens(pieces: list[tuple[str, bool]]) -> None:
    """Of the whole text cut at once, with its atoms blanked out, and of each gap cut by itself."""
    text = "".join(piece for piece, _ in pieces)
    atoms, wanted, at = [], bytearray(len(text) + 1), 0
    for piece, whole in pieces:
        atoms += [(at, at + len(piece))] if whole else []
        at += len(piece)
    at = 0
    for token in tokenize(text, atoms):
        wanted[at] = 1
        if len(token) == 4:
            wanted[at + 2] = 1
        at += len(token)
    wanted[at] = 1
    assert edges(text, atoms) == bytes(wanted)
