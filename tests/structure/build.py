"""Short ways to write blocks and parts for the tests."""

from __future__ import annotations

from pathlib import Path

from extractor.model import Block, Cell, Told
from extractor.outline import Part, outline
from extractor.profile import Identity, identify
from extractor.rules import load_rules

SHARED = Path(__file__).resolve().parents[3] / "shared"
BODY = "镇里年初就把全年任务分到各股室，每季度通报一次进度，做到事事有人管、件件有着落。"
LONG = "各村分头落实，定期回访，把群众的意见带回来逐条研究，能办的马上办，一时办不了的说明原因，做到事事有回音。"


def blocks(*lines: str | Block) -> list[Block]:
    """Each text a paragraph; ``# `` at its head gives the heading level, ``| `` a table's cell, ``^ `` a note."""
    return [line if isinstance(line, Block) else block(index, line) for index, line in enumerate(lines)]


def block(index: int, line: str) -> Block:
    marks = len(line) - len(line.lstrip("#"))
    if marks:
        return Block(index, line[marks:].strip(), level=marks)
    if line.startswith("| "):
        return Block(index, line[2:], kind="cell", cell=Cell(0, index, 0))
    if line.startswith("^ "):
        return Block(index, line[2:], kind="note")
    return Block(index, line)


def parts(*lines: str | Block) -> tuple[Part, ...]:
    return outline(blocks(*lines))


def part(*lines: str | Block) -> Part:
    found = parts(*lines)
    assert len(found) == 1, [each.title for each in found]
    return found[0]


def who(*lines: str, path: str = "", told: Told | None = None) -> Identity:
    """What is known of a summary of these lines."""
    return identify(part(*lines), path, told or Told(), load_rules())


def paragraphs(part: Part) -> list[str]:
    return [part.text[p.start : p.end] for p in part.paragraphs]
