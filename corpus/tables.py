"""The archive's tables as data, every table and column with its meaning: ``schema`` makes them, ``dictionary`` prints.

Table names are singular and hold codes and fen; the plural names (``subsidies``, ``ledger``, …) are views for people.
Keys come from a file's content and a fact's place in it, never from the order in which files were read, so that two
archives of the same files hold the same keys.
"""

from __future__ import annotations

from .columns import KEYED, SUMMARY_KEY, Column, Table, flag
from .fact_tables import ACTIVITY, ACTIVITY_FACT, AMOUNT, DATE, HEADCOUNT
from .override_tables import OVERRIDE_TABLES

DOCUMENT = Table(
    "document",
    "A source file, known by its bytes: the same file in two folders is one document with two paths.",
    (
        Column("id", "TEXT PRIMARY KEY NOT NULL", "The first 16 hexadecimal digits of sha256."),
        Column("sha256", "TEXT NOT NULL UNIQUE", "SHA-256 of the file's bytes."),
        Column("format", "TEXT NOT NULL", "What the bytes are (docx, doc, rtf, text, …), told from the content."),
        Column("source", "TEXT NOT NULL", "The path whose folder and file name were read for unit and year."),
        Column("rules_version", "TEXT NOT NULL", "Version of the rules that read it."),
        Column("told", "TEXT NOT NULL", "Fingerprint of what the reading was told: paths, units, years, other names."),
        Column("warnings", "TEXT NOT NULL", "What the reader remarked, as a JSON list of texts."),
    ),
)
PATH = Table(
    "path",
    "Where a document's file lies. Paths are relative to the archive's folder where the file lies under it.",
    (
        Column("path", "TEXT PRIMARY KEY NOT NULL", "The path, with / between folders."),
        Column("document", "TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE", "The document: document.id."),
        Column("told_unit", "TEXT", "The unit that the user gave with --unit; it wins over what the text says."),
        Column("told_year", "INTEGER", "The year that the user gave with --year; it wins over what the text says."),
    ),
    indexes=("CREATE INDEX path_document ON path (document)",),
)
REPLACEMENT = Table(
    "replacement",
    "A file that a later version replaced (初稿, 定稿): it is passed over when its folder is read again.",
    (
        Column("sha256", "TEXT PRIMARY KEY NOT NULL", "SHA-256 of the replaced file."),
        Column("path", "TEXT NOT NULL", "Where the replaced file lay."),
        Column("document", "TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE", "The version that replaced it."),
    ),
)
SUMMARY = Table(
    "summary",
    "One work summary (总结). A compilation (汇总N篇) holds several in one document.",
    (
        Column("id", "TEXT PRIMARY KEY NOT NULL", "document.id, a hyphen and ordinal."),
        Column("document", "TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE", "The file it stands in."),
        Column("ordinal", "INTEGER NOT NULL", "Its number in the file, from 1."),
        Column("title", "TEXT NOT NULL", "Its title (标题) as written."),
        Column("unit", "TEXT", "The unit (单位) that reports, as written. Null where unknown or unsure."),
        Column("unit_kind", "TEXT NOT NULL", "The sort of unit: county_office, township, school, …"),
        Column("year", "INTEGER", "The year reported on. Null where unknown, masked (20xx) or several."),
        Column(
            "year_basis", "TEXT NOT NULL", "Where the year was found: title, first_sentence, signoff, folder, told, …"
        ),
        Column("period", "TEXT", "The time reported on, as EDTF (ISO 8601-2): 2016, 2023-40 (first half), 2016/2020."),
        Column("first_day", "TEXT", "First day of the period, ISO 8601; null where the year is unknown."),
        Column("last_day", "TEXT", "Last day of the period, ISO 8601; null where the year is unknown."),
        Column(
            "document_type", "TEXT NOT NULL", "summary, plan, notice, report, deeds, briefing, request, speech, other."
        ),
        Column("characters", "INTEGER NOT NULL", "Length of its text."),
        Column(
            "subsidy_fen",
            "INTEGER NOT NULL",
            "What its counting amounts add up to, service and civil, in fen (0.01 yuan).",
        ),
    ),
    indexes=("CREATE INDEX summary_document ON summary (document)",),
)
EVIDENCE = Table(
    "evidence",
    "Why a summary's unit, year, period or type has its value.",
    (
        SUMMARY_KEY,
        Column("id", "INTEGER NOT NULL", "Number of the piece of evidence, from 0."),
        Column("field", "TEXT NOT NULL", "Which field: unit, unit_kind, year, period, document_type."),
        Column("value", "TEXT", "The value that this piece speaks for; null where it speaks for none."),
        Column(
            "basis", "TEXT NOT NULL", "Where it was found: title, signoff, folder, …; conflict: paths that disagree."
        ),
        Column("text", "TEXT NOT NULL", "The words themselves."),
        Column("confidence", "REAL NOT NULL", "From 0 to 1."),
    ),
    ("PRIMARY KEY (summary, id)", "FOREIGN KEY (summary) REFERENCES summary (id) ON DELETE CASCADE"),
    KEYED,
)
SECTION = Table(
    "section",
    "A heading and what stands under it, up to the next heading.",
    (
        SUMMARY_KEY,
        Column("id", "INTEGER NOT NULL", "Number of the section in its summary, from 0."),
        Column("number", "TEXT NOT NULL", "Its number as written or as Word shows it: 一、（一）1."),
        Column(
            "level", "INTEGER NOT NULL", "Depth of the heading, 1 the highest; 0 for text before the first heading."
        ),
        Column("heading", "TEXT NOT NULL", "The heading without its number."),
        Column("parent", "INTEGER", "The section above it: section.id of the same summary."),
        Column(
            "standard", "TEXT NOT NULL", "Codes of the standard sections that it fills, as a JSON list; often empty."
        ),
        Column("block", "INTEGER NOT NULL", "The paragraph of the file where it begins: block.id."),
    ),
    ("PRIMARY KEY (summary, id)", "FOREIGN KEY (summary) REFERENCES summary (id) ON DELETE CASCADE"),
    KEYED,
)
BLOCK = Table(
    "block",
    "A paragraph or table cell of a source file, in the order of its body. Its text is in the sentences.",
    (
        Column("document", "TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE", "The file: document.id."),
        Column("id", "INTEGER NOT NULL", "Its number in the file, from 0. People are shown this number plus 1."),
        Column("kind", "TEXT NOT NULL", "paragraph, cell, textbox, note or furniture (page header and footer)."),
        Column("label", "TEXT NOT NULL", "Word's automatic number before the paragraph, which is not in the text."),
        Column("table_no", "INTEGER", "For a cell: which table of the file, from 0."),
        Column("row_no", "INTEGER", "For a cell: its row, from 0."),
        Column("column_no", "INTEGER", "For a cell: its column, from 0; a merged cell stands at its first."),
    ),
    ("PRIMARY KEY (document, id)",),
    KEYED,
)
SENTENCE = Table(
    "sentence",
    "A sentence with its full text. Every fact points at one.",
    (
        Column(
            "id",
            "INTEGER PRIMARY KEY",
            "Internal number that links to the full text index; the key is summary, ordinal.",
        ),
        Column("summary", "TEXT NOT NULL REFERENCES summary (id) ON DELETE CASCADE", "The summary: summary.id."),
        Column("ordinal", "INTEGER NOT NULL", "Its number in the summary, from 0."),
        Column("section", "INTEGER NOT NULL", "The section it stands in: section.id of the same summary."),
        Column("paragraph", "INTEGER NOT NULL", "Which joined paragraph of the summary, from 0."),
        flag("heading", "1 where it is a heading's own line."),
        flag("planned", "1 where it stands in a passage on what is to come."),
        Column("block", "INTEGER NOT NULL", "The paragraph or cell of the file where it begins: block.id."),
        Column("text", "TEXT NOT NULL", "The sentence, broken lines joined."),
    ),
    ("UNIQUE (summary, ordinal)",),
)
CHECK_RESULT = Table(
    "check_result",
    "An arithmetic check: does a rate times heads, or the sum of the parts, give what is stated?",
    (
        SUMMARY_KEY,
        Column("id", "INTEGER NOT NULL", "Number of the check in its summary, from 0."),
        Column("kind", "TEXT NOT NULL", "rate_times_heads, parts_of_whole, heads_of_whole or percent."),
        Column("operands", "TEXT NOT NULL", 'The facts it was made of, as JSON: [["amount", 6], ["headcount", 3]].'),
        Column("expected", "INTEGER", "What the arithmetic gives, in fen or heads."),
        Column("stated", "INTEGER", "What the text says, in fen or heads."),
        Column("difference", "INTEGER", "stated less expected."),
        Column("result", "TEXT NOT NULL", "holds, fails or unknown."),
    ),
    ("PRIMARY KEY (summary, id)", "FOREIGN KEY (summary) REFERENCES summary (id) ON DELETE CASCADE"),
    KEYED,
)
UNIT = Table(
    "unit",
    "The units as the archive's own units file has them: a copy, so that views can name units rightly.",
    (
        Column("name", "TEXT PRIMARY KEY NOT NULL", "The unit's name."),
        Column("kind", "TEXT NOT NULL", "The sort of unit."),
        Column(
            "level",
            "TEXT NOT NULL",
            "Its rank: province, city, county, department, bureau, township, …",
        ),
        Column("parent", "TEXT", "The unit above it, whose reports hold its money."),
    ),
    options=KEYED,
)
UNIT_ALIAS = Table(
    "unit_alias",
    "Other names of units.",
    (
        Column("alias", "TEXT PRIMARY KEY NOT NULL", "A name that documents use."),
        Column("unit", "TEXT NOT NULL REFERENCES unit (name) ON DELETE CASCADE", "The unit's name in the units file."),
    ),
    options=KEYED,
)
RUN = Table(
    "run",
    "The log: one row for each time that files were read in.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the run."),
        Column("started_at", "TEXT NOT NULL", "When it began, UTC, ISO 8601."),
        Column("finished_at", "TEXT", "When it ended; null where it was cut short."),
        Column("rules_version", "TEXT NOT NULL", "Version of the rules used."),
        Column("version", "TEXT NOT NULL DEFAULT ''", "Version of the program; empty for runs before it was kept.", 3),
        Column("options", "TEXT NOT NULL DEFAULT '{}'", "What was asked for, as JSON: jobs, unit, year, force, …", 3),
    ),
)
RUN_FILE = Table(
    "run_file",
    "The log: what became of each file of a run.",
    (
        Column("run", "INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE", "The run: run.id."),
        Column("path", "TEXT NOT NULL", "The file's path."),
        Column("sha256", "TEXT", "SHA-256 of its bytes; null where they could not be had."),
        Column("outcome", "TEXT NOT NULL", "new, unchanged, reread, updated, replaced, failed or pruned."),
        Column("code", "TEXT", "For a failed file, the reason as a short code."),
        Column("message", "TEXT", "For a failed file, the reason in words."),
        Column("at_time", "TEXT NOT NULL", "When, UTC, ISO 8601."),
        Column("milliseconds", "INTEGER", "How long it took to read; null where it was not read.", 3),
    ),
    ("PRIMARY KEY (run, path)",),
    KEYED,
    ("CREATE INDEX run_file_sha256 ON run_file (sha256)",),
)
SKETCH = Table(
    "sketch",
    "A sketch of a summary's words (MinHash), by which nearly alike papers of one unit are told.",
    (
        Column(
            "summary", "TEXT PRIMARY KEY NOT NULL REFERENCES summary (id) ON DELETE CASCADE", "The summary: summary.id."
        ),
        Column("hashes", "BLOB NOT NULL", "The sketch: 32-bit numbers, little end first; empty for a text too short."),
    ),
    since=3,
)
META = Table(
    "meta",
    "Facts about the archive itself.",
    (
        Column("key", "TEXT PRIMARY KEY NOT NULL", "Name of the entry."),
        Column("value", "TEXT NOT NULL", "Its value."),
    ),
    options=KEYED,
)
ARCHIVE_TABLES = (
    DOCUMENT, PATH, REPLACEMENT, SUMMARY, EVIDENCE, SECTION, BLOCK, SENTENCE, AMOUNT, HEADCOUNT, DATE, ACTIVITY,
    ACTIVITY_FACT, CHECK_RESULT, UNIT, UNIT_ALIAS, RUN, RUN_FILE, META, SKETCH,
)  # fmt: skip
TABLES = (*ARCHIVE_TABLES, *OVERRIDE_TABLES)

FULL_TEXT_DOC = (
    "The full text index over sentences (FTS5), one character a token, kept without a copy of the text; rowid is "
    "sentence.id. taizhang search asks it."
)
FULL_TEXT = (
    "CREATE VIRTUAL TABLE sentence_index USING fts5 (characters, content = '', "
    "tokenize = \"unicode61 remove_diacritics 0 tokenchars '._'\")"
)
