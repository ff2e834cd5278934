"""A respondent's visit: by which code this browser reads, so that a code that died opens nothing half-way either."""

from __future__ import annotations

from portal.intake.sealed_session import Place
from portal.records.decision_notices.codes import notice_of_code
from portal.records.decision_notices.models import RespondentCode

PLACE = Place("hearing", b"respondent's visit")


def begin(code: RespondentCode) -> None:
    """Let this browser read the notice of this code from now on."""
    PLACE.keep({"code_id": code.id})


def current() -> int | None:
    """The notice that this browser may read, its time begun anew; None where there is none any more."""
    kept = PLACE.kept()
    return notice_of_code(kept["code_id"]) if kept is not None else None


def end() -> None:
    """Forget the code in this browser."""
    PLACE.forget()
