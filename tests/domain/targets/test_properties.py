"""What holds for every address and every text, however odd."""

from __future__ import annotations

import time
from urllib.parse import quote

import idna
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from portal.domain.targets import TargetType, UnreadableTarget, canonicalise, recognise
from portal.domain.targets.addresses import read_address
from portal.domain.targets.canonical import MAX_TEXT
from portal.domain.targets.hosts import canonical_host
from portal.domain.targets.tracking import EVERYWHERE
from tests.domain.naughty import NAUGHTY

labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
hosts = st.builds(
    lambda names, end: ".".join([*names, end]),
    st.lists(labels, min_size=1, max_size=3),
    st.sampled_from(["com", "cn", "example", "中国"]),
)
paths = st.lists(
    st.one_of(
        labels,
        st.text(max_size=5).map(lambda text: quote(text.encode("utf-8", "replace"), safe="")),
        st.sampled_from([".", "..", "", "你好", "a;sid=1", "%2e", "%2F"]),
    ),
    max_size=5,
).map("/".join)
names = st.from_regex(r"[b-e][0-9]{1,3}", fullmatch=True)
values = st.one_of(labels, st.sampled_from(["", "a+b", "%20", "1%2B1", "你", "a=b", "#"[:0]]))
queries = st.dictionaries(names, values, max_size=4)


def joined(query: dict[str, str]) -> str:
    """The parameters as they stand in an address."""
    return "&".join(f"{name}={value}" for name, value in query.items())


addresses = st.builds(
    lambda scheme, host, port, path, query, fragment: f"{scheme}{host}{port}/{path}?{joined(query)}{fragment}",
    st.sampled_from(["http://", "https://", "HTTPS://", "hxxp://"]),
    hosts,
    st.sampled_from(["", ":80", ":443", ":8080"]),
    paths,
    queries,
    st.sampled_from(["", "#part", "#/route/7", "#!/route?b=1&utm_source=x"]),
)
types = st.sampled_from(TargetType)


def key(text: str) -> str:
    """The key of an address."""
    return canonicalise(TargetType.WEBSITE, text).key


@given(addresses)
@example("https://example.com/a%3Bsid=1/..")
@example("https://example.com/.;sid=1")
@example("https://xn--a/")
def test_a_canonical_address_stays_as_it_is(text: str) -> None:
    address = read_address(text)
    assert address is not None
    again = read_address(str(address))
    assert again == address


@given(types, st.one_of(st.text(), addresses), st.text(max_size=12), st.text(max_size=12))
@example(TargetType.WEBSITE, "HTTP:0/,", "", "")
@example(TargetType.WEBSITE, "https://a.com/it's?to=bilibili://video/1", "", "")
@example(TargetType.PLATFORM, "", "0", "0")
@example(TargetType.PLATFORM, "0", "0.AA", "")
def test_a_canonical_target_stays_as_it_is(type_: TargetType, text: str, platform: str, name: str) -> None:
    try:
        once = canonicalise(type_, text, platform=platform, name=name)
    except UnreadableTarget:
        assume(False)
    again = canonicalise(type_, once.display, platform=once.platform, name=once.name)
    assert (again.key, again.display, again.identifies) == (once.key, once.display, once.identifies)


@given(hosts, paths, queries)
def test_scheme_and_case_of_the_host_do_not_count(host: str, path: str, query: dict[str, str]) -> None:
    tail = f"/{path}?{joined(query)}"
    assert key(f"HTTP://{host.upper()}.{tail}") == key(f"https://{host}{tail}")


@given(hosts, queries, st.randoms(use_true_random=False), st.sets(st.sampled_from(sorted(EVERYWHERE)), max_size=3))
def test_order_and_tracking_do_not_count(host: str, query: dict[str, str], random: object, tracking: set[str]) -> None:
    pairs = [f"{name}={value}" for name, value in query.items()]
    shuffled = [*pairs, *(f"{name}=x" for name in tracking), "utm_medium=mail"]
    getattr(random, "shuffle")(shuffled)  # noqa: B009  # Hypothesis does not export its type of Random
    assert key(f"https://{host}/a?{'&'.join(shuffled)}") == key(f"https://{host}/a?{'&'.join(pairs)}")


@given(hosts, paths, queries, queries)
def test_what_the_page_depends_on_does_count(host: str, path: str, one: dict[str, str], other: dict[str, str]) -> None:
    assume(read_address(f"a.com?{joined(one)}") != read_address(f"a.com?{joined(other)}"))
    assert key(f"https://{host}/{path}?{joined(one)}") != key(f"https://{host}/{path}?{joined(other)}")


@given(st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=12))
@example("ꭰ")
@example("𝝇")
def test_host_names_agree_with_the_idna_package(label: str) -> None:
    try:
        expected = idna.encode(f"{label}.com", uts46=True).decode()
    except idna.IDNAError:
        assume(False)
    assert canonical_host(f"{label}.com") == expected


@given(types, st.text(), st.text(max_size=20), st.text(max_size=20))
def test_nothing_but_unreadable_target_is_ever_raised(type_: TargetType, text: str, platform: str, name: str) -> None:
    try:
        target = canonicalise(type_, text, platform=platform, name=name)
    except UnreadableTarget:
        return
    assert len(target.display) <= MAX_TEXT
    assert len(target.digest) == 64


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_naughty_text_breaks_it(text: str) -> None:
    recognise(text)
    for type_ in TargetType:
        for around in (text, f"https://{text}", f"https://example.com/{text}", f"https://example.com?{text}"):
            try:
                target = canonicalise(type_, around, platform=text[:50])
            except UnreadableTarget:
                continue
            target.key.encode()


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "x" * (MAX_TEXT + 1), "", "  "])
def test_what_cannot_be_kept_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(UnreadableTarget) as refused:
        canonicalise(TargetType.WEBSITE, text)
    assert refused.value.field == "target"
    assert str(refused.value)


PIECES = (
    *("a", "1", "a.", "%", "%2", "/", "../", "/./", "@", ":", "[", "xn--", "你", "【", "https://", "h", "?a=", "&"),
    *("a&", ";sid=", "1 ", "+1", "wx1", "#小程序://", "\u200b", "。", "复制", "com.a", "0x"),
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("start", ["", "https://", "https://a.com/", "https://a.com/?"])
def test_the_longest_text_is_read_at_once(start: str, piece: str) -> None:
    text = (start + piece * MAX_TEXT)[:MAX_TEXT]
    began = time.perf_counter()
    for type_ in TargetType:
        canonicalise(type_, text)
    recognise(text)
    assert time.perf_counter() - began < 2
