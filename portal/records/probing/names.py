"""Names and their addresses: asked of name servers once, so that what was checked is what is connected to."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Protocol

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer
from dns.resolver import Resolver as Asking

from portal.domain.rechecks import Why
from portal.records.probing.reach import IPAddress

KINDS = ("A", "AAAA")


class Untold(Exception):
    """A look that ended before there was a page to judge."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Resolver(Protocol):
    """Whom the client asks for addresses."""

    def addresses(self, host: str, seconds: float) -> Sequence[IPAddress]:
        """Every address of a name. Raises Untold: no such name, or no answer within the seconds."""
        ...


class NameServers:
    """The name servers of the machine, or those that are named."""

    def __init__(self, servers: Sequence[str] = (), port: int = 53) -> None:
        self._asking = Asking(configure=not servers)
        if servers:
            self._asking.nameservers, self._asking.port = list(servers), port
        self._asking.cache = None

    def addresses(self, host: str, seconds: float) -> Sequence[IPAddress]:
        """Every address of a name; a name that has none leads nowhere. Raises Untold."""
        found: list[IPAddress] = []
        for kind in KINDS:
            try:
                answer = self._asking.resolve(host, kind, lifetime=seconds / len(KINDS), search=False)
            except NXDOMAIN:
                raise Untold(Why.NO_SUCH_NAME) from None
            except NoAnswer:
                continue
            except (DNSException, OSError):
                raise Untold(Why.NAMES_SILENT) from None
            found += [ip_address(record.to_text()) for record in answer]
        if not found:
            raise Untold(Why.NO_SUCH_NAME)
        return found
