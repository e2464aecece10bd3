"""Reads .pdf with text in it, where pypdfium2 is installed: one block a line, for a PDF knows no paragraphs."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers.draft import Draft, number_blocks
from extractor.readers.refusals import DAMAGED, PASSWORD, PDF, PDF_TEXT, SCANNED, SOME_SCANNED, TOO_LARGE

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MAX_PAGES = 2000
_MAX_STREAM = 64 * 1024 * 1024  # unpacked bytes of one stream: a page's text and drawings
_MAX_STREAMS = 512 * 1024 * 1024  # of all large streams, pictures too
_STREAM = re.compile(rb"stream\r?\n")
_LEAST = 10  # characters; a scanned page may carry a page number or a stamp
_LEAST_PAGES = 3  # on which a line that comes back tells a running header
_DIGITS = re.compile(r"\d+")
# Some programs write 一 as the radical ⼀, which looks the same and is another character.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c]")
# PDFium's marks for a hyphen at a line's end, and for a character whose meaning the file does not give
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")


def read_pdf(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The lines of a PDF in order, and warnings. Raises UnreadableFile, also where pypdfium2 is missing, and for a
    scan, whose pages are pictures."""
    try:
        import pypdfium2
    except ImportError as error:
        raise UnreadableFile(path, "format", PDF) from error
    if _unpacks_too_far(data):
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            if len(document) > MAX_PAGES:
                raise UnreadableFile(path, "too_large", TOO_LARGE)
            pages = [_text(page) for page in document]
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        code, message = ("encrypted", PASSWORD) if encrypted else ("truncated", DAMAGED)
        raise UnreadableFile(path, code, message) from error
    blank = sum(len("".join(page.split())) < _LEAST for page in pages)
    if blank == len(pages):
        raise UnreadableFile(path, "empty", SCANNED)
    return number_blocks(_drafts([list(_lines(page)) for page in pages])), (
        (PDF_TEXT, SOME_SCANNED) if blank else (PDF_TEXT,)
    )


def _drafts(pages: list[list[str]]) -> Iterator[Draft]:
    """All lines in order; a line that tops or ends most pages is a header or footer, and comes once, at the end."""
    edges = Counter(_DIGITS.sub("#", line) for page in pages for line in {*page[:1], *page[-1:]})
    running = {line for line, count in edges.items() if len(pages) >= _LEAST_PAGES and count > len(pages) / 2}
    furniture: dict[str, str] = {}
    for page in pages:
        for number, line in enumerate(page):
            masked = _DIGITS.sub("#", line)
            if number in (0, len(page) - 1) and masked in running:
                furniture.setdefault(masked, line)
            else:
                yield Draft(line)
    yield from (Draft(line, "furniture") for line in furniture.values())


def _unpacks_too_far(data: bytes) -> bool:
    """Whether compressed streams hold more than PDFium should be let unpack; its own limit is a
    gigabyte. Pictures are not unpacked for their text, and may be larger."""
    total = 0
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        if end - match.end() < _MAX_STREAM // 1040:  # deflate packs a thousand to one at best
            continue
        most = _MAX_STREAM if b"/Image" not in data[max(0, match.start() - 1000) : match.start()] else _MAX_STREAMS
        size = _unpacked(data[match.end() : end], most)
        total += size
        if size >= most or total >= _MAX_STREAMS:
            return True
    return False


def _unpacked(packed: bytes, most: int) -> int:
    """The size of what a stream unpacks to, counted up to ``most``; 0 of one that is not deflated."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        while packed and size < most:
            size += len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        pass  # damaged from there on, or never deflated
    return size


def _text(page: PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded())
    finally:
        text_page.close()
        page.close()


def _lines(page: str) -> Iterator[str]:
    for line in _LINE_END.split(page):
        text = _NO_TEXT.sub("", line).translate(_RADICALS)
        if text.strip():
            yield text
