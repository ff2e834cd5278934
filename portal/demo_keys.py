"""The demo's key pairs for contact data, made once beside the data; production brings its own.

The mailer's private half lies in a file for the job process. The agencies' private half lies in
`demo-keys`, wrapped by the demo's published password, and nothing in the portal opens it.
"""

import base64
import os
import secrets
import shutil
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

DEMO_PASSWORD = "plum-rain-lantern"  # noqa: S105  published on purpose; production refuses the demo's keys


def read_or_make_keys(data: Path) -> tuple[str, str]:
    """The public keys of mailer and agencies as the settings write them, made first where there are none.

    Processes that start together agree: the folder of keys appears whole, and the first one stands.
    """
    folder = data / "keys"
    if not folder.exists():
        _make(data, folder)
    mailer, agencies = ((folder / name).read_text(encoding="ascii") for name in ("mailer.pub", "agencies.pub"))
    return mailer, agencies


def _make(data: Path, folder: Path) -> None:
    draft = data / f"keys.{os.getpid()}.{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    mailer, agencies = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    key_id = f"demo-{secrets.token_hex(4)}"
    _write(draft / "mailer.key", _written(key_id, mailer.private_bytes_raw()))
    _write(draft / "mailer.pub", _written(key_id, mailer.public_key().public_bytes_raw()))
    _write(draft / "agencies.pub", _written(key_id, agencies.public_key().public_bytes_raw()))
    wrapped = data / "demo-keys" / f"{key_id}.pem"
    wrapped.parent.mkdir(mode=0o700, exist_ok=True)
    _write(
        wrapped,
        agencies.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(DEMO_PASSWORD.encode())
        ).decode(),
    )
    try:
        draft.rename(folder)
    except OSError:  # another process was first; its keys count
        shutil.rmtree(draft)
        wrapped.unlink()


def _written(key_id: str, raw: bytes) -> str:
    return f"{key_id}:{base64.b64encode(raw).decode()}"


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
