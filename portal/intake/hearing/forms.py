"""The small forms of a respondent's page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from portal.web.forms import Form


class RespondentCodeForm(Form):
    """Where the code of a service copy is entered; spaces, dashes, case and look-alikes do not matter."""

    code = StringField(
        _l("Your code"),
        description=_l("SU and 25 letters and digits, on the copy handed to you. Spaces and dashes do not matter."),
    )
