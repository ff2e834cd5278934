"""What a colleague changes on their own account."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from portal.accounts.passwords import LONGEST
from portal.web.forms import Form


class PasswordForm(Form):
    """A new password, for whoever can show both present factors again (ASVS 7.5.1)."""

    present = PasswordField(_l("Present password"), [InputRequired(_l("Enter your password.")), Length(max=LONGEST)])
    code = StringField(
        _l("Code from your authenticator app"),
        [InputRequired(_l("Enter the six digits your authenticator app shows.")), Length(max=20)],
    )
    password = PasswordField(_l("New password"), [InputRequired(_l("Choose a password."))])
    repeated = PasswordField(
        _l("The same password again"), [EqualTo("password", _l("The two passwords differ. Type both again."))]
    )
