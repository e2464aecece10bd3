"""Fail where pytest skipped a test for want of something that .ci/run has installed.

Reads a saved report (``-ra``). Excused is what needs material that lies beside the repository, where it does not lie
there, and what calls itself optional: programs of others that ours is compared with.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
SKIPPED = re.compile(r"^SKIPPED \[\d+\] (?P<where>\S+): (?P<why>.*)$", re.MULTILINE)


def unexcused(report: str, *, shared: bool) -> list[str]:
    """The skips that have no excuse, as ``where: why``."""
    found = [(match["where"], match["why"]) for match in SKIPPED.finditer(report)]
    excused = r"\Aoptional\b" if shared else r"\Aoptional\b|\bshared\b"
    return [f"{where}: {why}" for where, why in found if not re.search(excused, why)]


def main() -> int:
    report = Path(sys.argv[1]).read_text(encoding="utf-8")
    found = unexcused(report, shared=SHARED.is_dir())
    for text in found:
        print(f"skipped, but it need not be: {text}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
