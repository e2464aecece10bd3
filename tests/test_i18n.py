"""The catalogues are complete in both languages, and the language is chosen as the help says."""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import i18n
from extractor.errors import BadRule, UnreadableFile

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _english_afterwards(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(os.environ, "LANGUAGE", "en")
    yield
    i18n.set_language("en")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_catalogue_is_complete(messages: ModuleType, language: str) -> None:
    assert messages.problems(language, messages.template()) == []


def test_english_texts_are_the_ids(messages: ModuleType) -> None:
    assert [message.id for message in messages.load("en") if message.id and message.string != message.id] == []


def test_chinese_texts_are_chinese(messages: ModuleType) -> None:
    """A text without one Chinese character was forgotten; one that is all placeholders need not have any."""
    forgotten = [
        message.id
        for message in messages.load("zh_CN")
        if message.id
        and not re.search("[\u4e00-\u9fff：（]", str(message.string))
        and re.search("[a-z]{2}", re.sub(r"\{[^}]*\}", "", str(message.id)))
    ]
    assert forgotten == []


ENVIRONMENTS = [
    # arguments, environment, language
    (["--lang", "zh"], {"LANG": "en_GB.UTF-8"}, "zh"),
    (["--lang=en", "query"], {"LANG": "zh_CN.UTF-8"}, "en"),
    (["query", "--lang", "zh"], {}, "zh"),
    (["search", "--", "--lang", "zh"], {"LANG": "en_US"}, "en"),
    (["--lang"], {"LANG": "zh_CN"}, "zh"),
    (["--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
    ([], {"TAIZHANG_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
    ([], {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "zh"),
    ([], {"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
    ([], {"LC_ALL": "", "LANG": "zh_CN.GB18030"}, "zh"),
    ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
    ([], {"LANG": "C.UTF-8"}, "en"),
    ([], {"LANG": "Chinese (Simplified)_China.936"}, "zh"),
]


@pytest.mark.parametrize(("argv", "environ", "expected"), ENVIRONMENTS)
def test_language_is_chosen(argv: list[str], environ: dict[str, str], expected: str) -> None:
    assert i18n.detect_language(argv, environ) == expected


@pytest.mark.parametrize(("system", "expected"), [("zh_CN", "zh"), ("de_DE", "en"), (None, "en")])
def test_system_language_where_no_variable_is_set(
    monkeypatch: pytest.MonkeyPatch, system: str | None, expected: str
) -> None:
    monkeypatch.setattr(i18n.locale, "getlocale", lambda: (system, "UTF-8"))
    assert i18n.detect_language([], {}) == expected


def test_an_empty_text_stays_empty() -> None:
    i18n.set_language("zh")
    assert i18n._("") == ""


def test_an_unknown_text_stays_as_it_is() -> None:
    i18n.set_language("zh")
    assert i18n._("no catalogue holds this") == "no catalogue holds this"


def test_errors_are_said_in_the_language_set() -> None:
    broken = BadRule("my.toml", 3, "not valid TOML: {reason}", reason="x")
    assert i18n.say(broken) == "my.toml:3: not valid TOML: x" == str(broken)
    i18n.set_language("zh")
    assert i18n.say(broken) == "my.toml:3: 不是有效的 TOML：x"


def test_a_name_with_braces_is_no_placeholder() -> None:
    assert i18n.say(UnreadableFile("{x}.docx", "empty", "{path}: empty")) == "{x}.docx: empty"


FOLDS = [
    # text, columns, lines
    ("只读一遍，不改原文。", 10, ["只读一遍，", "不改原文。"]),
    ("一二三四五。", 10, ["一二三四", "五。"]),  # no line begins with a closing mark
    ("选项 --format 的值", 12, ["选项", "--format 的", "值"]),
]


@pytest.mark.parametrize(("text", "columns", "lines"), FOLDS)
def test_chinese_is_folded_by_width(text: str, columns: int, lines: list[str]) -> None:
    assert i18n.fold(text, columns) == "\b\n" + "\n".join(lines)


def test_english_is_left_to_click() -> None:
    assert i18n.fold("as it is\n\nand was", 5) == "as it is\n\nand was"


@given(st.text("一二三 abc，。（x）-", max_size=60), st.integers(8, 40))
def test_folding_loses_nothing(text: str, columns: int) -> None:
    folded = i18n.fold(text, columns)
    assert "".join(folded.replace("\b", "").split()) == "".join(text.split())
