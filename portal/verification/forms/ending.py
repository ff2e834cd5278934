"""Forms of the verbs that end a check or send the case elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.domain.blind_verdicts import VERDICT_WORDS
from portal.domain.hand_overs import AUTHORITY_WORDS
from portal.domain.status import OUTCOME_WORDS, Outcome
from portal.records.hand_overs import LONGEST_NAME
from portal.verification.forms.base import REQUIRED, ReasonForm, VersionForm, text_needed
from portal.web.forms import choices


class GroundForm(VersionForm):
    """Words for the reporter and the public, and words for colleagues."""

    ground = TextAreaField(
        _l("Ground, as the reporter and the public will read it"),
        text_needed(),
        description=_l("Plain words; name nobody and no platform's inner workings."),
    )
    opinion = TextAreaField(
        _l("What you looked at and what it showed"),
        text_needed(),
        description=_l("For colleagues and the regulator who may confirm it."),
    )


class OutcomeForm(GroundForm):
    """How the check ends."""

    outcome = RadioField(_l("Outcome"), [InputRequired(REQUIRED)])

    def offer_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Offer these, in the order in which the table of outcomes stands."""
        chosen = set(outcomes)
        self.outcome.choices = choices(
            (outcome.value, gettext(words)) for outcome, words in OUTCOME_WORDS.items() if outcome in chosen
        )


class VerdictForm(VersionForm):
    """How somebody who confirms would end what the sample drew."""

    outcome = RadioField(_l("How you would end it"), [InputRequired(REQUIRED)])
    reason = TextAreaField(
        _l("What you rest it on, in a sentence"),
        text_needed(),
        description=_l("For the agencies of the case. The platform never reads it."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.outcome.choices = choices((outcome.value, gettext(words)) for outcome, words in VERDICT_WORDS.items())


class HandOverForm(GroundForm):
    """To an authority outside the portal."""

    kind = RadioField(_l("Who takes it"), [InputRequired(REQUIRED)])
    authority = StringField(
        _l("Authority that takes it"),
        [InputRequired(REQUIRED), Length(max=LONGEST_NAME)],
        description=_l("Its full name and place, such as the police of a city."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind.choices = choices((kind.value, gettext(words)) for kind, words in AUTHORITY_WORDS.items())


class DeskForm(ReasonForm):
    """To another desk of the portal."""

    desk = SelectField(_l("Desk that takes it"), [InputRequired(REQUIRED)])

    def offer_desks(self, desks: Iterable[tuple[str, str]]) -> None:
        """Offer these desks: slug and name."""
        self.desk.choices = choices([("", ""), *desks])
