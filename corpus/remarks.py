"""Findings as Word comments in a copy of the draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractor import commented
from extractor.errors import TaizhangError
from extractor.finding import Finding
from extractor.i18n import N_, _
from extractor.labels import LEVELS, label
from extractor.model import Place

from .render.findings import Checked
from .render.grid import CONTROLS
from .whole import write_whole

AUTHOR = "taizhang"
INITIALS = "tz"
MANY = 5  # hints of one kind beyond which only the first gets a comment

_ITSELF = N_("{path}: this is the draft itself. Name another file for the copy with comments.")


class AnnotateError(TaizhangError):
    """A copy with comments that cannot be made."""


def write_commented(source: str, checked: Sequence[Checked], copy: Path) -> None:
    """Write the draft's copy with a comment for each finding.

    Raises AnnotateError, NotWritten, and UnreadableFile for a draft that is no .docx.
    """
    draft = Path(source)
    if copy.exists() and copy.samefile(draft):
        raise AnnotateError(_ITSELF, path=copy)
    remarks = [remark for one in checked for remark in _remarks(one)]
    data = commented(source, draft.read_bytes(), remarks, AUTHOR, INITIALS)
    write_whole(copy, data)


def _remarks(one: Checked) -> Iterator[tuple[Place | None, str]]:
    """Each finding with its place; what is about a summary as a whole stands at that summary's title."""
    title = one.summary.title
    start = one.summary.text.find(title) if title else -1
    at = one.summary.source_map.place(start, start + len(title)) if start >= 0 else None
    for finding in gathered(one.findings):
        yield finding.place or at, said(finding)


def gathered(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, where a hint that recurs throughout (every comma in half width) is said once, with its count."""
    alike = Counter((one.code, one.suggestion) for one in found if one.level == "hint")
    for one in found:
        count = alike[one.code, one.suggestion] if one.level == "hint" else 1
        if count > MANY:
            alike[one.code, one.suggestion] = 0
            told = _("{message} There are {count} such places; this is the first.")
            yield replace(one, message=told.format(message=one.message, count=count))
        elif count:
            yield one


def said(finding: Finding) -> str:
    """What a comment says: level, message, what to do, and the code to look up."""
    lines = [_("{level}: {message}").format(level=label(LEVELS, finding.level), message=finding.message)]
    lines += [finding.suggestion] if finding.suggestion else []
    return "\n".join(CONTROLS.sub("", line) for line in [*lines, f"[{finding.code}]"])
