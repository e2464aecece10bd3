"""What is passed over wherever files are looked for, in folders and in bundles: what systems and Word leave behind,
files of our own, and drafts.
"""

from __future__ import annotations

from collections.abc import Sequence

# What lies in a folder of this name is not yet handed in.
_DRAFTS = ("drafts", "草稿")
_STARTS = (".", "~$", "__MACOSX")
_LEFT_BEHIND = (".tmp", ".lnk", "thumbs.db", "desktop.ini")
_OURS = (".db", ".db-journal", ".jsonl", ".log", "units.toml", "taizhang.toml", "readme.md", "readme.txt")


def is_litter_folder(name: str) -> bool:
    """Whether nothing in a folder of this name is looked at."""
    return name.startswith(_STARTS)


def is_litter(name: str) -> bool:
    """Whether a file of this name is no paper: hidden, temporary, or one of our own."""
    return name.startswith(_STARTS) or name.lower().endswith((*_LEFT_BEHIND, *_OURS))


def drafts_depth(folders: Sequence[str]) -> int:
    """How many of the folders lead to the first one of drafts, itself among them; 0 where there is none."""
    return next((depth for depth, name in enumerate(folders, 1) if name.lower() in _DRAFTS), 0)
