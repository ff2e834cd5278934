"""The small forms of a respondent's page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.intake.follow_forms import NoteForm
from portal.web.forms import Form

LONGEST = 10_000
TOO_LONG = _l("This is longer than 10,000 characters. Shorten it, or put the rest into a file.")


class RespondentCodeForm(Form):
    """Where the code of a service copy is entered; spaces, dashes, case and look-alikes do not matter."""

    code = StringField(
        _l("Your code"),
        description=_l("SU and 25 letters and digits, on the copy handed to you. Spaces and dashes do not matter."),
    )


class ObjectionForm(NoteForm):
    """Why the decision should not stand, with proof."""

    reason = TextAreaField(
        _l("Why should the decision not stand?"),
        description=_l("What was seen wrong, what was left out, what is different today? Agencies alone read it."),
        validators=[DataRequired(_l("Write why.")), Length(max=LONGEST, message=TOO_LONG)],
    )
    files = MultipleFileField(_l("Add proof"))


class StayForm(NoteForm):
    """Why the measures should stand still."""

    plea = TextAreaField(
        _l("Why should the measures stand still for now?"),
        description=_l("What cannot be made good later, and why nobody is harmed by waiting. Agencies alone read it."),
        validators=[DataRequired(_l("Write why.")), Length(max=LONGEST, message=TOO_LONG)],
    )
