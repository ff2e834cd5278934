"""The numbers of bulletins, as their addresses carry them."""

from __future__ import annotations

import re

from portal.domain.errors import NotFound

_SLUG = re.compile(r"(20\d{2})-([1-9][0-9]{0,17})", re.ASCII)


def read_slug(slug: str) -> tuple[int, int]:
    """Year and number of `2026-7`. Raises NotFound for anything else."""
    found = _SLUG.fullmatch(slug)
    if found is None:
        raise NotFound()
    return int(found[1]), int(found[2])
