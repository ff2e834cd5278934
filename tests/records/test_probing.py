"""The portal asks outside, and whatever a server or a name server tries, it never reaches inside."""

import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import dns.rcode
import pytest

from portal.domain.rechecks import CONCLUDES, Probe, Result, Why
from portal.records.probing import Client, NameServers, Outside, Simulated, SwitchedOff, is_public
from portal.records.probing.client import MOST_BYTES
from tests.records.outside_world import (
    BOMB,
    INSIDE,
    OUTSIDE,
    WORDS,
    World,
    a_world,
    drips,
    leads_to,
    never_ends,
    says,
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as running:
        yield running


def seen(world: World, path: str = "/v/1", host: str = "site.test", probe: Probe = Probe.PAGE) -> Why:
    return Outside(world.client()).look(probe, world.url(path, host))


def test_what_is_gone_and_what_came_back_are_told_apart(world: World) -> None:
    assert seen(world) is Why.NOT_FOUND
    world.pages["/v/1"] = says(WORDS)
    assert seen(world) is Why.ANSWERS
    world.pages["/v/1"] = says(WORDS, "410 Gone")
    assert seen(world) is Why.NOT_FOUND


def test_a_page_that_moved_is_a_relapse_wherever_it_went(world: World) -> None:
    world.names["other.test"] = [[OUTSIDE]]
    world.pages |= {"/v/1": leads_to("/v/2"), "/v/2": leads_to(world.url("/v/3", "other.test")), "/v/3": says(WORDS)}
    assert seen(world) is Why.MOVED
    assert CONCLUDES[Why.MOVED] is Result.CAME_BACK


@pytest.mark.parametrize("text", ["该内容已被删除", "抱歉，您访问的页面不存在", "This video has been removed."])
def test_a_page_that_says_in_few_words_that_it_is_gone_is_believed(world: World, text: str) -> None:
    world.pages["/v/1"] = says(f"<html><title>Xingyun</title><script>var x = 'video';</script><p>{text}</p>")
    assert seen(world) is Why.SAYS_GONE


def test_a_long_page_with_these_words_somewhere_is_not_believed_to_be_gone(world: World) -> None:
    world.pages["/v/1"] = says(f"{WORDS * 20}<p>已删除</p>")
    assert CONCLUDES[seen(world)] is Result.COULD_NOT_TELL


def test_words_that_nobody_sees_do_not_make_a_page_gone(world: World) -> None:
    world.pages["/v/1"] = says(f"{WORDS}<script>say('not found')</script><!-- not found --><style>/* 404 not found */")
    assert seen(world) is Why.ANSWERS


def test_a_site_that_says_the_same_of_everything_has_said_nothing(world: World) -> None:
    shell = says("<title>Xingyun</title><p>Watch more with the app.</p>")
    world.pages |= {"/v/1": shell, "/v/clearflag-0-never-was": shell}
    assert seen(world) is Why.ALIKE
    world.pages["/v/1"] = says(WORDS)
    assert seen(world) is Why.ANSWERS


def test_a_page_made_by_scripts_could_not_be_told(world: World) -> None:
    world.pages["/v/1"] = says("<div id=app></div><script>draw()</script>")
    assert seen(world) is Why.WORDLESS


@pytest.mark.parametrize("status", ["401 No", "403 No", "429 Slowly", "500 Oh", "503 Later"])
def test_a_server_that_would_not_answer_settles_nothing(world: World, status: str) -> None:
    world.pages["/v/1"] = says("Sign in first, please.", status)
    assert seen(world) is Why.REFUSED


INWARD_HOSTS = (
    "inner.test", "mixed.test", INSIDE, "[::1]", "[::ffff:127.0.0.2]", "[64:ff9b::7f00:2]", "169.254.169.254",
)  # fmt: skip


@pytest.mark.parametrize("host", INWARD_HOSTS)
def test_no_address_and_no_redirect_leads_inside(world: World, host: str) -> None:
    world.names |= {"inner.test": [[INSIDE]], "mixed.test": [[OUTSIDE, INSIDE]]}
    world.pages |= {"/secret": says(WORDS), "/v/1": leads_to(world.url("/secret", host))}
    assert seen(world, "/secret", host) is Why.INWARDS
    assert seen(world) is Why.INWARDS
    assert world.inward_connections == 0


def test_without_the_guard_each_of_these_ways_leads_inside(world: World) -> None:
    world.names |= {"inner.test": [[INSIDE]], "turning.test": [[OUTSIDE], [INSIDE]]}
    world.pages |= {"/secret": says(WORDS), "/v/1": leads_to(world.url("/secret", "inner.test"))}
    open_to_all = Outside(world.client(guarded=False))
    assert open_to_all.look(Probe.PAGE, world.url("/secret", INSIDE)) is Why.ANSWERS
    assert open_to_all.look(Probe.PAGE, world.url("/v/1")) is Why.MOVED
    assert world.inward_connections > 0


LOCALHOSTS = (
    "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "0", "0.0.0.0", "0x7f.1", "0x7f000002", "2130706434",
    "017700000002", "0177.0.0.2", "127.000.000.002", "１２７.0.0.2", "127。0。0。2", "①②⑦.⓪.⓪.②", "[::]",
    "[::127.0.0.2]",
    "[fe80::1]", "[fe80::1%25lo]", "[fd00:ec2::254]", "[2002:7f00:2::]", "[2001::7f00:2]", "[::ffff:7f00:2]",
    "site.test@127.0.0.2", "site.test:80@127.0.0.2", "127.0.0.2#@site.test", "127.0.0.2\\@site.test", "127.0.0.2%2f",
    "127.0.0.2%00.site.test", "site.test\r\nHost: 127.0.0.2", "[127.0.0.2]", "::1", "10.0.0.1", "192.168.0.1",
    "172.31.1.1",
    "100.100.100.200", "168.63.129.16", "255.255.255.255", "224.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("host", LOCALHOSTS)
def test_no_spelling_of_an_inner_address_is_connected_to(world: World, host: str) -> None:
    world.names["localhost"] = [[INSIDE]]
    world.pages["/secret"] = says(WORDS)
    assert CONCLUDES[seen(world, "/secret", host)] in (Result.COULD_NOT_TELL, Result.STILL_GONE)
    world.pages["/v/1"] = leads_to(f"//{host}:{world.port}/secret".replace("\r\n", ""))
    assert CONCLUDES[seen(world)] is not Result.CAME_BACK
    assert world.inward_connections == 0


@pytest.mark.parametrize("address", ["file:///etc/passwd", "gopher://site.test/", "ftp://site.test/", "unix:/x", "//"])
def test_only_web_addresses_are_asked(world: World, address: str) -> None:
    assert Outside(world.client()).look(Probe.PAGE, address) is Why.UNUSABLE
    world.pages["/v/1"] = leads_to(address)
    assert CONCLUDES[seen(world)] is Result.COULD_NOT_TELL


def test_only_the_ports_of_the_web_are_asked(world: World) -> None:
    assert Outside(Client(NameServers([OUTSIDE], world.names_port))).look(Probe.PAGE, world.url("/")) is Why.UNUSABLE
    assert world.asked == []


def test_a_name_that_turns_inwards_between_two_looks_is_not_followed(world: World) -> None:
    """What was checked is what is connected to: the first look-up serves one request, and the next is checked anew."""
    world.names["turning.test"] = [[OUTSIDE], [INSIDE]]
    world.pages |= {"/v/1": leads_to("/v/2"), "/v/2": says(WORDS)}
    assert seen(world, "/v/1", "turning.test") is Why.INWARDS
    assert world.looked_up["turning.test"] == 2
    assert world.inward_connections == 0


def test_one_request_looks_a_name_up_once(world: World) -> None:
    world.names["turning.test"] = [[OUTSIDE], [INSIDE]]
    world.pages["/v/1"] = says(WORDS)
    assert world.client().fetch(world.url("/v/1", "turning.test")).status == 200
    assert world.looked_up["turning.test"] == 1
    assert world.inward_connections == 0


def test_a_server_that_leads_on_and_on_is_left(world: World) -> None:
    world.pages["/v/1"] = leads_to("/v/1")
    assert seen(world) is Why.TOO_MANY_TURNS
    assert len(world.asked) == 4


@pytest.mark.parametrize("answer", [drips, lambda line: time.sleep(2)])
def test_a_server_that_takes_its_time_is_not_waited_for(world: World, answer: object) -> None:
    world.pages["/v/1"] = answer  # type: ignore[assignment]  # a lambda has no better type
    started = time.monotonic()
    assert Outside(world.client(seconds=0.5)).look(Probe.PAGE, world.url("/v/1")) is Why.TOO_SLOW
    assert time.monotonic() - started < 1.5


def test_no_more_of_a_page_is_read_than_a_page_has(world: World) -> None:
    world.pages["/v/1"] = never_ends
    assert len(world.client().fetch(world.url("/v/1")).body) == MOST_BYTES


def test_what_comes_packed_is_not_unpacked(world: World) -> None:
    world.pages["/v/1"] = BOMB
    assert seen(world) is Why.WORDLESS


@pytest.mark.parametrize("noise", [b"", b"hi\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"x" * 70_000])
def test_noise_is_no_answer(world: World, noise: bytes) -> None:
    world.pages["/v/1"] = lambda line: line.sendall(noise)
    assert seen(world) is Why.NO_ANSWER


def test_nothing_of_ours_is_sent_along(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{INSIDE}:{world.port}")
    monkeypatch.setenv("http_proxy", f"http://{INSIDE}:{world.port}")
    world.pages |= {"/v/1": says("", "302 Found", "Location: /v/2", "Set-Cookie: a=b"), "/v/2": says(WORDS)}
    seen(world)
    names = {line.partition(":")[0] for asked in world.asked for line in asked.split("\r\n")[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert world.inward_connections == 0


def test_a_server_must_prove_to_be_the_one_that_was_asked(world: World) -> None:
    world.names["other.test"] = [[OUTSIDE]]
    world.pages["/v/1"] = says(WORDS)
    looker = Outside(world.client())
    assert looker.look(Probe.PAGE, f"https://site.test:{world.tls_port}/v/1") is Why.ANSWERS
    assert looker.look(Probe.PAGE, f"https://other.test:{world.tls_port}/v/1") is Why.NOT_TRUSTED


def test_names_that_lead_somewhere_nowhere_inwards_or_are_not_answered(world: World) -> None:
    world.names |= {
        "inner.test": [[INSIDE]],
        "empty.test": [[]],
        "broken.test": [dns.rcode.SERVFAIL],
        "silent.test": [None],
    }
    told = {
        host: Outside(world.client(seconds=1)).look(Probe.NAME, f"https://{host}/")
        for host in ("site.test", "nowhere.test", "empty.test", "inner.test", "broken.test", "silent.test")
    }
    assert told == {
        "site.test": Why.RESOLVES,
        "nowhere.test": Why.NO_SUCH_NAME,
        "empty.test": Why.NO_SUCH_NAME,
        "inner.test": Why.INWARDS,
        "broken.test": Why.NAMES_SILENT,
        "silent.test": Why.NAMES_SILENT,
    }


def test_a_closed_door_means_that_a_site_is_cut_off_and_nothing_of_a_post(world: World) -> None:
    world.names["closed.test"] = [["127.0.0.3"]]
    client = world.client(guarded=False)
    assert Outside(client).look(Probe.SITE, world.url("/", "closed.test")) is Why.CLOSED
    assert Outside(client).look(Probe.PAGE, world.url("/v/1", "closed.test")) is Why.NO_ANSWER


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.100.100.200", "127.9.9.9", "168.63.129.16", "169.254.169.254", "172.16.0.1",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
        "64:ff9b:1::1",
        "100::1", "2001::1", "2001:20::1", "2001:db8::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1",
        "fd00:ec2::254",
        "fe80::1", "fec0::1", "ff02::1", "2606:4700::1111%eth0",
    ],
)  # fmt: skip
def test_what_is_not_global_unicast_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "223.5.5.5", "2400:3200::1", "2606:4700::1111"])
def test_public_addresses_are_not_refused(address: str) -> None:
    assert is_public(ip_address(address))


def test_every_reason_comes_to_a_result() -> None:
    assert set(CONCLUDES) == set(Why)


def test_a_simulated_look_is_the_same_whenever_it_is_made() -> None:
    looks = [Simulated().look(Probe.PAGE, f"https://x.test/{word}") for word in ("v", "comes-back", "cannot-tell")]
    assert [CONCLUDES[one] for one in looks] == [Result.STILL_GONE, Result.CAME_BACK, Result.COULD_NOT_TELL]
    assert Simulated().look(Probe.NAME, "https://comes-back.test/") is Why.RESOLVES


def test_switched_off_it_says_so_and_asks_nobody() -> None:
    assert SwitchedOff().look(Probe.PAGE, "https://x.test/") is Why.SWITCHED_OFF
