"""Messages in the reader's language: a thin door to the standard library's gettext.

A message id is the English text. ``_`` translates when called, ``N_`` only marks a text that is translated later (help
texts, tables of data). Nothing is loaded at import: until ``set_language`` is called, texts stay English.
"""

from __future__ import annotations

import gettext
import locale
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from unicodedata import east_asian_width

from .errors import TaizhangError

DOMAIN = "taizhang"
FOLDER = Path(__file__).with_name("locale")
CATALOGUES = {"en": "en", "zh": "zh_CN"}
VARIABLES = ("TAIZHANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

# C0 and C1 controls, and the marks that turn the direction of writing: a document must not drive a terminal.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What stands together on a line: a word of ASCII, or one character, each with the closing marks after it.
_PIECES = re.compile(r" ?(?:[!-~]+|[^!-~]) ?[，。、；：？！）》”’…]*")

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """The message in the language that was set last. An empty text stays empty (gettext would give the file's head)."""
    return _catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that suits ``count``; the caller still fills the number in."""
    return _catalogue.ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a marked, not yet translated text
    """Marks a text for the catalogues and returns it as it is."""
    return message


def language() -> str:
    """The language in use: ``zh`` or ``en``."""
    return _language


def set_language(lang: str) -> None:
    """Take ``zh`` or ``en`` for all messages from now on, click's own ("Usage", "Options") included.

    click asks gettext for the default domain in the language that the environment names, so both are set.
    A missing catalogue (a checkout whose .mo files were never compiled) leaves the texts English.
    """
    global _catalogue, _language
    name = CATALOGUES[lang]
    _catalogue = gettext.translation(DOMAIN, FOLDER, [name], fallback=True)
    _language = lang
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = name


def detect_language(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """``zh`` or ``en``: by ``--lang`` in the arguments, then the first variable set, then the system's language."""
    told = _told(argv)
    if told in CATALOGUES:
        return told
    for variable in VARIABLES:
        if value := environ.get(variable, ""):
            return _from_locale(value)
    return _from_locale(_system_locale())


def say(error: TaizhangError) -> str:
    """An error's message in the reader's language; what stands in front of the message id is kept. A file's name or
    its words cannot drive the terminal by it.
    """
    return CONTROLS.sub("", (error.front + _(error.template.removeprefix(error.front))).format(**error.params))


def _told(argv: Sequence[str]) -> str:
    """What ``--lang`` says, read before click does, for click builds its help while it reads."""
    for index, word in enumerate(argv):
        if word == "--":
            break
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and index + 1 < len(argv):
            return argv[index + 1]
    return ""


def _from_locale(name: str) -> str:
    """``zh_CN.UTF-8``, ``zh-Hans``, ``Chinese (Simplified)_China`` are Chinese; all else, ``C`` too, is English."""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _system_locale() -> str:
    """The language of the system where no variable says one: Windows sets none."""
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return locale.getlocale()[0] or ""


def width(text: str) -> int:
    """Columns that a text takes on a terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def fold(text: str, columns: int) -> str:
    """Break the Chinese paragraphs of a text at ``columns``, marked so that click leaves the lines as they are.

    Paragraphs are parted by an empty line; one without Chinese is left to click. No line starts with a closing mark.
    """
    return "\n\n".join(_fold_paragraph(paragraph, columns) for paragraph in text.split("\n\n"))


def _fold_paragraph(text: str, columns: int) -> str:
    if text.startswith("\b") or width(text) == len(text):
        return text
    lines = [""]
    for piece in _PIECES.findall(" ".join(text.split())):
        full = width(lines[-1]) + width(piece.rstrip()) > columns
        lines = [*lines, piece.lstrip()] if full and lines[-1] else [*lines[:-1], lines[-1] + piece]
    return "\b\n" + "\n".join(line.rstrip() for line in lines)
