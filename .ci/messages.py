"""The message catalogues: collect the ids from the sources, bring the .po files up to date, compile the .mo files.

``messages.py`` updates and compiles; ``messages.py --check`` only tells what is not in order (exit 1).
English texts are the ids themselves; a new id has an empty Chinese text until somebody writes it into the .po file.
"""

from __future__ import annotations

import ast
import gettext
import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "extractor" / "locale"
LANGUAGES = ("en", "zh_CN")
# Functions, and the places of their arguments that are message ids.
KEYWORDS: dict[str, tuple[int, ...]] = {
    "_": (0,),
    "N_": (0,),
    "ngettext": (0, 1),
    "TaizhangError": (0,),
    "UnreadableFile": (2,),
    "BadRule": (2,),
    "fail": (1,),
    "BadArchive": (0,),
    "BadUnits": (0,),
}
# What click itself may say to a user of this program.
CLICK = (
    "Commands",
    "Options",
    "Usage:",
    "default: {default}",
    "required",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Choose from:\n\t{choices}",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    "Could not open file {filename!r}: {message}",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "file",
    "directory",
    "path",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
)
RULE_TEXTS = ("title", "message", "suggestion", "what", "why", "instead")
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)s")


def template() -> Catalog:
    """Every message id of the sources, and those of click."""
    catalog = Catalog(project="taizhang", charset="utf-8")
    for path in [ROOT / "cli.py", *sorted(ROOT.glob("extractor/**/*.py")), *sorted(ROOT.glob("corpus/**/*.py"))]:
        for message in marked(path.read_text(encoding="utf-8")):
            catalog.add(message)
    for message in told_by_rules():
        catalog.add(message)
    for message in CLICK:
        catalog.add(message)
    return catalog


def told_by_rules() -> Iterator[str]:
    """What rules say to a reader: the texts of findings, and what to write where it is no word of the draft."""
    for path in sorted(ROOT.glob("patterns/*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
            if rule["kind"] == "finding":
                yield from (rule[key] for key in RULE_TEXTS if key in rule)


def marked(source: str) -> list[str | tuple[str, ...]]:
    """The literal message ids of calls by ``KEYWORDS``. Babel's own reader misses those in f-strings."""
    found: list[str | tuple[str, ...]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            words = [node.args[place] for place in KEYWORDS.get(name, ()) if place < len(node.args)]
            texts = [word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str)]
            if texts and len(texts) == len(KEYWORDS[name]):
                found.append(texts[0] if len(texts) == 1 else tuple(texts))
    return [text for text in found if text]


def load(language: str) -> Catalog:
    with po(language).open("rb") as file:
        return read_po(file, locale=language, domain="taizhang")


def po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "taizhang.po"


def update(language: str, ids: Catalog) -> None:
    """Write the .po with the sources' ids, texts kept (those of ids that were gone for a while too), and the .mo."""
    catalog = load(language) if po(language).exists() else Catalog(locale=language)
    kept: dict[Any, Message] = {}
    kept.update(catalog.obsolete)
    kept.update({message.id: message for message in catalog if message.id})
    fresh = Catalog(locale=language, project="taizhang", version="0.1", charset="utf-8", fuzzy=False)
    for message in ids:
        if message.id:
            old = kept.pop(message.id, None)
            fresh.add(message.id, message.id if language == "en" else old.string if old else "")
    if language != "en":
        fresh.obsolete = {key: message for key, message in kept.items() if message.string}
    fresh.creation_date = fresh.revision_date = catalog.creation_date
    fresh.header_comment = f"# Messages of taizhang, {language}. Written by `make messages`; the Chinese texts by hand."
    fresh.last_translator, fresh.language_team, fresh.msgid_bugs_address = "taizhang", language, "taizhang"
    with po(language).open("wb") as file:
        write_po(file, fresh, width=120, no_location=True, sort_output=True)
    with po(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, load(language))


def problems(language: str, ids: Catalog) -> list[str]:
    """What is not in order: missing, empty, fuzzy or left-over ids, placeholders that differ, a stale .mo."""
    catalog = load(language)
    known = {message.id for message in catalog if message.id}
    wanted = {message.id for message in ids if message.id}
    found = [f"not in the catalogue: {message!r}" for message in sorted(wanted - known, key=str)]
    found += [f"no longer in the sources: {message!r}" for message in sorted(known - wanted, key=str)]
    for message in catalog:
        if message.id:
            found += _message_problems(message)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    fresh = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    with po(language).with_suffix(".mo").open("rb") as file:
        if gettext.GNUTranslations(file)._catalog != fresh:  # type: ignore[attr-defined]
            found.append("the .mo file is not what the .po file compiles to")
    return [f"{language}: {text}" for text in found]


def _message_problems(message: Message) -> list[str]:
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    if message.fuzzy or not texts or not all(texts):
        return [f"fuzzy or empty: {message.id!r}"]
    # Chinese has one form for every number: it is filled with what the plural is filled with.
    pairs = zip(ids if len(texts) == len(ids) else ids[-1:], texts, strict=True)
    return [
        f"placeholders differ: {one!r} and {text!r}" for one, text in pairs if placeholders(one) != placeholders(text)
    ]


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def main() -> int:
    ids = template()
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            update(language, ids)
    found = [text for language in LANGUAGES for text in problems(language, ids)]
    for text in found:
        print(text, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
