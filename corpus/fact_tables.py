"""The tables of facts as data: amounts, headcounts, dates, activities, and what belongs to what."""

from __future__ import annotations

from .columns import KEYED, SUMMARY_KEY, Column, Table, flag

_BOUND = Column(
    "bound",
    "TEXT NOT NULL",
    "How exact the figure is: exact, about (约, 左右), over (余, 以上: at least) or under (近, 不足: at most).",
)


_SENTENCE = Column(
    "sentence", "INTEGER NOT NULL", "The sentence that it stands in: sentence.ordinal of the same summary."
)
_PLACE = (
    Column("block", "INTEGER NOT NULL", "The paragraph or table cell of the file where it begins: block.id, from 0."),
    Column("start_at", "INTEGER NOT NULL", "Where it begins in that block's own text, in characters from 0."),
    Column(
        "end_at", "INTEGER NOT NULL", "Where it ends in the text of end_block; the character here is no longer part."
    ),
    Column("end_block", "INTEGER NOT NULL", "The block where it ends; another than block where a line break cuts it."),
    Column("at", "INTEGER NOT NULL", "Where it begins in the sentence's text, in characters from 0."),
    Column("length", "INTEGER NOT NULL", "How many characters of the sentence it covers; 0 for a computed amount."),
    Column("rule", "TEXT NOT NULL", "The rule that found it."),
)
# As one IN of three SQLite builds it a table of its own for every row, which takes longer than to insert the row.
_LINKED_KIND = "TEXT NOT NULL CHECK (kind = 'amount' OR kind = 'headcount' OR kind = 'date')"
_FACT_TAIL = (
    "PRIMARY KEY (summary, id)",
    "FOREIGN KEY (summary, sentence) REFERENCES sentence (summary, ordinal) ON DELETE CASCADE",
)


def _fact_id(letter: str) -> Column:
    doc = f"Number of the fact in its summary. Its public name is summary-{letter}number, as in 3fa94c21-1-{letter}7."
    return Column("id", "INTEGER NOT NULL", doc)


AMOUNT = Table(
    "amount",
    "A sum of money (金额) with what it means. Money is in fen (0.01 yuan), so that sums are exact.",
    (
        SUMMARY_KEY,
        _fact_id("a"),
        _SENTENCE,
        Column("text", "TEXT NOT NULL", "Numeral and unit as written; empty for a computed amount."),
        Column("value_fen", "INTEGER", "The sum in fen; null where digits are masked or only a range is known."),
        Column("low_fen", "INTEGER", "The least it may be, in fen."),
        Column("high_fen", "INTEGER", "The most it may be, in fen."),
        _BOUND,
        Column("role", "TEXT NOT NULL", "total, rate, part, plan, history or other: how it may be added up."),
        Column("per", "TEXT NOT NULL", "For a rate, what one unit is, as a JSON list: person, household, month, …"),
        Column("fund", "TEXT NOT NULL", "What kind of money: 优待金, 抚恤金, 慰问金, …"),
        Column("funds", "TEXT NOT NULL", "All the kinds that one sum is for, as a JSON list."),
        Column("fund_code", "TEXT NOT NULL", "The finer code of the fund, F01 to F99."),
        Column("beneficiary", "TEXT NOT NULL", "Who it is for, in the document's words."),
        Column("beneficiary_group", "TEXT", "The standard group of the beneficiary, where there is one."),
        flag("counts", "1 where it belongs in total subsidies."),
        Column(
            "counted_fen",
            "INTEGER NOT NULL",
            "What it adds to total subsidies, in fen: its value, or low where only a range is known.",
        ),
        Column(
            "why_not",
            "TEXT",
            "Why it does not count: rate, part, plan, other_period, not_subsidy, masked, suspect, repeat, unsure.",
        ),
        flag("masked", "1 where digits are masked (**00元)."),
        flag("derived", "1 where it was computed from a rate and a headcount and stands nowhere in the text."),
        Column("derived_rate", "INTEGER", "For a computed amount, the rate: amount.id of the same summary."),
        Column("derived_headcount", "INTEGER", "For a computed amount, the heads: headcount.id of the same summary."),
        flag("repeat", "1 where the same sum was told before in the same summary."),
        flag("suspect", "1 where the digits look damaged (202345万元)."),
        Column(
            "direction",
            "TEXT NOT NULL",
            "to_service (to soldiers, families, veterans) or to_public (from troops to civilians).",
        ),
        Column("scope", "TEXT NOT NULL", "service, or civil for relief to civilians (低保, 五保)."),
        Column("period", "TEXT", "The time that the money is for, as EDTF."),
        Column("year", "INTEGER", "The year that the money is for; null where unknown or several."),
        *_PLACE,
    ),
    _FACT_TAIL,
    KEYED,
    (
        "CREATE INDEX amount_counted ON amount (summary, year, scope, fund, beneficiary_group, counts, counted_fen,"
        " bound) WHERE counts = 1",
        "CREATE INDEX amount_why_not ON amount (why_not, summary, year)"
        " WHERE why_not IN ('masked', 'unsure', 'suspect')",
    ),
)
HEADCOUNT = Table(
    "headcount",
    "A number of people or households (人数).",
    (
        SUMMARY_KEY,
        _fact_id("h"),
        _SENTENCE,
        Column("text", "TEXT NOT NULL", "Numeral and measure word as written."),
        Column("value", "INTEGER", "The number; null where digits are masked or only a range is known."),
        Column("low", "INTEGER", "The least it may be."),
        Column("high", "INTEGER", "The most it may be."),
        _BOUND,
        Column("unit", "TEXT NOT NULL", "What is counted: person, household, person-time (人次) or family."),
        Column("of_whom", "TEXT NOT NULL", "Who is counted, in the document's words."),
        Column("beneficiary_group", "TEXT", "The standard group, where there is one."),
        flag("masked", "1 where digits are masked."),
        Column("year", "INTEGER", "The summary's year."),
        *_PLACE,
    ),
    _FACT_TAIL,
    KEYED,
    ("CREATE INDEX headcount_sums ON headcount (summary, year, unit, beneficiary_group, value, low, bound)",),
)
DATE = Table(
    "date",
    "When something was done (日期).",
    (
        SUMMARY_KEY,
        _fact_id("d"),
        _SENTENCE,
        Column("text", "TEXT NOT NULL", "The date as written."),
        Column("edtf", "TEXT", "The date as EDTF (ISO 8601-2): 2023-04, 20XX-11, XXXX-08-01."),
        Column("first_day", "TEXT", "First day that it can mean, ISO 8601; null where the year is unknown."),
        Column("last_day", "TEXT", "Last day that it can mean; null where the year is unknown."),
        flag("recurring", "1 for 每年, 每月, 逢年过节."),
        Column("basis", "TEXT NOT NULL", "written, relative (今年, 上半年) or festival (春节, 八一)."),
        *_PLACE,
    ),
    _FACT_TAIL,
    KEYED,
)
ACTIVITY = Table(
    "activity",
    "An event or a piece of work (活动): a line of the ledger.",
    (
        SUMMARY_KEY,
        _fact_id("v"),
        _SENTENCE,
        Column("type", "TEXT NOT NULL", "One of the sixteen types: visit, forum, benefits, …"),
        flag("planned", "1 where it is a plan and not yet done."),
        Column("year", "INTEGER", "The year of its own dates where they agree, else the summary's."),
        *_PLACE,
    ),
    _FACT_TAIL,
    KEYED,
    ("CREATE INDEX activity_types ON activity (summary, year, type, planned)",),
)
ACTIVITY_FACT = Table(
    "activity_fact",
    "Which amounts, headcounts and dates belong to which activity.",
    (
        SUMMARY_KEY,
        Column("activity", "INTEGER NOT NULL", "The activity: activity.id of the same summary."),
        Column("kind", _LINKED_KIND, "What is linked."),
        Column("fact", "INTEGER NOT NULL", "The id of the amount, headcount or date in the same summary."),
    ),
    (
        "PRIMARY KEY (summary, kind, fact, activity)",
        "FOREIGN KEY (summary, activity) REFERENCES activity (summary, id) ON DELETE CASCADE",
    ),
    KEYED,
)
