"""What ``check`` prints: each draft's findings and, where there are several drafts, the roll call over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.render import Grid, render
from corpus.render.findings import Checked, as_json, as_markdown, as_text
from corpus.render.findings_page import findings_page

FORMATS = ("text", "json", "html", "md", "csv")


def lines(checked: Sequence[Checked], called: Grid, form: str, terminal: bool = False) -> Iterator[str]:
    """The output in one of ``FORMATS``; csv is the roll call alone."""
    if form == "csv":
        yield from render(called, "csv").splitlines()
    elif form == "json":
        yield from as_json(checked)
    elif form == "html":
        yield from findings_page(checked, called if len(checked) > 1 else None).splitlines()
    elif form == "md":
        yield from as_markdown(checked)
        yield from render(called, "md").splitlines() if len(checked) > 1 else ()
    else:
        yield from as_text(checked, terminal)
        yield from ["", *render(called, "table", terminal).splitlines()] if len(checked) > 1 else ()
