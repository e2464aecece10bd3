"""Files that cannot be read: one clear message each, the rest go on, and the exit code says how it went."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.word import WordFile

Run = Callable[..., Result]
OLD_WORD = Path(__file__).resolve().parents[3] / "shared" / "formats" / "t.doc"
EMPTY = "is empty (0 bytes without content); look for another copy"
DAMAGED = "is damaged or cut off; open it in Word, let Word repair it, and save it again"
CHINESE = {
    "empty.docx": "是空文件（0 字节，无内容）；请另找一份",
    "renamed.docx": "文件损坏或不完整；请用 Word 打开并修复后重新保存",
    "truncated.docx": "文件损坏或不完整；请用 Word 打开并修复后重新保存",
}


def old_word() -> bytes:
    """The head of an OLE file with the name of Word's stream in its directory, as Word 97 to 2003 write it."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(1024)


def paper(title: str) -> bytes:
    file = WordFile()
    file.title(title)
    file.heading("一、优待抚恤")
    file.paragraph("为9户义务兵家庭发放优待金，每户1546元，共计13914元。")
    return file.to_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as it comes: two good papers, an empty file, an old one under a new name, one that was cut off."""
    whole = paper("鹤栖乡2019年双拥工作总结")
    files = {
        "good.docx": paper("柳溪镇2019年双拥工作总结"),
        "also good.docx": whole,
        "empty.docx": b"",
        "renamed.docx": old_word(),
        "truncated.docx": whole[: len(whole) * 2 // 3],
    }
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


BAD = {"empty.docx": EMPTY, "renamed.docx": DAMAGED, "truncated.docx": DAMAGED}


def test_ingest_reports_them_and_goes_on(run: Run, folder: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "taizhang.db")
    result = run("ingest", str(folder), "--db", db)
    told = [f"  papers/{name}: {message}" for name, message in BAD.items()]
    assert result.stdout.splitlines() == ["5 files: new 2, unchanged 0, re-read 0, failed 3", *told]
    assert result.exit_code == 1
    assert "13,914" in run("query", "--db", db).stdout
    again = run("ingest", str(folder), "--db", db)
    assert (again.exit_code, again.stdout.splitlines()[0]) == (1, "5 files: new 0, unchanged 2, re-read 0, failed 3")


@pytest.mark.parametrize("name", BAD)
def test_ingest_of_nothing_else(run: Run, folder: Path, tmp_path: Path, name: str) -> None:
    result = run("ingest", str(folder / name), "--db", str(tmp_path / "taizhang.db"))
    told = ["1 file: new 0, unchanged 0, re-read 0, failed 1", f"  papers/{name}: {BAD[name]}"]
    assert (result.exit_code, result.stdout.splitlines()) == (2, told)


def test_ingest_says_it_in_chinese(run: Run, folder: Path, tmp_path: Path) -> None:
    lines = run("ingest", str(folder), "--db", str(tmp_path / "taizhang.db"), lang="zh").stdout.splitlines()
    assert lines[1:] == [f"  papers/{name}：{message}" for name, message in CHINESE.items()]


@pytest.mark.parametrize("command", ["extract", "check"])
def test_other_commands_report_them_and_go_on(run: Run, folder: Path, command: str) -> None:
    good = run(command, str(folder / "good.docx"))
    files = [str(folder / name) for name in ("empty.docx", "good.docx", "renamed.docx", "truncated.docx")]
    both = run(command, *files)
    told = [f"{folder / name}: {message}" for name, message in BAD.items()]
    assert (both.exit_code, both.stdout, both.stderr.splitlines()) == (1, good.stdout, told)
    none = run(command, str(folder / "empty.docx"))
    assert (none.exit_code, none.stdout.strip(), none.stderr) == (2, "", f"{folder / 'empty.docx'}: {EMPTY}\n")


@pytest.mark.parametrize("command", [("ingest",), ("extract", "--format", "json")])
def test_a_real_old_word_file_under_a_new_name(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    if not OLD_WORD.is_file():
        pytest.skip("the shared trial files are not here")
    renamed = shutil.copy(OLD_WORD, tmp_path / "总结.docx")
    options = ["--db", str(tmp_path / "taizhang.db")] if command[0] == "ingest" else []
    result = run(*command, str(renamed), *options)
    assert (result.exit_code, "优待金" in result.output or "new 1" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "there is no file to read here. Name a folder that holds Word files, or the files themselves."),
        (
            {".hidden": b"x", "~$总结.docx": b"x"},
            "there is no file to read here. Name a folder that holds Word files, or the files themselves.",
        ),
        (
            {"drafts/总结.docx": b"x"},
            "there are only drafts here. To take them in, name their folder itself: papers/drafts",
        ),
    ],
    ids=["empty", "nothing of ours", "drafts"],
)
def test_a_folder_with_nothing_to_read(run: Run, tmp_path: Path, files: dict[str, bytes], message: str) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    result = run("ingest", str(folder), "--db", str(tmp_path / "taizhang.db"))
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{folder}: {message}\n")
    assert not (tmp_path / "taizhang.db").exists()


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("ingest", str(tmp_path / "absent"), "--db", str(tmp_path / "taizhang.db"))
    told = f"{tmp_path / 'absent'}: there is no such file or folder. Check the name and run again.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told)


def test_all_good_is_exit_code_0(run: Run, folder: Path, tmp_path: Path) -> None:
    good = [str(folder / "good.docx"), str(folder / "also good.docx")]
    assert run("ingest", *good, "--db", str(tmp_path / "taizhang.db")).exit_code == 0
    assert run("extract", *good).exit_code == 0
