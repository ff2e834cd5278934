"""Which files are taken, told by their content alone: a table of signatures and what is looked at besides.

A name or a declared type is never believed. Nothing is decoded here: whether a picture is whole is
for whoever makes a clean copy of it.
"""

from __future__ import annotations

import codecs
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

HEAD = 4096
END_RECORD = 22 + 65_535
"""How far from its end a zip's record of its contents can begin."""
LONGEST_LISTING = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class FileType:
    """One kind of file that is taken."""

    media_type: str
    extensions: tuple[str, ...]
    """How its names may end; the first is added where a name ends otherwise."""
    looks_like: Callable[[bytes], bool]
    """Asked of the first 4096 bytes."""


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == form


def _brand(*brands: bytes) -> Callable[[bytes], bool]:
    """The major brand of an ISO base media file (ISO/IEC 14496-12, 4.3)."""
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _webm(head: bytes) -> bool:
    return head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head[:64]


def _mp3(head: bytes) -> bool:
    """An ID3 tag, or a frame of MPEG audio layer III that no reserved value rules out."""
    if head[:3] == b"ID3":
        return True
    frame = len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return frame and head[1] & 0x18 != 0x08 and head[2] & 0xF0 != 0xF0 and head[2] & 0x0C != 0x0C


HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
MP4_BRANDS = (
    *(b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9"),
    *(b"mp41", b"mp42", b"mp71", b"avc1", b"hvc1", b"M4V ", b"M4VH", b"M4VP", b"f4v ", b"dash", b"cmfc", b"msdh"),
    *(b"MSNV", b"XAVC", b"mmp4"),  # Sony and Samsung cameras, older telephones
    *(b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3gp8", b"3gp9", b"3ge6", b"3ge7", b"3ge9", b"3gg6", b"3gg9"),
    *(b"3gr6", b"3gs6", b"3gs7", b"3gs9", b"3g2a", b"3g2b", b"3g2c"),
)
"""Brands that cameras, telephones and converters write (the registry of mp4ra.org)."""

FILE_TYPES: tuple[FileType, ...] = (
    FileType("image/jpeg", ("jpg", "jpeg"), _starts(b"\xff\xd8\xff")),
    FileType("image/png", ("png",), _starts(b"\x89PNG\r\n\x1a\n")),
    FileType("image/gif", ("gif",), _starts(b"GIF87a", b"GIF89a")),
    FileType("image/webp", ("webp",), _riff(b"WEBP")),
    FileType("image/heic", ("heic", "heif"), _brand(*HEIC_BRANDS)),
    FileType(
        "video/mp4",
        ("mp4", "m4v"),
        _brand(*MP4_BRANDS),
    ),
    FileType("video/quicktime", ("mov",), _brand(b"qt  ")),
    FileType("video/webm", ("webm",), _webm),
    FileType("audio/mpeg", ("mp3",), _mp3),
    FileType("audio/mp4", ("m4a",), _brand(b"M4A ", b"M4B ")),
    FileType("audio/wav", ("wav",), _riff(b"WAVE")),
    FileType("application/pdf", ("pdf",), _starts(b"%PDF-")),
)
"""The signatures; two kinds besides have none of their own: office documents and plain text."""

OFFICE_TYPES = {
    "wordprocessingml.document": "docx",
    "spreadsheetml.sheet": "xlsx",
    "presentationml.presentation": "pptx",
}
TEXT = FileType("text/plain", ("txt",), lambda head: False)
EXTENSIONS: dict[str, tuple[str, ...]] = {
    **{one.media_type: one.extensions for one in (*FILE_TYPES, TEXT)},
    **{OFFICE + word: (extension,) for word, extension in OFFICE_TYPES.items()},
}
"""How the name of a file of each type may end."""


class FileRefused(Exception):
    """This content is not taken."""


class Empty(FileRefused):
    """There is nothing in it."""


class Active(FileRefused):
    """It is, or may be, a program: a page, a drawing with scripts, a script, an executable, a macro."""


class Unknown(FileRefused):
    """It is none of the kinds that are taken."""


PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"dex\n")
MARKUP = re.compile(
    rb"\s*<(\?|!--|!doctype\b|(html|head|body|title|script|svg|iframe|math|style|meta|a|b|p|div|img|table|xml|xsl)\b)",
    re.IGNORECASE,
)
"""What makes a browser that guesses types take text for a page (WHATWG MIME Sniffing, 7.1), or for XML."""
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def sniff(file: BinaryIO) -> str:
    """The media type of the content. Raises Empty, Active or Unknown."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise Empty
    if head.startswith(PROGRAMS):
        raise Active
    for kind in FILE_TYPES:
        if kind.looks_like(head):
            return kind.media_type
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    return _text(file, head)


def _office(file: BinaryIO) -> str:
    """A zip is taken only as the office document its list of content types says it is."""
    try:
        _refuse_many_entries(file)
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            with archive.open("[Content_Types].xml") as listing:
                types = listing.read(256 * 1024).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as fault:
        raise Unknown from fault
    if any(name.lower().endswith("vbaproject.bin") for name in names) or "macroEnabled" in types:
        raise Active
    for word in OFFICE_TYPES:
        if f"{OFFICE}{word}.main+xml" in types:
            return OFFICE + word
    raise Unknown


def _refuse_many_entries(file: BinaryIO) -> None:
    """A list of contents beyond what any document has would only fill the memory. Raises Unknown."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - END_RECORD))
    tail = file.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or b"PK\6\7" in tail or int.from_bytes(tail[end + 12 : end + 16], "little") > LONGEST_LISTING:
        raise Unknown


def _text(file: BinaryIO, head: bytes) -> str:
    """UTF-8 without control characters that does not begin like a page or a drawing."""
    if MARKUP.match(head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")):
        raise Active
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(HEAD):
            if NO_TEXT.search(decoder.decode(chunk)):
                raise Unknown
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as fault:
        raise Unknown from fault
    return TEXT.media_type
