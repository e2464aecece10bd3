"""Words for the archive's own codes, as a reader sees them; those of the fact model are in ``extractor.labels``."""

from __future__ import annotations

from extractor.i18n import N_

MONEY = {"yuan": N_("yuan"), "wan": N_("wan yuan")}
MARKS = {"about": N_("about "), "over": N_("at least ")}  # before a figure
CORRECTED = "*"  # behind a figure that holds a person's corrections
MEASURES = {
    "subsidies": N_("Total subsidies"),
    "amounts": N_("All amounts"),
    "headcounts": N_("People and households"),
    "activities": N_("Activities"),
}
DIMENSIONS = {
    "unit": N_("Unit"),
    "year": N_("Year"),
    "fund": N_("Fund"),
    "group": N_("Group"),
    "activity": N_("Type of activity"),
    "document": N_("Paper"),
}
LEVELS = {
    "province": N_("province"),
    "city": N_("city"),
    "county": N_("county"),
    "department": N_("department"),
    "bureau": N_("bureau"),
    "institution": N_("institution"),
    "township": N_("township level"),
    "village": N_("village level"),
    "other": N_("other"),
}
OUTCOMES = {
    "new": N_("new"),
    "unchanged": N_("unchanged"),
    "reread": N_("re-read"),
    "updated": N_("updated"),
    "replaced": N_("passed over, for a later version replaced them"),
    "failed": N_("failed"),
    "pruned": N_("dropped, for the file is gone"),
}
