"""Reads what only LibreOffice can read, where it is installed: OpenDocument, and Word before version 6."""

from __future__ import annotations

from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers import soffice
from extractor.readers.docx import read_docx
from extractor.readers.refusals import BY_OFFICE, DAMAGED, NEEDS_OFFICE


def read_odf(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of an OpenDocument text, and warnings. Raises UnreadableFile, also where LibreOffice is missing."""
    return _read(path, data, ".odt", "OpenDocument")


def read_word_old(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The same of a file of Word 1 to 5."""
    return _read(path, data, ".doc", "Word 1.x-5.x (.doc)")


def _read(path: str, data: bytes, suffix: str, kind: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    if soffice.program() is None:
        raise UnreadableFile(path, "format", NEEDS_OFFICE, kind=kind)
    docx = soffice.to_docx(data, suffix)
    if docx is None:
        raise UnreadableFile(path, "truncated", DAMAGED)
    blocks, warnings = read_docx(path, docx)
    return blocks, (*warnings, BY_OFFICE)
