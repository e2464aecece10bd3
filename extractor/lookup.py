"""Many words -> where each stands in a text, overlaps and all. The doors to spaCy and to ahocorasick_rs.

spaCy's PhraseMatcher over a Doc of one token a character is the reference. ``ahocorasick_rs`` finds the same seven
times faster and is there in 5 ms, where importing spaCy takes a second and 90 MB; it is used where it is installed,
and a test holds the two equal on our texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

LookUp = Callable[[str], Iterable[tuple[int, int, int]]]  # text -> (number of the word, start, end)


def look_up(words: Sequence[str]) -> LookUp:
    """A search for ``words``, which are all different and not empty. It yields every place, in no stated order."""
    try:
        return by_automaton(words)
    except ImportError:
        return by_spacy(words)


def by_automaton(words: Sequence[str]) -> LookUp:
    """The search of ahocorasick_rs (Aho and Corasick 1975). Raises ImportError where it is not installed."""
    from ahocorasick_rs import AhoCorasick

    automaton = AhoCorasick(words)

    def search(text: str) -> Iterable[tuple[int, int, int]]:
        return automaton.find_matches_as_indexes(text, overlapping=True)

    return search


def by_spacy(words: Sequence[str]) -> LookUp:
    """The search of spaCy's PhraseMatcher."""
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    vocab = Vocab()
    orth = Orth(vocab.strings)
    matcher = PhraseMatcher(vocab)
    numbers: dict[int, int] = {}

    def doc(text: str) -> Any:
        # numbers in place of strings: such a Doc takes less than half the time
        return Doc(vocab, words=[orth[sign] for sign in text], spaces=[False] * len(text))  # type: ignore[misc]

    for number, word in enumerate(words):
        matcher.add(word, [doc(word)])
        numbers[vocab.strings[word]] = number

    def search(text: str) -> Iterable[tuple[int, int, int]]:
        return [(numbers[key], start, end) for key, start, end in matcher(doc(text))]

    return search


class Orth(dict[str, int]):
    """Characters -> spaCy's numbers for them."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, character: str) -> int:
        self[character] = number = int(self._strings.add(character))
        return number
