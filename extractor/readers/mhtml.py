"""Reads MHTML ("single file web page"): a page and what belongs to it as parts of one mail message."""

from __future__ import annotations

import email
import re
from email.message import Message

from extractor.errors import UnreadableFile
from extractor.model import Block
from extractor.readers.draft import Draft, distinct, number_blocks
from extractor.readers.html import read_page
from extractor.readers.refusals import DAMAGED, HOSTILE, TOO_LARGE

MAX_PARTS = 2000  # pictures, mostly
_PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)


def read_mhtml(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of the page, and of the headers and footers that Word saves as a page of their own; warnings.

    Raises UnreadableFile for what is hostile, damaged or no text.
    """
    pages = _pages(path, data)
    if not pages:
        raise UnreadableFile(path, "truncated", DAMAGED)
    body, furniture, warnings = read_page(path, *pages[0])
    for content, charset in pages[1:]:
        if b"mso-element:header" in content or b"mso-element:footer" in content:
            furniture += _furniture(path, content, charset)
    return number_blocks([*body, *distinct(furniture)]), warnings


def _furniture(path: str, content: bytes, charset: str | None) -> list[Draft]:
    """The headers and footers of such a page; its own text is what separates the notes."""
    return read_page(path, content, charset)[1]


def _pages(path: str, data: bytes) -> list[tuple[bytes, str | None]]:
    """The parts that are pages, with the charset that each part's header gives; the main page first."""
    if sum(1 for _ in _PART.finditer(data)) > MAX_PARTS:
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    try:
        parts = list(email.message_from_bytes(data).walk())
    except RecursionError as error:
        raise UnreadableFile(path, "hostile", HOSTILE) from error
    return [_content(part) for part in parts if part.get_content_type() == "text/html"]


def _content(part: Message) -> tuple[bytes, str | None]:
    content = part.get_payload(decode=True)
    charset = part.get_param("charset")
    return content if isinstance(content, bytes) else b"", charset if isinstance(charset, str) else None
