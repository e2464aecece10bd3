"""Reads the comments of a .docx back: from its XML, and from LibreOffice's conversion of it. Shares no code with what
writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH_T = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MARKS = {f"{W}{name}" for name in ("r", "commentRangeStart", "commentRangeEnd", "commentReference")}
UNSEEN = {f"{W}{name}" for name in ("del", "moveFrom", "txbxContent", "rt", "pPr", "rPr", "tabs")} | {FALLBACK}
CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


class Said(NamedTuple):
    """A comment as it is read: its author, its text, and the text it is anchored to, a line a paragraph."""

    author: str
    text: str
    anchored: str


@dataclass
class Open:
    """What stands in a range so far, by paragraph."""

    lines: list[str] = field(default_factory=lambda: [""])

    def text(self) -> str:
        return "\n".join(line for line in self.lines if line and not line.isspace()) or "".join(self.lines)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def comments_in(data: bytes) -> dict[str, Said]:
    """The comments of a .docx by their numbers, in the order of the comments part. Fails where marks are missing, stand
    twice, or in the wrong order."""
    main = part(data, "word/document.xml")
    ranges: dict[str, Open] = {}
    opened: dict[str, Open] = {}
    references: list[str] = []
    for element in seen(main):
        tag, identifier = element.tag, element.get(f"{W}id")
        if tag == f"{W}commentRangeStart":
            assert identifier not in ranges
            ranges[identifier] = opened[identifier] = Open()
        elif tag == f"{W}commentRangeEnd":
            del opened[identifier]
        elif tag == f"{W}commentReference":
            assert identifier not in opened, "the reference stands inside its own range"
            references.append(identifier)
        elif tag == f"{W}p":
            for found in opened.values():
                found.lines.append("")
        else:
            for found in opened.values():
                found.lines[-1] += text_of(element)
    assert not opened
    assert sorted(references) == sorted(ranges)
    comments = part(data, "word/comments.xml")
    return {
        comment.get(f"{W}id"): Said(
            comment.get(f"{W}author"),
            "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")),
            ranges[comment.get(f"{W}id")].text(),
        )
        for comment in comments.iter(f"{W}comment")
    }


def all_but_comments(data: bytes) -> list[tuple[object, ...]]:
    """The main part without the marks of comments: every character with its run's properties, every other element with
    its attributes. How a text is cut into runs is left out."""
    found: list[tuple[object, ...]] = []
    for element in part(data, "word/document.xml").iter(etree.Element):
        parent = element.getparent()
        if element.tag == f"{W}t" and parent.tag == f"{W}r":
            properties = parent.find(f"{W}rPr")
            look = b"" if properties is None else etree.tostring(properties, method="c14n", exclusive=True)
            found += [(character, look) for character in "".join(element.itertext(f"{W}t"))]
        elif element.tag not in MARKS and not any(
            step.tag == f"{W}rPr" for step in (element, *element.iterancestors())
        ):
            found.append((element.tag, dict(element.attrib)))
    return found


def seen(element: etree._Element) -> Iterator[etree._Element]:
    """What a reader of the page sees of the body, in order, text boxes left out."""
    for child in element:
        if child.tag in UNSEEN or (child.tag == f"{W}r" and child.find(f"{W}rPr/{W}vanish") is not None):
            continue
        yield child
        yield from seen(child)


def text_of(element: etree._Element) -> str:
    if element.tag in (f"{W}t", MATH_T):
        return element.text or ""
    if element.tag == f"{W}sym":
        return chr(int(element.get(f"{W}char"), 16))
    return CHARACTERS.get(element.tag, "")


def comments_in_flat_odt(data: bytes) -> list[Said]:
    """The comments of a flat .odt, in the order in which their ranges begin."""
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    body = root.find(f"{OFFICE}body")
    deletions = {
        region.get(f"{TEXT}id")
        for region in body.iter(f"{TEXT}changed-region")
        if region.find(f"{TEXT}deletion") is not None
    }
    hidden = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        if style.find(f"{STYLE}text-properties[@{TEXT}display='none']") is not None
    }
    reader = FlatOdt(deletions, hidden)
    reader.read(body)
    assert not reader.opened
    return [Said(author, text, found.text()) for author, text, found in reader.comments.values()]


@dataclass
class FlatOdt:
    deletions: set[str]
    hidden: set[str]
    deleting: int = 0
    in_paragraph: bool = False
    comments: dict[str, tuple[str, str, Open]] = field(default_factory=dict)
    opened: dict[str, Open] = field(default_factory=dict)

    def read(self, element: etree._Element) -> None:
        for child in element:
            self.one(child)
            self.say(child.tail)

    def one(self, element: etree._Element) -> None:
        tag, name = element.tag, element.get(f"{OFFICE}name")
        if tag == f"{OFFICE}annotation":
            text = "\n".join("".join(p.itertext()) for p in element.iter(f"{TEXT}p"))
            found = Open()
            self.comments[name] = (element.findtext(f"{DC}creator"), text, found)
            self.opened[name] = found
        elif tag == f"{OFFICE}annotation-end":
            del self.opened[name]
        elif self.unseen(element):
            return
        elif tag == f"{TEXT}change-start":
            self.deleting += element.get(f"{TEXT}change-id") in self.deletions
        elif tag == f"{TEXT}change-end":
            self.deleting -= element.get(f"{TEXT}change-id") in self.deletions
        else:
            self.text(element)

    def unseen(self, element: etree._Element) -> bool:
        if element.tag == f"{TEXT}span":
            return element.get(f"{TEXT}style-name") in self.hidden
        return element.tag in (f"{TEXT}note", f"{TEXT}tracked-changes") or element.tag.startswith(DRAW)

    def text(self, element: etree._Element) -> None:
        if element.tag in (f"{TEXT}p", f"{TEXT}h"):
            for found in self.opened.values():
                found.lines.append("")
            self.in_paragraph = True
            self.say(element.text)
            self.read(element)
            self.in_paragraph = False
            return
        characters = {"s": " " * int(element.get(f"{TEXT}c", "1")), "tab": "\t", "line-break": "\n"}
        self.say(characters.get(element.tag.removeprefix(TEXT)))
        if element.tag.startswith(TEXT):
            self.say(element.text)
        self.read(element)

    def say(self, text: str | None) -> None:
        if text and self.in_paragraph and not self.deleting:  # between paragraphs stand only the file's own blanks
            for found in self.opened.values():
                found.lines[-1] += text
