"""A form comes in UTF-8, or it is refused: the parser would keep something else for what it cannot read."""

from __future__ import annotations

import codecs
from io import BytesIO
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from flask import Flask, Request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser, MultiPartParser

STRICT = "utf_8_or_nothing"
"""UTF-8 that is read without replacement characters, although the parser of parts asks for them."""


def _codec(name: str) -> codecs.CodecInfo | None:
    return codecs.CodecInfo(codecs.utf_8_encode, _decode, name=STRICT) if name == STRICT else None


def _decode(sent: Any, _errors: str = "strict") -> tuple[str, int]:
    return codecs.utf_8_decode(sent, "strict", True)


class Parts(MultiPartParser):
    """A form with files: its words are UTF-8, its files any bytes."""

    def get_part_charset(self, headers: Headers) -> str:
        """Ours, whatever a part says of itself: browsers say nothing."""
        return STRICT


class FormBodies(FormDataParser):
    """Raises BadRequest for a form whose words are no UTF-8."""

    def _parse_multipart(self, stream: IO[bytes], mimetype: str, length: int | None, options: dict[str, str]) -> Any:
        parts = Parts(self.stream_factory, self.max_form_memory_size, self.cls, max_form_parts=self.max_form_parts)
        try:
            return stream, *parts.parse(stream, options.get("boundary", "").encode("ascii"), length)
        except UnicodeDecodeError as error:
            raise BadRequest from error

    def _parse_urlencoded(self, stream: IO[bytes], mimetype: str, length: int | None, options: dict[str, str]) -> Any:
        sent = stream.read()
        try:
            unquote_to_bytes(sent).decode()
        except UnicodeDecodeError as error:
            raise BadRequest from error
        return super()._parse_urlencoded(BytesIO(sent), mimetype, length, options)


class FormRequest(Request):
    """A request whose forms are read so."""

    form_data_parser_class = FormBodies


def init_app(app: Flask) -> None:
    """Read every form so; the CSRF guard and whoever comes before it read the same."""
    codecs.register(_codec)
    app.request_class = FormRequest
