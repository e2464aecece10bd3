"""Imported by the server that forks workers, before it forks: libraries and rules are loaded once, and shared.

What cannot be loaded here is loaded, and reported, in each worker.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress

from extractor.errors import TaizhangError

from .reading import extract_with
from .workers import PATTERNS

with suppress(TaizhangError, OSError):
    extract_with(os.environ.get(PATTERNS) or None)
gc.freeze()  # what is loaded stays: the collector need not walk it, and workers share its pages
