"""The raw text of an OLE Word file, from its piece table: what a full reading is measured against, and the last resort.

[MS-DOC] 2.4.1 (retrieving text), 2.5 (the File Information Block), 2.9.38 (Clx); Word 6 and 95 keep their text in one
run of bytes, in the code page of a language that is told character by character, if at all.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from extractor.readers.encoding import decode

_WORD_97 = 0xA5EC
_WORD_6 = 0xA5DC
_COMPLEX, _ENCRYPTED, _TABLE_1 = 0x0004, 0x0100, 0x0200
# Places of the File Information Block: the lengths of the stories in Word 97 and in Word 6, the piece table's place.
_COUNTS_97 = (0x4C, 0x50, 0x54, 0x5C, 0x60, 0x64)
_COUNTS_6 = (0x34, 0x38, 0x3C, 0x44, 0x48, 0x4C)
_CLX = 0x1A2
_NAMES = ("main", "footnotes", "headers", "comments", "endnotes", "textboxes")
_BROKEN = (OSError, struct.error, LookupError, ValueError, TypeError, AttributeError, RecursionError, OverflowError)

# A field is 13h instruction 14h result 15h; a page shows the result. Innermost ones first.
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_PARAGRAPH_END = re.compile("[\r\x07\x0c\x0e]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
_ENDS = re.compile(rb"[\x07\x0c\x0e]")  # of cells, pages, columns
_OBJECTS = re.compile(rb"[\x00-\x06\x08]")  # pictures, marks of notes; in a text file a sign of no text
_MAX_NESTING = 8  # of fields


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of each story (main, footnotes, headers, comments, endnotes, textboxes), its marks still in it.

    ``old``: a file of Word 6 or 95. ``encrypted``: the stories are empty, for they cannot be read.
    """

    stories: dict[str, str]
    old: bool = False
    encrypted: bool = False

    def paragraphs(self, story: str) -> list[str]:
        """The paragraphs of a story that hold text, field instructions and marks left out."""
        found = map(shown, _PARAGRAPH_END.split(results(self.stories.get(story, ""))))
        return [text for text in found if text.strip()]


def results(text: str) -> str:
    """A story with each field as its result."""
    for _ in range(_MAX_NESTING):
        text, count = _FIELD.subn(lambda match: match[1] or "", text)
        if not count:
            break
    return text


def shown(text: str) -> str:
    """A paragraph as text: marks out, hyphens and line breaks as characters."""
    text = text.replace("\x1e", "-").replace("\x0b", "\n").replace("\x1f", "")
    return _NO_TEXT.sub("", text)


def read_raw_text(data: bytes) -> RawText | None:
    """The raw text of an OLE Word file; None where container, information block or piece table are broken."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            stream = container.openstream("WordDocument").read()
            (kind,), (flags,) = struct.unpack_from("<H", stream), struct.unpack_from("<H", stream, 10)
            if kind not in (_WORD_97, _WORD_6):
                return None
            if flags & _ENCRYPTED:
                return RawText({}, kind == _WORD_6, encrypted=True)
            if kind == _WORD_6:
                return _word_6(stream, flags)
            table = container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
            return RawText(_stories(_pieces(stream, table), _counts(stream, _COUNTS_97)))
    except _BROKEN:
        return None


def _counts(stream: bytes, places: tuple[int, ...]) -> list[int]:
    """The stories' lengths in characters. Raises ValueError where one is impossible."""
    counts: list[int] = [struct.unpack_from("<i", stream, place)[0] for place in places]
    if min(counts) < 0 or sum(counts) > len(stream):
        raise ValueError(counts)
    return counts


def _stories(text: bytes, counts: list[int]) -> dict[str, str]:
    """``text`` is in UTF-16, whose units are what Word counts."""
    stories, start = {}, 0
    for name, count in zip(_NAMES, counts, strict=True):
        stories[name] = text[start : start + 2 * count].decode("utf-16-le", errors="replace")
        start += 2 * count
    return stories


def _pieces(stream: bytes, table: bytes) -> bytes:
    """All text in order, in UTF-16. A piece is in UTF-16, or in Windows-1252 at half its stated place."""
    places = _piece_places(table, *struct.unpack_from("<II", stream, _CLX))
    parts, length = [], 0
    for count, place in places:
        length += count
        if count < 0 or length > len(stream):  # no piece may be counted twice over and over
            raise ValueError(length)
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            narrow = stream[start : start + count].ljust(count, b"\0")
            parts.append(narrow.decode("cp1252", errors="replace").encode("utf-16-le"))
        else:
            start = place & 0x3FFFFFFF
            parts.append(stream[start : start + 2 * count].ljust(2 * count, b"\0"))
    return b"".join(parts)


def _piece_places(table: bytes, start: int, size: int) -> Iterator[tuple[int, int]]:
    """(length, place) of each piece. Raises struct.error or ValueError where there is no piece table."""
    clx = table[start : start + size]
    at = 0
    while clx[at] == 1:  # formatting of pieces
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if clx[at] != 2:
        raise ValueError(clx[at])
    (length,) = struct.unpack_from("<I", clx, at + 1)
    count = (length - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    for number in range(count):
        (place,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
        yield ends[number + 1] - ends[number], place


def _word_6(stream: bytes, flags: int) -> RawText:
    """Stories of a Word 6 or 95 file; none where it was saved in pieces ("fast save"), in neither Chinese nor ASCII."""
    start, end = struct.unpack_from("<II", stream, 0x18)
    if flags & _COMPLEX or end > len(stream):
        return RawText({}, old=True)
    stories, at = {}, start
    for name, count in zip(_NAMES, _counts(stream, _COUNTS_6), strict=True):
        raw = stream[at : min(at + count, end)]
        decoded = decode(_OBJECTS.sub(b"", _ENDS.sub(b"\r", raw)))
        if raw and decoded is None:
            return RawText({}, old=True)
        stories[name] = decoded.text if decoded else ""
        at += count
    return RawText(stories, old=True)
