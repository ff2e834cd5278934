"""What a browser calls itself, short enough for its owner to recognise it."""

from flask import request


def browser_name() -> str:
    """What the browser calls itself, short enough to recognise it by: “Firefox, Windows”."""
    sent = request.user_agent.string
    known = [next((word for needle, word in row if needle in sent), "") for row in (BROWSERS, SYSTEMS)]
    return ", ".join(word for word in known if word)


BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
"""The first needle found names it; browsers claim to be their ancestors, so the order matters."""
