"""What can go wrong, in the words of the work; `portal.web.errors` gives each its HTTP status."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from portal.domain.words import N_


class DomainError(Exception):
    """A rule of the work was not met.

    `sentence` is a message for people (a gettext msgid that says what to mend), `facts` fill its
    placeholders.
    """

    sentence: str = N_("This is not possible at the moment.")

    def __init__(self, sentence: str | None = None, **facts: object) -> None:
        self.sentence = sentence or type(self).sentence
        self.facts = facts
        super().__init__(self.sentence % facts if facts else self.sentence)


class NotFound(DomainError):
    """No such thing for this person; the same answer whether it exists or is somebody else's."""

    sentence = N_("There is nothing here under this number.")


class NotAllowed(DomainError):
    """The role may not do this at all."""

    sentence = N_("Your role does not allow this step.")


class ConditionFailed(NotAllowed):
    """The role may do this, but not on this case; `sentence` says which condition failed."""


class StepNotAllowed(DomainError):
    """The workflow has no such step from the status the case has now."""

    sentence = N_("The case is no longer at the point where this step is possible. Look at it again.")


class StaleVersion(DomainError):
    """Somebody changed the case after this person saw it."""

    sentence = N_("A colleague changed this case after you opened it. Check what is new, then decide again.")


class AlreadyVoted(DomainError):
    """An agency votes once in a round."""

    sentence = N_("Your agency has already voted in this round.")


class ReasonMissing(DomainError):
    """A step that people must be able to understand later was sent without its reason."""

    sentence = N_("Write the reason for this step.")


class OfAMeasure(DomainError):
    """Something about one measure of several.

    `measure` is its row of table 6 (whoever shows the sentence puts it into words), `part` what of it has to
    be mended: its "code", "days", "note" or "proof".
    """

    def __init__(
        self, sentence: str | None = None, *, measure: object = None, part: str = "code", **facts: object
    ) -> None:
        self.measure, self.part = measure, part
        super().__init__(sentence, **facts, **({} if measure is None else {"measure": measure}))


class MeasureNotAllowed(OfAMeasure):
    """The table of measures does not give this measure to this desk, target or moment."""

    sentence = N_("This measure cannot be chosen here.")


class OutcomeNotAllowed(DomainError):
    """The step cannot end a case with this outcome."""

    sentence = N_("This step cannot end with that outcome.")


class ReceiptInvalid(OfAMeasure):
    """A receipt of execution lacks its proof or its quantity."""

    sentence = N_("State what was done, how much of it, and what proves it.")


class WindowClosed(DomainError):
    """The time in which this was possible is over."""

    sentence = N_("The time for this is over.")


class KeyReused(DomainError):
    """An idempotency key came again with other content."""

    sentence = N_("This was sent before with other content. Send the new content as a new tip or as a supplement.")


class InputInvalid(DomainError):
    """A value cannot be taken as it is; `field` names it."""

    sentence = N_("Please check this entry.")

    def __init__(self, field: str, sentence: str | None = None, **facts: object) -> None:
        self.field = field
        super().__init__(sentence, **facts)


class Unavailable(DomainError):
    """Something the step needs is out of order for now; nothing was kept."""

    sentence = N_("This does not work at the moment. Nothing was lost; please try again in a few minutes.")


class Several(DomainError):
    """More than one thing has to be mended; `errors` says of each what."""

    sentence = N_("Several entries need a change; each is marked below.")

    def __init__(self, errors: list[DomainError]) -> None:
        self.errors = errors
        super().__init__()


Check = Callable[..., object]


@contextmanager
def told_together() -> Iterator[Check]:
    """Checks whose errors are told all at once, not one at a time: `with told_together() as check: check(rule, x)`.

    On leaving raises the one DomainError there was, or Several.
    """
    found: list[DomainError] = []

    def check(rule: Callable[..., object], *things: object) -> None:
        try:
            rule(*things)
        except Several as error:
            found.extend(error.errors)
        except DomainError as error:
            found.append(error)

    yield check
    if len(found) > 1:
        raise Several(found)
    if found:
        raise found[0]
