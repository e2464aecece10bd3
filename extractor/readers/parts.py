"""The parts of a Word document: in a zip (``package.Package``), or in one XML file, by the same names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from extractor.readers.word_xml import Element

Relationship = tuple[str, str, str]  # id, kind, target part


class Parts(Protocol):
    """What the walk over a Word document asks for. Reading raises UnreadableFile for what is hostile or damaged."""

    def __contains__(self, name: str) -> bool: ...

    def parse(self, name: str) -> Element:
        """The root of a part; KeyError where there is none."""

    def relationships(self, name: str) -> list[Relationship]:
        """What a part refers to; of "" the package."""


@dataclass(frozen=True)
class LooseParts:
    """Parts that are parsed already, by names in lower case, with what they refer to."""

    roots: Mapping[str, Element]
    related: Mapping[str, list[Relationship]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.roots

    def parse(self, name: str) -> Element:
        return self.roots[name.lower()]

    def relationships(self, name: str) -> list[Relationship]:
        return self.related.get(name.lower(), [])
