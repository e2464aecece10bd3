from __future__ import annotations

from pathlib import Path

import pytest

from extractor.date_forms import compile_dates
from extractor.errors import BadRule
from extractor.rules import Rules, read_file, version_of


def rules_of(folder: Path, body: str) -> Rules:
    path = folder / "own.toml"
    path.write_text(f'[[rule]]\nname = "own.rule"\nexamples = ["【某日】 => 2023"]\n{body}\n', encoding="utf-8")
    rules = tuple(read_file(path))
    return Rules(rules, version_of(rules))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('kind = "date"\npattern = "{year}("\nedtf = "{date}"', "not a regular expression"),
        ('kind = "date"\npattern = "{year}"\nedtf = "{decades}"', "no part decades"),
        ('kind = "date"\npattern = "{year}"\nedtf = "{date2}"', "no part date2"),
        ('kind = "festival"\nwords = ["某节"]', "needs one of"),
        ('kind = "festival"\nwords = ["某节"]\nsolar = "01-01"\nlunar = "01-01"', "needs one of"),
        ('kind = "festival"\nsolar = "01-01"', "words"),
        ('kind = "festival"\nwords = ["某节"]\nsolar = "1月1日"', "solar"),
        ('kind = "festival"\nwords = ["某节"]\nweekday = "09-6"', "weekday"),
        ('kind = "festival"\nwords = ["某节"]\nboth = ["festival.none"]', "festival.none"),
    ],
)
def test_a_rule_that_cannot_be_used_names_its_file_and_line(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(BadRule, match=message) as failure:
        compile_dates(rules_of(tmp_path, body))
    assert "own.toml:1" in str(failure.value)
