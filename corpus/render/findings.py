"""A draft's findings as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from corpus.render.fields import joined, noted
from extractor.i18n import _, ngettext
from extractor.labels import LEVELS, UNIT_KINDS, label
from extractor.model import Document, Finding, Summary

Checked = Sequence[tuple[Document, Summary, Sequence[Finding]]]


def as_text(checked: Checked) -> Iterator[str]:
    """A heading for each summary, a line for each finding, what to do under it."""
    for number, (document, summary, findings) in enumerate(checked):
        if number:
            yield ""
        count = ngettext("{count} finding", "{count} findings", len(findings)).format(count=len(findings))
        kind = label(UNIT_KINDS, summary.unit_kind)
        yield joined([(f"{document.source} [{summary.ordinal}] {noted(summary.title, kind)}", count)], "")
        for finding in findings:
            yield from _lines(finding)


def _lines(finding: Finding) -> Iterator[str]:
    place = "" if finding.paragraph is None else _("paragraph {number}").format(number=finding.paragraph + 1) + ": "
    yield f"  {label(LEVELS, finding.level)} [{finding.code}] {place}{finding.message}"
    if finding.suggestion:
        yield f"    {finding.suggestion}"


def as_json(checked: Checked) -> Iterator[str]:
    """One list, an object a summary."""
    found = [
        {
            "source": document.source,
            "ordinal": summary.ordinal,
            "title": summary.title,
            "unit": summary.unit,
            "unit_kind": summary.unit_kind,
            "findings": [asdict(finding) for finding in findings],
        }
        for document, summary, findings in checked
    ]
    yield json.dumps(found, ensure_ascii=False, indent=2)


WRITERS: dict[str, Callable[[Checked], Iterator[str]]] = {"text": as_text, "json": as_json}
