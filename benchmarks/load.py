"""Clients that work at once for some seconds, or a number of times, and what it took."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import quantiles

from benchmarks.wire import Wire

Visit = Callable[[Wire], None]
"""One visit over this connection; raises when an answer is not what it must be."""


@dataclass(slots=True)
class Load:
    """How many visits were made and how long each took."""

    seconds: float
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Visits per second."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        """So many percent of the visits took at most this many milliseconds; NaN where hardly any was made."""
        if len(self.times) < 2:
            return float("nan")
        return quantiles(self.times, n=100, method="inclusive")[percent - 1] * 1000


def load(port: int, visit: Visit, clients: int, *, seconds: float = 0, times: int = 0) -> Load:
    """Let `clients` visit over and over, each for `seconds` or so many `times`; all begin together."""
    start, lock = threading.Barrier(clients + 1), threading.Lock()
    made = Load(0)

    def work() -> None:
        wire = Wire(port)
        taken: list[float] = []
        errors: list[str] = []
        start.wait()
        until = time.monotonic() + seconds
        while len(taken) + len(errors) < times or time.monotonic() < until:
            begun = time.perf_counter()
            try:
                visit(wire)
            except (AssertionError, OSError) as error:
                errors.append(repr(error)[:300])
            else:
                taken.append(time.perf_counter() - begun)
        wire.close()
        with lock:
            made.times += taken
            made.errors += errors

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.monotonic()
    for thread in threads:
        thread.join()
    made.seconds = time.monotonic() - begun
    return made
