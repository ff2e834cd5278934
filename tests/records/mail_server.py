"""A small SMTP server that takes letters, or refuses them, for the tests of the carrier."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it was sent: envelopes and letters."""

    daemon_threads = True

    def __init__(self, refusal: str = "") -> None:
        self.refusal = refusal
        self.envelopes: list[tuple[str, list[str]]] = []
        self.letters: list[bytes] = []
        super().__init__(("127.0.0.1", 0), Conversation)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=off"


class Conversation(socketserver.StreamRequestHandler):
    """What RFC 5321 asks of a server at the least; it offers no TLS."""

    def handle(self) -> None:
        server = cast(MailServer, self.server)
        sender, receivers = "", list[str]()
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.upper()
            if word.startswith("MAIL"):
                sender, receivers = line, []
                self.say("250 ok")
            elif word.startswith("RCPT"):
                receivers.append(line)
                self.say(server.refusal or "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                server.envelopes.append((sender, receivers))
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def serving(refusal: str = "") -> Iterator[MailServer]:
    """A server that listens until the block ends."""
    with MailServer(refusal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
