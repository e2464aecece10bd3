"""What counts after a person's correction: the fact model's decisions, on rows of the archive.

One table for all: a role that is never added has its reason in ``BY_ROLE``; what else bars a sum, in order, are the
marks of ``BARS``; a part counts only where what it is a part of does not (``FREES``); and the fund must reach people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

NOT_A_FACT = "not_a_fact"
BY_ROLE = {"rate": "rate", "plan": "plan", "history": "other_period", "other": "not_subsidy"}
BARS = ("masked", "suspect", "repeat")
FREES = ("not_subsidy", "unsure", NOT_A_FACT)  # reasons of a whole that leave its parts to be counted by themselves
# A computed total goes with its rate: where that turns out to be no rate, the total was never computed.
BY_RATE = {"plan": "plan", "history": "other_period"}

Row = Mapping[str, Any]


def why_not(amount: Row, wholes: Sequence[str | None]) -> str | None:
    """Why an amount does not count; None where it does.

    ``amount`` is a row with role, fund, funds (a list), beneficiary_group, counts as read, and the marks of ``BARS``;
    ``wholes`` are the reasons (None: counts) of the amounts that it is a part of.
    """
    if amount["role"] in BY_ROLE:
        return BY_ROLE[amount["role"]]
    for bar in BARS:
        if amount[bar]:
            return bar
    if amount["role"] == "part" and not (wholes and all(reason in FREES for reason in wholes)):
        return "part"
    if not reaches(amount):
        return "unsure" if amount["fund"] == "其他" and amount["beneficiary_group"] else "not_subsidy"
    return None


def reaches(amount: Row) -> bool:
    """Whether the money reaches people or troops: by its fund, or by those that a fund 其他 is made of."""
    from extractor.model import REACHING_FUNDS

    if amount["fund"] in REACHING_FUNDS:
        return True
    return amount["fund"] == "其他" and bool(amount["counts"] or REACHING_FUNDS.intersection(amount["funds"]))
