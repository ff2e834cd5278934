"""What a mail address may look like: one mailbox, safe in a header and on an envelope."""

from __future__ import annotations

import re

LONGEST = 254
"""RFC 5321, 4.5.3.1.3, less the brackets."""

_FORBIDDEN = r'\s@,;:<>"()\[\]\\'
_SHAPE = re.compile(rf"[^{_FORBIDDEN}]{{1,64}}@(?:[^{_FORBIDDEN}.]+\.)+[^{_FORBIDDEN}.]{{2,}}")


def read_mail_address(entered: str) -> str | None:
    """The address without blanks around it and with a lower-case host; None for anything else.

    Quoted local parts, lists, display names and addresses without a dot in the host are refused.
    """
    address = entered.strip().replace("＠", "@")
    if len(address.encode(errors="replace")) > LONGEST or not address.isprintable() or not _SHAPE.fullmatch(address):
        return None
    local, _, host = address.rpartition("@")
    return f"{local}@{host.lower()}"
