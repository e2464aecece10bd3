"""What a table and a column are, as data; and the columns that many tables share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its SQL type with constraints, and what it means.

    ``since`` is the archive's version that brought it; an older archive has it added behind its other columns.
    """

    name: str
    sql: str
    doc: str
    since: int = 1

    def add_sql(self, table: str) -> str:
        """The statement that adds it to a table of an older archive."""
        return f"ALTER TABLE {table} ADD COLUMN {self.name} {self.sql}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``tail`` holds its keys; ``options`` follows the closing bracket, ``indexes`` are whole statements.

    ``since`` is the archive's version that brought it.
    """

    name: str
    doc: str
    columns: tuple[Column, ...]
    tail: tuple[str, ...] = ()
    options: str = "STRICT"
    indexes: tuple[str, ...] = ()
    since: int = 1

    def create_sql(self, version: int) -> str:
        """The CREATE TABLE statement as an archive of that version had it; later columns are added by migrations."""
        columns = [column for column in self.columns if column.since <= version]
        lines = [f"  {column.name} {column.sql}" for column in columns] + [f"  {line}" for line in self.tail]
        return f"CREATE TABLE {self.name} (\n" + ",\n".join(lines) + f"\n) {self.options}"


KEYED = "STRICT, WITHOUT ROWID"
FLAG = "INTEGER NOT NULL CHECK ({0} IN (0, 1))"


def flag(name: str, doc: str) -> Column:
    """A column that is 0 or 1."""
    return Column(name, FLAG.format(name), doc)


SUMMARY_KEY = Column("summary", "TEXT NOT NULL", "The summary that it belongs to: summary.id.")
