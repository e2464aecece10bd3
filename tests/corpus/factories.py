"""Papers made by hand for the archive's tests, and an extractor that reads them: no rule and no Word file is needed.

    paper("柳溪镇", 2021, money("13914元", "优待金"), heads("9位"), deed("visit"))

is the bytes of a file; ``extract`` makes a Document of them. A unit or year of ``FOLDER`` is that of the folders above.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.ingest import Reading, Run
from corpus.reading import Extract, Reader
from corpus.units import Unit, Units, to_units
from corpus.workers import Inline, Pool
from extractor.errors import UnreadableFile
from extractor.model import (
    Activity,
    Amount,
    Block,
    Cell,
    Check,
    CheckResult,
    Date,
    Document,
    Evidence,
    Headcount,
    Piece,
    Section,
    Sentence,
    SourceMap,
    Summary,
    Told,
)

FOLDER = "@folder"
RULES = "rules-1"
KINDS = {
    "双拥办": "county_office",
    "镇": "township",
    "街道": "subdistrict",
    "社区": "community",
    "教育局": "education_bureau",
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "amount": {"role": "total", "counts": True, "bound": "exact", "why_not": None},
    "headcount": {"bound": "exact", "unit": "person"},
    "activity": {},
    "date": {"recurring": False, "basis": "written", "edtf": None, "start_date": None, "end_date": None},
}


def money(text: str, fund: str = "优待金", **fields: Any) -> dict[str, Any]:
    """An amount. Its value is read off the text (元, 万元); ``why_not`` given means that it does not count."""
    found = re.search(r"([\d.]+)(万?)元", re.sub("[,余多]", "", text))
    value = round(float(found[1]) * (1_000_000 if found[2] else 100)) if found else None
    known = {"value": value, "low": value, "high": value, "fund": fund, "funds": [fund]}
    if fields.get("why_not"):
        known["counts"] = False
    return {"kind": "amount", "text": text, **known, **fields}


def heads(text: str, **fields: Any) -> dict[str, Any]:
    """A headcount, its value read off the text."""
    found = re.search(r"\d+", text)
    value = int(found[0]) if found else None
    return {"kind": "headcount", "text": text, "value": value, "low": value, "high": value, **fields}


def deed(kind: str, text: str = "走访慰问驻军部队", **fields: Any) -> dict[str, Any]:
    """An activity; ``links`` are the numbers of the paper's facts, from 1, that belong to it."""
    return {"kind": "activity", "text": text, "type": kind, **fields}


def date(text: str, edtf: str, day: str | None = None, **fields: Any) -> dict[str, Any]:
    """A date."""
    return {"kind": "date", "text": text, "edtf": edtf, "start_date": day, "end_date": day, **fields}


def paper(unit: str | None, year: int | str | None, *facts: Mapping[str, Any], **fields: Any) -> bytes:
    """A file with one summary. ``said`` are sentences without facts; ``cell``: facts stand in table cells."""
    content = {"unit": unit, "year": year, "facts": list(facts), **fields}
    return json.dumps(content, ensure_ascii=False).encode()


def extract(source: str, data: bytes, told: Told) -> Document:
    """The Document of a paper's bytes. Bytes that start with BAD cannot be read; BUG is a defect of the reader."""
    if data.startswith(b"BAD"):
        raise UnreadableFile(source, "format", "{path}: this is no Word file. Save it as .docx.")
    if data.startswith(b"BUG"):
        raise ValueError("a slip")
    content = json.loads(data)
    folders = PurePosixPath(source).parts[:-1]
    unit, year = content["unit"], content["year"]
    if unit == FOLDER:
        unit = next((part for part in reversed(folders) if part[-1] in "镇道办局区"), None)
    if year == FOLDER:
        year = next((int(part) for part in reversed(folders) if re.fullmatch(r"\d{4}", part)), None)
    unit, year = told.unit or unit, told.year or year
    summary = _summary(content, told.aliases.get(unit or "", unit), year)
    blocks = tuple(piece.block for piece in summary.source_map.pieces)
    return Document(source, hashlib.sha256(data).hexdigest(), "txt", blocks, (summary,), rules_version=RULES)


def run(
    connection: sqlite3.Connection,
    folder: Path,
    units: Sequence[Unit] = (),
    rules: str = RULES,
    told: Told | None = None,
    *,
    force: bool = False,
    pool: Pool | None = None,
    **fields: Any,
) -> Run:
    """A run of the tests; it reads in this process unless there is a ``pool``."""
    known = to_units(units) if units else Units()
    reading = Reading(rules, known, force, **fields)
    return Run(connection, folder, reading, told or Told(), pool or Inline(Reader(versioned(rules), known.names)))


def versioned(rules: str = RULES) -> Extract:
    """The extractor as a version of the rules; what a worker of the tests loads."""
    return lambda source, data, told: replace(extract(source, data, told), rules_version=rules)


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Put files into a folder; their paths."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [folder / name for name in files]


def _summary(content: Mapping[str, Any], unit: str | None, year: int | None) -> Summary:
    title = content.get("title") or f"{unit or '某单位'}{year or 'XX'}年双拥工作总结"
    facts = content["facts"]
    lines = [title, *(f"今年{fact['text']}。" for fact in facts), *content.get("said", ())]
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    cell = bool(content.get("cell"))
    blocks = [
        Block(n, line, "cell" if cell and n else "paragraph", line, cell=Cell(0, n, 1) if cell and n else None)
        for n, line in enumerate(lines)
    ]
    text = "\n".join(lines)
    period = content.get("period") or (str(year) if year else None)
    made = list(_facts(facts, starts, period))
    kind = next((k for end, k in KINDS.items() if unit and unit.endswith(end)), "other")
    return Summary(
        ordinal=1,
        title=title,
        text=text,
        source_map=SourceMap(tuple(Piece(s, b, 0) for s, b in zip(starts, blocks, strict=True)), tuple(starts)),
        unit=unit,
        unit_kind=content.get("unit_kind", kind),
        year=None if period and "/" in period else year,
        year_basis="title",
        period=period,
        document_type=content.get("type", "summary"),
        evidence=(Evidence("unit", unit, "title", title, 0.9), Evidence("year", str(year), "title", title, 0.9)),
        sections=(
            Section(0, "", 0, "", 0, 0, len(title)),
            Section(1, "一、", 1, "优抚", len(title) + 1, len(title) + 1, len(text), None, ("benefits",)),
        ),
        sentences=tuple(
            Sentence(n, start, start + len(line), int(n > 0), n, heading=n == 0)
            for n, (start, line) in enumerate(zip(starts, lines, strict=True))
        ),
        amounts=tuple(fact for fact in made if isinstance(fact, Amount)),
        headcounts=tuple(fact for fact in made if isinstance(fact, Headcount)),
        dates=tuple(fact for fact in made if isinstance(fact, Date)),
        activities=tuple(fact for fact in made if isinstance(fact, Activity)),
        checks=tuple(map(_check, content.get("checks", ()))),
    )


def _check(told: Sequence[Any]) -> Check:
    """A check out of kind, operands, what the arithmetic gives and what is stated (None: no total)."""
    kind, operands, expected, stated = told
    difference = None if stated is None else stated - expected
    result: CheckResult = "unknown" if difference is None else "fails" if difference else "holds"
    return Check(kind, tuple((of, number) for of, number in operands), expected, stated, difference, result)


def _facts(
    facts: Sequence[Mapping[str, Any]], starts: Sequence[int], period: str | None
) -> Iterator[Amount | Headcount | Date | Activity]:
    makers: dict[str, Any] = {"amount": Amount, "headcount": Headcount, "date": Date, "activity": Activity}
    for number, fact in enumerate(facts, 1):
        kind, text = fact["kind"], fact["text"]
        fields = {**DEFAULTS[kind], **{k: v for k, v in fact.items() if k not in ("kind", "text", "links")}}
        fields |= {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
        start = starts[number] + 2  # after 今年
        if kind == "amount":
            fields.setdefault("period", period)
        if kind == "activity":
            links = [(n, facts[n - 1]["kind"]) for n in fact.get("links", ())]
            for name, linked in (("amounts", "amount"), ("headcounts", "headcount"), ("dates", "date")):
                fields[name] = tuple(n for n, k in links if k == linked)
        else:
            fields["text"] = text
        yield makers[kind](
            id=number, start=start, end=start + len(text), sentence=number, rule=f"{kind}.rule", **fields
        )
