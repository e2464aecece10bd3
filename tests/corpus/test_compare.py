"""Units by years: each yuan once. Every archive is a few papers; every case is a question and the figures expected."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.compare import Question, ask
from corpus.figures import Change, Figure, percent
from corpus.figures import money as in_words
from corpus.note import Note, folded
from corpus.notes import notes
from corpus.periods import QuestionError, parse_years
from corpus.queries import MEASURES, sums_sql
from corpus.units import Unit, Units, to_units
from tests.corpus.conftest import Desk
from tests.corpus.factories import deed, heads, money, paper

COUNTY, TOWN, STREET, COMMUNITY = "青石县双拥办", "柳溪镇", "望春街道", "澄湖社区"
TREE = (
    Unit(COUNTY, "county_office", "county", aliases=("县双拥办",)),
    Unit(TOWN, "township", "township", COUNTY, ("柳溪镇政府",)),
    Unit(STREET, "subdistrict", "township", COUNTY),
    Unit(COMMUNITY, "community", "village", STREET),
)
HALF = {"period": "2018-40"}

ARCHIVE: dict[str, bytes] = {
    # 2017: the county reported, and so did two units under it
    "2017/county.txt": paper("县双拥办", 2017, money("100万元"), money("5万元", "慰问金")),
    "2017/town.txt": paper("柳溪镇政府", 2017, money("30万元"), money("2万元", "慰问金", group="义务兵")),
    "2017/street.txt": paper(STREET, 2017, money("20余万元", bound="over", high=None)),
    # 2018: no county; a half-year paper beside the year's; a community inside its subdistrict
    "2018/town-half.txt": paper(TOWN, 2018, money("10万元"), **HALF),
    "2018/town.txt": paper(TOWN, 2018, money("40万元"), money("500元", "救助金", scope="civil")),
    "2018/street.txt": paper(STREET, 2018, money("25万元"), money("**万元", why_not="masked", masked=True)),
    "2018/community.txt": paper(COMMUNITY, 2018, money("3万元"), money("1元", why_not="unsure")),
    # 2019: two halves, a plan, and a paper without year
    "2019/1.txt": paper(TOWN, 2019, money("1万元"), period="2019-40"),
    "2019/2.txt": paper(TOWN, 2019, money("2万元"), period="2019-41"),
    "2019/plan.txt": paper(TOWN, 2019, money("9万元"), type="plan"),
    "undated.txt": paper(STREET, None, money("7万元"), money("8万元")),
    "nobody.txt": paper(None, 2018, money("6万元")),
    "long.txt": paper(STREET, None, money("90万元"), period="2016/2020"),
}


def answer_of(desk: Desk, tree: Units, **asked: Any) -> Any:
    return ask(desk.connection, Question(**asked), tree)


def table(answer: Any) -> dict[str, dict[Any, int]]:
    """Rows and the total as yuan (or numbers), by name and column."""
    scale = 100 if answer.measure.is_money else 1
    rows = {row.key + row.counted_in: row for row in answer.rows} | {"=" + r.counted_in: r for r in answer.totals}
    return {
        name: {column: row.cells[column].value // scale for column in answer.columns if column in row.cells}
        for name, row in rows.items()
    }


@pytest.fixture
def full(desk: Desk) -> Desk:
    desk.units = TREE
    desk.ingest(ARCHIVE)
    return desk


CASES: dict[str, tuple[dict[str, Any], dict[str, dict[Any, int]]]] = {
    "units by years": (
        {},
        {
            COUNTY: {2017: 1050000},
            TOWN: {2017: 320000, 2018: 400000, 2019: 30000},
            STREET: {2017: 200000, 2018: 250000},
            COMMUNITY: {2018: 30000},
            "=": {2017: 1050000, 2018: 650000, 2019: 30000},
        },
    ),
    "years": (
        {"by": "year"},
        {
            "2017": {2017: 1050000},
            "2018": {2018: 650000},
            "2019": {2019: 30000},
            "=": {2017: 1050000, 2018: 650000, 2019: 30000},
        },
    ),
    "a span of years": (
        {"years": (2018, 2019), "units": (TOWN,)},
        {TOWN: {2018: 400000, 2019: 30000}, "=": {2018: 400000, 2019: 30000}},
    ),
    "a unit and those under it": (
        {"units": (STREET,), "years": (2018,)},
        {STREET: {2018: 250000}, COMMUNITY: {2018: 30000}, "=": {2018: 250000}},
    ),
    "a unit alone, by another name": (
        {"units": ("县双拥办",), "alone": True},
        {COUNTY: {2017: 1050000}, "=": {2017: 1050000}},
    ),
    "by fund, of the highest units only": (
        {"by": "fund"},
        {
            "优待金": {2017: 1000000, 2018: 650000, 2019: 30000},
            "慰问金": {2017: 50000},
            "=": {2017: 1050000, 2018: 650000, 2019: 30000},
        },
    ),
    "one fund": (
        {"funds": ("慰问金",), "years": (2017,)},
        {COUNTY: {2017: 50000}, TOWN: {2017: 20000}, STREET: {2017: 0}, "=": {2017: 50000}},
    ),
    "one group: the county tells nothing of it, so its units' sums are taken": (
        {"groups": ("义务兵",), "years": (2017,)},
        {COUNTY: {2017: 0}, TOWN: {2017: 20000}, STREET: {2017: 0}, "=": {2017: 20000}},
    ),
    "civil relief": ({"scope": "civil", "years": (2018,), "units": (TOWN,)}, {TOWN: {2018: 500}, "=": {2018: 500}}),
    "both scopes": ({"scope": "all", "years": (2018,), "units": (TOWN,)}, {TOWN: {2018: 400500}, "=": {2018: 400500}}),
    "the half-year alone": ({"period": "first-half", "years": (2018,)}, {TOWN: {2018: 100000}, "=": {2018: 100000}}),
    "plans too": ({"documents": ("plan",)}, {TOWN: {2019: 90000}, "=": {2019: 90000}}),
    "a period of several years": ({"period": "2016/2020"}, {STREET: {"2016/2020": 900000}, "=": {"2016/2020": 900000}}),
}


@pytest.mark.parametrize("name", CASES)
def test_figures(full: Desk, name: str) -> None:
    asked, expected = CASES[name]
    assert table(answer_of(full, to_units(TREE), **asked)) == expected


def texts(desk: Desk, tree: Units, **asked: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in notes(desk.connection, answer_of(desk, tree, **asked)):
        found.setdefault(note.code, []).append(note.text)
    return found


def test_what_stands_under_the_table(full: Desk) -> None:
    assert texts(full, to_units(TREE)) == {
        "level": [
            f"total 2017: what {COUNTY} reported itself",
            f"total 2018: the sum of {STREET}、{TOWN}",
            f"total 2019: what {TOWN} reported itself",
        ],
        "part_year": [f"{TOWN} 2018: the whole year's paper is used; those on parts of it are not added (1)"],
        "masked": ["not counted, digits masked: 1"],
        "unsure": ["not counted, meaning doubtful: 1"],
        "no_year": ["not counted, year not known: 2 in 1 paper, 150,000 yuan"],
        "several_years": [
            "not in the table, for several years together: 1 in 1 paper, 900,000 yuan; "
            "see them with --period or --by document"
        ],
        "no_unit": ["not counted, unit not known: 1 in 1 paper, 60,000 yuan; see them with --by document"],
        "civil": [
            "apart from this, relief to civilians (低保, 五保 and the like): 1 in 1 paper, 500 yuan; "
            "join it with --scope all"
        ],
        "other_types": ["left out, no reports on work done: plan 1; take them in with --documents all"],
        "over": ["at least: at least this; some figures were told as 余 or 以上"],
    }


GIVEN = {
    "county.txt": paper("县双拥办", 2018, money("50万元"), money("8万元", "捐款", direction="to_public")),
    "town.txt": paper(
        TOWN, 2018, money("3万元"), money("2万元", "捐款", direction="to_public"),
        money("1万元", "救助金", direction="to_public", scope="civil"),
    ),
}  # fmt: skip


def test_what_troops_give_to_the_public_is_told_and_can_be_left_out(desk: Desk) -> None:
    desk.ingest(GIVEN)
    tree = to_units(TREE)
    assert table(answer_of(desk, tree))["="] == {2018: 580_000}
    assert table(answer_of(desk, tree, direction="to_service"))["="] == {2018: 500_000}
    assert table(answer_of(desk, tree, direction="to_public"))["="] == {2018: 80_000}
    given = "of this, what troops gave to the public: {}; query leaves it out with --direction to_service"
    # the town's stands below the county's report, and is of the total only where the town is asked about
    assert texts(desk, tree)["to_public"] == [given.format("1 in 1 paper, 80,000 yuan")]
    assert texts(desk, tree, units=(TOWN,))["to_public"] == [given.format("1 in 1 paper, 20,000 yuan")]
    assert texts(desk, tree, units=(TOWN,), scope="all")["to_public"] == [given.format("2 in 1 paper, 30,000 yuan")]
    assert "to_public" not in texts(desk, tree, direction="to_service")
    assert "to_public" not in texts(desk, tree, measure="headcounts")
    with pytest.raises(QuestionError, match="direction"):
        answer_of(desk, tree, measure="headcounts", direction="to_public")


def test_by_document_shows_what_the_total_leaves_out(full: Desk) -> None:
    answer = answer_of(full, to_units(TREE), by="document")
    papers = answer.gathered.papers
    left = {papers[row.key].title for row in answer.rows if not row.added}
    assert {"某单位2018年双拥工作总结", f"{COMMUNITY}2018年双拥工作总结"} <= left
    undated = [row for row in answer.rows if "" in row.cells]
    assert [row.cells[""].value for row in undated] == [15000000]
    assert [row.cells["2016/2020"].value for row in answer.rows if "2016/2020" in row.cells] == [90000000]


def test_a_unit_that_reports_less_than_those_under_it_is_told(desk: Desk) -> None:
    desk.ingest({"1": paper(STREET, 2018, money("1万元")), "2": paper(COMMUNITY, 2018, money("3万元"))})
    found = texts(desk, to_units(TREE))
    assert found["more_below"] == [
        f"2018: {STREET} reported 10,000, but the units under it add up to 30,000; look at both"
    ]


def test_two_papers_on_the_same_months_are_not_added(desk: Desk) -> None:
    desk.ingest(
        {
            "1": paper(TOWN, 2018, money("1万元"), title="双拥工作总结"),
            "2": paper(TOWN, 2018, money("3万元"), title="双拥工作总结汇报"),
        }
    )
    assert table(answer_of(desk, to_units(TREE)))["="] == {2018: 30000}
    assert texts(desk, to_units(TREE))["overlap"] == [
        f"{TOWN} 2018: several papers cover the same months; used: 双拥工作总结汇报; not added: 1"
    ]


@pytest.mark.parametrize(
    ("count", "shown"), [(5, [0, 1, 2, 3, 4]), (7, [0, 1, 2, 3, 4, "and 2 more remarks like the last"])]
)
def test_of_many_remarks_of_a_kind_people_see_the_first(count: int, shown: list[int | str]) -> None:
    alike = [Note("overlap", str(number)) for number in range(count)]
    other = Note("about", "another kind")
    texts = [note.text.split(";")[0] for note in folded([*alike, other])]
    assert texts == [*map(str, shown), "another kind"]


def test_a_paper_on_the_year_before_yields_to_that_year_s_own(desk: Desk) -> None:
    desk.ingest(
        {
            "1": paper(TOWN, 2018, money("1万元")),
            "2": paper(TOWN, 2019, money("2万元"), money("9万元", period="2018")),
        }
    )
    assert table(answer_of(desk, to_units(TREE)))["="] == {2018: 10000, 2019: 20000}


WITHOUT_FILE = {
    "a county and its units": ([(COUNTY, 100), (TOWN, 30), (STREET, 20)], 100, [STREET, TOWN]),
    "townships alone": ([(TOWN, 30), (STREET, 20)], 50, []),
    "a subdistrict and a community of it, or of another": ([(STREET, 20), (COMMUNITY, 3)], 20, [COMMUNITY]),
    "a community alone": ([(COMMUNITY, 3)], 3, []),
    "units whose kinds say nothing": ([("某厂", 3), ("某校", 4)], 7, []),
}


@pytest.mark.parametrize("name", WITHOUT_FILE)
def test_without_a_units_file_a_total_is_rather_short_than_doubled(desk: Desk, name: str) -> None:
    papers, total, unplaced = WITHOUT_FILE[name]
    desk.ingest({f"{n}.txt": paper(unit, 2018, money(f"{yuan}元")) for n, (unit, yuan) in enumerate(papers)})
    answer = answer_of(desk, Units())
    assert table(answer)["="] == {2018: total}
    assert list(answer.tops[2018].unplaced) == sorted(unplaced)
    assert ("unplaced" in texts(desk, Units())) == bool(unplaced)


PEOPLE = {
    "1.txt": paper(
        TOWN, 2018,
        heads("9位", group="义务兵"), heads("30人"), heads("16户", unit="household"),
        heads("300人次", unit="person-time"), heads("**人", masked=True),
        deed("visit", links=[2]), deed("forum"), deed("visit", planned=True),
    ),
}  # fmt: skip


def test_persons_households_and_person_times_are_never_added(desk: Desk) -> None:
    desk.ingest(PEOPLE)
    found = table(answer_of(desk, to_units(TREE), measure="headcounts"))
    assert found == {
        f"{TOWN}household": {2018: 16}, f"{TOWN}person": {2018: 39}, f"{TOWN}person-time": {2018: 300},
        "=household": {2018: 16}, "=person": {2018: 39}, "=person-time": {2018: 300},
    }  # fmt: skip
    assert texts(desk, to_units(TREE), measure="headcounts")["masked"] == ["not counted, digits masked: 1"]


def test_activities_are_counted_without_plans(desk: Desk) -> None:
    desk.ingest(PEOPLE)
    found = table(answer_of(desk, to_units(TREE), measure="activities", by="activity"))
    assert found == {"forum": {2018: 1}, "visit": {2018: 1}, "=": {2018: 2}}
    assert texts(desk, to_units(TREE), measure="activities")["planned"] == ["not counted, planned and not yet done: 1"]


def test_people_of_one_type_of_activity(desk: Desk) -> None:
    desk.ingest(PEOPLE)
    found = table(answer_of(desk, to_units(TREE), measure="headcounts", activities=("visit",)))
    assert found["=person"] == {2018: 30}


def test_all_amounts_are_every_sum_paid(desk: Desk) -> None:
    desk.ingest(
        {
            "1.txt": paper(
                TOWN, 2018, money("1万元"), money("2万元", "工作经费", why_not="not_subsidy"),
                money("3万元", role="part", why_not="part"), money("4元", role="rate", why_not="rate"),
                money("5万元", why_not="repeat", repeat=True), money("6万元", why_not="suspect", suspect=True),
            )
        }
    )  # fmt: skip
    assert table(answer_of(desk, to_units(TREE), measure="amounts"))["="] == {2018: 30000}


WRONG = [
    ({"measure": "headcounts", "by": "fund"}, "headcounts cannot be asked by fund"),
    ({"measure": "activities", "groups": ("义务兵",)}, "no group called 义务兵"),
    ({"units": ("某镇",)}, "there is no unit 某镇 in this archive. Units are: .*柳溪镇"),
    ({"funds": ("奖金",)}, "no fund called 奖金. There are: 优待金"),
    ({"activities": ("walk",)}, "no activity called walk"),
    ({"documents": ("letter",)}, "no document called letter"),
]


@pytest.mark.parametrize(("asked", "message"), WRONG)
def test_what_cannot_be_asked_is_said(desk: Desk, asked: dict[str, Any], message: str) -> None:
    desk.ingest({"1.txt": paper(TOWN, 2018, money("1元"))})
    with pytest.raises(QuestionError, match=message):
        answer_of(desk, to_units(TREE), **asked)


YEARS = {"2021": (2021,), "2019..2022": (2019, 2020, 2021, 2022), "2019,2021": (2019, 2021), "2021，2019": (2019, 2021)}


@pytest.mark.parametrize("text", YEARS)
def test_years_are_read(text: str) -> None:
    assert parse_years(text) == YEARS[text]


@pytest.mark.parametrize("text", ["", "21", "2019..", "..2019", "2019-2021", "2022..2019", "去年"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="names no years"):
        parse_years(text)


def test_changes(full: Desk) -> None:
    answer = answer_of(full, to_units(TREE), years=(2018, 2019))
    town = next(row for row in answer.rows if row.key == TOWN)
    change = town.change(2018)
    assert change is not None
    assert change.share is not None
    assert (change.difference, percent(change.share)) == (8000000, "+25.0%")
    assert answer.totals[0].change(2017) is None
    street = next(row for row in answer.rows if row.key == STREET)
    assert street.change(2018).bound == "about"
    assert street.change(2019) is None


def test_no_share_of_nothing() -> None:
    change = Change.between(Figure(0), Figure(100))
    assert change is not None
    assert (change.difference, change.share) == (100, None)


WORDS = [
    (1391400, "yuan", "13,914"),
    (1391450, "yuan", "13,914.50"),
    (1391400, "wan", "1.39"),
    (500000, "wan", "0.50"),
    (1500, "wan", "0.00"),
    (-1391400, "yuan", "-13,914"),
]


@pytest.mark.parametrize(("fen", "unit", "text"), WORDS)
def test_money_in_words(fen: int, unit: str, text: str) -> None:
    assert in_words(fen, unit) == text


BOUNDS = [((0, 0), "exact"), ((1, 0), "over"), ((0, 2), "about"), ((1, 1), "about")]


@pytest.mark.parametrize(("counts", "bound"), BOUNDS)
def test_a_sum_is_as_exact_as_its_least_exact_part(counts: tuple[int, int], bound: str) -> None:
    assert (Figure(1, 1) + Figure(2, 1, *counts)).bound == bound


PLANS = [("subsidies", None), ("subsidies", "fund"), ("headcounts", None), ("activities", None)]


@pytest.mark.parametrize(("measure", "part"), PLANS)
def test_sums_are_read_off_an_index(desk: Desk, measure: str, part: str | None) -> None:
    """No table is read row by row and nothing is sorted, however large the archive."""
    sql, values = sums_sql(MEASURES[measure], part, {})
    plan = [str(row[3]) for row in desk.rows(f"EXPLAIN QUERY PLAN {sql}", *values)]
    assert plan[0].startswith("SCAN f USING COVERING INDEX"), plan
    struck_out = {"LIST SUBQUERY 1", "SCAN override_fact"}  # as many rows as people made corrections
    assert part or set(plan[1:]) <= struck_out, plan
