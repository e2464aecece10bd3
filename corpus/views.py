"""The archive's views as data: what people see who open the file in any SQLite tool. Money is in yuan (元)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view: its meaning, its columns' meanings in order, and its SELECT."""

    name: str
    doc: str
    columns: tuple[tuple[str, str], ...]
    select: str

    def create_sql(self) -> str:
        """The CREATE VIEW statement; column names come from ``columns``."""
        return f"CREATE VIEW {self.name} ({', '.join(name for name, _doc in self.columns)}) AS\n{self.select}"


_UNIT = ("unit", "The unit that reports, by its name in the units file.")
_YEAR = ("year", "The year that it is for; null where unknown.")
_DOCUMENT_TYPE = ("document_type", "summary, report, plan, …; taizhang query takes summaries and reports only.")
_MARK = ("mark", "约 for a figure that is approximate, 至少 for one that is at least.")
_SENTENCE = ("sentence", "The sentence it stands in.")
_FILE = ("file", "The file it stands in.")
_PARAGRAPH = ("paragraph", "Number of the paragraph or table cell in the file, from 1.")
_FACT = ("fact", "The fact's name, for taizhang show.")
_PERIOD = ("period", "The time that it is for, as EDTF.")
_UNIT_SQL = "coalesce((SELECT unit FROM unit_alias WHERE alias = s.unit), s.unit)"
_FILE_SQL = "(SELECT min(path) FROM path WHERE document = s.document)"


def _mark(fact: str, value: str) -> str:
    exact = f"iif({fact}.{value} IS NULL, '约', '')"
    return f"CASE {fact}.bound WHEN 'exact' THEN {exact} WHEN 'over' THEN '至少' ELSE '约' END"


def _words(field: str) -> str:
    """The words that speak loudest for a summary's field."""
    among = f"SELECT text FROM evidence WHERE summary = s.id AND field = '{field}'"
    return f"coalesce(({among} ORDER BY confidence DESC, id LIMIT 1), '')"


def _stands(kind: str, fact: str = "f") -> str:
    """What no person has struck out as no such fact."""
    among = f"SELECT summary, fact FROM override_fact WHERE kind = '{kind}' AND struck = 1"
    return f"({fact}.summary, {fact}.id) NOT IN ({among})"


_FROM_FACT = """FROM {0} f JOIN summary s ON s.id = f.summary
JOIN sentence t ON t.summary = f.summary AND t.ordinal = f.sentence"""

_AMOUNT_COLUMNS = (
    _UNIT,
    _YEAR,
    ("fund", "What kind of money."),
    ("beneficiary_group", "The standard group it is for, where there is one."),
    ("yuan", "The sum in yuan; its low end where only a range is known."),
    _MARK,
    _SENTENCE,
    _FILE,
    _PARAGRAPH,
    ("scope", "service, or civil for relief to civilians."),
    ("direction", "to_service, or to_public for what troops give to civilians."),
    _PERIOD,
    _DOCUMENT_TYPE,
    _FACT,
)

DOCUMENTS = View(
    "documents",
    "One row a summary: what it is, where it lies, and what it adds up to.",
    (
        _UNIT,
        ("unit_kind", "The sort of unit."),
        ("year", "The year reported on; null where unknown or several."),
        ("year_basis", "Where the year was found."),
        _PERIOD,
        _DOCUMENT_TYPE,
        ("title", "The title."),
        ("subsidy_yuan", "What its counting amounts add up to, in yuan."),
        ("characters", "Length of the text."),
        _FILE,
        ("paths", "In how many places the file lies."),
        ("format", "What the bytes are."),
        ("rules_version", "Version of the rules that read it."),
        ("ingested_at", "When it was last read, UTC. The time is in the log, so that the facts do not depend on it."),
        ("sha256", "SHA-256 of the file's bytes."),
        ("summary", "The summary's name, for taizhang show."),
    ),
    f"""SELECT {_UNIT_SQL}, s.unit_kind, s.year, s.year_basis, s.period, s.document_type, s.title,
  s.subsidy_fen / 100.0, s.characters, {_FILE_SQL},
  (SELECT count(*) FROM path WHERE document = d.id), d.format, d.rules_version,
  (SELECT max(at_time) FROM run_file WHERE sha256 = d.sha256 AND outcome IN ('new', 'reread', 'updated')),
  d.sha256, s.id
FROM summary s JOIN document d ON d.id = s.document""",
)
SUBSIDIES = View(
    "subsidies",
    "The sums that count in total subsidies, each with its sentence. Add up one unit at a time: a county's report may "
    "hold the same money as its townships', a half-year's the same as the year's, a draft the same as the final paper; "
    "taizhang query minds that.",
    _AMOUNT_COLUMNS,
    f"""SELECT {_UNIT_SQL}, f.year, f.fund, f.beneficiary_group, f.counted_fen / 100.0, {_mark("f", "value_fen")},
  t.text, {_FILE_SQL}, f.block + 1, f.scope, f.direction, f.period, s.document_type, f.summary || '-a' || f.id
{_FROM_FACT.format("amount")}
WHERE f.counts = 1""",
)
NOT_COUNTED = View(
    "not_counted",
    "The amounts that do not count in total subsidies, each with the reason.",
    (
        _UNIT,
        _YEAR,
        (
            "why_not",
            "The reason: rate, part, plan, other_period, not_subsidy, masked, suspect, repeat, unsure, not_a_fact.",
        ),
        ("role", "total, rate, part, plan, history or other."),
        ("fund", "What kind of money."),
        ("text", "The amount as written."),
        ("yuan", "The sum in yuan; null where digits are masked."),
        _MARK,
        _SENTENCE,
        _FILE,
        _PARAGRAPH,
        _DOCUMENT_TYPE,
        _FACT,
    ),
    f"""SELECT {_UNIT_SQL}, f.year, f.why_not, f.role, f.fund, f.text, coalesce(f.value_fen, f.low_fen) / 100.0,
  {_mark("f", "value_fen")}, t.text, {_FILE_SQL}, f.block + 1, s.document_type, f.summary || '-a' || f.id
{_FROM_FACT.format("amount")}
WHERE f.counts = 0""",
)
UNSURE = View(
    "unsure",
    "What a person should look at: summaries without unit or year, and amounts that are masked, damaged or doubtful.",
    (
        ("reason", "no_unit, no_year, masked, suspect or unsure."),
        _UNIT,
        _YEAR,
        ("text", "The title, or the amount as written."),
        ("note", "The words that leave it open, or the sentence."),
        _FILE,
        _PARAGRAPH,
        ("name", "The summary's or the fact's name, for taizhang show."),
    ),
    f"""SELECT 'no_unit', NULL, s.year, s.title,
  {_words("unit")},
  {_FILE_SQL}, NULL, s.id
FROM summary s WHERE s.unit IS NULL
UNION ALL
SELECT 'no_year', {_UNIT_SQL}, NULL, s.title,
  {_words("year")},
  {_FILE_SQL}, NULL, s.id
FROM summary s WHERE s.year IS NULL AND coalesce(s.period, '') NOT LIKE '%/%'
UNION ALL
SELECT f.why_not, {_UNIT_SQL}, f.year, f.text, t.text, {_FILE_SQL}, f.block + 1, f.summary || '-a' || f.id
{_FROM_FACT.format("amount")}
WHERE f.why_not IN ('masked', 'unsure', 'suspect')""",
)
HEADCOUNTS = View(
    "headcounts",
    "Numbers of people and households, each with its sentence. Persons, households and person-times are never added.",
    (
        _UNIT,
        _YEAR,
        ("of_whom", "Who is counted, in the document's words."),
        ("beneficiary_group", "The standard group, where there is one."),
        ("heads", "The number; its low end where only a range is known."),
        ("counted_in", "person, household, person-time or family."),
        _MARK,
        _SENTENCE,
        _FILE,
        _PARAGRAPH,
        _DOCUMENT_TYPE,
        _FACT,
    ),
    f"""SELECT {_UNIT_SQL}, f.year, f.of_whom, f.beneficiary_group, coalesce(f.value, f.low), f.unit,
  {_mark("f", "value")}, t.text, {_FILE_SQL}, f.block + 1, s.document_type, f.summary || '-h' || f.id
{_FROM_FACT.format("headcount")}
WHERE {_stands("headcount")}""",
)
LEDGER = View(
    "ledger",
    "The ledger (台账): one row an activity, with its time, money, people and sentence.",
    (
        _UNIT,
        _YEAR,
        ("type", "One of the sixteen types of activity."),
        ("dates", "Its dates as written, parted by 、."),
        ("first_day", "The first day of its dates, where known."),
        ("amounts", "Its amounts as written, parted by 、."),
        ("yuan", "What its counting amounts add up to, in yuan; null where it has none."),
        ("headcounts", "Its numbers of people as written, parted by 、."),
        ("planned", "1 where it is a plan and not yet done."),
        _SENTENCE,
        _FILE,
        _PARAGRAPH,
        _DOCUMENT_TYPE,
        _FACT,
    ),
    f"""SELECT {_UNIT_SQL}, f.year, f.type,
  (SELECT group_concat(x.text, '、') FROM activity_fact l JOIN date x ON x.summary = l.summary AND x.id = l.fact
    WHERE l.summary = f.summary AND l.kind = 'date' AND l.activity = f.id AND {_stands("date", "x")}),
  (SELECT min(x.first_day) FROM activity_fact l JOIN date x ON x.summary = l.summary AND x.id = l.fact
    WHERE l.summary = f.summary AND l.kind = 'date' AND l.activity = f.id AND {_stands("date", "x")}),
  (SELECT group_concat(x.text, '、') FROM activity_fact l JOIN amount x ON x.summary = l.summary AND x.id = l.fact
    WHERE l.summary = f.summary AND l.kind = 'amount' AND l.activity = f.id AND x.text <> ''
      AND coalesce(x.why_not, '') <> 'not_a_fact'),
  (SELECT sum(x.counted_fen) / 100.0 FROM activity_fact l JOIN amount x ON x.summary = l.summary AND x.id = l.fact
    WHERE l.summary = f.summary AND l.kind = 'amount' AND l.activity = f.id AND x.counts = 1),
  (SELECT group_concat(x.text, '、') FROM activity_fact l JOIN headcount x ON x.summary = l.summary AND x.id = l.fact
    WHERE l.summary = f.summary AND l.kind = 'headcount' AND l.activity = f.id AND {_stands("headcount", "x")}),
  f.planned, t.text, {_FILE_SQL}, f.block + 1, s.document_type, f.summary || '-v' || f.id
{_FROM_FACT.format("activity")}
WHERE {_stands("activity")}""",
)
SECTIONS = View(
    "sections",
    "The sections of every summary, with the standard sections that they fill.",
    (
        _UNIT,
        _YEAR,
        ("title", "The summary's title."),
        ("number", "The section's number."),
        ("level", "Depth of the heading, 1 the highest; 0 for text before the first heading."),
        ("heading", "The heading."),
        ("standard", "Codes of the standard sections that it fills, parted by commas; null where it fills none."),
        _FILE,
        _PARAGRAPH,
        ("summary", "The summary's name, for taizhang show."),
    ),
    f"""SELECT {_UNIT_SQL}, s.year, s.title, f.number, f.level, f.heading,
  (SELECT group_concat(value, ', ') FROM json_each(f.standard)), {_FILE_SQL}, f.block + 1, s.id
FROM section f JOIN summary s ON s.id = f.summary""",
)
VIEWS = (DOCUMENTS, SUBSIDIES, NOT_COUNTED, UNSURE, HEADCOUNTS, LEDGER, SECTIONS)
