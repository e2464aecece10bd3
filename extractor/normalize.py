"""Length-preserving folding: full-width digits and letters, odd spaces and traditional characters made plain.

Every character stays at its place, so that offsets into the folded text are offsets into the text. Chinese punctuation
（，。（）：；） carries meaning in Chinese text and is never touched, which is why this is not Unicode's NFKC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.model import Block
from extractor.simplified import simplified

_FULL_WIDTH = 0xFEE0  # distance from an ASCII character to its full-width form (Unicode block FF00)
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(chr(code) for code in range(0x2000, 0x200B))
_TABLE = {ord(char) + _FULL_WIDTH: char for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
_TABLE |= {ord(space): " " for space in _SPACES}
# Most texts hold none of these; to look is cheaper than to translate.
_ODD = re.compile("[" + "".join(map(chr, _TABLE)) + "．／＋－％]")
# Between digits these are part of a number, a range or a ratio (１．５, １／３); elsewhere they may be typography.
_IN_NUMBER = re.compile("(?<=[0-9])(?:[．／＋－](?=[0-9])|％)")
# 走访军属12户;慰问驻军: typed with the half-width mark, meant as the Chinese one
# (the mark is looked for first: a look behind at every character takes five times as long)
_HALF = re.compile("[,;:?!](?<=[一-鿿”》）].)")
_VOWELS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_TONE = re.compile(f"[{_VOWELS}]")
_READING = re.compile(rf"(?<=[\u4e00-\u9fff])[(（](?=[a-z]*[{_VOWELS}])[a-zü{_VOWELS}]{{1,6}}[)）]")


def fold(text: str) -> str:
    """The text with full-width digits and letters in ASCII, odd spaces as spaces, ．／＋－ between digits and ％
    after a digit in ASCII, and half-width , ; : ? ! behind a Chinese character full-width. ``len(fold(text)) ==
    len(text)``, and folding twice changes nothing more."""
    text = simplified(text)
    if _HALF.search(text):
        text = _HALF.sub(_to_full, text)
    if not _ODD.search(text):
        return text
    return _IN_NUMBER.sub(_to_ascii, text.translate(_TABLE))


def without_pinyin(block: Block) -> Block:
    """The block without the readings that some sites put behind characters (優(yōu)撫), its offsets kept."""
    if not _TONE.search(block.text):
        return block
    kept = [at for start, end in _gaps(block.text) for at in range(start, end)]
    if len(kept) == len(block.text):
        return block
    offsets = (*(block.raw_offset(at) for at in kept), block.raw_offset(len(block.text)))
    return replace(block, text="".join(block.text[at] for at in kept), raw=block.raw or block.text, offsets=offsets)


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between readings."""
    start = 0
    for match in _READING.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _to_full(match: re.Match[str]) -> str:
    return chr(ord(match[0]) + _FULL_WIDTH)


def _to_ascii(match: re.Match[str]) -> str:
    return chr(ord(match[0]) - _FULL_WIDTH)
