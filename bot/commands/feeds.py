"""``feeds``: what is read regularly; adding, removing and reading at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from bot.commands.answering import go
from bot.commands.context import Context, Sources
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request, spell
from bot.messages import Block, Command, Note, Reply, Suggestions, Table
from bot.storage.feed_contract import Added, Counts, StoredFeed
from summaries.folding import fold

FAILING = ("failing", "why", "next try (UTC)")

_NEAR = 60.0
_OFFERED = 3


def answer(context: Context, request: Request, command: Command) -> Reply:
    """The list; or add, remove or read one. Retrieving's own errors are raised: they say their cure."""
    sources = context.sources
    if sources is None:
        return Reply(
            title="Nothing is read from the network here.",
            blocks=(Note(text="“readout run” reads feeds, and “readout ingest” an address."),),
            ok=False,
        )
    match request.action:
        case "add":
            who = f"{command.platform}:{command.user}" if command.user else command.platform
            return _added(request, sources.add(request.topic.id, _address(request), who=who), command)
        case "remove":
            return _removed(request, sources, command)
        case "refresh":
            return _refreshed(request, sources)
        case _:
            return _list(request, sources)


# ---- the list ----------------------------------------------------------------------------------------


def _list(request: Request, sources: Sources) -> Reply:
    feeds = sources.listing(request.topic.id)
    example = f"/{request.topic.id} feeds add https://news.example/rss"
    if not feeds:
        note = Note(text=f"An administrator adds one: {example}")
        return Reply(title="No feed is read for this topic.", blocks=(note,))
    return Reply(title=_headline(feeds), blocks=tuple(_tables(request, feeds)))


def _headline(feeds: Sequence[StoredFeed]) -> str:
    failing = sum(1 for feed in feeds if feed.failures)
    read = f"{len(feeds)} feeds are read" if len(feeds) > 1 else "1 feed is read"
    return f"{read}; {failing} failing" if failing else read


def _tables(request: Request, feeds: Sequence[StoredFeed]) -> Iterator[Block]:
    """What fails first, since that is what somebody has to look at."""
    if causes := failing(feeds):
        yield Table(headers=FAILING, rows=causes)
    sound = sorted((feed for feed in feeds if not feed.trouble), key=lambda feed: fold(name(feed)))
    if rows := tuple((name(f), _time(f.succeeded), brought(f.counts), _next(f)) for f in sound if f.tried):
        yield Table(headers=("feed", "last read (UTC)", "brought", "next (UTC)"), rows=rows)
    if fresh := [name(feed) for feed in sound if not feed.tried]:
        yield Note(text=f"Not read yet: {'; '.join(fresh)}.")
    commands = [f"/{request.topic.id} feeds refresh", f"/{request.topic.id} status"]
    yield Suggestions(commands=tuple(commands))


def failing(feeds: Sequence[StoredFeed]) -> tuple[tuple[str, ...], ...]:
    """A row under ``FAILING`` for each feed that fails or has ended: its name, why, and the next try."""
    return tuple((name(feed), feed.trouble, _next(feed)) for feed in feeds if feed.trouble)


def name(feed: StoredFeed) -> str:
    """What people call a feed: its publisher or title, and where it is."""
    called = feed.publisher or feed.title
    place = _folder(feed.url) if feed.kind == "folder" else _host(feed.url)
    return f"{called} ({place})" if called else place


def brought(counts: Counts) -> str:
    """What a feed has brought, in words: "12 articles, 40 off topic"."""
    told = (
        (counts.stored, "article" if counts.stored == 1 else "articles"),
        (counts.duplicate, "known"),
        (counts.off_topic, "off topic"),
        (counts.refused, "refused"),
    )
    return ", ".join(f"{count:,} {what}" for count, what in told if count) or "nothing yet"


def _folder(path: str) -> str:
    """A folder's own name: where it lies on the machine is nothing for a channel."""
    return f"folder {PurePath(path).name}"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "not yet"


def _next(feed: StoredFeed) -> str:
    return "never: it has ended" if feed.state == "gone" else _time(feed.due)


# ---- changing it -------------------------------------------------------------------------------------


def _address(request: Request) -> str:
    """The address as typed, made whole; NotUnderstood for what is none."""
    words = request.words.strip("<> ")
    whole = words if "://" in words else f"https://{words}"
    if not words or " " in words or "." not in whole:
        raise NotUnderstood(
            f"“feeds {request.action}” needs the address of a feed, a page or a site.",
            "For example:",
            (f"/{request.topic.id} feeds add https://news.example/rss",),
        )
    return whole


def _added(request: Request, added: Added, command: Command) -> Reply:
    feed = added.feed
    if added.known:
        title = f"{name(feed)} is read already."
        note = (
            f"Read last {_time(feed.succeeded)}, next {_next(feed)} (UTC)." if feed.tried else "Not read yet."
        )
        return Reply(title=title, blocks=(Note(text=note), _onward(request)))
    undo = spell(go(request, "feeds").filled(action="remove", words=feed.url))
    here = command.platform == "terminal"
    when = (
        f"“readout run” reads it where it serves a platform (or with READOUT_POLL=on), and “readout ingest "
        f"{feed.url}” now."
        if here
        else "It is read now."
    )
    notes = (Note(text=f"{_found(request, added)} {when}"), Note(text=f"To undo: {undo}"))
    return Reply(title=f"{name(feed)} is read from now on.", blocks=(*notes, _onward(request)))


def _found(request: Request, added: Added) -> str:
    """What is there: how much of it, and how much of that is about the topic."""
    if added.feed.kind == "page":
        return "It is a page that is read again and again: a changed text becomes a new version."
    items = "1 item" if added.items == 1 else f"{added.items:,} items"
    what = "a news sitemap" if added.feed.kind in {"sitemap", "index"} else "a feed"
    if not added.items:
        return f"It is {what} that lists nothing at the moment."
    seem = {0: "none seems", 1: "1 seems"}.get(added.concerning, f"{added.concerning:,} seem")
    which = "which seems" if added.items == added.concerning == 1 else f"of which {seem}"
    return f"It is {what} with {items}, {which} to be about {request.topic.title}."


def _removed(request: Request, sources: Sources, command: Command) -> Reply:
    feed = _named(request, sources.listing(request.topic.id))
    who = f"{command.platform}:{command.user}" if command.user else command.platform
    sources.remove(request.topic.id, feed.url, who=who)
    undo = spell(go(request, "feeds").filled(action="add", words=feed.url))
    notes = (Note(text="What it brought stays."), Note(text=f"To undo: {undo}"))
    return Reply(title=f"{name(feed)} is not read any more.", blocks=(*notes, _onward(request)))


def _refreshed(request: Request, sources: Sources) -> Reply:
    feeds = sources.listing(request.topic.id)
    feed = _named(request, feeds) if request.words else None
    count = sources.refresh(request.topic.id, feed.url if feed else "")
    if not count:
        note = Note(text="It has ended, or is being read at this moment.")
        return Reply(title="There is nothing to read now.", blocks=(note, _onward(request)), ok=False)
    what = name(feed) if feed else "1 feed" if count == 1 else f"{count:,} feeds"
    note = Note(text=f"“/{request.topic.id} feeds list” tells what came of it.")
    return Reply(title=f"Reading {what} now.", blocks=(note, _onward(request)))


def _named(request: Request, feeds: Sequence[StoredFeed]) -> StoredFeed:
    """The one feed meant: by its address, or by a name that no other has; NotUnderstood otherwise.

    Watched folders are the operator's: no chat changes them, and where they lie is not told there.
    """
    words = request.words.strip("<> ")
    feeds = [feed for feed in feeds if feed.kind != "folder"]
    for same in (_same_address, _same_name):
        found = [feed for feed in feeds if words and same(feed, words)]
        if len(found) == 1:
            return found[0]
    near = process.extract(
        words, {f.url: name(f) for f in feeds}, scorer=fuzz.partial_ratio, score_cutoff=_NEAR, limit=_OFFERED
    )
    offered = tuple(f"/{request.topic.id} feeds {request.action} {url}" for _, _, url in near if words)
    raise NotUnderstood(
        "No feed has that address or name." if words else f"“feeds {request.action}” needs a feed.",
        "Did you mean one of these?" if offered else "“feeds list” shows what is read.",
        offered or (f"/{request.topic.id} feeds list",),
    )


def _same_address(feed: StoredFeed, words: str) -> bool:
    bare = words.partition("://")[2] or words
    return bare.rstrip("/") in {a.partition("://")[2].rstrip("/") for a in (feed.url, feed.origin)}


def _same_name(feed: StoredFeed, words: str) -> bool:
    names = (feed.publisher, feed.title, _host(feed.url), name(feed))
    return fold(words) in {fold(each) for each in names if each}


def _onward(request: Request) -> Suggestions:
    return Suggestions(commands=(f"/{request.topic.id} feeds list", f"/{request.topic.id} status"))
