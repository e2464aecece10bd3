"""Which formats this installation reads, by what, and what would add the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from extractor.i18n import N_
from extractor.readers import soffice

_PDFIUM = "pip install pypdfium2"
_OFFICE = N_("install LibreOffice and put soffice on the PATH")
_OWN_NUMBERS = N_("list numbers as the page itself gives them")
_BARE = N_("without LibreOffice at most the bare text")
_CONVERT = N_("save it in Word or WPS as .docx")


@dataclass(frozen=True, slots=True)
class Support:
    """A format. ``kind`` as ``sniff`` says; ``names``: usual endings of files; ``reader``: the library or program.

    ``read``: whether this installation reads it. ``add``: what to do where it does not, a message id; ``lost``: what
    even a good reading leaves out, a message id, "" where nothing is known.
    """

    kind: str
    name: str
    names: tuple[str, ...]
    reader: str
    read: bool
    add: str = ""
    lost: str = ""


def _always() -> bool:
    return True


def _never() -> bool:
    return False


def _office() -> bool:
    return soffice.program() is not None


def _pdf() -> bool:
    return find_spec("pypdfium2") is not None


# kind, name, endings, reader, whether it is there, what would add it, what is lost
_FORMATS: tuple[tuple[str, str, tuple[str, ...], str, Callable[[], bool], str, str], ...] = (
    ("docx", "Word", (".docx", ".docm"), "lxml", _always, "", ""),
    ("doc", "Word 97-2003, WPS", (".doc", ".wps"), "msdoc2docx", _always, "", N_("some text boxes lose their place")),
    ("doc-6", "Word 6, 95", (".doc",), "LibreOffice", _office, _OFFICE, _BARE),
    ("word-old", "Word 1-5", (".doc",), "LibreOffice", _office, _OFFICE, ""),
    ("rtf", "RTF", (".rtf", ".doc"), "striprtf", _always, "", ""),
    ("html", "HTML", (".htm", ".html", ".doc"), "lxml", _always, "", _OWN_NUMBERS),
    ("mhtml", "MHTML", (".mht", ".mhtml", ".doc"), "lxml", _always, "", _OWN_NUMBERS),
    ("wordml", "Word 2003 XML", (".xml", ".doc"), "lxml", _always, "", ""),
    ("flatopc", "Word XML", (".xml", ".doc"), "lxml", _always, "", ""),
    ("text", "UTF-8, GB18030, GBK, Big5, UTF-16", (".txt", ".md"), "taizhang", _always, "", ""),
    ("zip", "zip", (".zip",), "zipfile", _always, "", N_("a zip in a zip stays closed")),
    ("odf", "OpenDocument", (".odt",), "LibreOffice", _office, _OFFICE, ""),
    ("pdf", "PDF", (".pdf",), "pypdfium2", _pdf, _PDFIUM, N_("lines, not paragraphs and tables; no scans")),
    ("ofd", "OFD", (".ofd",), "", _never, N_("find the Word file that it was made from"), ""),
    ("7z", "7z", (".7z",), "", _never, N_("unpack it and give the folder"), ""),
    ("rar", "RAR", (".rar",), "", _never, N_("unpack it and give the folder"), ""),
    ("image", "PNG, JPEG, GIF, TIFF", (".png", ".jpg", ".tif"), "", _never, N_("recognise its text first (OCR)"), ""),
    ("encrypted", N_("protected by a password"), (), "", _never, _CONVERT, ""),
)  # fmt: skip


def supported() -> tuple[Support, ...]:
    """All formats that are known by name, those of the core first."""
    return tuple(
        Support(kind, name, names, reader, here, "" if here else add, lost)
        for kind, name, names, reader, there, add, lost in _FORMATS
        for here in (there(),)
    )
