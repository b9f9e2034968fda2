"""Who is told when a digest does not come: whoever set it up, once, and administrators in their channel."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest, new_id
from bot.storage import open_store
from bot.storage.contract import Store
from tests.conformance.conftest import LIMITLESS, Both, Driver, Start, Wait
from tests.conformance.houses import counted

DUE = timedelta(hours=2)


@pytest.fixture(scope="module")
def servers(start_server: Start) -> tuple[Driver, Driver]:
    return start_server("discord")[0], start_server("slack", "--no-rate-limits")[0]


def subscribe(store: Store, platform: str, workspace: str, channel: str, who: str) -> str:
    """A digest that is due, in a channel that takes nothing."""
    now = datetime.now(UTC)
    digest = Digest(
        id=new_id(),
        topic="venezuela",
        platform=platform,
        workspace=workspace,
        channel=channel,
        who=who,
        schedule=Schedule(cron=("0 * * * *",), zone="UTC"),
    )
    store.digests.create(written(digest), at=now - DUE, due=now)
    return digest.id


def there(server: Driver, channel: str, words: str) -> list[dict[str, Any]]:
    found = server("messages", channel=channel)["messages"]
    return [message for message in found if words in json.dumps(message)]


@pytest.mark.parametrize("desk", ["discord", "slack"])
def test_a_channel_that_takes_nothing_is_told_once_to_who_set_it_up_and_to_administrators(
    serve: Callable[..., Both], servers: tuple[Driver, Driver], wait: Wait, desk: str
) -> None:
    discord, slack = servers
    guild = str(next(iter(discord("state")["guilds"])))
    state = {"discord": discord("state"), "slack": slack("state")}
    place = {
        "discord": f"discord:{guild}/{state['discord']['channels']['general']}",
        "slack": f"slack:T0STANDIN/{state['slack']['channels']['general']}",
    }[desk]
    server = discord if desk == "discord" else slack
    both = serve(READOUT_ALERTS=place, **LIMITLESS)
    alice = state["discord"]["users"]["alice"]
    server(
        "fault", kind="reply_lost", match={"discord": r"POST /channels/\d+/messages$"}.get(desk, "chat.post")
    )
    store = open_store(both.bot.database)
    ids = [
        subscribe(store, "discord", guild, state["discord"]["channels"]["readonly"], alice),
        subscribe(store, "slack", "T0STANDIN", state["slack"]["channels"]["readonly"], "operator"),
    ]
    wait(lambda: all(digest.state == "paused" for digest in map(store.digests.find, ids) if digest), 60)
    wait(lambda: bool(there(server, "general", "2 digests need a look")), 60)
    (alert,) = there(server, "general", "need a look")
    assert all(id in json.dumps(alert) for id in ids)
    told = discord("messages", dm=True, user=alice)["messages"]
    assert len([message for message in told if ids[0] in json.dumps(message)]) <= 1
    said = both.on_slack("status") if desk == "slack" else both.on_discord("status")
    assert f"Alerts of digests that do not come go to {place}" in said["user_sees"].replace("\\", "")
    assert counted(both.bot.database, "SELECT count(*) FROM notices WHERE again IS NOT NULL") == 0
    store.close()
