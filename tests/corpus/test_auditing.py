"""The waterfall ends at what query prints, whatever the archive; checks within papers and across them; the snapshot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import open_for_writing, transaction
from corpus.audit import BY_FACT, STEPS, waterfall
from corpus.audit_checks import Outcome
from corpus.auditing import Audit, audit
from corpus.compare import Question, ask
from corpus.places import find_files
from corpus.render.audit import finding
from corpus.snapshot import ChangedArchive, require, snapshot
from corpus.standards import BadStandards, Standard, in_terms_of, load_standards
from corpus.units import Units, to_units, units_path
from tests.corpus.conftest import Desk
from tests.corpus.factories import heads, money, paper, run, write
from tests.corpus.test_compare import ARCHIVE, COMMUNITY, COUNTY, STREET, TOWN, TREE

UNITS = to_units(TREE)
UNITS_FILE = "".join(
    f'[[unit]]\nname = "{unit.name}"\nkind = "{unit.kind}"\nlevel = "{unit.level}"\n'
    f'parent = "{unit.parent or ""}"\naliases = {json.dumps(unit.aliases, ensure_ascii=False)}\n'
    for unit in TREE
)


@pytest.fixture
def full(desk: Desk) -> Desk:
    units_path(desk.db).write_text(UNITS_FILE, encoding="utf-8")
    desk.units = TREE
    desk.ingest(ARCHIVE)
    return desk


def steps(desk: Desk, **asked: Any) -> dict[str, tuple[int, int]]:
    """The steps that took something, in yuan and facts."""
    found = waterfall(desk.connection, Question(**asked), UNITS)
    return {step.code: (step.figure.value // 100, step.figure.facts) for step in found.steps if step.figure.facts}


FALLS: dict[str, tuple[dict[str, Any], dict[str, tuple[int, int]]]] = {
    "everything": (
        {},
        {
            "seen": (3_580_501, 19),
            "masked": (0, 1),
            "unsure": (1, 1),
            "counted": (3_580_500, 17),
            "civil": (500, 1),
            "other_types": (90_000, 1),
            "no_unit": (60_000, 1),
            "no_year": (150_000, 2),
            "several_years": (900_000, 1),
            "part_year": (100_000, 1),
            "lower": (550_000, 4),
            "total": (1_730_000, 6),
        },
    ),
    "a unit's year": (
        {"units": (TOWN,), "years": (2018,)},
        {"seen": (500_500, 3), "counted": (500_500, 3), "civil": (500, 1), "part_year": (100_000, 1),
         "total": (400_000, 1)},
    ),
    "both scopes": (
        {"units": (TOWN,), "years": (2018,), "scope": "all"},
        {"seen": (500_500, 3), "counted": (500_500, 3), "part_year": (100_000, 1), "total": (400_500, 2)},
    ),
    "plans too": (
        {"units": (TOWN,), "years": (2019,), "documents": ("summary", "plan")},
        {"seen": (120_000, 3), "counted": (120_000, 3), "part_year": (30_000, 2), "total": (90_000, 1)},
    ),
    "a unit above others": (
        {"units": (COUNTY,), "years": (2017,)},
        {"seen": (1_570_000, 5), "counted": (1_570_000, 5), "lower": (520_000, 3), "total": (1_050_000, 2)},
    ),
    "that unit alone": (
        {"units": (COUNTY,), "years": (2017,), "alone": True},
        {"seen": (1_050_000, 2), "counted": (1_050_000, 2), "total": (1_050_000, 2)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FALLS)
def test_every_amount_falls_at_one_step(full: Desk, name: str) -> None:
    asked, expected = FALLS[name]
    assert steps(full, **asked) == expected


def holds_together(desk: Desk, units: Units) -> None:
    """The waterfall adds up, and its end is the cell that query prints: for every cell and every total."""
    answer = ask(desk.connection, Question(), units)
    for row in (*answer.rows, *answer.totals):
        for column, figure in row.cells.items():
            if not isinstance(column, int) or column not in answer.columns:
                continue
            named = (row.key,) if row.key else ()
            found = waterfall(desk.connection, Question(units=named, years=(column,), alone=bool(named)), units)
            assert found.total == figure
            left = {step.code: step.figure.value for step in found.steps}
            assert left["seen"] - sum(left[code] for code in BY_FACT) + left["derived"] == left["counted"]
            names = [(fact.summary, fact.id) for step in found.steps[1:] for fact in step.facts if step.sign < 0]
            assert len(names) == len(set(names))


def test_the_waterfall_ends_at_every_cell(full: Desk) -> None:
    holds_together(full, UNITS)
    full.connection.execute("UPDATE unit SET parent = NULL")
    holds_together(full, Units())


REASONS = [None, "rate", "part", "plan", "other_period", "not_subsidy", "masked", "suspect", "unsure", "repeat"]
PAPERS = st.lists(
    st.tuples(
        st.sampled_from([COUNTY, TOWN, STREET, COMMUNITY, "县教育局", None]),
        st.sampled_from([2017, 2018, None]),
        st.sampled_from([None, "40", "41"]),
        st.sampled_from(["summary", "report", "plan"]),
        st.lists(st.tuples(st.integers(1, 10**6), st.sampled_from(REASONS), st.booleans(), st.booleans()), max_size=4),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(papers=PAPERS)
def test_the_waterfall_ends_at_every_cell_of_any_archive(tmp_path_factory: Any, papers: list[Any]) -> None:
    folder: Path = tmp_path_factory.mktemp("any")
    desk = Desk(folder)
    desk.units = TREE
    files = {}
    for number, (unit, year, half, kind, told) in enumerate(papers):
        facts = [
            money(f"{yuan}元", why_not=why, derived=derived and why is None, scope="civil" if civil else "service")
            for yuan, why, civil, derived in told
        ]
        period = {"period": f"{year}-{half}"} if year and half else {}
        files[f"{number}.txt"] = paper(unit, year, *facts, type=kind, said=[str(number)], **period)
    desk.ingest(files)
    holds_together(desk, UNITS)
    desk.connection.close()


def test_every_reason_has_a_step() -> None:
    from extractor.labels import REASONS

    assert set(REASONS) == set(BY_FACT)
    assert set(BY_FACT) < set(STEPS)


def outcomes(desk: Desk, kind: str, files: dict[str, bytes], **asked: Any) -> list[Outcome]:
    desk.ingest(files)
    standards = asked.pop("standards", None)
    jump = asked.pop("jump", 50)
    made: Audit = audit(desk.db, Question(**asked), standards, jump)
    return [outcome for outcome in made.outcomes if outcome.kind == kind]


def test_checks_of_a_paper_with_their_sentences(desk: Desk) -> None:
    facts = [
        money("500元", role="rate", why_not="rate"),
        heads("16户"),
        money("8100元"),
        money("5000元"),
        money("3000元"),
    ]
    checks = [
        ["rate_times_heads", [["amount", 1], ["headcount", 2], ["amount", 3]], 800_000, 810_000],
        ["parts_of_whole", [["amount", 3], ["amount", 4], ["amount", 5]], 800_000, 810_000],
    ]
    found = outcomes(desk, "rate_times_heads", {"a.txt": paper(TOWN, 2021, *facts, checks=checks)})
    assert [(one.result, one.difference) for one in found] == [("fails", 10_000)]
    assert [quote.text for quote in found[0].quotes] == ["500元", "16户", "8100元"]
    assert found[0].quotes[0].sentence == "今年500元。"


WORDED = [
    # facts, the check, how the report words it
    (
        ["9600元", "12000元", "12万元"],
        ["10户", "2户"],
        [
            "rate_times_heads",
            [["amount", 1], ["headcount", 4], ["amount", 2], ["headcount", 5], ["amount", 3]],
            120_000,
            120_000,
        ],
        "10户 × 9600元 + 2户 × 12000元 = 120,000 yuan, as stated",
    ),
    (
        ["4500元", "3600元"],
        [],
        ["percent", [["amount", 1], ["amount", 2]], 4320, 4500],
        "3600元 × 120% = 4,320 yuan, but 4,500 yuan is stated: +180 yuan",
    ),
]


@pytest.mark.parametrize(("sums", "counted", "check", "words"), WORDED)
def test_checks_in_words(desk: Desk, sums: list[str], counted: list[str], check: list[Any], words: str) -> None:
    kind, operands, expected, stated = check
    facts = [*(money(text) for text in sums), *(heads(text) for text in counted)]
    checks = [[kind, operands, expected * 100, stated * 100]]
    (found,) = outcomes(desk, kind, {"a.txt": paper(TOWN, 2021, *facts, checks=checks)})
    assert finding(found) == words


HALVES = [((10, 40), "holds", 30), ((50, 40), "fails", -10), ((40, 40), "holds", 0)]


@pytest.mark.parametrize(("told", "result", "left"), HALVES)
def test_half_a_year_is_no_more_than_the_year(desk: Desk, told: tuple[int, int], result: str, left: int) -> None:
    half, year = told
    files = {
        "h.txt": paper(TOWN, 2021, money(f"{half}万元"), period="2021-40"),
        "y.txt": paper(TOWN, 2021, money(f"{year}万元")),
    }
    (found,) = outcomes(desk, "half_year", files)
    assert (found.result, -(found.difference or 0)) == (result, left * 10**6)


THREE = [money("1万元"), money("3.5万元"), money("600元")]
ALIKE = [
    # the second paper, and what is found of each kind
    (paper(STREET, 2021, *THREE), 1, 0),
    (paper(TOWN, 2022, *THREE), 1, 0),
    (paper(TOWN, 2021, *THREE, said=["又一稿"]), 0, 0),
    (paper(STREET, 2021, *THREE[:2]), 0, 1 + 1),
    (paper(STREET, 2021, money("2万元"), money("600元")), 0, 0),
    (paper(STREET, 2021, *THREE, money("7元")), 0, 2),
]


@pytest.mark.parametrize(("second", "same", "words"), ALIKE)
def test_the_same_figures_of_two_units_or_years_are_told(desk: Desk, second: bytes, same: int, words: int) -> None:
    files = {"a.txt": paper(TOWN, 2021, *THREE), "b.txt": second}
    assert len(outcomes(desk, "same_figures", files)) == same
    assert len(outcomes(desk, "same_wording", files)) == words


def test_a_cluster_of_copies_is_one_finding(desk: Desk) -> None:
    files = {f"{year}.txt": paper(TOWN, year, *THREE) for year in range(2010, 2016)}
    (found,) = outcomes(desk, "same_figures", files)
    assert len(found.quotes) == 6


JUMPS = [((10, 15), 50, "holds"), ((10, 16), 50, "fails"), ((10, 4), 50, "fails"), ((10, 16), 80, "holds"),
         ((0, 5), 50, "unknown")]  # fmt: skip


@pytest.mark.parametrize(("told", "share", "result"), JUMPS)
def test_jumps_against_the_year_before(desk: Desk, told: tuple[int, int], share: int, result: str) -> None:
    files = {
        f"{year}.txt": paper(TOWN, year, *([money(f"{wan}万元")] if wan else []))
        for year, wan in zip((2020, 2021), told, strict=True)
    }
    (found,) = outcomes(desk, "jump", files, jump=share)
    assert found.result == result


TABLE = """
[[standard]]
fund = "优待金"
group = "义务兵家属"
place = "青石县双拥办"
from = 2018
to = 2019
rate = 9600
per = ["household", "year"]

[[standard]]
fund = "优待金"
group = "义务兵家属"
place = "柳溪镇"
from = 2019
rate = 10200.5
per = "household"
"""
RATES = [
    # unit, year, rate, per, result, difference in yuan
    (STREET, 2018, "9600元", ["household"], "holds", 0),
    (STREET, 2018, "9000元", ["household", "year"], "fails", -600),
    (STREET, 2018, "800元", ["household", "month"], "holds", 0),
    (STREET, 2018, "10000余元", ["household"], "unknown", 400),
    (STREET, 2018, "9600元", ["person"], "unknown", None),
    (STREET, 2020, "9600元", ["household"], "unknown", None),
    (TOWN, 2019, "10200元", ["household"], "fails", -0.5),
    (COUNTY, 2018, "9600元", ["household"], "holds", 0),
    ("县教育局", 2018, "9600元", ["household"], "unknown", None),
]


@pytest.mark.parametrize(("unit", "year", "rate", "per", "result", "difference"), RATES)
def test_rates_against_the_table(
    desk: Desk, unit: str, year: int, rate: str, per: list[str], result: str, difference: float | None
) -> None:
    units_path(desk.db).write_text(UNITS_FILE, encoding="utf-8")
    table = desk.folder / "standards.toml.kept"
    table.write_text(TABLE, encoding="utf-8")
    bound = "over" if "余" in rate else "exact"
    told = money(rate, role="rate", why_not="rate", group="义务兵家属", per=per, bound=bound)
    desk.ingest({"in/a.txt": paper(unit, year, told)}, among=["in"])
    made = audit(desk.db, Question(), table)
    (found,) = [outcome for outcome in made.outcomes if outcome.kind == "standard"]
    assert found.result == result
    assert found.difference == (None if difference is None else difference * 100)


FAULTS = [
    ("standard = 1", "cannot be read"),
    ("[[standard", "cannot be read"),
    ('[[standard]]\nfund = "零花钱"\nrate = 1\nper = "person"', "standard 1: fund = '零花钱'"),
    ('[[standard]]\nfund = "优待金"\nrate = "1"\nper = "person"', "rate = '1'"),
    ('[[standard]]\nfund = "优待金"\nrate = 1\nper = "head"', "per = 'head'"),
    ('[[standard]]\nfund = "优待金"\nrate = 1\nper = "person"\ncolour = 1', "colour"),
    ('[[standard]]\nfund = "优待金"\nrate = 1\nper = "person"\nfrom = "2019"', "from = '2019'"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_a_faulty_table_of_standards_is_said(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "s.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadStandards) as error:
        load_standards(file)
    assert message in str(error.value)


def test_the_shipped_examples_are_a_sound_table() -> None:
    assert len(load_standards(Path(__file__).parents[2] / "corpus" / "standards.example.toml")) == 2


def test_a_quarter_is_measured_by_the_year() -> None:
    yearly = Standard("优待金", None, None, None, None, 40_000, frozenset({"person", "year"}))
    assert in_terms_of(10_000, ["person", "quarter"], yearly) == 40_000
    assert in_terms_of(10_000, ["household", "quarter"], yearly) is None


def test_the_snapshot_depends_on_content_alone(full: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Desk(tmp_path_factory.mktemp("other"))
    other.units = TREE
    write(other.folder, {f"deep/{name}": data for name, data in ARCHIVE.items()})
    files = find_files([other.folder]).files
    for chosen in (files[5:], files[:5][::-1]):
        run(other.connection, other.folder, TREE).over(chosen)
    first, second = snapshot(full.connection, UNITS), snapshot(other.connection, UNITS)
    assert (first.hash, first.counts) == (second.hash, second.counts)
    assert snapshot(other.connection, Units()).hash != first.hash
    other.connection.close()


CHANGES = [
    "UPDATE amount SET value_fen = value_fen + 1 WHERE (summary, id) = (SELECT summary, id FROM amount LIMIT 1)",
    "UPDATE summary SET year = 1999 WHERE id = (SELECT min(id) FROM summary)",
    "UPDATE document SET rules_version = 'x' WHERE id = (SELECT min(id) FROM document)",
    "DELETE FROM document WHERE id = (SELECT min(id) FROM document)",
    "INSERT INTO override (id, sha256, ordinal, kind, text, not_a_fact, who, made_at, why)"
    " VALUES ('1', '2', 1, 'summary', '', 0, '', '', '')",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_every_change_of_content_changes_the_snapshot(full: Desk, sql: str) -> None:
    before = snapshot(full.connection, UNITS).hash
    with transaction(full.connection):
        full.connection.execute(sql)
    assert snapshot(full.connection, UNITS).hash != before
    with pytest.raises(ChangedArchive, match="no longer what"):
        require(full.connection, UNITS, before)


def test_a_front_of_the_hash_will_do_but_not_too_short_a_one(full: Desk) -> None:
    found = snapshot(full.connection, UNITS).hash
    require(full.connection, UNITS, found[:8].upper())
    with pytest.raises(ChangedArchive, match="too short"):
        require(full.connection, UNITS, found[:7])


def test_an_audit_of_an_empty_archive(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "a.db", create=True).close()
    made = audit(tmp_path / "a.db", Question())
    assert (made.waterfall.total.value, made.outcomes, made.failed) == (0, (), False)
