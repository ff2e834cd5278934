"""The marker for sentences that are translated when they are shown, not where they are written."""

from __future__ import annotations


def N_(msgid: str) -> str:
    """Return the English sentence unchanged; extraction finds it, the page translates it."""
    return msgid
