"""The small forms of the status page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from portal.intake.corresponding import LONGEST_MESSAGE
from portal.web.forms import Form

TOO_LONG = _l("This is longer than 4,000 characters. Send it in two parts.")


class NoteForm(Form):
    """A form that can say what must be mended."""

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The id of the control and what is wrong with it."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


class CodeForm(Form):
    """Where the query code is entered; spaces, dashes, case and look-alikes do not matter."""

    query_code = StringField(
        _l("Query code"), description=_l("25 letters and digits, from your receipt. Spaces and dashes do not matter.")
    )


class MessageForm(NoteForm):
    """A message to the desk."""

    send_key = HiddenField(validators=[DataRequired(), Length(max=64)])
    body = TextAreaField(
        _l("Write to whoever handles it"),
        description=_l("If a platform reads it, phone numbers and similar details are hidden."),
        validators=[DataRequired(_l("Write something first.")), Length(max=LONGEST_MESSAGE, message=TOO_LONG)],
    )


class SupplementForm(NoteForm):
    """An answer to what a desk asked."""

    answer = TextAreaField(
        _l("Your answer"),
        validators=[DataRequired(_l("Write your answer.")), Length(max=LONGEST_MESSAGE, message=TOO_LONG)],
    )
    files = MultipleFileField(_l("Add files"))


class AppealForm(NoteForm):
    """Why the outcome should not stand."""

    reason = TextAreaField(
        _l("Why do you think the outcome is wrong?"),
        description=_l("What was overlooked or is wrong? New evidence helps most."),
        validators=[DataRequired(_l("Tell us why you disagree.")), Length(max=LONGEST_MESSAGE, message=TOO_LONG)],
    )


class WithdrawForm(Form):
    """Nothing to fill in: the page itself asks."""
