"""Imported by the server that forks workers, before it forks: libraries and rules are loaded once, and shared.

What cannot be loaded here is loaded, and reported, in each worker.
"""

from __future__ import annotations

import os
from contextlib import suppress

from extractor.errors import TaizhangError

from . import garbage
from .reading import extract_with
from .workers import PATTERNS

with suppress(TaizhangError, OSError):
    extract_with(os.environ.get(PATTERNS) or None)
garbage.settle()  # workers then share the pages of what is loaded
