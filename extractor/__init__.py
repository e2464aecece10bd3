"""From a file's bytes to a Document with facts. The public door is this page's functions; they import lazily."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.model import Document, Finding, Summary, Told
    from extractor.rules import Rules


def load_rules(folder: str | None = None) -> Rules:
    """The built-in rules, with a user's own folder of rules added. Raises BadRule."""
    from extractor.rules import load_rules

    return load_rules(folder)


def extract(source: str, data: bytes, *, told: Told | None = None, rules: Rules) -> Document:
    """Read a file's bytes and all the summaries in it. Raises UnreadableFile, which names ``source``.

    ``source`` is the file's path as the caller names it; its folders and name may tell unit and year. ``told`` wins
    over what is found.
    """
    from extractor.pipeline import extract

    return extract(source, data, told=told, rules=rules)


def check_draft(
    document: Document, summary: Summary, rules: Rules, unit_kind: str | None = None
) -> tuple[Finding, ...]:
    """What a draft's writer should look at, in the draft's order."""
    from extractor.check import check_draft

    return check_draft(document, summary, rules, unit_kind)
