"""``taizhang check``: how findings are printed, and the exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import extractor
from extractor.errors import UnreadableFile
from extractor.model import Document, Finding, Summary
from tests.cli.builders import sample

Run = Callable[..., Result]
MISSING = Finding(
    "missing_section",
    "error",
    "no section on visits",
    "expected after 组织领导; for example: 走访慰问",
    section="visits",
)
PLACED = Finding("stale", "hint", "the year is masked", paragraph=2, start=0, end=4, text="20xx")


@pytest.fixture
def draft(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A file in which the checker finds what ``kinds`` says: a township lacks a section, a hospital nothing."""

    def extract(source: str, data: bytes, **_known: object) -> Document:
        if not data:
            raise UnreadableFile(source, "empty", "{path}: the file is empty.")
        return sample()

    def check_draft(
        document: Document, summary: Summary, rules: object, *, unit_kind: str | None = None
    ) -> tuple[Finding, ...]:
        return (MISSING, PLACED) if (unit_kind or summary.unit_kind) == "township" else ()

    monkeypatch.setattr(extractor, "extract", extract, raising=False)
    monkeypatch.setattr(extractor, "load_rules", lambda folder: None, raising=False)
    monkeypatch.setattr(extractor, "check_draft", check_draft, raising=False)
    path = tmp_path / "draft.txt"
    path.write_bytes(b"x")
    return str(path)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_findings_as_text(run: Run, same: Callable[[str, str], None], draft: str, lang: str) -> None:
    result = run("check", draft, lang=lang)
    assert (result.exit_code, result.stderr) == (1, "")
    same(f"check.{lang}.txt", result.stdout)


def test_findings_as_json(run: Run, draft: str) -> None:
    result = run("check", draft, "--format", "json", lang="zh")
    (found,) = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (found["unit_kind"], found["ordinal"]) == ("township", 1)
    assert [finding["code"] for finding in found["findings"]] == ["missing_section", "stale"]
    assert found["findings"][1]["text"] == "20xx"


def test_nothing_found_is_exit_code_0(run: Run, draft: str) -> None:
    result = run("check", draft, "--unit-kind", "hospital")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(": 0 findings\n")


def test_a_draft_that_cannot_be_read(run: Run, draft: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.docx"
    empty.write_bytes(b"")
    assert run("check", str(empty)).exit_code == 2
    both = run("check", str(empty), draft, "--unit-kind", "hospital")
    assert (both.exit_code, both.stderr) == (1, f"{empty}: the file is empty.\n")
