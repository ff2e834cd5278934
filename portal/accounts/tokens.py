"""Random words that open something, and the hashes by which they are found again."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits as a word for a cookie or a link."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """What is stored: a token of 256 random bits needs neither salt nor slowness."""
    return hashlib.sha256(token.encode()).digest()
