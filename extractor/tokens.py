"""Text -> tokens: numerals and dates are atoms, jieba cuts the gaps with its guessing of new words (HMM) off.

The door to jieba. ``rjieba`` has the same dictionary and algorithm and is some thirty times faster; the pure Python
jieba is used where it is not installed, and a test holds the two equal on our texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

Cut = Callable[[str], list[str]]
Atom = tuple[int, int]  # start, end

HALVED = 4
_BLANK = "\n"  # in no word of a dictionary: what stands before and behind it is cut as if it stood alone


@lru_cache(maxsize=1)
def segmenter() -> Cut:
    """The cutter. The concatenation of what it yields is the text."""
    try:
        return rjieba_segmenter()
    except ImportError:
        return jieba_segmenter()


def rjieba_segmenter() -> Cut:
    """The cutter of rjieba. Raises ImportError where it is not installed."""
    import rjieba

    engine = rjieba.Jieba()

    def cut(text: str) -> list[str]:
        return list(engine.cut(text, False))

    return cut


def jieba_segmenter() -> Cut:
    """The cutter of jieba itself."""
    import logging
    import tempfile

    import jieba

    # jieba writes a cache of its dictionary to the shared temporary folder, where another user could put one of his
    # own.
    jieba.setLogLevel(logging.WARNING)
    engine = jieba.Tokenizer()
    with tempfile.TemporaryDirectory(prefix="taizhang-") as private:
        engine.tmp_dir = private
        engine.initialize()

    def cut(text: str) -> list[str]:
        return list(engine.cut(text, HMM=False))

    return cut


def tokenize(text: str, atoms: Sequence[Atom]) -> list[str]:
    """The tokens of ``text`` in order; they concatenate to it. ``atoms`` are in order and do not overlap."""
    cut = segmenter()
    tokens: list[str] = []
    done = 0
    for start, end in atoms:
        if start > done:
            tokens += cut(text[done:start])
        tokens.append(text[start:end])
        done = end
    if done < len(text):
        tokens += cut(text[done:])
    return tokens


class _Marks(dict[int, bytes]):
    """Length of a token -> its marks: 1 at its first character, and at the middle of one of four; else 0."""

    def __missing__(self, length: int) -> bytes:
        self[length] = marks = bytes(place == 0 or (length == HALVED == 2 * place) for place in range(length))
        return marks


_MARKS = _Marks()


def edges(text: str, atoms: Sequence[Atom]) -> bytes:
    """For each place in the text and for its end 1 where ``tokenize`` has a token begin or end, else 0. A token of four
    characters has an edge in its middle too, for it may be two words: 无偿援助 holds 援助.

    The text is cut in one call, its atoms blanked out: a call for each gap takes twice as long.
    """
    pieces: list[str] = []
    done = 0
    for start, end in atoms:
        pieces += text[done:start], _BLANK * (end - start)
        done = end
    tokens = segmenter()("".join([*pieces, text[done:]]))
    marks = bytearray(b"".join(map(_MARKS.__getitem__, map(len, tokens))) + _MARKS[1])
    for start, end in atoms:
        marks[start:end] = _MARKS[end - start]
    return bytes(marks)
