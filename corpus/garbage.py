"""When Python looks for cyclic garbage while many files are read.

What reading makes of a file is free of cycles and goes as soon as it is let go of; the libraries that read .doc leave
a thousand objects in cycles behind. At Python's own threshold of 700 new objects the collector walks a file's facts
some eighty times over and finds nothing, which is a tenth of the work.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000  # new objects between two looks: some ten megabytes at most


def settle() -> None:
    """What is loaded by now stays, and need not be walked; look seldom from here on."""
    gc.freeze()
    gc.set_threshold(SELDOM)


@contextmanager
def as_before() -> Iterator[None]:
    """Undo at the end what ``settle`` did on the way."""
    threshold = gc.get_threshold()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
