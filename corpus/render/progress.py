"""A run's progress and its outcome: a bar, lines, or records for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from extractor.i18n import CONTROLS, _, ngettext, say
from extractor.labels import label

from ..labels import OUTCOMES as WORDS
from ..outcomes import OUTCOMES, Outcome, Report
from .grid import clean

Watch = Callable[[Outcome, int, int], None]
Waits = Callable[[str], None]


@dataclass
class Watcher:
    """What a run tells of its files, handed on. ``done`` and ``all`` are how far it has come."""

    watches: Sequence[Watch]
    waits: Waits = lambda _path: None
    done: int = 0
    all: int = 0

    def watch(self, outcome: Outcome, done: int, every: int) -> None:
        self.done, self.all = done, every
        for watch in self.watches:
            watch(outcome, done, every)


@contextmanager
def watching(terminal: bool, quiet: bool, files: Sequence[IO[str]]) -> Iterator[Watcher]:
    """On a terminal a bar, else a line on stderr for each file that changed; neither where it is to be ``quiet``.

    Each of ``files`` gets a record a file, as a line of JSON.
    """
    records = [recorder(file) for file in files]
    if quiet:
        yield Watcher(records)
    elif terminal:
        with _bar() as (watch, waits):
            yield Watcher([*records, watch], waits)
    else:
        yield Watcher([*records, _line])


def recorder(file: IO[str]) -> Watch:
    """Writes a record of each file to ``file``."""

    def write(outcome: Outcome, done: int, every: int) -> None:
        error = outcome.error
        fields = {
            "path": outcome.path,
            "outcome": outcome.outcome,
            "sha256": outcome.sha256,
            "code": error and error.code,
            "message": error and say(error),
            "warnings": list(outcome.warnings),
            "milliseconds": outcome.milliseconds,
            "done": done,
            "all": every,
        }
        record(file, "file", fields)

    return write


def record(file: IO[str], event: str, fields: dict[str, Any]) -> None:
    """A line of JSON, whole and at once: what happened and when."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    text = json.dumps({"event": event, "time": at, **fields}, ensure_ascii=False)
    file.write(CONTROLS.sub(lambda control: f"\\u{ord(control[0]):04x}", text) + "\n")
    file.flush()


def summary_record(report: Report) -> dict[str, Any]:
    """A run's end as a record."""
    drafts = [{"folder": folder, "files": count} for folder, count in report.drafts]
    return {"run": report.run, "files": report.done, "counts": report.counts, "drafts": drafts}


def report_lines(report: Report) -> Iterator[str]:
    """How many files came to what; which drafts were left out; of which files something was lost; why files failed."""
    counts = report.counts
    told = [f"{label(WORDS, name)} {counts[name]}" for name in OUTCOMES if counts[name] or name in OUTCOMES[:3]]
    count = report.done
    text = ngettext("{count} file: {outcomes}", "{count} files: {outcomes}", count)
    yield text.format(count=count, outcomes=_(", ").join(told))
    if report.drafts:
        count = sum(files for _folder, files in report.drafts)
        text = ngettext("{count} draft left out: {folders}", "{count} drafts left out: {folders}", count)
        yield text.format(count=count, folders=_(", ").join(clean(folder) for folder, _files in report.drafts))
    if report.degraded:
        count = len(report.degraded)
        yield ngettext("{count} file read with losses:", "{count} files read with losses:", count).format(count=count)
        for outcome in report.degraded:
            lost = _(", ").join(map(_, outcome.warnings))
            yield "  " + clean(_("{name}: {value}").format(name=outcome.path, value=lost))
    for outcome in report.failed:
        if outcome.error:
            yield "  " + clean(say(outcome.error))


@contextmanager
def _bar() -> Iterator[tuple[Watch, Waits]]:
    """How far, how fast, how long yet, and which file is waited for; failures stand above as they come."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    begin = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rate="")

        def watch(outcome: Outcome, done: int, every: int) -> None:
            if outcome.error:
                progress.console.print(Text(clean(say(outcome.error))))
            rate = _("{rate} a second").format(rate=f"{done / max(time.monotonic() - begin, 0.001):.0f}")
            progress.update(task, completed=done, total=every, rate=rate)

        yield watch, lambda path: progress.update(task, description=clean(path))


def _line(outcome: Outcome, _done: int, _every: int) -> None:
    if outcome.outcome != "unchanged":
        print(f"{label(WORDS, outcome.outcome)}  {clean(outcome.path)}", file=sys.stderr)
