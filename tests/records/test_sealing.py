"""A reporter's contact can be closed by anybody and opened by the one it is for."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from portal.demo_keys import DEMO_PASSWORD, read_or_make_keys
from portal.domain.errors import InputInvalid
from portal.records.reporters import ReporterContact
from portal.records.sealing import ContactKeys, KeyInvalid, Purpose, read_public_key, seal, seal_contact
from portal.records.unsealing import PrivateKey, notify_address, read_private_key, unseal
from tests.databases import ROOT

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> ContactKeys:
    return ContactKeys.read(*read_or_make_keys(tmp_path))


@pytest.fixture
def mailer(tmp_path: Path, keys: ContactKeys) -> PrivateKey:
    return read_private_key((tmp_path / "keys" / "mailer.key").read_text())


def sealed(notify: str | None, identity: str | None, keys: ContactKeys) -> ReporterContact:
    contact = seal_contact(notify, identity, keys, NOW)
    assert contact is not None
    return contact


def test_the_mailer_opens_a_notify_address(keys: ContactKeys, mailer: PrivateKey) -> None:
    contact = sealed(" lin@Example.ORG ", None, keys)
    assert notify_address(contact, {mailer.id: mailer}) == "mailto:lin@example.org"
    assert contact.notify_consent_at == NOW
    assert (contact.identity_sealed, contact.identity_consent_at) == (None, None)


def test_the_mailer_cannot_open_an_identity(keys: ContactKeys, mailer: PrivateKey) -> None:
    contact = sealed(None, "Lin, 138 0000 0000", keys)
    assert contact.identity_sealed is not None
    with pytest.raises(InvalidTag):
        unseal(contact.identity_sealed, Purpose.IDENTITY, mailer)


def test_what_is_sealed_for_one_purpose_opens_for_no_other(keys: ContactKeys, mailer: PrivateKey) -> None:
    with pytest.raises(InvalidTag):
        unseal(seal("Lin", Purpose.IDENTITY, keys.mailer), Purpose.NOTIFY, mailer)
    assert unseal(seal("Lin", Purpose.IDENTITY, keys.mailer), Purpose.IDENTITY, mailer) == "Lin"


def test_the_length_tells_nothing(keys: ContactKeys) -> None:
    addresses = ("a@b.cn", "a" * 64 + "@" + "b" * 60 + ".example.org", "林@例子.中国")
    assert len({len(sealed(address, None, keys).notify_sealed or b"") for address in addresses}) == 1
    assert len({len(sealed(None, words, keys).identity_sealed or b"") for words in ("L", "Lin " * 900)}) == 1


def test_the_same_address_never_looks_the_same(keys: ContactKeys) -> None:
    assert sealed("a@b.cn", None, keys).notify_sealed != sealed("a@b.cn", None, keys).notify_sealed


def test_nothing_left_is_no_contact(keys: ContactKeys) -> None:
    assert seal_contact("", " ", keys, NOW) is None


@pytest.mark.parametrize(
    "entered",
    [
        "lin",
        "lin@localhost",
        "lin@example.org, wei@example.org",
        "lin@example.org\r\nBcc: all@example.org",
        "Lin <lin@example.org>",
        '"a b"@example.org',
        "lin@exa mple.org",
        "a\x00@example.org",
        "\ud800@example.org",
        "a" * 250 + "@b.cn",
        "lin@@example.org",
        "lin@.example.org",
    ],
)
def test_what_is_no_single_mailbox_is_refused(entered: str, keys: ContactKeys) -> None:
    with pytest.raises(InputInvalid) as refusal:
        seal_contact(entered, None, keys, NOW)
    assert refusal.value.field == "notify"


def test_too_long_an_identity_is_refused(keys: ContactKeys) -> None:
    with pytest.raises(InputInvalid):
        seal_contact(None, "林" * 1365, keys, NOW)
    sealed(None, "林" * 1364, keys)


@pytest.mark.parametrize("written", ["", "1:", "1:abc", ":" + "A" * 43 + "=", "1:" + "A" * 40, "1:" + "!" * 44])
def test_a_key_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(KeyInvalid):
        read_public_key(written)


def test_the_demo_makes_its_keys_once_and_keeps_the_private_halves_closed(tmp_path: Path) -> None:
    first = read_or_make_keys(tmp_path)
    assert read_or_make_keys(tmp_path) == first
    files = {str(path.relative_to(tmp_path)): path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o600}
    wrapped = next(path for name, path in files.items() if name.startswith("demo-keys/"))
    with pytest.raises(ValueError, match="password"):
        load_pem_private_key(wrapped.read_bytes(), b"another password")
    agencies = load_pem_private_key(wrapped.read_bytes(), DEMO_PASSWORD.encode())
    assert agencies.public_key() == read_public_key(first[1]).key


def test_a_web_process_has_nothing_that_opens_a_contact(tmp_path: Path) -> None:
    program = "import sys, portal; portal.create_app(); print([m for m in sys.modules if 'unsealing' in m])"
    environment = {"PORTAL_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"}
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
