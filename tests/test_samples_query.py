"""`ingest` and `query` over the sample archive give the sums worked out by hand in tests/samples/totals.toml."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cli
from corpus.units import read_units

HERE = Path(__file__).parent / "samples"
ARCHIVE = Path(__file__).parents[1] / "corpus" / "samples"
TOTALS: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "totals.toml").read_text(encoding="utf-8"))
CELLS = TOTALS["cell"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, read in as a user would do it."""
    folder = tmp_path_factory.mktemp("archive")
    shutil.copytree(ARCHIVE, folder / "samples")
    told = run("ingest", str(folder / "samples"), "--db", str(folder / "taizhang.db"))
    assert told == "21 files: new 21, unchanged 0, re-read 0\n2 drafts left out: samples/drafts\n"
    return folder / "taizhang.db"


@pytest.fixture(scope="module")
def with_drafts(archive: Path) -> dict[str, Any]:
    """The answer when the folder of drafts is named too."""
    database = shutil.copy(archive, archive.with_name("drafts.db"))
    shutil.copy(archive.with_name("taizhang.units.toml"), archive.with_name("drafts.units.toml"))
    told = run("ingest", str(archive.parent / "samples" / "drafts"), "--db", str(database))
    assert told == "2 files: new 2, unchanged 0, re-read 0\n"
    return query(Path(database))


@pytest.fixture(scope="module")
def answer(archive: Path) -> dict[str, Any]:
    return query(archive)


def run(*words: str) -> str:
    result = CliRunner().invoke(cli.taizhang, ["--lang", "en", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def query(archive: Path, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("query", "--db", str(archive), "--format", "json", *words))
    return answer


def cells_of(answer: dict[str, Any]) -> dict[tuple[str, str], tuple[float, str]]:
    """Unit and year to the cell's value and bound. A sum that may be lower (近) is marked 约 like any other doubt."""
    return {
        (row["key"], year): (cell["value"], "about" if cell["bound"] == "under" else cell["bound"])
        for row in answer["rows"]
        for year, cell in row["cells"].items()
    }


def test_the_units_file_is_sound() -> None:
    _, faults = read_units(ARCHIVE / "units.toml")
    assert faults == []


def test_no_other_cells(answer: dict[str, Any], with_drafts: dict[str, Any]) -> None:
    named = {(cell["unit"], str(cell["year"])) for cell in CELLS}
    drafts = {(cell["unit"], str(cell["year"])) for cell in TOTALS["draft"]}
    assert set(cells_of(answer)) == named
    assert set(cells_of(with_drafts)) == named | drafts


@pytest.mark.parametrize("cell", CELLS, ids=[f"{cell['unit']}-{cell['year']}" for cell in CELLS])
def test_cell(answer: dict[str, Any], cell: dict[str, Any]) -> None:
    told = (cell["total"], cell.get("bound", "exact"))
    assert cells_of(answer)[cell["unit"], str(cell["year"])] == told


@pytest.mark.parametrize("cell", TOTALS["draft"], ids=lambda cell: cell["unit"])
def test_cell_of_a_draft(with_drafts: dict[str, Any], cell: dict[str, Any]) -> None:
    assert cells_of(with_drafts)[cell["unit"], str(cell["year"])] == (cell["total"], "exact")


@pytest.mark.parametrize("cell", [cell for cell in CELLS if "civil" in cell], ids=lambda cell: cell["unit"])
def test_relief_to_civilians_joins_when_asked(archive: Path, cell: dict[str, Any]) -> None:
    found, _ = cells_of(query(archive, "--scope", "all"))[cell["unit"], str(cell["year"])]
    assert found == cell["total"] + cell["civil"]


@pytest.mark.parametrize("grand", TOTALS["grand"], ids=lambda grand: str(grand["year"]))
def test_grand_total(answer: dict[str, Any], grand: dict[str, Any]) -> None:
    check_grand_total(answer, grand)


@pytest.mark.parametrize("grand", TOTALS["draft_grand"], ids=lambda grand: str(grand["year"]))
def test_grand_total_of_drafts(with_drafts: dict[str, Any], grand: dict[str, Any]) -> None:
    check_grand_total(with_drafts, grand)


def check_grand_total(answer: dict[str, Any], grand: dict[str, Any]) -> None:
    year = str(grand["year"])
    found = answer["totals"][0]["cells"][year]
    assert sorted(answer["levels"][year]) == sorted(grand["units"])
    assert (found["value"], found["bound"]) == (grand["total"], grand.get("bound", "exact"))


def test_what_is_in_no_cell_is_told(answer: dict[str, Any]) -> None:
    notes = {note["code"]: note for note in answer["notes"]}
    assert notes["several_years"]["value"] == sum(report["total"] for report in TOTALS["no_year"])
    assert notes["civil"]["value"] == sum(cell.get("civil", 0) for cell in CELLS)
    assert "part_year" in notes
    assert notes["other_types"]["count"] == 2
