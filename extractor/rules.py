"""patterns/*.toml -> frozen Rule values, validated. A rule that cannot be used names its file, line and what was
expected.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from extractor.errors import BadRule
from extractor.i18n import N_
from extractor.kinds import KINDS, Cue, Wording

BASE_KEYS = {"name", "kind", "examples", "counter_examples", "note", "enabled"}
PROVEN_BY_SHAPE = {"profile"}  # a profile's proof is that its codes exist; it has no sentence to be tried on

MOST_GAPS = 2  # in a wording
EXPECTED = {
    str: N_("{key} must be a text in quotation marks, found {found}"),
    int: N_("{key} must be a whole number, found {found}"),
    bool: N_("{key} must be true or false, found {found}"),
}

Body = TypeVar("Body")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its proof. ``body`` is the record of its kind; ``path`` and ``line`` say where it stands.

    An example is a sentence; 【】 around a fact's words say which fact is meant. A counter-example is a sentence in
    which the rule must not do what it does. ``extractor.proof`` runs both.
    """

    name: str
    kind: str
    path: str
    line: int
    body: Any
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set. ``version`` changes whenever any rule does."""

    rules: tuple[Rule, ...]
    version: str

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __hash__(self) -> int:
        return hash(self.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rules) and other.version == self.version

    def of(self, kind: type[Body]) -> list[tuple[Rule, Body]]:
        """The rules whose body is a ``kind``, with their bodies, in the order of the files."""
        return [(rule, rule.body) for rule in self.rules if isinstance(rule.body, kind)]

    def named(self, name: str) -> Rule:
        """Raises KeyError where no rule has the name."""
        return next_or_raise(rule for rule in self.rules if rule.name == name)


def next_or_raise(found: Iterator[Rule]) -> Rule:
    """The first of them; KeyError where there is none."""
    for rule in found:
        return rule
    raise KeyError


def built_in_folder() -> Path:
    """The folder of the program's own rules."""
    import patterns

    return Path(patterns.__file__).parent


def is_built_in(rule: Rule) -> bool:
    """Whether a rule is one of the program's own."""
    return Path(rule.path).parent == built_in_folder()


@lru_cache(maxsize=8)
def load_rules(folder: str | None = None) -> Rules:
    """The built-in rules, with those of ``folder`` added. A rule of the same name there replaces the built-in one;
    ``enabled = false`` takes it away.

    Raises BadRule for a file that cannot be used.
    """
    found = {rule.name: rule for rule in read_folder(built_in_folder())}
    if folder is not None:
        if not Path(folder).is_dir():
            raise BadRule(folder, 0, "no such folder of rules; give a folder that holds .toml files")
        for rule in read_folder(Path(folder)):
            found[rule.name] = rule
    live = tuple(rule for rule in found.values() if rule.body is not None)
    return Rules(live, version_of(live))


def version_of(rules: tuple[Rule, ...]) -> str:
    """12 hexadecimal digits over every rule's name and body."""
    text = "\n".join(f"{rule.name} {rule.kind} {rule.body!r}" for rule in rules)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_folder(folder: Path) -> Iterator[Rule]:
    """A folder's rules in the order of its files' names. Raises BadRule where two have one name."""
    seen: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.toml")):
        for rule in read_file(path):
            if rule.name in seen:
                other = seen[rule.name]
                raise BadRule(
                    rule.path,
                    rule.line,
                    "the name {name} is taken by {other}:{other_line}; give this rule another name",
                    name=rule.name,
                    other=other.path,
                    other_line=other.line,
                )
            seen[rule.name] = rule
            yield rule


def read_file(path: Path) -> Iterator[Rule]:
    """The rules of one file. Raises BadRule."""
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise BadRule(str(path), line, "not valid TOML: {reason}", reason=str(error)) from None
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*rule\s*\]\]", line)]
    entries = data.get("rule", [])
    unknown = sorted(set(data) - {"rule"})
    if unknown or not isinstance(entries, list) or len(entries) != len(heads):
        raise BadRule(str(path), 1, "expected only [[rule]] entries, found {found}", found=", ".join(unknown) or "rule")
    for entry, line, following in zip(entries, heads, [*heads[1:], len(lines) + 1], strict=True):
        yield read_rule(entry, Entry(str(path), line, lines[line - 1 : following - 1]))


def read_text(path: Path) -> str:
    """A rule file's text. Raises BadRule where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadRule(str(path), 1, "not UTF-8; save the file as UTF-8") from None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry's place: its file, the line of its [[rule]], and its own lines."""

    path: str
    line: int
    lines: list[str]

    def fail(self, key: str, template: str, /, **params: object) -> BadRule:
        at = next((n for n, line in enumerate(self.lines) if re.match(rf"\s*{re.escape(key)}\s*=", line)), 0)
        return BadRule(self.path, self.line + at, template, **params)


def read_rule(entry: dict[str, Any], at: Entry) -> Rule:
    """One [[rule]] entry as a Rule. Raises BadRule."""
    name = entry.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", name):
        raise at.fail(
            "name",
            "a rule needs a name of small letters and dots, such as fund.pension; found {found}",
            found=repr(name),
        )
    if entry.get("enabled") is False:
        return Rule(name, str(entry.get("kind")), at.path, at.line, None)
    kind = entry.get("kind")
    if kind not in KINDS:
        raise at.fail("kind", "the kind is {found}, expected one of {kinds}", found=repr(kind), kinds=", ".join(KINDS))
    examples = strings(entry, "examples", at)
    if not examples and kind not in PROVEN_BY_SHAPE:
        raise at.fail("name", "{name} has no examples; give at least one sentence that it must match", name=name)
    body = read_body({k: v for k, v in entry.items() if k not in BASE_KEYS}, KINDS[kind], at)
    if isinstance(body, Cue | Wording):
        check_patterns(body.patterns, at)
    return Rule(name, kind, at.path, at.line, body, examples, strings(entry, "counter_examples", at))


def check_patterns(patterns: tuple[str, ...], at: Entry) -> None:
    """Raises BadRule where one of them, or all joined, is no regular expression."""
    for pattern in (*patterns, "|".join(patterns)):
        try:
            re.compile(pattern)
        except re.error as error:
            template = N_("not a regular expression: {pattern} ({reason})")
            raise at.fail("patterns", template, pattern=pattern, reason=str(error)) from None


def check_gaps(words: list[str], key: str, at: Entry) -> None:
    """Raises BadRule for a wording with so many gaps that looking for it could take hours: each multiplies the time."""
    for word in words:
        if key != "patterns" and word.count("…") > MOST_GAPS:
            template = N_("{word} has more than {most} gaps (…); write it as several wordings")
            raise at.fail(key, template, word=word, most=MOST_GAPS)


def strings(entry: dict[str, Any], key: str, at: Entry) -> tuple[str, ...]:
    """A list of sentences under a key. Raises BadRule."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise at.fail(key, "{key} must be a list of sentences", key=key)
    return tuple(value)


def read_body(entry: dict[str, Any], record: type, at: Entry) -> object:
    """The record of a rule's kind from its entry. Raises BadRule for unknown, missing and ill-typed keys."""
    hints = get_type_hints(record)
    for key in entry:
        if key not in hints:
            raise at.fail(key, "unknown key {key}; this kind of rule has {known}", key=key, known=", ".join(hints))
    values = {}
    for each in fields(record):
        if each.name in entry:
            values[each.name] = coerce(entry[each.name], hints[each.name], each.name, at)
        elif each.default is MISSING:
            raise at.fail("kind", "the key {key} is missing", key=each.name)
    return record(**values)


def coerce(value: Any, hint: Any, key: str, at: Entry) -> Any:
    """``value`` as the hint's type, or BadRule. Hints are str, int, bool, Literal, tuple[str, ...], or one of them |
    None.
    """
    origin = get_origin(hint)
    if origin in (types.UnionType, Union):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
        origin = get_origin(hint)
    if origin is tuple:
        if isinstance(value, list) and value and all(isinstance(item, str) and item for item in value):
            check_gaps(value, key, at)
            return tuple(value)
        raise at.fail(key, "{key} must be a list of words, found {found}", key=key, found=repr(value))
    if origin is Literal:
        if value in get_args(hint):
            return value
        raise at.fail(
            key,
            "{key} is {found}, expected one of {known}",
            key=key,
            found=repr(value),
            known=", ".join(map(str, get_args(hint))),
        )
    if isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise at.fail(key, EXPECTED[hint], key=key, found=repr(value))
