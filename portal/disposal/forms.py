"""The forms of the joint desk, and how a form's fields become measures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from portal.domain.errors import DomainError, OfAMeasure
from portal.domain.hand_overs import ANSWER_WORDS, AuthorityAnswer
from portal.domain.measures import MEASURES, NATURE_WORDS, Measure
from portal.domain.status import OUTCOME_WORDS, Outcome
from portal.domain.workflow.table import CONCLUDED
from portal.records.approvals import Vote
from portal.records.findings import ProposedMeasure
from portal.records.hand_overs import LONGEST_REFERENCE, Reply
from portal.web.forms import Form, choices, departure_field, measure_choices, shown_number
from portal.web.fresh_factor import Signed

LONGEST = 5000

required = InputRequired(_l("Write the reason for this step."))


class OfACase(Form):
    """A step on the case as the page showed it, which is its `version`."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version in the form; one that nobody can have seen where it is damaged."""
        return shown_number(self.version.data) or 0


class ReasonForm(OfACase):
    """A step with its reason."""

    reason = TextAreaField(_l("Reason"), [required, Length(max=LONGEST)])


class SignedReasonForm(Signed, ReasonForm):
    """A step with its reason that signs for an agency."""


class OfAVersion(Form):
    """What an agency says of the version of the finding whose hash the page showed."""

    seen_hash = HiddenField()

    @property
    def seen(self) -> str:
        """The hash in the form; of no version where it is damaged."""
        return self.seen_hash.data or ""


class ApprovalForm(Signed, OfAVersion):
    """Signing exactly the version whose hash the page showed."""

    reason = TextAreaField(_l("Remark"), [Length(max=LONGEST)])


class ReturnForm(OfAVersion):
    """Sending the finding back."""

    reason = TextAreaField(_l("What is missing?"), [InputRequired(_l("Write what is missing.")), Length(max=LONGEST)])


class TakeBackForm(OfAVersion):
    """Taking back the signature under this version."""


class DraftForm(OfAVersion):
    """What a colleague proposes that their agency answers; a return says what is missing."""

    vote = RadioField(
        _l("What your agency answers"),
        [InputRequired(_l("Choose the answer."))],
        choices=choices([(Vote.APPROVED.value, _l("Sign")), (Vote.RETURNED.value, _l("Return for facts"))]),
    )
    reason = TextAreaField(
        _l("Remark, or what is missing"),
        [Length(max=LONGEST)],
        description=_l("Whoever reviews and signs reads it. A return needs it."),
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """Nobody can answer a return without a question."""
        if self.vote.data == Vote.RETURNED and not (field.data or "").strip():
            raise ValidationError(_("Write what is missing."))

    def proposed(self) -> Vote:
        """The answer that was chosen."""
        return Vote(self.vote.data)


class ReviewForm(OfAVersion):
    """Letting a draft go on to its signature."""


class GiveBackForm(OfAVersion):
    """Giving a draft back to whoever drafts."""

    reason = TextAreaField(_l("What is to be changed"), [required, Length(max=LONGEST)])


class MeasuresForm(ReasonForm):
    """Measures to be put before the agencies, with a duration in days where one is set."""

    measures = SelectMultipleField(_l("Measures"), [InputRequired(_l("Choose at least one measure."))])
    days = IntegerField(
        _l("For how many days"),
        [Optional(), NumberRange(1, 365)],
        description=_l("Where a measure says “at most … days”."),
    )
    note = StringField(
        _l("What exactly it applies to"),
        [Length(max=500)],
        description=_l("Needed for a measure on something else than was reported, such as the account behind a post."),
    )

    departure = departure_field()

    def offer(self, measures: Iterable[Measure]) -> Self:
        """Itself, with these choices."""
        measures = tuple(measures)
        self.measures.choices = measure_choices(measures)
        self.hints = {
            row.code: _("%(nature)s: %(plain)s", nature=_(NATURE_WORDS[row.nature]), plain=_(row.plain))
            for row in measures
        }
        return self

    def field_of(self, error: DomainError) -> Field | None:
        """Days and note are of all measures here; a measure that does not fit is marked in the choice of them."""
        if isinstance(error, OfAMeasure):
            return self._fields["measures" if error.part == "code" else error.part]
        return super().field_of(error)

    def proposed(self) -> list[ProposedMeasure]:
        """What was chosen; the duration goes to the measures that can have one."""
        return [
            ProposedMeasure(code, self.days.data if MEASURES[code].longest_days else None, self.note.data or "")
            for code in self.measures.data or ()
        ]


class SignedMeasuresForm(Signed, MeasuresForm):
    """Other measures in the place of those that were decided."""


class StayAnswerForm(ReasonForm):
    """A stay refused; the reason is what the respondent reads."""

    reason = TextAreaField(
        _l("Ground"),
        [required, Length(max=LONGEST)],
        description=_l("The respondent reads this word for word. Nothing of who reported, of how many, or of when."),
    )


class StayForm(StayAnswerForm):
    """A stay granted, until the end of a day."""

    until = DateField(_l("Last day on which the measures stand still"), [InputRequired(_l("Choose the day."))])


class ConclusionForm(ReasonForm):
    """Closing with an outcome; the reason is what reporter and public read."""

    reason = TextAreaField(
        _l("Ground"),
        [required, Length(max=LONGEST)],
        description=_l("The reporter and the public read this. Name nobody."),
    )
    outcome = SelectField(_l("Outcome"), [InputRequired()])

    def offer(self, outcomes: Collection[Outcome] = CONCLUDED) -> ConclusionForm:
        """Itself, with these outcomes of the table."""
        chosen = [outcome for outcome in OUTCOME_WORDS if outcome in outcomes]
        self.outcome.choices = choices((outcome.value, _(OUTCOME_WORDS[outcome])) for outcome in chosen)
        return self


class InterimForm(ReasonForm):
    """One reversible measure, at once."""

    measure = SelectField(_l("Measure"), [InputRequired(_l("Choose a measure."))])

    def offer(self, measures: Iterable[Measure]) -> InterimForm:
        """Itself, with those of the measures that may be ordered in the interim; none is chosen beforehand."""
        offered = [(row.code, f"{row.code} {_(row.words)}") for row in measures if row.interim]
        self.measure.choices = choices([("", ""), *offered])
        return self


class ReplyForm(OfACase):
    """What came back from the authority that took a case over."""

    reference = StringField(_l("Its number for the case"), [Length(max=LONGEST_REFERENCE)])
    reference_on = DateField(_l("Number given on"), [Optional()])
    answer = RadioField(_l("What it answered"), [Optional()])
    answered_on = DateField(_l("Answered on"), [Optional()])
    words = TextAreaField(
        _l("What it answered, as the reporter will read it"),
        [Length(max=LONGEST)],
        description=_l("Plain words; name nobody. A refusal and an end need them."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        answers = [(answer.value, _(words)) for answer, words in ANSWER_WORDS.items()]
        self.answer.choices = choices([("", _("nothing yet")), *answers])

    def reply(self) -> Reply:
        """What was entered."""
        return Reply(
            reference=self.reference.data or "",
            reference_on=self.reference_on.data,
            answer=AuthorityAnswer(self.answer.data) if self.answer.data else None,
            answered_on=self.answered_on.data,
            words=self.words.data or "",
        )


class PackageForm(ReasonForm):
    """A package of the case for the authority that took it over."""

    with_files = BooleanField(
        _l("Send along what reporters attached: I have looked at it, and nothing in it tells who reported")
    )


class ServiceForm(Form):
    """The day on which a notice was handed to the respondent; once one is on record, why it was wrong."""

    served_on = DateField(_l("Served on"), [InputRequired(_l("Choose the day."))])
    reason = TextAreaField(
        _l("Why the day on record was wrong"), [Length(max=LONGEST)], description=_l("Only to correct an earlier day.")
    )


class ServiceCopyForm(Form):
    """A copy with a code; `seen_code` is the row of the code that the page showed as alive, 0 where none was."""

    seen_code = HiddenField()
    again = BooleanField(_l("The code of the earlier copy is to open nothing any more"))

    @property
    def seen(self) -> int:
        """The row in the form; one that is never alive where it is damaged."""
        seen = shown_number(self.seen_code.data)
        return -1 if seen is None else seen

    def validate(self, *more: Any, **others: Any) -> bool:
        """Nobody makes an earlier copy worthless without having said so."""
        valid = super().validate(*more, **others)
        if valid and self.seen and not self.again.data:
            self.again.errors = (_("Confirm it: the earlier copy’s code then opens nothing any more."),)
            return False
        return valid
