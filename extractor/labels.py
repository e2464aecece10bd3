"""Words for the codes of the fact model, as a reader sees them; JSON, CSV and SQL keep the codes."""

from __future__ import annotations

from collections.abc import Callable

from extractor.i18n import N_, _

ROLES = {
    "total": N_("total"),
    "rate": N_("rate"),
    "part": N_("part"),
    "plan": N_("planned"),
    "history": N_("other period"),
    "other": N_("other money"),
}
BOUNDS = {"exact": N_("exact"), "about": N_("about"), "over": N_("at least"), "under": N_("at most")}
HEAD_UNITS = {
    "person": N_("persons"),
    "household": N_("households"),
    "person-time": N_("person-times"),
    "family": N_("families"),
}
PER = {
    "person": N_("person"),
    "household": N_("household"),
    "family": N_("family"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "day": N_("day"),
    "term": N_("school term, batch or the like"),
    "case": N_("case"),
    "unit": N_("organisation or army unit"),
}
ACTIVITIES = {
    "organisation": N_("organisation"),
    "publicity": N_("publicity"),
    "defence_education": N_("defence education"),
    "visit": N_("visits with gifts"),
    "forum": N_("forums and get-togethers"),
    "benefits": N_("benefits paid"),
    "relief": N_("relief"),
    "placement": N_("placement and jobs"),
    "services": N_("priority services"),
    "medical": N_("medical services"),
    "co_building": N_("joint building"),
    "army_aid": N_("troops helping the public"),
    "recruitment": N_("recruitment"),
    "commendation": N_("commendation"),
    "commemoration": N_("commemoration"),
    "culture": N_("culture and sport"),
}
SECTIONS = {
    "overview": N_("Overview"),
    "leadership": N_("Organisation and leadership"),
    "publicity": N_("Publicity and education"),
    "benefits": N_("Policies and benefits"),
    "visits": N_("Support activities and visits"),
    "co_building": N_("Army and civilians building together"),
    "army_aid": N_("Army support for government and people"),
    "army_support": N_("Support for the troops' construction"),
    "commendation": N_("Model building and commendation"),
    "problems": N_("Problems"),
    "next_steps": N_("Next steps"),
    "signoff": N_("Sign-off and date"),
}
UNIT_KINDS = {
    "county_office": N_("county office"),
    "veterans_bureau": N_("veterans affairs bureau"),
    "civil_affairs_bureau": N_("civil affairs bureau"),
    "township": N_("township"),
    "subdistrict": N_("subdistrict"),
    "community": N_("community"),
    "village": N_("village"),
    "education_bureau": N_("education bureau"),
    "school": N_("school"),
    "hospital": N_("hospital"),
    "health_bureau": N_("health bureau"),
    "housing_bureau": N_("housing bureau"),
    "city_management_bureau": N_("city management bureau"),
    "transport_bureau": N_("transport bureau"),
    "finance_bureau": N_("finance bureau"),
    "public_security": N_("public security"),
    "fire_rescue": N_("fire and rescue"),
    "armed_forces": N_("armed forces"),
    "enterprise": N_("enterprise"),
    "park": N_("industrial park"),
    "other": N_("other"),
}
DOCUMENT_TYPES = {
    "summary": N_("summary"),
    "plan": N_("plan"),
    "notice": N_("notice"),
    "report": N_("report"),
    "deeds": N_("account of deeds"),
    "briefing": N_("briefing"),
    "request": N_("request"),
    "speech": N_("speech"),
    "other": N_("other"),
}
REASONS = {
    "rate": N_("a rate"),
    "part": N_("a part of a sum already counted"),
    "plan": N_("not paid yet"),
    "other_period": N_("another period's money"),
    "not_subsidy": N_("not a subsidy"),
    "masked": N_("digits masked"),
    "suspect": N_("digits damaged"),
    "repeat": N_("told before"),
    "unsure": N_("unsure"),
    "not_a_fact": N_("no such sum, a person says"),
}
DATE_BASES = {"written": N_("as written"), "relative": N_("against the summary's year"), "festival": N_("a festival")}
YEAR_BASES = {
    "title": N_("the title"),
    "first_sentence": N_("the first sentence"),
    "signoff": N_("the sign-off"),
    "compilation_title": N_("the compilation's title"),
    "folder": N_("the folder"),
    "file_name": N_("the file name"),
    "told": N_("the command line"),
    "body": N_("the sentences that open with it"),
    "anniversary": N_("an anniversary"),
    "override": N_("a person's correction"),
    "none": N_("nothing"),
}
CHECKS = {
    "rate_times_heads": N_("rate times heads"),
    "parts_of_whole": N_("parts of a whole"),
    "heads_of_whole": N_("heads of a whole"),
    "percent": N_("percentage"),
}
RESULTS = {"holds": N_("holds"), "fails": N_("does not hold"), "unknown": N_("cannot be told")}
LEVELS = {"error": N_("error"), "warning": N_("warning"), "hint": N_("hint")}


def label(table: dict[str, str], code: str) -> str:
    """The reader's word for a code; a code that the table does not know is shown as it is."""
    return _(table.get(code, code))


def money(fen: int | None, low: int | None = None, high: int | None = None) -> str:
    """Fen as yuan with thousands parted: 1391450 is 13,914.50 元; a range by its ends; ``?`` where nothing is known."""
    if fen is not None:
        return _("{yuan} yuan").format(yuan=_figure(fen))
    return _("{yuan} yuan").format(yuan=span(low, high, _figure)) if (low, high) != (None, None) else "?"


def heads(value: int | None, low: int | None, high: int | None) -> str:
    """A number of heads, or its range."""
    return f"{value:,}" if value is not None else span(low, high, lambda number: f"{number:,}")


def span(low: int | None, high: int | None, figure: Callable[[int], str]) -> str:
    """``low–high``; an open end is said with ≥ or ≤; ``?`` where both are."""
    if low is None and high is None:
        return "?"
    if low is None or high is None:
        return f"≥{figure(low)}" if low is not None else f"≤{figure(high or 0)}"
    return f"{figure(low)}–{figure(high)}"


def _figure(fen: int) -> str:
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"
