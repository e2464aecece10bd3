"""``taizhang check``: how findings are printed, and the exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import docx
import pytest
from click.testing import Result

import extractor
from extractor.errors import UnreadableFile
from extractor.finding import Finding, Level
from extractor.model import Document, Summary
from tests.cli.builders import sample
from tests.word import WordFile, deleted, inserted

Run = Callable[..., Result]
Same = Callable[[str, str], None]
ROSTER = """[[unit]]\nname = "柳树乡"\nkind = "township"\n[[unit]]\nname = "青石镇"\nkind = "township"\n"""
MISSING = Finding(
    "missing-section",
    "warning",
    "no section on visits",
    "expected after 组织领导; for example: 走访慰问",
    section="visits",
)


def placed(summary: Summary, words: str, level: Level, nth: int = 0) -> Finding:
    """A finding at words of the sample, which stand there more than once where ``nth`` says."""
    start = -1
    for _time in range(nth + 1):
        start = summary.text.index(words, start + 1)
    end = start + len(words)
    place = summary.source_map.place(start, end)
    return Finding(
        "placeholder",
        level,
        f"“{words}” was not filled in",
        "fill it in",
        None,
        "一、优待抚恤",
        place,
        start,
        end,
        words,
    )


@pytest.fixture
def draft(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A file in which the checker finds what ``kinds`` says: a township lacks a section and has words to look at, a
    hospital nothing."""

    def extract(source: str, data: bytes, **_known: object) -> Document:
        if not data:
            raise UnreadableFile(source, "empty", "{path}: the file is empty.")
        return sample()

    def check_draft(
        summary: Summary, rules: object, kind: str, earlier: object, ignore: Collection[str]
    ) -> tuple[Finding, ...]:
        hints = [placed(summary, "元", "hint", nth) for nth in range(3)]
        found = (placed(summary, "9位", "error"), MISSING, *hints) if kind == "township" else ()
        return tuple(finding for finding in found if finding.code not in ignore)

    monkeypatch.setattr(extractor, "extract", extract)
    monkeypatch.setattr("corpus.checking.check_draft", check_draft)
    path = tmp_path / "draft.txt"
    path.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return "draft.txt"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_findings_as_text(run: Run, same: Same, draft: str, lang: str) -> None:
    result = run("check", draft, lang=lang)
    assert (result.exit_code, result.stderr) == (1, "")
    same(f"check.{lang}.txt", result.stdout)


def test_each_missing_section_is_named(run: Run, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = [replace(MISSING, message=f"no section on {name}") for name in "abcdefg"]
    monkeypatch.setattr("corpus.checking.check_draft", lambda *_about: missing)
    told = run("check", draft).stdout
    assert [name for name in "abcdefg" if f"no section on {name}" in told] == [*"abcdefg"]
    assert "more: paragraphs" not in told


@pytest.mark.parametrize(("style", "ending"), [("json", "json"), ("md", "md"), ("html", "html")])
def test_findings_in_other_forms(run: Run, same: Same, draft: str, style: str, ending: str) -> None:
    result = run("check", draft, "--format", style, lang="zh")
    assert (result.exit_code, result.stderr) == (1, "")
    same(f"check.{ending}", result.stdout)


def test_several_drafts_are_followed_by_a_roll_call(run: Run, same: Same, draft: str) -> None:
    Path("units.toml").write_text(ROSTER, encoding="utf-8")
    both = run("check", draft, draft, "--roster", "units.toml", lang="zh")
    assert both.exit_code == 1
    same("check.several.txt", both.stdout)
    table = run("check", draft, "--roster", "units.toml", "--format", "csv", lang="zh")
    same("check.csv", table.stdout)
    assert "青石镇" in table.stderr


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        ([], 1),
        (["--level", "error"], 1),
        (["--ignore", "placeholder"], 1),
        (["--ignore", "placeholder", "--level", "error"], 0),
        (["--ignore", "placeholder", "--ignore", "missing-section", "--level", "hint"], 0),
    ],
)
def test_what_counts_for_the_exit_code(run: Run, draft: str, words: list[str], exit_code: int) -> None:
    assert run("check", draft, *words).exit_code == exit_code


SETTINGS = {
    "ignored": ('[check]\nignore = ["placeholder", "missing-section"]\n', 0, ""),
    "level": ('[check]\nignore = ["placeholder"]\nlevel = "error"\n', 0, ""),
    "nothing set": ("", 1, ""),
    "unknown code": ('[check]\nignore = ["typos"]\n', 2, "taizhang.toml: there is no code typos of a finding."),
    "unknown level": ('[check]\nlevel = "fatal"\n', 2, "taizhang.toml: there is no level fatal."),
    "unknown setting": ("[check]\nwidth = 3\n", 2, "taizhang.toml: there is no setting width under [check]."),
    "a word for a list": ('[check]\nignore = "placeholder"\n', 2, "taizhang.toml: ignore is a list of codes"),
    "a list for a word": ('[check]\nlevel = ["error"]\n', 2, "taizhang.toml: there is no level ['error']."),
    "no table": ("check = 3\n", 2, "taizhang.toml: the settings (ignore, level) stand under a line [check]."),
    "outside": ('ignore = ["placeholder"]\n', 2, "taizhang.toml: the settings (ignore, level) stand under a line"),
    "no TOML": ("[check\n", 2, "taizhang.toml: the settings cannot be read"),
}


@pytest.mark.parametrize(("text", "exit_code", "message"), SETTINGS.values(), ids=SETTINGS)
def test_settings_beside_the_drafts(run: Run, draft: str, text: str, exit_code: int, message: str) -> None:
    Path("taizhang.toml").write_text(text, encoding="utf-8")
    result = run("check", draft)
    assert (result.exit_code, message in result.stderr) == (exit_code, True)
    if exit_code == 2:
        Path("taizhang.toml").rename("mine.toml")
        assert run("check", draft, "--config", "mine.toml").exit_code == 2


def test_a_code_that_does_not_exist_is_refused(run: Run, draft: str) -> None:
    result = run("check", draft, "--ignore", "typos")
    assert result.exit_code == 2
    assert "typos is no code of a finding" in result.stderr


def test_a_defect_in_one_draft_leaves_the_others(run: Run, draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = extractor.extract
    Path("other.txt").write_bytes(b"x")

    def extract(source: str, *args: object, **options: object) -> object:
        return 1 / 0 if source == "other.txt" else real(source, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(extractor, "extract", extract)
    result = run("check", "other.txt", draft)
    assert result.exit_code == 1
    assert "other.txt: the file could not be read (ZeroDivisionError: division by zero)." in result.stderr
    assert result.stdout == run("check", draft).stdout


@pytest.mark.parametrize("command", ["check", "extract"])
def test_what_is_read_is_not_written_over(run: Run, draft: str, command: str) -> None:
    before = Path(draft).read_bytes()
    result = run(command, draft, "--output", f"./{draft}")
    assert (result.exit_code, Path(draft).read_bytes()) == (2, before)
    assert "is a file to be read; name another one." in result.stderr


def test_a_draft_that_cannot_be_read_was_handed_in(run: Run, draft: str) -> None:
    Path("units.toml").write_text(ROSTER, encoding="utf-8")
    Path("青石镇2021.docx").write_bytes(b"PK\x03\x04 no Word file")
    result = run("check", draft, "青石镇2021.docx", "--roster", "units.toml", "--format", "csv")
    rows = [line.split(",") for line in result.stdout.splitlines()]
    assert [row[-1] for row in rows if row[0] == "青石镇"] == ["unreadable"]
    assert "Nothing handed in" not in result.stderr


def test_nothing_found_is_exit_code_0(run: Run, draft: str) -> None:
    result = run("check", draft, "--unit-kind", "hospital")
    assert (result.exit_code, result.stderr) == (0, "")
    assert ": 0 findings\n" in result.stdout


def test_a_draft_that_cannot_be_read(run: Run, draft: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.docx"
    empty.write_bytes(b"")
    assert run("check", str(empty)).exit_code == 2
    both = run("check", str(empty), draft, "--unit-kind", "hospital")
    assert (both.exit_code, both.stderr) == (1, f"{empty}: the file is empty.\n")


class TestAnnotate:
    """The real chain: a draft with faults in a table, an automatic number and a tracked change."""

    @pytest.fixture
    def draft(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        file = WordFile(heading_numbers="chinese")
        file.title("柳溪镇2019年双拥工作总结")
        file.heading("加强组织领导")
        file.paragraph(
            "镇党委专题研究双拥工作2次，", inserted("看望了____同志，"), deleted("删去的话"), "由镇长任组长。"
        )
        file.heading("落实优抚政策")
        file.table([["项目", "金额（万元）"], ["优待金", "**元"], ["慰问金", "0.8"]])
        monkeypatch.chdir(tmp_path)
        file.save(tmp_path / "draft.docx")
        return tmp_path / "draft.docx"

    def test_a_copy_with_a_comment_at_each_finding(self, run: Run, draft: Path) -> None:
        before = draft.read_bytes()
        result = run("check", "draft.docx", "--format", "json", "--annotate", "out.docx", lang="zh")
        (found,) = json.loads(result.stdout)
        comments = {comment.text.split("\n")[-1]: comment for comment in docx.Document("out.docx").comments}
        assert draft.read_bytes() == before
        assert set(comments) == {f"[{finding['code']}]" for finding in found["findings"]}
        assert comments["[missing-section]"].author == "taizhang"
        said = [comment.text for comment in docx.Document("out.docx").comments]
        assert len(said) == len(found["findings"])
        assert "错误：“____”是没有填的空。\n补填，或删去这一句。\n[placeholder]" in said
        again = run("check", "out.docx", "--format", "json", lang="zh")
        assert json.loads(again.stdout) == [{**found, "source": "out.docx"}]

    REFUSED: ClassVar = {
        "two drafts": (
            ["draft.docx", "draft.docx", "--annotate", "out.docx"],
            "--annotate takes one draft",
        ),
        "itself": (["draft.docx", "--annotate", "draft.docx"], "draft.docx: this is the draft itself."),
        "no folder": (["draft.docx", "--annotate", "none/out.docx"], "none/out.docx: cannot be written"),
        "no Word file": (["draft.txt", "--annotate", "out.docx"], "draft.txt: is no .docx"),
    }

    @pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
    def test_refused(self, run: Run, draft: Path, words: list[str], message: str) -> None:
        draft.with_suffix(".txt").write_text("柳溪镇2019年双拥工作总结\n20xx年，走访军属。", encoding="utf-8")
        before = draft.read_bytes()
        result = run("check", *words)
        assert result.exit_code == 2
        assert message in result.stderr
        assert draft.read_bytes() == before
        assert not Path("out.docx").exists()
