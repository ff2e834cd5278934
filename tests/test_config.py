"""A missing secret stops production; a demo makes its own and keeps it."""

import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import request

from portal import create_app
from portal.config import Environment, Settings, SettingsError
from portal.web.access import public

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "s" * 32,
    "CODE_SECRETS": "2026:" + "c" * 32,
    "PUBLIC_URL": "https://portal.example",
    "MAIL_URL": "smtp://mail.example",
    "MAILER_KEY": f"2026:{'A' * 43}=",
    "AGENCIES_KEY": f"2026:{'A' * 43}=",
}


def settings_of(folder: Path, **variables: str) -> Settings:
    return Settings.from_environment({"PORTAL_DATA": str(folder), **variables})


def test_a_demo_needs_nothing_and_keeps_its_secrets(tmp_path: Path) -> None:
    first, second = settings_of(tmp_path), settings_of(tmp_path)
    assert first == second
    assert first.environment is Environment.DEMO
    assert first.secret_keys != settings_of(tmp_path / "other").secret_keys
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("secret-key", "code-secret")] == [0o600] * 2


@pytest.mark.parametrize("missing", list(PRODUCTION)[1:])
def test_production_does_not_start_without(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SettingsError, match=missing):
        settings_of(tmp_path, **{name: value for name, value in PRODUCTION.items() if name != missing})


@pytest.mark.parametrize(
    "wrong",
    [
        {"ENVIRONMENT": "prod"},
        {"PORT": "eighty"},
        {"SECRET_KEY": "short"},
        {"CODE_SECRETS": "1:short"},
        {"CODE_SECRETS": "c" * 40},
        {"DUTY_WEBHOOK": "http://pager.example/calls", "DUTY_WEBHOOK_SECRET": "s" * 32},
        {"DUTY_WEBHOOK": "https://pager.example/calls", "DUTY_WEBHOOK_SECRET": "short"},
        {"CODE_SECRETS": f"1:{'c' * 32},1:{'d' * 32}"},
        {"LIMITS": "off"},
        {"AGENCIES_KEY": "1:short"},
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, wrong: Mapping[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        settings_of(tmp_path, **{**PRODUCTION, **wrong})


def test_production_makes_no_keys_and_refuses_those_of_the_demo(tmp_path: Path) -> None:
    settings_of(tmp_path, **PRODUCTION)
    assert not (tmp_path / "keys").exists()
    settings_of(tmp_path)
    with pytest.raises(SettingsError, match="demo"):
        settings_of(tmp_path, **PRODUCTION)


def test_secrets_can_rotate(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, SECRET_KEY=f"{'n' * 32},{'o' * 32}", CODE_SECRETS=f"b:{'n' * 32},a:{'o' * 32}")
    assert settings.secret_keys == ("n" * 32, "o" * 32)
    assert settings.code_secrets == (("b", b"n" * 32), ("a", b"o" * 32))


def test_cookies_are_bound_to_the_host_where_there_is_https(tmp_path: Path) -> None:
    assert settings_of(tmp_path / "demo").cookie_name("prefs") == "prefs"
    assert settings_of(tmp_path / "production", **PRODUCTION).cookie_name("prefs") == "__Host-prefs"


@pytest.mark.parametrize(("hops", "address"), [("0", "127.0.0.1"), ("1", "203.0.113.9")])
def test_only_a_trusted_proxy_names_the_visitor(tmp_path: Path, hops: str, address: str) -> None:
    app = create_app(settings_of(tmp_path, TRUSTED_PROXIES=hops))
    app.add_url_rule("/who", "who", public(lambda: str(request.remote_addr)))
    answer = app.test_client().get("/who", headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9"})
    assert answer.text == address
