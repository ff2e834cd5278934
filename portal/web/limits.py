"""How often one address may ask, without keeping the address: its daily hash is counted."""

import hmac
from collections.abc import Sequence
from hashlib import sha256
from ipaddress import ip_address, ip_network

from flask import Flask, current_app, request
from flask_limiter import Limiter
from limits import parse

from portal import clock
from portal.config import Settings
from portal.web import limits_storage  # noqa: F401  registers the sqlite:// storage with the limits package


def counted_as() -> str:
    """A name for who asks that says nothing tomorrow: HMAC of the day and the network.

    An IPv6 household owns a /64, so that is what is counted.
    """
    address = ip_address(request.remote_addr or "127.0.0.1")
    network = str(ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)
    key: str = current_app.config["SECRET_KEY"]
    day = clock.today()
    return hmac.new(key.encode(), f"limits {day} {network}".encode(), sha256).hexdigest()[:32]


limiter = Limiter(counted_as, strategy="fixed-window")


def within(purpose: str, name: str, limits: Sequence[str], amount: int = 1) -> bool:
    """Count one more of `purpose`, or `amount`, for `name`, which need not be an address.

    False when a limit ("5 per minute") is passed; limits after that one are not counted.
    """
    if not limiter.enabled:
        return True
    return all(limiter.limiter.hit(parse(limit), purpose, name, cost=amount) for limit in limits)


def init_app(app: Flask, settings: Settings) -> None:
    """Count in the storage of the settings; should it fail, each process counts for itself."""
    app.config.update(
        RATELIMIT_ENABLED=settings.limits,
        RATELIMIT_STORAGE_URI=settings.limits_url,
        RATELIMIT_HEADERS_ENABLED=False,
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
    )
    limiter.init_app(app)
