"""Whether a sum belongs in the total of subsidies, and why not."""

from __future__ import annotations

from extractor.kinds import Fund, Group
from extractor.model import REACHING_FUNDS
from extractor.sums import Sum


def named_here(one: Sum) -> bool:
    """Whether the part's own clause says that it reaches people; of a building's or an office's money nothing else
    does.
    """
    start, end = one.scene.clause(one.start)
    funds = one.scene.of(Fund, start, end)
    groups = [hit for hit in one.scene.of(Group, start, end) if not hit.rule.body.organisation]
    bodies = [hit.rule.body for hit in funds]
    cash = any(body.mixed or (body.fund in REACHING_FUNDS and body.fund != "慰问品") for body in bodies)
    return cash or bool(groups) or one.scene.cell is not None


def why_not(one: Sum, sums_by_start: dict[int, Sum]) -> str | None:
    """Why a sum does not count, as a code of the fact model; None where it counts."""
    if one.role in ("rate", "plan"):
        return one.role
    if one.role == "history":
        return "other_period"
    if one.role == "other":
        return "not_subsidy"
    if one.money.numeral.masked:
        return "masked"
    if one.money.numeral.suspect:
        return "suspect"
    if one.repeat:
        return "repeat"
    if one.role == "part":
        whole = sums_by_start.get(one.whole) if one.whole is not None else None
        if (
            whole is None
            or whole.purpose.reaches
            or why_not(whole, sums_by_start) not in (None, "not_subsidy", "unsure")
        ):
            return "part"
        if not named_here(one):
            return "not_subsidy"
    if not one.purpose.reaches:
        return "unsure" if one.purpose.fund == "其他" and one.group is not None else "not_subsidy"
    return None
