"""``taizhang extract``: whole outputs of a document made by hand, and how files that cannot be read are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import extractor
from extractor.errors import UnreadableFile
from extractor.model import Document, Told
from tests.cli.builders import sample

Run = Callable[..., Result]
EMPTY = "{path}: the file is empty."


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Told]]:
    """An extractor that finds ``sample()`` in every file but the empty ones; what it was asked for."""
    asked: list[tuple[str, Told]] = []

    def extract(source: str, data: bytes, *, told: Told, rules: object) -> Document:
        asked.append((source, told))
        if not data:
            raise UnreadableFile(source, "empty", EMPTY)
        if data == b"bug":
            raise ZeroDivisionError("no such luck")
        return sample()

    monkeypatch.setattr(extractor, "extract", extract, raising=False)
    monkeypatch.setattr(extractor, "load_rules", lambda folder: None, raising=False)
    return asked


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    for name, data in (("good.txt", b"x"), ("empty.docx", b""), ("bug.docx", b"bug")):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    return {name: str(tmp_path / name) for name in ("good.txt", "empty.docx", "bug.docx", "folder", "absent.docx")}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("style", ["table", "html"])
def test_what_a_person_reads(run: Run, same: Callable[[str, str], None], seen: object, files: dict[str, str], lang: str, style: str) -> None:  # fmt: skip  # noqa: E501
    result = run("extract", files["good.txt"], "--format", style, lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    same(f"extract.{lang}.{style}", result.stdout)


def test_json_is_the_same_in_every_language(run: Run, same: Callable[[str, str], None], seen: object, files: dict[str, str]) -> None:  # fmt: skip  # noqa: E501
    outputs = {run("extract", files["good.txt"], "--format", "json", lang=lang).stdout for lang in ("en", "zh")}
    assert len(outputs) == 1
    same("extract.json", outputs.pop())


def test_jsonl_is_one_object_a_summary(run: Run, seen: object, files: dict[str, str]) -> None:
    lines = run("extract", files["good.txt"], files["good.txt"], "--format", "jsonl").stdout.splitlines()
    assert len(lines) == 2
    whole = json.loads(run("extract", files["good.txt"], "--format", "json").stdout)
    assert [json.loads(line) for line in lines] == whole * 2


def test_what_the_user_knows_is_passed_on(run: Run, seen: list[tuple[str, Told]], files: dict[str, str]) -> None:
    run("extract", files["good.txt"], "--unit", "柳树乡", "--year", "2019")
    assert seen == [(files["good.txt"], Told(unit="柳树乡", year=2019))]


MESSAGES = [
    # file, English, Chinese
    ("empty.docx", "the file is empty.", "the file is empty."),
    ("absent.docx", "there is no such file. Look at the name and the folder.", "没有这个文件。请核对文件名和文件夹。"),
]


@pytest.mark.parametrize(("name", "english", "chinese"), MESSAGES)
def test_a_bad_file_is_told_and_the_rest_go_on(
    run: Run, seen: object, files: dict[str, str], name: str, english: str, chinese: str
) -> None:
    good = run("extract", files["good.txt"], "--format", "jsonl").stdout
    result = run("extract", files[name], files["good.txt"], "--format", "jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (1, good, f"{files[name]}: {english}\n")
    result = run("extract", files[name], "--format", "jsonl", lang="zh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.split(": ")[-1].split("：")[-1] == chinese + "\n"


def test_a_folder_is_told_from_a_file(run: Run, seen: object, files: dict[str, str]) -> None:
    result = run("extract", files["folder"])
    assert result.exit_code == 2
    assert result.stderr == (
        f"{files['folder']}: this is a folder. Name files, or take the whole folder in with: "
        f"taizhang ingest {files['folder']}\n"
    )


def test_output_goes_to_a_file_whole(run: Run, seen: object, files: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "facts.jsonl"
    result = run("extract", files["good.txt"], "--format", "jsonl", "--output", str(target))
    assert (result.exit_code, result.output) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["unit"] == "柳树乡"


def test_a_defect_is_one_line(run: Run, seen: object, files: dict[str, str]) -> None:
    result = run("extract", files["bug.docx"])
    assert result.exit_code == 2
    assert result.output == (
        f"{files['bug.docx']}: the file could not be read (ZeroDivisionError: no such luck). "
        "This is a defect of taizhang; please report it.\n"
    )


def test_a_defect_has_its_traceback_on_request(
    run: Run, seen: object, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_DEBUG", "1")
    assert isinstance(run("extract", files["bug.docx"]).exception, ZeroDivisionError)
