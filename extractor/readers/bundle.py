"""The files in a .zip, each to be read as a document of its own. Names are for messages, unit and year: never paths."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from extractor.errors import UnreadableFile
from extractor.readers.encoding import decode
from extractor.readers.package import directory
from extractor.readers.refusals import DAMAGED, MEMBER_TOO_BIG, NO_FILES, PASSWORD, TOO_MANY, UNPACKED, ZIP_METHOD
from extractor.readers.sniff import is_bundle

SEPARATOR = "!/"  # between the bundle's path and the member's name, as in Java's jar: addresses
MAX_MEMBER = 128 * 1024 * 1024  # unpacked bytes of one file
MAX_UNPACKED = 4 * 1024 * 1024 * 1024  # of all; they are unpacked one after the other
MAX_MEMBERS = 10_000
_SMALL = 64 * 1024 * 1024  # unpacked bytes that need no thought
_MAX_RATIO = 200  # of unpacked to packed; Word files and texts stay below 50
_LONGEST, _DEEPEST = 255, 20  # characters of a name, folders of a path
_CONTROLS = re.compile("[\x00-\x1f\x7f\ufffd]+")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle, by its source (``总结.zip!/2016/云台街道.doc``)."""

    source: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def read(self) -> bytes:
        """Its bytes, unpacked now. Raises UnreadableFile where they cannot be had."""
        return _unpack(self.source, self.archive, self.info)


def read_bundle(path: str, data: bytes) -> list[Member] | None:
    """The files of a .zip in its own order, each to be unpacked when it is read; None where the bytes are no bundle but
    a file of another kind, a .docx too.

    A bundle in the bundle is a member like any other, and no reader opens it. Raises UnreadableFile for a bundle that
    is damaged as a whole, holds too many files, or unpacks to far more than it is.
    """
    if not is_bundle(path, data):
        return None
    archive = _open(path, data)
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]  # is_dir() fails on an empty name
    if not infos:
        raise UnreadableFile(path, "empty", NO_FILES)
    if len(infos) > MAX_MEMBERS:
        raise UnreadableFile(path, "too_large", TOO_MANY, most=MAX_MEMBERS)
    total = sum(info.file_size for info in infos)
    if total > MAX_UNPACKED or total > max(_SMALL, _MAX_RATIO * len(data)):
        raise UnreadableFile(path, "too_large", UNPACKED)
    return [Member(source, archive, info) for source, info in zip(_sources(path, infos), infos, strict=True)]


def _open(path: str, data: bytes) -> zipfile.ZipFile:
    directory(path, data)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, NotImplementedError) as error:
        raise UnreadableFile(path, "truncated", DAMAGED) from error


def _sources(path: str, infos: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    taken: set[str] = set()
    for name in _names(infos):
        yield _unique(path + SEPARATOR + "/".join(_safe_parts(name)), taken)


def _safe_parts(name: str) -> list[str]:
    """Folders and file name without what could lead elsewhere (``..``, a root) or upset a terminal; never empty."""
    parts = _CONTROLS.sub("_", name).replace("\\", "/").split("/")
    kept = [part[:_LONGEST] for part in parts if part not in ("", ".", "..")]
    return kept[-_DEEPEST:] or ["_"]


def _unique(source: str, taken: set[str]) -> str:
    """Two members may have one name once it is cleaned."""
    number, found = 1, source
    while found in taken:
        number += 1
        found = f"{source} ({number})"
    taken.add(found)
    return found


def _names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names. Those without the mark for UTF-8 are in the encoding of the system that packed them, one for
    all: zipfile takes it for code page 437."""
    raw = [None if info.flag_bits & 0x800 else info.orig_filename.encode("cp437", errors="replace") for info in infos]
    decoded = decode(b"\n".join(filter(None, raw)))
    encoding = decoded.encoding if decoded and not decoded.encoding.startswith("utf-16") else "gb18030"
    return [
        info.orig_filename if name is None else name.decode(encoding, errors="replace")
        for info, name in zip(infos, raw, strict=True)
    ]


def _unpack(source: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise UnreadableFile(source, "encrypted", PASSWORD)
    if info.file_size > MAX_MEMBER:
        raise UnreadableFile(source, "too_large", MEMBER_TOO_BIG, limit=MAX_MEMBER >> 20)
    try:
        with archive.open(info) as stream:
            return _read(stream, info.file_size)
    except NotImplementedError as error:
        raise UnreadableFile(source, "format", ZIP_METHOD) from error
    except _BROKEN as error:
        raise UnreadableFile(source, "truncated", DAMAGED) from error


def _read(stream: IO[bytes], size: int) -> bytes:
    """No more than the directory declares; the checksum is compared at the end."""
    data = stream.read(size + 1)
    if len(data) != size:
        raise EOFError(size)
    return data
