"""A small outside for the tests of looking again: a web server, a name server, and a server inside that counts.

All stand on loopback. The client reaches 127.0.0.1 by an allowance that only tests can give; the server on
127.0.0.2 plays everything inside, at the same port, and any connection to it is a breach.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.records.probing import Client, NameServers, Reach

OUTSIDE, INSIDE = "127.0.0.1", "127.0.0.2"
WORDS = "<title>A video</title><p>This video shows how easily money is earned.</p>"
Answer = Callable[[socket.socket], None]


def says(body: str | bytes, status: str = "200 OK", *headers: str) -> Answer:
    """An answer in one piece."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(content)}", *headers]

    def answer(line: socket.socket) -> None:
        line.sendall("\r\n".join((*lines, "", "")).encode() + content)

    return answer


def leads_to(address: str) -> Answer:
    return says("", "302 Found", f"Location: {address}")


def drips(line: socket.socket) -> None:
    """A byte now and then, for longer than anybody should wait."""
    with contextlib.suppress(OSError):
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200:
            line.sendall(bytes([byte]))
            time.sleep(0.05)


def never_ends(line: socket.socket) -> None:
    """A page of as much as is taken."""
    with contextlib.suppress(OSError):
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + WORDS.encode())
        while True:
            line.sendall(b"<p>more of it</p>" * 4096)


BOMB = says(gzip.compress(b"\0" * 50_000_000), "200 OK", "Content-Encoding: gzip")
NOTHING = says("<title>404</title>nothing", "404 Not Found")


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True
    counted = 0

    def get_request(self) -> tuple[socket.socket, object]:
        self.counted += 1
        return super().get_request()


@dataclass
class World:
    """Who answers what; a name maps to the addresses of its first answer, its second, and so on."""

    port: int
    tls_port: int
    names_port: int
    inner: _Listening
    trusted: ssl.SSLContext
    pages: dict[str, Answer] = field(default_factory=dict)
    names: dict[str, list[Sequence[str] | dns.rcode.Rcode | None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    looked_up: Counter[str] = field(default_factory=Counter)

    def url(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def inward_connections(self) -> int:
        """How often somebody came in."""
        return self.inner.counted

    def client(self, seconds: float = 3.0, *, guarded: bool = True) -> Client:
        """One whose outside is this world; unguarded, the control that shows what the guard holds off."""
        reach = Reach(
            allows=(lambda one: one == ip_address(OUTSIDE)) if guarded else (lambda _one: True),
            ports={"http": frozenset({self.port}), "https": frozenset({self.tls_port})},
        )
        return Client(NameServers([OUTSIDE], self.names_port), reach, self.trusted, seconds)


@contextlib.contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """Servers that run until the end."""
    world: World

    class Speaking(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            while b"\r\n\r\n" not in head and (more := self.request.recv(4096)):
                head += more
            path = head.decode("latin-1").split(" ", 2)[1]
            world.asked.append(head.decode("latin-1"))
            world.pages.get(path, NOTHING)(self.request)

    class Naming(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, line = self.request
            if (answer := _named(world, data)) is not None:
                line.sendto(answer, self.client_address)

    speaking, inner = _pair(Speaking)
    names = socketserver.ThreadingUDPServer((OUTSIDE, 0), Naming)
    secure = _Listening((OUTSIDE, 0), Speaking)
    trusted = _certified(secure, folder)
    world = World(
        speaking.server_address[1], secure.server_address[1], names.server_address[1], inner, trusted,
        names={"site.test": [[OUTSIDE]]},
    )  # fmt: skip
    servers: list[socketserver.BaseServer] = [speaking, inner, names, secure]
    for server in servers:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that leaves early is what is tested
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield world
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _pair(handler: type[socketserver.BaseRequestHandler]) -> tuple[_Listening, _Listening]:
    """One port on both addresses."""
    for _ in range(20):
        outer = _Listening((OUTSIDE, 0), handler)
        try:
            return outer, _Listening((INSIDE, outer.server_address[1]), handler)
        except OSError:
            outer.server_close()
    raise AssertionError("no port is free on both addresses")


def _named(world: World, data: bytes) -> bytes | None:
    """The answer to one question; None: silence."""
    question = dns.message.from_wire(data)
    asked = question.question[0]
    name, kind = asked.name.to_text(omit_final_dot=True), asked.rdtype.name
    answers = world.names.get(name)
    reply = dns.message.make_response(question)
    reply.flags |= dns.flags.RA
    if answers is None:
        reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()
    # A name is looked up by its A question; the AAAA question after it belongs to the same look-up.
    turn = world.looked_up[name]
    world.looked_up[name] += kind == "AAAA"
    told = answers[min(turn, len(answers) - 1)]
    if told is None:
        return None
    if isinstance(told, dns.rcode.Rcode):
        reply.set_rcode(told)
    else:
        found = [one for one in told if (":" in one) == (kind == "AAAA")]
        if found:
            reply.answer.append(dns.rrset.from_text(asked.name, 0, "IN", kind, *found))
    return reply.to_wire()


def _certified(server: _Listening, folder: Path) -> ssl.SSLContext:
    """Put the server behind TLS with a certificate for site.test; returns the context that trusts it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "t")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("site.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "site.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + certificate.public_bytes(pem))
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(file)
    server.socket = own.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    return ssl.create_default_context(cadata=certificate.public_bytes(pem).decode())
