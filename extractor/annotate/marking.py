"""Which character of the XML each character of a block is, found without knowing how the reader reads.

All characters of the text elements are numbered through. In a copy of the file each is written as a character of the
private-use planes that stands for a digit of its number, a blank as one of sixteen blanks (so that what is blank to the
reader stays blank), and the copy is read like any file: once for each digit. So the blocks tell where their characters
come from, whatever the reader leaves out, joins or moves: hidden text, deletions, second copies of text boxes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

from extractor.annotate.word_file import WordFile
from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers import read_blocks
from extractor.readers.word_xml import MATH_T, SYM, TABS, Element, T, W

BLANKS = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_PLANE = 0xFFFE  # characters of a plane that XML allows
_PLANES = (0xF0000, 0x100000)
_BASE = len(_PLANES) * _PLANE
_BLANK_VALUES = {blank: value for value, blank in enumerate(BLANKS)}
# Elements that are one character; the text that stands for it here tells only whether it is a blank.
_CHARACTERS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
_TAGS = (T, MATH_T, SYM, *_CHARACTERS)


class Characters:
    """The characters of the text elements of some parts, numbered through. ``texts`` belong to ``elements``, ``starts``
    are the numbers of their first characters, ``blanks`` the numbers of all blank ones in order."""

    def __init__(self, parts: dict[str, Element]) -> None:
        self.parts = parts
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.blanks: list[int] = []
        self.total = 0
        for element in chain.from_iterable(root.iter(*_TAGS) for root in parts.values()):
            text = _text(element)
            if text:
                self.elements.append(element)
                self.texts.append(text)
                self.starts.append(self.total)
                self.blanks += [self.total + place for place, character in enumerate(text) if character.isspace()]
                self.total += len(text)

    def at(self, number: int) -> tuple[Element, int]:
        """The element that holds a character, and the character's offset in it."""
        index = bisect_right(self.starts, number) - 1
        return self.elements[index], number - self.starts[index]

    def write_digit(self, digit: int) -> None:
        """Replace every character by the digit of its number (a blank: of its number among the blanks)."""
        blanks = 0
        for element, text, start in zip(self.elements, self.texts, self.starts, strict=True):
            marks = []
            for number, character in enumerate(text, start):
                if character.isspace():
                    marks.append(BLANKS[blanks // len(BLANKS) ** digit % len(BLANKS)])
                    blanks += 1
                else:
                    plane, value = divmod(number // _BASE**digit % _BASE, _PLANE)
                    marks.append(chr(_PLANES[plane] + value))
            if element.tag != MATH_T:
                element.tag = T
            element.attrib.clear()
            element.text = "".join(marks)


def locate(file: WordFile, blocks: Sequence[Block]) -> list[list[int | None]]:
    """For each block the number of each of its raw characters (see ``Characters``); None for what is no text of the
    parts, such as the line break between a cell's paragraphs. ``file.root`` is not changed."""
    copy = Characters(WordFile(file.path, file.data).parse_texts())
    found: list[list[int | None]] = [[None] * len(block.raw) for block in blocks]
    blanks: list[dict[int, int]] = [{} for _ in blocks]
    for digit in range(max(_digits(copy.total, _BASE), _digits(len(copy.blanks), len(BLANKS)))):
        copy.write_digit(digit)
        try:
            marked = read_blocks(file.path, file.with_parts(copy.parts)).blocks
        except UnreadableFile:  # the marks take more bytes than the text: a file near the limit of size
            marked = ()
        if [len(block.raw) for block in marked] != [len(block.raw) for block in blocks]:
            return [[None] * len(block.raw) for block in blocks]
        for numbers, among_blanks, block in zip(found, blanks, marked, strict=True):
            _add_digit(numbers, among_blanks, block.raw, digit)
    for numbers, among_blanks in zip(found, blanks, strict=True):
        for place, blank in among_blanks.items():
            numbers[place] = copy.blanks[blank]
    return found


def _add_digit(numbers: list[int | None], blanks: dict[int, int], marks: str, digit: int) -> None:
    """Take the digits of one reading of a block; a block without marks (a header's) keeps its own blanks for itself."""
    if max(marks) < chr(_PLANES[0]):
        return
    for place, mark in enumerate(marks):
        if mark >= chr(_PLANES[0]):
            plane = int(mark >= chr(_PLANES[1]))
            value = plane * _PLANE + ord(mark) - _PLANES[plane]
            numbers[place] = (numbers[place] or 0) + value * _BASE**digit
        elif mark in _BLANK_VALUES:
            blanks[place] = blanks.get(place, 0) + _BLANK_VALUES[mark] * len(BLANKS) ** digit


def _digits(count: int, base: int) -> int:
    """How many digits the numbers below ``count`` need, at least one."""
    digits = 1
    while base**digits < count:
        digits += 1
    return digits


def _text(element: Element) -> str:
    """The characters of a text element; of all but w:t and m:t any one of the same kind. Empty where it has none."""
    tag = element.tag
    if tag in (T, MATH_T):
        return element.text or ""
    parent = element.getparent()
    if parent is not None and parent.tag == TABS:  # defines a tab stop
        return ""
    return _symbol(element) if tag == SYM else _CHARACTERS[tag]


def _symbol(element: Element) -> str:
    """The character of a w:sym, where its code is one as the standard has them (ST_ShortHexNumber)."""
    code = element.get(f"{W}char", "")
    if len(code) != 4 or not all(character in "0123456789abcdefABCDEF" for character in code):
        return ""
    number = int(code, 16)
    return chr(number) if 32 <= number < 0xD800 or number >= 0xE000 else ""


def located(numbers: Iterable[int | None]) -> list[int]:
    """Those that are known."""
    return [number for number in numbers if number is not None]
