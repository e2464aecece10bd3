"""One file's bytes into rows: what a worker does. It knows no archive, so that it can be done anywhere."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.errors import TaizhangError, UnreadableFile
from extractor.i18n import N_
from extractor.model import Document, Told

from . import store
from .places import agree, source_of

Extract = Callable[[str, bytes, Told], Document]

_DEFECT = N_("{path}: the file could not be read ({reason}). This is a defect of taizhang; please report it.")
_MEMORY = N_("{path}: reading it takes more memory than a file may have. Save its text as a file of its own.")


class NamedPath(NamedTuple):
    """A path of a document, with what the user told of it."""

    path: str
    unit: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read: its bytes, all paths where they lie, and the fingerprint of what its reading is told."""

    data: bytes
    paths: tuple[NamedPath, ...]
    told: str

    @property
    def asked(self) -> Sequence[NamedPath]:
        """The paths that speak of unit and year; those that the user told something of have the say alone."""
        return [path for path in self.paths if path.unit or path.year] or self.paths


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a task: rows, or why there are none. ``milliseconds`` is how long it took."""

    rows: store.Rows | None = None
    error: UnreadableFile | None = None
    warnings: tuple[str, ...] = ()
    milliseconds: int | None = None


@dataclass(frozen=True)
class Reader:
    """Reads with an extractor; ``names`` are other names of units."""

    extract: Extract
    names: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, task: Task) -> Read:
        """Rows of the document as all its paths agree on it. Raises TaizhangError for what is no fault of the file."""
        begin = time.perf_counter()
        try:
            document = agree([self._one(path, task.data) for path in task.asked])
            return Read(store.to_rows(document, task.told), None, document.warnings, _since(begin))
        except UnreadableFile as refusal:
            error = refusal
        except (TaizhangError, sqlite3.Error):
            raise
        except MemoryError:  # let go of here, with all that the frames of its traceback hold
            error = out_of_memory(task.asked[0].path)
        except Exception as slip:  # one file's defect must not end a run over ten thousand
            if os.environ.get("TAIZHANG_DEBUG"):
                raise
            error = defect(task.asked[0].path, slip)
        return Read(error=error, milliseconds=_since(begin))

    def _one(self, path: NamedPath, data: bytes) -> Document:
        try:
            return self.extract(source_of(path.path), data, Told(path.unit, path.year, dict(self.names)))
        except UnreadableFile as error:
            raise error.about(path.path) from error


def out_of_memory(path: str) -> UnreadableFile:
    """What is said of a file whose reading takes more memory than it may have."""
    return UnreadableFile(path, "memory", _MEMORY)


def defect(path: str, error: Exception) -> UnreadableFile:
    """What is said of a file that the program fails on."""
    return UnreadableFile(path, "defect", _DEFECT, reason=f"{type(error).__name__}: {error}")


def extract_with(patterns: str | None) -> Extract:
    """The extractor with the built-in rules and a folder of one's own, ready to read. Raises BadRule."""
    from extractor import extract, load_rules, warm_up

    rules = load_rules(patterns)
    warm_up(rules)
    return lambda source, data, told: extract(source, data, told=told, rules=rules)


def _since(begin: float) -> int:
    return round((time.perf_counter() - begin) * 1000)
