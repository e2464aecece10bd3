"""LibreOffice as a fallback: a document that it knows and we do not becomes a .docx, in a process of its own.

It is given only bytes whose kind is known, for it makes documents out of anything. Each run has a profile of its own, a
process group that is ended as a whole, and a limit on the clock that holds even where our own process is killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

SECONDS = 60  # a document of a hundred pages takes five
GRACE = 5  # seconds beyond it until we end it ourselves
_DOCX = "docx:MS Word 2007 XML"


@cache
def program() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, suffix: str) -> bytes | None:
    """The document as .docx; None where LibreOffice is not there, does not answer in time or gives nothing.

    ``suffix`` (".doc") is that of the kind that the bytes were found to be, not of the file's name.
    """
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"document{suffix}")
        source.write_bytes(data)
        _run([*_clock(), office, *_options(folder), str(source)], folder)
        result = Path(folder, "out", "document.docx")
        return result.read_bytes() if result.is_file() else None


def _clock() -> list[str]:
    """coreutils' timeout before the command: it ends LibreOffice where our own process was killed."""
    timeout = shutil.which("timeout") if os.name == "posix" else None
    return [timeout, "--signal=KILL", str(SECONDS)] if timeout else []


def _options(folder: str) -> list[str]:
    profile = Path(folder, "profile").as_uri()
    out = str(Path(folder, "out"))
    safe = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    return [f"-env:UserInstallation={profile}", *safe, "--convert-to", _DOCX, "--outdir", out]


def _run(command: list[str], folder: str) -> None:
    """Run to the end, or end it; nothing that it started stays behind."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS + GRACE)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # all of them may have ended
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
