"""Opens an OOXML package with limits, and parses its XML parts without trusting them.

The sizes that the zip declares are checked before a byte is unpacked, and zipfile never unpacks more than is declared;
libxml2 (without huge_tree) refuses XML deeper than 256 elements and single texts above 10 MB.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

from extractor.errors import UnreadableFile
from extractor.readers.refusals import DAMAGED, HOSTILE, PASSWORD, TOO_LARGE
from extractor.readers.runs import join_runs

MAX_PART = 64 * 1024 * 1024  # unpacked bytes of one part: some 20 million characters of text
MAX_TOTAL = 128 * 1024 * 1024  # unpacked bytes of all parts that are read
MAX_TAGS = 2_000_000  # start and end tags of one part: some 500 pages of heavily edited text
MAX_DIRECTORY = 1024 * 1024  # bytes of the zip's directory: some ten thousand entries
_END_RECORD = b"PK\x05\x06"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A "strict" file (ISO/IEC 29500 Strict) differs from the usual kind in its namespaces.
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Package:
    """A zip of XML parts. Every reading method raises UnreadableFile for what is too large, hostile or damaged."""

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._read = 0
        self._parser = xml_parser()
        directory(path, data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
            raise UnreadableFile(path, "truncated", DAMAGED) from error
        self._names = {_canonical(info.filename): info for info in self._zip.infolist()}

    def names(self) -> frozenset[str]:
        """The names of all entries, in lower case, with forward slashes."""
        return frozenset(self._names)

    def entries(self) -> list[tuple[str, zipfile.ZipInfo]]:
        """The entries that ``read`` gives, in the file's order, each by its name as in ``names``."""
        return list(self._names.items())

    def __contains__(self, name: str) -> bool:
        return _canonical(name) in self._names

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part; KeyError where there is none."""
        info = self._names[_canonical(name)]
        self._read += info.file_size
        if info.file_size > MAX_PART or self._read > MAX_TOTAL:
            raise UnreadableFile(self._path, "too_large", TOO_LARGE)
        if info.flag_bits & 1:
            raise UnreadableFile(self._path, "encrypted", PASSWORD)
        try:
            return self._zip.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            struct.error,
        ) as error:
            raise UnreadableFile(self._path, "truncated", DAMAGED) from error

    def parse(self, name: str) -> etree._Element:
        """The root element of an XML part; KeyError where there is none."""
        return parse_xml(self._path, self.read(name), self._parser)

    def relationships(self, name: str) -> list[tuple[str, str, str]]:
        """(id, kind, target part) of what a part refers to inside the package; kind is the last word of the type."""
        rels = relationships_part(name)
        return read_relationships(name, self.parse(rels)) if rels in self else []


def xml_parser() -> etree.XMLParser:
    """A parser that resolves and fetches nothing, and keeps to libxml2's limits on depth and length."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(path: str, data: bytes, parser: etree.XMLParser | None = None) -> etree._Element:
    """The root element of an XML file or part. Raises UnreadableFile for what is too large, hostile or damaged."""
    if len(data) > MAX_TAGS and data.count(b"<") > MAX_TAGS:
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    if STRICT in data[:4096]:
        for strict, usual in STRICT_NAMES:
            data = data.replace(strict, usual)
    try:
        root = etree.fromstring(join_runs(data), parser or xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(path, *_refusal(str(error), data)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(path, "hostile", HOSTILE)
    return root


def relationships_part(name: str) -> str:
    """The part that says what a part refers to; of "" the package's own."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", base + ".rels")


def read_relationships(name: str, root: etree._Element) -> list[tuple[str, str, str]]:
    """(id, kind, target part) of the relationships of part ``name`` that stay inside the package."""
    folder = posixpath.dirname(name)
    found = []
    for element in root.iter(_RELATIONSHIP):
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/")
            found.append((element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target))
    return found


def directory(path: str, data: bytes) -> bytes:
    """The zip's list of entries as it stands in the file. Raises UnreadableFile where there is none (a file that was
    cut off loses it first), or one that is too long."""
    end = data.rfind(_END_RECORD, max(0, len(data) - 66_000))
    if end < 0 or len(data) < end + 22:
        raise UnreadableFile(path, "truncated", DAMAGED)
    (size,) = struct.unpack_from("<I", data, end + 12)
    if size > MAX_DIRECTORY:
        raise UnreadableFile(path, "too_large", TOO_LARGE)
    return data[max(0, end - size) : end]


def _refusal(message: str, data: bytes) -> tuple[str, str]:
    """The code and message for XML that libxml2 refuses: by its own limits, for a DTD, or as broken."""
    if "Excessive depth" in message or b"<!DOCTYPE" in data:
        return "hostile", HOSTILE
    return ("too_large", TOO_LARGE) if "limit exceeded" in message else ("truncated", DAMAGED)


def _canonical(name: str) -> str:
    """Part names compare without regard to case (ISO/IEC 29500-2, 6.2.2.3); some writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()
