"""What a document or a file's name holds never drives a terminal: the program on a real one, text that tries to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="optional: only Unix has terminals that a program can hold")
pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
# a title for the window, a colour, a screen cleared by one character, the direction of writing turned
EVIL = "\x1b]0;evil\x07\x1b[31m\x9b2J\u202e"
SLY = "\x9b2J\u202e"  # of it, what a text file may hold and still be read
TEXT = f"柳溪镇2021年双拥工作总结\n\n一、优待{SLY}抚恤\n建军84周年之际，为9位{SLY}义务兵家属发放优待金13914元。\n"
NAME = f"总结{EVIL.replace('/', '')}.txt"
BROKEN_COLOUR = re.compile(r"(?<!\x1b)\[[01](?:;31)?m")  # one of our own that lost its escape character
SHOW_TEXT = ("explain", "check", "show", "search")
COMMANDS = [
    ["extract", NAME],
    ["extract", NAME, "--format", "json"],
    ["extract", NAME, "--format", "jsonl"],
    ["extract", "refused.txt"],
    ["extract", "bad\x1b]0;evil\x07\x9b2J.docx"],
    ["extract", "nothing\x1b]0;evil\x07\x9b2J.docx"],
    ["explain", NAME],
    ["check", NAME],
    ["ingest", "."],
    ["query", "--by", "document"],
    ["query", "--by", "document", "--format", "csv"],
    ["query", "--by", "document", "--format", "json"],
    ["show", NAME],
    ["search", "义务兵"],
    ["files"],
    ["files", "--format", "json"],
    ["duplicates"],
    ["audit"],
    ["verify"],
    ["remove", NAME],
]


def on_a_terminal(folder: Path, words: list[str]) -> str:
    """All that the command writes to the terminal, stdout and stderr."""
    ours, theirs = pty.openpty()
    command = [sys.executable, str(ROOT / "cli.py"), "--lang", "en", *words]
    colours = {**os.environ, "TERM": "xterm-256color"}
    run = subprocess.Popen(command, cwd=folder, env=colours, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b""
    try:
        while piece := os.read(ours, 65536):
            written += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    finally:
        os.close(ours)
    run.wait()
    return written.decode("utf-8", "surrogateescape")


def test_nothing_in_a_document_drives_the_terminal(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(TEXT, encoding="utf-8")
    (tmp_path / "refused.txt").write_text(TEXT + EVIL, encoding="utf-8")
    (tmp_path / "bad\x1b]0;evil\x07\x9b2J.docx").write_bytes(b"PK\x03\x04 no Word file")
    for words in COMMANDS:
        written = on_a_terminal(tmp_path, words)
        assert "Traceback" not in written
        assert words[0] not in SHOW_TEXT or "义务兵" in written, words
        assert written.strip(), words
        for evil in ("\x1b]0;evil", "\x07", "\x1b[31m\x9b", "\x9b", "\u202e"):
            assert evil not in written, (words, written)
        assert not BROKEN_COLOUR.search(written), (words, written)
