"""A reporter's visit: which tip the browser may read, sealed in the session."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from portal.intake.sealed_session import Place

PLACE = Place("visit", b"intake visit")


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose status page this browser may read."""

    tip_id: int
    news_after: int
    """The last message that had been read before this visit; later ones are marked as new."""


def begin(visit: Visit) -> None:
    """Let this browser read the tip from now on."""
    PLACE.keep(asdict(visit))


def current() -> Visit | None:
    """The visit under way, its time begun anew; None when there is none or it was idle too long."""
    kept = PLACE.kept()
    return Visit(**kept) if kept is not None else None


def end() -> None:
    """Forget the tip in this browser."""
    PLACE.forget()
