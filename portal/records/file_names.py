"""Names of files as people's devices gave them: data for people, never a path on our side."""

from __future__ import annotations

import re
import unicodedata

from portal.records.file_types import EXTENSIONS

LONGEST = 120
"""Bytes of UTF-8 that a kept name has at most."""
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that hide, turn round or break what a person reads."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_file_name(sent: str) -> str:
    """The last part of the name, without what could hide its ending or mean something to a system."""
    last = unicodedata.normalize("NFC", sent).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(one for one in last if unicodedata.category(one) not in INVISIBLE)
    plain = re.sub(r'[<>:"|?*;%]', "_", seen).strip(" .")
    if RESERVED.match(plain):
        plain = f"_{plain}"
    return _shortened(plain) or "file"


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    ending = f".{extension}" if dot and stem and len(extension) <= 8 else ""
    room = LONGEST - len(ending.encode())
    return name.removesuffix(ending).encode()[:room].decode(errors="ignore") + ending


def download_name(file_name: str, media_type: str) -> str:
    """The name under which a file is handed out: it always ends as its content is."""
    endings = EXTENSIONS[media_type]
    extension = file_name.rpartition(".")[2].lower()
    return file_name if extension in endings and "." in file_name else f"{file_name}.{endings[0]}"
