"""Public names: 3fa94c21 is a document, 3fa94c21-1 its first summary, 3fa94c21-1-a7 an amount in it.

A document's name is the front of its SHA-256; as much of it as is told apart will do.
"""

from __future__ import annotations

import re

SHORT = 8  # digits of a document's name as shown
KINDS = {"a": "amount", "h": "headcount", "d": "date", "v": "activity"}
NAME = re.compile(r"([0-9a-f]{6,64})(?:-(\d+)(?:-([ahdv])(\d+))?)?\Z")


def short(name: str) -> str:
    """A document's, summary's or fact's name with the front of the document's name only."""
    document, hyphen, rest = name.partition("-")
    return document[:SHORT] + hyphen + rest
