"""A fact's fields as a reader sees them: pairs of a name and a value, the empty ones left out."""

from __future__ import annotations

from extractor.i18n import _, ngettext
from extractor.labels import (
    ACTIVITIES,
    BOUNDS,
    CHECKS,
    DATE_BASES,
    DOCUMENT_TYPES,
    HEAD_UNITS,
    PER,
    REASONS,
    RESULTS,
    ROLES,
    UNIT_KINDS,
    YEAR_BASES,
    heads,
    label,
    money,
)
from extractor.model import Activity, Amount, Check, Date, Headcount, Summary

Fields = list[tuple[str, str]]
Fact = Amount | Headcount | Date | Activity


def fact_fields(summary: Summary, fact: Fact, *, with_rule: bool = True) -> Fields:
    """The fields of any fact, what it is first; the rule that found it comes last."""
    if isinstance(fact, Amount):
        fields = amount_fields(fact, summary.period)
    elif isinstance(fact, Headcount):
        fields = headcount_fields(fact)
    elif isinstance(fact, Date):
        fields = date_fields(fact)
    else:
        fields = activity_fields(summary, fact)
    return _filled([*fields, (_("Rule"), fact.rule if with_rule else "")])


def amount_fields(amount: Amount, period: str | None) -> Fields:
    """What the sum means, and whether it counts; its own period where that is not the summary's."""
    counts = _("yes") if amount.counts else _("no")
    if amount.why_not:
        counts = _("no: {reason}").format(reason=label(REASONS, amount.why_not))
    return [
        (_("Amount"), money(amount.value, amount.low, amount.high)),
        (_("Bound"), "" if amount.bound == "exact" else label(BOUNDS, amount.bound)),
        (_("Role"), label(ROLES, amount.role) + "".join(f" / {label(PER, unit)}" for unit in amount.per)),
        (_("Fund"), "、".join(amount.funds) or amount.fund),
        (_("For"), amount.beneficiary),
        (_("Group"), group_of(amount.group, amount.beneficiary)),
        (_("Counts"), counts),
        (_("Derived"), _("rate times heads, not written") if amount.derived else ""),
        (_("Direction"), _("from troops to the public") if amount.direction == "to_public" else ""),
        (_("Scope"), _("civil relief") if amount.scope == "civil" else ""),
        (_("Period"), (amount.period or "") if amount.period != period else ""),
    ]


def group_of(group: str | None, words: str) -> str:
    """The standard group where it says more than the document's own words."""
    return group if group and group != words else ""


def headcount_fields(headcount: Headcount) -> Fields:
    """How many of whom."""
    number = heads(headcount.value, headcount.low, headcount.high)
    return [
        (_("Heads"), f"{number} {label(HEAD_UNITS, headcount.unit)}"),
        (_("Bound"), "" if headcount.bound == "exact" else label(BOUNDS, headcount.bound)),
        (_("Of"), headcount.of),
        (_("Group"), group_of(headcount.group, headcount.of)),
    ]


def date_fields(date: Date) -> Fields:
    """The date as EDTF, and the days that it can mean."""
    days = date.start_date or ""
    if date.end_date and date.end_date != date.start_date:
        days = f"{days} – {date.end_date}"
    return [
        (_("Date"), date.edtf or ""),
        (_("Days"), days),
        (_("Recurring"), _("yes") if date.recurring else ""),
        (_("Basis"), label(DATE_BASES, date.basis)),
    ]


def activity_fields(summary: Summary, activity: Activity) -> Fields:
    """Type, and the written words of the facts that belong to the activity."""
    linked = [
        *(amount.text for amount in summary.amounts if amount.id in activity.amounts),
        *(headcount.text for headcount in summary.headcounts if headcount.id in activity.headcounts),
        *(date.text for date in summary.dates if date.id in activity.dates),
    ]
    return [
        (_("Activity"), label(ACTIVITIES, activity.type)),
        (_("Planned"), _("yes") if activity.planned else ""),
        (_("With"), "、".join(text for text in linked if text)),
    ]


def summary_fields(summary: Summary) -> Fields:
    """What stands in the head of a summary: unit, year, period, type, and the subsidies' total."""
    unit = summary.unit or _("unknown")
    year = _("unknown")
    if summary.year is not None:
        year = noted(str(summary.year), label(YEAR_BASES, summary.year_basis))
    return _filled(
        [
            (_("Unit"), noted(unit, label(UNIT_KINDS, summary.unit_kind))),
            (_("Year"), year),
            (_("Period"), summary.period or ""),
            (_("Type"), label(DOCUMENT_TYPES, summary.document_type)),
            (_("Total subsidy"), total(summary)),
        ]
    )


def total(summary: Summary) -> str:
    """The subsidies' total with the number of amounts in it; said to be approximate where one of them is."""
    counted = [amount for amount in summary.amounts if amount.counts]
    if not counted:
        return _("none stated")
    number = ngettext("{count} amount", "{count} amounts", len(counted)).format(count=len(counted))
    rough = any(amount.bound != "exact" for amount in counted)
    text = _("about {money} ({number})") if rough else _("{money} ({number})")
    return text.format(money=money(summary.total_subsidy), number=number)


def check_line(summary: Summary, check: Check) -> str:
    """``1546元 × 9位: 13,914 yuan, stated 13,914 yuan: holds``, the operands in the words of the text."""
    money_like = any(kind == "amount" for kind, _id in check.operands)
    expected, stated = (
        "?" if number is None else money(number) if money_like else f"{number:,}"
        for number in (check.expected, check.stated)
    )
    line = _("{kind}: {operands} gives {expected}, stated {stated}: {result}")
    if check.stated is None:
        line = _("{kind}: {operands} gives {expected}, no total is stated")
    operands = _operands(summary, check)
    result = label(RESULTS, check.result)
    return line.format(
        kind=label(CHECKS, check.kind), operands=operands, expected=expected, stated=stated, result=result
    )


def _operands(summary: Summary, check: Check) -> str:
    """What is reckoned with: not the stated total, which is the last amount beside a rate, the first before parts."""
    texts = {("amount", amount.id): amount.text for amount in summary.amounts}
    texts |= {("headcount", headcount.id): headcount.text for headcount in summary.headcounts}
    if check.kind == "percent":
        base = next((amount.value for amount in summary.amounts if amount.id == check.operands[1][1]), None)
        return f"{texts.get(check.operands[1]) or '?'} × {percentage(check.expected, base)}"
    if check.kind != "rate_times_heads":
        return " + ".join(texts.get(operand) or "?" for operand in check.operands[1:])
    heads = [texts.get(operand) or "?" for operand in check.operands if operand[0] == "headcount"]
    rates = [texts.get(operand) or "?" for operand in check.operands if operand[0] == "amount"]
    rates = rates if check.stated is None else rates[:-1]
    if len(rates) == len(heads) > 1:
        return " + ".join(f"{rate} × {who}" for rate, who in zip(rates, heads, strict=True))
    many = " + ".join(heads)
    return f"{texts.get(check.operands[0]) or '?'} × {f'({many})' if len(heads) > 1 else many}"


def percentage(part: int | None, whole: int | None) -> str:
    """The one as a percentage of the other, with two decimals at most: 118.2%."""
    return "?" if part is None or not whole else f"{round(100 * part / whole, 2):g}%"


def noted(text: str, note: str) -> str:
    """A text with a note in brackets."""
    return _("{text} ({note})").format(text=text, note=note)


def joined(fields: Fields, separator: str) -> str:
    """``name: value`` for each."""
    return separator.join(_("{name}: {value}").format(name=name, value=value) for name, value in fields)


def _filled(fields: Fields) -> Fields:
    return [(name, value) for name, value in fields if value]
