"""What colleagues fill in to come in."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from portal.accounts.passwords import LONGEST
from portal.web.forms import Form


class SignInForm(Form):
    """Both factors at once: a wrong one is not named."""

    email = EmailField(_l("E-mail address"), [InputRequired(_l("Enter your e-mail address.")), Length(max=254)])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password.")), Length(max=LONGEST)])
    code = StringField(
        _l("Code from your authenticator app"),
        [InputRequired(_l("Enter the six digits your authenticator app shows.")), Length(max=20)],
    )
    next = HiddenField()


class InvitationForm(Form):
    """The password and the first code of the second factor."""

    password = PasswordField(_l("New password"), [InputRequired(_l("Choose a password."))])
    repeated = PasswordField(
        _l("The same password again"), [EqualTo("password", _l("The two passwords differ. Type both again."))]
    )
    code = StringField(
        _l("Code from your authenticator app"),
        [InputRequired(_l("Enter the six digits your authenticator app shows.")), Length(max=20)],
    )
