"""Parts and wholes that the facts say nothing of: things of any kind in a sentence, columns of a table.

其中 marks parts that need not be all of the whole, so a list that stays below it is only told where it misses it by
little: three parts or more that come within a twentieth are meant as all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.check.counts import NUMBER, UNIT, value_of
from extractor.check.draft import Draft, Paragraph
from extractor.finding import Finding
from extractor.model import Cell

CODE = "parts-differ"
LISTED = 3  # parts that are meant as all of a whole that they miss by little
NEARLY = Decimal("0.95")
NEARLY_ALL = Decimal("0.8")  # of the whole: a bracket that lists less may list some only
MORE = r"(?<!增)(?<!增加)(?<!增长)(?<!增加了)(?<!减少)(?<!减少了)(?<!提高)(?<!多)(?<!少)"  # 比去年增加12人，其中…
WHOLE = re.compile(
    rf"{MORE}(?<![0-9.,])(?P<number>{NUMBER})(?P<unit>{UNIT})(?P<gap>[^0-9。；，其]{{0,24}})[，,（(：]?其中[，,：]?"
)
# 举办招聘会6场（线上4场、线下2场）
IN_BRACKETS = re.compile(rf"{MORE}(?<![0-9.,])(?P<number>{NUMBER})(?P<unit>{UNIT})（(?P<parts>[^（）]*)）")
SOME = re.compile(r"其中|含|包括|等$|另|每|均|占|比|次均|原")
# 转业干部5名、退役士兵24名、军休干部11名，总计40名
CLOSED = re.compile(
    rf"(?P<parts>[^，。；：\n]*)，(?:总计|合计|共计?)(?P<number>{NUMBER})(?P<unit>{UNIT})(?![次均]|参加|参与|到会|受)"
)
# Labels of parts that leave nothing over: each, the last, and how many there must be
LEVELS = (
    (re.compile("国家|省|市|县|区"), re.compile("县|区"), LISTED),
    (re.compile("省|市|县|区|乡|镇|街道|村|社区"), re.compile("村|社区"), LISTED),
    (re.compile("一等|二等|三等"), re.compile("三等"), LISTED),
    (re.compile("男|女"), re.compile("女|男"), 2),
)
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
TOTAL_ROW = re.compile(r"^\s*(?:合\s*计|总\s*计|共\s*计)\s*$")
SUBTOTAL_ROW = re.compile(r"小\s*计|其中")
PLAIN = re.compile(rf"^\s*({NUMBER})\s*(?:{UNIT})?\s*$")
NOT_PARTS = re.compile(r"每|各|人均|户均|平均|占|比|增|减|提高|其中|价值|奖金|标准|折合")


class Number(NamedTuple):
    """A number as written, where it stands, and its value."""

    start: int
    end: int
    value: Decimal


def listed_parts(draft: Draft) -> Iterator[Finding]:
    """64起，其中刑事案件5起、治安案件17起、民事纠纷40起: parts that go beyond the whole, or miss it by little."""
    for found in WHOLE.finditer(draft.text):
        end = min((at for at in (draft.text.find(mark, found.end()) for mark in "。；\n") if at >= 0), default=-1)
        rest = BRACKETED.sub("", draft.text[found.end() : end if end >= 0 else len(draft.text)])
        whole = value_of(found["number"])
        parts = without_told_again(parts_in(rest, found["unit"]), rest, whole)
        total = sum((part.value for part in parts), Decimal(0))
        if whole is None or len(parts) < 2 or total == whole:
            continue
        open_end = rest.rstrip("）)").endswith("等") or counted_otherwise(rest, found["unit"])
        nearly = len(parts) >= LISTED and total >= whole * NEARLY and not open_end
        nearly = nearly or (total < whole and all_levels(rest, parts))
        if total > whole or nearly:
            shown = [f"{part.value:,}{found['unit']}" for part in parts]
            span = found.start("number"), found.end("unit")
            yield _differs(draft, span, shown, total, whole, found["unit"])


def closed_lists(draft: Draft) -> Iterator[Finding]:
    """Items of one unit that a bracket behind the whole lists, or that 总计 closes: nothing else is in them."""
    for pattern, least in ((IN_BRACKETS, 2), (CLOSED, LISTED)):
        for found in pattern.finditer(draft.text, draft.title_end):
            items = [item for item in re.split("[、，和及]", found["parts"]) if item]
            parts = parts_in(found["parts"], found["unit"])
            whole, total = value_of(found["number"]), sum((part.value for part in parts), Decimal(0))
            if whole is None or len(parts) != len(items) or len(parts) < least or SOME.search(found["parts"]):
                continue
            if total != whole and total >= whole * NEARLY_ALL:
                shown = [f"{part.value:,}{found['unit']}" for part in parts]
                span = found.start("number"), found.end("unit")
                yield _differs(draft, span, shown, total, whole, found["unit"])


def all_levels(text: str, parts: Sequence[Number]) -> bool:
    """Whether the parts are all that there can be: of the levels down to the lowest, of men and women."""
    words = [text[start : part.start] for start, part in zip([0, *(part.end for part in parts)], parts, strict=False)]
    return any(
        len(parts) >= least and all(level.search(each) for each in words) and lowest.search(words[-1])
        for level, lowest, least in LEVELS
    )


def without_told_again(parts: Sequence[Number], text: str, whole: Decimal | None) -> list[Number]:
    """The parts without a number that opens a clause and was told before (…义务兵18人，18人全部上岗), and without what
    follows in other clauses once they make the whole."""
    kept: list[Number] = []
    for part in parts:
        opens = text[: part.start].endswith(("，", ","))
        again = opens and any(part.value == other.value for other in kept)
        full = bool(kept) and sum(other.value for other in kept) == whole and "，" in text[kept[-1].end : part.start]
        if not again and not full:
            kept.append(part)
    return kept


def counted_otherwise(text: str, unit: str) -> bool:
    """Whether an item is counted in another unit: 在乡复员军人39人、烈属5户 are parts of 44 people on the lists."""
    return any(found[1] != unit for found in re.finditer(rf"{NUMBER}({UNIT})(?=[、，,和及]|$)", text))


def parts_in(text: str, unit: str) -> list[Number]:
    """The numbers of the unit in the words behind 其中; none where a word says that they are no parts, or where they
    are not the only ones."""
    end = NOT_PARTS.search(text)
    if end is not None and not re.search(rf"{NUMBER}{unit}.*{NUMBER}{unit}", text[: end.start()]):
        return []
    told = text[: end.start()] if end is not None else text
    first = re.split("[，,]", told)[0]  # where the parts stand in one clause with 、 between, what follows is no part
    told = first if "、" in first else told
    pattern = re.compile(rf"(?<![0-9.,])({NUMBER}){unit}(?!次)" if unit == "人" else rf"(?<![0-9.,])({NUMBER}){unit}")
    found = [(match, value_of(match[1])) for match in pattern.finditer(told)]
    return [Number(match.start(), match.end(), value) for match, value in found if value is not None]


def table_totals(draft: Draft) -> Iterator[Finding]:
    """Columns of a table whose 合计 is not the sum of the rows above it."""
    tables: dict[int, list[tuple[Cell, Paragraph]]] = defaultdict(list)
    for paragraph in draft.paragraphs:
        if paragraph.block.cell is not None:
            tables[paragraph.block.cell.table].append((paragraph.block.cell, paragraph))
    for cells in tables.values():
        yield from _table(draft, cells)


def _table(draft: Draft, cells: Sequence[tuple[Cell, Paragraph]]) -> Iterator[Finding]:
    totals = [cell.row for cell, paragraph in cells if TOTAL_ROW.match(paragraph.text)]
    last = max((cell.row for cell, _paragraph in cells), default=0)
    mixed = any(SUBTOTAL_ROW.search(paragraph.text) for _cell, paragraph in cells)
    if totals != [last] or mixed:
        return
    columns: dict[int, list[tuple[Cell, Paragraph]]] = defaultdict(list)
    for cell, paragraph in cells:
        if cell.row_span == 1 and cell.column_span == 1:
            columns[cell.column].append((cell, paragraph))
    for column in columns.values():
        stated = [(paragraph, value) for cell, paragraph in column if cell.row == last and (value := plain(paragraph))]
        rows = [paragraph for cell, paragraph in column if cell.row != last]
        values = [value for paragraph in rows if (value := plain(paragraph)) is not None]
        # the heading is no number; every other cell of the column must be one
        if len(stated) == 1 and len(values) >= LISTED and len(values) == len(rows) - 1:
            paragraph, whole = stated[0]
            total = sum(values, Decimal(0))
            if total != whole and not counted_on(values):
                span = paragraph.start, paragraph.end
                yield _differs(draft, span, [f"{value:,}" for value in values], total, whole, "")


def counted_on(values: Sequence[Decimal]) -> bool:
    """Whether a column is the numbers of its rows: 1, 2, 3."""
    return list(values) == [Decimal(number) for number in range(1, len(values) + 1)]


def plain(paragraph: Paragraph) -> Decimal | None:
    """The number that a cell holds and nothing else, or None."""
    found = PLAIN.match(paragraph.text)
    return value_of(found[1]) if found is not None else None


def _differs(
    draft: Draft, span: tuple[int, int], shown: Sequence[str], total: Decimal, whole: Decimal, unit: str
) -> Finding:
    return draft.finding(
        CODE,
        span,
        reckoning=" + ".join(shown),
        expected=f"{total:,}{unit}",
        difference=f"{abs(total - whole):,}{unit}",
    )
