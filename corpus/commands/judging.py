"""Commands that judge: a rule by its examples, the program by annotated files."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.commands.options import emit, format_option, patterns_option, print_grid
from corpus.console import command, option
from extractor.i18n import N_, _


@command(
    help=N_(
        "List the rules; with a NAME show that rule and its examples; with --run prove rules by their examples.\n\n"
        "Exit code 1 if an example does not hold."
    )
)
@click.argument("name", required=False)
@option("--run", is_flag=True, help=N_("Run the examples and counter-examples."))
@patterns_option
def rules(name: str | None, run: bool, patterns: str | None) -> int:
    """One rule or all of them."""
    from corpus.render.rules import card, catalogue
    from extractor import load_rules, prove

    loaded = load_rules(patterns)
    chosen = [rule for rule in loaded if name in (None, rule.name)]
    if not chosen:
        near = ", ".join(rule.name for rule in loaded if name and name.lower() in rule.name.lower())
        text = _("no rule is called {name}.").format(name=name)
        raise click.UsageError(text + (" " + _("There are: {names}").format(names=near) if near else ""))
    if not run:
        emit(card(chosen[0]) if name else catalogue(chosen, loaded.version))
        return 0
    failures = [failure for rule in chosen for failure in prove(rule, loaded)]
    text = _("{rules} rules run, {failed} examples do not hold")
    emit([*failures, text.format(rules=len(chosen), failed=len(failures))])
    return int(bool(failures))


@command(
    help=N_(
        "Score the program against annotated files: GOLD is a .json file as docs/gold.md describes, or a folder of "
        "them.\n\n"
        "By kind of fact and by role: precision, recall, F1; exact totals; whether what is added up should be. With "
        "--figures also which facts were gained, lost or changed since.\n\n"
        "Exit code 1 if with --figures a right fact was lost or a wrong one came."
    )
)
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path())
@option("--document", metavar="FILE", type=click.Path(), help=N_("The annotated file, where GOLD does not name it."))
@option("--misses", is_flag=True, help=N_("Show every fact that is wrong, missed or extra."))
@option(
    "--figures", "kept", metavar="FILE", type=click.Path(path_type=Path), help=N_("Compare with the figures kept here.")
)
@option("--accept", is_flag=True, help=N_("Keep this run's figures in the file of --figures."))
@patterns_option
@format_option("table", "json")
def eval(  # noqa: A001
    gold: tuple[str, ...],
    document: str | None,
    misses: bool,
    kept: Path | None,
    accept: bool,
    patterns: str | None,
    style: str,
) -> int:
    """All files named are scored together."""
    from corpus.kept import keep_figures, load_figures
    from corpus.render.grid import json_text
    from corpus.render.scores import change_lines, changes_json, figures_grid, misses_grid, misses_json
    from extractor import evaluate, load_rules

    if accept and kept is None:
        raise click.UsageError(_("--accept needs a file to keep the figures in: --figures FILE"))
    before = load_figures(kept) if kept and not (accept and not kept.exists()) else {}
    done = evaluate(gold, load_rules(patterns), document)
    changes = done.since(before[ALL]) if ALL in before else []
    if style == "json":
        found = {"figures": done.record["figures"], "misses": misses_json(done.misses()) if misses else None}
        found["changes"] = changes_json(changes) if ALL in before else None
        emit([json_text({key: value for key, value in found.items() if value is not None}, indent=None)])
    else:
        print_grid(figures_grid(done.record["figures"]), style)
        if misses:
            print_grid(misses_grid(done.misses()), style)
        emit(change_lines(changes) if ALL in before else [])
    if accept and kept:
        keep_figures(kept, {ALL: done.record})
        return 0
    return int(any(change.loss for change in changes))


ALL = "all"  # the name under which figures of a whole run are kept
