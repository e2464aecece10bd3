"""One text of an RTF file while it is read: the body, a note, a header, a text box."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from extractor.model import BlockKind
from extractor.readers.draft import Draft
from extractor.readers.rtf_tables import Table

MAX_NESTING = 20  # tables in tables; Word allows some thirty, paper some three


@dataclass
class Story:
    """``numbers`` counts the file's tables. Paragraph properties (``level`` to ``depth``) stay until \\pard."""

    kind: BlockKind
    numbers: count[int]
    drafts: list[Draft] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    level: int | None = None
    contents: bool = False
    depth: int = 0
    row_open: bool = False
    tables: list[Table] = field(default_factory=list)
    anchored: list[Draft] = field(default_factory=list)

    def begin_properties(self) -> None:
        """\\pard: the properties of paragraphs as where nothing is said."""
        self.level, self.contents, self.depth = None, False, 0

    def end_paragraph(self) -> None:
        depth = self.depth or int(self.row_open)
        self._end_paragraph(min(depth, MAX_NESTING))

    def _end_paragraph(self, depth: int) -> None:
        """``depth``: of the table that the paragraph stands in, 0 for none."""
        text, label = "".join(self.text), "".join(self.label).strip()
        self.text.clear()
        self.label.clear()
        kind: BlockKind = "furniture" if self.contents and self.kind == "paragraph" else self.kind
        own = [Draft(text, kind, label if any(map(str.isalnum, label)) else "", self.level)] if text.strip() else []
        if depth:
            table = self.table(depth)
            table.own += own
            table.after += self.anchored
        else:
            self.close_tables()
            self.drafts += own + self.anchored
        self.anchored = []

    def end_cell(self, depth: int) -> None:
        depth = min(depth, MAX_NESTING)
        self._end_paragraph(depth)
        self._close_inner(depth)
        self.table(depth).end_cell()

    def end_row(self, depth: int) -> None:
        depth = min(depth, MAX_NESTING)
        if "".join(self.text).strip():  # the last cell's mark is missing
            self._end_paragraph(depth)
        self._close_inner(depth)
        self.table(depth).end_row()
        if depth == 1:
            self.row_open = False

    def table(self, depth: int) -> Table:
        """The open table at a depth, 1 the outermost; made where there is none."""
        while len(self.tables) < depth:
            self.tables.append(Table(next(self.numbers)))
        return self.tables[depth - 1]

    def close_tables(self) -> None:
        self._close_inner(1)
        if self.tables:
            self.drafts += self._finished(self.tables.pop())
        self.row_open = False

    def end(self) -> list[Draft]:
        """All blocks of the text, in order."""
        if self.text or self.anchored:
            self.end_paragraph()
        self.close_tables()
        return self.drafts

    def _close_inner(self, depth: int) -> None:
        while len(self.tables) > depth:
            inner = self._finished(self.tables.pop())
            self.tables[-1].after += inner

    def _finished(self, table: Table) -> list[Draft]:
        drafts = list(table.drafts())
        if self.kind != "paragraph":
            for draft in drafts:
                draft.kind = self.kind
        return drafts
