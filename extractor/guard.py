"""Regular expressions of rules, ready to be searched with.

Those of the program's own rules are plain ones of the standard library, which knows no time limit. One that a user
brings may be of the sort that takes hours for a sentence, as (a+)+b does: it is searched with a limit, and the rule
that passes it is named. The door to ``regex``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from extractor.errors import BadRule
from extractor.i18n import N_
from extractor.rules import Rule, is_built_in

NO_PATTERN = N_("not a regular expression: {pattern} ({reason})")
TOO_SLOW = N_("the pattern of {name} takes too long on a sentence; write it without repeats inside repeats")
SECONDS = 1.0  # for one search; those of the program's own rules take microseconds
Found = TypeVar("Found")
Source = tuple[Rule, str]


class Pattern(Protocol):
    """What is used of a compiled expression."""

    @property
    def groupindex(self) -> Mapping[str, int]: ...
    def match(self, text: str, start: int, /) -> re.Match[str] | None: ...
    def finditer(self, text: str, start: int, end: int, /) -> Iterator[re.Match[str]]: ...


def compile_pattern(whole: str, sources: Sequence[Source]) -> Pattern:
    """``whole``, which joins the sources, each with its rule; under a guard where one of them is a user's.

    Raises re.error where it is no regular expression, BadRule where only ``regex`` takes it for none.
    """
    plain = re.compile(whole)
    brought = [source for source in sources if not is_built_in(source[0])]
    return Guarded(whole, brought) if brought else plain


class Guarded:
    """An expression with the parts that users brought. Raises BadRule where a search with it takes too long."""

    def __init__(self, whole: str, brought: Sequence[Source]) -> None:
        import regex

        self._brought = brought
        rule = brought[0][0]
        try:
            self._whole: Any = regex.compile(whole)
            self._parts: list[Any] = [regex.compile(source) for _, source in brought]
        except regex.error as error:
            raise BadRule(rule.path, rule.line, NO_PATTERN, pattern=brought[0][1], reason=str(error)) from None

    @property
    def groupindex(self) -> Mapping[str, int]:
        index: Mapping[str, int] = self._whole.groupindex
        return index

    def match(self, text: str, start: int, /) -> re.Match[str] | None:
        found: re.Match[str] | None = self._limited(lambda pattern: pattern.match(text, start, timeout=SECONDS))
        return found

    def finditer(self, text: str, start: int, end: int, /) -> Iterator[re.Match[str]]:
        return self._limited(lambda pattern: iter(list(pattern.finditer(text, start, end, timeout=SECONDS))))

    def _limited(self, search: Callable[[Any], Found]) -> Found:
        try:
            return search(self._whole)
        except TimeoutError:
            pairs = zip(self._brought, self._parts, strict=True)
            rule = next((rule for (rule, _), part in pairs if _slow(search, part)), self._brought[0][0])
            raise BadRule(rule.path, rule.line, TOO_SLOW, name=rule.name) from None


def _slow(search: Callable[[Any], object], part: object) -> bool:
    try:
        search(part)
    except TimeoutError:
        return True
    return False
