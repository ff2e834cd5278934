"""What the job process is made of: the table of every kind of job, and the mailer with its keys.

No web process imports this module: it reads the private key that opens notify addresses.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from flask import Flask, current_app
from flask_babel import force_locale

from portal.accounts.invitation_mail import mail_invitation, mail_reset
from portal.accounts.second_factor import Sealer
from portal.config import Rechecks, Settings
from portal.disposal.package_pages import draw_pages, in_both_languages
from portal.publicity.figures.published import publish_ended_months
from portal.records import counters, jobs, notices, rechecks, sweeping
from portal.records.advancing import APPOINT_DECIDERS
from portal.records.appointing import appoint_deciders
from portal.records.blob_store import BlobStore, FolderStore
from portal.records.carriers import Letter, mail_carrier
from portal.records.clocks.recounting import note_calendar_years, recount_dates
from portal.records.clocks.sweep import run_clocks
from portal.records.duty import calls
from portal.records.duty.adapter import Adapter
from portal.records.job_runner import Runner, Work
from portal.records.mailing import Mailer
from portal.records.packages.making import Press, keep_package
from portal.records.packages.ordering import SEAL
from portal.records.probing import Client, Looker, NameServers, Outside, Simulated, SwitchedOff
from portal.records.unsealing import read_private_key

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def kinds_of_work(
    mailer: Mailer, store: BlobStore, sealer: Sealer, looker: Looker, adapter: Adapter, issued_by: Mapping[str, object]
) -> Mapping[str, Work]:
    """Every kind of job: who does it, whether its effect lies outside the database, how often by itself."""
    press = Press(store, draw_pages, in_both_languages, issued_by)
    return {
        "clocks": Work(run_clocks, every=MINUTE),
        "calendar": Work(lambda _payload: note_calendar_years(), every=DAY),
        "recount_dates": Work(recount_dates),
        "publish_figures": Work(publish_ended_months, every=HOUR),
        counters.FOLD: Work(counters.fold_counters, every=MINUTE),
        APPOINT_DECIDERS: Work(appoint_deciders),
        calls.CALL_DUTY: Work(calls.ring),
        calls.CALL_NEXT: Work(calls.climb),
        "post_call": Work(adapter.post_call, outside=True),
        "tell_reporters": Work(notices.spread_to_reporters),
        "tell_colleagues": Work(notices.spread_to_colleagues),
        rechecks.RECHECK: Work(partial(rechecks.look_again, looker=looker), outside=True, keep=rechecks.keep_result),
        SEAL: Work(press.make, outside=True, keep=keep_package),
        "mail_reporter": Work(mailer.mail_reporter, outside=True),
        "mail_colleague": Work(mailer.mail_colleague, outside=True),
        "mail_invitation": Work(partial(mail_invitation, mailer=mailer, sealer=sealer), outside=True),
        "mail_reset": Work(partial(mail_reset, mailer=mailer), outside=True),
        "remove_blobs": Work(partial(sweeping.remove_blobs, store=store), outside=True),
        "sweep_orphans": Work(lambda _payload: sweeping.sweep_orphans(store), outside=True, every=HOUR),
        "purge_jobs": Work(jobs.purge_jobs, every=HOUR),
    }


def make_runner(app: Flask) -> Runner:
    """The runner of this application's jobs. Raises KeyInvalid or OSError where the mailer's key is missing."""
    settings: Settings = app.extensions["settings"]
    store, sealer = FolderStore(settings.data / "evidence"), Sealer(settings.secret_keys)
    adapter = Adapter(Client(NameServers()), settings.duty_webhook, settings.duty_webhook_secret.encode())
    issued_by = {"portal": settings.public_url, "demonstration": not settings.production}
    return Runner(kinds_of_work(make_mailer(settings), store, sealer, make_looker(settings), adapter, issued_by))


def make_looker(settings: Settings) -> Looker:
    """Who looks again at what was carried out, by the setting RECHECKS."""
    match settings.rechecks:
        case Rechecks.ON:
            return Outside(Client(NameServers()))
        case Rechecks.SIMULATED:
            return Simulated()
        case Rechecks.OFF:
            return SwitchedOff()


def make_mailer(settings: Settings) -> Mailer:
    """The mailer, with every private key of its file."""
    lines = settings.mailer_key_file.read_text(encoding="ascii").split()
    keys = [read_private_key(line) for line in lines]
    carrier = mail_carrier(settings.mail_url, settings.mail_from, settings.data / "mail")
    return Mailer({"mailto": carrier}, {key.id: key for key in keys}, compose, settings.public_url)


def compose(template: str, language: str, said: Mapping[str, str]) -> Letter:
    """A letter from its template, in a language: the first line is the subject."""
    with force_locale(language):
        written = current_app.jinja_env.get_template(f"mail/{template}.txt").render(**said)
    subject, _, body = written.strip().partition("\n")
    return Letter(subject.strip(), f"{body.strip()}\n")
