"""RTF as tokens, and which bytes are which characters (Rich Text Format specification 1.9.1).

striprtf knows the names of all groups that hold no text and the code page of each character set; its own conversion
to plain text loses tables, notes, text boxes and tracked changes, so the walk is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from striprtf.striprtf import charset_map, destinations, specialchars

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_CHINESE = {936: "gb18030", 54936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_WIDE = frozenset({"gb18030", "cp950", "cp932", "cp949", "utf-8"})

SILENT = frozenset(destinations)
_ENDS = ("par", "sect", "page", "cell", "nestcell", "row")  # of paragraphs and cells: no characters

# The characters that control words and symbols stand for.
CHARACTERS: dict[str, str] = {
    **{name: text for name, text in specialchars.items() if name not in _ENDS},
    "_": "-",
    "-": "",
    "\n": "",
    "\r": "",
}  # fmt: skip


class Token(NamedTuple):
    """``word``: a control word with its number; ``symbol``: a control sign that is no letter; ``byte``: one in hex;
    ``text``: bytes as they stand."""

    kind: Literal["open", "close", "word", "symbol", "byte", "text"]
    name: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order; pictures in binary (\\bin) are passed over."""
    at, end = 0, len(data)
    while at < end:
        match = _TOKEN.match(data, at)
        if match is None:  # a backslash at the very end
            return
        at = match.end()
        word, number, byte, symbol, brace, text = match.groups()
        if word:
            value = None if number is None else int(number)
            if word == b"bin" and value is not None:
                at += max(0, value)
            else:
                yield Token("word", word.decode("ascii"), value)
        elif text:
            yield Token("text", data=text)
        elif byte:
            yield Token("byte", data=bytes.fromhex(byte.decode("ascii")))
        elif brace:
            yield _OPEN if brace == b"{" else _CLOSE
        elif symbol:
            yield Token("symbol", symbol.decode("latin-1"), data=symbol)


def encoding_of_charset(charset: int | None) -> str | None:
    """The encoding of a font's character set; None for the document's own."""
    name = charset_map.get(charset if charset is not None else 1)
    return "gb18030" if name == "cp936" else name


def encoding_of_code_page(number: int | None) -> str:
    """The encoding of a Windows code page; Western where it is unknown."""
    name = _CHINESE.get(number or 0, f"cp{number}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def decode_bytes(data: bytes, font: str | None, wide: str | None, document: str) -> str:
    """Bytes of one run by the encodings of its font, of its font for Chinese, and of the document. Chinese may be
    written under a Western font; it is told by being right in an encoding of two bytes."""
    if data.isascii():
        return data.decode("ascii")
    for encoding in (font, wide, document) if font in (None, "cp1252") else (font,):
        if encoding in _WIDE:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return data.decode(font or document, errors="replace")
