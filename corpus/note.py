"""A remark under a table. A page of its own, so that what only prints remarks need not know how they are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """A remark: a stable code, the text in the reader's language, and its figures for programs."""

    code: str
    text: str
    count: int = 0
    fen: int | None = None
