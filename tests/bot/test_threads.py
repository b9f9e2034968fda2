"""The threads that answer, and what they change in the whole process while they are there."""

import asyncio
import gc
import sys
from threading import Event

import pytest

from bot.threads import Busy, Threads, TooLong


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


async def test_nobody_waits_for_ever_and_what_had_not_begun_never_does():
    threads, go_on, begun = Threads(at_once=1, patience=0.2), Event(), []
    try:
        waits = threads.run(go_on.wait), threads.run(lambda: begun.append("late"))
        ends = await asyncio.gather(*waits, return_exceptions=True)
        assert [type(end) for end in ends] == [TooLong, TooLong]
        go_on.set()
        assert await threads.run(lambda: "again") == "again"
        assert begun == []
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
