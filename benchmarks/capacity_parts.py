"""Of how many messages digests are on each platform.

``python -m benchmarks.capacity_parts`` composes them for 150 choices of actors, issues and lengths (the n-th
1/n as common as the first), of the two articles that come with Readout and of a day of 100 generated ones,
and prints the shares that ``capacity_measured.toml`` holds.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from adapters.discord.posting import DiscordPosting
from adapters.slack.posting import SlackPosting
from benchmarks.digest_load_newsroom import bring_news, contents
from bot.app import open_app
from bot.digests.composing import compose
from bot.digests.values import Contents
from bot.loading import load_topics
from bot.messages import Posting, Reply
from bot.progress import take_in_bundled
from bot.settings import Settings
from bot.storage import open_store
from bot.storage.contract import Store
from summaries.topics import Topic

CHOICES = 150
PLATFORMS: Mapping[str, Posting] = {"discord": DiscordPosting(), "slack": SlackPosting()}


def of_bundled(topic: Topic) -> Iterator[Reply]:
    """The digests of a day on which both bundled articles came."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), database_url=None, topics=(topic.id,))
        with open_app(settings) as app:
            take_in_bundled(app)
            now = datetime.now(UTC)
            yield from _composed(app.context.store, topic, now + timedelta(seconds=1))


def of_generated(topic: Topic) -> Iterator[Reply]:
    """The digests of a day with 100 articles of generated news."""
    store, now = open_store("sqlite://"), datetime(2026, 11, 22, tzinfo=UTC)
    bring_news(store, topic, now)
    yield from _composed(store, topic, now)
    store.close()


def _composed(store: Store, topic: Topic, now: datetime) -> Iterator[Reply]:
    for chosen in contents(topic, Random(1))[:CHOICES]:
        asked, since = Contents(topic=topic.id, **chosen), now - timedelta(days=1)
        yield compose(store, topic, asked, since, now, lambda _: frozenset()).reply


def shares(made: Sequence[Reply]) -> Mapping[str, Sequence[float]]:
    """Of each platform, the share of digests with one message, with two, and so on."""
    found: dict[str, Sequence[float]] = {}
    for name, posting in PLATFORMS.items():
        weights = defaultdict[int, float](float)
        for nth, reply in enumerate(made, 1):
            weights[posting.pages(reply)] += 1 / nth
        whole = sum(weights.values())
        found[name] = [round(weights[number] / whole, 2) for number in range(1, max(weights) + 1)]
    return found


def main() -> None:
    """Print them."""
    (topic,) = load_topics(Settings(topics=("venezuela",))).values()
    for source, made in (("bundled", of_bundled(topic)), ("generated", of_generated(topic))):
        for name, given in shares(list(made)).items():
            print(f"{source}, {name}: {given}", flush=True)


if __name__ == "__main__":
    main()
