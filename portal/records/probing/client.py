"""The one client that asks outside: it connects to the very address it checked, a few times, for a short time.

A name is resolved once for each request and every one of its addresses must be public; the connection goes
to one of these and never to a name, so that a second answer of the name server changes nothing. No proxy,
no cookie, no credential, no compression; redirects are followed here, each checked like the first address.
"""

from __future__ import annotations

import io
import re
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from portal.domain.rechecks import Why
from portal.records.probing.names import Resolver, Untold
from portal.records.probing.reach import IPAddress, Reach

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SECONDS = 10.0
"""For one page with all its redirects, names included."""
MOST_BYTES = 512 * 1024
"""So much of a page is read; what says that something is gone stands further up."""
MOST_TURNS = 3
"""Redirects that are followed."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "Clearflag-recheck/1.0"
LONGEST_ADDRESS = 4000
NO_CONTROLS = re.compile(r"[^\x00-\x20\x7f]+")
HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?", re.IGNORECASE | re.ASCII)
SAFE_IN_PATH = "/%:=&?~+!$,;'@()*[]-._|"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered in the end."""

    address: str
    """Where the answer stood, after redirects."""
    status: int
    media_type: str
    packed: bool
    """Whether the body is compressed although that was not asked for; it is never unpacked."""
    body: bytes


@dataclass(frozen=True, slots=True)
class _Place:
    """An address taken apart: what is connected to, and what is asked of it."""

    scheme: str
    host: str
    port: int
    asked: str

    @property
    def called(self) -> str:
        """The Host header: the port only where it is not the scheme's own."""
        usual = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Client:
    """Fetches pages from public addresses."""

    resolver: Resolver
    reach: Reach = field(default_factory=Reach)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS

    def fetch(self, address: str) -> Page:
        """The page at an address after at most three redirects. Raises Untold, and nothing else."""
        ends = time.monotonic() + self.seconds
        for _turn in range(MOST_TURNS + 1):
            place = self._place(address)
            answer, onwards = self._ask(place, address, ends)
            if onwards is None:
                return answer
            try:
                address = urljoin(address, onwards)
            except ValueError:
                raise Untold(Why.UNUSABLE) from None
        raise Untold(Why.TOO_MANY_TURNS)

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a body to an address; the status of the answer. No redirect is followed. Raises Untold, nothing else."""
        place = self._place(address)
        answer, _onwards = self._ask(place, address, time.monotonic() + self.seconds, _posted(place, body, headers))
        return answer.status

    def addresses(self, host: str) -> Sequence[IPAddress]:
        """The addresses of a name, all of them public. Raises Untold."""
        return self._checked(host, time.monotonic() + self.seconds)

    def _place(self, address: str) -> _Place:
        try:
            parts = urlsplit(address)
            port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
        except ValueError:
            raise Untold(Why.UNUSABLE) from None
        if len(address) > LONGEST_ADDRESS or port not in self.reach.ports.get(parts.scheme, ()) or "@" in parts.netloc:
            raise Untold(Why.UNUSABLE)
        asked = quote(parts.path or "/", SAFE_IN_PATH) + (f"?{quote(parts.query, SAFE_IN_PATH)}" if parts.query else "")
        if not NO_CONTROLS.fullmatch(asked):
            raise Untold(Why.UNUSABLE)
        return _Place(parts.scheme, host_of(parts), port, asked)

    def _checked(self, host: str, ends: float) -> Sequence[IPAddress]:
        literal = _literal(host)
        found = [literal] if literal else self.resolver.addresses(host, _left(ends))
        if not all(self.reach.allows(one) for one in found):
            raise Untold(Why.INWARDS)
        return found

    def _ask(self, place: _Place, address: str, ends: float, asked: bytes = b"") -> tuple[Page, str | None]:
        """The answer to what is `asked` (a page, if nothing else is), and where it sends us on to."""
        try:
            with self._connected(place, ends) as line:
                line.sendall(asked or _request(place))
                response = HTTPResponse(_Listening(line, ends), method="GET")  # type: ignore[arg-type]  # makes a file of it, nothing more
                response.begin()
                if response.status in REDIRECTS and (onwards := response.getheader("Location")):
                    return _page(address, response, b""), onwards
                return _page(address, response, response.read(MOST_BYTES)), None
        except ssl.SSLCertVerificationError:
            raise Untold(Why.NOT_TRUSTED) from None
        except TimeoutError:
            raise Untold(Why.TOO_SLOW) from None
        except ConnectionRefusedError:
            raise Untold(Why.CLOSED) from None
        except (OSError, HTTPException, ValueError):
            raise Untold(Why.NO_ANSWER) from None

    def _connected(self, place: _Place, ends: float) -> socket.socket:
        """A connection to an address that was checked; the name is used for TLS alone."""
        found = self._checked(place.host, ends)
        line = _first_that_answers([(str(one), place.port) for one in found], ends)
        if place.scheme == "http":
            return line
        try:
            line.settimeout(_left(ends))
            return self.tls.wrap_socket(line, server_hostname=place.host)
        except BaseException:
            line.close()
            raise


class _Listening:
    """A connection as the standard library's response reads it, every read within the time that is left of all."""

    def __init__(self, line: socket.socket, ends: float) -> None:
        self._line, self._ends = line, ends

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The one thing that is asked of it."""
        return io.BufferedReader(_InTime(self._line, self._ends))


class _InTime(io.RawIOBase):
    """Without it, a server that sends a byte a second would be listened to for ever."""

    def __init__(self, line: socket.socket, ends: float) -> None:
        self._line, self._ends = line, ends

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._line.settimeout(_left(self._ends))
        return self._line.recv_into(buffer)


def host_of(parts: SplitResult) -> str:
    """The host of an address in ASCII. Raises Untold for one that no name server and no certificate knows."""
    host = parts.hostname or ""
    if _literal(host):
        return host
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Untold(Why.UNUSABLE) from None
    if not HOST.fullmatch(name):
        raise Untold(Why.UNUSABLE)
    return name.rstrip(".")


def _literal(host: str) -> IPAddress | None:
    """An address written out. Only its plain form is one: `0x7f.1` and `2130706433` are asked for as names."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _left(ends: float) -> float:
    """Seconds that are left. Raises TimeoutError when none are."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _first_that_answers(places: Sequence[tuple[str, int]], ends: float) -> socket.socket:
    for place in places[:-1]:
        try:
            return socket.create_connection(place, timeout=_left(ends) / len(places))
        except OSError:
            continue
    return socket.create_connection(places[-1], timeout=_left(ends))


def _request(place: _Place) -> bytes:
    lines = (
        f"GET {place.asked} HTTP/1.1",
        f"Host: {place.called}",
        f"User-Agent: {AGENT}",
        "Accept: text/html, */*;q=0.1",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _posted(place: _Place, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = (
        f"POST {place.asked} HTTP/1.1",
        f"Host: {place.called}",
        f"User-Agent: {AGENT}",
        *(f"{name}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(body)}",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii") + body


def _page(address: str, response: HTTPResponse, body: bytes) -> Page:
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    media_type = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return Page(address, response.status, media_type, encoding != "identity", body)
