"""The audit of the sample archive: the waterfall ends at every cell; corrections outlive other rules; the snapshot."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cli
from corpus.archive import open_for_reading
from corpus.audit import BY_FACT, BY_PAPER, waterfall
from corpus.compare import Question, ask
from corpus.units import load_units

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
RULE = """
[[rule]]
name = "cue.plan.draft_of_the_county"
kind = "cue"
role = "plan"
side = "before"
reach = "clause"
weight = 60
words = ["县里拟定"]
examples = ["县里拟定发放优待金【5万元】。"]
counter_examples = ["县里发放优待金【5万元】。"]
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, read in as a user would do it."""
    folder = tmp_path_factory.mktemp("audited")
    shutil.copytree(SAMPLES, folder / "samples")
    run("ingest", str(folder / "samples"), "--db", str(folder / "taizhang.db"))
    return folder / "taizhang.db"


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli.taizhang, ["--lang", "en", *words])
    assert result.exit_code == code, result.output
    return result.stdout


def record(archive: Path, *words: str, code: int = 0) -> Any:
    return json.loads(run(*words, "--db", str(archive), "--format", "json", code=code))


@pytest.mark.parametrize("scope", ["service", "all"])
def test_the_waterfall_ends_at_every_cell_and_every_total(archive: Path, scope: str) -> None:
    units, connection = load_units(archive), open_for_reading(archive)
    answer = ask(connection, Question(scope=scope), units)
    rows = (*answer.rows, *answer.totals)
    cells = [(row, column) for row in rows for column in row.cells if column in answer.columns]
    assert len(cells) > 20
    for row, column in cells:
        years = (column,) if isinstance(column, int) else ()
        asked = Question(units=(row.key,) if row.key else (), years=years, alone=bool(row.key), scope=scope)
        found = waterfall(connection, asked, units)
        assert found.total == row.cells[column], (row.key, column)
        left = {step.code: step.figure.value for step in found.steps}
        assert left["seen"] - sum(left[code] for code in BY_FACT) + left["derived"] == left["counted"]
        assert left["counted"] - sum(left[code] for code in BY_PAPER) == left["total"]
    connection.close()


def test_no_check_of_the_samples_arithmetic_fails(archive: Path) -> None:
    checks = record(archive, "audit", code=1)["checks"]
    assert {check["kind"] for check in checks if check["result"] == "fails"} == {"jump"}
    assert {"rate_times_heads", "parts_of_whole", "heads_of_whole", "half_year"} <= {
        check["kind"] for check in checks if check["result"] == "holds"
    }


def test_corrections_outlive_a_changed_rule_pack(archive: Path, tmp_path: Path) -> None:
    db = tmp_path / "taizhang.db"
    shutil.copyfile(archive, db)
    shutil.copyfile(archive.with_name("taizhang.units.toml"), tmp_path / "taizhang.units.toml")
    shutil.copytree(SAMPLES, tmp_path / "samples")
    fact = record(db, "show", "--unit", "柳溪镇", "--year", "2018")[0]
    run("override", "set", fact["name"], "--role", "history", "--why", "去年的数", "--who", "李四", "--db", str(db))
    corrected = record(db, "query", "--unit", "柳溪镇", "--year", "2018")["totals"][0]["total"]
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.toml").write_text(RULE, encoding="utf-8")
    text = run("ingest", str(tmp_path / "samples"), "--patterns", str(rules), "--db", str(db))
    assert "re-read 21" in text
    after = record(db, "query", "--unit", "柳溪镇", "--year", "2018")["totals"][0]["total"]
    assert after == corrected
    assert after["corrected"] == 1
    (said,) = record(db, "show", fact["name"])[0]["overrides"]
    assert (said["who"], said["why"], said["changes"]) == ("李四", "去年的数", {"role": "history"})
    assert record(archive, "query", "--unit", "柳溪镇", "--year", "2018")["totals"][0]["total"]["value"] - after[
        "value"
    ] == fact["counted"]  # fmt: skip


def test_two_readings_have_one_snapshot(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "samples")
    shutil.copyfile(archive.with_name("taizhang.units.toml"), tmp_path / "taizhang.units.toml")
    db = tmp_path / "taizhang.db"
    for folder in ("柳溪镇", "2018", "."):
        run("ingest", str(tmp_path / "samples" / folder), "--db", str(db))
    assert record(db, "snapshot")["hash"] == record(archive, "snapshot")["hash"]
