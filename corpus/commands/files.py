"""The files that a command names, read one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.commands.options import tell
from corpus.console import os_message
from extractor.i18n import _, say

if TYPE_CHECKING:
    from extractor.errors import UnreadableFile
    from extractor.model import Document


class Reading:
    """The files named on the command line as documents; one that cannot be read is reported, and the rest go on."""

    def __init__(self, files: Sequence[str], unit: str | None, year: int | None, patterns: str | None) -> None:
        from extractor import load_rules
        from extractor.model import Told

        self.files, self.read, self.failed = files, 0, 0
        self.told = Told(unit=unit, year=year)
        self.rules = load_rules(patterns)

    def documents(self) -> Iterator[Document]:
        """Of a bundle (.zip) each file in it."""
        from extractor import extract
        from extractor.errors import UnreadableFile

        for name, content in self._contents():
            try:
                if isinstance(content, UnreadableFile):
                    raise content
                document = extract(name, content, told=self.told, rules=self.rules)
            except UnreadableFile as error:
                self._report(say(error))
            else:
                self.read += 1
                for warning in document.warnings:
                    tell(_("{name}: {value}").format(name=name, value=_(warning)))
                yield document

    def _contents(self) -> Iterator[tuple[str, bytes | UnreadableFile]]:
        from corpus.bundles import contents
        from extractor.errors import UnreadableFile

        for file in self.files:
            try:
                yield from contents(file, Path(file).read_bytes())
            except UnreadableFile as error:
                self._report(say(error))
            except OSError as error:
                self._report(os_message(file, error))

    def exit_code(self) -> int:
        """0 all read, 1 some not, 2 none."""
        return 0 if not self.failed else 1 if self.read else 2

    def _report(self, message: str) -> None:
        self.failed += 1
        tell(message)
