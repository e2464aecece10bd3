"""Reads Word 2003 XML (WordprocessingML before Office Open XML, often named .doc or .xml).

The tree is rewritten into the parts of a .docx, which differ in a few names and in where notes, headers and lists
stand; then it is read as one.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from extractor.model import Block
from extractor.readers.docx import read_parts
from extractor.readers.number_codes import NUMBER_FORMATS
from extractor.readers.package import parse_xml
from extractor.readers.parts import LooseParts, Relationship
from extractor.readers.word_xml import NUM_PR, R_RUN, VAL, Element, R, W

_NAMESPACES = (
    b"http://schemas.microsoft.com/office/word/2003/wordml",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_REVISIONS = {"Word.Insertion": f"{W}ins", "Word.Deletion": f"{W}del"}
# Names that changed between the two, nothing else.
_RENAMED = {
    f"{W}listPr": NUM_PR,
    f"{W}ilfo": f"{W}numId",
    f"{W}vmerge": f"{W}vMerge",
    f"{W}listDef": f"{W}abstractNum",
    f"{W}list": f"{W}num",
    f"{W}ilst": f"{W}abstractNumId",
    f"{W}listStyleLink": f"{W}numStyleLink",
    f"{W}nfc": f"{W}numFmt",
}
_MAIN = "word/document.xml"


def read_word_2003(path: str, data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """What the reader of .docx gives of the same document. Raises UnreadableFile."""
    root = parse_xml(path, _utf_8(data).replace(*_NAMESPACES))
    _rename(root)
    _mark_revisions(root)
    roots, related = {_MAIN: root}, []
    for kind, tag in (("styles", f"{W}styles"), ("numbering", f"{W}lists")):
        found = root.find(tag)
        if found is not None:
            root.remove(found)
            roots[kind] = found
            related.append(("", kind, kind))
    body = root.find(f"{W}body")
    if body is not None:
        _take_out_notes(body, roots, related)
        _take_out_furniture(body, roots, related)
        roots[_MAIN] = body
    return read_parts(path, LooseParts(roots, {_MAIN: related}))


def _utf_8(data: bytes) -> bytes:
    """The file in UTF-8 where it is in UTF-16, so that namespaces can be found in its bytes."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    return _DECLARATION.sub(b"", data.decode("utf-16", errors="replace").encode())


def _rename(root: Element) -> None:
    for element in root.iter(*_RENAMED):
        if element.tag == f"{W}nfc":
            code = element.get(VAL, "")
            element.set(VAL, NUMBER_FORMATS.get(int(code), "decimal") if code.isdecimal() else "decimal")
        elif element.tag == f"{W}listDef":
            element.set(f"{W}abstractNumId", element.get(f"{W}listDefId", ""))
        elif element.tag == f"{W}list":
            element.set(f"{W}numId", element.get(f"{W}ilfo", ""))
        element.tag = _RENAMED[element.tag]


def _mark_revisions(root: Element) -> None:
    """Insertions and deletions as in .docx; comments and former formatting are no text and go out."""
    for element in list(root.iter(f"{_AML}annotation")):
        kind = element.get(f"{W}type", "")
        parent = element.getparent()
        if kind in _REVISIONS:
            element.tag = _REVISIONS[kind]
        elif parent is not None:
            parent.remove(element)


def _take_out_notes(body: Element, roots: dict[str, Element], related: list[Relationship]) -> None:
    """A note stands in its run; a .docx has a reference there and the note in a part of its own."""
    for kind, tag in (("footnotes", f"{W}footnote"), ("endnotes", f"{W}endnote")):
        part = etree.Element(f"{W}{kind}")
        for note in list(body.iter(tag)):
            run = note.getparent()
            if run is None or run.tag != R_RUN:  # a separator line among the settings
                continue
            identifier = str(len(part))
            run.replace(note, etree.Element(f"{tag}Reference", {f"{W}id": identifier}))
            note.set(f"{W}id", identifier)
            part.append(note)
        roots[kind] = part
        related.append(("", kind, kind))


def _take_out_furniture(body: Element, roots: dict[str, Element], related: list[Relationship]) -> None:
    for section in list(body.iter(f"{W}sectPr")):
        for part in [*section.findall(f"{W}hdr"), *section.findall(f"{W}ftr")]:
            name = f"furniture{len(roots)}"
            section.remove(part)
            etree.SubElement(section, f"{W}headerReference", {f"{R}id": name})
            roots[name] = part
            related.append((name, "furniture", name))
