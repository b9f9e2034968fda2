"""What the commands say of corrections and of alerts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.commands import handle
from bot.commands.context import Context
from bot.digests.correcting_content import citations_of
from bot.digests.delivering_content import kept
from bot.digests.ledger import opening
from bot.messages import Command, Reply
from bot.places import Channel
from bot.storage.digest_contract import StoredDelivery
from tests.bot.commands.test_digests import TERMINAL, rows, the_one, words

NOW = datetime(2021, 3, 16, 18, tzinfo=UTC)
THEN = datetime(2021, 3, 17, 9, tzinfo=UTC)
DESK = Channel("chat", "T9", "C9")
Ask = Callable[..., Reply]


def asking(context: Context) -> Ask:
    def ask(text: str, **more: object) -> Reply:
        given = {"user": "ann", "workspace": "T1", "channel": "C1", "administrator": True, "platform": "chat"}
        return handle(context, Command.model_validate({"text": text, "topic": "delta"} | given | more))

    return ask


@pytest.fixture
def desk(own_context: Context) -> Ask:
    return asking(replace(own_context, now=lambda: NOW, zone="UTC"))


def delivered(desk: Ask, context: Context) -> StoredDelivery:
    """A digest that was posted the next morning."""
    desk("digest add daily at 08:00 UTC")
    digests = context.store.digests
    digests.open([opening(the_one(context), THEN)], at=THEN)
    (held,) = digests.claim(at=THEN, holder="here", until=THEN, limit=1)
    sent = desk("overview").model_copy(update={"acted": True})
    digests.record(held, kept(sent), 1, shown=citations_of(sent), at=THEN)
    digests.post(held, 1, "m1", at=THEN)
    digests.finish(held, "sent", at=THEN)
    return digests.history(held.digest.id)[0]


def test_the_history_says_that_a_delivery_was_corrected_and_restored(desk: Ask, own_context: Context) -> None:
    delivery = delivered(desk, own_context)
    store = own_context.store
    shown = citations_of(Reply.model_validate_json(delivery.content))
    id = next(id for id in sorted(shown) if store.quarantine(id, why="x", who="ana", at=THEN))
    assert rows(desk("digest history"))[0][1] == "posted, to be corrected (reviewed Wed 17 Mar 09:00)"
    (correction,) = store.corrections.claim(at=THEN, until=THEN, platforms=("chat",), limit=1)
    store.corrections.finish(correction, "failed", why="The message is gone.", at=THEN)
    assert "not corrected" in rows(desk("digest history"))[0][1]
    assert rows(desk("digest history"))[0][3] == "The message is gone."
    store.restore(id, who="ana", at=THEN)
    (correction,) = store.corrections.claim(at=THEN, until=THEN, platforms=("chat",), limit=1)
    store.corrections.finish(correction, "restored", at=THEN)
    assert "corrected and restored" in rows(desk("digest history"))[0][1]


def test_status_says_that_nobody_is_alerted_once_there_are_digests(desk: Ask) -> None:
    assert "alerted" not in words(desk("status"))
    desk("digest add daily at 08:00 UTC")
    assert "READOUT_ALERTS=slack:T0123ABCD/C0456EFGH" in words(desk("status"))


def test_status_names_the_channel_of_alerts_to_those_whose_it_is(desk: Ask, own_context: Context) -> None:
    ask = asking(replace(own_context, now=lambda: NOW, alerts=(DESK,)))
    ask("digest add daily at 08:00 UTC")
    assert "Whoever runs Readout is alerted" in words(ask("status"))
    assert "chat:T9/C9" not in words(ask("status"))
    assert "go to chat:T9/C9." in words(ask("status", **TERMINAL))
    assert "go to chat:T9/C9." in words(ask("status", workspace="T9", channel="C9"))


def test_status_says_why_an_alert_could_not_be_posted(own_context: Context) -> None:
    ask = asking(replace(own_context, now=lambda: NOW, alerts=(DESK,)))
    ask("digest add daily at 08:00 UTC")
    notices = own_context.store.notices
    notices.pause(the_one(own_context).id, why="The channel is gone.", at=NOW)
    found = notices.unalerted(DESK, since=datetime(2021, 1, 1, tzinfo=UTC), most=3)
    assert found is not None
    notices.alert(DESK, found, "text", topic="delta", at=NOW)
    alert = notices.claim(at=NOW, until=THEN, platforms=("chat",))
    assert alert is not None
    notices.fail(alert, "The channel is archived.", again=THEN)
    said = words(ask("status", **TERMINAL))
    assert "could not be posted since 2021-03-16 18:00 (UTC): The channel is archived." in said
