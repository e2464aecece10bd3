"""``taizhang rules``: the list, one rule, and the proof; with the built-in rules and with a user's own folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from extractor import load_rules

Run = Callable[..., Result]


def test_the_list_names_every_rule_and_the_version(run: Run) -> None:
    rules = load_rules(None)
    lines = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == [rule.name for rule in rules]
    assert lines[-1].endswith(rules.version)


def test_every_rule_can_be_shown_with_its_examples(run: Run) -> None:
    for rule in load_rules(None):
        text = run("rules", rule.name).stdout
        assert text.startswith(f"{rule.name} ({rule.kind})\n  {rule.path}:{rule.line}\n")
        assert all(f"    {example}\n" in text for example in rule.examples + rule.counter_examples)


def test_the_built_in_rules_hold(run: Run) -> None:
    result = run("rules", "--run")
    *failed, last = result.stdout.splitlines()
    assert "\n".join(failed) == ""
    assert (result.exit_code, last.split(", ")[1]) == (0, "0 examples do not hold")


@pytest.mark.parametrize(
    ("lang", "message"),
    [("en", "Error: no rule is called no.such.rule."), ("zh", "错误：没有叫 no.such.rule 的规则。")],
)
def test_an_unknown_rule(run: Run, lang: str, message: str) -> None:
    result = run("rules", "no.such.rule", lang=lang)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_part_of_a_name_brings_suggestions(run: Run) -> None:
    first = next(iter(load_rules(None))).name
    assert first in run("rules", first[:-1]).stderr


def test_a_bad_rule_is_refused_with_file_and_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[rule]]\nname = "own.rule"\nkind = "no such kind"\n', encoding="utf-8")
    result = run("rules", "--patterns", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{path}:")
    assert "no such kind" in result.stderr


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("rules", "--patterns", str(tmp_path / "absent"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "absent" in result.stderr
