"""An extractor for the tests of workers: some files bring the process that reads them to grief."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from itertools import count

from corpus.reading import Extract
from extractor.model import Document, Told
from tests.corpus.factories import extract


def load() -> Extract:
    """What a worker loads."""
    return read


def read(source: str, data: bytes, told: Told) -> Document:
    """STUCK waits for ever, SPIN works for ever, DIES ends the process, EATS takes all memory it can get, ONCE ends the
    process the first time (a file beside says that it did).
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
        _all = [bytearray(64 * 1024 * 1024) for _number in range(1000)]
    if word == b"ONCE":
        flag, _space, data = rest.partition(b" ")
        if not os.path.exists(flag):
            open(flag, "wb").close()
            os.kill(os.getpid(), 9)
    if word == b"SLOW":
        time.sleep(0.2)
        data = rest
    return replace(extract(source, data, told), sha256=whole)
