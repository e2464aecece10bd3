"""Documents in the formats of ``taizhang extract``. Each writer takes documents as they come and yields lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from corpus.render.grid import CONTROLS, clean, json_text
from corpus.render.listing import listing
from corpus.render.page import page
from extractor.contract import document_to_list
from extractor.i18n import _
from extractor.model import Document


def as_table(documents: Iterable[Document]) -> Iterator[str]:
    """A listing to read, an empty line between summaries."""
    first = True
    for document in documents:
        if not document.summaries:
            yield clean(_("{path}: no text in it").format(path=document.source))
        for summary in document.summaries:
            if not first:
                yield ""
            first = False
            yield from (CONTROLS.sub("", line) for line in listing(document, summary))


def as_jsonl(documents: Iterable[Document]) -> Iterator[str]:
    """One object a summary, in file order, each as soon as its file is read."""
    for document in documents:
        for found in document_to_list(document):
            yield json_text(found, indent=None)


def as_json(documents: Iterable[Document]) -> Iterator[str]:
    """One list of all summaries."""
    found = [item for document in documents for item in document_to_list(document)]
    yield json_text(found)


def as_html(documents: Iterable[Document]) -> Iterator[str]:
    """One page for all."""
    yield CONTROLS.sub("", page(list(documents))).rstrip("\n")


WRITERS: dict[str, Callable[[Iterable[Document]], Iterator[str]]] = {
    "table": as_table,
    "json": as_json,
    "jsonl": as_jsonl,
    "html": as_html,
}
