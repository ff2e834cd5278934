"""docs/visibility.md: table 4, which part of a case who sees, and from when."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.status import Status
from portal.domain.visibility import PART_WORDS, VIEWER_WORDS, VISIBILITY, Part, Seen, Viewer
from portal.printing.markdown import both, section, table
from portal.printing.markdown import page as whole_page


def page() -> str:
    """The whole page."""
    return whole_page(
        "Visibility",
        "Pages ask this table and hand only the parts it gives to the template. A cell that is empty is never\n"
        "seen; a platform that belongs to the accused group sees its own task and what it is asked, nothing else.\n",
        section("Who", table(("viewer", ""), ((f"`{v}`", both(VIEWER_WORDS[v])) for v in Viewer))),
        section("Which part", table(("part", *(viewer.replace("_", " ") for viewer in SHOWN)), _rows())),
    )


SHOWN = tuple(viewer for viewer in Viewer if VISIBILITY[viewer])


def _rows() -> Iterator[tuple[str, ...]]:
    for part in Part:
        cells = (VISIBILITY[viewer].get(part) for viewer in SHOWN)
        yield both(PART_WORDS[part]), *(when(seen) for seen in cells)


def when(seen: Seen | None) -> str:
    """A cell in a word or two."""
    if seen is None or not seen.statuses:
        return ""
    after_vote = " (during a round after the own vote)" if seen.but_after_own_vote else ""
    after_verdict = " (of what the sample drew after the own verdict)" if seen.after_own_verdict else ""
    on_a_reason = ", once a reason is on record" if seen.on_a_reason else ""
    if seen.statuses == frozenset(Status):
        return "always" + after_vote + after_verdict + on_a_reason
    statuses = ", ".join(status.replace("_", " ") for status in Status if status in seen.statuses)
    return "at " + statuses + after_vote + after_verdict + on_a_reason
