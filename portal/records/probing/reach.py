"""How far the client reaches: public addresses on two ports, and nothing inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_network

IPAddress = IPv4Address | IPv6Address

GLOBAL_UNICAST_V6 = ip_network("2000::/3")
"""RFC 4291: all that is outside is mapped, translated (64:ff9b::/96), local, link-local, or not given out."""
NOT_PUBLIC = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared, and where clouds keep their metadata (100.100.100.200)
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own wire server, on a public-looking address
        "169.254.0.0/16",  # link-local, and the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved and broadcast
        "2001::/23",  # protocol assignments, Teredo among them, which holds another address
        "2001:db8::/32",
        "2002::/16",  # 6to4, which holds another address
        "3fff::/20",
    )
)
"""IANA's special-purpose registries (RFC 6890 and later), spelt out: `ipaddress` of Python 3.11 lags behind them."""


def is_public(address: IPAddress) -> bool:
    """Whether an address is global unicast; one that carries another inside (mapped, 6to4, NAT64) is not."""
    if isinstance(address, IPv6Address) and (address not in GLOBAL_UNICAST_V6 or address.scope_id):
        return False
    return not any(address in one for one in NOT_PUBLIC if one.version == address.version)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which addresses and ports may be connected to. No setting changes it; tests bring one for their own servers."""

    allows: Callable[[IPAddress], bool] = is_public
    ports: Mapping[str, frozenset[int]] = field(
        default_factory=lambda: {"http": frozenset({80}), "https": frozenset({443})}
    )
