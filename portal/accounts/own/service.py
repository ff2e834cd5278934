"""Change one's own password, with both factors shown again."""

from portal.accounts.entrance.service import Checked
from portal.accounts.second_factor import Sealer, use_code
from portal.accounts.sessions import end_sessions_of
from portal.domain.errors import InputInvalid
from portal.domain.words import N_
from portal.records.people import find_person

WRONG = N_("The present password or the code is not right. A code works only once.")


def change_password(checked: Checked, code: str, password_hash: str, sealer: Sealer, token: str) -> None:
    """Keep the new password and end every other session of this person. Raises InputInvalid."""
    person = find_person(checked.email, lock=True)
    if person is None or person.totp_secret is None or not checked.still_holds_for(person):
        raise InputInvalid("present", WRONG)
    if not use_code(person, code, sealer.open(person.totp_secret)):
        raise InputInvalid("present", WRONG)
    person.password_hash = password_hash
    end_sessions_of(person.id, except_token=token)
