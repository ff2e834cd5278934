"""A web address taken apart and put into one canonical spelling (RFC 3986, WHATWG URL)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote_to_bytes

from portal.domain.targets.hosts import canonical_host
from portal.domain.targets.tracking import tracking_on

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_PORT = 65535
DEFANGED = (("hxxp", "http"), ("[.]", "."), ("(.)", "."), ("[dot]", "."), ("[:]", ":"))
"""Spellings by which careful people keep a dangerous address from being clicked."""

SPLIT = re.compile(
    r"(?:(?P<scheme>https?):)?[/\\]*(?P<authority>[^/\\?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.IGNORECASE | re.DOTALL,
)
AUTHORITY = re.compile(r"(?:.*@)?(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>\d{0,9}))?", re.DOTALL)
SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^;]*", re.IGNORECASE)
NOT_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
DOTTED_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
LATIN_END = re.compile(r"[a-z]{2,24}|xn--[a-z0-9-]+")
MIXED_LABEL = re.compile(r"[a-z0-9][^\x00-\x7f]|[^\x00-\x7f][a-z0-9]", re.IGNORECASE)
CHINESE_ENDS = frozenset(
    {
        *("中国", "中國", "公司", "网络", "網絡", "网址", "商城", "网店", "中文网", "在线", "集团", "我爱你"),
        *("移动", "信息", "手机", "香港", "台湾", "台灣", "政务", "公益"),
    }
)
IN_PATH = "/!$&'()*+,;=:@~"
IN_QUERY = "/?!$'()*,;:@~"


@dataclass(frozen=True, slots=True)
class Address:
    """A canonical address; equal addresses are the same page, as far as can be told without asking."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: tuple[tuple[str, str], ...]
    fragment: str

    @property
    def key(self) -> str:
        """What the address is, whether over http or https, with or without www."""
        return self._site(self.host.removeprefix("www.") if self.host.count(".") > 1 else self.host)

    @property
    def site(self) -> Address:
        """The site without the page."""
        return replace(self, path="", query=(), fragment="")

    def __str__(self) -> str:
        return f"{self.scheme}://{self._site(self.host)}"

    def _site(self, host: str) -> str:
        port = f":{self.port}" if self.port else ""
        query = "?" + "&".join(_pair(name, value) for name, value in self.query) if self.query else ""
        return f"{host}{port}{self.path}{query}{self.fragment}"

    def parameter(self, name: str) -> str | None:
        """The first value of a parameter, case of its name ignored."""
        return next((value for key, value in self.query if key.lower() == name.lower()), None)


def read_address(text: str) -> Address | None:
    """The canonical address the text is, None if it is none.

    Takes http and https with or without the scheme, defanged spellings, user names, odd slashes.
    """
    parts = SPLIT.fullmatch(_refanged(text))
    authority = AUTHORITY.fullmatch(parts["authority"]) if parts else None
    host = canonical_host(_unescaped(authority["host"])) if authority else None
    if not parts or not authority or not host:
        return None
    port = int(authority["port"] or 0) or None
    if (port and port > MAX_PORT) or not (parts["scheme"] or _looks_like_a_host(parts["authority"], authority["host"])):
        return None
    scheme = parts["scheme"].lower() if parts["scheme"] else "http" if port == DEFAULT_PORTS["http"] else "https"
    return Address(
        scheme=scheme,
        host=host,
        port=None if port == DEFAULT_PORTS[scheme] else port,
        path=_path(parts["path"]),
        query=_query(parts["query"] or "", host),
        fragment=_fragment(parts["fragment"] or "", host),
    )


def _looks_like_a_host(authority: str, host: str) -> bool:
    """Without a scheme, words and version numbers must not pass for hosts, nor mail addresses."""
    labels = host.lower().rstrip(".").replace("。", ".").split(".")
    if "@" in authority or len(labels) == 1 or MIXED_LABEL.search(host):
        return False
    known_end = LATIN_END.fullmatch(labels[-1]) or labels[-1] in CHINESE_ENDS
    return bool(known_end or DOTTED_NUMBERS.fullmatch(host))


def _refanged(text: str) -> str:
    text = re.sub(r"[\t\r\n]", "", text).strip()
    for defanged, plain in DEFANGED:
        text = text.replace(defanged, plain)
    return text


def _unescaped(host: str) -> str:
    return unquote_to_bytes(host.encode("utf-8", "replace")).decode("utf-8", "replace")


def _escaped(text: str, safe: str) -> str:
    """Percent-encoded once: unreserved characters plain, hexadecimal digits upper case."""
    raw = unquote_to_bytes(NOT_PERCENT.sub("%25", text).encode("utf-8", "replace"))
    return quote(raw, safe=safe)


def _path(text: str) -> str:
    pieces: list[str] = []
    for piece in re.split(r"[/\\]", text):
        segment = "%2F".join(_escaped(part, IN_PATH) for part in re.split("%2f", piece, flags=re.IGNORECASE))
        segment = SESSION_IN_PATH.sub("", segment)
        if segment == "..":
            pieces = pieces[:1] + pieces[1:-1]
        elif segment != ".":
            pieces.append(segment)
    return "/".join(pieces).rstrip("/")


def _query(text: str, host: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in text.replace("+", "%20").split("&"))
    read = ((_escaped(name, IN_QUERY), _escaped(value, IN_QUERY)) for name, _, value in pairs)
    is_tracking = tracking_on(host)
    return tuple(sorted({(name, value) for name, value in read if name and not is_tracking(name)}))


def _pair(name: str, value: str) -> str:
    return f"{name}={value}" if value else name


def _fragment(text: str, host: str) -> str:
    """Only a route of a page that lives in one document, `#/…` or `#!…`, names something of its own."""
    if not text.startswith(("/", "!")):
        return ""
    route, _, query = text.partition("?")
    path, kept = _path(route), "&".join(_pair(name, value) for name, value in _query(query, host))
    return f"#{path}?{kept}" if kept else f"#{path}" if path.strip("/!") else ""
