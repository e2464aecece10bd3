"""Reads .doc and .wps (OLE Word 97-2003, and 6 and 95 with help): converted to .docx, then the same walk.

What comes out is measured against the file's own piece table. What a conversion left out of text boxes and notes is
taken from there; where more is missing, the next way is tried, and the document is marked.
"""

from __future__ import annotations

import struct
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import doc2docx
from doc2docx.errors import Doc2DocxError

from extractor.errors import UnreadableFile
from extractor.model import Block, BlockKind
from extractor.readers import soffice
from extractor.readers.docx import main_part, read_docx
from extractor.readers.draft import Draft, number_blocks
from extractor.readers.package import Package
from extractor.readers.piece_table import RawText, read_raw_text
from extractor.readers.refusals import BY_OFFICE, DAMAGED, MOVED, PASSWORD, RAW_TEXT, SHORTFALL, WORD_6
from extractor.readers.word_xml import DELETED_TEXT, SYM, T

# What the converter is known to raise of damaged files, beside its own errors.
_DEFECTS = (
    Doc2DocxError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, AssertionError, RecursionError,
    OSError, struct.error,
)  # fmt: skip
_TOLERATED = 0.005  # of the characters: automatic marks and the like
_SYMBOL = "("  # what stands in the raw text for a character of a symbol font
_OBJECT = "\ufffc"  # what the converter writes for a picture
_ASIDE: dict[str, BlockKind] = {"textboxes": "textbox", "footnotes": "note", "endnotes": "note"}
_BODY: frozenset[BlockKind] = frozenset({"paragraph", "cell", "textbox"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way's blocks and warnings; ``missing``: the share of the body's characters that they lack."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]
    missing: float = 0.0


def read_doc(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of an old Word file in reading order, and warnings. Raises UnreadableFile."""
    raw = read_raw_text(data)
    if raw is not None and raw.encrypted:
        raise UnreadableFile(path, "encrypted", PASSWORD)
    best: _Reading | None = None
    for reading in _ways(path, data, raw):
        if best is None or reading.missing < best.missing:
            best = reading
        if reading.missing <= _TOLERATED:
            break
    if best is None:
        raise UnreadableFile(path, "format", WORD_6) if raw is not None else UnreadableFile(path, "truncated", DAMAGED)
    return best.blocks, best.warnings + ((SHORTFALL,) if best.missing > _TOLERATED else ())


def _ways(path: str, data: bytes, raw: RawText | None) -> Iterator[_Reading]:
    """The ways to read the file, the best first; one that fails is left out."""
    if raw is None or not raw.old:
        docx = _convert(data)
        if docx is not None:
            yield _measured(path, docx, raw)
    if raw is not None:  # LibreOffice makes documents out of broken containers too
        docx = soffice.to_docx(data, ".doc")
        if docx is not None:
            reading = _measured(path, docx, raw)
            yield replace(reading, warnings=(*reading.warnings, BY_OFFICE))
        if raw.stories:
            yield _Reading(number_blocks(_bare(raw)), (RAW_TEXT,), _TOLERATED)


def _convert(data: bytes) -> bytes | None:
    """The file as .docx; None where the converter gives up."""
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "document.doc"), Path(folder, "document.docx")
        source.write_bytes(data)
        try:
            doc2docx.convert(source, target)
            return target.read_bytes()
        except _DEFECTS:
            return None


def _measured(path: str, docx: bytes, raw: RawText | None) -> _Reading:
    """What a conversion holds, with what it left out of text boxes and notes."""
    blocks, warnings = read_docx(path, docx)
    blocks = tuple(replace(b, text=b.text.replace(_OBJECT, ""), raw=b.raw.replace(_OBJECT, "")) for b in blocks)
    blocks = tuple(block for block in blocks if block.text.strip())
    if raw is None or not raw.stories:
        return _Reading(blocks, warnings)
    left_out = list(_left_out(blocks, raw))
    if left_out:
        body = sum(block.kind in _BODY for block in blocks)
        ordered = [*blocks[:body], *left_out, *blocks[body:]]
        blocks, warnings = tuple(replace(b, index=i) for i, b in enumerate(ordered)), (*warnings, MOVED)
    return _Reading(blocks, warnings, _missing(path, docx, raw))


def _left_out(blocks: Sequence[Block], raw: RawText) -> Iterator[Block]:
    """Paragraphs of text boxes and notes that no block holds."""
    held = _solid("".join(block.text for block in blocks))
    for story, kind in _ASIDE.items():
        for text in raw.paragraphs(story):
            if _solid(text) not in held:
                yield Block(0, text, kind, text)


def _missing(path: str, docx: bytes, raw: RawText) -> float:
    """The share of the body's characters that a conversion lacks; tracked deletions and hidden text count as there."""
    package = Package(path, docx)
    root = package.parse(main_part(package) or "")
    held = Counter[str]()
    for element in root.iter(T, DELETED_TEXT, SYM):
        held.update(_SYMBOL if element.tag == SYM else element.text or "")
    wanted = Counter(_solid("".join(raw.paragraphs("main"))))
    return (wanted - held).total() / max(1, wanted.total())


def _bare(raw: RawText) -> Iterator[Draft]:
    """The text alone: paragraphs of the body, then of what stands beside it."""
    kinds: dict[str, BlockKind] = {"main": "paragraph", **_ASIDE, "headers": "furniture"}
    return (Draft(text, kind) for story, kind in kinds.items() for text in raw.paragraphs(story))


def _solid(text: str) -> str:
    return "".join(text.split())
