"""Small files of every kind, made here, and names as no device should send them."""

import io
import zipfile

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(32)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(32)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def office(word: str, *more: str, types: str = "") -> bytes:
    """A zip that says it is this kind of office document."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        base = "application/vnd.openxmlformats-officedocument."
        archive.writestr("[Content_Types].xml", types or f'<Override ContentType="{base}{word}.main+xml"/>')
        for name in more:
            archive.writestr(name, "x")
    return buffer.getvalue()


def brand(word: bytes) -> bytes:
    """The beginning of an ISO media file of this brand."""
    return b"\x00\x00\x00\x18ftyp" + word + bytes(64)


TAKEN = {
    "image/jpeg": JPEG,
    "image/png": PNG,
    "image/gif": b"GIF89a" + bytes(16),
    "image/webp": b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(16),
    "image/heic": brand(b"heic"),
    "video/mp4": brand(b"isom"),
    "video/quicktime": brand(b"qt  "),
    "video/webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm" + bytes(16),
    "audio/mpeg": b"ID3\x04\x00\x00" + bytes(16),
    "audio/mp4": brand(b"M4A "),
    "audio/wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(16),
    "application/pdf": PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": office("wordprocessingml.document"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": office("spreadsheetml.sheet"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": office("presentationml.presentation"),
    "text/plain": "\ufeff他说：<b>转账</b>\r\n".encode(),
}
"""One file of each kind that is taken, by the type it is found to be."""

ACTIVE = {
    "an executable": b"MZ\x90\x00" + bytes(60),
    "an ELF program": b"\x7fELF\x02\x01\x01" + bytes(60),
    "a shell script": b"#!/bin/sh\nrm -rf ~\n",
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a page after blanks": b"\xef\xbb\xbf\r\n  <HTML><body>",
    "a bare script": b"<script>alert(1)</script>",
    "a drawing": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a drawing without a head": b'<svg onload="alert(1)">',
    "a drawing after a comment": b"<!-- x --><svg onload=alert(1)>",
    "a document with macros": office("wordprocessingml.document", "word/vbaProject.bin"),
    "a template with macros": office("", types="application/vnd.ms-word.document.macroEnabled.main+xml"),
}
UNKNOWN = {
    "a zip": office("", types="<Types/>"),
    "a zip without a list": b"PK\x03\x04" + bytes(200),
    "a JAR": office("wordprocessingml", "META-INF/MANIFEST.MF", types="-"),
    "text with a NUL": b"abc\x00def",
    "text in GB 18030": "他说转账".encode("gb18030"),
    "text in UTF-16": "\ufeff他说转账".encode("utf-16-le"),
    "text cut in a character": "他说".encode()[:-1],
    "an AVI": b"RIFF\x24\x00\x00\x00AVI LIST",
    "a Matroska": b"\x1a\x45\xdf\xa3\xa3B\x82\x88matroska",
    "a PDF with something before it": b"\x00\x01%PDF-1.7\n",
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "a film of an unknown brand": brand(b"evil"),
}

POLYGLOTS = {
    "a PNG that is also a zip": (PNG + office("wordprocessingml.document"), "image/png"),
    "a GIF that is also a script": (b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)", "image/gif"),
    "a JPEG with a page in its comment": (b"\xff\xd8\xff\xfe\x00\x20<script>alert(1)</script>", "image/jpeg"),
    "a PDF that is also a page": (b"%PDF-1.7\n<html><script>alert(1)</script>", "application/pdf"),
}
"""Taken as what they begin as, and never shown, only saved."""

HOSTILE_NAMES = [
    "../../etc/passwd",
    "..\\..\\x",
    "con.txt",
    "a\r\nb.png",
    "\u202egnp.exe",
    "名字 空格.png",
    "x" * 300 + ".png",
    ".htaccess",
    "a.png.html",
    "a;b.png",
    '"q".png',
    "a\x00.png",
    "\ud800.png",
    "",
    "..",
    "名" * 200,
]
