"""The files that a command names, read one by one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.commands.options import tell
from corpus.console import os_message
from extractor.i18n import _, say

if TYPE_CHECKING:
    from extractor.model import Document


class Reading:
    """The files named on the command line as documents; one that cannot be read is reported, and the rest go on."""

    def __init__(
        self, files: Sequence[str], unit: str | None, year: int | None, patterns: str | None, output: str | None = None
    ) -> None:
        """``output`` is the file that is written in the end; click.UsageError where it is one of those to be read."""
        from extractor import load_rules
        from extractor.model import Told

        if output is not None and Path(output).resolve() in {Path(file).resolve() for file in files}:
            raise click.UsageError(_("--output {path} is a file to be read; name another one.").format(path=output))

        self.files, self.read = files, 0
        self.failed: list[str] = []  # their names
        self.told = Told(unit=unit, year=year)
        self.rules = load_rules(patterns)

    def documents(self) -> Iterator[Document]:
        """Of a bundle (.zip) each file in it."""
        from corpus.reading import defect
        from extractor import extract
        from extractor.errors import TaizhangError, UnreadableFile

        for name, read in self._contents():
            try:
                document = extract(name, read(), told=self.told, rules=self.rules)
            except UnreadableFile as error:
                self._report(name, say(error))
            except TaizhangError:
                raise
            except Exception as error:  # one file's defect must not take away what the others gave
                if os.environ.get("TAIZHANG_DEBUG"):
                    raise
                self._report(name, say(defect(name, error)))
            else:
                self.read += 1
                for warning in document.warnings:
                    tell(_("{name}: {value}").format(name=name, value=_(warning)))
                yield document

    def _contents(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        from corpus.bundles import contents
        from extractor.errors import UnreadableFile

        for file in self.files:
            try:
                for content in contents(file, Path(file).read_bytes()):
                    yield content.path, content.read
            except UnreadableFile as error:
                self._report(file, say(error))
            except OSError as error:
                self._report(file, os_message(file, error))

    def exit_code(self) -> int:
        """0 all read, 1 some not, 2 none."""
        return 0 if not self.failed else 1 if self.read else 2

    def _report(self, name: str, message: str) -> None:
        self.failed.append(name)
        tell(message)
