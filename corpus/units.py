"""The archive's own units file (TOML): which units there are, of what kind, who stands above whom, and other names.

    [[unit]]
    name = "青石县双拥办"
    kind = "county_office"
    level = "county"

    [[unit]]
    name = "柳溪镇"
    kind = "township"
    level = "township"
    parent = "青石县双拥办"
    aliases = ["柳溪镇人民政府"]

A unit's report may hold the money of the units under it, so totals need this tree.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import BadUnits
from extractor.i18n import N_
from extractor.labels import UNIT_KINDS

LEVELS = ("province", "city", "county", "department", "bureau", "institution", "township", "village", "other")
ADOPTED = "units.toml"  # the name that is looked for in a folder that is read in
_KEYS = {"name": str, "kind": str, "level": str, "parent": str, "aliases": list}

_UNREADABLE = N_("{path}: the units file cannot be read: {reason}. Mend it, then run: taizhang units")
_SHAPE = N_("{path}: unit {number}: {key} is missing or is not of the right sort. A unit needs name and kind, as text.")
_UNKNOWN_KEY = N_("{path}: {name}: there is no field {key}. Fields are: {known}.")
_KIND = N_("{path}: {name}: there is no kind {kind}. Kinds are: {known}.")
_LEVEL = N_("{path}: {name}: there is no level {level}. Levels are: {known}.")
_TWICE = N_("{path}: the name {name} stands for two units. Give each unit names of its own.")
_PARENT = N_("{path}: {name}: the unit above it, {parent}, is not in the file. Add it, or correct the parent's name.")
_CIRCLE = N_("{path}: {name}: it stands above itself ({circle}). Correct one of the parents.")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``kind`` by the fact model, ``level`` one of ``LEVELS``, ``parent`` the name of the unit above it."""

    name: str
    kind: str
    level: str = "other"
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Units:
    """All units of an archive. An archive without a units file has none, and every name stands for itself."""

    by_name: Mapping[str, Unit] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, name: str | None) -> str | None:
        """The unit's own name for a name or another name of it; an unknown name stands for itself."""
        return self.names.get(name, name) if name else None

    def above(self, name: str) -> Iterator[str]:
        """The units above a unit, the nearest first."""
        unit = self.by_name.get(name)
        while unit and unit.parent:
            yield unit.parent
            unit = self.by_name.get(unit.parent)

    def under(self, name: str) -> set[str]:
        """The unit and all units under it."""
        return {other for other in self.by_name if other == name or name in self.above(other)} | {name}

    def in_order(self) -> Iterator[tuple[Unit, int]]:
        """Units as the file has them, each after the unit above it, with how deep it stands."""
        children: dict[str | None, list[Unit]] = defaultdict(list)
        for unit in self.by_name.values():
            children[unit.parent].append(unit)
        stack = [(unit, 0) for unit in reversed(children[None])]
        while stack:
            unit, depth = stack.pop()
            yield unit, depth
            stack.extend((child, depth + 1) for child in reversed(children[unit.name]))


def units_path(archive: Path) -> Path:
    """Where an archive's units file lies: beside it, as taizhang.units.toml beside taizhang.db."""
    return archive.with_name(archive.stem + ".units.toml")


def load_units(archive: Path) -> Units:
    """The archive's units. Raises BadUnits with the first fault; no file is no units."""
    path = units_path(archive)
    if not path.exists():
        return Units()
    units, faults = read_units(path)
    if faults:
        raise faults[0]
    return to_units(units)


def to_units(units: Sequence[Unit]) -> Units:
    """Units that hold together, by name and by other name."""
    names = {name: unit.name for unit in units for name in (unit.name, *unit.aliases)}
    return Units({unit.name: unit for unit in units}, names)


def read_units(path: Path) -> tuple[list[Unit], list[BadUnits]]:
    """The units of a file and everything that is wrong with them. Raises BadUnits where it is no TOML at all."""
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadUnits(_UNREADABLE, path=path, reason=error) from error
    entries = content.get("unit", [])
    if not isinstance(entries, list):
        entries = [entries]
    faults = list(_shape_faults(path, entries))
    if faults:
        return [], faults
    units = [
        Unit(e["name"], e["kind"], e.get("level", "other"), e.get("parent") or None, tuple(e.get("aliases", ())))
        for e in entries
    ]
    return units, [*_word_faults(path, units), *_name_faults(path, units), *_tree_faults(path, units)]


def copy_into(connection: sqlite3.Connection, units: Units) -> None:
    """Make the archive's copy of the units equal to the file, in the caller's transaction."""
    connection.execute("DELETE FROM unit_alias")
    connection.execute("DELETE FROM unit")
    rows = sorted((unit.name, unit.kind, unit.level, unit.parent) for unit in units.by_name.values())
    connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?)", rows)
    other = sorted((alias, name) for alias, name in units.names.items() if alias != name)
    connection.executemany("INSERT INTO unit_alias VALUES (?, ?)", other)


def strangers(connection: sqlite3.Connection, units: Units) -> list[Unit]:
    """Units that the archive's summaries name and the units file does not know, each with its likely kind and level."""
    find = "SELECT unit, min(unit_kind) FROM summary WHERE unit IS NOT NULL GROUP BY unit ORDER BY unit"
    known = units.names
    return [Unit(name, kind, likely_level(kind)) for name, kind in connection.execute(find) if name not in known]


def likely_level(kind: str) -> str:
    """The level that a kind of unit usually has, as a first guess for a units file."""
    if kind == "county_office":
        return "county"
    if kind in ("township", "subdistrict"):
        return "township"
    if kind in ("community", "village"):
        return "village"
    if kind in ("school", "hospital", "enterprise", "park"):
        return "institution"
    return "bureau" if kind.endswith("_bureau") else "department" if kind != "other" else "other"


def _shape_faults(path: Path, entries: Sequence[object]) -> Iterator[BadUnits]:
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not entry.get("name") or not entry.get("kind"):
            yield BadUnits(_SHAPE, path=path, number=number, key="name, kind")
            continue
        for key, value in entry.items():
            if key not in _KEYS:
                yield BadUnits(_UNKNOWN_KEY, path=path, name=entry["name"], key=key, known=", ".join(_KEYS))
            elif not isinstance(value, _KEYS[key]) or (key == "aliases" and not all(isinstance(a, str) for a in value)):
                yield BadUnits(_SHAPE, path=path, number=number, key=key)


def _word_faults(path: Path, units: Sequence[Unit]) -> Iterator[BadUnits]:
    for unit in units:
        if unit.kind not in UNIT_KINDS:
            yield BadUnits(_KIND, path=path, name=unit.name, kind=unit.kind, known=", ".join(UNIT_KINDS))
        if unit.level not in LEVELS:
            yield BadUnits(_LEVEL, path=path, name=unit.name, level=unit.level, known=", ".join(LEVELS))


def _name_faults(path: Path, units: Sequence[Unit]) -> Iterator[BadUnits]:
    seen: set[str] = set()
    for unit in units:
        for name in (unit.name, *unit.aliases):
            if name in seen:
                yield BadUnits(_TWICE, path=path, name=name)
            seen.add(name)


def _tree_faults(path: Path, units: Sequence[Unit]) -> Iterator[BadUnits]:
    parents = {unit.name: unit.parent for unit in units}
    for unit in units:
        if unit.parent and unit.parent not in parents:
            yield BadUnits(_PARENT, path=path, name=unit.name, parent=unit.parent)
        chain = [unit.name]
        while (parent := parents.get(chain[-1])) and parent not in chain:
            chain.append(parent)
        if parent == unit.name:
            yield BadUnits(_CIRCLE, path=path, name=unit.name, circle=" → ".join([*chain, unit.name]))
