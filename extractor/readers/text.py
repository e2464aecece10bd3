"""Reads .txt and .md: one block a line that holds text, one a cell of a table.

A file with Markdown marks is read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.errors import UnreadableFile
from extractor.model import Block, Cell
from extractor.readers.encoding import decode
from extractor.readers.refusals import NOT_TEXT, REPLACED, TOO_LARGE
from extractor.readers.text_tables import Row, read_rows

MAX_TEXT = 32 * 1024 * 1024  # bytes: some ten million characters
_LINE_END = re.compile("\r\n|[\n\r\f\v\x85\u2028\u2029]")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_BULLET = re.compile(r"[ ]{0,3}[-*+][ \t]+(?=\S)|[ ]{0,3}>[ \t]?(?=\S)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKDOWN = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+\S|\\[*_#\[\]<>`~.\-]", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![*\\])\*\*(?![*\s])((?:[^*\\]|\\.)+?)(?<!\s)\*\*(?!\*)")
_PAUSE = "，。；：、！？,.;:!?（）()“”\"'《》 \t\u3000"


def read_text(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a plain text or Markdown file, and warnings. Raises UnreadableFile where the bytes are no text."""
    if len(data) > MAX_TEXT:
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    decoded = decode(data)
    if decoded is None:
        raise UnreadableFile(path, "format", NOT_TEXT)
    markdown = is_markdown(decoded.text)
    blocks = tuple(_blocks(decoded.text.rstrip("\x1a"), markdown))
    return blocks, (REPLACED,) if decoded.damaged else ()


def is_markdown(text: str) -> bool:
    """Whether a text holds Markdown's marks: a # heading, a backslash before a mark, or an emphasis."""
    return _MARKDOWN.search(text) is not None or any(_is_emphasis(match) for match in _EMPHASIS.finditer(text))


def _blocks(text: str, markdown: bool) -> Iterator[Block]:
    index = 0
    for line in read_rows(_LINE_END.split(text)):
        for block in _cells(index, line) if isinstance(line, Row) else [_line(index, line, markdown)]:
            if block.text.strip():
                yield replace(block, index=index)
                index += 1


def _cells(index: int, row: Row) -> list[Block]:
    places = (Cell(row.table, row.number, column) for column in range(len(row.cells)))
    return [Block(index, text, "cell", raw=text, cell=place) for text, place in zip(row.cells, places, strict=True)]


def _line(index: int, line: str, markdown: bool) -> Block:
    return _markdown_block(index, line) if markdown else Block(index, line, raw=line)


def _markdown_block(index: int, line: str) -> Block:
    """A line with its marks taken out of the text; ``offsets`` lead back to the line."""
    heading = _HEADING.match(line)
    kept = [True] * len(line)
    if heading:
        _drop(kept, 0, heading.end())
        closing = _CLOSING_MARKS.search(line, heading.end())
        if closing:
            _drop(kept, closing.start(), len(line))
    else:
        bullet = _BULLET.match(line)
        if bullet:
            _drop(kept, 0, bullet.end())
    for match in _EMPHASIS.finditer(line):
        if _is_emphasis(match):
            _drop(kept, match.start(), match.start(1))
            _drop(kept, match.end(1), match.end())
    for match in _ESCAPE.finditer(line):
        kept[match.start()] = False
    level = len(heading[1]) if heading else None
    if all(kept):
        return Block(index, line, raw=line, level=level)
    places = [place for place, keep in enumerate(kept) if keep]
    text = "".join(line[place] for place in places)
    return Block(index, text, raw=line, offsets=(*places, len(line)), level=level)


def _drop(kept: list[bool], start: int, end: int) -> None:
    kept[start:end] = [False] * (end - start)


def _is_emphasis(match: re.Match[str]) -> bool:
    """``**加强领导**`` is emphasis, ``共**元，慰问**户`` and ``**镇和**村`` are two masks.

    Emphasis is around words, and it ends at a pause; or it is a lead from pause to pause (``**一是加强领导。**我们``).
    """
    line, words = match.string, match[1]
    before = line[match.start() - 1 : match.start()]
    after = line[match.end() : match.end() + 1]
    opens_at_pause = not before or before in _PAUSE or before == "\n"
    closes_at_pause = not after or after in _PAUSE or after == "\n"
    if words[0].isdigit() or before.isdigit() or after.isdigit() or words[0] in _PAUSE or "\n" in words:
        return False
    if len(words) > 1 and closes_at_pause and (opens_at_pause or len(words) > 3):
        return True
    return opens_at_pause and len(words) > 3 and words[-1] in "。：:"
