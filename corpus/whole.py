"""Files written whole or not at all: made beside their place, and put there when they are done."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from extractor.errors import TaizhangError
from extractor.i18n import N_

_NOT_WRITTEN = N_("{path}: cannot be written ({reason}). Look whether the folder is there and has room.")

_NUMBERS = count()  # one file may be made while another is


class NotWritten(TaizhangError):
    """A file that cannot be written; what was there before is left as it was."""

    def __init__(self, path: Path | str, error: OSError) -> None:
        super().__init__(_NOT_WRITTEN, path=path, reason=error.strerror or error)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to. What was written takes the place of ``path`` at the end, and is thrown away where anything is
    raised. What is no ordinary file (/dev/stdout, a pipe) is written to itself.

    Raises NotWritten for an OSError, one raised inside too.
    """
    place = path.resolve()
    beside = place.with_name(f".taizhang-{os.getpid()}-{next(_NUMBERS)}.tmp")
    making = place if place.exists() and not place.is_file() else beside
    try:
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not place.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        yield making
        if making != place:
            _settle(making, place)
    except OSError as error:
        raise NotWritten(path, error) from error
    finally:
        if making != place:
            with suppress(OSError):
                making.unlink(missing_ok=True)


def _settle(making: Path, place: Path) -> None:
    """Out to the disk first: a power cut then leaves either the old file or the new one."""
    if place.exists():
        shutil.copymode(place, making)
    with making.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(making, place)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at one stroke. Raises NotWritten."""
    with replacing(path) as making:
        making.write_bytes(data)
