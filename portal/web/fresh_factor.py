"""Whoever signs shows the second factor again, unless that happened a moment ago (ASVS 5.0, 7.5.3).

A code works once and for thirty seconds: asked at each signature, it would make whoever has twenty to
give wait ten minutes. How long a moment is, the operator sets; at 0 minutes each signature asks.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from portal import clock
from portal.domain.operator_settings import OperatorSetting
from portal.records.operator_settings import number
from portal.web.forms import Form


def factor_is_fresh() -> bool:
    """Whether whoever sits before this browser showed the second factor a moment ago."""
    moment = timedelta(minutes=number(OperatorSetting.SIGNATURE_MINUTES))
    return bool(clock.now() < current_user.factor_at + moment)


class Signed(Form):
    """A form whose sending is a signature; it asks for a code only where the last one is too old."""

    code = StringField(
        _l("Code from your authenticator app"),
        [InputRequired(_l("Enter the six digits your authenticator app shows.")), Length(max=20)],
        description=_l("What you sign, you sign in person: the last code was entered some time ago."),
    )

    def __init__(self, *filled: Any, **fields: Any) -> None:
        """As any form, with the code only where it is asked for."""
        super().__init__(*filled, **fields)
        if factor_is_fresh():
            del self.code

    def factor_is_shown(self) -> bool:
        """Whether nothing was asked for, or the code is right; it is used up then, and not asked for again.

        Raises TooManyRequests for whoever guesses, as at the sign-in.
        """
        if "code" not in self:
            return True
        if current_user.show_factor(self.code.data or ""):
            del self.code
            return True
        self.code.data = ""
        self.code.errors = [_("The code is not right, or was used before. Wait for the next one and enter that.")]
        return False


def is_signed(form: Form) -> bool:
    """Whether a checked form may do what it asks for: one that signs needs a fresh second factor."""
    return not isinstance(form, Signed) or form.factor_is_shown()
