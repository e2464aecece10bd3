"""What became of the files of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extractor.errors import UnreadableFile

OUTCOMES = ("new", "unchanged", "reread", "updated", "replaced", "failed", "pruned")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: one of ``OUTCOMES``; ``error`` says why it failed.

    ``warnings`` is what its reader remarked; ``milliseconds`` how long reading took, None where it was not read.
    """

    path: str
    outcome: str
    sha256: str | None = None
    error: UnreadableFile | None = None
    warnings: tuple[str, ...] = ()
    milliseconds: int | None = None


@dataclass
class Report:
    """A run's outcomes. ``drafts``: folders that were left out, each with how many files.

    Of a file no more is held than what became of it; of one that came twice, the last. What failed, or was read with
    losses, is held whole.
    """

    run: int = 0
    drafts: tuple[tuple[str, int], ...] = ()
    _outcomes: dict[str, str] = field(default_factory=dict)
    _failed: dict[str, Outcome] = field(default_factory=dict)
    _degraded: dict[str, Outcome] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        self._outcomes[outcome.path] = outcome.outcome
        self._failed.pop(outcome.path, None)
        self._degraded.pop(outcome.path, None)
        if outcome.outcome == "failed":
            self._failed[outcome.path] = outcome
        elif outcome.warnings:
            self._degraded[outcome.path] = outcome

    @property
    def counts(self) -> dict[str, int]:
        """How many files came to each outcome, zeros included."""
        counted = Counter(self._outcomes.values())
        return {name: counted[name] for name in OUTCOMES}

    @property
    def done(self) -> int:
        """How many files there were, those pruned not among them."""
        return len(self._outcomes) - self.counts["pruned"]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(self._failed.values())

    @property
    def degraded(self) -> tuple[Outcome, ...]:
        """The files of which something was lost in reading."""
        return tuple(self._degraded.values())

    @property
    def nothing_readable(self) -> bool:
        """True where no file could be read at all: there was none, or every one failed."""
        return len(self._failed) == self.done
