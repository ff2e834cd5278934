"""Coming in: recognise a colleague by both factors, or let an invited one choose them."""

from dataclasses import dataclass

from portal import clock
from portal.accounts import invitations
from portal.accounts.models import SessionEnd
from portal.accounts.newcomers.welcoming import welcome
from portal.accounts.passwords import matches
from portal.accounts.second_factor import Sealer, use_code
from portal.accounts.sessions import end_session, end_sessions_of, note_factor, start_session
from portal.domain.errors import InputInvalid
from portal.domain.words import N_
from portal.records.people import User, find_person, password_hash_of


@dataclass(frozen=True)
class Checked:
    """A password that was compared: with which account's, and whether it was the one."""

    email: str
    password_hash: str | None
    right: bool

    def still_holds_for(self, person: User) -> bool:
        """Whether it was right, and the password is still the one that was compared."""
        return self.right and person.password_hash == self.password_hash


def check_password(email: str, password: str) -> Checked:
    """Compare the password; called before the transaction, which must not wait for slow hashing."""
    kept = password_hash_of(email)
    return Checked(email, kept, matches(password, kept))


def sign_in(checked: Checked, code: str, sealer: Sealer, browser: str, earlier_token: str | None) -> str | None:
    """Begin a session and end the browser's earlier one; returns the new token.

    None when anything was wrong: name, password, code, a code used before, a disabled account.
    """
    if not checked.right:
        return None  # before anything is read, so that a known name takes no longer than an unknown one
    person = find_person(checked.email, lock=True)
    if person is None or person.totp_secret is None or not person.may_sign_in:
        return None
    if not checked.still_holds_for(person) or not use_code(person, code, sealer.open(person.totp_secret)):
        return None
    if earlier_token:
        end_session(earlier_token, SessionEnd.REPLACED)
    return start_session(person, browser)


def show_factor(email: str, code: str, sealer: Sealer, token: str) -> bool:
    """Whether the code is right, and then used up and noted in the session of this token."""
    person = find_person(email, lock=True)
    if person is None or person.totp_secret is None or not use_code(person, code, sealer.open(person.totp_secret)):
        return False
    note_factor(token)
    return True


def accept_invitation(token: str, password_hash: str, code: str, sealer: Sealer, browser: str) -> str:
    """Give the invited person password and second factor and begin a session; returns its token.

    A platform whose first lead this is begins to work here with it.

    Raises WindowClosed for a link that was used or is too old, InputInvalid for a wrong code.
    """
    invitation = invitations.find_invitation(token, lock=True)
    person, seed = invitation.user, sealer.seed_for(token)
    person.totp_last_step = None
    if not use_code(person, code, seed):
        raise InputInvalid("code", N_("This is not the present code. Wait for the next one and enter it."))
    person.password_hash = password_hash
    person.totp_secret = sealer.seal(seed)
    invitation.used_at = clock.now()
    end_sessions_of(person.id)
    welcome(person)
    return start_session(person, browser)
