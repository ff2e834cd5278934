"""Submit and next: after a verb, on to the next case of the list that the case was opened from."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from portal.paging import Cursor
from portal.records.cases import Case
from portal.verification.chips import queue_address
from portal.verification.queries import neighbour, next_after, place_of
from portal.verification.routes.place import place_word, read_place
from portal.web.access import current_actor


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a case stood in its list before the verb, which may take it away from there."""

    case_id: int
    place: Cursor | None


def stood(case: Case) -> Stood:
    """Where it stands now, to be asked before the verb."""
    return Stood(case.id, place_of(case, read_place()))


def goes_on() -> bool:
    """Whether the colleague pressed the button that opens the next case."""
    return request.form.get("then") == "next"


def go_on(before: Stood) -> str | None:
    """The address of the next case of the list, or the list at its end; None where nobody asked for it."""
    if not goes_on():
        return None
    filters = read_place()
    number = next_after(current_actor(), filters, before.case_id, before.place)
    return queue_address(filters) if number is None else case_address(number)


def case_address(number: str) -> str:
    """The case's page, opened from the same list."""
    return url_for("verification.case", case_number=number, queue=place_word(read_place()))


def neighbours(case: Case) -> dict[str, str | None]:
    """The addresses of the cases before and after this one in its list."""
    actor, filters = current_actor(), read_place()
    numbers = {way: neighbour(actor, filters, case, backwards=way == "previous") for way in ("previous", "next")}
    return {way: case_address(number) if number else None for way, number in numbers.items()}
