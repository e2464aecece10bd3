"""Sentences and texts read as the pipeline reads them, for the tests of activities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.activities import DeedHit
from extractor.model import Block, Summary, Told
from extractor.outline import outline
from extractor.pipeline import read_part
from extractor.rules import load_rules

HERE = Path(__file__).parent


class Case(NamedTuple):
    sentence: str
    required: tuple[str, ...]
    optional: frozenset[str]
    planned: bool


def cases(name: str) -> Iterator[Case]:
    """The lines of a table: ``[plan] type … ?type … | sentence``."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            told, _, sentence = line.partition("| ")
            words = told.split()
            types = [word for word in words if word != "plan"]
            required = tuple(sorted(word for word in types if not word.startswith("?")))
            optional = frozenset(word[1:] for word in types if word.startswith("?"))
            yield Case(sentence, required, optional, "plan" in words)


def read(text: str, *, heading: str = "一、工作开展情况") -> Summary:
    blocks = [Block(0, "柳溪镇2019年双拥工作总结", level=0), Block(1, heading), Block(2, text)]
    return read_part(outline(blocks)[0], "", Told(unit="柳溪镇", year=2019), load_rules())


def told(text: str) -> list[tuple[str, bool]]:
    return [(activity.type, activity.planned) for activity in read(text).activities]


__all__ = ["Case", "DeedHit", "cases", "read", "told"]
