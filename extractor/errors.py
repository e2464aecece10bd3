"""What can go wrong, as types. Each message names the file, what is wrong and what to do.

The text is a message id of the catalogues with its parameters, so that the command line can say it in
the reader's language; ``str(error)`` is the English text.
"""

from __future__ import annotations

from collections.abc import Callable


class TaizhangError(Exception):
    """Base of every error that a user may see. ``template`` is a message id; ``params`` fill it.

    ``front`` is what stands before the message id in the template: where a rule's file is at fault.
    """

    front = ""

    def __init__(self, template: str, **params: object) -> None:
        self.template = template
        self.params = params
        super().__init__(template.format(**params))

    def __reduce__(self) -> tuple[Callable[..., TaizhangError], tuple[object, ...]]:
        """As another process hands it over."""
        return _remade, (type(self), str(self), self.__dict__)


def _remade(kind: type[TaizhangError], text: str, fields: dict[str, object]) -> TaizhangError:
    error = kind.__new__(kind)
    Exception.__init__(error, text)
    error.__dict__.update(fields)
    return error


class UnreadableFile(TaizhangError):
    """A file whose text cannot be had: empty, truncated, encrypted, hostile or of another format.

    ``code`` is a short stable name for the reason (``empty``, ``truncated``, ``encrypted``, ``too_large``,
    ``hostile``, ``format``), stored in the archive's run log and printed in the ingest summary.
    """

    def __init__(self, path: str, code: str, template: str, **params: object) -> None:
        self.path = path
        self.code = code
        super().__init__(template, path=path, **params)

    def about(self, path: str) -> UnreadableFile:
        """The same of a file that its reader was given another name for."""
        others = {key: value for key, value in self.params.items() if key != "path"}
        return UnreadableFile(path, self.code, self.template, **others)


class BadRule(TaizhangError):
    """A rule file that cannot be used: names the file, the line, what stands there and what was expected.

    ``line`` 0: it is about the file or folder as a whole.
    """

    def __init__(self, path: str, line: int, template: str, **params: object) -> None:
        self.path = path
        self.line = line
        self.front = "{path}:{line}: " if line else "{path}: "
        super().__init__(self.front + template, path=path, line=line, **params)


class BadArchive(TaizhangError):
    """A database that cannot be opened, is of a newer version, or misses what a command needs."""


class BadUnits(TaizhangError):
    """An archive's units file that does not hold together (unknown parent, a circle, an unknown kind)."""
