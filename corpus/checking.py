"""Drafts judged, with what an archive knows of earlier years, and who was to hand in one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import check_draft
from extractor.finding import Earlier
from extractor.model import Document, Summary

from .archive import open_for_reading
from .norms import earlier, full_years
from .opening import opened
from .render.findings import Checked
from .units import load_units, read_units

if TYPE_CHECKING:
    from extractor.rules import Rules

    from .units import Unit

Known = Callable[[Summary, str], Earlier | None]


def check_drafts(
    documents: Iterable[Document], rules: Rules, unit_kind: str | None, db: Path | None, ignore: Collection[str]
) -> Iterator[Checked]:
    """Each document's every summary with its findings. ``db`` is an archive to learn from. Raises BadArchive."""
    if db is None:
        yield from _check(documents, rules, unit_kind, ignore, lambda _summary, _kind: None)
        return
    units = load_units(db)
    with opened(open_for_reading(db), db) as connection:
        papers = full_years(connection)

        def known(summary: Summary, kind: str) -> Earlier:
            return earlier(connection, papers, units, summary.unit, kind, summary.year)

        yield from _check(documents, rules, unit_kind, ignore, known)


def _check(
    documents: Iterable[Document], rules: Rules, unit_kind: str | None, ignore: Collection[str], known: Known
) -> Iterator[Checked]:
    for document in documents:
        for summary in document.summaries:
            kind = unit_kind or summary.unit_kind
            found = check_draft(summary, rules, kind, known(summary, kind), ignore)
            yield Checked(document, summary, kind, found)


def roster(db: Path | None, file: Path | None) -> dict[str, tuple[str, ...]]:
    """The units that are to hand in, each with its other names: those of the file, or of the archive's units file;
    none where there is neither. Raises BadUnits."""
    units: Iterable[Unit] = ()
    if file is not None:
        units, faults = read_units(file)
        if faults:
            raise faults[0]
    elif db is not None:
        units = load_units(db).by_name.values()
    return {unit.name: unit.aliases for unit in units}
