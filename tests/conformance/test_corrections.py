"""A quotation that stands in a posted digest is reported: the message is edited, on both platforms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.delivering_content import restored
from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest, new_id
from bot.messages import Lines, ReplyLine, Style
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.events import stamp
from tests.conformance.conftest import LIMITLESS, SECRETS, Both, Driver, Start, StartBot, Wait, where
from tests.conformance.houses import changed

EDIT = {"discord": r"PATCH /channels/\d+/messages/", "slack": "chat.update"}
PLATFORMS = tuple(EDIT)


@pytest.fixture(scope="module")
def servers(start_server: Start) -> tuple[Driver, Driver]:
    return start_server("discord")[0], start_server("slack", "--no-rate-limits")[0]


@dataclass(frozen=True)
class Posted:
    """A digest that stands in a channel, and one of its quotations."""

    server: Driver
    store: Store
    digest: str
    line: ReplyLine

    @property
    def words(self) -> str:
        return next(part.text for part in self.line.parts if part.style is Style.QUOTE).strip("“”")

    @property
    def citation(self) -> str:
        return self.line.citations[0].id

    def shown(self) -> str:
        """What a reader sees of it, all its messages one after another."""
        key = f"{self.digest}-"
        found = self.server("messages", channel="digest")["messages"]
        return "\n".join(each["_text"] for each in found if key in json.dumps(each))

    def state(self) -> str:
        """How its correction stands."""
        return next(iter(self.store.corrections.of(self.digest).values())).state

    def why(self) -> str:
        """What kept it from being corrected."""
        return next(iter(self.store.corrections.of(self.digest).values())).why


def workspace(platform: str, server: Driver) -> str:
    return "T0STANDIN" if platform == "slack" else str(next(iter(server("state")["guilds"])))


@contextmanager
def posted(platform: str, both: Both, wait: Wait) -> Iterator[Posted]:
    """A digest, posted by a Readout that runs, of articles that came yesterday."""
    server = both.discord if platform == "discord" else both.slack
    now = datetime.now(UTC)
    changed(both.bot.database, "UPDATE readings SET stored = :at", at=stamp(now - timedelta(days=1)))
    store = open_store(both.bot.database)
    digest = Digest(
        id=new_id(),
        topic="venezuela",
        platform=platform,
        workspace=workspace(platform, server),
        channel=server("state")["channels"]["digest"],
        who="U1",
        schedule=Schedule(cron=("0 * * * *",), zone="Europe/Oslo"),
        most=40,
    )
    store.digests.create(written(digest), at=now - timedelta(days=2), due=now)

    def there() -> bool:
        history = store.digests.history(digest.id)
        return bool(history) and history[0].state == "sent"

    wait(there, 60)
    reply = restored(store.digests.history(digest.id)[0].content)
    lines = [line for block in reply.blocks if isinstance(block, Lines) for line in block.lines]
    quoted = next(line for line in lines if any(part.style is Style.QUOTE for part in line.parts))
    yield Posted(server, store, digest.id, quoted)
    store.close()


def reported(both: Both, there: Posted, platform: str) -> bool:
    """Somebody on the platform reports the quotation."""
    if platform == "slack":
        return bool(both.on_slack(f"report {there.citation} the speaker is another")["ok"])
    return bool(both.on_discord("report", id=there.citation, why="the speaker is another")["ok"])


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_reported_quotation_is_withdrawn_where_it_was_posted_and_comes_back(
    serve: Callable[..., Both], wait: Wait, platform: str
) -> None:
    both = serve(**LIMITLESS)
    with posted(platform, both, wait) as there:
        before = there.shown()
        assert there.words in before
        assert reported(both, there, platform)
        wait(lambda: there.words not in there.shown(), 20)
        wait(lambda: there.state() == "corrected", 20)
        assert "Withdrawn after a report." in there.shown()
        assert "Corrected " in there.shown()
        assert "corrected (reviewed" in both.bot.ask(f"/venezuela digest history {there.digest}")
        both.bot.ask(f"/venezuela review restore {there.citation}")
        wait(lambda: there.state() == "restored", 20)
        assert "Restored " in there.shown()
        assert set(before.split("\n")) - {""} <= set(there.shown().split("\n"))
        assert there.server("violations")["violations"] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_correction_is_made_by_the_next_process_where_one_is_killed_before_it(
    serve: Callable[..., Both], start_bot: StartBot, wait: Wait, platform: str
) -> None:
    both = serve(**LIMITLESS)
    with posted(platform, both, wait) as there:
        there.server("fault", kind="500", match=EDIT[platform], count=100)
        assert reported(both, there, platform)
        wait(lambda: there.why() != "", 20)
        both.bot.process.kill()
        there.server("fault", clear=True)
        assert there.words in there.shown()
        settings = where(both.discord, both.slack) | SECRETS | LIMITLESS
        bot = start_bot(both.bot.data, **settings)
        wait(lambda: there.words not in there.shown(), 60)
        wait(lambda: there.state() == "corrected", 20)
        bot.process.terminate()
        bot.process.wait(20)
