"""Figures of ``taizhang eval`` kept in a file (JSON), so that a later run can be compared with them.

The file holds a record for each set of annotations that was scored by itself: its figures, and what was found.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractor.errors import TaizhangError
from extractor.i18n import N_

from .whole import write_whole

Records = dict[str, dict[str, Any]]

_NONE_KEPT = N_("{path}: no figures are kept here. Keep this run's with --accept.")
_NOT_FIGURES = N_("{path}: this file does not hold figures of taizhang eval. Name another one, or keep new figures with --accept.")  # fmt: skip  # noqa: E501


class BadFiguresError(TaizhangError):
    """A file of figures that cannot be read."""


def load_figures(path: Path) -> Records:
    """The records kept in a file. Raises BadFiguresError."""
    try:
        records: Records = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadFiguresError(_NONE_KEPT, path=path) from None
    except (OSError, ValueError):
        raise BadFiguresError(_NOT_FIGURES, path=path) from None
    if not isinstance(records, dict) or not all(isinstance(r, dict) and "facts" in r for r in records.values()):
        raise BadFiguresError(_NOT_FIGURES, path=path)
    return records


def keep_figures(path: Path, records: Records) -> None:
    """Write the records; a line a fact, so that a difference of two versions reads well. Raises NotWritten."""
    write_whole(path, (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode())
