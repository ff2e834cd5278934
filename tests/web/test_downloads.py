"""A download is saved under its own name and never shown, whatever the file is called."""

from urllib.parse import unquote

import pytest
from werkzeug.datastructures import Headers
from werkzeug.http import parse_options_header

from portal.web.downloads import download_headers
from tests.records.files import HOSTILE_NAMES


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "a'b%41.png"])
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    headers = Headers(download_headers(name, "image/png"))  # refuses line ends by itself
    kind, options = parse_options_header(headers["Content-Disposition"])
    assert kind == "attachment"
    assert set(options) == {"filename"}
    assert headers["Content-Disposition"].isascii()
    assert headers["Content-Disposition"].isprintable()
    assert unquote(headers["Content-Disposition"].rpartition("''")[2]) == name.encode("utf-8", "replace").decode()


def test_a_download_is_saved_and_can_do_nothing() -> None:
    assert download_headers("名.txt", "text/plain") == {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": "attachment; filename=\"_.txt\"; filename*=UTF-8''%E5%90%8D.txt",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


def test_a_file_of_no_known_type_is_opaque() -> None:
    assert download_headers("a", "")["Content-Type"] == "application/octet-stream"
