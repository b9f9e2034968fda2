"""What somebody asked for is found by whoever does it, wherever that is."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from bot import logs
from bot.app import App
from bot.errands import CORRECTED, READ, leave, of_citations, of_feeds
from bot.messages import Command, on_errand
from bot.settings import Settings
from bot.storage.contract import Store
from summaries.model import Quotation
from tests.bot.digests.channel import Clock
from tests.bot.digests.test_correcting import clock, correcting, posted, report, said, store
from tests.bot.digests.test_delivering import DUE, latest
from tests.bot.test_app import failing

__all__ = ["clock", "said", "store"]


def test_the_latest_errand_counts_for_a_while(store: Store) -> None:
    leave(store, DUE, feeds=(1, 2))  # nobody's
    with on_errand("slack-z"):
        leave(store, DUE, feeds=(1, 2))
    with on_errand("slack-a"):
        leave(store, DUE + timedelta(seconds=1), feeds=(2,))
        leave(store, DUE, citation="4kq2")
    soon = DUE + timedelta(seconds=2)
    assert of_feeds(store, soon) == {1: "slack-z", 2: "slack-a"}
    assert of_citations(store, soon) == {"4kq2": "slack-a"}
    assert of_feeds(store, DUE + READ + timedelta(seconds=2)) == {}
    assert of_citations(store, DUE + CORRECTED + timedelta(seconds=2)) == {}


def test_two_things_asked_for_on_one_errand_are_both_found(store: Store) -> None:
    with on_errand("slack-a"):
        leave(store, DUE, feeds=(2,))
        leave(store, DUE, citation="4kq2")
    assert (of_feeds(store, DUE), of_citations(store, DUE)) == ({2: "slack-a"}, {"4kq2": "slack-a"})


async def test_a_posted_digest_is_delivered_on_its_own_errand_and_corrected_on_the_reporters(
    store: Store, clock: Clock, said: tuple[Quotation, Quotation], tmp_path: Path
) -> None:
    with logs.kept(tmp_path / "readout.log", level="info"):
        channel = await posted(store, clock)
        with on_errand("slack-Ev7"):
            leave(store, clock(), citation=said[0].content[0].id)
        report(store, said[0], clock)
        await correcting(store, channel, clock).round()
    lines = [json.loads(line) for line in (tmp_path / "readout.log").read_text().splitlines()]
    told = {line["event"]: line["errand"] for line in lines if "errand" in line}
    key = f"delivery-7k2m-{latest(store).key}"
    assert told == {"delivery over": key, "posted digest edited": "slack-Ev7"}
    assert channel.keys == [f"{key.removeprefix('delivery-')}-1"]


def test_the_reference_that_a_user_sees_is_logged_with_the_errand(app: App, settings: Settings) -> None:
    with on_errand("discord-1329838467712352298"):
        reply = failing(app, RuntimeError()).answer_now(Command(text="latest", platform="discord"))
    entry = json.loads((settings.data / "readout.log").read_text().splitlines()[-1])
    assert entry["errand"] == "discord-1329838467712352298"
    assert entry["reference"] in reply.model_dump_json()
