"""Reads .doc and .wps (OLE Word 97-2003, and 6 and 95 with help): converted to .docx, then the same walk.

What comes out is measured against the file's own piece table. What a conversion left out of text boxes and notes is
taken from there; where more is missing, the next way is tried, and the document is marked.
"""

from __future__ import annotations

import struct
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import doc2docx
from doc2docx.errors import Doc2DocxError

from extractor.errors import UnreadableFile
from extractor.model import Block, BlockKind
from extractor.readers import soffice
from extractor.readers.docx import main_part, read_docx
from extractor.readers.draft import Draft, number_blocks
from extractor.readers.encoding import is_garbled
from extractor.readers.package import Package
from extractor.readers.piece_table import RawText, read_raw_text
from extractor.readers.refusals import BY_OFFICE, DAMAGED, MOVED, PASSWORD, RAW_TEXT, SHORTFALL, UNMEASURED, WORD_6
from extractor.readers.word_xml import DELETED_TEXT, SYM, T

# What the converter is known to raise of damaged files, beside its own errors.
_DEFECTS = (
    Doc2DocxError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, AssertionError, RecursionError,
    OSError, struct.error,
)  # fmt: skip
_TOLERATED = 0.005  # of the characters: automatic marks and the like
_UNUSABLE = 0.3  # of a conversion that lacks more the bare text is better
_NEAR = 200  # blocks ahead in which the next paragraph is looked for
_SYMBOL = "("  # what stands in the raw text for a character of a symbol font
_OBJECT = "\ufffc"  # what the converter writes for a picture
_ASIDE: dict[str, BlockKind] = {"textboxes": "textbox", "footnotes": "note", "endnotes": "note"}
_FURNITURE: dict[str, BlockKind] = {"headers": "furniture"}
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
        old = raw is not None and raw.old
        raise UnreadableFile(path, "format", WORD_6) if old else UnreadableFile(path, "truncated", DAMAGED)
    return best.blocks, best.warnings


def _ways(path: str, data: bytes, raw: RawText | None) -> Iterator[_Reading]:
    """The ways to read the file, the best first; one that fails is left out."""
    if raw is None or not raw.old:
        reading = _measured(path, _convert(data), raw)
        if reading is not None:
            yield reading
    if raw is not None:  # without a sound piece table LibreOffice gives bytes as letters
        reading = _measured(path, soffice.to_docx(data, ".doc"), raw)
        if reading is not None:
            yield replace(reading, warnings=(*reading.warnings, BY_OFFICE))
        bare = number_blocks(_bare(raw))
        if bare and not is_garbled("".join(block.text for block in bare)):
            yield _Reading(bare, (RAW_TEXT,), _UNUSABLE)


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


def _measured(path: str, docx: bytes | None, raw: RawText | None) -> _Reading | None:
    """What a conversion holds, with what it left out put back; None where it came to nothing."""
    if docx is None:
        return None
    try:
        blocks, warnings = read_docx(path, docx)
        held = _held(path, docx)
    except UnreadableFile:
        return None
    blocks = tuple(replace(b, text=b.text.replace(_OBJECT, ""), raw=b.raw.replace(_OBJECT, "")) for b in blocks)
    blocks = tuple(block for block in blocks if block.text.strip())
    if raw is None or not raw.stories:
        return _Reading(blocks, (*warnings, UNMEASURED))
    missing = _missing(held, raw)
    if missing > _TOLERATED:
        blocks, warnings = _with_lost(blocks, held, raw), (*warnings, SHORTFALL)
    aside = list(_left_out(blocks, raw))
    if aside:
        body = sum(block.kind in _BODY for block in blocks)
        blocks, warnings = _numbered([*blocks[:body], *aside, *blocks[body:]]), (*warnings, MOVED)
    return _Reading(blocks, warnings, missing)


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, index=index) for index, block in enumerate(blocks))


def _held(path: str, docx: bytes) -> str:
    """All text of a conversion's body without white space, tracked deletions and hidden text too, as the raw text has
    it."""
    package = Package(path, docx)
    root = package.parse(main_part(package) or "")
    found = (_SYMBOL if element.tag == SYM else element.text or "" for element in root.iter(T, DELETED_TEXT, SYM))
    return _solid("".join(found))


def _missing(held: str, raw: RawText) -> float:
    """The share of the body's characters that a conversion lacks."""
    wanted = Counter(_solid("".join(raw.paragraphs("main"))))
    return (wanted - Counter(held)).total() / max(1, wanted.total())


def _with_lost(blocks: Sequence[Block], held: str, raw: RawText) -> tuple[Block, ...]:
    """The blocks with the body's paragraphs that the conversion lost, each behind what it follows."""
    texts = [_solid(block.text) for block in blocks]
    put_back: dict[int, list[Block]] = {}
    place = -1  # the last block that a paragraph was found in
    begin = 0  # where to go on in the text
    for text in raw.paragraphs("main"):
        solid = _solid(text)
        found = held.find(solid, begin)
        if found >= 0 or solid in held:
            begin = max(begin, found)
            near = range(max(0, place), min(len(texts), place + _NEAR))
            place = next((at for at in near if solid in texts[at]), place)
        else:
            put_back.setdefault(place, []).append(Block(0, text, "paragraph", text))
    ordered = list(put_back.get(-1, ()))
    for at, block in enumerate(blocks):
        ordered += [block, *put_back.get(at, ())]
    return _numbered(ordered)


def _left_out(blocks: Sequence[Block], raw: RawText) -> Iterator[Block]:
    """Paragraphs of text boxes and notes that no block holds; headers and footers only where there is none at all, for
    a file keeps those too that no page shows."""
    held = _solid("".join(block.text for block in blocks))
    bare = not any(block.kind == "furniture" for block in blocks)
    for story, kind in {**_ASIDE, **(_FURNITURE if bare else {})}.items():
        for text in raw.paragraphs(story):
            if _solid(text) not in held:
                yield Block(0, text, kind, text)


def _bare(raw: RawText) -> Iterator[Draft]:
    """The text alone: paragraphs of the body, then of what stands beside it."""
    kinds: dict[str, BlockKind] = {"main": "paragraph", **_ASIDE, **_FURNITURE}
    return (Draft(text, kind) for story, kind in kinds.items() for text in raw.paragraphs(story))


def _solid(text: str) -> str:
    return "".join(text.split())
