"""What is said of a file that cannot be read, in one place: the reason's code and a message with a way out."""

from __future__ import annotations

from extractor.errors import UnreadableFile
from extractor.i18n import N_

TOO_BIG = N_("{path}: is larger than {limit} MB; if it is a document, take the pictures out and try again")
NO_TEXT = N_("{path}: holds no text; a scan or a picture has to be typed or recognised first")
EMPTY = N_("{path}: is empty ({size} bytes without content); look for another copy")
NOT_TEXT = N_("{path}: holds unknown binary data; look for another copy, or open it in Word and save it as .docx")
DAMAGED = N_("{path}: is damaged or cut off; open it in Word, let Word repair it, and save it again")
TOO_LARGE = N_("{path}: unpacks to more than a document can hold; if it is genuine, split it in Word and try again")
HOSTILE = N_("{path}: holds XML that no word processor writes (a DTD, or nesting too deep); do not trust this file")
PASSWORD = N_("{path}: is protected by a password; open it in Word, remove the password and save it again")
PDF = N_("{path}: is a PDF file; install pypdfium2 to read its text, or find the Word file that it was made from")
SCANNED = N_("{path}: is a PDF of pictures (a scan); its text has to be typed or recognised first")
OFD = N_("{path}: is an OFD file; find the Word file that it was made from, or save its text with an OFD reader")
NEEDS_OFFICE = N_("{path}: is a file of {kind}; install LibreOffice to read it, or save it as .docx")
NO_FILES = N_("{path}: is a zip archive with nothing in it; look for another copy")
TOO_MANY = N_("{path}: holds more than {most} files; unpack it and give the folder")
UNPACKED = N_("{path}: unpacks to far more than documents do; do not trust this file")
MEMBER_TOO_BIG = N_("{path}: unpacks to more than {limit} MB; if it is a document, take the pictures out and try again")
ZIP_METHOD = N_("{path}: is packed in a way that is not known here; unpack the zip and give the folder")
NO_DOCUMENT = N_("{path}: is a {kind} file and no document; only documents can be read")
ARCHIVE = N_("{path}: is a {kind} archive, not a document; unpack it and give the folder")
PICTURE = N_("{path}: is a picture; its text has to be typed or recognised first")
WORD_6 = N_("{path}: is a Word 6 or 95 file; install LibreOffice, or save it as .docx in Word")
OLD_OFFICE = N_("{path}: is an old Office file without a Word document, or a damaged one; look for another copy")

# Warnings: the text was read, something beside it was not.
NO_LABELS = N_("the numbering definitions are damaged; automatic numbers are missing")
NO_STYLES = N_("the style definitions are damaged; heading levels are missing")
NO_NOTES = N_("a part with notes, headers or footers is damaged and was left out")
EMBEDDED = N_("another document is embedded in this one and was not read")
RAW_TEXT = N_(
    "only the bare text of the old Word file could be read; tables, automatic numbers and headings are missing"
)
SHORTFALL = N_("text of the old Word file was lost in conversion and put back from its bare text; compare with Word")
UNMEASURED = N_("the old Word file does not say how much text it holds; what is missing would go unnoticed")
MOVED = N_("text boxes or notes of the old Word file stand after its text, not at their place")
BY_OFFICE = N_("the file was read by way of LibreOffice; details of its layout may be lost")
NO_BODY = N_("only headers and footers hold text; if its pages are pictures, they have to be typed or recognised first")
FOREIGN = N_("stray characters of other scripts stand between Chinese ones; the file may be damaged")
CUT_OFF = N_("the file ends in the middle; the rest of the document is missing")
PDF_TEXT = N_("a PDF keeps lines, not paragraphs and tables; sums in tables may be out of place")
SOME_SCANNED = N_("some pages are pictures (scans) and were not read")
REPLACED = N_("some bytes could not be decoded and are shown as \ufffd")

# kind (see ``sniff``) -> code, message, the name of the kind in it
_KINDS = {
    "empty": ("empty", EMPTY, ""),
    "encrypted": ("encrypted", PASSWORD, ""),
    "ofd": ("format", OFD, ""),
    "xls": ("format", NO_DOCUMENT, "Excel"),
    "ppt": ("format", NO_DOCUMENT, "PowerPoint"),
    "xml": ("format", NO_DOCUMENT, "XML"),
    "zip": ("format", ARCHIVE, "zip"),
    "7z": ("format", ARCHIVE, "7z"),
    "rar": ("format", ARCHIVE, "RAR"),
    "gzip": ("format", ARCHIVE, "gzip"),
    "image": ("format", PICTURE, ""),
    "ole": ("format", OLD_OFFICE, ""),
}


def refuse(path: str, kind: str, size: int) -> UnreadableFile:
    """The error for a kind of file that has no reader. ``size``: the file's bytes."""
    code, message, name = _KINDS[kind]
    return UnreadableFile(path, code, message, kind=name, size=size)
