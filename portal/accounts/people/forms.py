"""What an administrator enters about a person."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from portal.domain.permissions import ROLE_WORDS, ROLES_OF_KIND, OrganizationKind, Role
from portal.web.forms import Form, choices
from portal.web.language import DEFAULT
from portal.web.prefs import LANGUAGES


class PersonForm(Form):
    """Name and roles; which roles there are depends on the organization."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter a name.")), Length(max=100)])
    roles = SelectMultipleField(_l("Roles"), coerce=Role)

    def offer_roles(self, kind: OrganizationKind) -> None:
        """Offer the roles that people of such an organization can have."""
        self.roles.choices = choices(
            (role.value, _(word)) for role, word in ROLE_WORDS.items() if role in ROLES_OF_KIND[kind]
        )


class AddressForm(Form):
    """By which address somebody new will sign in, and how we write there."""

    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Enter an e-mail address.")),
            Length(max=254),
            Regexp(
                r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$",
                message=_l("This is no e-mail address. It should read name@example.org."),
            ),
        ],
        description=_l("The person signs in with it; it cannot be changed later."),
    )
    language = RadioField(
        _l("Language of our mail"),
        choices=choices(LANGUAGES.items()),
        default=DEFAULT,
        description=_l("The person changes it by switching the language of the pages."),
    )


class InvitePersonForm(PersonForm, AddressForm):
    """A new person, known by the e-mail address they will sign in with."""
