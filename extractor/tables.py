"""Tables: a bare number takes unit and meaning from its column's header, its row's first cell and the caption.

A 合计 row or column holds the total, the other cells are its parts; 标准 heads a column of rates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.numerals import NUMERAL, parse_numeral, scaled
from extractor.outline import Paragraph
from extractor.quantities import FEN, Heads, Money
from extractor.reading import Reading, YearRange

Span = tuple[int, int]

NUMBER_CELL = re.compile(rf"\s*(?P<number>{NUMERAL})\s*(?P<unit>万元|元|亿元|人次|[人户名])?\s*")
UNIT = re.compile(r"(?:单位[:：]?\s*|[（(/／、]\s*)(?P<unit>万元|亿元|元|人次|[人户名])|(?P<bare>[万亿]元|元$)")
FACTOR = {"元": FEN, "万元": 10_000 * FEN, "亿元": 10**8 * FEN}
HEAD_COLUMN = re.compile(r"人次|户数|人数|[（(](?:人|名|户|人次)[)）]|对象数|名额|人员数|^(?:人|户)$")
MONEY_COLUMN = re.compile(r"金额|资金|款|经费|补助|支出|投入|金$|金[（(]|标准|合\s*计|总\s*计|小\s*计|发放")
NO_QUANTITY = re.compile(r"序号|编号|次数|场次|比例|占比|%|％|日期|时间|电话|备注|年份|年度$|月份|面积|数量|年龄|得分")
SUM_LABEL = re.compile(r"(?:全[县市区镇乡]|本[年级])?(?:合|总|小|共)\s*(?:计|额)(?:[（(].*)?")
RATE_COLUMN = re.compile(r"标准|人均|户均|每人|每户|元/[人户]|/月|/年")
PER = (
    ("household", re.compile("户")),
    ("person", re.compile("人|标准")),
    ("month", re.compile("月")),
    ("year", re.compile("/年|每年")),
)
CHANGE = re.compile(r"增减|增长|增幅|同比|差额")
PLAN = re.compile(r"计划|预算|拟")
PREVIOUS = re.compile(r"上年|去年|上一年")
YEAR = re.compile(r"(?:19|20)\d{2}(?=年|$)")
MEASURES = {"人次": "人次", "户": "户", "人": "人", "名": "人"}


class Place(NamedTuple):
    """A cell with its span in the summary's text."""

    row: int
    column: int
    last_row: int
    last_column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableFact:
    """A number in a cell. ``reading`` for sums; ``context``: spans whose words tell the fund and the group, the
    nearest first; ``whole``: for a part, the place of the sum that it is a part of.
    """

    money: Money | None
    heads: Heads | None
    reading: Reading | None
    context: tuple[Span, ...]
    whole: int | None = None
    along: Literal["row", "column"] = "column"

    @property
    def start(self) -> int:
        found = self.money or self.heads
        assert found is not None
        return found.start


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one table; ``top`` is the first row that holds numbers, ``caption`` the line above."""

    cells: tuple[Place, ...]
    top: int
    caption: Span


def read_tables(text: str, paragraphs: Sequence[Paragraph], years: YearRange) -> list[TableFact]:
    """The sums and headcounts that stand in tables, in order of place."""
    facts: list[TableFact] = []
    for table in tables(text, paragraphs):
        facts += read_table(text, table, years)
    return sorted(facts, key=lambda fact: fact.start)


def tables(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Table]:
    """The tables that hold numbers."""
    cells: dict[int, list[Place]] = defaultdict(list)
    captions: dict[int, Span] = {}
    for number, paragraph in enumerate(paragraphs):
        cell = paragraph.cell
        if cell is None:
            continue
        if cell.table not in captions:
            captions[cell.table] = caption(text, paragraphs, number)
        last_row, last_column = cell.row + cell.row_span - 1, cell.column + cell.column_span - 1
        cells[cell.table].append(Place(cell.row, cell.column, last_row, last_column, paragraph.start, paragraph.end))
    for table, places in cells.items():
        rows = [place.row for place in places if place.column and NUMBER_CELL.fullmatch(text, place.start, place.end)]
        if rows:
            yield Table(tuple(places), min(rows), captions[table])


def caption(text: str, paragraphs: Sequence[Paragraph], first: int) -> Span:
    """What stands above a table and speaks of it: its title and 单位：万元, or the end of a sentence
    (慰问情况如下表：).
    """
    start = end = paragraphs[first].start
    for paragraph in reversed(paragraphs[max(0, first - 2) : first]):
        if paragraph.cell is not None or text[paragraph.end - 1 : paragraph.end] == "。":
            break
        if paragraph.end - paragraph.start > 40:
            return max(text.rfind("。", paragraph.start, paragraph.end) + 1, paragraph.start), end
        start = paragraph.start
    return start, end


def read_table(text: str, table: Table, years: YearRange) -> list[TableFact]:
    """One table's numbers, with wholes told from parts."""
    found = [fact for place in table.cells for fact in read_cell(text, table, place, years)]
    return with_wholes(text, table, found)


def read_cell(text: str, table: Table, place: Place, years: YearRange) -> Iterator[TableFact]:
    """The number of one cell, where its headers say what it counts."""
    match = NUMBER_CELL.fullmatch(text, place.start, place.end)
    if match is None or place.row < table.top or place.column == 0:
        return
    headers = column_headers(table, place)
    rows = row_headers(text, table, place)
    words = [text[start:end] for start, end in (*headers, *rows)]
    if NO_QUANTITY.search(words[0] if words else ""):
        return
    unit = match["unit"] or unit_of(words, text[slice(*table.caption)])
    context = (*rows, *headers, table.caption)
    numeral = parse_numeral(match["number"])
    if unit in FACTOR and (match["unit"] or is_money(words)):
        money = Money(
            match.start("number"),
            match.end("unit") if match["unit"] else match.end("number"),
            scaled(numeral, FACTOR[unit]),
            "money.table",
        )
        yield TableFact(money, None, reading(words, years), context)
    elif numeral.value is not None and numeral.value == int(numeral.value):
        measure = MEASURES.get(unit or "") or head_measure(words)
        if measure:
            heads = Heads(
                match.start("number"), match.end("unit") if match["unit"] else match.end("number"), numeral, measure
            )
            yield TableFact(None, heads, None, context)


def column_headers(table: Table, place: Place) -> list[Span]:
    """The header cells above, the lowest first."""
    above = [
        cell
        for cell in table.cells
        if cell.row < table.top
        and cell.column <= place.column <= cell.last_column
        and (cell.column == place.column or cell.last_column > cell.column)
    ]
    return [(cell.start, cell.end) for cell in sorted(above, key=lambda cell: -cell.row)]


def row_headers(text: str, table: Table, place: Place) -> list[Span]:
    """The cells of words to the left, the nearest first."""
    left = [
        cell
        for cell in table.cells
        if cell.row <= place.row <= cell.last_row
        and cell.column < place.column
        and cell.row >= table.top
        and not NUMBER_CELL.fullmatch(text, cell.start, cell.end)
    ]
    return [(cell.start, cell.end) for cell in sorted(left, key=lambda cell: -cell.column)]


def unit_of(words: Sequence[str], above: str) -> str | None:
    """The unit from the column's header, the row's, or the caption."""
    for word in (*words, above):
        match = UNIT.search(word)
        if match:
            return match["unit"] or match["bare"]
    return None


def is_money(words: Sequence[str]) -> bool:
    """Whether a cell without a unit of its own is money: not where a header counts people and names no money."""
    heads = any(HEAD_COLUMN.search(word) for word in words)
    return not heads or any(re.search("万元|元", word) for word in words)


def head_measure(words: Sequence[str]) -> str | None:
    """The measure word that a header of a column of people stands for."""
    for word in words:
        match = HEAD_COLUMN.search(word)
        if match:
            return "人次" if "人次" in match[0] else "户" if "户" in match[0] else "人"
        if MONEY_COLUMN.search(word):
            return None
    return None


def reading(words: Sequence[str], years: YearRange) -> Reading:
    """The role that headers give; total where they say nothing. with_wholes makes parts of them."""
    for word in words:
        if RATE_COLUMN.search(word):
            per = tuple(name for name, pattern in PER if pattern.search(word)) or ("person",)
            return Reading("rate", "table.rate", 90, per)
        if CHANGE.search(word):
            return Reading("other", "table.change", 90)
        if PLAN.search(word):
            return Reading("plan", "table.plan", 90)
        year = YEAR.search(word)
        if PREVIOUS.search(word) or (year and years.first and int(year[0]) < years.first):
            return Reading("history", "table.other_year", 90, period=year[0] if year else None)
    return Reading("total", "table.cell", 90)


def with_wholes(text: str, table: Table, facts: list[TableFact]) -> list[TableFact]:
    """The facts with parts told from wholes. A row or column of sums (合计) holds wholes, the others their parts."""
    cells = {fact.start: cell for fact in facts for cell in table.cells if cell.start <= fact.start < cell.end}
    labels = [cell for cell in table.cells if SUM_LABEL.fullmatch(text[cell.start : cell.end].strip())]
    rows = [cell.row for cell in labels if cell.column <= 1 and cell.row >= table.top]
    columns = [cell.column for cell in labels if cell.row < table.top]
    last_row, last_column = max(rows, default=None), max(columns, default=None)
    made = []
    for fact in facts:
        whole = whole_over(fact, facts, cells, last_row, last_column)
        made.append(fact if whole is None else part_of(fact, whole, cells[whole].row == cells[fact.start].row))
    return made


def whole_over(
    fact: TableFact, facts: Sequence[TableFact], cells: dict[int, Place], last_row: int | None, last_column: int | None
) -> int | None:
    """The place of the sum over a cell: its row's, where there is a column of sums, else its column's."""
    cell = cells[fact.start]
    if last_column is not None and cell.column != last_column:
        row, column = cell.row, last_column
    elif last_row is not None and cell.row != last_row:
        row, column = last_row, cell.column
    else:
        return None
    over = (other for other in facts if cells[other.start].row == row and cells[other.start].column == column)
    return next((other.start for other in over if alike(fact, other)), None)


def alike(one: TableFact, other: TableFact) -> bool:
    """Whether one can be a part of the other: both sums that are no rates, or heads of one unit."""
    if one.heads and other.heads:
        return one.heads.measure == other.heads.measure
    return bool(one.reading and other.reading and one.reading.role == other.reading.role == "total")


def part_of(fact: TableFact, whole: int, in_row: bool) -> TableFact:
    """The fact as a part of the sum at ``whole``."""
    reading = Reading("part", "table.part", 90) if fact.money else None
    return TableFact(fact.money, fact.heads, reading, fact.context, whole, "row" if in_row else "column")


def merge_cells(
    moneys: Sequence[Money], heads: Sequence[Heads], cells: Sequence[TableFact]
) -> tuple[list[Money], list[Heads]]:
    """The scan's findings with those of tables, in order; a cell's own reading replaces what the scan saw in the same
    place.
    """
    own = [(cell.start, cell) for cell in cells]
    taken = {start for start, _ in own}
    money = [m for m in moneys if m.start not in taken] + [cell.money for _, cell in own if cell.money]
    head = [h for h in heads if h.start not in taken] + [cell.heads for _, cell in own if cell.heads]
    return sorted(money, key=lambda m: m.start), sorted(head, key=lambda h: h.start)
