"""What is done for somebody bears one id, in whatever task or thread it is done."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.background import DigestThreads
from bot.messages import errand, errand_of, on_errand, on_some_errand
from bot.sources.working import Threads as PollThreads
from bot.threads import Threads


def test_a_platforms_plain_id_is_kept_and_one_that_opens_windows_is_not() -> None:
    assert errand_of("discord", "1329838467712352298") == "discord-1329838467712352298"
    made = errand_of("slack", "13345224609.738474920.8088930838d88f008e0")
    assert made == errand_of("slack", "13345224609.738474920.8088930838d88f008e0")
    assert "13345224609" not in made
    assert made != errand_of("slack", "13345224609.738474920.8088930838d88f008e1")


def test_an_errand_ends_with_its_block_and_is_not_replaced_by_a_new_one() -> None:
    with on_errand("slack-1"), on_some_errand("slack"), on_errand(""):
        assert errand() == "slack-1"
    assert errand() == ""
    with on_some_errand("terminal"):
        assert errand().startswith("terminal-")


async def test_an_errand_goes_along_to_tasks_and_to_every_kind_of_thread() -> None:
    async def task() -> str:
        return errand()

    with (
        closing(Threads()) as answers,
        closing(DigestThreads(1)) as digests,
        closing(PollThreads(1)) as polls,
    ):
        with on_errand("discord-7"):
            begun = asyncio.create_task(task())
            found = [await answers.run(errand), await digests(errand), await polls(errand)]
        assert [await begun, *found] == ["discord-7"] * 4
        assert [await answers.run(errand), await digests(errand), await polls(errand)] == [""] * 3


@pytest.mark.parametrize("library", [False, True])
def test_every_line_of_the_log_bears_the_errand(tmp_path: Path, library: bool) -> None:
    log = logging.getLogger("library") if library else structlog.get_logger()
    with logs.kept(tmp_path / "readout.log"), on_errand("slack-Ev1"):
        log.warning("something is odd")
    assert json.loads((tmp_path / "readout.log").read_text())["errand"] == "slack-Ev1"
