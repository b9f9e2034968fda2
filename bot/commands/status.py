"""``status``: what is stored, what was read last, and what failed and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from bot import roster
from bot.commands.context import Context, Standing
from bot.commands.digest_listing import standing
from bot.commands.feeds import FAILING, failing
from bot.commands.request import Request
from bot.commands.reviewers import decides
from bot.commands.tokens import show
from bot.jobs import aside
from bot.messages import Block, Command, Heading, Note, Reply, Suggestions, Table
from bot.present import months
from bot.storage.contract import NOT_SERVED, Event, Review
from summaries.model import Coverage

_EVENTS = 10
_REVIEWS = 5
_FAILING = 5
_REASON = 80
_ACTIONS = {"quarantine": "withheld", "restore": "shown again", "confirm": "withheld for good"}


def answer(context: Context, request: Request, command: Command) -> Reply:
    """Every topic's articles, the latest events of sources, and what is posted next.

    What concerns a channel is told where that channel is, and words that somebody typed to those who decide
    about reports: one Readout may serve many servers and workspaces.
    """
    return Reply(title="Status", blocks=tuple(_blocks(context, request, command)))


def _blocks(context: Context, request: Request, command: Command) -> Iterator[Block]:
    stored = {id: context.store.coverage(id) for id in context.topics}
    yield Heading(text="Stored")
    yield Table(
        headers=("topic", "articles", "publishers", "languages", "published"),
        rows=tuple(_row(id, coverage) for id, coverage in stored.items()),
    )
    if platforms := context.platforms():
        yield Heading(text="Platforms")
        yield Table(headers=("platform", "connected since (UTC)"), rows=tuple(map(_platform, platforms)))
    if shared := roster.told([*roster.entries(context.store, context.now()).values()]):
        yield Note(text=" ".join(shared))
    events = context.store.events(_EVENTS * 4)
    if troubles := [event for event in events if _concerns(event, command)][:_EVENTS]:
        yield Heading(text="Where answers could not be given")
        yield Table(headers=("when (UTC)", "where", "why"), rows=tuple(map(_trouble, troubles)))
    yield Heading(text="Last read")
    if read := [event for event in events if event.outcome != NOT_SERVED][:_EVENTS]:
        yield Table(headers=("when (UTC)", "what", "outcome", "detail"), rows=tuple(map(_event, read)))
    else:
        yield Note(text="Nothing has been read yet; “readout ingest” and a folder reads articles in.")
    yield from _feeds(context, request)
    if given_up := aside.kept(context.store, context.now()):
        yield Heading(text="Set aside after too many tries")
        shown = tuple(map(_given_up, given_up[:_EVENTS]))
        yield Table(headers=("when (UTC)", "what", "job", "tries", "why"), rows=shown)
    if reviews := context.store.reviews(limit=_REVIEWS):
        yield Heading(text="Reported")
        told = command.platform == "terminal" or decides(context, command)
        yield Table(
            headers=("when (UTC)", "citation", "now", "why")[: 4 if told else 3],
            rows=tuple(_reported(review)[: 4 if told else 3] for review in reviews),
        )
    yield from standing(context, command)
    yield Suggestions(commands=(f"/{request.topic.id} overview", f"/{request.topic.id} latest"))


def _feeds(context: Context, request: Request) -> Iterator[Block]:
    """How many feeds are read, when next, and which of them fail and why."""
    feeds = context.sources.listing(request.topic.id) if context.sources else ()
    if not feeds:
        return
    yield Heading(text="Feeds")
    tried = [feed.due for feed in feeds if feed.state == "active" and feed.tried]
    last = max((feed.succeeded for feed in feeds if feed.succeeded), default=None)
    when = f"last read {last:%Y-%m-%d %H:%M}" if last else "none read yet"
    next = f", next {min(tried):%Y-%m-%d %H:%M}" if tried else ""
    waiting = sum(feed.waiting for feed in feeds)
    items = f"; {waiting:,} items wait to be read" if waiting else ""
    count = "1 feed" if len(feeds) == 1 else f"{len(feeds):,} feeds"
    yield Note(text=f"{count}: {when}{next}{' (UTC)' if last or tried else ''}{items}.")
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


def _given_up(one: aside.Aside) -> tuple[str, ...]:
    return (f"{one.at:%Y-%m-%d %H:%M}", _shown(one.what), one.queue, str(one.tries), one.why)


def _concerns(event: Event, command: Command) -> bool:
    """Whether somebody may know of a place that was not served: the operator of each, others of a whole
    platform, of their own workspace's channels, and of the channel in which they ask.
    """
    if event.outcome != NOT_SERVED:
        return False
    platform, _, channel = event.source.partition(" channel ")
    if not channel or command.platform == "terminal":
        return True
    id, _, workspace = channel.partition(" of ")
    here = id == command.channel or (workspace == command.workspace != "")
    return here and platform == command.platform


def _trouble(event: Event) -> tuple[str, ...]:
    return (f"{event.at:%Y-%m-%d %H:%M}", event.source.partition(" of ")[0], event.detail)


def _reported(review: Review) -> tuple[str, ...]:
    return (
        f"{review.at:%Y-%m-%d %H:%M}",
        review.citation,
        _ACTIONS[review.action],
        show(review.why, _REASON),
    )


def _shown(source: str) -> str:
    """A source's name; of a path only its end, since folders of the machine are nothing for a channel."""
    path = PurePath(source)
    return "/".join(("…", *path.parts[-2:])) if path.is_absolute() else source
