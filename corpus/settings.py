"""The user's own settings for checking drafts: taizhang.toml in the folder where the command is run, or --config FILE.

[check]
ignore = ["signoff-missing", "quoted-list"]
level = "error"
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import TaizhangError
from extractor.i18n import N_
from extractor.labels import LEVELS

FILE = "taizhang.toml"
_KEYS = ("ignore", "level")

_UNREADABLE = N_("{path}: the settings cannot be read: {reason}. Mend the file, or take it away.")
_KEY = N_("{path}: there is no setting {key} under [check]. Settings are: {known}.")
_CODE = N_("{path}: there is no code {code} of a finding. taizhang rules lists them as finding.…")
_OUTSIDE = N_("{path}: the settings ({known}) stand under a line [check].")
_LIST = N_('{path}: ignore is a list of codes, as in ignore = ["quoted-list"].')
_LEVEL = N_("{path}: there is no level {level}. Levels are: {known}.")


class BadSettings(TaizhangError):
    """Settings that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``ignore``: codes of findings that are not told. ``level``: the least that counts for the exit code."""

    ignore: frozenset[str] = frozenset()
    level: str = "warning"


def load_settings(named: Path | None, codes: Collection[str]) -> Settings:
    """The settings of the file named, or of taizhang.toml here where there is one. Raises BadSettings."""
    path = named or Path(FILE)
    if named is None and not path.is_file():
        return Settings()
    content = _read(path)
    for key in content:
        if key not in _KEYS:
            raise BadSettings(_KEY, path=path, key=key, known=", ".join(_KEYS))
    level, ignore = content.get("level", "warning"), content.get("ignore", [])
    if not isinstance(level, str) or level not in LEVELS:
        raise BadSettings(_LEVEL, path=path, level=level, known=", ".join(LEVELS))
    if not isinstance(ignore, list):
        raise BadSettings(_LIST, path=path)
    for code in ignore:
        if code not in codes:
            raise BadSettings(_CODE, path=path, code=code)
    return Settings(frozenset(ignore), level)


def _read(path: Path) -> dict[str, Any]:
    """What stands under [check]."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(_UNREADABLE, path=path, reason=error) from error
    for key, value in content.items():
        if key in _KEYS or (key == "check" and not isinstance(value, dict)):
            raise BadSettings(_OUTSIDE, path=path, known=", ".join(_KEYS))
    found: dict[str, Any] = content.get("check", {})
    return found
