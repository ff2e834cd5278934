"""The same tip sent by many senders at the same instant is one tip, on either engine."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import create_app
from portal.config import Settings
from portal.extensions import db
from portal.records.cases import Case
from portal.records.tips import Tip
from tests.api.machine import TIP, new_key, send
from tests.factories import Cast

PROCESSES, THREADS, ROUNDS = 2, 4, 10
Said = set[tuple[int, str | None]]


def senders(settings: Settings, keys: list[str], words: list[str], start: Barrier, answers: Connection) -> None:
    """A process with a sender for each of `words`: one tip for each key, each together with all others."""
    app = create_app(settings)

    def send_all(word: str) -> list[tuple[int, str | None]]:
        client, said = app.test_client(), []
        for key in keys:
            start.wait()
            answer = send(client, TIP | {"description": word}, key)
            said.append((answer.status_code, answer.get_json().get("query_code")))
        return said

    with ThreadPoolExecutor(len(words)) as pool:
        answers.send(list(pool.map(send_all, words)))


def all_at_once(settings: Settings, words: list[list[str]]) -> list[Said]:
    """What the senders of all processes were answered, as a set for each key they all sent."""
    spawn = multiprocessing.get_context("spawn")
    keys, start = [new_key() for _ in range(ROUNDS)], spawn.Barrier(sum(map(len, words)))
    pipes = [spawn.Pipe(duplex=False) for _ in words]
    workers = [
        spawn.Process(target=senders, args=(settings, keys, group, start, pipe[1]))
        for group, pipe in zip(words, pipes, strict=True)
    ]
    for worker in workers:
        worker.start()
    heard = [sender for pipe in pipes for sender in pipe[0].recv()]
    for worker in workers:
        worker.join()
    return [set(of_one_key) for of_one_key in zip(*heard, strict=True)]


def kept(app: Flask) -> tuple[int, int]:
    with app.app_context():
        tips = db.session.scalar(select(func.count()).select_from(Tip)) or 0
        return tips, db.session.scalar(select(func.count()).select_from(Case)) or 0


@pytest.mark.slow
def test_one_key_is_one_tip_and_one_answer(app: Flask, settings: Settings, cast: Cast) -> None:
    answers = all_at_once(settings, [["The same words."] * THREADS] * PROCESSES)
    assert [len(answer) for answer in answers] == [1] * ROUNDS
    assert {status for answer in answers for status, _code in answer} == {201}
    assert kept(app) == (ROUNDS, 1)


@pytest.mark.slow
def test_one_key_with_different_words_keeps_one_and_refuses_the_others(
    app: Flask, settings: Settings, cast: Cast
) -> None:
    answers = all_at_once(
        settings, [[f"{process} {thread}" for thread in range(THREADS)] for process in range(PROCESSES)]
    )
    assert [sorted(status for status, _code in answer) for answer in answers] == [[201, 409]] * ROUNDS
    assert kept(app) == (ROUNDS, 1)
