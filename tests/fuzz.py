"""How many inputs a slow fuzz test tries: TAIZHANG_FUZZ, which .ci/run sets; less where nobody sets it."""

from __future__ import annotations

import os

FUZZ = int(os.environ.get("TAIZHANG_FUZZ", "100"))
