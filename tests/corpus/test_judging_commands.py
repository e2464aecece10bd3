"""audit, snapshot, review and override as a user types them: whole outputs, exit codes, answers, messages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import taizhang
from tests.corpus.factories import heads, money, paper, write
from tests.corpus.test_commands import full, run, same
from tests.corpus.test_compare import COUNTY, STREET, TOWN

Run = Callable[..., Result]
__all__ = ["full", "run"]  # fixtures

TROUBLED = paper(
    TOWN,
    2021,
    money("500元", role="rate", why_not="rate", per=["household"]),
    heads("16户", unit="household"),
    money("8100元", "慰问金"),
    money("3万元", "其他", why_not="unsure", group="义务兵"),
    money("202345万元", why_not="suspect", suspect=True),
    money("**00元", "慰问金", why_not="masked", masked=True, value=None, low=None, high=None),
    money("2万元", "工作经费", why_not="not_subsidy"),
    money("1万元"),
    title="柳溪镇2021年双拥工作总结<script>",
    checks=[["rate_times_heads", [["amount", 1], ["headcount", 2], ["amount", 3]], 800_000, 810_000]],
)


@pytest.fixture
def troubled(run: Run, tmp_path: Path) -> Run:
    """An archive with all that is in doubt: sums, a check that fails, a paper without unit, one without year."""
    files = {"in/a.txt": TROUBLED, "in/b.txt": paper(None, 2021, money("6万元")), "in/c.txt": paper(STREET, None)}
    write(tmp_path, files)
    assert run("ingest", "in").exit_code == 0
    return run


def plain(text: str) -> str:
    """An output without what changes with the day and the bytes of the cases."""
    text = re.sub(r"\b\d{4}-\d\d-\d\d(?:[ T][\d:.]*\d(?:\+00:00)?)?", "DAY", text)
    text = re.sub(r"\b[0-9a-f]{64}\b", "HASH", text)
    return re.sub(r"\b[0-9a-f]{12,16}\b", "ID", text)


OUTPUTS = {
    "audit.table": (["audit"], 0),
    "audit-zh.table": (["audit", "--unit", TOWN, "--year", "2018"], 1),
    "audit.json": (["audit", "--unit", TOWN, "--year", "2018", "--format", "json"], 1),
    "snapshot.table": (["snapshot"], 0),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_whole_outputs_of_an_audit(full: Run, name: str) -> None:
    words, _code = OUTPUTS[name]
    result = full(*words, lang="zh" if "-zh" in name else "en")
    assert result.exit_code in (0, 1), result.output
    same(name, plain(result.stdout))


def test_a_failed_check_is_exit_code_1(troubled: Run) -> None:
    assert troubled("audit").exit_code == 1
    assert troubled("audit", "--unit", STREET).exit_code == 0


def test_the_page_is_whole_and_harmless(troubled: Run, tmp_path: Path) -> None:
    made = troubled("audit", "--format", "html", "--output", "a.html", lang="zh")
    assert (made.exit_code, made.stdout) == (1, "")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    same("audit-zh.html", plain(re.sub(r"sha256-[^']*", "sha256-STYLE", page)))
    assert "<script" not in page
    assert "http:" not in page.replace("http-equiv", "")
    assert json.loads(troubled("snapshot", "--format", "json").stdout)["hash"] in page


def test_the_audit_ends_at_what_query_prints(full: Run) -> None:
    for words in ([], ["--year", "2018"], ["--unit", TOWN], ["--scope", "all"]):
        asked = json.loads(full("query", "--format", "json", *words).stdout)["totals"][0]["total"]
        audited = json.loads(full("audit", "--format", "json", *words).stdout)["steps"][-1]
        assert (audited["value"], audited["bound"], audited["facts"]) == (
            asked["value"], asked["bound"], asked["facts"])  # fmt: skip


def test_at_refuses_a_changed_archive(troubled: Run, tmp_path: Path) -> None:
    now = json.loads(troubled("snapshot", "--format", "json").stdout)["hash"]
    commands = (["query"], ["audit"], ["show", "--unit", TOWN], ["show", "in/a.txt"], ["review"])
    for words in commands:
        assert troubled(*words, "--at", now[:12]).exit_code in (0, 1)
    write(tmp_path, {"in/d.txt": paper(TOWN, 2022, money("1元"))})
    troubled("ingest", "in")
    for words in commands:
        refused = troubled(*words, "--at", now[:12])
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert f"the archive is no longer what {now[:12]} names" in refused.stderr


def test_the_list_of_doubts(troubled: Run) -> None:
    result = troubled("review")
    assert result.exit_code == 0
    same("review.table", plain(result.stdout))
    listed = json.loads(troubled("review", "--format", "json").stdout)
    assert [(one["reason"], one["value"]) for one in listed] == [
        ("suspect", 2023450000), ("no_unit", 60000), ("unsure", 30000), ("check", 8100), ("masked", 0), ("no_year", 0),
    ]  # fmt: skip
    assert listed[1]["choices"] == ["unit", "year", "confirm"]
    assert len(json.loads(troubled("review", "--format", "json", "--limit", "2").stdout)) == 2
    assert [one["reason"] for one in json.loads(troubled("review", "--unit", STREET, "--format", "json").stdout)] == [
        "no_year"
    ]


ANSWERS = [
    # the suspect sum, the paper without unit, the unsure sum, the failed check, the masked sum, the one without year
    ("t", "20234.5", "优待金", "少了小数点"),
    ("u", TOWN, "附件如此"),
    ("t", "慰问金", ""),
    ("k", ""),
    ("s",),
    ("y", "2020", "落款"),
]


def answer(run: Run, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Result:
    monkeypatch.setattr("corpus.commands.correcting.is_terminal", lambda: True)
    words = ["--lang", "en", "review", "--who", "李四"]
    return CliRunner().invoke(taizhang, words, input="\n".join(lines) + "\n", terminal_width=80)


def test_answers_become_corrections(troubled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = answer(troubled, monkeypatch, *(line for lines in ANSWERS for line in lines))
    assert result.exit_code == 0, result.output
    assert "[6/6]" in result.output
    made = json.loads(troubled("override", "list", "--format", "json").stdout)
    assert [(one["changes"], one["why"]) for one in made] == [
        ({"role": "total", "value": 20234.5}, "少了小数点"),
        ({"unit": TOWN}, "附件如此"),
        ({"role": "total", "fund": "慰问金"}, "review"),
        ({}, "review"),
        ({"year": 2020}, "落款"),
    ]
    assert {one["who"] for one in made} == {"李四"}
    assert [one["reason"] for one in json.loads(troubled("review", "--format", "json").stdout)] == ["masked"]
    monkeypatch.setattr("corpus.commands.correcting.is_terminal", lambda: False)
    assert troubled("review").stdout.startswith("1 question\n")


def test_a_person_may_stop_at_any_time(troubled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(troubled, monkeypatch, "x", "q").output.endswith("done\n")
    stopped = answer(troubled, monkeypatch, "n", "")
    assert stopped.exit_code == 130  # the end of the input, as Ctrl-C
    assert len(json.loads(troubled("override", "list", "--format", "json").stdout)) == 1


def test_the_language_may_stand_anywhere(full: Run) -> None:
    assert full("snapshot").exit_code == 0
    for words in (["override", "--lang", "zh", "list"], ["override", "list", "--lang", "zh"]):
        assert CliRunner().invoke(taizhang, words).stdout == "没有更正\n"


def name_of(run: Run, text: str) -> str:
    """The fact of the first paper that is written so."""
    facts = json.loads(run("show", "in/a.txt", "--format", "json").stdout)["facts"]
    name: str = next(fact["name"] for fact in facts if fact["text"] == text)
    return name


def test_a_correction_is_seen_in_every_figure_it_touches(troubled: Run) -> None:
    made = troubled(
        "override", "set", name_of(troubled, "8100元"), "--role", "plan", "--why", "尚未发放", "--who", "李四"
    )
    assert made.exit_code == 0, made.output
    same("override-set.table", plain(made.stdout))
    assert "take it back with: taizhang override withdraw" in made.stderr
    cell = json.loads(troubled("query", "--format", "json").stdout)["rows"][0]["cells"]["2021"]
    assert cell == {"value": 10000, "bound": "exact", "facts": 1, "corrected": 1}
    same("query-corrected.table", plain(troubled("query").stdout))
    same("query-corrected.csv", plain(troubled("query", "--format", "csv").stdout))
    by_fund = json.loads(troubled("query", "--by", "fund", "--format", "json").stdout)["rows"]
    assert {row["key"]: row["total"].get("corrected") for row in by_fund} == {"优待金": None, "慰问金": 1}
    shown = troubled("show", name_of(troubled, "8100元")).stdout
    assert re.search(r"corrected \([0-9a-f]{12}\): role planned \(was total\); 李四, \S+ \S+: 尚未发放", shown)
    same("override-list.table", plain(troubled("override", "list").stdout))
    id_ = json.loads(troubled("override", "list", "--format", "json").stdout)[0]["id"]
    assert troubled("override", "withdraw", id_[:5], "--who", "王五").stdout == f"withdrawn: {id_}\n"
    assert troubled("override", "list").stdout == "no corrections\n"
    same("override-list-all.table", plain(troubled("override", "list", "--all").stdout))
    assert "corrected" not in troubled("query", "--format", "json").stdout


def test_what_a_correction_takes_out_of_a_row_is_marked_there(troubled: Run) -> None:
    troubled("override", "set", name_of(troubled, "16户"), "--not-a-fact", "--why", "门牌号")
    rows = json.loads(troubled("query", "--measure", "headcounts", "--format", "json").stdout)["rows"]
    assert [row["cells"]["2021"] for row in rows] == [{"value": 0, "bound": "exact", "facts": 0, "corrected": 1}]


def test_files_of_corrections_on_the_command_line(troubled: Run, tmp_path: Path) -> None:
    troubled("override", "set", name_of(troubled, "3万元"), "--fund", "慰问金", "--why", "见附表")
    troubled("override", "set", "--document", "in/c.txt", "--year", "2020", "--unit", COUNTY, "--why", "落款")
    before = troubled("snapshot").stdout
    assert troubled("override", "export", "o.toml").stdout == "2 corrections written to o.toml\n"
    (tmp_path / "taizhang.db").unlink()
    troubled("ingest", "in")
    assert troubled("snapshot").stdout != before
    assert troubled("override", "import", "o.toml").stdout == "corrections: new 2, known 0, without a place 0\n"
    assert troubled("override", "import", "o.toml").stdout == "corrections: new 0, known 2, without a place 0\n"
    assert troubled("snapshot").stdout == before
    assert troubled("ingest", "in", "--force").stdout == "3 files: new 0, unchanged 0, re-read 3\n"
    assert troubled("snapshot").stdout == before


WRONG = [
    (["override", "set", "--role", "plan", "--why", "x"], "name one thing to correct"),
    (["override", "set", "in/a.txt", "--document", "in/a.txt", "--year", "2020", "--why", "x"], "name one thing"),
    (["override", "set", "in/a.txt", "--why", "x"], "say what is to be corrected"),
    (["override", "set", "in/a.txt", "--year", "2020"], "Missing option '--why'"),
    (["override", "set", "in/a.txt", "--role", "plan", "--why", "x"], "role cannot be corrected"),
    (["override", "set", "nothing.txt", "--year", "2020", "--why", "x"], "nothing in this archive is called"),
    (["override", "set", "in/a.txt", "--value", "1.234", "--why", "x"], "1.234 is no sum in yuan"),
    (["override", "withdraw", "abc"], "no correction is called abc"),
    (["override", "import", "nothing.toml"], "cannot be read"),
    (["override", "nonsense"], "No such command 'nonsense'"),
    (["audit", "--unit", "某镇"], "there is no unit 某镇"),
    (["audit", "--standards", "nothing.toml"], "the standards file cannot be read"),
    (["query", "--at", "abc"], "abc is too short for --at"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_what_cannot_be_done_is_one_message_and_exit_2(troubled: Run, words: list[str], message: str) -> None:
    result = troubled(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
