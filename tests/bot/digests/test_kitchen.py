"""What is composed from what was read a while ago doesn't outlast it by much."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.digests.kitchen import FRESH, Kitchen
from bot.digests.ledger import read
from bot.storage import open_store
from tests.bot.digests.channel import Channel, Clock
from tests.bot.digests.test_delivering import DUE, MADE, TOPIC, WORDS, engine, subscribe
from tests.bot.storage.making import article, put, quotation


async def test_what_another_process_has_put_in_an_articles_place_is_told_within_seconds(
    tmp_path: Path,
) -> None:
    mine, other = (open_store(f"sqlite:///{tmp_path}/news.db") for _ in range(2))
    first = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    put(other, first, quotation(first, WORDS), at=MADE + timedelta(minutes=5))
    subscribe(mine)
    await engine(mine, Channel(), Clock(DUE)).open()
    (delivery,) = mine.digests.claim(at=DUE, holder="me", until=DUE + timedelta(minutes=2), limit=1)
    seconds = [1000.0]
    kitchen = Kitchen(mine, {TOPIC.id: TOPIC}, clock=lambda: seconds[0])
    assert WORDS in kitchen.compose(delivery, read(delivery.digest)).content

    corrected = article("a2", "The government denied what was reported of the loan.\n", document="a")
    put(other, corrected, at=DUE + timedelta(seconds=5))
    seconds[0] += FRESH + 1
    assert WORDS not in kitchen.compose(delivery, read(delivery.digest)).content
    assert kitchen.made == 2
    mine.close()
    other.close()
