"""ahocorasick_rs finds what spaCy finds: on every sample's text, on the seed where it lies beside the repository, and
on made-up ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.lookup import LookUp, by_automaton, by_spacy
from extractor.match import meanings
from extractor.readers import read_blocks

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "seed"
SAMPLES = sorted((ROOT / "corpus" / "samples").rglob("*.docx"))
WORDS = ["军", "军人", "军人家属", "人家", "慰问", "慰问金", "走访慰问", "问金"]


@pytest.fixture(scope="module")
def searches() -> tuple[LookUp, LookUp]:
    words = [*meanings(extractor.load_rules())]
    return by_automaton(words), by_spacy(words)


def agree(searches: tuple[LookUp, LookUp], text: str) -> bool:
    return sorted(searches[0](text)) == sorted(searches[1](text))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_are_searched_alike(searches: tuple[LookUp, LookUp], path: Path) -> None:
    text = "\n".join(block.text for block in read_blocks(path.name, path.read_bytes()).blocks)
    assert len(list(searches[0](text))) > 5
    assert agree(searches, text)


@pytest.mark.skipif(not SEED.is_dir(), reason="the shared seed does not lie beside the repository")
def test_the_seed_is_searched_alike(searches: tuple[LookUp, LookUp]) -> None:
    for path in SEED.glob("*.txt"):
        assert agree(searches, path.read_text(encoding="utf-8"))


@given(st.text(alphabet="军人家属慰问金走访，1", max_size=40))
def test_any_text_is_searched_alike(text: str) -> None:
    assert agree((by_automaton(WORDS), by_spacy(WORDS)), text)


@given(st.text(alphabet="军人家属慰问金走访，1", max_size=40))
def test_what_is_found_stands_there(text: str) -> None:
    for number, start, end in by_automaton(WORDS)(text):
        assert text[start:end] == WORDS[number]
