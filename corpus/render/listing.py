"""A summary and its facts as plain lines for a terminal, each under the sentence that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from corpus.render.fields import Fact, check_line, fact_fields, joined, summary_fields
from extractor.i18n import _, width
from extractor.model import Activity, Document, Summary


def listing(document: Document, summary: Summary) -> Iterator[str]:
    """The lines without their ends; no colour, so that they are the same in a file."""
    yield f"{document.source} [{summary.ordinal}] {summary.title}".rstrip()
    yield "  " + joined(summary_fields(summary), "  ")
    kinds: tuple[tuple[str, tuple[Fact, ...]], ...] = (
        (_("Amount"), summary.amounts),
        (_("Heads"), summary.headcounts),
        (_("Date"), summary.dates),
        (_("Activity"), summary.activities),
    )
    found = [(fact, name) for name, facts in kinds for fact in facts]
    found.sort(key=lambda pair: (pair[0].sentence, isinstance(pair[0], Activity), pair[0].start))
    for sentence, facts in groupby(found, key=lambda pair: pair[0].sentence):
        place = _("Paragraph {number}").format(number=summary.sentences[sentence].paragraph + 1)
        yield from ["", "  " + joined([(place, " ".join(summary.sentence_text(sentence).split()))], "")]
        yield from _aligned([_row(summary, fact, name) for fact, name in facts])
    if summary.checks:
        yield from ["", f"  {_('Checks')}"]
        yield from (f"    {check_line(summary, check)}" for check in summary.checks)


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    columns = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [cell + " " * (size - width(cell)) for cell, size in zip(row, columns, strict=True) if size]
        yield ("    " + "  ".join(padded)).rstrip()


def _row(summary: Summary, fact: Fact, name: str) -> tuple[str, ...]:
    """The kind, the words as written (an activity's are the sentence, near enough), what they mean, and the rest."""
    written = "" if isinstance(fact, Activity) else fact.text
    (_name, meaning), *rest = fact_fields(summary, fact, with_rule=False)
    return name, written, meaning, joined(rest, "  ")
