"""Reads .rtf: paragraphs and tables in order, then notes, then headers and footers.

Groups of braces nest; each inherits the state of the one around it. A group with a destination (a note, a header, a
text box) is a text of its own, and most other destinations hold no text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from extractor.errors import UnreadableFile
from extractor.model import Block, BlockKind
from extractor.readers.draft import Draft, distinct, number_blocks
from extractor.readers.refusals import CUT_OFF, HOSTILE, REPLACED, TOO_LARGE
from extractor.readers.rtf_story import MAX_NESTING, Story
from extractor.readers.rtf_tokens import (
    CHARACTERS,
    SILENT,
    Token,
    decode_bytes,
    encoding_of_charset,
    encoding_of_code_page,
    tokens,
)
from extractor.readers.word_styles import is_contents, named_level

MAX_WORDS = 2_000_000  # control words and bytes in hex: some 800 pages as Word writes them
MAX_DEPTH = 1000  # of groups; Word stays below 30

Sink = Literal["text", "label", "fonts", "styles", "rows", "silent"]

_STORIES: dict[str, BlockKind] = {
    "footnote": "note", "header": "furniture", "headerf": "furniture", "headerl": "furniture", "headerr": "furniture",
    "footer": "furniture", "footerf": "furniture", "footerl": "furniture", "footerr": "furniture",
    "shptxt": "textbox", "dptxbxtext": "textbox",
}  # fmt: skip
_SINKS: dict[str, Sink] = {
    "listtext": "label", "pntext": "label", "fonttbl": "fonts", "stylesheet": "styles", "nesttableprops": "rows",
    "nonesttables": "silent", "shprslt": "silent",
}  # fmt: skip
# What holds no text itself but may hold a group that does; striprtf passes over the whole.
_THROUGH = frozenset({"shp", "shpgrp", "shpinst", "do", "object", "result", "upr"})
_HEARD = _THROUGH | _STORIES.keys() | _SINKS.keys()  # also behind the mark \\*, which bids old readers pass over


@dataclass(slots=True)
class _State:
    """What a group inherits and may change for itself. ``skip``: characters after a \\u that repeat it."""

    story: Story
    sink: Sink = "text"
    skip: int = 1
    font: str | None = None
    wide: str | None = None
    wide_next: bool = False
    deleted: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Style:
    level: int | None = None
    contents: bool = False


@dataclass(slots=True)
class _StyleDraft:
    """A style of the style sheet while it is read. ``outline`` and ``based`` as the file counts."""

    number: int = 0
    paragraph: bool = True
    outline: int | None = None
    based: int | None = None
    name: list[str] = field(default_factory=list)


class _Reader:
    """The state of one file's reading."""

    def __init__(self) -> None:
        self.tables = count()
        self.body = Story("paragraph", self.tables)
        self.state = _State(self.body)
        self.groups: list[_State] = []
        self.notes: list[Draft] = []
        self.furniture: list[Draft] = []
        self.damaged = False
        self._document = "cp1252"
        self._fonts: dict[int, str | None] = {}
        self._font_in_table = 0
        self._default_font = 0
        self._styles: dict[int, _Style] = {}
        self._style = _StyleDraft()
        self._bytes = bytearray()
        self._units: list[int] = []
        self._to_skip = 0
        self._starred = False

    def feed(self, token: Token) -> None:
        starred, self._starred = self._starred, False
        if token.kind in ("text", "byte"):
            self._text(token.data)
        elif token.kind == "word":
            if not self._skips_one():
                self._word(token.name, token.number, starred)
        elif token.kind == "symbol":
            if not self._skips_one():
                self._symbol(token)
        elif token.kind == "open":
            self._open()
        else:
            self._close()

    def _skips_one(self) -> bool:
        if not self._to_skip:
            return False
        self._to_skip -= 1
        return True

    def _text(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        if self.state.sink not in ("silent", "fonts", "rows"):
            self._bytes += data[skipped:]

    def _symbol(self, token: Token) -> None:
        name = token.name
        if name == "*":
            self._starred = True
        elif name in "{}\\":
            self._text(token.data)
        elif name in "\r\n":
            self._word("par", None, False)
        else:
            self._flush()
            self._put(CHARACTERS.get(name, ""))

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        self.groups.append(self.state)
        self.state = replace(self.state)
        if self.state.sink == "styles":
            self._style = _StyleDraft()

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        if not self.groups:
            return
        closed, self.state = self.state, self.groups.pop()
        if closed.sink == "styles":
            self._end_style()
        if closed.story is not self.state.story:
            self._end_story(closed.story)

    def end(self) -> None:
        """The file is over; what is open yet is closed."""
        while self.groups:
            self._close()
        self._flush()

    def _end_story(self, story: Story) -> None:
        drafts = story.end()
        if story.kind == "note":
            self.notes += drafts
        elif story.kind == "furniture":
            self.furniture += drafts
        else:
            self.state.story.anchored += drafts

    def _flush(self) -> None:
        """Put out the characters read since the last control word, in bytes or by number."""
        if not self._bytes and not self._units:
            return
        units = b"".join(unit.to_bytes(2, "little") for unit in self._units)
        text = units.decode("utf-16-le", errors="replace")
        text += decode_bytes(bytes(self._bytes), self.state.font, self.state.wide, self._document)
        self._bytes.clear()
        self._units.clear()
        self.damaged = self.damaged or "\ufffd" in text
        self._put(text)

    def _put(self, text: str) -> None:
        state = self.state
        if state.sink == "text" and not state.deleted and not state.hidden:
            state.story.text.append(text)
        elif state.sink == "label":
            state.story.label.append(text)
        elif state.sink == "styles":
            self._style.name.append(text)

    def _word(self, name: str, number: int | None, starred: bool) -> None:
        state = self.state
        if self._bytes or name not in ("u", "uc"):  # two \\u in a row may be one character
            self._flush()
        if state.sink == "silent":
            return
        if name == "u":
            self._unicode(number or 0)
        elif self._begins(name, starred):
            return
        elif state.sink == "fonts":
            self._font_word(name, number)
        elif state.sink == "styles":
            self._style_word(name, number)
        elif name in CHARACTERS:
            self._put(CHARACTERS[name])
        elif not self._character_word(name, number) and state.sink != "label":
            self._paragraph_word(name, number)

    def _begins(self, name: str, starred: bool) -> bool:
        """Whether the word begins a group's destination; the state is set for it."""
        state = self.state
        if name in _STORIES:
            state.story, state.sink, state.deleted, state.hidden = (
                Story(_STORIES[name], self.tables),
                "text",
                False,
                False,
            )
        elif name in _SINKS:
            state.sink = _SINKS[name]
        elif starred or (name in SILENT and name not in _THROUGH):
            if name in _HEARD:
                return False
            state.sink = "silent"
        else:
            return False
        return True

    def _unicode(self, number: int) -> None:
        self._units.append(number & 0xFFFF)
        self._to_skip = self.state.skip

    def _font_word(self, name: str, number: int | None) -> None:
        if name == "f":
            self._font_in_table = number or 0
            self._fonts.setdefault(self._font_in_table, None)
        elif name == "fcharset":
            self._fonts[self._font_in_table] = encoding_of_charset(number)
        elif name == "cpg" and number:
            self._fonts[self._font_in_table] = encoding_of_code_page(number)

    def _style_word(self, name: str, number: int | None) -> None:
        if name == "s":
            self._style.number = number or 0
        elif name in ("cs", "ds", "ts"):
            self._style.paragraph = False
        elif name == "outlinelevel":
            self._style.outline = number
        elif name == "sbasedon":
            self._style.based = number

    def _end_style(self) -> None:
        draft = self._style
        name = "".join(draft.name).partition(";")[0].strip()
        if not name or not draft.paragraph:
            return
        parent = self._styles.get(draft.based if draft.based is not None else -1, _Style())
        own = parent.level if draft.outline is None else draft.outline + 1 if 0 <= draft.outline < 9 else None
        self._styles[draft.number] = _Style(named_level(name, own), parent.contents or is_contents(name))
        self._style = _StyleDraft()

    def _character_word(self, name: str, number: int | None) -> bool:
        state = self.state
        if name == "f":
            state.font = self._fonts.get(number or 0)
        elif name in ("dbch", "loch", "hich"):
            state.wide_next = name == "dbch"
        elif name == "af" and state.wide_next:
            state.wide = self._fonts.get(number or 0)
        elif name == "uc":
            state.skip = max(0, number if number is not None else 1)
        elif name == "plain":
            state.font, state.wide, state.deleted, state.hidden = (
                self._fonts.get(self._default_font),
                None,
                False,
                False,
            )
        elif name == "deleted":
            state.deleted = number != 0
        elif name == "v":
            state.hidden = number != 0
        else:
            return False
        return True

    def _paragraph_word(self, name: str, number: int | None) -> None:
        story = self.state.story
        if name in ("par", "sect", "page", "column"):
            story.end_paragraph()
        elif name == "pard":
            story.begin_properties()
        elif name == "s":
            style = self._styles.get(number or 0, _Style())
            story.level, story.contents = style.level, style.contents
        elif name == "outlinelevel" and number is not None:
            story.level = story.level if story.level == 0 else number + 1 if 0 <= number < 9 else None
        elif name == "intbl":
            story.depth = max(1, story.depth)
        elif name == "itap":
            story.depth = max(0, number or 0)
        elif name == "ansicpg":
            self._document = encoding_of_code_page(number)
        elif name == "deff":
            self._default_font = number or 0
        else:
            self._table_word(name, number)

    def _table_word(self, name: str, number: int | None) -> None:
        story = self.state.story
        inner = max(2, story.depth)
        if name == "cell":
            story.end_cell(1)
        elif name == "row":
            story.end_row(1)
        elif name == "nestcell":
            story.end_cell(inner)
        elif name == "nestrow":
            story.end_row(inner)
        elif name in _SHAPE_WORDS:
            table = story.table(min(inner, MAX_NESTING) if self.state.sink == "rows" else 1)
            if name == "trowd":
                table.begin_shapes()
                story.row_open = True
            elif name == "cellx":
                table.end_shape(number or 0)
            elif name == "clmrg":
                table.next_shape.joins_left = True
            else:
                table.next_shape.joins_above = True


_SHAPE_WORDS = frozenset({"trowd", "cellx", "clmrg", "clvmrg"})


def read_rtf(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of an RTF file in reading order, and warnings. Raises UnreadableFile for what is hostile."""
    if data.count(b"\\") > MAX_WORDS:
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    reader = _Reader()
    closed = False
    for token in tokens(data):
        if len(reader.groups) > MAX_DEPTH:
            raise UnreadableFile(path, "hostile", HOSTILE)
        reader.feed(token)
        if token.kind == "close" and not reader.groups:
            closed = True
            break
    reader.end()
    drafts = [*reader.body.end(), *reader.notes, *distinct(reader.furniture)]
    warnings = [*([REPLACED] if reader.damaged else []), *([] if closed else [CUT_OFF])]
    return number_blocks(drafts), tuple(warnings)
