"""What is entered about a conflict of interest: of what kind it is, in words, and about whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.domain.conflicts import CONFLICTS, OF_AGENCIES, Conflict
from portal.records.organizations import Organization
from portal.records.people import User
from portal.web.forms import Form, choices
from portal.web.language import organization_name

LONGEST = 2000


class ReadmissionForm(Form):
    """Letting somebody back in, with the reason."""

    words = TextAreaField(
        _l("Reason"),
        [InputRequired(_l("Write the reason for this step.")), Length(max=LONGEST)],
        description=_l("Your own organization reads it in the history. Name nobody who reported."),
    )


class DeclarationForm(ReadmissionForm):
    """Staying out oneself."""

    conflict = RadioField(
        _l("What kind of conflict"),
        [InputRequired(_l("Choose one."))],
        choices=choices((one.value, _l(kind.words)) for one, kind in CONFLICTS.items()),
    )

    @property
    def kind(self) -> Conflict:
        """What was chosen; of a form that validates."""
        return Conflict(self.conflict.data)


class ExclusionForm(DeclarationForm):
    """Keeping somebody else out; nobody is chosen beforehand."""

    person = SelectField(_l("Who stays out"), [InputRequired(_l("Choose somebody."))])

    def offer(self, people: Sequence[User]) -> Self:
        """Itself, with these people."""
        named = [(str(one.id), f"{one.name} ({organization_name(one.organization)})") for one in people]
        self.person.choices = choices([("", ""), *named])
        return self


class RecusalForm(DeclarationForm):
    """Keeping a whole agency out; none is chosen beforehand."""

    conflict = RadioField(
        _l("What kind of conflict"),
        [InputRequired(_l("Choose one."))],
        choices=choices((one.value, _l(kind.words)) for one, kind in OF_AGENCIES.items()),
    )
    agency = SelectField(_l("Which agency stays out"), [InputRequired(_l("Choose an agency."))])

    def offer(self, agencies: Sequence[Organization]) -> Self:
        """Itself, with these agencies."""
        named = [(str(one.id), organization_name(one)) for one in agencies]
        self.agency.choices = choices([("", ""), *named])
        return self
