"""The pages of docs/ say what the program does; the READMEs name what exists."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from cli import taizhang
from corpus import __version__
from extractor import i18n, model
from extractor.contract import summary_to_dict
from tests.cli.builders import sample

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_generated_pages_are_up_to_date(generate: ModuleType) -> None:
    try:
        assert list(generate.stale()) == [], "run: make docs"
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", sorted(taizhang.commands))
def test_the_readmes_name_every_command(readme: str, name: str) -> None:
    assert f"taizhang {name}" in text(readme)


@pytest.mark.parametrize("readme", READMES)
def test_the_readmes_name_no_command_or_option_that_is_not_there(readme: str) -> None:
    shown = re.findall(
        r"taizhang ([a-z]+)(?: .*)?", "\n".join(re.findall(r"^\$ (taizhang .*)$", text(readme), re.MULTILINE))
    )
    assert set(shown) <= set(taizhang.commands)
    known = {word for command in taizhang.commands.values() for param in command.params for word in param.opts}
    told = {
        word
        for line in re.findall(r"^\$ taizhang .*$", text(readme), re.MULTILINE)
        for word in re.findall(r"--[a-z-]+", line)
    }
    assert told <= known | {"--help", "--version", "--lang"}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text(page))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_the_changelog_has_this_version() -> None:
    assert f"## {__version__}" in text("CHANGELOG.md")


@pytest.mark.parametrize("kind", ["amounts", "headcounts", "dates", "activities", "sections", "checks"])
def test_the_json_page_names_every_field(kind: str) -> None:
    found = summary_to_dict(sample(), sample().summaries[0])
    page = text("docs/json.md")
    assert [name for name in [*found, *found[kind][0]] if f"`{name}`" not in page] == []


CODES = [*model.STANDARD_SECTIONS, *model.ACTIVITY_TYPES, *model.DOCUMENT_TYPES, *model.UNIT_KINDS]


def test_the_fact_model_explains_every_code_and_fund() -> None:
    page = text("docs/fact-model.md")
    assert [code for code in CODES if f"`{code}`" not in page] == []
    assert [fund for fund in model.FUNDS if fund not in page] == []
