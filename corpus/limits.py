"""What a process may take: processor time and memory, where the system can hold it to that (Windows cannot)."""

from __future__ import annotations

import mmap
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

try:
    import resource
except ImportError:  # Windows: the caps on sizes and the clock on the wall still hold
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
CPU_SIGNAL = getattr(signal, "SIGXCPU", None)  # what ends a process whose processor time is up


@dataclass(frozen=True, slots=True)
class Limits:
    """For one file: ``seconds`` of the processor, twice that by the clock; ``memory`` in bytes, beyond what a worker
    has before it reads.
    """

    seconds: float = 60.0
    memory: int = 768 * MEGABYTE

    @property
    def by_the_clock(self) -> float:
        """Seconds after which a file is given up, whatever it waits for."""
        return self.seconds * 2


@contextmanager
def holding_memory(most: int) -> Iterator[None]:
    """For a while let this process, and what it starts, have so many bytes of address space; what wants more gets
    MemoryError. 0 is no limit.

    Only the soft limit is set: a program that is known to need more can be started with a limit of its own.
    """
    if resource is None or not most:
        yield
        return
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    _set(resource.RLIMIT_AS, most, hard)
    try:
        yield
    finally:
        _set(resource.RLIMIT_AS, before, hard)


def hold_processor(seconds: float) -> None:
    """Let this process have so many seconds of the processor from now on; then the system ends it."""
    if resource is not None and CPU_SIGNAL:
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1, hard)


def cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _set(what: int, soft: int, hard: int) -> None:
    infinite: Any = resource.RLIM_INFINITY
    try:
        resource.setrlimit(what, (soft if infinite in (soft, hard) else min(soft, hard), hard))
    except (ValueError, OSError):  # a system that knows the limit and does not let it be set
        return


def address_space() -> int:
    """Bytes of address space that this process has; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * mmap.PAGESIZE
    except OSError:
        return 0
