"""Annotated files -> the summaries that they annotate, as the program reads them.

An annotation file (JSON) holds one entry or a list of them, as docs/gold.md describes. An entry with ``text`` is a
passage; one without is a summary of a document: the file that it names under ``document``, else the .txt, .md or .docx
of the annotation file's own name beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractor.contract import document_to_list
from extractor.errors import TaizhangError
from extractor.figures import Evaluation, record
from extractor.i18n import N_
from extractor.model import Told
from extractor.pipeline import extract
from extractor.rules import Rules
from extractor.scoring import KINDS, score

Json = dict[str, Any]
SUFFIXES = (".txt", ".md", ".docx")

_NOT_THERE = N_("{path}: there is no such file. Look at the name and the folder.")
_NOTHING = N_("{path}: there is no annotation file (.json) here.")
_NOT_JSON = N_("{path}: not a file of annotations ({reason}). docs/gold.md shows what one looks like.")
_NOT_ENTRY = N_("{path}: entry {number}: {key} is missing or not what it should be. docs/gold.md shows an entry.")
_NO_TEXT = N_("{path}: entry {number} names no text. Give it text or document, or put {name} beside the file.")
_SAME_ID = N_("{path}: the id {id} is used twice. Give each entry an id of its own.")


class BadGold(TaizhangError):
    """Annotations that cannot be used: names the file, the entry and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotated summary: the file or the passage it stands in, which of the file's summaries it is, and its facts.

    ``told`` is what the reader is told beforehand, as on the command line.
    """

    id: str
    source: str
    text: str | None
    told: tuple[str | None, int | None]
    ordinal: int
    facts: Json


def evaluate(paths: Sequence[str], rules: Rules, document: str | None = None) -> Evaluation:
    """Score the program against annotation files, or folders of them. ``document`` is the annotated file where the
    annotations neither hold nor name it. Raises BadGold, UnreadableFile.
    """
    entries = read_gold(paths, document)
    scores = score([(entry.id, entry.facts, found(entry, rules)) for entry in entries])
    return Evaluation(scores, record(scores))


def read_gold(paths: Sequence[str], document: str | None = None) -> list[Entry]:
    """The entries of annotation files, in order. Raises BadGold."""
    entries: dict[str, Entry] = {}
    for path in files(paths):
        for entry in read_file(path, document):
            if entry.id in entries:
                raise BadGold(_SAME_ID, path=path, id=entry.id)
            entries[entry.id] = entry
    return list(entries.values())


def files(paths: Sequence[str]) -> Iterator[Path]:
    """The files named, and those of folders named in the order of their names. Raises BadGold."""
    for name in paths:
        path = Path(name)
        among = sorted(path.rglob("*.json")) if path.is_dir() else [path]
        if not among:
            raise BadGold(_NOTHING, path=name)
        yield from among


def read_file(path: Path, document: str | None) -> Iterator[Entry]:
    """The entries of one file. Raises BadGold."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise BadGold(_NOT_THERE, path=path) from None
    except ValueError as error:
        raise BadGold(_NOT_JSON, path=path, reason=str(error)) from None
    entries = data if isinstance(data, list) else [] if is_record(data) else [data]
    for number, facts in enumerate(entries, 1):
        if not isinstance(facts, dict):
            raise BadGold(_NOT_JSON, path=path, reason=type(facts).__name__)
        yield read_entry(facts, path, number, document)


def is_record(data: object) -> bool:
    """Whether a file holds kept figures, which may lie in the same folder."""
    records = list(data.values()) if isinstance(data, dict) else []
    return bool(records) and all(isinstance(one, dict) and {"figures", "facts"} <= one.keys() for one in records)


def read_entry(facts: Json, path: Path, number: int, document: str | None) -> Entry:
    """One entry. Raises BadGold."""
    for kind in KINDS:
        among = facts.get(kind, [])
        key = "anchor" if kind == "activities" else "text"
        if not isinstance(among, list) or not all(isinstance(fact, dict) and fact.get(key) for fact in among):
            raise BadGold(_NOT_ENTRY, path=path, number=number, key=kind)
    name = str(facts.get("id") or f"{path.stem}-{number}")
    text = facts.get("text")
    # a passage has no title that could say whose it is; of a document unit and year are what is to be found
    told = facts.get("told", facts if text is not None else {})
    year = str(told.get("year") or "")
    year_told = int(year) if year.isdigit() else None
    if text is not None:
        return Entry(name, f"{name}.txt", str(text), (told.get("unit"), year_told), 1, facts)
    source = facts.get("document") and str(path.parent / facts["document"])
    source = source or beside(path) or document
    if source is None:
        raise BadGold(_NO_TEXT, path=path, number=number, name=path.with_suffix(".txt").name)
    ordinal = facts.get("ordinal", number)
    if not isinstance(ordinal, int):
        raise BadGold(_NOT_ENTRY, path=path, number=number, key="ordinal")
    return Entry(name, source, None, (told.get("unit"), year_told), ordinal, facts)


def beside(path: Path) -> str | None:
    """The document of the annotation file's own name."""
    return next((str(path.with_suffix(suffix)) for suffix in SUFFIXES if path.with_suffix(suffix).is_file()), None)


def found(entry: Entry, rules: Rules) -> Json:
    """What the program finds in an entry's summary, as docs/json.md has it; nothing where there is no such summary.

    Raises BadGold, UnreadableFile.
    """
    if entry.text is not None:
        summaries = read(entry.source, entry.text.encode(), entry.told, rules)
    else:
        summaries = read_document(entry.source, entry.told, rules)
    return next((summary for summary in summaries if summary["ordinal"] == entry.ordinal), {})


@lru_cache(maxsize=8)
def read_document(source: str, told: tuple[str | None, int | None], rules: Rules) -> list[Json]:
    """The summaries of a file; kept, for a compilation has several entries. Raises BadGold, UnreadableFile."""
    try:
        data = Path(source).read_bytes()
    except OSError:
        raise BadGold(_NOT_THERE, path=source) from None
    return read(source, data, told, rules)


def read(source: str, data: bytes, told: tuple[str | None, int | None], rules: Rules) -> list[Json]:
    """The summaries of a file's bytes. Raises UnreadableFile."""
    unit, year = told
    return document_to_list(extract(source, data, told=Told(unit=unit, year=year), rules=rules))
