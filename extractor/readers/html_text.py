"""The text of an HTML paragraph as a browser shows it: white space collapsed, line breaks kept."""

from __future__ import annotations

import re

from extractor.readers.encoding import decode

BREAK = "\x02"
_LINE = "\x01"  # a line end of the source, which shows as a space, and as nothing between Chinese characters
_SPACES = re.compile(r"[ \t\r\n\f\x01]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u3000-\u303f“”‘’…—"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ ]*\x01[ \x01]*(?=[{_WIDE}])")
_AT_BREAKS = re.compile(r"[ \x01]*\x02[ \x01]*")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_\-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Pages declare the older standard and hold characters of the newer one, which browsers let pass.
_AS_DECODED = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "cp950"}
_MAX_DAMAGE = 0.002


def collapse(pieces: list[str], preformatted: bool = False) -> str:
    """The pieces of a paragraph's source as one text."""
    text = "".join(pieces)
    if not preformatted:
        text = _SPACES.sub(lambda match: _LINE if "\n" in match[0] or _LINE in match[0] else " ", text)
        text = _AT_BREAKS.sub(BREAK, _BETWEEN_WIDE.sub("", text))
        text = text.replace(_LINE, " ").strip(f" {BREAK}")
    return text.replace(BREAK, "\n")


def decode_page(data: bytes, charset: str | None) -> tuple[str, bool] | None:
    """A page's text and whether places in it could not be decoded; None where it is no text at all.

    ``charset`` is what a mail part's header says; the page's own meta comes after it. What is declared is believed
    unless it does not fit.
    """
    found = _CHARSET.search(data[:4096].replace(b"\0", b""))
    for name in (charset, found and found[1].decode("ascii")):
        text = _as_declared(data, name) if name else None
        if text is not None:
            return _clean(text), "\ufffd" in text
    decoded = decode(data)
    return (_clean(decoded.text), decoded.damaged) if decoded else None


def _as_declared(data: bytes, name: str) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf":
        return None  # the mark says it better
    try:
        text = data.decode(_AS_DECODED.get(name.lower(), name), errors="replace")
    except (LookupError, ValueError):  # no such encoding, or no name at all
        return None
    return None if text.count("\ufffd") > max(1, len(text) * _MAX_DAMAGE) else text


def _clean(text: str) -> str:
    """Without an XML declaration, whose encoding no longer holds, and characters that no parser takes."""
    return _CONTROLS.sub("", _DECLARATION.sub("", text))
