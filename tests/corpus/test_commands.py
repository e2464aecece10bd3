"""The archive's commands as a user types them: whole outputs, exit codes, messages. The extractor is the factories'.

``TAIZHANG_WRITE_EXPECTED=1`` writes the expected outputs anew; read the difference before you keep it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from cli import taizhang
from corpus.reading import Reader
from corpus.units import units_path
from corpus.workers import Inline
from tests.corpus.factories import RULES, date, deed, extract, heads, money, paper, write
from tests.corpus.test_compare import ARCHIVE, COUNTY, STREET, TOWN

EXPECTED = Path(__file__).with_name("expected")
Run = Callable[..., Result]

UNITS = """
[[unit]]
name = "青石县双拥办"
kind = "county_office"
level = "county"
aliases = ["县双拥办"]

[[unit]]
name = "柳溪镇"
kind = "township"
level = "township"
parent = "青石县双拥办"
aliases = ["柳溪镇政府"]

[[unit]]
name = "望春街道"
kind = "subdistrict"
level = "township"
parent = "青石县双拥办"
"""
COMMUNITY = '\n[[unit]]\nname = "澄湖社区"\nkind = "community"\nlevel = "village"\nparent = "望春街道"\n'


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("query", "--by", "fund")`` in a folder of its own."""

    @contextmanager
    def inline(
        _jobs: int, _patterns: str | None, _load: object, names: Mapping[str, str], _limits: object
    ) -> Iterator[Inline]:
        yield Inline(Reader(extract, names))

    monkeypatch.setattr("extractor.load_rules", lambda _folder=None: SimpleNamespace(version=RULES), raising=False)
    monkeypatch.setattr("corpus.workers.working", inline)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAIZHANG_DEBUG", raising=False)
    return lambda *words, lang="en": CliRunner().invoke(taizhang, ["--lang", lang, *words], terminal_width=80)


@pytest.fixture
def full(run: Run, tmp_path: Path) -> Run:
    """An archive of a few units and years, with a units file."""
    write(tmp_path / "office", ARCHIVE)
    (tmp_path / "office/units.toml").write_text(UNITS + COMMUNITY, encoding="utf-8")
    assert run("ingest", "office").exit_code == 0
    return run


def same(name: str, output: str) -> None:
    path = EXPECTED / name
    # Names of papers come from their bytes, which the cases may change; only their form is kept.
    output = re.sub(r"\b[0-9a-f]{8}-", "HHHHHHHH-", output)
    if os.environ.get("TAIZHANG_WRITE_EXPECTED"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(output, encoding="utf-8")
    assert output == path.read_text(encoding="utf-8")


OUTPUTS = {
    "query.table": ["query"],
    "query-zh.table": ["query", "--in", "wan"],
    "query-fund-change.table": ["query", "--by", "fund", "--change", "--year", "2017..2019"],
    "query-year.table": ["query", "--by", "year", "--change"],
    "query-document.table": ["query", "--by", "document"],
    "query.csv": ["query", "--format", "csv", "--change"],
    "query.md": ["query", "--format", "md", "--year", "2018"],
    "query.json": ["query", "--format", "json", "--change", "--year", "2018"],
    "show-cell.table": ["show", "--unit", TOWN, "--year", "2017"],
    "show-total.table": ["show", "--year", "2018"],
    "show-document.table": ["show", "office/2018/street.txt"],
    "search.table": ["search", "望春街道", "双拥"],
    "units.table": ["units"],
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_whole_outputs(full: Run, name: str) -> None:
    result = full(*OUTPUTS[name], lang="zh" if "-zh" in name else "en")
    assert result.exit_code == 0, result.output
    same(name, result.stdout)


def test_the_same_figures_in_every_format(full: Run) -> None:
    record = json.loads(full("query", "--format", "json").stdout)
    rows = {row["key"]: row for row in record["rows"]}
    assert rows[TOWN]["cells"]["2018"] == {"value": 400000, "bound": "exact", "facts": 1}
    assert record["totals"][0]["cells"]["2018"]["bound"] == "exact"
    assert record["levels"]["2017"] == [COUNTY]
    lines = list(csv.DictReader(io.StringIO(full("query", "--format", "csv").stdout)))
    assert {line["Unit"]: line["2018"] for line in lines}[TOWN] == "400000"
    in_wan = json.loads(full("query", "--format", "json", "--in", "wan").stdout)
    assert in_wan["rows"][1]["cells"]["2018"]["value"] == 40


def test_a_cell_s_facts_add_up_to_it(full: Run) -> None:
    shown = json.loads(full("show", "--unit", COUNTY, "--year", "2017", "--format", "json").stdout)
    assert sum(fact["counted"] for fact in shown) == 1050000
    name = shown[0]["name"]
    assert json.loads(full("show", name, "--format", "json").stdout) == [shown[0]]


def test_ingest_says_what_became_of_the_files(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in", {"a.txt": paper(TOWN, 2021, money("1元")), "b.txt": b"BAD"})
    first = run("ingest", "in")
    assert first.exit_code == 1
    assert first.stdout == (
        "2 files: new 1, unchanged 0, re-read 0, failed 1\n  in/b.txt: this is no Word file. Save it as .docx.\n"
    )
    assert first.stderr.splitlines() == ["new  in/a.txt", "failed  in/b.txt"]
    (tmp_path / "in/b.txt").unlink()
    again = run("ingest", "in")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "1 file: new 0, unchanged 1, re-read 0\n", "")


NOTHING = {
    "no such path": (["ingest", "nothing"], "nothing: there is no such file or folder"),
    "an empty folder": (["ingest", "empty"], "there is no file to read here"),
    "no archive": (["query"], "taizhang.db: there is no archive here. Make one with: taizhang ingest FOLDER"),
    "two new versions": (["ingest", "two", "--replaces", "x"], "--replaces takes one new file; 2 were named"),
    "no years": (["search", "慰问", "--year", "last"], "last names no years"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_cannot_run_is_one_message_and_exit_2(run: Run, tmp_path: Path, name: str) -> None:
    words, message = NOTHING[name]
    (tmp_path / "empty").mkdir()
    write(tmp_path / "two", {"a": b"{}", "b": b"{}"})
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "taizhang.db").exists()


def test_where_no_file_can_be_read_the_exit_code_is_2(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in", {"b.txt": b"BAD"})
    assert run("ingest", "in").exit_code == 2


def test_a_second_version_replaces_the_first_by_its_path(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"初稿.txt": paper(TOWN, 2021, money("1元"))})
    run("ingest", "初稿.txt")
    write(tmp_path, {"定稿.txt": paper(TOWN, 2021, money("2元"))})
    assert (
        run("ingest", "定稿.txt", "--replaces", "初稿.txt").stdout
        == "1 file: new 0, unchanged 0, re-read 0, updated 1\n"
    )
    result = run("ingest", "初稿.txt")
    assert result.stdout.startswith("1 file: new 0, unchanged 0, re-read 0, passed over")
    assert json.loads(run("query", "--format", "json").stdout)["totals"][0]["total"]["value"] == 2


def test_remove_takes_a_document_out(full: Run) -> None:
    result = full("remove", "office/2018/town.txt")
    assert (result.exit_code, result.stdout.split(": ")[1]) == (0, "office/2018/town.txt\n")
    assert "comes back" in result.stderr
    record = json.loads(full("query", "--format", "json", "--year", "2018", "--unit", TOWN).stdout)
    assert record["totals"][0]["total"]["value"] == 100000
    assert full("remove", "office/2018/town.txt").exit_code == 2


NAMES = [
    ("nothing.txt", "nothing in this archive is called nothing.txt"),
    ("双拥工作总结", "may be any of these; give more of the name"),
    ("0123456789", "nothing in this archive is called"),
]


@pytest.mark.parametrize(("name", "message"), NAMES)
def test_a_name_that_fits_nothing_or_too_much(full: Run, name: str, message: str) -> None:
    result = full("show", name)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_summary_and_a_fact_that_are_not_there(full: Run) -> None:
    name = json.loads(full("show", "--unit", TOWN, "--format", "json").stdout)[0]["name"]
    front = name.split("-")[0]
    for missing in (f"{front}-9", f"{front}-1-a99"):
        assert "nothing in this archive is called" in full("show", missing).stderr


def test_units_are_adopted_once_and_checked(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in", {"a.txt": paper("柳溪镇政府", 2018, money("1元")), "b.txt": paper("澄湖社区", 2018)})
    (tmp_path / "in/units.toml").write_text(UNITS, encoding="utf-8")
    assert "units taken over from in/units.toml" in run("ingest", "in").stderr
    assert units_path(tmp_path / "taizhang.db").read_text(encoding="utf-8") == UNITS
    assert "units taken over" not in run("ingest", "in").stderr
    checked = run("units")
    assert checked.exit_code == 1
    assert '[[unit]]\nname = "澄湖社区"\nkind = "community"\nlevel = "village"' in checked.stderr
    units_path(tmp_path / "taizhang.db").write_text(UNITS + COMMUNITY, encoding="utf-8")
    assert run("units").exit_code == 0


FAULTS = {
    "unknown parent": (
        '[[unit]]\nname = "a"\nkind = "township"\nparent = "b"\n',
        "the unit above it, b, is not in the file",
    ),
    "circle": (
        '[[unit]]\nname = "a"\nkind = "township"\nparent = "b"\n[[unit]]\nname = "b"\nkind = "village"\nparent = "a"\n',
        "it stands above itself (a → b → a)",
    ),
    "itself": ('[[unit]]\nname = "a"\nkind = "township"\nparent = "a"\n', "it stands above itself (a → a)"),
    "unknown kind": ('[[unit]]\nname = "a"\nkind = "town"\n', "there is no kind town. Kinds are: county_office"),
    "unknown level": ('[[unit]]\nname = "a"\nkind = "school"\nlevel = "low"\n', "there is no level low"),
    "unknown field": ('[[unit]]\nname = "a"\nkind = "school"\nalias = "b"\n', "there is no field alias"),
    "a name twice": (
        '[[unit]]\nname = "a"\nkind = "school"\n[[unit]]\nname = "b"\nkind = "school"\naliases = ["a"]\n',
        "the name a stands for two units",
    ),
    "no name": ('[[unit]]\nkind = "school"\n', "unit 1: name, kind is missing"),
    "aliases no list": (
        '[[unit]]\nname = "a"\nkind = "school"\naliases = "b"\n',
        "unit 1: aliases is missing or is not",
    ),
    "no TOML": ("[[unit]\n", "the units file cannot be read"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_units_file_is_refused_everywhere_and_told_by_units(full: Run, tmp_path: Path, name: str) -> None:
    content, message = FAULTS[name]
    units_path(tmp_path / "taizhang.db").write_text(content, encoding="utf-8")
    for words in (["query"], ["ingest", "office"], ["search", "慰问"]):
        result = full(*words)
        assert result.exit_code == 2
        assert message in result.stderr
    assert message in full("units").stderr


def test_csv_cells_cannot_run_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    facts = [
        money("1元", group="=cmd|'/c calc'!A1"),
        money("2元", group="+1"),
        money("3元", group=" @x"),
        money("4元", group="-x"),
    ]
    write(tmp_path, {"a.txt": paper(TOWN, 2018, *facts)})
    run("ingest", "a.txt")
    lines = list(csv.reader(io.StringIO(run("query", "--by", "group", "--format", "csv").stdout)))
    assert sorted(line[0] for line in lines[1:-1]) == ["' @x", "'+1", "'-x", "'=cmd|'/c calc'!A1"]


def test_a_byte_order_mark_for_excel(full: Run) -> None:
    assert full("query", "--format", "csv", "--bom").stdout.startswith("\ufeffUnit,")
    assert not full("query", "--bom").stdout.startswith("\ufeff")


@pytest.mark.parametrize("style", ["table", "csv", "json", "md"])
def test_a_document_cannot_drive_the_terminal(run: Run, tmp_path: Path, style: str) -> None:
    evil = "坏\x1b[31m\x9b31m\u202e标题\x07"
    write(tmp_path, {"a.txt": paper(TOWN, 2018, money("1元", group=evil), title=evil, said=[f"慰问{evil}"])})
    run("ingest", "a.txt")
    for words in (["query", "--by", "document"], ["query", "--by", "group"], ["search", "慰问"], ["show", "a.txt"]):
        output = run(*words, "--format", style).stdout
        assert "标题" in output
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output)


def test_output_that_is_no_terminal_is_plain_and_whole(run: Run, tmp_path: Path) -> None:
    names = ["很长的单位名称" * 12 + end for end in ("镇", "街道")]
    write(tmp_path, {f"{n}.txt": paper(unit, 2018, money("123456789元")) for n, unit in enumerate(names)})
    run("ingest", "0.txt", "1.txt")
    output = run("query").stdout
    assert "\x1b" not in output
    assert all(unit in output for unit in names)
    assert output.count("123,456,789") == 2


def test_people_and_deeds(run: Run, tmp_path: Path) -> None:
    facts = [heads("9位"), heads("16户", unit="household"), date("7月", "2018-07"), deed("visit", links=[1, 3])]
    write(tmp_path, {"a.txt": paper(TOWN, 2018, *facts)})
    run("ingest", "a.txt")
    record = json.loads(run("query", "--measure", "headcounts", "--format", "json").stdout)
    assert {row["counted_in"]: row["total"]["value"] for row in record["rows"]} == {"household": 16, "person": 9}
    shown = json.loads(run("show", "--measure", "activities", "--format", "json").stdout)
    assert [fact["type"] for fact in shown] == ["visit"]
    assert STREET not in run("query").stdout
