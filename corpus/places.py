"""Where files lie: which are read, how a path is kept, and what to make of one file that lies in several places."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from extractor.errors import TaizhangError
from extractor.i18n import N_
from extractor.model import Document, Evidence, Summary

from .bundles import holder
from .passed_over import drafts_depth, is_litter, is_litter_folder

NEAR = 5  # of a path outside the archive's folder: the file name and four folders speak of unit and year


class PathError(TaizhangError):
    """A path on the command line where nothing lies, or a folder that may not be looked into."""


class Found(NamedTuple):
    """The files to read, sorted, each once; and how many lie in folders of drafts that were passed over."""

    files: list[Path]
    drafts: Counter[Path]


def find_files(paths: Sequence[Path], apart: Collection[Path] = ()) -> Found:
    """The files named, and in folders all but hidden, temporary and our own files.

    A folder of drafts (``drafts``, ``草稿``) below a named one is passed over; it is read where it is named itself.
    ``apart`` are files that the run itself writes, whatever they are called.
    Raises PathError where a named path does not exist or a folder cannot be listed.
    """
    found: dict[Path, Path | None] = {}  # each file's folder of drafts, if it lies in one
    for path in paths:
        if path.is_dir():
            for file, drafts in _walk(_absolute(path)):
                found[file] = drafts and found.get(file, drafts)
        elif path.exists():
            found[_absolute(path)] = None
        else:
            raise PathError(N_("{path}: there is no such file or folder. Check the name and run again."), path=path)
    ours = set(map(_absolute, apart))
    return Found(
        sorted(file for file in found if not found[file] and file not in ours), Counter(filter(None, found.values()))
    )


def kept_path(path: Path, folder: Path) -> str:
    """A path as the archive keeps it: relative to the archive's folder where it lies under it, else whole."""
    path, folder = _absolute(path), _absolute(folder)
    return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()


def bearer(folder: Path, kept: str) -> Path | None:
    """The file that a kept path stands for: the file itself, or the bundle that holds it; None where neither lies."""
    path = holder(folder / kept)
    return path if path.exists() else None


def stands(folder: Path, kept: str) -> bool:
    """Whether a file still lies where a kept path says."""
    return bearer(folder, kept) is not None


def is_under(kept: str, top: str) -> bool:
    """Whether a kept path lies in the folder ``top``, itself a kept path ("." is the archive's own folder)."""
    return not PurePosixPath(kept).is_absolute() and kept[1:2] != ":" if top == "." else kept.startswith(f"{top}/")


def source_of(kept: str) -> str:
    """The part of a kept path that may speak of unit and year: far-away folders (a user's home) are left out."""
    path = PurePosixPath(kept)
    whole = path.is_absolute() or kept[1:2] == ":"
    return "/".join(path.parts[1:][-NEAR:]) if whole else kept


def agree(readings: Sequence[Document]) -> Document:
    """One document out of the readings of the same bytes under several paths, the first path's first.

    Where the folders lead to different units or years, the field is left open for a person to decide, with all of them
    as evidence.
    """
    first = readings[0]
    alike = [reading.summaries for reading in readings if len(reading.summaries) == len(first.summaries)]
    return replace(first, summaries=tuple(_agree(same) for same in zip(*alike, strict=True)))


def _agree(same: tuple[Summary, ...]) -> Summary:
    summary = same[0]
    units, years = _values(same, "unit"), _values(same, "year")
    if len(units) > 1:
        kinds = {s.unit_kind for s in same}
        kind = summary.unit_kind if len(kinds) == 1 else "other"
        summary = replace(summary, unit=None, unit_kind=kind, evidence=(*summary.evidence, _conflict("unit", units)))
    if len(years) > 1:
        amounts = tuple(replace(a, period=None) if a.period == summary.period else a for a in summary.amounts)
        evidence = (*summary.evidence, _conflict("year", years))
        summary = replace(summary, year=None, year_basis="none", period=None, amounts=amounts, evidence=evidence)
    return summary


def _values(same: Sequence[Summary], field: str) -> list[str]:
    return sorted({str(getattr(s, field)) for s in same if getattr(s, field) is not None})


def _conflict(field: str, values: Sequence[str]) -> Evidence:
    return Evidence(field, None, "conflict", " / ".join(values), 1.0)


def _walk(top: Path) -> Iterator[tuple[Path, Path | None]]:
    """The files below a folder, each with the folder of drafts below ``top`` that it lies in, if any."""
    for here, folders, files in os.walk(top, onerror=_refuse):
        folders[:] = [name for name in folders if not is_litter_folder(name)]
        below = Path(here).relative_to(top).parts
        depth = drafts_depth(below)
        drafts = top.joinpath(*below[:depth]) if depth else None
        for name in files:
            path = Path(here, name)
            if not is_litter(name) and path.is_file():
                yield path, drafts


def _refuse(error: OSError) -> None:
    text = N_("{path}: this folder cannot be looked into ({reason}). Ask for the right to read it, or leave it out.")
    raise PathError(text, path=error.filename, reason=error.strerror)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))
