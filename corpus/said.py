"""What people said of facts: the corrections that apply to one, and what it was before, as records to print."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from typing import Any

from .figures import number
from .overrides import Override, every, placed

Record = dict[str, Any]


class Said:
    """All corrections that apply in an archive, by fact. Most archives hold few."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._read = {
            (summary, kind, fact): json.loads(fields)
            for summary, kind, fact, fields in connection.execute("SELECT summary, kind, fact, fields FROM as_read")
        }
        self._overrides: dict[tuple[str, str, int], list[Record]] = defaultdict(list)
        places = placed(connection)
        for override in every(connection) if places else ():
            if not override.withdrawn_at and override.id in places:
                self._overrides[places[override.id]].append(in_words(override))

    def of(self, summary: str, kind: str, fact: int) -> Record:
        """``overrides``, the corrections of a fact (fact 0: of the summary itself), and ``as_read``, what it was."""
        key = (summary, kind, fact)
        read = dict(self._read[key]) if key in self._read else None
        if read and read.get("value_fen") is not None:
            read["value"] = number(read.pop("value_fen"), "yuan")
        return {"overrides": self._overrides.get(key, []), "as_read": read}


def in_words(override: Override) -> Record:
    """A correction as people and programs read it: what it changes, money in yuan, and who said so, when and why."""
    changes = dict(override.changes)
    if "value_fen" in changes:
        changes["value"] = number(changes.pop("value_fen"), "yuan")
    if "not_a_fact" in changes:
        changes["not_a_fact"] = True
    said = {"who": override.who, "made_at": override.made_at, "why": override.why}
    return {"id": override.id, "changes": changes, **said}
