"""A copy of a .docx with Word comments at given places. The file itself is not touched, and of the copy only the main
part, the comments part and, where the file had no comments yet, the two lists that name it are written anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.annotate.anchors import Anchor, anchor_of, first_paragraph, hold
from extractor.annotate.comments import REFERENCE_STYLE, add_comments, own_styles
from extractor.annotate.marking import Characters, locate
from extractor.annotate.ranges import Ranges, used_numbers
from extractor.annotate.word_file import WordFile
from extractor.errors import UnreadableFile
from extractor.i18n import N_, _
from extractor.model import Block, Place
from extractor.outline import outline
from extractor.readers import read_blocks

NOT_WORD = N_(
    "{path}: is no .docx, and only a .docx can be given comments; open it in Word or WPS, save it as .docx first"
)
LONGEST = 40  # characters of the words that a comment quotes
# Where a comment stands beside the words it means, it says where they are and which.
_ELSEWHERE = {
    "textbox": N_("In the text box, “{words}”: {text}"),
    "note": N_("In the note, “{words}”: {text}"),
    "furniture": N_("In the header or footer, “{words}”: {text}"),
}
_UNPLACED = N_("On “{words}”: {text}")


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said, and of what. ``place`` None: of the document, said at its title. ``text`` may hold line breaks."""

    place: Place | None
    text: str


def annotate(path: str, data: bytes, comments: Sequence[Comment], author: str, initials: str) -> bytes:
    """The .docx in ``data`` with the comments in it; ``path`` is for messages. Places are those of ``read_blocks``.

    A comment is anchored to exactly the characters of its place, but for blanks at its ends; a field, a control for a
    value, a smart tag, an equation, or a character with its reading is anchored as a whole. Word ignores comments in
    text boxes, notes, headers and footers ([MS-OI29500] 2.1.315): what is said of a text box stands at the box, of a
    note at its mark, of a header at the title, with the words it means.
    Raises UnreadableFile for what is damaged, hostile, encrypted or no .docx.
    """
    read = read_blocks(path, data)
    if read.format != "docx":
        raise UnreadableFile(path, "format", NOT_WORD)
    file = WordFile(path, data)
    characters = Characters(file.parse_texts())
    numbers = locate(file, read.blocks)
    placed = [_place(comment, read.blocks, characters, numbers, file) for comment in comments]
    texts = [text for _, text in placed]
    styles = own_styles(file)
    part, identifiers = add_comments(file, texts, author, initials, used_numbers(file.root), styles)
    ranges = Ranges(styles.get(REFERENCE_STYLE))
    for (anchor, _text), identifier in zip(placed, identifiers, strict=True):
        if anchor is None:
            ranges.append(first_paragraph(file.root), identifier)
        else:
            ranges.add(anchor, identifier)
    return file.with_comments(part)


def _place(
    comment: Comment,
    blocks: Sequence[Block],
    characters: Characters,
    numbers: Sequence[Sequence[int | None]],
    file: WordFile,
) -> tuple[Anchor | None, str]:
    """Where the comment goes, and its text. None: the document has nothing to hold on to, so its beginning."""
    text = comment.text
    if comment.place is not None:
        anchor = anchor_of(comment.place, characters, numbers)
        held = None if anchor is None else hold(anchor, file.root)
        if held != anchor or held is None:
            text = _quoting(comment.place, blocks, text)
        if held is not None:
            return held, text
    title = anchor_of(_title(blocks), characters, numbers)
    return None if title is None else hold(title, file.root), text


def _quoting(place: Place, blocks: Sequence[Block], text: str) -> str:
    block = blocks[place.block]
    words = block.raw[place.start : place.end if place.end_block == place.block else None].strip()
    if len(words) > LONGEST:
        words = words[: LONGEST - 1] + "…"
    return _(_ELSEWHERE.get(block.kind, _UNPLACED)).format(words=words, text=text)


def _title(blocks: Sequence[Block]) -> Place:
    """The title of the file's first summary; where it has none, its first line."""
    parts = outline(blocks)
    if not parts:
        return Place(0, 0, len(blocks[0].raw), 0)
    part = parts[0]
    start = max(part.text.find(part.title, 0, part.body_start), 0)
    end = start + len(part.title) if part.title else part.paragraphs[0].end
    return part.source_map.place(start, max(end, start + 1))
