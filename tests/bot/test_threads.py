"""The threads that answer, and what they change in the whole process while they are there."""

import asyncio
import gc
import sys
from threading import Event

import pytest

from bot.threads import Busy, Threads


async def test_more_than_may_wait_are_told_so_and_the_others_are_answered():
    threads, go_on = Threads(at_once=1, most_waiting=1), Event()
    try:
        both = [asyncio.create_task(threads.run(go_on.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await threads.run(go_on.wait)
        go_on.set()
        assert await asyncio.gather(*both) == [True, True]
    finally:
        go_on.set()
        threads.close()


async def test_the_process_is_as_it_was_once_they_are_closed():
    def settings() -> tuple[object, ...]:
        return sys.getswitchinterval(), gc.get_threshold()

    before = settings()
    threads = Threads()
    while_they_answer = settings()
    threads.close()
    assert settings() == before
    assert while_they_answer != before
