"""From a file's bytes to blocks in reading order. What a file is, its bytes tell; its name is only used in messages.

A format is one file in this folder, one line in ``_READERS`` and one in ``support``; what has no reader is refused,
with what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers.refusals import FOREIGN, NO_BODY, NO_TEXT, TOO_BIG, TOO_LARGE, refuse
from extractor.readers.sniff import sniff

Reader = Callable[[str, bytes], tuple[tuple[Block, ...], tuple[str, ...]]]

MAX_BLOCKS = 200_000  # paragraphs and cells; a yearbook of 500 pages has some 20,000
MAX_FILE = 128 * 1024 * 1024  # bytes; a document with photographs has a few dozen million
# kind -> module and function; imported when the first such file comes.
_READERS = {
    "doc": ("extractor.readers.doc", "read_doc"),
    "docx": ("extractor.readers.docx", "read_docx"),
    "flatopc": ("extractor.readers.flat_opc", "read_flat_opc"),
    "html": ("extractor.readers.html", "read_html"),
    "mhtml": ("extractor.readers.mhtml", "read_mhtml"),
    "odf": ("extractor.readers.office", "read_odf"),
    "pdf": ("extractor.readers.pdf", "read_pdf"),
    "rtf": ("extractor.readers.rtf", "read_rtf"),
    "text": ("extractor.readers.text", "read_text"),
    "word-old": ("extractor.readers.office", "read_word_old"),
    "wordml": ("extractor.readers.word_2003", "read_word_2003"),
}
# A zip has checksums. Elsewhere a flipped bit passes, and makes one character into another, often of another script:
# Hebrew to Georgian and Ethiopic, Hangul.
_CHECKED = ("docx",)
_STRAY = re.compile("[\u0590-\u1dff\uac00-\ud7a3](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A file as read. ``format`` is what it is by its bytes (docx, doc, text); ``warnings`` say what was lost, as
    message ids in English."""

    format: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()


def read_blocks(path: str, data: bytes) -> ReadResult:
    """Read a file's bytes; ``path`` is for messages only.

    Raises UnreadableFile, and nothing else, for what is empty, damaged, encrypted, hostile, too large or of a format
    that has no reader.
    """
    if len(data) > MAX_FILE:
        raise UnreadableFile(path, "too_large", TOO_BIG, limit=MAX_FILE // 1024 // 1024)
    kind = sniff(path, data)
    if kind not in _READERS:
        raise refuse(path, kind, len(data))
    module, function = _READERS[kind]
    reader: Reader = getattr(import_module(module), function)
    blocks, warnings = reader(path, data)
    if not blocks:
        raise UnreadableFile(path, "empty", NO_TEXT)
    if all(block.kind == "furniture" for block in blocks):  # scans pasted into Word have page numbers all the same
        warnings = (*warnings, NO_BODY)
    if len(blocks) > MAX_BLOCKS:
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    if kind not in _CHECKED and any(_STRAY.search(block.text) for block in blocks):
        warnings = (*warnings, FOREIGN)
    return ReadResult(kind, blocks, warnings)
