"""Damaged copies of files of every format: each must give blocks or one UnreadableFile, soon, and nothing else.

    python -m tests.readers.fuzz [--count 20000] [--seed 1] [FORMAT...]

prints a line a format: how many copies were read, read with a mark, and refused, by reason; the slowest; and the seed
and number of each that failed, so that ``damaged(FORMAT, seed, number)`` gives its bytes again. LibreOffice is left
out: it would be started for every damaged .doc.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from extractor import read_bundle
from extractor.errors import UnreadableFile
from extractor.readers import read_blocks, soffice
from extractor.readers.bundle import Member
from tests.readers.sample import FILES, sample
from tests.word import pack

LIMITS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"\0\0\0\x80")
SLOW = 10.0  # seconds: a file of a few pages that takes longer hangs
TOKENS = (
    b"\\u-1?", b"\\bin99999999 ", b"\\cellx-5", b"{\\footnote ", b"}", b"\\'", b"\\trowd", b"\\itap30", b"\\nestrow",
    b"<table>", b"</table>", b"<td colspan=9999999 rowspan=0>", b"<li value=99999999999>", b"<!--", b"<![CDATA[",
    b"<pre>", b"&#0;", b"&#xD800;", b"<!DOCTYPE x>", b"\0", b"\xff\xfe", b"\x81",
    b"Content-Transfer-Encoding: base64\r\n",
)  # fmt: skip


def _message() -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="-x"\r\n\r\n---x\r\n'
    kind = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head + kind + (FILES / "sample.html").read_bytes() + b"\r\n---x--\r\n"


def _bundle() -> bytes:
    return pack({"2019/总结.txt": "为9户发放优待金13914元。", "2020/总结.html": "<p>总结</p>", "a/b.txt": "慰问"})


def _text() -> bytes:
    lines = [
        "# 双拥工作总结",
        "",
        "| 项目 | 金额 |",
        "| --- | --- |",
        "| 优待金 | 13914元 |",
        "",
        "**一是**走访慰问9户。",
    ]
    return "\r\n".join(lines * 20).encode("gb18030")


def _flat() -> bytes:
    from tests.readers.test_formats import flat_opc

    return flat_opc()


SEEDS: dict[str, Callable[[], bytes]] = {
    "docx": lambda: sample().to_bytes(),
    "doc": lambda: (FILES / "sample.doc").read_bytes(),
    "rtf": lambda: (FILES / "sample.rtf").read_bytes(),
    "html": lambda: (FILES / "sample.html").read_bytes(),
    "mhtml": _message,
    "wordml": lambda: (FILES / "sample.wordml.xml").read_bytes(),
    "flatopc": _flat,
    "text": _text,
    "zip": _bundle,
    "pdf": lambda: (FILES / "sample.pdf").read_bytes(),
}


@cache
def whole(kind: str) -> bytes:
    """The sound file of a format."""
    return SEEDS[kind]()


@dataclass
class Tally:
    """What became of the copies of one format; ``failed``: number and error of those that broke the promise."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failed: list[tuple[int, str]] = field(default_factory=list)

    def __str__(self) -> str:
        counts = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        return f"{counts}; slowest {self.slowest:.2f} s; failed {len(self.failed)} {self.failed[:3] or ''}"


def damaged(kind: str, seed: int, number: int) -> bytes:
    """The copy of this number."""
    generator = random.Random(f"{kind}-{seed}-{number}")
    data = whole(kind)
    if kind == "docx" and number % 3:
        return _damaged_part(number, generator)
    if kind in ("wordml", "flatopc") and number % 3 == 1:
        return rearranged(data.decode(), generator).encode()
    return generator.choice((flipped, cut, spliced, doubled, sprinkled))(data, generator)


def _damaged_part(number: int, generator: random.Random) -> bytes:
    """A sound zip with a damaged part in it."""
    parts = sample().parts()
    name = generator.choice([name for name in parts if not name.startswith("docProps")])
    if number % 3 == 1:
        changed = flipped(parts[name].encode(), generator).decode("utf-8", errors="replace")
    else:
        changed = rearranged(parts[name], generator)
    return pack({**parts, name: changed})


def flipped(data: bytes, generator: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(generator.choice((1, 3, 20))):
        changed[generator.randrange(len(changed))] = generator.randrange(256)
    return bytes(changed)


def cut(data: bytes, generator: random.Random) -> bytes:
    return data[: generator.randrange(1, len(data))]


def spliced(data: bytes, generator: random.Random) -> bytes:
    """A stretch taken out, or moved elsewhere."""
    start = generator.randrange(len(data))
    end = min(len(data), start + generator.choice((1, 16, 512, 4096)))
    rest = data[:start] + data[end:]
    place = generator.randrange(len(rest) + 1)
    return rest if generator.random() < 0.5 else rest[:place] + data[start:end] + rest[place:]


def doubled(data: bytes, generator: random.Random) -> bytes:
    """A stretch written over another."""
    size = generator.choice((2, 4, 64, 512))
    source, target = generator.randrange(len(data)), generator.randrange(len(data))
    piece = data[source : source + size]
    return data[:target] + piece + data[target + len(piece) :]


def sprinkled(data: bytes, generator: random.Random) -> bytes:
    """Numbers at their limits, and words of the formats at the wrong places."""
    changed = data
    for _ in range(generator.choice((1, 5, 30))):
        place = generator.randrange(len(changed))
        if generator.random() < 0.5:
            value = generator.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"\0\0\0\x80")
            )
            changed = changed[:place] + value + changed[place + 4 :]
        else:
            changed = changed[:place] + generator.choice(TOKENS) + changed[place:]
    return changed


def rearranged(xml: str, generator: random.Random) -> str:
    """Well-formed XML that makes no sense: elements moved into others, attributes with foreign values."""
    root = etree.fromstring(xml.encode())
    for _ in range(generator.choice((1, 5, 25))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        moved, target = generator.choice(elements), generator.choice(elements)
        if generator.random() < 0.5:
            values = [value for element in elements for value in element.attrib.values()]
            for key in moved.attrib:
                moved.set(key, generator.choice([*values, "", "-1", "99999999999", "九"]))
        elif moved is not root and not any(element is moved for element in (target, *target.iterancestors())):
            target.insert(0, moved)
    return etree.tostring(root, encoding="unicode")


def _unpacked(members: list[Member]) -> Iterator[tuple[str, bytes]]:
    for member in members:
        with suppress(UnreadableFile):
            yield member.source, member.read()


def try_file(name: str, data: bytes) -> str:
    """read, marked, or the code of the refusal; of a bundle that of its last file. Anything else is raised."""
    outcome = "read"
    try:
        members = read_bundle(name, data)
        contents = [(name, data)] if members is None else _unpacked(members)
        for source, content in contents:
            outcome = "marked" if read_blocks(source, content).warnings else "read"
    except UnreadableFile as error:
        if not str(error).startswith(name):
            raise ValueError(error) from error  # the message must name the file
        return error.code
    return outcome


def run(kind: str, seed: int, count: int) -> Tally:
    """Try so many copies of a format."""
    tally = Tally()
    for number in range(count):
        data = damaged(kind, seed, number)
        started = time.perf_counter()
        try:
            tally.outcomes[try_file("总结", data)] += 1
        except Exception as error:  # noqa: BLE001  every error that is no refusal is what is looked for
            tally.failed.append((number, f"{type(error).__name__}: {error}"[:200]))
        took = time.perf_counter() - started
        tally.slowest = max(tally.slowest, took)
        if took > SLOW:
            tally.failed.append((number, f"took {took:.0f} s"))
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    soffice.program = lambda: None  # type: ignore[assignment]
    failed = 0
    for kind in options.formats or SEEDS:
        started = time.perf_counter()
        tally = run(kind, options.seed, options.count)
        print(f"{kind}: {options.count} in {time.perf_counter() - started:.0f} s: {tally}", flush=True)
        failed += len(tally.failed)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
