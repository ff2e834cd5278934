"""For scripts/run.sh: is the port free, and does the site answer yet?"""

from __future__ import annotations

import os
import socket
import sys
import time
from urllib.request import ProxyHandler, build_opener

PATIENCE = 120
"""Seconds that the web workers may take to come up."""


def address() -> tuple[str, int] | None:
    """Where the web workers listen; None where that is no port (`BIND=unix:…`)."""
    bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
    host, _, port = bind.rpartition(":")
    return (host.strip("[]") or "127.0.0.1", int(port)) if port.isdigit() else None


def refuse_busy_port() -> None:
    """Ends with a sentence that says what to do when somebody listens there already."""
    place = address()
    if place is None:
        return
    host, port = place
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        sys.exit(f"Port {port} is not free ({error.strerror}). Choose another: make run PORT={port + 1}")


def wait_for_answer() -> None:
    """Returns when /healthz answers 200; ends with a sentence when it does not for too long."""
    place = address()
    if place is None:
        return
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(place[0], place[0])
    url = f"http://{f'[{host}]' if ':' in host else host}:{place[1]}/healthz"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with build_opener(ProxyHandler({})).open(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{url} does not answer; what the web workers said stands above.")


if __name__ == "__main__":
    {"free": refuse_busy_port, "answers": wait_for_answer}[sys.argv[1]]()
