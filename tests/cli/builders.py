"""Documents made by hand, so that what prints them is tested without what finds facts."""

from __future__ import annotations

from typing import Any

from extractor.model import (
    Activity,
    Amount,
    Block,
    Cell,
    Check,
    Date,
    Document,
    Headcount,
    Piece,
    Section,
    Sentence,
    SourceMap,
    Summary,
)

TITLE = "柳树乡2016年双拥工作总结"
HEADING = "优待抚恤"
BODY = "八一前，为9位义务兵家属发放优待金，每户1546元，共计13914元。"
CELLS = ("单位", "金额（万元）", "柳树村", "1.5")


def summary_of(*paragraphs: Block, **fields: Any) -> Summary:
    """A summary whose text is the blocks, a line each."""
    pieces, start = [], 0
    for block in paragraphs:
        pieces.append(Piece(start, block, 0))
        start += len(block.text) + 1
    text = "\n".join(block.text for block in paragraphs)
    source_map = SourceMap(tuple(pieces), tuple(piece.start for piece in pieces))
    known: dict[str, Any] = {
        "ordinal": 1,
        "title": paragraphs[0].text,
        "text": text,
        "source_map": source_map,
        "unit": "柳树乡",
        "unit_kind": "township",
        "year": 2016,
        "year_basis": "title",
        "period": "2016",
        "document_type": "summary",
    }
    return Summary(**{**known, **fields})


def amount(number: int, words: str, text: str, **fields: Any) -> Amount:
    """An exact amount of the third sentence, for the families of conscripts."""
    value = fields["value"]
    known = {"sentence": 2, "low": value, "high": value, "bound": "exact", "period": "2016", "fund": "优待金"}
    soldiers = {"funds": ("优待金",), "fund_code": "F01", "beneficiary": "义务兵家属", "group": "义务兵家属"}
    return Amount(number, **span(words, text), **{**known, **soldiers, **fields})


def span(words: str, text: str) -> dict[str, Any]:
    """A fact's text, start and end: where the words stand last."""
    start = text.rindex(words)
    return {"text": words, "start": start, "end": start + len(words)}


def amounts_in(text: str) -> tuple[Amount, ...]:
    """A rate, the total that it leads to, and an approximate sum in a table."""
    table = {
        "sentence": 3,
        "high": None,
        "bound": "over",
        "period": None,
        "fund": "慰问金",
        "funds": (),
        "fund_code": "F99",
    }
    nobody = {"beneficiary": "", "group": None}
    return (
        amount(1, "1546元", text, role="rate", value=154600, per=("household",), why_not="rate", rule="money.rate"),
        amount(2, "13914元", text, role="total", value=1391400, counts=True, rule="money.total"),
        amount(3, "1.5", text, role="total", value=1500050, counts=True, rule="money.table", **table, **nobody),
    )


def facts_in(text: str) -> dict[str, Any]:
    """Facts of every kind in the text of ``sample()``, and a check."""
    heads = Headcount(
        1, **span("9位", text), sentence=2, value=9, low=9, high=9, bound="exact", unit="person",
        of="义务兵家属", group="义务兵家属", rule="heads.person",
    )  # fmt: skip
    date = Date(
        1, **span("八一前", text), sentence=2, edtf="2016-08-01", start_date="2016-08-01", end_date="2016-08-01",
        recurring=False, basis="festival", rule="date.festival",
    )  # fmt: skip
    at = text.index(BODY)
    activity = Activity(1, "benefits", at, at + len(BODY) - 1, 2, False, (1, 2), (1,), (1,), "activity.benefits")
    operands = (("amount", 1), ("headcount", 1), ("amount", 2))
    return {
        "amounts": amounts_in(text),
        "headcounts": (heads,),
        "dates": (date,),
        "activities": (activity,),
        "checks": (Check("rate_times_heads", operands, 1391400, 1391400, 0, "holds"),),
    }


def sample() -> Document:
    """A title, a section with one sentence of every kind of fact, and a table."""
    cells = [
        Block(3 + number, text, "cell", text, cell=Cell(0, number // 2, number % 2))
        for number, text in enumerate(CELLS)
    ]
    blocks = (Block(0, TITLE), Block(1, HEADING, label="一、"), Block(2, BODY), *cells)
    text = "\n".join(block.text for block in blocks)
    heading, at, cell = text.index(HEADING), text.index(BODY), text.rindex("1.5")
    summary = summary_of(
        *blocks,
        sections=(
            Section(0, "", 0, "", 0, 0, heading),
            Section(1, "一、", 1, HEADING, heading, at, len(text), standard=("benefits",)),
        ),
        sentences=(
            Sentence(0, 0, len(TITLE), 0, 0, heading=True),
            Sentence(1, heading, heading + len(HEADING), 1, 1, heading=True),
            Sentence(2, at, at + len(BODY), 1, 2),
            Sentence(3, cell, cell + 3, 1, 6),
        ),
        **facts_in(text),
    )
    return Document("2016/柳树乡/总结.docx", "ab" * 32, "docx", blocks, (summary,))
