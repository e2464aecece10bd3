"""A person's corrections: what one says, what it is tied to, and keeping them in the archive.

A correction is tied to the file's bytes and to a place in them, so that it outlives every reading of the file.
``corpus.amend`` brings it to bear on the facts.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from extractor.errors import TaizhangError
from extractor.i18n import N_
from extractor.labels import ROLES, UNIT_KINDS

# What can be corrected of what. ``confirmed`` alone (nothing changed) says that a person looked and found it right.
FIELDS = {
    "amount": ("role", "fund", "beneficiary_group", "value_fen", "not_a_fact"),
    "headcount": ("beneficiary_group", "not_a_fact"),
    "date": ("not_a_fact",),
    "activity": ("not_a_fact",),
    "summary": ("unit", "unit_kind", "year", "not_duplicate_of", "later_than"),
}
BETWEEN = ("not_duplicate_of", "later_than")  # what a correction says of two papers
CHANGES = ("role", "fund", "beneficiary_group", "value_fen", "not_a_fact", "unit", "unit_kind", "year", *BETWEEN)
_TEXTS = (
    "role",
    "fund",
    "beneficiary_group",
    "unit",
    "unit_kind",
    "who",
    "made_at",
    "why",
    "withdrawn_at",
    "withdrawn_by",
    *BETWEEN,
)
_ID_LENGTH = 12

_NOT_OF = N_("{field} cannot be corrected of a fact of kind {kind}. What can be: {known}.")
_UNKNOWN = N_("there is no {part} called {value}. There are: {known}.")
_NO_WHY = N_("a correction needs a reason. Give it with --why.")
_NONE = N_("no correction is called {name}. See them with: taizhang override list")
_SEVERAL = N_("{name} may be any of these corrections; give more of the name: {among}")
_WITHDRAWN = N_("the correction {name} is already withdrawn.")


class BadOverride(TaizhangError):
    """A correction that cannot be made, found or read from a file."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a correction is tied to: a fact's place in a file, or (``kind`` summary, no place) one of its summaries."""

    sha256: str
    ordinal: int
    kind: str
    block: int | None = None
    start_at: int | None = None
    end_at: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A correction. None in a field of ``CHANGES``: as it was read; an empty ``beneficiary_group``: of no group."""

    sha256: str
    ordinal: int
    kind: str
    block: int | None
    start_at: int | None
    end_at: int | None
    text: str
    role: str | None = None
    fund: str | None = None
    beneficiary_group: str | None = None
    value_fen: int | None = None
    not_a_fact: int = 0
    unit: str | None = None
    unit_kind: str | None = None
    year: int | None = None
    who: str = ""
    made_at: str = ""
    why: str = ""
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    not_duplicate_of: str | None = None
    later_than: str | None = None

    @property
    def id(self) -> str:
        """The front of a SHA-256 over all but its withdrawal: said twice, a correction is still one."""
        said = {name: value for name, value in asdict(self).items() if not name.startswith("withdrawn")}
        for name in BETWEEN:  # ids from before there were these stay as they are
            if said[name] is None:
                del said[name]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:_ID_LENGTH]

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that it corrects."""
        found = {name: getattr(self, name) for name in CHANGES}
        return {name: value for name, value in found.items() if value is not None and value != 0}

    @property
    def place(self) -> tuple[int | None, int | None, int | None, str]:
        """Where its fact stands, and the words there."""
        return self.block, self.start_at, self.end_at, self.text


NAMES = tuple(field.name for field in fields(Override))


def make(target: Target, changes: Mapping[str, Any], who: str, why: str, made_at: str = "") -> Override:
    """A checked correction of a target, made now. Raises BadOverride where it says what cannot be."""
    override = Override(**asdict(target), **changes, who=who, made_at=made_at or now(), why=why)
    override = replace(override, not_a_fact=int(override.not_a_fact))  # as the archive keeps it, for the id's sake
    check(override)
    return override


def check(override: Override) -> None:
    """Raise BadOverride where a correction gives a field that its kind has not, an unknown code, or no reason."""
    from extractor.model import FUNDS

    known = FIELDS[override.kind]
    for field in override.changes:
        if field not in known:
            raise BadOverride(_NOT_OF, field=field, kind=override.kind, known=", ".join(known))
    for field, among in (("role", ROLES), ("fund", FUNDS), ("unit_kind", UNIT_KINDS)):
        value = getattr(override, field)
        if value is not None and value not in among:
            raise BadOverride(_UNKNOWN, part=field, value=value, known=", ".join(among))
    if not override.why.strip():
        raise BadOverride(_NO_WHY)


def insert(connection: sqlite3.Connection, overrides: Iterable[Override]) -> int:
    """Keep corrections; one that is there already stays as it is, but takes a withdrawal over. How many were new."""
    marks = ", ".join("?" * (len(NAMES) + 1))
    new = 0
    for override in overrides:
        row = (override.id, *(getattr(override, name) for name in NAMES))
        new += connection.execute(f"INSERT OR IGNORE INTO override VALUES ({marks})", row).rowcount
        if override.withdrawn_at:
            _mark_withdrawn(connection, override.id, override.withdrawn_at, override.withdrawn_by or "")
    return new


def withdraw(connection: sqlite3.Connection, name: str, who: str) -> Override:
    """Withdraw the correction of that name (the front of its id will do). Raises BadOverride where there is none."""
    override = find(connection, name)
    if override.withdrawn_at:
        raise BadOverride(_WITHDRAWN, name=override.id)
    at = now()
    _mark_withdrawn(connection, override.id, at, who)
    return replace(override, withdrawn_at=at, withdrawn_by=who)


def find(connection: sqlite3.Connection, name: str) -> Override:
    """The correction whose id begins so. Raises BadOverride where there is none, or several."""
    found = [one for one in every(connection) if name and one.id.startswith(name.lower())]
    if len(found) != 1:
        among = ", ".join(one.id for one in found[:10])
        raise BadOverride(_SEVERAL if found else _NONE, name=name, among=among)
    return found[0]


def every(connection: sqlite3.Connection) -> list[Override]:
    """All corrections, withdrawn ones too, in the order in which they were made."""
    return list(_select(connection, "1"))


def active(connection: sqlite3.Connection, sha256: str, ordinal: int) -> list[Override]:
    """The corrections that hold for a summary, in the order in which they apply: of two, the later one has the say."""
    return list(_select(connection, "withdrawn_at IS NULL AND sha256 = ? AND ordinal = ?", sha256, ordinal))


def placed(connection: sqlite3.Connection) -> dict[str, tuple[str, str, int]]:
    """Where corrections apply: id to summary, kind and fact."""
    rows = connection.execute("SELECT override, summary, kind, fact FROM override_fact").fetchall()
    return {row[0]: row[1:] for row in rows}


def now() -> str:
    """The time, UTC, ISO 8601, fine enough that two answers in a row keep their order."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def from_record(record: Mapping[str, Any]) -> Override:
    """A correction out of a file's record; unknown keys and wrong sorts raise KeyError, TypeError or ValueError."""
    given = {name: value for name, value in record.items() if name != "id"}
    if unknown := set(given) - set(NAMES):
        raise ValueError(", ".join(sorted(unknown)))
    override = Override(**{"block": None, "start_at": None, "end_at": None, "text": "", **given})
    numbers = (override.ordinal, *(n for n in (override.block, override.start_at, override.end_at) if n is not None))
    texts = [value for name in _TEXTS if (value := getattr(override, name)) is not None]
    if not all(isinstance(value, int) for value in numbers) or not all(isinstance(value, str) for value in texts):
        raise TypeError(override.made_at)
    if override.kind not in FIELDS or (override.kind != "summary") != (override.block is not None):
        raise ValueError(override.kind)
    override = replace(override, not_a_fact=int(override.not_a_fact))
    datetime.fromisoformat(override.made_at)
    check(override)
    return override


def to_record(override: Override) -> dict[str, Any]:
    """A correction as a file keeps it: its id, then what is given of it."""
    given = {name: value for name, value in asdict(override).items() if value is not None}
    if not given.pop("not_a_fact"):
        return {"id": override.id, **given}
    return {"id": override.id, **given, "not_a_fact": True}


def _mark_withdrawn(connection: sqlite3.Connection, key: str, at: str, who: str) -> None:
    connection.execute(
        "UPDATE override SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_at IS NULL", (at, who, key)
    )


def _select(connection: sqlite3.Connection, where: str, *values: object) -> Iterator[Override]:
    sql = f"SELECT {', '.join(NAMES)} FROM override WHERE {where} ORDER BY made_at, id"
    for row in connection.execute(sql, values).fetchall():
        yield Override(*row)
