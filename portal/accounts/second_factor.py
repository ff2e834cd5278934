"""The second factor: codes of 30 seconds (TOTP, RFC 6238), each of which works once."""

import base64
import hmac
from hashlib import sha256

import pyotp
import segno
from cryptography.fernet import Fernet, MultiFernet

from portal import clock
from portal.records.people import User

STEP = 30
LEEWAY = (-1, 0, 1)
"""Steps that a clock may be off; RFC 6238, 5.2 recommends one."""
ISSUER = "Clearflag 清鉴"


class Sealer:
    """Keeps seeds unreadable in the database: only a process that holds the portal's secret opens them."""

    def __init__(self, secret_keys: tuple[str, ...]) -> None:
        """The first key seals; all of them open, so that keys can rotate."""
        self._secret = secret_keys[0].encode()
        self._box = MultiFernet(
            [Fernet(base64.urlsafe_b64encode(_derived(key.encode(), "seal"))) for key in secret_keys]
        )

    def seal(self, seed: str) -> bytes:
        """The seed as it is stored."""
        return self._box.encrypt(seed.encode())

    def open(self, sealed: bytes) -> str:
        """The seed; raises InvalidToken when none of the keys sealed it."""
        return self._box.decrypt(sealed).decode()

    def seed_for(self, token: str) -> str:
        """The seed an invitation offers: 160 bits, the same whenever its page is loaded, stored nowhere yet."""
        return base64.b32encode(_derived(self._secret, f"seed {token}")[:20]).decode()


def _derived(secret: bytes, purpose: str) -> bytes:
    return hmac.new(secret, f"clearflag second factor: {purpose}".encode(), sha256).digest()


def use_code(user: User, code: str, seed: str) -> bool:
    """Whether the code is right and newer than the last one used; it is then used up.

    The caller holds the user's row, so that two browsers cannot use one code.
    """
    step = _step_of(code, seed)
    if step is None or step <= (user.totp_last_step or 0):
        return False
    user.totp_last_step = step
    return True


def code_at(seed: str, step: int) -> str:
    """The six digits of one time step."""
    return pyotp.TOTP(seed).generate_otp(step)


def present_step() -> int:
    """The number of the present 30 seconds."""
    return int(clock.now().timestamp()) // STEP


def _step_of(code: str, seed: str) -> int | None:
    """The step this is the code of; every step is compared, so that the time tells nothing."""
    now = present_step()
    given = "".join(code.split()).encode()
    right = [now + off for off in LEEWAY if hmac.compare_digest(code_at(seed, now + off).encode(), given)]
    return right[-1] if right else None


def app_address(seed: str, email: str) -> str:
    """The `otpauth:` address that an authenticator app on the same telephone opens."""
    return pyotp.TOTP(seed).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(seed: str, email: str) -> str:
    """The QR code an authenticator app reads, as an address for `<img>` (SVG, no request)."""
    return str(
        segno.make(app_address(seed, email), error="m").svg_data_uri(scale=5, border=4, light="#fff", omitsize=False)
    )


def in_groups(seed: str) -> str:
    """The seed as people type it, in groups of four."""
    return " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))
