"""How a process stands with its database: what it holds, what it waits for, what failed."""

from __future__ import annotations

import threading
import time

import pytest

from bot.storage import open_store
from bot.storage.database import Bounds, Database
from bot.storage.errors import DatabaseBusy


def test_connections_in_use_and_waited_for_are_counted_and_what_failed(postgres: str) -> None:
    database = Database(postgres, bounds=Bounds(patience=0.5, connections=1))
    failed: list[Exception] = []

    def read() -> None:
        try:
            with database.reading():
                pass
        except DatabaseBusy as error:
            failed.append(error)

    with database.reading():
        thread = threading.Thread(target=read)
        thread.start()
        seen = set[tuple[int, int]]()
        while thread.is_alive():
            pulse = database.taps.pulse()
            seen.add((pulse.in_use, pulse.waiting))
            time.sleep(0.01)
        thread.join()
    assert (1, 1) in seen
    assert len(failed) == 1
    pulse = database.taps.pulse()
    assert (pulse.in_use, pulse.most, pulse.waiting) == (0, 1, 0)
    assert pulse.failures == {"DatabaseBusy": 1}
    database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_every_store_tells_its_pulse(kind: str, request: pytest.FixtureRequest) -> None:
    store = open_store(str(request.getfixturevalue(kind)), connections=7)
    store.events()
    assert (store.pulse().in_use, store.pulse().failures) == (0, {})
    store.close()
