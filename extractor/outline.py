"""Blocks -> the summaries (总结) of a file, each with its text, its way back to the blocks, and its tree of sections.

A line that a converter broke inside a sentence is joined again with nothing between the halves; whatever does not stand
in the text (page numbers, breaks, blanks at a line's ends) is skipped by the source map, so every place leads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from extractor.headings import Heading, Opening, find_headings, is_plain_heading, section_tree
from extractor.lines import (
    ENUMERATED,
    Line,
    ends_sentence,
    is_date,
    is_salutation,
    is_unit,
    lines_of,
)
from extractor.model import Block, Cell, Piece, Section, SourceMap
from extractor.normalize import fold
from extractor.parts import Span, Title, find_title, split_parts

ParagraphKind = Literal["title", "heading", "item", "text", "cell", "textbox", "note"]

WIDEST = 60  # Chinese characters; no plain-text file wraps its lines later
NOT_WRAPPED = float("inf")
LONG_LINE = 40  # a line of so many characters that ends in mid-word was broken by a converter
OPENER = re.compile(
    r"[我我]们|[今去明本]年|(?:19|20)[\dxX*_]{2}年|同时|此外|另外|总之|通过|为了?|根据|按照|在[^，]|截至|目前|我[县市区镇乡局院校办]"
)


class Paragraph(NamedTuple):
    """``part.text[start:end]``; ``cell`` where it is a table's."""

    start: int
    end: int
    kind: ParagraphKind
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One summary of a file. ``title`` is its own; ``heading`` the compilation's heading over it, ``compilation_title``
    the compilation's, both empty for a file that holds one summary. ``text[:body_start]`` is title and by-lines."""

    ordinal: int
    title: str
    heading: str
    compilation_title: str
    text: str
    body_start: int
    source_map: SourceMap
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]


def folded(part: Part) -> Part:
    """The part as it is read: its titles and text made plain (normalize.fold), every character at its place. What
    stands there is the part itself."""
    return replace(
        part,
        title=fold(part.title),
        heading=fold(part.heading),
        compilation_title=fold(part.compilation_title),
        text=fold(part.text),
    )


class Draft(NamedTuple):
    """A paragraph in the making: the lines that make it up."""

    kind: ParagraphKind
    lines: list[Line]
    heading: Heading | None = None


def outline(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The summaries in the file's order. A file without text has none; what stands before the first part of a
    compilation (a web site's blurb) belongs to none."""
    body = list(lines_of(block for block in blocks if block.kind not in ("note", "furniture")))
    notes = list(lines_of(block for block in blocks if block.kind in ("note", "furniture")))
    if not body:
        return ()
    compilation_title, spans = split_parts(body)
    width = wrap_width(body)
    return tuple(
        _make_part(ordinal, compilation_title, body, span, notes if ordinal == len(spans) else [], width)
        for ordinal, span in enumerate(spans, 1)
    )


def _make_part(
    ordinal: int, compilation_title: str, body: Sequence[Line], span: Span, notes: Sequence[Line], width: float
) -> Part:
    lines = body[span.start : span.end]
    title = find_title(lines, span.marked)
    drafts = _draft_paragraphs(lines, title, width)
    drafts.extend(Draft("note", [line]) for line in notes)
    return _assemble(ordinal, title, compilation_title, drafts)


def _draft_paragraphs(lines: Sequence[Line], title: Title, width: float) -> list[Draft]:
    headings = find_headings(lines, title.lines)
    drafts: list[Draft] = []
    for index, line in enumerate(lines):
        if index < title.lines:
            drafts.append(Draft("title", [line]))
        elif line.block.kind == "cell" or line.block.kind == "textbox":
            drafts.append(Draft(line.block.kind, [line]))
        elif index in headings:
            drafts.append(Draft("item" if headings[index].run_in else "heading", [line], headings[index]))
        elif drafts and continues(drafts[-1], line, width):
            drafts[-1].lines.append(line)
        else:
            drafts.append(Draft("item" if line.style else "text", [line]))
    return [plain_heading(drafts, index) for index in range(len(drafts))]


def plain_heading(drafts: Sequence[Draft], index: int) -> Draft:
    """The draft, as a heading where it is a short line between a paragraph's end and another's beginning."""
    draft = drafts[index]
    if draft.kind != "text" or len(draft.lines) > 1 or len(draft.lines[0].text) > 25 or index + 1 == len(drafts):
        return draft
    line, following = draft.lines[0], drafts[index + 1]
    if index and drafts[index - 1].kind == "text" and not ends_sentence(drafts[index - 1].lines[-1].text):
        return draft
    if following.kind not in ("text", "item") or not is_plain_heading(line.text, following.lines[0].text):
        return draft
    return Draft("heading", draft.lines, Heading("", "", None, line.text, len(line.text)))


def wrap_width(lines: Iterable[Line]) -> float:
    """The width at which a plain-text file's lines were cut, or infinity where they were not: most lines that do not
    end a sentence are of the same length, and none is longer."""
    texts = [line.text for line in lines if line.block.kind == "paragraph"]
    if len(texts) < 8 or max(map(len, texts)) > 2 * WIDEST:
        return NOT_WRAPPED
    widths = [display_width(text) for text in texts]
    most = max(widths)
    if most > WIDEST:
        return NOT_WRAPPED
    full = sum(width >= most - 1.5 for width in widths)
    return most - 1.5 if full >= 4 and full * 5 >= len(widths) * 2 else NOT_WRAPPED


def display_width(text: str) -> float:
    """Width in Chinese characters; an ASCII character takes half of one."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def continues(draft: Draft, line: Line, width: float) -> bool:
    """Whether the line goes on with the sentence at which the paragraph so far breaks off."""
    if draft.kind not in ("text", "item") or (draft.heading and not draft.heading.run_in):
        return False
    last = draft.lines[-1].text
    if line.block.kind != "paragraph" or line.style or ends_sentence(last) or line.block.level is not None:
        return False
    if is_date(last) or is_date(line.text) or is_unit(line.text) or is_salutation(line.text):
        return False
    if last[-1] in "，,、" or line.text[0] in "，。、；：！？）》”":
        return True
    if open_bracket(last, line.text):
        return True
    if width < NOT_WRAPPED and display_width(last) >= width:
        return True
    return len(last) >= LONG_LINE and not ENUMERATED.match(line.text) and not OPENER.match(line.text)


def open_bracket(last: str, text: str) -> bool:
    """Whether a bracket or quotation mark opened in one line is closed in the next."""
    for opener, closer in ("《》", "“”", "（）"):
        if (
            last.rfind(opener) > last.rfind(closer)
            and closer in text
            and not 0 <= text.find(opener) < text.find(closer)
        ):
            return True
    return False


def _assemble(ordinal: int, title: Title, compilation_title: str, drafts: Sequence[Draft]) -> Part:
    texts: list[str] = []
    pieces: list[Piece] = []
    paragraphs: list[Paragraph] = []
    openings: list[Opening] = []
    at = 0
    for kind, lines, heading in drafts:
        start = at
        for line in lines:
            pieces.append(Piece(at, line.block, line.start))
            at += len(line.text)
        texts.append(lines[0].text if len(lines) == 1 else "".join([line.text for line in lines]))
        paragraphs.append(Paragraph(start, at, kind, lines[0].block.cell))
        if heading is not None:
            openings.append(Opening(heading, start, start + heading.end if heading.run_in else at + 1))
        at += 1
    text = "\n".join(texts)
    tail = next((paragraph.start for paragraph in paragraphs if paragraph.kind == "note"), len(text))
    body_start = next((paragraph.start for paragraph in paragraphs if paragraph.kind != "title"), len(text))
    return Part(
        ordinal,
        title.text,
        title.heading,
        compilation_title,
        text,
        body_start,
        SourceMap(tuple(pieces), tuple(piece.start for piece in pieces)),
        tuple(paragraphs),
        section_tree(openings, 0, len(text), tail),
    )
