"""A run's progress and its outcome in words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.i18n import _, ngettext, say
from extractor.labels import label

from ..ingest import OUTCOMES, Outcome, Report
from ..labels import OUTCOMES as WORDS
from .grid import clean

Watch = Callable[[Outcome, int, int], None]


@contextmanager
def watching(terminal: bool) -> Iterator[Watch]:
    """What ``Run.over`` tells of its files: a bar on a terminal, else a line on stderr for each file that changed."""
    if not terminal:
        yield _line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda outcome, done, every: progress.update(
            task, completed=done, total=every, description=clean(outcome.path)
        )


def report_lines(report: Report) -> Iterator[str]:
    """How many files came to what; which drafts were left out; of which files something was lost; why files failed."""
    counts = report.counts
    told = [f"{label(WORDS, name)} {counts[name]}" for name in OUTCOMES if counts[name] or name in OUTCOMES[:3]]
    count = len(report.outcomes)
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


def _line(outcome: Outcome, _done: int, _every: int) -> None:
    if outcome.outcome != "unchanged":
        print(f"{label(WORDS, outcome.outcome)}  {clean(outcome.path)}", file=sys.stderr)
