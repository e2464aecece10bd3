"""The comments part: python-docx makes it, and the comments that are added to it or to the file's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.package import Package
from docx.parts.comments import CommentsPart

from extractor.annotate.word_file import WordFile
from extractor.errors import UnreadableFile
from extractor.readers.refusals import DAMAGED
from extractor.readers.word_xml import RPR, VAL, Element, W

_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ID = f"{W}id"
_COMMENT, _COMMENTS = f"{W}comment", f"{W}comments"
TEXT_STYLE, REFERENCE_STYLE = "CommentText", "CommentReference"
_STYLES = {TEXT_STYLE: "annotation text", REFERENCE_STYLE: "annotation reference"}
_SIZE = "18"  # half points: 小五, where the file has no style for comments and the text would be as large as its body's


def add_comments(
    file: WordFile, texts: Sequence[str], author: str, initials: str, used: set[str], styles: dict[str, str]
) -> tuple[Element, list[str]]:
    """The comments part with these texts added, and their numbers, none of them in ``used``; ``styles`` are those of
    ``own_styles``. Raises UnreadableFile where the file's own comments are damaged."""
    # python-docx looks for the next free number through all comments of a part: so each is made in an empty one.
    made = CommentsPart.default(Package()).comments
    root = file.parse("comments")
    if root is None:
        root = CommentsPart.default(Package()).element
    elif root.tag != _COMMENTS:
        raise UnreadableFile(file.path, "truncated", DAMAGED)
    numbers = {element.get(_ID, "") for element in root.iter(_COMMENT)} | used
    first = max((int(text) for text in numbers if text.isdecimal() and text.isascii()), default=-1) + 1
    identifiers = [str(number) for number in range(first, first + len(texts))]
    for identifier, text in zip(identifiers, texts, strict=True):
        comment = made.add_comment(_clean(text), _clean(author), _clean(initials))._comment_elm
        comment.set(_ID, identifier)
        _restyle(comment, styles)
        root.append(comment)
    return root, identifiers


def own_styles(file: WordFile) -> dict[str, str]:
    """python-docx's style ids -> those of the file's styles of that name. Damaged styles count as none."""
    try:
        root = file.parse("styles")
    except UnreadableFile:
        return {}
    found = {}
    for name in () if root is None else root.iter(f"{W}name"):
        style = name.getparent()
        found[name.get(VAL, "").lower()] = "" if style is None else style.get(f"{W}styleId", "")
    return {identifier: found[name] for identifier, name in _STYLES.items() if found.get(name)}


def _restyle(comment: Element, styles: dict[str, str]) -> None:
    """Refer to the file's own styles for comments; where it has none, to none, and set the size of the text instead."""
    for style in list(comment.iter(f"{W}pStyle", f"{W}rStyle")):
        own = styles.get(style.get(VAL, ""))
        if own:
            style.set(VAL, own)
        else:
            parent = style.getparent()
            if parent is not None:
                parent.remove(style)
    if TEXT_STYLE not in styles:
        for run in comment.iter(f"{W}r"):
            properties = run.find(RPR)
            if properties is None:
                properties = run.makeelement(RPR)
                run.insert(0, properties)
            properties.append(run.makeelement(f"{W}sz", {VAL: _SIZE}))


def _clean(text: str) -> str:
    """Without characters that XML does not know; every kind of line break as one."""
    return _NOT_XML.sub("", _LINE_BREAK.sub("\n", text))
