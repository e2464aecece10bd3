"""The tables of people's corrections as data: what was said, where it applies, and what the facts were before."""

from __future__ import annotations

from .columns import FLAG, KEYED, Column, Table, flag

_FACT_KIND = "TEXT NOT NULL CHECK (kind IN ('amount', 'headcount', 'date', 'activity', 'summary'))"

OVERRIDE = Table(
    "override",
    "A person's correction of a fact, or of a paper's unit or year. It is tied to the place in the file and not to "
    "rows, so that it survives reading the file again, with other rules too. Written by taizhang override and review.",
    (
        Column("id", "TEXT PRIMARY KEY NOT NULL", "The front of a SHA-256 over what it says."),
        Column("sha256", "TEXT NOT NULL", "SHA-256 of the file's bytes; the file need not be in the archive."),
        Column("ordinal", "INTEGER NOT NULL", "Which summary of the file, from 1."),
        Column("kind", _FACT_KIND, "What is corrected: an amount, headcount, date or activity, or the summary itself."),
        Column("block", "INTEGER", "The paragraph or cell where the fact begins; null for a summary."),
        Column("start_at", "INTEGER", "Where it begins in that block's text; null for a summary."),
        Column("end_at", "INTEGER", "Where it ends; null for a summary."),
        Column("text", "TEXT NOT NULL", "The fact as written, empty for a computed amount; a summary's title."),
        Column("role", "TEXT", "The right role; null where it is not corrected, as for every field here."),
        Column("fund", "TEXT", "The right fund."),
        Column("beneficiary_group", "TEXT", "The right group of people; empty for none."),
        Column("value_fen", "INTEGER", "The right sum, in fen."),
        Column("not_a_fact", FLAG.format("not_a_fact"), "1 where the text holds no such fact."),
        Column("unit", "TEXT", "The right unit of the paper."),
        Column("unit_kind", "TEXT", "The right sort of unit."),
        Column("year", "INTEGER", "The right year of the paper."),
        Column("who", "TEXT NOT NULL", "Who made the correction."),
        Column("made_at", "TEXT NOT NULL", "When, UTC, ISO 8601."),
        Column("why", "TEXT NOT NULL", "The reason given."),
        Column("withdrawn_at", "TEXT", "When it was withdrawn, UTC; null while it holds."),
        Column("withdrawn_by", "TEXT", "Who withdrew it."),
        Column("not_duplicate_of", "TEXT", "The summary that this one is no copy of, though alike: summary.id.", 3),
        Column("later_than", "TEXT", "The summary of which this one is the later version: summary.id.", 3),
    ),
    indexes=("CREATE INDEX override_target ON override (sha256, ordinal)",),
    since=2,
)  # fmt: skip
OVERRIDE_FACT = Table(
    "override_fact",
    "Where corrections apply: one row for each that found its fact. A correction without a row is not placed: its file "
    "is not in the archive, or the rules no longer find the fact.",
    (
        Column("override", "TEXT NOT NULL REFERENCES override (id) ON DELETE CASCADE", "The correction: override.id."),
        Column("summary", "TEXT NOT NULL REFERENCES summary (id) ON DELETE CASCADE", "The summary: summary.id."),
        Column("kind", "TEXT NOT NULL", "What is corrected, as in override.kind."),
        Column("fact", "INTEGER NOT NULL", "The fact's id in its summary; 0 for the summary itself."),
        flag("struck", "1 where it says that this is no fact; such headcounts, dates and activities are left out."),
    ),
    ("PRIMARY KEY (summary, kind, fact, override)",),
    KEYED,
    since=2,
)
AS_READ = Table(
    "as_read",
    "What corrections changed, as it was read from the file: also facts that changed with another (a part whose whole "
    "no longer counts). Withdrawing a correction brings these values back.",
    (
        Column("summary", "TEXT NOT NULL REFERENCES summary (id) ON DELETE CASCADE", "The summary: summary.id."),
        Column("kind", "TEXT NOT NULL", "The table: amount, headcount, date, activity or summary."),
        Column("fact", "INTEGER NOT NULL", "The fact's id in its summary; 0 for the summary itself."),
        Column("fields", "TEXT NOT NULL", "The columns that were changed, with their values as read, as JSON."),
    ),
    ("PRIMARY KEY (summary, kind, fact)",),
    KEYED,
    since=2,
)
OVERRIDE_TABLES = (OVERRIDE, OVERRIDE_FACT, AS_READ)
