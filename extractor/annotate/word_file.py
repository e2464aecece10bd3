"""The package of a .docx: its parts with text as trees, and copies of it in which some parts are others."""

from __future__ import annotations

import io
import posixpath
import zipfile
from copy import copy
from functools import cached_property

from lxml import etree

from extractor.errors import UnreadableFile
from extractor.readers.docx import main_part
from extractor.readers.package import STRICT, STRICT_NAMES, Package
from extractor.readers.refusals import DAMAGED
from extractor.readers.word_xml import Element

# As ``Package`` reads: XML comments and instructions, which Word drops too, would stand between the halves of a text.
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_NOTES = ("footnotes", "endnotes")
_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIP_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_EMPTY_RELATIONSHIPS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class WordFile:
    """A .docx that has been read already, so that its main part is known to be there and to be sound.

    ``root`` is the tree of the main part, which the caller changes; ``with_comments`` writes it.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self._package = Package(path, data)
        main = main_part(self._package)
        if main is None:
            raise UnreadableFile(path, "truncated", DAMAGED)
        self._main = main
        self._related = self._package.relationships(main)
        self._strict = STRICT in self._package.read(main)[:4096]
        self.root = self._tree(main)

    def parse(self, kind: str) -> Element | None:
        """The part that the main part refers to as ``styles`` or the like; None where there is none."""
        name = self._name(kind)
        return None if name is None or name not in self._package else self._tree(name)

    def parse_texts(self) -> dict[str, Element]:
        """The parts that hold numbered text, by name: the main part (``root`` itself) and the notes."""
        roots = {self._main: self.root}
        for kind in _NOTES:
            try:
                root = self.parse(kind)
            except UnreadableFile:  # the reader went on without these notes, too
                continue
            if root is not None:
                roots[self._name(kind) or ""] = root
        return roots

    def with_parts(self, roots: dict[str, Element]) -> bytes:
        """A copy for reading only: these parts, and of the others those that hold XML, not compressed."""
        return self._copy({name: self._bytes(root) for name, root in roots.items()}, for_reading=True)

    def with_comments(self, comments: Element) -> bytes:
        """The file with ``root`` as its main part and these comments; every other part is byte for byte what it was."""
        changed = {self._main: self._bytes(self.root)}
        name = self._name("comments")
        if name is None:
            name = self._free_name()
            changed[self._rels] = self._bytes(self._related_to(name))
        if name not in self._package:
            changed[_TYPES] = self._bytes(self._types_with(name))
        changed[name] = self._bytes(comments)
        return self._copy(changed)

    def _tree(self, name: str) -> Element:
        """A part as it stands, to be written again. ``Package.parse`` refuses what is damaged or hostile; what it gives
        is for reading, and may be simplified for that."""
        Package(self.path, self.data).parse(name)
        data = self._package.read(name)
        for strict, usual in STRICT_NAMES if self._strict else ():
            data = data.replace(strict, usual)
        return etree.fromstring(data, _PARSER)

    @cached_property
    def _rels(self) -> str:
        folder, base = posixpath.split(self._main)
        return posixpath.join(folder, "_rels", base + ".rels")

    def _name(self, kind: str) -> str | None:
        return next((target for _, name, target in self._related if name == kind), None)

    def _free_name(self) -> str:
        folder = posixpath.dirname(self._main)
        names = (
            posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(self._package.names()) + 1)
        )
        return next(name for name in names if name not in self._package)

    def _related_to(self, name: str) -> Element:
        root = self._tree(self._rels) if self._rels in self._package else etree.fromstring(_EMPTY_RELATIONSHIPS)
        taken = {element.get("Id") for element in root}
        identifier = next(found for number in range(1, len(taken) + 2) if (found := f"rId{number}") not in taken)
        tag = f"{{{etree.QName(root).namespace}}}Relationship"
        etree.SubElement(root, tag, Id=identifier, Type=_RELATIONSHIP_TYPE, Target=posixpath.basename(name))
        return root

    def _types_with(self, name: str) -> Element:
        if _TYPES not in self._package:
            raise UnreadableFile(self.path, "truncated", DAMAGED)
        root = self._tree(_TYPES)
        tag = f"{{{etree.QName(root).namespace}}}Override"
        if not any(element.get("PartName", "").lower() == f"/{name}".lower() for element in root.iter(tag)):
            etree.SubElement(root, tag, PartName="/" + name, ContentType=_COMMENTS_TYPE)
        return root

    def _bytes(self, root: Element) -> bytes:
        """As XML, with the names of its vocabulary that this file uses: a strict one has others (``Package.parse``)."""
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for strict, usual in STRICT_NAMES if self._strict else ():
            data = data.replace(usual, strict)
        return data

    def _copy(self, changed: dict[str, bytes], *, for_reading: bool = False) -> bytes:
        package = Package(self.path, self.data)
        waiting = {name.lower(): (name, data) for name, data in changed.items()}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for key, info in package.entries():
                _, data = waiting.pop(key, ("", None))
                if for_reading and data is None and not key.endswith((".xml", ".rels")):
                    continue
                content = package.read(key) if data is None else data
                target.writestr(copy(info), content, zipfile.ZIP_STORED if for_reading else None)
            for name, data in waiting.values():
                target.writestr(name, data)
        return buffer.getvalue()
