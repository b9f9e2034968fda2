"""Digests shared by several processes, and processes that die with one in their hands."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.storage.contract import Store
from bot.storage.digest_contract import Digests, GivenDigest, OpenedWindow, Opening
from tests.bot.storage.making import AT

DUE, MINUTE = AT + timedelta(days=1), timedelta(minutes=1)

DELIVER = """
import sys
from datetime import timedelta
from bot.storage import open_store
from tests.bot.storage.test_digest_processes import DUE, MINUTE
digests = open_store(sys.argv[1]).digests
print("ready", flush=True)
sys.stdin.readline()
while claimed := digests.claim(at=DUE, holder=sys.argv[2], until=DUE + MINUTE, limit=3):
    for delivery in claimed:
        digests.finish(delivery, "sent", at=DUE)
        print(delivery.digest.id)
"""

DIE = """
import os, signal, sys
from bot.storage import open_store, telling
from tests.bot.storage.test_digest_processes import DUE, MINUTE
digests = open_store(sys.argv[1]).digests
told = telling.tell
def die(*of):
    told(*of)  # what is told is written but for the commit
    os.kill(os.getpid(), signal.SIGKILL)
(delivery,) = digests.claim(at=DUE, holder="dying", until=DUE + MINUTE, limit=1)
telling.tell = die
digests.record(delivery, "half", 1, told=["e1"], at=DUE)
"""


def start(code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def fill(digests: Digests, number: int) -> set[str]:
    """So many digests with a delivery each that is due."""
    ids = {f"d{i}" for i in range(number)}
    window = OpenedWindow(since=AT, cutoff=DUE, end=DUE, deadline=DUE + MINUTE)
    for id in ids:
        place = {"topic": "t", "platform": "slack", "workspace": "T", "channel": "C"}
        digests.create(GivenDigest(id=id, who="ana", terms="x", **place), at=AT, due=DUE)
    opened = [Opening(digest=id, version=1, ran=AT, due=None, window=window) for id in ids]
    assert digests.open(opened, at=DUE) == number
    return ids


def test_two_processes_deliver_each_digest_once(url: str, opened: Callable[..., Store]) -> None:
    ids = fill(opened(url).digests, 40)
    processes = [start(DELIVER, url, name) for name in ("one", "two")]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], ends
    delivered = [id for out, _ in ends for id in out.split()]
    assert sorted(delivered) == sorted(ids)


def test_a_process_killed_while_it_records_leaves_the_delivery_to_the_next(
    url: str, opened: Callable[..., Store]
) -> None:
    digests = opened(url).digests
    fill(digests, 1)
    process = start(DIE, url)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL

    assert digests.claim(at=DUE, holder="next", until=DUE + MINUTE, limit=9) == ()
    (again,) = digests.claim(at=DUE + MINUTE, holder="next", until=DUE + 2 * MINUTE, limit=9)
    assert (again.content, again.turn) == ("", 2)
    assert digests.told("t", "slack", "T", "C", ["e1"]) == frozenset()
    assert digests.record(again, "whole", 1, told=["e1"], at=DUE + MINUTE).ours
    assert digests.finish(again, "sent", at=DUE + MINUTE)
