"""Files that people have written, and what becomes of the old one where the new one cannot be."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from corpus.whole import NotWritten, replacing, write_whole

resource = pytest.importorskip("resource", reason="optional: only Unix limits the size of a file")


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_file_is_there_at_the_end(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "a.txt"
    if before is not None:
        path.write_bytes(before)
        path.chmod(0o640)
    with replacing(path) as making:
        making.write_bytes(b"new")
        assert (path.read_bytes() if path.exists() else None) == before
    assert path.read_bytes() == b"new"
    assert before is None or path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.txt"]


def write_half(path: Path, error: type[BaseException]) -> None:
    with replacing(path) as making:
        making.write_bytes(b"half")
        raise error


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_what_was_there_stays_where_writing_stops(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(error):
        write_half(path, error)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(NotWritten, match=f"^{path}: cannot be written \\({os.strerror(errno.EFBIG)}\\)"):
            write_whole(path, bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("name", ["none/a.txt", "."])
def test_a_place_where_no_file_can_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotWritten, match="cannot be written"):
        write_whole(tmp_path / name, b"new")


def test_a_link_is_written_through_and_a_device_into(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(tmp_path / "link.txt", b"new")
    assert ((tmp_path / "link.txt").is_symlink(), (tmp_path / "real.txt").read_bytes()) == (True, b"new")
    write_whole(Path(os.devnull), b"new")
    assert Path(os.devnull).is_char_device()
