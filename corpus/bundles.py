"""Files that lie in a bundle (a .zip): each is a document of its own, by the bundle's path, ``!/`` and its name in it.

Such a path is looked up in the bundle; nothing is unpacked onto the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.i18n import N_

_MARK = "!/"
_GONE = N_("{path}: is no longer in its bundle. Look for it there, or take it out of the archive.")


def contents(path: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableFile]]:
    """The documents of a file, by path, each with its bytes or why they cannot be had: itself, or a bundle's members.

    Raises UnreadableFile for a bundle that cannot be opened, or is not safe to.
    """
    from extractor import read_bundle

    members = read_bundle(path, data)
    if members is None:
        yield path, data
        return
    for member in members:
        yield member.source, member.error or member.data


def holder(path: Path) -> Path:
    """The file on the disk: the path itself, or the bundle that it leads into."""
    before, mark, _member = path.as_posix().partition(_MARK)
    return Path(before) if mark and Path(before).is_file() else path


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
    for source, content in contents(bundle.as_posix(), bundle.read_bytes()):
        if source == wanted:
            if isinstance(content, UnreadableFile):
                raise content
            return content
    raise UnreadableFile(name or wanted, "gone", _GONE)
