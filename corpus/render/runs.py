"""The log of runs, and what a look at the whole archive found, laid out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from extractor.i18n import _, ngettext
from extractor.labels import label

from ..labels import OUTCOMES as WORDS
from ..note import Note
from ..outcomes import OUTCOMES
from ..run_log import LoggedFile, LoggedRun
from ..verifying import CHECKS, REASONS, Verified
from .grid import Cell, Grid, Heading


def runs(found: Sequence[LoggedRun]) -> Grid:
    """A row a run: when, how long, with what, and what became of its files."""
    shown = [name for name in OUTCOMES if any(run.counts[name] for run in found) or name in OUTCOMES[:2]]
    headings = [
        Heading("run", _("Run"), right=True),
        Heading("started_at", _("Began (UTC)")),
        Heading("finished_at", "finished_at", data=True),
        Heading("seconds", _("Seconds"), right=True),
        Heading("version", _("Version")),
        Heading("rules_version", _("Rules")),
        *(Heading(name, _(WORDS[name]), right=True) for name in shown),
        Heading("options", _("Options")),
    ]
    rows = []
    for run in found:
        seconds = _seconds(run)
        options = json.dumps(run.options, ensure_ascii=False, sort_keys=True)
        told = "、".join(name if value is True else f"{name} {value}" for name, value in run.options.items())
        rows.append(
            [
                Cell(str(run.id), run.id),
                Cell(run.started_at[:16].replace("T", " "), run.started_at),
                Cell(run.finished_at or "", run.finished_at or ""),
                Cell(_("cut short") if seconds is None else str(seconds), "" if seconds is None else seconds),
                Cell(run.version),
                Cell(run.rules_version),
                *(Cell(str(run.counts[name]), run.counts[name]) for name in shown),
                Cell(told, options),
            ]
        )
    record = [run._asdict() for run in found]
    caption = ngettext("{count} run", "{count} runs", len(found)).format(count=len(found))
    return Grid(headings, rows, caption=caption if found else _("nothing was read in yet"), record=record)


def files(found: Sequence[LoggedFile], gone: int = 0) -> Grid:
    """A row a file: what became of it, why, and how long reading it took. ``gone``: how many failed that are no longer
    there.
    """
    headings = [
        Heading("path", _("File")),
        Heading("outcome", _("Outcome")),
        Heading("code", "code", data=True),
        Heading("message", _("Why")),
        Heading("milliseconds", _("Milliseconds"), right=True),
        Heading("run", _("Run"), right=True),
        Heading("at_time", "at_time", data=True),
        Heading("sha256", "sha256", data=True),
    ]
    rows = [
        [
            Cell(file.path),
            Cell(label(WORDS, file.outcome), file.outcome),
            Cell(file.code or ""),
            Cell(file.message or ""),
            Cell("" if file.milliseconds is None else str(file.milliseconds), file.milliseconds),
            Cell(str(file.run), file.run),
            Cell(file.at_time),
            Cell(file.sha256 or ""),
        ]
        for file in found
    ]
    caption = ngettext("{count} file", "{count} files", len(found)).format(count=len(found))
    text = _("read these again with: taizhang ingest --retry")
    notes = [Note("retry", text)] if any(file.outcome == "failed" for file in found) else []
    if gone:
        text = ngettext(
            "{count} file that failed before is gone; take it off the list with: taizhang ingest FOLDER --prune",
            "{count} files that failed before are gone; take them off the list with: taizhang ingest FOLDER --prune",
            gone,
        )
        notes.append(Note("gone", text.format(count=gone), gone))
    return Grid(headings, rows, (), caption if found else _("none"), notes, [file._asdict() for file in found])


def verified(found: Verified) -> Grid:
    """A row a check; below them what is wrong, each with what to do."""
    wrong = {check: sum(fault.check == check for fault in found.faults) for check in CHECKS}
    headings = [
        Heading("check", _("Check")),
        Heading("looked_at", _("Looked at"), right=True),
        Heading("wrong", _("Wrong"), right=True),
    ]
    rows = [
        [
            Cell(_(text), check),
            Cell(str(found.counts[check]), found.counts[check]),
            Cell(str(wrong[check]), wrong[check]),
        ]
        for check, text in CHECKS.items()
    ]
    texts = [(fault, _(REASONS[fault.reason]).format(what=fault.what)) for fault in found.faults]
    notes = [Note(fault.reason, f"{fault.at}: {text}" if fault.at else text) for fault, text in texts]
    checks = {check: {"looked_at": found.counts[check], "wrong": wrong[check]} for check in CHECKS}
    faults = [
        {"check": fault.check, "reason": fault.reason, "at": fault.at, "what": fault.what, "message": text}
        for fault, text in texts
    ]
    caption = _("the archive is not whole") if found.faults else _("the archive is whole")
    return Grid(headings, rows, (), caption, notes, {"checks": checks, "faults": faults})


def _seconds(run: LoggedRun) -> int | None:
    if run.finished_at is None:
        return None
    return round((datetime.fromisoformat(run.finished_at) - datetime.fromisoformat(run.started_at)).total_seconds())
