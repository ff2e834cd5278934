"""Which cases a refutation (辟谣) can be published from while they run."""

from __future__ import annotations

REFUTABLE: frozenset[str] = frozenset({"B01", "B02"})
"""AI rumours and AI misinformation: what is false in them can be said before anybody decides (domain facts 4)."""
