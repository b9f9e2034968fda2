"""``status``: what is stored, what was read last, and what failed and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from bot.commands.context import Context, Standing
from bot.commands.feeds import FAILING, failing
from bot.commands.request import Request
from bot.messages import Block, Heading, Note, Reply, Suggestions, Table
from bot.present import months
from bot.storage.contract import NOT_SERVED, Event
from summaries.model import Coverage

_EVENTS = 10
_REVIEWS = 5
_FAILING = 5
_ACTIONS = {"quarantine": "withheld", "restore": "shown again", "confirm": "withheld for good"}


def answer(context: Context, request: Request) -> Reply:
    """Every topic's articles, the latest events of sources, and what is posted next."""
    return Reply(title="Status", blocks=tuple(_blocks(context, request)))


def _blocks(context: Context, request: Request) -> Iterator[Block]:
    stored = {id: context.store.coverage(id) for id in context.topics}
    yield Heading(text="Stored")
    yield Table(
        headers=("topic", "articles", "publishers", "languages", "published"),
        rows=tuple(_row(id, coverage) for id, coverage in stored.items()),
    )
    if platforms := context.platforms():
        yield Heading(text="Platforms")
        yield Table(headers=("platform", "connected since (UTC)"), rows=tuple(map(_platform, platforms)))
    events = context.store.events(_EVENTS * 4)
    if troubles := [event for event in events if event.outcome == NOT_SERVED][:_EVENTS]:
        yield Heading(text="Where answers could not be given")
        yield Table(headers=("when (UTC)", "where", "why"), rows=tuple(map(_trouble, troubles)))
    yield Heading(text="Last read")
    if read := [event for event in events if event.outcome != NOT_SERVED][:_EVENTS]:
        yield Table(headers=("when (UTC)", "what", "outcome", "detail"), rows=tuple(map(_event, read)))
    else:
        yield Note(text="Nothing has been read yet; “readout ingest” and a folder reads articles in.")
    yield from _feeds(context, request)
    if reviews := context.store.reviews(limit=_REVIEWS):
        yield Heading(text="Reported")
        rows = tuple((f"{r.at:%Y-%m-%d %H:%M}", r.citation, _ACTIONS[r.action], r.why) for r in reviews)
        yield Table(headers=("when (UTC)", "citation", "now", "why"), rows=rows)
    yield Note(text="Next post: none scheduled.")
    yield Suggestions(commands=(f"/{request.topic.id} overview", f"/{request.topic.id} latest"))


def _feeds(context: Context, request: Request) -> Iterator[Block]:
    """How many feeds are read, when next, and which of them fail and why."""
    feeds = context.sources.listing(request.topic.id) if context.sources else ()
    if not feeds:
        return
    yield Heading(text="Feeds")
    active = [feed for feed in feeds if feed.state == "active"]
    last = max((feed.succeeded for feed in feeds if feed.succeeded), default=None)
    when = f"last read {last:%Y-%m-%d %H:%M}" if last else "none read yet"
    next = f", next {min(feed.due for feed in active):%Y-%m-%d %H:%M}" if active else ""
    waiting = sum(feed.waiting for feed in feeds)
    items = f"; {waiting:,} items wait to be read" if waiting else ""
    yield Note(text=f"{len(feeds):,} feeds: {when}{next} (UTC){items}.")
    if rows := failing(feeds):
        yield Table(headers=FAILING, rows=rows[:_FAILING])
    if len(rows) > _FAILING:
        yield Note(text=f"{len(rows) - _FAILING:,} more fail: “/{request.topic.id} feeds list” shows them.")


def _row(id: str, coverage: Coverage) -> tuple[str, ...]:
    return (
        f"/{id}",
        f"{coverage.articles:,}",
        f"{len(coverage.publishers):,}",
        ", ".join(coverage.languages),
        "".join(months(coverage)),
    )


def _platform(standing: Standing) -> tuple[str, ...]:
    since = f"{standing.since:%Y-%m-%d %H:%M}" if standing.since else "not connected"
    return (standing.platform, f"{since}: {standing.trouble}" if standing.trouble else since)


def _event(event: Event) -> tuple[str, ...]:
    return (f"{event.at:%Y-%m-%d %H:%M}", _shown(event.source), event.outcome, event.detail)


def _trouble(event: Event) -> tuple[str, ...]:
    return (f"{event.at:%Y-%m-%d %H:%M}", event.source, event.detail)


def _shown(source: str) -> str:
    """A source's name; of a path only its end, since folders of the machine are nothing for a channel."""
    path = PurePath(source)
    return "/".join(("…", *path.parts[-2:])) if path.is_absolute() else source
