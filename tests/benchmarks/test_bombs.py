"""Files made to exhaust a reader: each is refused within two seconds of computing and 300 MB, in a process of its own.

``make test-slow`` prints the figures; docs/formats.md quotes them. The memory is the process's whole, Python and the
readers in it; the seconds are those of reading alone.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.readers.sample import sample
from tests.readers.test_bundle import bundle
from tests.readers.test_faults import EXTERNAL, HEAD, LAUGHS, TABLE, TABLE_END, TAIL, TEXT, TEXT_END, with_document

pytestmark = pytest.mark.slow

SECONDS, MEGABYTES = 2.0, 300
MIB = b"\0" * (1 << 20)
CHILD = """
import json, sys, time
from pathlib import Path
from extractor import read_bundle
from extractor.errors import UnreadableFile
from extractor.readers import read_blocks
data = Path(sys.argv[1]).read_bytes()
clock, outcome = time.process_time(), []
try:
    members = read_bundle("bomb", data)
    for one in [None] if members is None else members:
        try:
            read_blocks(one.source if one else "bomb", one.read() if one else data)
            outcome.append("read")
        except UnreadableFile as error:
            outcome.append(error.code)
except UnreadableFile as error:
    outcome.append(error.code)
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0])  # kB; the most this process held (getrusage counts its parent's too)
print(json.dumps([sorted(set(outcome)), time.process_time() - clock, peak / 1024]))
"""


def stream(name: str, pieces: Iterable[bytes], start: bytes = b"") -> bytes:
    """A .docx or .zip with one huge entry, written without holding it."""
    buffer = io.BytesIO(start)
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as entry,
    ):
        for piece in pieces:
            entry.write(piece)
    return buffer.getvalue()


def zip_of(count: int, mebibytes: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            with archive.open(f"{number}.txt", "w") as entry:
                for _ in range(mebibytes):
                    entry.write(MIB)
    return buffer.getvalue()


def pdf() -> bytes:
    """A page whose drawing is a gigabyte of zeros."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(MIB) for _ in range(1024)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%bendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + tail


def lying() -> bytes:
    """An entry that declares one kilobyte and holds a hundred megabytes."""
    data = bytearray(zip_of(1, 100))
    for mark, place in ((b"PK\x01\x02", 24),):
        at = data.find(mark)
        data[at + place : at + place + 4] = (1024).to_bytes(4, "little")
    return bytes(data)


GIGABYTE = ["甲" * (1 << 20)] * 341
ENTITIES = f"<!DOCTYPE w [<!ENTITY a0 '笑'>{LAUGHS}]>"
WORDML = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "笑">{}]><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">&a8;</w:wordDocument>'
# name, how it is made, what becomes of its files
BOMBS: list[tuple[str, Callable[[], bytes], list[str]]] = [
    ("docx: 1 GB of text in 1 MB", lambda: with_document(HEAD, TEXT, *GIGABYTE, TEXT_END, TAIL), ["too_large"]),
    ("docx: billion laughs", lambda: with_document(ENTITIES, HEAD, "&a8;", TAIL), ["hostile"]),
    ("docx: external entity", lambda: with_document(EXTERNAL, HEAD, "&a;", TAIL), ["hostile"]),
    ("docx: 10,000 levels", lambda: with_document(HEAD, "<w:sdt>" * 10_000, "</w:sdt>" * 10_000, TAIL), ["hostile"]),
    ("docx: 2,000 nested tables", lambda: with_document(HEAD, TABLE * 2000, TABLE_END * 2000, TAIL), ["hostile"]),
    ("docx: 1 GB beside the text", lambda: stream("word/media/x.bin", [MIB] * 1024, sample().to_bytes()), ["read"]),
    ("Word 2003 XML: billion laughs", lambda: WORDML.format(LAUGHS.replace("'", '"')).encode(), ["hostile"]),
    ("zip: 1 GB in 1 MB", lambda: zip_of(1, 1024), ["too_large"]),
    ("zip: 100 files of 64 MB", lambda: zip_of(100, 64), ["too_large"]),
    ("zip: declares less than it holds", lying, ["truncated"]),
    ("zip: names with ../", lambda: bundle(("../../etc/x", b"\xff\xd8\xff"), ("/abs/x", b"")), ["empty", "format"]),
    ("rtf: 3 million characters by number", lambda: b"{\\rtf1 " + b"\\u20013?" * 3_000_000 + b"}", ["too_large"]),
    ("rtf: a million groups", lambda: b"{\\rtf1 " + b"{" * 1_000_000, ["hostile"]),
    ("html: 100,000 levels", lambda: b"<html>" + b"<div>" * 100_000, ["hostile"]),
    ("html: 50 MB of one text", lambda: b"<html><p>" + b"a" * 50_000_000, ["too_large"]),
    ("mhtml: 20,000 parts in parts", lambda: b"MIME-Version: 1.0\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(20_000)), ["too_large"]),
    ("pdf: a drawing of 1 GB", pdf, ["too_large"]),
    ("text: 100 MB", lambda: "优待金\n".encode() * 10_000_000, ["too_large"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "outcome"), BOMBS, ids=[case[0] for case in BOMBS])
def test_bombs(tmp_path: Path, name: str, make: Callable[[], bytes], outcome: list[str]) -> None:
    file = tmp_path / "bomb"
    file.write_bytes(make())
    command = [sys.executable, "-c", CHILD, str(file)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    found, seconds, megabytes = json.loads(result.stdout)
    print(f"\n{name}: {file.stat().st_size >> 10:,} KB, {'/'.join(found)} in {seconds:.2f} s, {megabytes:.0f} MB")
    assert found == outcome
    assert (seconds <= SECONDS, megabytes <= MEGABYTES) == (True, True), (seconds, megabytes)
