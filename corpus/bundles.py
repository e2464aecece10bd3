"""Files that lie in a bundle (a .zip): each is a document of its own, by the bundle's path, ``!/`` and its name in it.

Such a path is looked up in the bundle; nothing is unpacked onto the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from extractor.errors import UnreadableFile
from extractor.i18n import N_

from .passed_over import drafts_depth, is_litter, is_litter_folder

_MARK = "!/"
_GONE = N_("{path}: is no longer in its bundle. Look for it there, or take it out of the archive.")
_LITTER = N_("{path}: is a zip archive without a document, only with what systems leave behind; look for another copy")


class Content(NamedTuple):
    """A document of a file: its path, and ``read``, which gives its bytes or raises UnreadableFile. ``drafts``: the
    folder of drafts in the bundle that it lies in, if any.
    """

    path: str
    read: Callable[[], bytes]
    drafts: str | None = None


def contents(path: str, data: bytes) -> list[Content]:
    """The documents of a file: itself, or a bundle's members, which are unpacked when they are read.

    Raises UnreadableFile for a bundle that cannot be opened, is not safe to, or holds no document.
    """
    from extractor import read_bundle

    members = read_bundle(path, data)
    if members is None:
        return [Content(path, lambda: data)]
    found = []
    for member in members:
        *folders, name = member.source.removeprefix(path + _MARK).split("/")
        if not is_litter(name) and not any(map(is_litter_folder, folders)):
            depth = drafts_depth(folders)
            drafts = path + _MARK + "/".join(folders[:depth]) if depth else None
            found.append(Content(member.source, member.read, drafts))
    if not found:
        raise UnreadableFile(path, "empty", _LITTER)
    return found


def holder(path: Path) -> Path:
    """The file on the disk: the path itself, or the bundle that it leads into. Folders' names may end in the mark's
    sign too, and what a bundle holds.
    """
    parts = path.as_posix().split(_MARK)
    lefts = (Path(_MARK.join(parts[:count])) for count in range(1, len(parts)))
    return next((left for left in lefts if left.is_file()), path)


def within(kept: str, bundle: str) -> bool:
    """Whether a kept path is that of a file in the bundle."""
    return kept.startswith(bundle + _MARK)


def read_file(path: Path, name: str | None = None) -> bytes:
    """The bytes of a file, also of one in a bundle. ``name`` is what messages call it.

    Raises OSError as ``Path.read_bytes`` does, and UnreadableFile where the bundle does not hold it.
    """
    bundle = holder(path)
    if bundle == path:
        return path.read_bytes()
    wanted = path.as_posix()
    for content in contents(bundle.as_posix(), bundle.read_bytes()):
        if content.path == wanted:
            return content.read()
    raise UnreadableFile(name or wanted, "gone", _GONE)
