"""Asking outside whether something is still there, by one client that never reaches inside."""

from portal.records.probing.client import Client, Page
from portal.records.probing.looking import Looker, Outside, Simulated, SwitchedOff
from portal.records.probing.names import NameServers, Resolver, Untold
from portal.records.probing.reach import Reach, is_public

__all__ = [
    "Client",
    "Looker",
    "NameServers",
    "Outside",
    "Page",
    "Reach",
    "Resolver",
    "Simulated",
    "SwitchedOff",
    "Untold",
    "is_public",
]
