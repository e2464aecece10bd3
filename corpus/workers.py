"""Processes that read files, each held to limits: a file that is stuck or ends its worker costs that file alone.

The door to pebble, whose pool ends a worker that is late and replaces one that died. Workers are forked by a server
that has loaded rules and libraries and holds neither an archive nor a thread; where there is no fork they are started
anew. Of the same bytes every worker makes the same rows, so it does not matter which one reads what.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extractor.errors import UnreadableFile
from extractor.i18n import N_

from . import garbage
from .limits import CPU_SIGNAL, Limits, address_space, hold_processor, holding_memory
from .reading import Extract, Read, Reader, Task, out_of_memory

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from pebble import ProcessFuture, ProcessPool

Load = Callable[[], Extract]
PATTERNS = "TAIZHANG_WORKER_PATTERNS"  # tells the server which rules to load before it forks
TRIES = 3  # of a file whose worker died
AHEAD = 4  # files for each worker that are read before their turn comes to be stored
_SPENT = 75  # a worker's exit code: it ran out of memory, of which earlier files have left it less than a new one has
_ABORTED = -signal.SIGABRT  # that of one in which a library that is no Python (jieba's) could not have its memory

_TOO_SLOW = N_(
    "{path}: reading it took too long and was given up (limit {seconds} seconds). "
    "Open it in Word and save it anew as .docx, or give it longer with --timeout."
)
_GAVE_UP = N_(
    "{path}: the process that read it gave up, most likely for want of memory. Save its text as a file of its own."
)
_CRASHED = N_("{path}: the process that read it ended ({reason}). This is a defect of taizhang; please report it.")


class Pending(Protocol):
    """A file that is being read."""

    def ready(self, within: float) -> bool:
        """Whether ``get`` returns at once; waits so many seconds for that."""

    def get(self) -> Read:
        """What came of it; waits until it is there. Raises TaizhangError for what is no fault of the file."""


class Pool(Protocol):
    """Something that reads files. ``ahead``: how many it should be given before their results are asked for."""

    ahead: int

    def submit(self, task: Task) -> Pending: ...


class Inline:
    """Reads in this process, when the result is asked for. Nothing holds it to limits."""

    ahead = 1

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def submit(self, task: Task) -> Pending:
        return _Later(self.reader, task)


class _Later:
    def __init__(self, reader: Reader, task: Task) -> None:
        self._reader, self._task = reader, task

    def ready(self, within: float) -> bool:
        return within > 0  # it is read while it is waited for

    def get(self) -> Read:
        return self._reader(self._task)


class Workers:
    """A pool of ``jobs`` processes, started when the first file comes. ``load`` gives each its extractor; it goes to
    the other process by its name, so it is a function of a module or a ``partial`` of one.
    """

    def __init__(self, jobs: int, load: Load, names: Mapping[str, str], limits: Limits | None = None) -> None:
        self.ahead = jobs * AHEAD
        self.limits = limits or Limits()
        self._jobs, self._given = jobs, (load, dict(names), self.limits)
        self.pool: ProcessPool | None = None

    def submit(self, task: Task) -> Pending:
        return _Submitted(self, task)

    def schedule(self, task: Task) -> ProcessFuture[bytes]:
        """The file as one more for the pool; a pool that broke is replaced by another one."""
        try:
            return self._started().schedule(_read, args=(task,), timeout=self.limits.by_the_clock)
        except RuntimeError:
            self.close()
            return self._started().schedule(_read, args=(task,), timeout=self.limits.by_the_clock)

    def read_alone(self, task: Task) -> Read:
        """Read a file in a new worker, in which no other file has left anything behind."""
        fresh = Workers(1, *self._given)
        try:
            return _Submitted(fresh, task, tries=1).get()
        finally:
            fresh.close()

    def _started(self) -> ProcessPool:
        from pebble import ProcessPool

        if self.pool is None:
            self.pool = ProcessPool(
                max_workers=self._jobs, context=_context(), initializer=_begin, initargs=self._given
            )
        return self.pool

    def close(self) -> None:
        """End the processes, whatever they are at."""
        if self.pool is not None:
            self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()
            self.pool = None


class _Submitted:
    """A file given to the pool; where its worker died of what the file need not be guilty of, it is read again.

    A worker that dies with no file to its name breaks pebble's pool, and the files in it fail with it. They are read
    again one by one, as their turns come, so that one that is guilty is found out and the others are not blamed.
    """

    def __init__(self, workers: Workers, task: Task, tries: int = TRIES) -> None:
        self._workers, self._task, self._tries = workers, task, tries
        self._future = workers.schedule(task)
        self._pool = workers.pool

    def ready(self, within: float) -> bool:
        wait([self._future], max(within, 0))
        return self._future.done()

    def get(self) -> Read:
        from pebble import ProcessExpired

        path, limits = self._task.paths[0].path, self._workers.limits
        try:
            read = self._result()
        except MemoryError:
            return Read(error=out_of_memory(path))
        except TimeoutError:
            return Read(error=UnreadableFile(path, "too_slow", _TOO_SLOW, seconds=round(limits.by_the_clock)))
        except (ProcessExpired, BrokenProcessPool) as death:
            code = getattr(death, "exitcode", None) or 0
            if CPU_SIGNAL and code == -CPU_SIGNAL:
                return Read(error=UnreadableFile(path, "too_slow", _TOO_SLOW, seconds=round(limits.seconds)))
            if code in (_SPENT, _ABORTED) and self._tries > 1:
                return self._workers.read_alone(self._task)
            if self._tries > 1:
                return _Submitted(self._workers, self._task, self._tries - 1).get()
            if code == _ABORTED:
                return Read(error=UnreadableFile(path, "memory", _GAVE_UP))
            return Read(error=UnreadableFile(path, "crashed", _CRASHED, reason=_cause(code)))
        return read

    def _result(self) -> Read:
        """What the pool says; a pool that broke or was replaced has nothing to say of files still in its queue."""
        while not self.ready(1.0):
            if self._pool is not self._workers.pool or self._pool is None or not self._pool.active:
                if self._future.done():  # it was told of while we looked
                    break
                raise BrokenProcessPool
        read: Read = pickle.loads(self._future.result())
        return read


@contextmanager
def working(jobs: int, patterns: str | None, load: Load, names: Mapping[str, str], limits: Limits) -> Iterator[Workers]:
    """Workers for the length of a run. ``patterns`` is the user's folder of rules, loaded before workers are made."""
    os.environ[PATTERNS] = patterns or ""
    workers = Workers(jobs, load, names, limits)
    try:
        yield workers
    finally:
        workers.close()


class _Worker:
    """What a worker is: its reader, its limits, and whether it has read a file yet.

    What earlier files leave behind (a heap in pieces, tables that grew) counts against the limit on memory. A file that
    is too much for a worker that has read others is therefore read once more in a new one: what becomes of a file does
    not depend on what was read before it.
    """

    def __init__(self, reader: Reader, limits: Limits) -> None:
        self._reader, self._limits = reader, limits
        size = address_space()
        self._most = size and size + limits.memory
        self._used = False

    def read(self, task: Task) -> bytes:
        """What came of the task, packed here, where it may still be found to be too much."""
        hold_processor(self._limits.seconds)
        with holding_memory(self._most):
            packed = self._packed(task)
        if not packed and self._used:
            os._exit(_SPENT)
        self._used = True
        return packed or pickle.dumps(Read(error=out_of_memory(task.asked[0].path)))

    def _packed(self, task: Task) -> bytes:
        """Nothing where memory does not suffice."""
        try:
            read = self._reader(task)
            return b"" if read.error and read.error.code == "memory" else pickle.dumps(read)
        except MemoryError:
            return b""


_worker: _Worker | None = None  # in a worker: itself


def _begin(load: Load, names: Mapping[str, str], limits: Limits) -> None:
    """A worker's first act. Ctrl-C is for the process that stores, which ends its workers."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = _Worker(Reader(load(), names), limits)
    garbage.settle()


def _read(task: Task) -> bytes:
    assert _worker is not None
    return _worker.read(task)


def _context() -> BaseContext:
    """How workers are made: forked by a server that has loaded what they need, or started anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["corpus.preload"])
    root, paths = str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")
    if root not in paths.split(os.pathsep):  # the server is a Python of its own and must find us where we are
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (root, paths)))
    return context


def _cause(code: int) -> str:
    """An exit code as a word: the signal's name where there is one."""
    if code < 0 and sys.platform != "win32":
        try:
            return signal.Signals(-code).name
        except ValueError:
            pass
    return str(code)
