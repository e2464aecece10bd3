"""A runner in a chosen language, and outputs kept as files.

``TAIZHANG_WRITE_EXPECTED=1 make test ARGS=tests/cli`` writes the files anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import taizhang
from extractor import i18n

EXPECTED = Path(__file__).with_name("expected")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Result]]:
    """``run("extract", "x.docx", lang="zh")``; language and width do not depend on the machine."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("TAIZHANG_DEBUG", raising=False)

    def invoke(*words: str, lang: str = "en") -> Result:
        return CliRunner().invoke(taizhang, ["--lang", lang, *words], terminal_width=80)

    yield invoke
    i18n.set_language("en")


@pytest.fixture
def same() -> Callable[[str, str], None]:
    """Compare a whole output with the file of that name."""

    def compare(name: str, output: str) -> None:
        path = EXPECTED / name
        if os.environ.get("TAIZHANG_WRITE_EXPECTED"):
            path.write_text(output, encoding="utf-8")
        assert output == path.read_text(encoding="utf-8")

    return compare
