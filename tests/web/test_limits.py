"""The limits count exactly, over all workers, and keep no address."""

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.config import Settings
from portal.web.access import public
from portal.web.limits import counted_as, limiter
from portal.web.limits_storage import SqliteStorage


def count_many(uri: str, times: int) -> None:
    storage = SqliteStorage(uri)
    for _ in range(times):
        storage.incr("somebody", 60)


def test_no_count_is_lost_between_processes(tmp_path: Path) -> None:
    uri = f"sqlite:///{tmp_path / 'limits.sqlite'}"
    SqliteStorage(uri).check()
    workers = [multiprocessing.Process(target=count_many, args=(uri, 50)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert SqliteStorage(uri).get("somebody") == 200


def test_a_window_that_ended_starts_at_one(tmp_path: Path) -> None:
    storage = SqliteStorage(f"sqlite:///{tmp_path / 'limits.sqlite'}")
    assert [storage.incr("a", -1), storage.incr("a", 60), storage.incr("a", 60)] == [1, 1, 2]
    storage.clear("a")
    assert storage.get("a") == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_third_request_of_two_is_refused_politely(settings: Settings) -> None:
    app = create_app(replace(settings, limits=True))
    app.add_url_rule("/twice", "twice", limiter.limit("2 per hour")(public(lambda: "ok")))
    client = app.test_client()
    answers = [client.get("/twice", headers={"Accept-Language": "en"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "That was a lot at once" in answers[2].text


def test_the_name_counted_is_of_the_network_and_the_day(app: Flask) -> None:
    def name(address: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return counted_as()

    assert "192.0.2.1" not in name("192.0.2.1")
    assert name("192.0.2.1") == name("192.0.2.1") != name("192.0.2.2")
    assert name("2001:db8::1") == name("2001:db8::ffff") != name("2001:db8:0:1::1")
