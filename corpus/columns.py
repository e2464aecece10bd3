"""What a table and a column are, as data; and the columns that many tables share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its SQL type with constraints, and what it means."""

    name: str
    sql: str
    doc: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``tail`` holds its keys; ``options`` follows the closing bracket, ``indexes`` are whole statements."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    tail: tuple[str, ...] = ()
    options: str = "STRICT"
    indexes: tuple[str, ...] = ()

    def create_sql(self) -> str:
        """The CREATE TABLE statement."""
        lines = [f"  {column.name} {column.sql}" for column in self.columns] + [f"  {line}" for line in self.tail]
        return f"CREATE TABLE {self.name} (\n" + ",\n".join(lines) + f"\n) {self.options}"


KEYED = "STRICT, WITHOUT ROWID"
FLAG = "INTEGER NOT NULL CHECK ({0} IN (0, 1))"


def flag(name: str, doc: str) -> Column:
    """A column that is 0 or 1."""
    return Column(name, FLAG.format(name), doc)


SUMMARY_KEY = Column("summary", "TEXT NOT NULL", "The summary that it belongs to: summary.id.")
