"""Tells what a file is from its bytes. Names say little: half of an archive's .doc files are something else."""

from __future__ import annotations

import re

from extractor.readers.package import Package, directory

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x0e\x11\xfc\x0d", "ole"),
    (b"\xdb\xa5-\x00", "word-old"),
    (b"\x31\xbe\x00\x00", "word-old"),
)
# Names of streams in an OLE file's directory, the telling ones first.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
# What an entry of a zip says about the whole.
_ENTRIES = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xls"),
    ("xl/workbook.bin", "xls"),
    ("ppt/presentation.xml", "ppt"),
    ("ofd.xml", "ofd"),
)
_MAIN_PARTS = {
    "wordprocessingml": "docx",
    "ms-word": "docx",
    "spreadsheetml": "xls",
    "ms-excel": "xls",
    "presentationml": "ppt",
}
# A message's first lines; one that a browser saved has From and Subject before them.
_MHTML = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*?){0,20}?(?:mime-version:|content-type:\s*multipart/)", re.IGNORECASE
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|style|table|div|p|span|font|center|h[1-6]|ul|ol)\b", re.IGNORECASE
)
_WORD_2003 = (b"<w:wordDocument", b"http://schemas.microsoft.com/office/word/2003/wordml")


def sniff(path: str, data: bytes) -> str:
    """The kind of file: one that has a reader, or one that ``refusals`` names. Raises UnreadableFile for a damaged
    zip."""
    if data.count(0) == len(data):
        return "empty"
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(_ZIP):
        return _zip_kind(path, data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _markup_kind(data)


def _ole_kind(data: bytes) -> str:
    """The directory holds stream names in UTF-16; looking for them works on damaged files too."""
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return "ole"


def _zip_kind(path: str, data: bytes) -> str:
    if b"word/document.xml" in directory(path, data):
        return "docx"
    package = Package(path, data)
    names = package.names()
    if "mimetype" in names:
        return _opendocument_kind(package)
    for entry, kind in _ENTRIES:
        if entry in names:
            return kind
    if "[content_types].xml" not in names:
        return "zip"
    types = package.read("[Content_Types].xml")
    return next((kind for word, kind in _MAIN_PARTS.items() if word.encode() in types), "zip")


def _opendocument_kind(package: Package) -> str:
    kind = package.read("mimetype")[:200]
    if b"opendocument" not in kind:
        return "zip"
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        return "encrypted"
    return "xls" if b"spreadsheet" in kind else "ppt" if b"presentation" in kind else "odf"


def is_bundle(path: str, data: bytes) -> bool:
    """Whether the bytes are a zip of files, and no document that happens to be one. Raises UnreadableFile for a damaged
    zip."""
    return data.startswith(_ZIP) and _zip_kind(path, data) == "zip"


def _markup_kind(data: bytes) -> str:
    """Text formats that are told from their first lines; anything else is tried as plain text."""
    head = data[:_HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if _MHTML.match(head):
        return "mhtml"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if not head.startswith(b"<"):
        return "text"
    if b"<pkg:package" in head:
        return "flatopc"
    if any(mark in head for mark in _WORD_2003):
        return "wordml"
    if _HTML.search(head):
        return "html"
    return "xml" if head.startswith(b"<?xml") else "text"
