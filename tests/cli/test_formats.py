"""Files of any format on the command line: read, read with losses, or named as what they are; the list of formats."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from extractor.readers import soffice, support
from tests.readers.sample import FILES, sample
from tests.readers.test_bundle import bundle

Run = Callable[..., Result]
LOSS = "text boxes or notes of the old Word file stand after its text, not at their place"
PAPER = "云台街道{}年双拥工作总结\n\n为9户义务兵家庭发放优待金，每户1546元，共计13914元。\n"


def paper(year: int) -> bytes:
    return PAPER.format(year).encode()


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    """A bundle as a county sends it: names in GBK, one file protected by a password, one that is a picture."""
    file = tmp_path / "2019年上报.zip"
    data = bundle(
        ("柳溪镇/双拥总结.txt".encode("gbk"), paper(2019)),
        ("鹤栖乡/双拥总结.doc".encode("gbk"), (FILES / "sample.doc").read_bytes()),
        ("鹤栖乡/照片.jpg".encode("gbk"), b"\xff\xd8\xff\xe0" + bytes(range(256))),
    )
    file.write_bytes(data)
    return file


def test_each_file_of_a_bundle_is_a_document(run: Run, zipped: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "taizhang.db")
    result = run("ingest", str(zipped), "--db", db)
    assert result.stdout.splitlines() == [
        "3 files: new 2, unchanged 0, re-read 0, failed 1",
        "1 file read with losses:",
        f"  2019年上报.zip!/鹤栖乡/双拥总结.doc: {LOSS}",
        "  2019年上报.zip!/鹤栖乡/照片.jpg: is a picture; its text has to be typed or recognised first",
    ]
    assert result.exit_code == 1
    again = run("ingest", str(zipped), "--db", db).stdout.splitlines()
    assert again[0] == "3 files: new 0, unchanged 2, re-read 0, failed 1"
    assert "13,914" in run("show", "2019年上报.zip!/柳溪镇/双拥总结.txt", "--db", db).stdout


def test_a_file_of_a_bundle_can_be_explained(run: Run, zipped: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "taizhang.db")
    run("ingest", str(zipped), "--db", db)
    name = "2019年上报.zip!/柳溪镇/双拥总结.txt"
    assert "13914元" in run("explain", name, "--db", db).stdout
    zipped.write_bytes(bundle(("别的.txt".encode("gbk"), paper(2018))))
    changed = run("explain", name, "--db", db)
    assert (changed.exit_code, changed.stdout) == (2, "")
    assert "Traceback" not in changed.stderr


def test_a_bundle_replaces_no_document(run: Run, zipped: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "taizhang.db")
    first = tmp_path / "旧.txt"
    first.write_bytes(paper(2017))
    run("ingest", str(first), "--db", db)
    result = run("ingest", str(zipped), "--db", db, "--replaces", "旧.txt")
    assert "is a bundle, and one document replaces another" in result.stdout
    assert (
        "旧.txt" in run("query", "--db", db, "--documents", "all", "--by", "document").stdout or result.exit_code == 2
    )


def test_extract_goes_through_a_bundle(run: Run, zipped: Path) -> None:
    result = run("extract", str(zipped), "--format", "jsonl")
    sources = [json.loads(line)["source"] for line in result.stdout.splitlines()]
    assert sources == [f"{zipped}!/柳溪镇/双拥总结.txt", f"{zipped}!/鹤栖乡/双拥总结.doc"]
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == f"{zipped}!/鹤栖乡/双拥总结.doc: {LOSS}"


def test_the_same_facts_from_every_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sample.docx").write_bytes(sample().to_bytes())
    facts = []
    for file in (tmp_path / "sample.docx", FILES / "sample.doc", FILES / "sample.rtf"):
        (summary,) = map(json.loads, run("extract", str(file), "--format", "jsonl").stdout.splitlines())
        facts.append((summary["total_subsidy"], [(a["text"], a["role"], a["counts"]) for a in summary["amounts"]]))
    assert facts[0][0] > 0
    assert facts == [facts[0]] * 3


FORMATS = [(), ("--format", "json"), ("--format", "jsonl"), ("--format", "html")]


@pytest.mark.parametrize("words", [*(("extract", *style) for style in FORMATS), ("check",), ("explain",)])
def test_control_characters_never_reach_the_terminal(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "总结.rtf"
    sneaky = r"{\rtf1\ansi\ansicpg936\uc0\pard \u27]0;title\u7 \u155 31m 为9户发放优待金13914元\u8238 。\par}"
    file.write_bytes(sneaky.encode("gbk"))
    output = run(*words, str(file)).output
    assert not set(output) & set("\x1b\x07\x9b\u202e")
    if "json" in words:
        assert "\x9b" in json.loads(output)[0]["amounts"][0]["sentence"]


def test_names_with_control_characters(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "a\x1b[31mb.zip"
    bad.write_bytes(b"PK\x05\x06")
    assert "\x1b" not in run("extract", str(bad)).output
    assert "\x1b" not in run("ingest", str(bad), "--db", str(tmp_path / "taizhang.db")).output


def test_html_output_is_escaped(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "总结.html"
    text = (
        "<p>双拥工作总结</p><p>慰问&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=y&gt;9户，13914元。</p>"
    )
    file.write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    page = run("extract", str(file), "--format", "html").stdout
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_formats_says_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)
    monkeypatch.setattr(support, "find_spec", lambda _name: None)
    record = json.loads(run("formats", "--format", "json").stdout)
    missing = {one["format"]: one["add"] for one in record if not one["read"]}
    assert missing["pdf"] == "pip install pypdfium2"
    assert missing["odf"] == missing["doc-6"] == "install LibreOffice and put soffice on the PATH"
    assert {one["format"] for one in record if one["read"]} == {
        "docx", "doc", "rtf", "html", "mhtml", "wordml", "flatopc", "text", "zip",
    }  # fmt: skip
    lines = run("formats", lang="zh").stdout.splitlines()
    assert next(line for line in lines if line.startswith("PDF")).split() == [
        "PDF",
        ".pdf",
        "否",
        "pypdfium2",
        "pip",
        "install",
        "pypdfium2",
    ]


def test_formats_says_what_is_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "program", lambda: "/usr/bin/soffice")
    record = json.loads(run("formats", "--format", "json").stdout)
    assert [one["format"] for one in record if not one["read"]] == ["ofd", "7z", "rar", "image", "encrypted"]


@pytest.mark.parametrize("kind", ["7z", "rar"])
def test_archives_of_other_kinds_are_named(run: Run, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "总结.docx"
    file.write_bytes({"7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a\x07\x00"}[kind] + bytes(50))
    result = run("extract", str(file))
    shown = {"7z": "7z", "rar": "RAR"}[kind]
    assert result.stderr == f"{file}: is a {shown} archive, not a document; unpack it and give the folder\n"
