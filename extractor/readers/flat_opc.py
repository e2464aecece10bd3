"""Reads flat OPC (Word's "XML document"): the parts of a .docx one after the other in one XML file."""

from __future__ import annotations

from extractor.model import Block
from extractor.readers.docx import read_parts
from extractor.readers.package import parse_xml, read_relationships, relationships_part
from extractor.readers.parts import LooseParts

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def read_flat_opc(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """What the reader of .docx gives of the same parts. Raises UnreadableFile."""
    roots = {}
    for part in parse_xml(path, data).iterchildren(f"{_PKG}part"):
        content = part.find(f"{_PKG}xmlData")
        if content is not None and len(content):  # pictures are in pkg:binaryData
            roots[part.get(f"{_PKG}name", "").lstrip("/").lower()] = content[0]
    related = {}
    for name in ("", *roots):
        rels = relationships_part(name)
        if rels in roots:
            related[name] = read_relationships(name, roots[rels])
    return read_parts(path, LooseParts(roots, related))
