"""A rule file that cannot be used is refused with its path, the line, and what was expected; the whole message."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor
from extractor.errors import BadRule

FUND = """\
[[rule]]
name = "own.fund"
kind = "fund"
code = "F99"
fund = "其他"
words = ["某金"]
examples = ["发放某金【3万元】。"]
"""
PERSON = """\
[[rule]]
name = "own.person"
kind = "person"
words = ["某人"]
examples = ["慰问某人【3名】。"]
"""
CUE = """\
[[rule]]
name = "own.cue"
kind = "cue"
role = "plan"
patterns = ['某{1,2}日后']
examples = ["某日后投入【3万元】。"]
"""
DATE = """\
[[rule]]
name = "own.date"
kind = "date"
pattern = '{year}某日'
edtf = "{date}"
examples = ["【2019年某日】 => 2019"]
"""
FAULTS: dict[str, tuple[str, int, str]] = {
    # the file, the line, the message behind path and line
    "bad TOML": (
        FUND + 'words = ["某款"]\n',
        8,
        "not valid TOML: Cannot overwrite a value (at line 8, column 15)",
    ),
    "bad TOML at the end": (
        FUND + "note = [",
        8,
        "not valid TOML: Invalid value (at end of document)",
    ),
    "another table": (FUND + "[settings]\nx = 1\n", 1, "expected only [[rule]] entries, found settings"),
    "rule is a table": ("[rule]\nname = 1\n", 1, "expected only [[rule]] entries, found rule"),
    "unknown key": (
        PERSON + 'word = "某人"\n',
        6,
        "unknown key word; this kind of rule has words",
    ),
    "missing key": (FUND.replace('code = "F99"\n', ""), 3, "the key code is missing"),
    "a word for a list": (
        FUND.replace('["某金"]', '"某金"'),
        6,
        "words must be a list of words, found '某金'",
    ),
    "an empty list": (FUND.replace('["某金"]', "[]"), 6, "words must be a list of words, found []"),
    "a list of numbers": (FUND.replace('["某金"]', "[1]"), 6, "words must be a list of words, found [1]"),
    "a number for a word": (FUND.replace('"F99"', "99"), 4, "code must be a text in quotation marks, found 99"),
    "a word for true": (FUND + 'civil = "yes"\n', 8, "civil must be true or false, found 'yes'"),
    "true for a number": (CUE + "weight = true\n", 7, "weight must be a whole number, found True"),
    "none of the choices": (
        CUE + 'side = "left"\n',
        7,
        "side is 'left', expected one of before, after, either",
    ),
    "no examples": (
        FUND.replace('examples = ["发放某金【3万元】。"]\n', ""),
        2,
        "own.fund has no examples; give at least one sentence that it must match",
    ),
    "an example that is no list": (
        FUND.replace('["发放某金【3万元】。"]', '"发放某金【3万元】。"'),
        7,
        "examples must be a list of sentences",
    ),
    "bad name": (
        FUND.replace("own.fund", "Own Fund"),
        2,
        "a rule needs a name of small letters and dots, such as fund.pension; found 'Own Fund'",
    ),
    "no name": (
        FUND.replace('name = "own.fund"\n', ""),
        1,
        "a rule needs a name of small letters and dots, such as fund.pension; found None",
    ),
    "a name twice": (
        FUND + "\n" + FUND,
        9,
        "the name own.fund is taken by {path}:1; give this rule another name",
    ),
    "unknown kind": (
        FUND.replace('"fund"\n', '"funds"\n'),
        3,
        "the kind is 'funds', expected one of measure, fund, group, person, cue, modifier, deed, words, festival, "
        "date, section, trace, document, unit, profile, finding, wording",
    ),
    "bad pattern of a cue": (
        CUE.replace("某{1,2}日后", "(某日后"),
        5,
        "not a regular expression: (某日后 (missing ), unterminated subpattern at position 0)",
    ),
    "patterns that do not join": (
        CUE.replace("['某{1,2}日后']", "['(?P<a>某)', '(?P<a>日)']"),
        5,
        "not a regular expression: (?P<a>某)|(?P<a>日) (redefinition of group name 'a' as group 2; "
        "was group 1 at position 13)",
    ),
    "bad pattern of a date": (
        DATE.replace("某日'", "(某日'"),
        1,
        "not a regular expression: {year}(某日 (missing ), unterminated subpattern at position 6)",
    ),
    "too many gaps": (
        FUND.replace('某金"]', '某…金…款…项"]'),
        6,
        "某…金…款…项 has more than 2 gaps (…); write it as several wordings",
    ),
    "a date's template": (
        DATE.replace('"{date}"', '"{decade}"'),
        1,
        "the pattern holds no part decade for edtf; it holds date, year",
    ),
}


def refused(folder: Path) -> BadRule:
    with pytest.raises(BadRule) as failure:
        extractor.load_rules(str(folder))
    return failure.value


@pytest.mark.parametrize(("text", "line", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    error = refused(tmp_path)
    assert (error.path, error.line) == (str(path), line)
    assert str(error) == f"{path}:{line}: {message}".replace("{path}", str(path))


def test_two_files_with_one_name(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(FUND, encoding="utf-8")
    taken = f"the name own.fund is taken by {tmp_path / 'a.toml'}:1; give this rule another name"
    assert str(refused(tmp_path)) == f"{tmp_path / 'b.toml'}:1: {taken}"


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(FUND.encode("gb18030"))
    assert str(refused(tmp_path)) == f"{tmp_path / 'own.toml'}:1: not UTF-8; save the file as UTF-8"


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "absent"
    assert str(refused(folder)) == f"{folder}: no such folder of rules; give a folder that holds .toml files"


@pytest.mark.parametrize("text", [FUND, CUE, DATE], ids=["fund", "cue", "date"])
def test_the_same_without_a_fault(tmp_path: Path, text: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    assert extractor.load_rules(str(tmp_path)).named(text.split('"')[1]).line == 1
