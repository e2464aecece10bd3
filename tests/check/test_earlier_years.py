"""A draft beside what its archive knows: ingested samples, the next year's draft, and what is told of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import taizhang
from extractor import i18n

Run = Callable[..., Result]
PAPERS = {
    "2017.txt": "全年为21户义务兵家庭发放优待金18.9万元。走访慰问优抚对象46户，发放慰问金2.3万元。",
    "2018.txt": "全年为22户义务兵家庭发放优待金19.8万元。走访慰问优抚对象48户，发放慰问金2.4万元。",
    "2019.txt": "全年为22户义务兵家庭发放优待金20.2万元。走访慰问优抚对象47户，发放慰问金2.5万元。",
}
SECTIONS = """一、加强组织领导
镇党委专题研究双拥工作，由镇长任组长。
二、深化宣传教育
各村悬挂横幅，开办国防教育讲座。
三、落实优抚政策，开展走访慰问
{figures}
{more}四、存在问题和下一步打算
工作中还存在不足，个别村台账不全。下一步，将继续做好双拥工作。
柳溪镇人民政府
{year}年12月10日
"""
CO_BUILDING = "（一）深化军民共建\n与驻镇某部签订共建协议，共同开展植树活动。\n"


def paper(year: int, figures: str, more: str = CO_BUILDING) -> str:
    return f"柳溪镇{year}年双拥工作总结\n" + SECTIONS.format(figures=figures, more=more, year=year)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for name, figures in PAPERS.items():
        (folder / name).write_text(paper(int(name[:4]), figures), encoding="utf-8")
    result = CliRunner().invoke(taizhang, ["ingest", str(folder), "--db", str(folder / "a.db")])
    assert result.exit_code == 0, result.output
    return folder / "a.db"


@pytest.fixture
def run(tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def check(draft: str, *words: str) -> Result:
        Path("draft.txt").write_text(draft, encoding="utf-8")
        result = CliRunner().invoke(taizhang, ["--lang", "en", "check", "draft.txt", "--db", str(archive), *words])
        i18n.set_language("en")
        return result

    return check


CASES = {
    "as before": ("全年为23户义务兵家庭发放优待金20.7万元。走访慰问优抚对象50户，发放慰问金2.6万元。", CO_BUILDING, []),
    "万元 typed twice": (
        "全年为23户义务兵家庭发放优待金207万元。走访慰问优抚对象50户，发放慰问金2.6万元。",
        CO_BUILDING,
        ["figure-jump"],
    ),
    "a sum left out": (
        "全年为23户义务兵家庭发放优待金20.7万元。走访慰问优抚对象50户。",
        CO_BUILDING,
        ["figure-dropped"],
    ),
    "last year's sentence": (
        "全年为22户义务兵家庭发放优待金20.2万元。走访慰问优抚对象50户，发放慰问金2.6万元。",
        CO_BUILDING,
        ["copied-sentence"],
    ),
    "a section left out": (
        "全年为23户义务兵家庭发放优待金20.7万元。走访慰问优抚对象50户，发放慰问金2.6万元。",
        "",
        ["section-dropped"],
    ),
}


@pytest.mark.parametrize(("figures", "more", "codes"), CASES.values(), ids=CASES)
def test_what_the_archive_knows(run: Run, figures: str, more: str, codes: list[str]) -> None:
    result = run(paper(2020, figures, more), "--format", "json")
    (found,) = json.loads(result.stdout)
    assert [finding["code"] for finding in found["findings"]] == codes


def test_it_says_what_stood_there_last_year(run: Run) -> None:
    result = run(paper(2020, "全年为23户义务兵家庭发放优待金20.7万元。走访慰问优抚对象50户。", ""))
    assert "3 of 3 earlier years gave one" in result.stdout
    assert "Last time: 走访慰问优抚对象47户，发放慰问金2.5万元。" in result.stdout
    assert "3 of 3 earlier years had it" in result.stdout


def test_an_earlier_year_is_judged_by_what_came_before_it(run: Run) -> None:
    result = run(paper(2017, PAPERS["2017.txt"]))
    assert result.exit_code == 0, result.stdout
    assert "0 findings" in result.stdout


@pytest.mark.parametrize("told", ["20.2万元", "20.3万元"])
def test_an_earlier_draft_of_last_year_is_no_measure(run: Run, tmp_path: Path, told: str) -> None:
    final = paper(2019, PAPERS["2019.txt"].replace("20.2万元", told))
    papers = {"2019定稿": final, "2019初稿": final.replace(told, "19.6万元"), "2018": paper(2018, PAPERS["2018.txt"])}
    for name, text in papers.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert CliRunner().invoke(taizhang, ["ingest", str(tmp_path), "--db", "a.db"]).exit_code == 0
    result = run(paper(2020, "全年发放慰问金2.6万元。"), "--db", "a.db")
    assert f"Last time: 全年为22户义务兵家庭发放优待金{told}。" in result.stdout
    assert "2 of 2 earlier years gave one" in result.stdout


def test_an_archive_that_is_not_there(run: Run) -> None:
    result = run(paper(2020, "发放慰问金2万元。"), "--db", "none.db")
    assert result.exit_code == 2
    assert "none.db: there is no archive here." in result.stderr
