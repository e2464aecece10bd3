"""The terminal side of the command line: language, help pages in it, and the last door for what goes wrong.

Exit codes: 0 done, 1 findings or failed files, 2 could not run. A command returns its code (None is 0).
Help texts are marked with ``N_`` and translated when they are shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click

from extractor.errors import TaizhangError
from extractor.i18n import N_, _, detect_language, fold, say, set_language

INTERRUPTED = 130  # what a shell reports of a program that Ctrl-C ended
BROKEN_PIPE = 141  # and of one whose reader (head, less) went away


class _Translated:
    """A text kept as written and read in the language of the moment; click reads help texts when it shows them."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, thing: object, owner: type) -> str | None:
        text = thing.__dict__.get(self.name)
        return _(text) if text else text

    def __set__(self, thing: object, text: str | None) -> None:
        thing.__dict__[self.name] = text


class Formatter(click.HelpFormatter):
    """click's help pages, lines broken by display width: Chinese has no spaces and takes two columns a character."""

    def write_text(self, text: str) -> None:
        super().write_text(fold(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        table = list(rows)
        first = min(max(len(name) for name, _text in table), col_max) + col_spacing
        width = max(self.width - first - 2, 10)
        super().write_dl([(name, fold(text, width)) for name, text in table], col_max, col_spacing)


class Context(click.Context):
    """Makes click use our formatter."""

    formatter_class = Formatter


class Option(click.Option):
    """An option whose help is translated when shown."""

    help = _Translated()


class Command(click.Command):
    """A command whose help is translated when shown; it takes ``--lang`` wherever it stands."""

    help = _Translated()
    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(lang_option(hidden=True))
        # click makes its own help option once and keeps its text in the language of that moment.
        click.help_option(cls=Option, help=N_("Show this message and exit."))(self)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first paragraph of the help, whole: click would cut it at 45 characters."""
        return (self.help or "").split("\n\n")[0]


class Commands(MutableMapping[str, click.Command]):
    """A group's commands by name, each read from the module that holds it when it is first asked for.

    ``places`` maps a name to a module; there the command is a function of that name.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places: dict[str, str | click.Command] = dict(places)

    def __getitem__(self, name: str) -> click.Command:
        place = self._places[name]
        if isinstance(place, str):
            found: click.Command = getattr(import_module(place), name)
            self._places[name] = place = found
        return place

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._places[name] = command

    def __delitem__(self, name: str) -> None:
        del self._places[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Group(click.Group):
    """A group of commands whose help is translated when shown."""

    help = _Translated()
    context_class = Context
    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(param.name == "lang" for param in self.params):
            self.params.append(lang_option(hidden=True))
        # click makes its own help option once and keeps its text in the language of that moment.
        click.help_option(cls=Option, help=N_("Show this message and exit."))(self)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first paragraph of the help, whole: click would cut it at 45 characters."""
        return (self.help or "").split("\n\n")[0]


class Program(Group):
    """The program: chooses the language before click reads a word, and turns what goes wrong into one message."""

    def main(self, args: Sequence[str] | None = None, *_args: Any, **_extra: Any) -> NoReturn:
        set_language(detect_language(sys.argv[1:] if args is None else args, os.environ))
        sys.exit(_guarded(partial(super().main, args, prog_name="taizhang", standalone_mode=False)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that went away (``| head``) is no failure worth a word."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes stdout once more at exit and would complain; it has nowhere to write to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return BROKEN_PIPE
        return code


def os_message(path: str, error: OSError) -> str:
    """What the system has against a file, with what to do."""
    reasons = {
        FileNotFoundError: _("{path}: there is no such file. Look at the name and the folder."),
        IsADirectoryError: _(
            "{path}: this is a folder. Name files, or take the whole folder in with: taizhang ingest {path}"
        ),
        PermissionError: _("{path}: you may not read this file. Ask for the right, or copy it to a place of your own."),
    }
    other = _("{path}: the file cannot be read ({reason}).")
    return reasons.get(type(error), other).format(path=path, reason=error.strerror or str(error))


def lang_option(hidden: bool = False) -> Option:
    """``--lang``. Its value is read before click runs; click only checks it and shows it in the help."""
    text = N_("Language of help and messages; the system's own if not given.")
    return Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, hidden=hidden, help=text)


def _guarded(run: Callable[[], int | None]) -> int:
    """Run, and say in one line what went wrong; the exit code."""
    try:
        return run() or 0
    except click.ClickException as error:
        error.show()
        return 2
    except TaizhangError as error:
        return _fail(say(error))
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # the last door: a user is never shown a traceback
        if os.environ.get("TAIZHANG_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        text = _("taizhang stopped: {what}. This is a defect; please report it with what TAIZHANG_DEBUG=1 prints.")
        return _fail(text.format(what=what))


def _fail(message: str) -> int:
    click.echo(message, err=True)
    return 2


option = partial(click.option, cls=Option)
command = partial(click.command, cls=Command)
group: Callable[..., Callable[[Callable[..., Any]], Group]] = partial(click.group, cls=Group)
