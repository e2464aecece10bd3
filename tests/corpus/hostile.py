"""An extractor for the tests of workers: some files bring the process that reads them to grief."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from itertools import count
from typing import Any

from corpus.reading import Extract
from extractor.model import Document, Told
from tests.corpus.factories import extract

SOME = 160 * 1024 * 1024
_hoard: list[bytearray] = []


def eat() -> None:
    _all = [bytearray(64 * 1024 * 1024) for _number in range(1000)]


class Eating(Document):
    """A document that is small until it is asked for its summaries."""

    def __getattribute__(self, name: str) -> Any:
        if name == "summaries":
            eat()
        return super().__getattribute__(name)


class Heavy(str):
    """A word that cannot be handed over."""

    def __reduce__(self) -> Any:
        eat()


def load() -> Extract:
    """What a worker loads."""
    return read


def read(source: str, data: bytes, told: Told) -> Document:
    """STUCK waits for ever, SPIN works for ever, DIES ends the process, EATS takes all memory it can get, ROWS does
    so while its rows are made, PACKS while they are handed over. HOARDS leaves 160 MB behind, NEEDS takes 160 MB for
    a moment, FORCES does so as a library does that ends the process where it cannot have them, ABORTS ends it so.
    TELLS names its process in a folder, ONCE ends the process the first time (a file beside says that it did).
    """
    word, _space, rest = data.partition(b" ")
    whole = hashlib.sha256(data).hexdigest()
    if word == b"STUCK":
        time.sleep(1000)
    if word == b"SPIN":
        for _number in count():
            pass
    if word == b"DIES":
        os._exit(9)
    if word == b"EATS":
        eat()
    if word == b"ROWS":
        return Eating(source, whole, "txt", (), ())
    if word == b"PACKS":
        return replace(extract(source, rest, told), sha256=whole, warnings=(Heavy("x"),))
    if word == b"HOARDS":
        _hoard.append(bytearray(SOME))
        data = rest
    if word == b"NEEDS":
        assert bytearray(SOME)
        data = rest
    if word == b"FORCES":
        try:
            assert bytearray(SOME)
        except MemoryError:
            os.abort()
        data = rest
    if word == b"ABORTS":
        os.abort()
    if word == b"TELLS":
        folder, _space, data = rest.partition(b" ")
        open(os.path.join(folder, str(os.getpid()).encode()), "wb").close()
    if word == b"ONCE":
        flag, _space, data = rest.partition(b" ")
        if not os.path.exists(flag):
            open(flag, "wb").close()
            os.kill(os.getpid(), 9)
    if word == b"SLOW":
        time.sleep(0.2)
        data = rest
    return replace(extract(source, data, told), sha256=whole)
