"""What kind of paper a text is (总结, 计划, 通知 …): by its title's last genre word, or by its form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from extractor.kinds import TypeWords
from extractor.model import Evidence
from extractor.outline import Part
from extractor.rules import Rules
from extractor.wording import GAP, bare, pattern_of, union

LONGEST_PLAN = 3000  # characters; a longer text without one finished deed has not been seen
FORM_CONFIDENCE = 0.6
TITLE_CONFIDENCE = 0.9


class Form(NamedTuple):
    """How a text of the type opens, and words that it never holds."""

    type: str
    body: re.Pattern[str]
    unless: re.Pattern[str] | None


class DocumentTypes(NamedTuple):
    """The rules of the document types, compiled."""

    titles: re.Pattern[str]
    of_title: dict[str, str]
    forms: tuple[Form, ...]


@lru_cache(maxsize=8)
def _document_types(rules: Rules) -> DocumentTypes:
    kinds = [body for _, body in rules.of(TypeWords)]
    forms = []
    for kind in kinds:
        if kind.body:
            ignore = rf"(?:{union(kind.ignore)})|" if kind.ignore else ""
            unless = re.compile(rf"{ignore}(?P<hit>{union(kind.unless)})") if kind.unless else None
            body = "|".join(pattern_of(word).replace(GAP, r"[^。！？\n]{0,80}?") for word in kind.body)
            forms.append(Form(kind.type, re.compile(body), unless))
    of_title = {word: kind.type for kind in kinds for word in kind.title}
    return DocumentTypes(re.compile(union(of_title)), of_title, tuple(forms))


def find_type(part: Part, titles: Iterable[tuple[str, str]], rules: Rules) -> Evidence:
    """The document type with its evidence. ``titles`` are (basis, title) pairs, the worthiest first: the first that
    names a type decides, unless the text is in all its words a plan."""
    types = _document_types(rules)
    form = type_of_form(part, types)
    in_form = Evidence("document_type", form, "body", "", FORM_CONFIDENCE)
    for basis, title in titles:
        found = type_of_title(title, types)
        if found is None:
            continue
        if form == "plan" and found[0] in ("summary", "report") and len(part.text) < LONGEST_PLAN:
            return in_form
        return Evidence("document_type", found[0], basis, found[1], TITLE_CONFIDENCE)
    return in_form if form is not None else Evidence("document_type", "other", "none", "", 0.0)


def type_of_title(title: str, types: DocumentTypes) -> tuple[str, str] | None:
    """The type of a title's last genre word, or the first of two that are joined (总结和计划, 总结暨打算)."""
    found = list(types.titles.finditer(bare(title)))
    if not found:
        return None
    chosen = found[-1]
    if len(found) > 1 and re.match(r"(?:[（(][^（）()]*[）)])?以?[和及与暨、]", bare(title)[found[0].end() :]):
        chosen = found[0]
    return types.of_title[chosen[0]], chosen[0]


def type_of_form(part: Part, types: DocumentTypes) -> str | None:
    """The type that the text itself shows: words that only such a paper opens with, and none that it never has."""
    opening = part.text[part.body_start : part.body_start + 400]
    for form in types.forms:
        if form.body.search(opening) and not _holds(form.unless, part):
            return form.type
    return None


def _holds(words: re.Pattern[str] | None, part: Part) -> bool:
    return words is not None and any(match["hit"] for match in words.finditer(part.text, part.body_start))
