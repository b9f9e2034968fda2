"""What a pack's feeds and publishers must keep to: no feed twice, no domain or name of two publishers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from summaries.folding import fold
from summaries.publishers import known_countries

if TYPE_CHECKING:  # the topic is checked when it is parsed
    from summaries.topics import Topic

MOST_FEEDS = 500


def _feeds(topic: Topic) -> Iterator[str]:
    if len(topic.feeds) > MOST_FEEDS:
        yield f"feeds: there are {len(topic.feeds):,} feeds. Keep to {MOST_FEEDS}; add more in chat."
    taken: dict[str, int] = {}
    for order, feed in enumerate(topic.feeds):
        key = feed.url.partition("://")[2].removeprefix("www.").rstrip("/")
        if key in taken:
            yield f"feeds[{order}]: {feed.url} is feeds[{taken[key]}] already. Drop one of them."
        taken.setdefault(key, order)


def _publishers(topic: Topic) -> Iterator[str]:
    """Doubled domains and names; only looked into where there are publishers, for the table takes a while."""
    taken: dict[str, str] = {}
    for order, publisher in enumerate(topic.publishers):
        where = f"publishers[{order}] ({publisher.name})"
        names = {fold(name): name for name in (publisher.name, *publisher.aliases)}
        for key, said in {**names, **{f"@{domain}": domain for domain in publisher.domains}}.items():
            if key in taken:
                yield f"{where}: {said} is of {taken[key]} already. Keep it in one of them."
            taken.setdefault(key, where)
        if publisher.country and publisher.country not in known_countries():
            code = publisher.country
            yield f"{where}.country: no country is known by {code}. Leave it out and write a note."


SOURCES: tuple[Callable[[Topic], Iterator[str]], ...] = (_feeds, _publishers)
"""The checks, in order; each gives its faults as a sentence and its cure."""
