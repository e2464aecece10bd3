"""A block before its place in the document is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.model import Block, BlockKind, Cell


@dataclass(slots=True)
class Draft:
    """A block before its index is known; a cell's may still grow with the rows below."""

    text: str
    kind: BlockKind = "paragraph"
    label: str = ""
    level: int | None = None
    cell: Cell | None = None


def join_cell(own: Sequence[Draft], kind: BlockKind, place: Cell | None = None) -> Draft:
    """A cell out of its paragraphs; label and level are the first one's."""
    if not own:
        return Draft("", kind, cell=place)
    return Draft("\n".join(draft.text for draft in own), kind, own[0].label, own[0].level, place)


def distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Each text once, at its first place: headers and footers come back in every section."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        found.setdefault(draft.text, draft)
    return list(found.values())


def number_blocks(drafts: Iterable[Draft]) -> tuple[Block, ...]:
    """The blocks in order, each with its index."""
    return tuple(
        Block(index, draft.text, draft.kind, draft.text, None, draft.label, draft.level, draft.cell)
        for index, draft in enumerate(drafts)
    )
