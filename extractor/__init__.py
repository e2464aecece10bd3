"""From a file's bytes to a Document with facts. The public door is this page's functions; they import lazily."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from extractor.explain import Explanation
    from extractor.figures import Evaluation
    from extractor.finding import Earlier, Finding
    from extractor.model import Document, Numeral, Place, Summary, Told
    from extractor.readers.bundle import Member
    from extractor.readers.support import Support
    from extractor.rules import Rule, Rules


def load_rules(folder: str | None = None) -> Rules:
    """The built-in rules, with a user's own folder of rules added. Raises BadRule."""
    from extractor.rules import load_rules

    rules = load_rules(folder)
    if folder is not None:  # a bad form of a date is refused now, not at the first file
        from extractor.date_forms import compile_dates

        compile_dates(rules)
    return rules


def extract(source: str, data: bytes, *, told: Told | None = None, rules: Rules) -> Document:
    """Read a file's bytes and all the summaries in it. Raises UnreadableFile, which names ``source``.

    ``source`` is the file's path as the caller names it; its folders and name may tell unit and year. ``told`` wins
    over what is found.
    """
    from extractor.pipeline import extract

    return extract(source, data, told=told, rules=rules)


def formats() -> tuple[Support, ...]:
    """The formats of files that are known by name: whether this installation reads them, and what would add them."""
    from extractor.readers.support import supported

    return supported()


def read_bundle(source: str, data: bytes) -> list[Member] | None:
    """The files of a .zip, each a document of its own for ``extract``; None where the bytes are no bundle.

    Raises UnreadableFile for a bundle that cannot be opened or is not safe to; so does a member's ``read`` where it
    cannot be unpacked.
    """
    from extractor.readers.bundle import read_bundle

    return read_bundle(source, data)


def parse_numeral(text: str) -> Numeral:
    """What a number in digits or Chinese characters (十一, 3万5千) comes to; without a value where it is none."""
    from extractor.numerals import parse_numeral

    return parse_numeral(text)


def warm_up(rules: Rules) -> None:
    """Import and build all that reading needs, which otherwise the first file waits for."""
    from extractor.pipeline import extract
    from extractor.readers import docx  # noqa: F401 - imported for the next file's sake

    extract("", "柳溪镇2020年双拥工作总结\n春节前走访慰问军属3户，发放慰问金900元。".encode(), rules=rules)


def check_draft(
    summary: Summary,
    rules: Rules,
    unit_kind: str | None = None,
    earlier: Earlier | None = None,
    ignore: Collection[str] = (),
) -> tuple[Finding, ...]:
    """What a draft's writer should look at, the worst first. ``unit_kind`` wins over the kind that was found;
    ``earlier`` is what an archive knows; codes in ``ignore`` are left out."""
    from extractor.check import check_draft

    return check_draft(summary, rules, unit_kind, earlier, ignore)


def commented(path: str, data: bytes, remarks: Sequence[tuple[Place | None, str]], author: str, initials: str) -> bytes:
    """A copy of a .docx with a Word comment for each remark, at its place or, without one, at the title.

    Raises UnreadableFile for what is damaged or no .docx; ``path`` is for messages.
    """
    from extractor.annotate import Comment, annotate

    return annotate(path, data, [Comment(place, text) for place, text in remarks], author, initials)


def asked_sections(summary: Summary, rules: Rules, unit_kind: str) -> tuple[str, ...]:
    """The standard sections that a draft of a kind of unit is asked for, in the order in which they usually stand."""
    from extractor.check.draft import Draft
    from extractor.check.missing_sections import asked_sections

    return asked_sections(Draft(summary, rules, unit_kind))


def finding_codes(rules: Rules) -> tuple[str, ...]:
    """The codes of all findings that a draft may be given."""
    from extractor.check import finding_kinds

    return tuple(finding_kinds(rules))


def prove(rule: Rule, rules: Rules) -> list[str]:
    """What does not hold of a rule's examples and counter-examples, one line each; empty where all do."""
    from extractor.proof import prove

    return prove(rule, rules)


def evaluate(gold: Sequence[str], rules: Rules, document: str | None = None) -> Evaluation:
    """Score the program against annotation files (docs/gold.md), or folders of them.

    ``document`` is the annotated file where the annotations neither hold its text nor name it. Raises TaizhangError
    where annotations or a document cannot be used.
    """
    from extractor.gold import evaluate

    return evaluate(gold, rules, document)


def explain_file(
    source: str, data: bytes, *, told: Told | None = None, rules: Rules, fact: str | None = None
) -> list[Explanation]:
    """How all amounts of a file came to be, or one fact: 7 or a7 (an amount), h3, d1, v2; 2-a7 in its second summary.

    Raises UnreadableFile, and TaizhangError where there is no such fact.
    """
    from extractor.explain import explain

    return explain(source, data, told=told, rules=rules, fact=fact)
