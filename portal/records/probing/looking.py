"""Who looks: outside through the client, a simulator that needs no network, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from portal.domain.rechecks import Probe, Why
from portal.records.probing.client import Client, host_of
from portal.records.probing.judging import alike, judge, leads_elsewhere, never_was
from portal.records.probing.names import Untold


class Looker(Protocol):
    """Looks whether a target is there."""

    def look(self, probe: Probe, address: str) -> Why:
        """What was seen; whatever goes wrong on the way is a reason too."""
        ...


@dataclass(frozen=True, slots=True)
class Outside:
    """Asks the servers themselves."""

    client: Client

    def look(self, probe: Probe, address: str) -> Why:
        """What was seen, in at most the time of two pages."""
        try:
            return self._name(address) if probe is Probe.NAME else self._page(address)
        except Untold as told:
            # That a server takes no connection says nothing of a post on it.
            return Why.NO_ANSWER if told.why is Why.CLOSED and probe is not Probe.SITE else told.why

    def _name(self, address: str) -> Why:
        self.client.addresses(host_of(urlsplit(address)))
        return Why.RESOLVES

    def _page(self, address: str) -> Why:
        page = self.client.fetch(address)
        why = judge(page)
        if why is not Why.ANSWERS:
            return why
        beside = never_was(address)
        try:
            if beside is not None and alike(page, self.client.fetch(beside)):
                return Why.ALIKE
        except Untold:
            pass  # the page itself answered; what could not be compared does not unsay it
        return Why.MOVED if leads_elsewhere(address, page) else Why.ANSWERS


class Simulated:
    """For demonstrations: everything is gone, but an address that says of itself what is to be seen there."""

    def look(self, probe: Probe, address: str) -> Why:
        """The same for the same address, whenever it is asked."""
        if "comes-back" in address:
            return Why.RESOLVES if probe is Probe.NAME else Why.ANSWERS
        if "cannot-tell" in address:
            return Why.TOO_SLOW
        return Why.NO_SUCH_NAME if probe is Probe.NAME else Why.NOT_FOUND


class SwitchedOff:
    """Where the operator lets no request leave the house."""

    def look(self, probe: Probe, address: str) -> Why:
        """Nothing, and so it is said."""
        return Why.SWITCHED_OFF
