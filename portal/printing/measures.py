"""docs/measures.md: table 6, what can be done, who decides, who carries it out, what proves it."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.measures import (
    AGENCY_FUNCTION_WORDS,
    COUNTER_WORDS,
    EXECUTOR_WORDS,
    MEASURES,
    NATURE_WORDS,
    PROOF_WORDS,
    AgencyFunction,
    Counter,
    Measure,
    Nature,
)
from portal.domain.measures.fitting import LADDERS
from portal.domain.quorum import CATEGORY_AGENCIES, SECOND_AGENCY
from portal.printing.markdown import both, section, table
from portal.printing.markdown import page as whole_page


def page() -> str:
    """The whole page."""
    return whole_page(
        "Measures",
        "Four natures are never mixed up. None of these is an administrative penalty: only the competent\n"
        "authority imposes one, with notice, defence and hearing, after a referral.\n",
        *(
            section(
                both(NATURE_WORDS[nature]),
                table(
                    ("code", "measure", "decided by", "carried out by", "proof", "interim", "lifted"), _rules(nature)
                ),
            )
            for nature in Nature
        ),
        section(
            "How they are counted and reported",
            table(("code", "means", "longest", "official counters", "EU statement of reasons"), _counts()),
        ),
        section(
            "What may take the place of a measure whose executor is silent",
            "The measure itself, by another executor of the same kind, or one further right on its ladder: of the\n"
            "same nature and layer, with the same signatures, not weaker, and such that it fits the target. Anything\n"
            "else is put before the agencies anew.\n",
            table(("ladder", "nature"), _ladders()),
        ),
        section(
            "Which other agency signs",
            "Where a measure wants more signatures than its row names, the category brings in an agency. Nothing\n"
            "stands on the signature of the finder's own agency alone.\n",
            table(("category", "agency"), _second_agencies()),
        ),
    )


def decided_by(measure: Measure) -> str:
    """Who may decide a measure."""
    named = [AGENCY_FUNCTION_WORDS[function] for function in AgencyFunction if function in measure.named]
    more = measure.minimum - len(named)
    if more:
        named.append("one agency" if not named else "another agency")
    joint = " and ".join(named)
    return f"the platform alone, or {joint}" if measure.by_platform_alone else joint


def _rules(nature: Nature) -> Iterator[tuple[str, ...]]:
    for measure in MEASURES.values():
        if measure.nature is nature:
            yield (
                measure.code,
                both(measure.words),
                decided_by(measure),
                EXECUTOR_WORDS[measure.executor] + (" (attested)" if measure.outside else ""),
                PROOF_WORDS[measure.proof],
                "yes" if measure.interim else "",
                "yes" if measure.reversible else "",
            )


def _counts() -> Iterator[tuple[str, ...]]:
    for measure in MEASURES.values():
        yield (
            measure.code,
            measure.plain,
            f"{measure.longest_days} days" if measure.longest_days else "",
            ", ".join(COUNTER_WORDS[counter] for counter in Counter if counter in measure.counters),
            f"`{measure.dsa}`" if measure.dsa else "",
        )


def _ladders() -> Iterator[tuple[str, ...]]:
    for ladder in LADDERS:
        rungs = [MEASURES[code] for code in ladder]
        yield " → ".join(f"{one.code} {one.words}" for one in rungs), NATURE_WORDS[rungs[0].nature]


def _second_agencies() -> Iterator[tuple[str, ...]]:
    for category, function in CATEGORY_AGENCIES.items():
        yield category, both(AGENCY_FUNCTION_WORDS[function])
    yield "all others", both(AGENCY_FUNCTION_WORDS[SECOND_AGENCY])
