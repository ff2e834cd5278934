"""The settings, read once from the environment; a missing production secret stops the start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from portal.demo_keys import read_or_make_keys
from portal.secrets_file import read_or_make

FORM_BYTES = 2 * 1024 * 1024
"""The largest request body a page without uploads takes; a route with files raises its own limit."""


QUICK_EXIT = "https://www.weather.com.cn/"
"""Where somebody goes who must not be seen here: a page that anybody could have open."""


DEMO_MAIL = "operator@example.org"
"""Where a demonstration's operator would be written to; the domain is reserved for examples (RFC 2606)."""


class Environment(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"


class Rechecks(StrEnum):
    """Whether the portal itself looks again at what was carried out."""

    OFF = "off"
    ON = "on"
    SIMULATED = "simulated"
    """Without the network, for demonstrations."""


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message names it and says what to do."""


@dataclass(frozen=True)
class Operator:
    """Who runs the portal, as its pages must say; empty text where nothing was set."""

    name: str = ""
    address: str = ""
    telephone: str = ""
    mail: str = ""
    icp_number: str = ""
    """ICP备案号, linked to the ministry's register."""
    police_number: str = ""
    """公安备案号."""
    site_code: str = ""
    """政府网站标识码, where an agency runs the portal."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], environment: Environment) -> "Operator":
        """Read what is set of it; a demo has an address that leads nowhere, so that its pages are whole."""
        return cls(
            name=environ.get("OPERATOR_NAME", ""),
            address=environ.get("OPERATOR_ADDRESS", ""),
            telephone=environ.get("OPERATOR_TELEPHONE", ""),
            mail=environ.get("OPERATOR_MAIL") or (DEMO_MAIL if environment is Environment.DEMO else ""),
            icp_number=environ.get("ICP_NUMBER", ""),
            police_number=environ.get("POLICE_NUMBER", ""),
            site_code=environ.get("SITE_CODE", ""),
        )


@dataclass(frozen=True)
class Settings:
    """Everything the portal takes from outside. Each variable is described in docs/running.md."""

    environment: Environment
    port: int
    data: Path
    database_url: str
    secret_keys: tuple[str, ...]
    code_secrets: tuple[tuple[str, bytes], ...]
    public_url: str
    evidence_url: str
    mailer_key: str
    agencies_key: str
    mailer_key_file: Path
    mail_url: str
    mail_from: str
    evidence_files: int
    evidence_file_bytes: int
    limits: bool
    limits_url: str
    trusted_proxies: int
    assignment_batch: timedelta = timedelta(0)
    quick_exit_url: str = QUICK_EXIT
    rechecks: Rechecks = Rechecks.OFF
    duty_webhook: str = ""
    duty_webhook_secret: str = ""
    operator: Operator = Operator()

    @property
    def production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def https(self) -> bool:
        return urlsplit(self.public_url).scheme == "https"

    def cookie_name(self, word: str) -> str:
        """The cookie's name; browsers bind `__Host-` to this host and https, which http cannot have."""
        return f"__Host-{word}" if self.https else word

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read every setting.

        Raises SettingsError when one cannot be used, or when production lacks a secret.
        """
        environment = _environment(environ)
        batch = 60 if environment is Environment.PRODUCTION else 0
        data = Path(environ.get("PORTAL_DATA") or "var").resolve()
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        port = _whole_number(environ, "PORT", 8000)
        mailer_key, agencies_key = _contact_keys(environ, environment, data)
        public_url = (environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/")
        settings = cls(
            environment=environment,
            port=port,
            data=data,
            database_url=_database_url(environ, data),
            secret_keys=_secret_keys(environ, environment, data),
            code_secrets=_code_secrets(environ, environment, data),
            public_url=public_url,
            evidence_url=(environ.get("EVIDENCE_URL") or f"http://localhost:{port}").rstrip("/"),
            mailer_key=mailer_key,
            agencies_key=agencies_key,
            mailer_key_file=Path(environ.get("MAILER_KEY_FILE") or data / "keys" / "mailer.key"),
            mail_url=environ.get("MAIL_URL", ""),
            mail_from=environ.get("MAIL_FROM") or f"no-reply@{urlsplit(public_url).hostname}",
            evidence_files=_whole_number(environ, "EVIDENCE_FILES", 9),
            evidence_file_bytes=_whole_number(environ, "EVIDENCE_FILE_MB", 20) * 1024 * 1024,
            limits=environ.get("LIMITS", "on") != "off",
            limits_url=environ.get("LIMITS_URL") or f"sqlite:///{data / 'limits.sqlite'}",
            trusted_proxies=_whole_number(environ, "TRUSTED_PROXIES", 0),
            assignment_batch=timedelta(minutes=_whole_number(environ, "ASSIGNMENT_BATCH_MINUTES", batch)),
            quick_exit_url=environ.get("QUICK_EXIT_URL") or QUICK_EXIT,
            rechecks=_rechecks(environ, environment),
            duty_webhook=environ.get("DUTY_WEBHOOK", ""),
            duty_webhook_secret=environ.get("DUTY_WEBHOOK_SECRET", ""),
            operator=Operator.from_environment(environ, environment),
        )
        _check_webhook(settings)
        _refuse_what_only_a_demo_may(settings, environ)
        return settings


def _environment(environ: Mapping[str, str]) -> Environment:
    word = environ.get("ENVIRONMENT") or Environment.DEMO
    try:
        return Environment(word)
    except ValueError:
        raise SettingsError(f"ENVIRONMENT is {word!r}; it can be demo or production.") from None


def _rechecks(environ: Mapping[str, str], environment: Environment) -> Rechecks:
    word = environ.get("RECHECKS") or (Rechecks.OFF if environment is Environment.PRODUCTION else Rechecks.SIMULATED)
    try:
        return Rechecks(word)
    except ValueError:
        raise SettingsError(f"RECHECKS is {word!r}; it can be off, on or simulated.") from None


def _check_webhook(settings: Settings) -> None:
    """Who is called at night must not stand in the open, nor be called by anybody."""
    if not settings.duty_webhook:
        return
    if urlsplit(settings.duty_webhook).scheme != "https":
        raise SettingsError("DUTY_WEBHOOK must be an https address.")
    if len(settings.duty_webhook_secret) < 32:
        raise SettingsError("DUTY_WEBHOOK_SECRET must have at least 32 characters; the receiver checks with it.")


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise SettingsError(f"{name} is {text!r}; it must be a whole number.")
    return int(text)


def _database_url(environ: Mapping[str, str], data: Path) -> str:
    """Hosting services hand out `postgres://`, which SQLAlchemy no longer knows."""
    url = environ.get("DATABASE_URL") or f"sqlite:///{data / 'portal.sqlite'}"
    return "postgresql://" + url.removeprefix("postgres://") if url.startswith("postgres://") else url


def _secret(environ: Mapping[str, str], environment: Environment, data: Path, name: str, file: str) -> str:
    """The variable; in the demo without it, a secret made once and kept beside the data."""
    if value := environ.get(name):
        return value
    if environment is Environment.PRODUCTION:
        raise SettingsError(f"{name} is not set. Production does not start without it; see docs/running.md.")
    return read_or_make(data / file)


def _secret_keys(environ: Mapping[str, str], environment: Environment, data: Path) -> tuple[str, ...]:
    keys = _secret(environ, environment, data, "SECRET_KEY", "secret-key").split(",")
    if any(len(key) < 32 for key in keys):
        raise SettingsError("SECRET_KEY must have at least 32 characters (each key, when several are given).")
    return tuple(keys)


def _code_secrets(environ: Mapping[str, str], environment: Environment, data: Path) -> tuple[tuple[str, bytes], ...]:
    """`id:secret,id:secret`; the first one makes codes, the others still recognise older ones."""
    text = _secret(environ, environment, data, "CODE_SECRETS", "code-secret")
    if ":" not in text and not environ.get("CODE_SECRETS"):
        text = f"1:{text}"
    pairs = tuple(pair.partition(":")[::2] for pair in text.split(","))
    if any(not key_id or len(secret) < 32 for key_id, secret in pairs):
        raise SettingsError("CODE_SECRETS must read id:secret,… with secrets of at least 32 characters.")
    if len({key_id for key_id, _ in pairs}) < len(pairs):
        raise SettingsError("CODE_SECRETS names the same key id twice.")
    return tuple((key_id, secret.encode()) for key_id, secret in pairs)


def _contact_keys(environ: Mapping[str, str], environment: Environment, data: Path) -> tuple[str, str]:
    """The public keys that contact data is sealed to, of the mailer and of the agencies."""
    names = ("MAILER_KEY", "AGENCIES_KEY")
    missing = [name for name in names if not environ.get(name)]
    if missing and environment is Environment.PRODUCTION:
        raise SettingsError(f"{missing[0]} is not set. Production brings its own keys; see docs/running.md.")
    if missing:
        return read_or_make_keys(data)
    mailer, agencies = (environ[name] for name in names)
    for name, key in zip(names, (mailer, agencies), strict=True):
        if not re.fullmatch(r"[^:]{1,20}:[A-Za-z0-9+/]{43}=", key):
            raise SettingsError(f"{name} must read id:key, with 32 bytes of key in base64.")
    return mailer, agencies


def _refuse_what_only_a_demo_may(settings: Settings, environ: Mapping[str, str]) -> None:
    if not settings.production:
        return
    if not settings.limits:
        raise SettingsError("LIMITS=off is for demonstrations and measurements; production refuses it.")
    if settings.rechecks is Rechecks.SIMULATED:
        raise SettingsError("RECHECKS=simulated is for demonstrations; production looks (on) or does not (off).")
    if not environ.get("PUBLIC_URL"):
        raise SettingsError("PUBLIC_URL is not set: links in mail and cookies depend on it.")
    if not settings.mail_url:
        raise SettingsError("MAIL_URL is not set: without it mail would lie readable in a folder.")
    if (settings.data / "demo-keys").exists():
        raise SettingsError("PORTAL_DATA holds the demo's keys, whose password is published; use another folder.")
