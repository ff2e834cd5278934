"""One row of the table that says which part of an address names a thing for good."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Permalink:
    """One kind of page: the hosts that show it, where its number stands, and its main address.

    The groups of `path` and the values of `parameters`, joined by a slash, are the number. `page`
    is the address to show; without one the address stays as it was given.
    """

    platform: str
    kind: str
    hosts: tuple[str, ...]
    path: re.Pattern[str]
    parameters: tuple[str, ...] = ()
    page: str = ""
    respell: Callable[[str], str] = str
    with_subdomains: bool = True
    """Whether hosts below show the same pages; where not, only these hosts and their `www.` and `m.` do."""

    def shown_at(self, listed: str, host: str) -> bool:
        """Whether `host`, which is `listed` or lies below it, shows these pages."""
        return self.with_subdomains or host in (listed, f"www.{listed}", f"m.{listed}")


def row(
    platform: str,
    kind: str,
    hosts: str,
    path: str,
    page: str = "",
    *,
    parameters: str = "",
    respell: Callable[[str], str] = str,
    with_subdomains: bool = True,
) -> Permalink:
    """A row with its hosts and parameters written as words, its path as a pattern."""
    pattern = re.compile(path, re.IGNORECASE)
    return Permalink(
        platform, kind, tuple(hosts.split()), pattern, tuple(parameters.split()), page, respell, with_subdomains
    )
