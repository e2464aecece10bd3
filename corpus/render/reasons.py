"""What ``taizhang explain`` prints: a tree for each summary, or JSON."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.render.fields import amount_fields, check_line, fact_fields, group_of, joined, noted
from corpus.render.grid import clean, json_text
from corpus.render.table import WIDE
from extractor.contract import summary_to_dict
from extractor.i18n import N_, _
from extractor.labels import ROLES, label
from extractor.model import Amount, Date, Headcount, Summary

if TYPE_CHECKING:
    from extractor.explain import CueSeen, Explanation, FundReason, Reason, RoleReason, Word

Json = dict[str, Any]
# A line of the tree with the lines under it.
Branch = tuple[str, Sequence["Branch"]]

REFUSALS = {
    "wrong_side": N_("it stands on the other side of the sum"),
    "out_of_reach": N_("out of its reach"),
    "blocked": N_("a word that blocks it stands there"),
    "not_followed": N_("the word that must follow the sum is missing"),
    "heads_beside": N_("the sentence counts heads"),
    "too_much": N_("the sum is too large for it"),
    "in_list": N_("the sum is followed by others of its list"),
    "total_between": N_("a total stands between"),
    "no_whole": N_("no sum before it that this could be a part of"),
    "several_years": N_("the paper is about several years"),
    "own_date": N_("the sum's clause names a time of its own"),
    "of_people": N_("it tells who is paid, not what the money is"),
}
SCOPES = {
    "respective": N_("the word of its place in the list before 分别"),
    "touching": N_("right behind the sum"),
    "thing": N_("what the clause before says is worth so much"),
    "clause_before": N_("nouns before it in its clause"),
    "clause_behind": N_("nouns behind it in its clause"),
    "clause": N_("its clause"),
    "purpose": N_("the clause behind, which says what it was for"),
    "list": N_("what stands behind the last sum of its list"),
    "shared_purpose": N_("the clause behind the last of several sums, which says what they were for"),
    "earlier": N_("the clauses before"),
    "invested": N_("投资 right before the sum"),
    "next_clause": N_("the clause behind"),
    "context": N_("the sentence before, the heading or the headers"),
    "matter_before": N_("what the semicolon before it ends, where people are given to"),
    "works_later": N_("works named later in the sentence"),
    "bare": N_("words that name money only where nothing else does"),
}
SIDES = {"before": N_("before the sum"), "after": N_("behind the sum"), "either": N_("on either side")}


def as_tree(explanations: Sequence[Explanation], *, terminal: bool) -> Iterator[str]:
    """A tree a summary; on a terminal fitted to its width."""
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    def grow(tree: Tree, branches: Sequence[Branch]) -> None:
        for line, below in branches:
            grow(tree.add(Text(clean(line))), below)

    width = shutil.get_terminal_size().columns if terminal else WIDE
    for found in explanations:
        out = io.StringIO()
        head = f"{found.document.source} [{found.summary.ordinal}] {found.summary.title}"
        tree = Tree(Text(clean(head)))
        grow(tree, [_reason(found.summary, reason) for reason in found.reasons] or [(_("no amounts"), ())])
        Console(file=out, width=width, force_terminal=terminal, color_system=None).print(tree)
        yield from (line.rstrip() for line in out.getvalue().removesuffix("\n").split("\n"))


def _reason(summary: Summary, reason: Reason) -> Branch:
    """One fact: what it is, then why."""
    fact = reason.fact
    words = getattr(fact, "text", "") or (_("derived") if isinstance(fact, Amount) else "")
    fields = joined(fact_fields(summary, fact, with_rule=False)[:1], "")
    below: list[Branch] = [
        (_("Sentence: {text}").format(text=reason.sentence), ()),
        (_("Tokens: {tokens}").format(tokens=" | ".join(reason.tokens)), ()),
    ]
    if reason.words:
        below.append((_("Words of rules"), [(_word(word), ()) for word in reason.words]))
    if reason.role:
        below.append(_role(reason.role))
    if isinstance(fact, Amount):
        below += _amount(fact, reason)
    elif reason.who:
        below.append((_("Counted: {word}").format(word=_word(reason.who)), ()))
    below += [(check_line(summary, check), ()) for check in reason.checks]
    if not isinstance(fact, Amount):
        below.append((_("Rule: {rule}").format(rule=fact.rule), ()))
        below += [(joined([field], ""), ()) for field in fact_fields(summary, fact, with_rule=False)[1:]]
    return "  ".join(part for part in (reason.name, words, fields) if part), below


def _word(word: Word) -> str:
    return f"{word.text}  {word.rule}"


def _role(role: RoleReason) -> Branch:
    """The role with the cues that were considered, those that apply first."""
    below: list[Branch] = [(_cue(cue), ()) for cue in sorted(role.cues, key=lambda cue: cue.why_not is not None)]
    for other in role.others:
        text = _("+ {rule}: {role}, weight {weight}")
        below.append((text.format(rule=other.rule, role=label(ROLES, other.role), weight=other.weight), ()))
    first = f"{label(ROLES, role.first.role)}  {role.first.rule}"
    if role.header:
        below.append((_("told by the table's headers: {reading}").format(reading=first), ()))
    elif role.carried:
        below.append((_("taken over from the sum before it in the list: {reading}").format(reading=first), ()))
    elif not role.first.weight:
        below.append((_("no cue applies: {reading}").format(reading=first), ()))
    if role.mended:
        last = f"{label(ROLES, role.role)}  {role.rule}"
        below.append((_("arithmetic mends it: {before} becomes {after}").format(before=first, after=last), ()))
    return _("Role: {role}, by {rule}").format(role=label(ROLES, role.role), rule=role.rule), below


def _cue(cue: CueSeen) -> str:
    said = {"words": cue.words, "rule": cue.rule, "role": label(ROLES, cue.role)}
    if cue.why_not:
        return _("- {words}  {rule}: {role}, does not apply: {why}").format(**said, why=label(REFUSALS, cue.why_not))
    text = _("+ {words}  {rule}: {role}, weight {weight}, may stand {side}, distance {distance}")
    return text.format(**said, weight=cue.weight, side=label(SIDES, cue.side), distance=cue.distance)


def _amount(amount: Amount, reason: Reason) -> Iterator[Branch]:
    """Fund, people, whole and parts, and whether it counts."""
    if reason.fund:
        yield _fund(amount, reason.fund)
    if reason.who:
        who, group = _word(reason.who), group_of(amount.group, reason.who.text)
        yield _("For: {word}").format(word=noted(who, group) if group else who), ()
    if amount.derived:
        rate, *heads = amount.derived_from
        names = ", ".join([f"a{rate}", *(f"h{number}" for number in heads)])
        yield _("Derived: rate times heads ({names}), not written").format(names=names), ()
    if reason.whole is not None:
        yield _("Part of: {name}").format(name=f"a{reason.whole}"), ()
    if reason.told_too:
        names = ", ".join(f"a{number}" for number in reason.told_too)
        yield _("The same sum is told in: {names}").format(names=names), ()
    counts = dict(amount_fields(amount, None))[_("Counts")]
    yield joined([(_("Counts"), counts)], ""), ()


def _fund(amount: Amount, fund: FundReason) -> Branch:
    """The fund, and where its words were looked for."""
    below: list[Branch] = []
    for scope in fund.scopes:
        found = "、".join(_word(word) for word in scope.words) or _("no such word")
        below.append((joined([(label(SCOPES, scope.name), found)], ""), ()))
    if fund.from_parts:
        below.append((_("told by the parts of the table's total"), ()))
    if fund.unspent:
        below.append((_("no money that was given or spent, and so of no fund"), ()))
    named = "" if fund.unspent else "、".join(_word(word) for word in fund.named_by)
    text = _("Fund: {fund} ({code}), by {words}") if named else _("Fund: {fund} ({code}), no word names it")
    return text.format(fund="、".join(amount.funds), code=amount.fund_code, words=named), below


def as_json(explanations: Sequence[Explanation], *, terminal: bool) -> Iterator[str]:
    """One list, an object a summary; the facts as ``taizhang extract`` prints them, each with its reason."""
    found = []
    for one in explanations:
        record = summary_to_dict(one.document, one.summary)
        head = {key: record[key] for key in ("source", "sha256", "ordinal", "title", "unit", "year")}
        reasons = [_reason_json(record, reason) for reason in one.reasons]
        found.append({**head, "rules_version": one.document.rules_version, "facts": reasons})
    yield json_text(found)


def _reason_json(record: Json, reason: Reason) -> Json:
    kinds = ((Amount, "amounts"), (Headcount, "headcounts"), (Date, "dates"))
    kind = next((name for type_, name in kinds if isinstance(reason.fact, type_)), "activities")
    fact = next(fact for fact in record[kind] if fact["id"] == reason.fact.id)
    numbers = {(check["kind"], json.dumps(check["operands"])): check for check in record["checks"]}
    checks = [
        numbers[check.kind, json.dumps([{operand: number} for operand, number in check.operands])]
        for check in reason.checks
    ]
    whole = {name: value for name, value in asdict(reason).items() if name not in ("fact", "checks", "sentence")}
    return {"name": whole.pop("name"), "kind": kind, "fact": fact, **whole, "checks": checks}


WRITERS: dict[str, Callable[..., Iterator[str]]] = {"tree": as_tree, "json": as_json}
