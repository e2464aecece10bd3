"""The page of ``extract --format html`` in a browser: fields on hover, nothing loaded, nothing complained of.

A picture of each language's page is kept in build/browser/ for people to look at. ``CHROMIUM`` names a browser that is
not on the path.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "corpus/samples/2019年各单位总结/退役军人事务局.docx"
PICTURES = ROOT / "build" / "browser"
BROWSER = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The text that the style sheet puts beside a fact while it is pointed at.
SHOWN = "mark => getComputedStyle(mark, '::after').content"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium here: apt install chromium, or name one with CHROMIUM"),
]
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make .venv/.dev")


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield launched
        launched.close()


class Opened:
    """A page with what it asked for and what it complained of."""

    def __init__(self, page: playwright.Page, file: Path) -> None:
        self.page, self.file = page, file
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.set_default_timeout(10_000)
        page.goto(file.as_uri())

    def fact(self, words: str) -> playwright.Locator:
        """The mark whose text is these words."""
        return self.page.locator("mark").filter(has_text=words).last

    def shown(self, words: str) -> str:
        """What is shown while a fact is pointed at."""
        mark = self.fact(words)
        mark.hover()
        content: str = mark.evaluate(SHOWN)
        return content


@pytest.fixture(params=["en", "zh"])
def opened(request: pytest.FixtureRequest, browser: playwright.Browser, tmp_path: Path) -> Iterator[Opened]:
    file = tmp_path / f"page-{request.param}.html"
    words = ["--lang", request.param, "extract", str(ROOT / SAMPLE), "--format", "html", "--output", str(file)]
    assert CliRunner().invoke(cli.taizhang, words).exit_code == 0
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    yield Opened(page, file)
    page.close()


FIELDS = {
    # language: what an amount that counts shows
    "en": ["Role: total", "Fund: 安置补助", "4,127,000 yuan"],
    "zh": ["性质：总额", "资金：安置补助", "4,127,000 元"],
}


def test_fields_are_shown_on_hover(opened: Opened) -> None:
    fact = opened.fact("412.7万元")
    assert fact.evaluate(SHOWN) == "none"
    shown = opened.shown("412.7万元")
    assert [field for field in FIELDS[opened.file.stem[-2:]] if field not in shown] == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    opened.page.screenshot(path=PICTURES / f"{opened.file.stem}.png")
    opened.page.mouse.move(0, 0)
    assert fact.evaluate(SHOWN) == "none"


def test_fields_are_shown_by_keyboard(opened: Opened) -> None:
    for _ in range(5):  # the four switches of the legend, then the first fact
        opened.page.keyboard.press("Tab")
    focused = opened.page.locator("mark:focus-visible")
    assert focused.count() == 1
    assert focused.evaluate(SHOWN) != "none"


def test_a_kind_can_be_switched_off(opened: Opened) -> None:
    colour = "mark => getComputedStyle(mark).backgroundColor"
    fact = opened.fact("412.7万元")
    before = fact.evaluate(colour)
    opened.page.locator("#show-amount").uncheck()
    assert fact.evaluate(colour) != before


def test_nothing_is_loaded_and_nothing_is_complained_of(opened: Opened) -> None:
    opened.shown("412.7万元")
    assert opened.requests == [opened.file.as_uri()]
    assert opened.complaints == []


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_sticks_out_of_a_narrow_window(opened: Opened, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 700})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


DRAFTS = [
    "corpus/samples/2018/望春街道/双拥工作总结.docx",
    "corpus/samples/drafts/鹤栖乡2021年双拥工作总结（初稿）.docx",
]


@pytest.fixture
def checked(browser: playwright.Browser, tmp_path: Path) -> Iterator[Opened]:
    """The findings in two drafts, with the roll call."""
    file = tmp_path / "check.html"
    drafts = [str(ROOT / draft) for draft in DRAFTS]
    words = ["--lang", "zh", "check", *drafts, "--format", "html", "--output", str(file)]
    assert CliRunner().invoke(cli.taizhang, words).exit_code == 1
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    yield Opened(page, file)
    page.close()


def test_a_finding_leads_to_its_words(checked: Opened) -> None:
    listed = checked.page.locator("aside li").filter(has_text="202345万元")
    assert listed.count() == 1
    listed.locator("a").click()
    meant = checked.page.locator("mark:target")
    assert (meant.inner_text(), meant.get_attribute("class")) == ("202345万元", "error")
    colours = checked.page.locator("mark.error, mark.hint").evaluate_all(
        "marks => [...new Set(marks.map(mark => getComputedStyle(mark).backgroundColor))]"
    )
    assert len(colours) == 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    checked.page.screenshot(path=PICTURES / "check.png", full_page=True)


def test_the_roll_call_stands_above_and_the_page_is_harmless(checked: Opened) -> None:
    rows = checked.page.locator("main > .wide tbody tr")
    assert [row.split("\t")[0] for row in rows.all_inner_texts()] == ["望春街道", "鹤栖乡"]
    assert checked.requests == [checked.file.as_uri()]
    assert checked.complaints == []
    checked.page.set_viewport_size({"width": 360, "height": 700})
    assert checked.page.evaluate("document.documentElement.scrollWidth") <= 360
