"""Work shared with other processes over PostgreSQL: offered by schedulers, done by workers and platforms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing

from bot.app import App
from bot.background import DigestThreads, beside, engine_of
from bot.digests.beside import look_after
from bot.digests.queue import PLACES
from bot.digests.ticking import deliver, keep
from bot.jobs.desk import Desk, laid
from bot.jobs.names import DELIVER
from bot.jobs.queue import conninfo, queue_of
from bot.jobs.quiet import GONE
from bot.jobs.scheduling import Scheduling, looked_soon
from bot.jobs.schema import prepare
from bot.jobs.worker import gone, work
from bot.lanes import Lanes, lanes_of, left_behind
from bot.loading import find_adapter
from bot.messages import Adapter, Posting
from bot.roles import Roles
from bot.settings import Settings
from bot.sources.fetching import Fetcher
from bot.sources.intervals import FIRST
from bot.sources.service import given_feeds
from bot.sources.working import sleep
from bot.storage.errors import StorageError
from bot.storage.standing import Standing

_STOPPING = 7.0  # seconds for what is under way
_TROUBLE = 5.0
_THREADS = 4
_NOT_HERE = "`readout run --only discord` posts to Discord itself."
_NOWHERE = "set the credentials of the platforms as for `readout run`."


async def worker(
    app: App,
    settings: Settings,
    stopping: asyncio.Event,
    *,
    queues: Sequence[str],
    concurrency: int,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Do jobs of these queues until ``stopping``.

    Digests are posted to platforms that take posts from who is not connected to them, and corrected and
    told of there; to the others, the processes post that are.
    """
    adapters = _adapters(settings, settings.platforms)
    async with AsyncExitStack() as stack:
        named = [name for name in queues if name != DELIVER]
        to: dict[str, Posting] = {}
        for adapter_name, adapter in adapters.items() if DELIVER in queues else ():
            sending, posting = adapter.sending(app), adapter.posting
            if sending is not None and posting is not None:
                await stack.enter_async_context(sending)
                named += lanes_of(adapter_name, adapter)
                to[adapter_name] = posting
        if DELIVER in queues and not to:
            say("nothing is posted from here: " + (_NOT_HERE if adapters else _NOWHERE))
        desk = await stack.enter_async_context(_desk(app, settings, adapters, adapters, named, stopping))
        tasks = [work(settings.database, desk, stopping, queues=named, concurrency=concurrency)]
        if desk.engine is not None and to:
            tasks.append(look_after(beside(app, desk.engine, lambda: to), stopping))
        await asyncio.gather(*tasks)


@asynccontextmanager
async def offering(
    app: App, settings: Settings, adapters: Mapping[str, Adapter], stopping: asyncio.Event, roles: Roles
) -> AsyncIterator[None]:
    """Have what is due offered to workers meanwhile, if this process is a scheduler; and post to the
    platforms that it serves.
    """
    posts = settings.digests == "on"
    postings = {name: adapter for name, adapter in adapters.items() if adapter.posting and posts}
    named = [lane for name, adapter in postings.items() for lane in lanes_of(name, adapter)]
    if not (named or roles.scheduler):
        yield
        return
    every = _adapters(settings, [name for name in settings.platforms if name not in adapters])
    known = {**every, **adapters}
    async with _desk(app, settings, known, postings, named, stopping, connected=True) as desk:
        tasks = [_delivered(settings, desk, stopping, postings, named)]
        if desk.engine is not None and postings:
            tasks.append(look_after(beside(app, desk.engine), stopping))
        if roles.scheduler and posts:
            tasks.append(_schedule(app, settings, desk, stopping))
        running = asyncio.gather(*tasks)
        try:
            yield
        finally:
            stopping.set()
            await asyncio.wait((running,), timeout=_STOPPING)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def _delivered(
    settings: Settings,
    desk: Desk,
    stopping: asyncio.Event,
    postings: Mapping[str, Adapter],
    named: Sequence[str],
) -> None:
    """Work on the queues of these lanes, and on those that were left behind."""
    try:
        old = await left_behind(settings.database, postings)
    except GONE:  # the worker waits for it, and says so
        old = []
    await work(settings.database, desk, stopping, queues=[*named, *old], concurrency=PLACES)


@asynccontextmanager
async def _desk(
    app: App,
    settings: Settings,
    known: Mapping[str, Adapter],
    posting: Mapping[str, Adapter],
    queues: Collection[str],
    stopping: asyncio.Event,
    *,
    connected: bool = False,
) -> AsyncIterator[Desk]:
    """A desk on the app's store, with an engine that posts to ``posting``, where need be while ``connected``;
    of all ``known`` platforms is told in which lane their deliveries go.
    """
    topics = tuple(app.context.topics.values())
    await _made_ready(app, settings, stopping)
    with closing(DigestThreads(_THREADS)) as elsewhere:
        engine = engine_of(app, posting, elsewhere, connected=connected)
        lanes = Lanes(app.context.store, known, elsewhere)
        await lanes.look()
        async with (
            Fetcher.of(settings) as fetcher,
            laid(
                app.context.store,
                topics,
                fetcher,
                queues=queues,
                folders=settings.watch,
                pause=settings.fetch_pause,
                polls=settings.poll != "off",
                engine=engine,
                lane_of=lanes,
                counts=app.metrics,
            ) as desk,
        ):
            keeping = asyncio.gather(keep(engine, stopping), lanes.run(stopping))
            try:
                yield desk
            finally:
                stopping.set()
                await asyncio.gather(keeping, return_exceptions=True)


async def _schedule(app: App, settings: Settings, desk: Desk, stopping: asyncio.Event) -> None:
    """Open windows as they come and offer them; what can't be reached is tried again."""
    engine = desk.engine
    while engine is not None and not stopping.is_set():
        try:
            async with queue_of(settings.database).open_async() as queue:
                scheduling = Scheduling(
                    app.context.store,
                    app.context.topics,
                    queue,
                    desk.lane_of,
                    holder=f"scheduler:{id(queue)}",
                    counts=app.metrics,
                    elsewhere=engine.elsewhere,
                )
                with looked_soon(app.context.store, queue):
                    await deliver(scheduling, stopping)
        except GONE:  # told by who works on the queue in this process
            await sleep(stopping, _TROUBLE)


async def _made_ready(app: App, settings: Settings, stopping: asyncio.Event) -> None:
    """Make the tables of jobs and know the feeds, as soon as the database lets that be done."""
    standing = Standing("the queue of jobs")
    while not stopping.is_set():
        try:
            await asyncio.to_thread(prepare, conninfo(settings.database))
            if settings.poll != "off":
                await asyncio.to_thread(_know_feeds, app, settings)
        except (*GONE, StorageError) as error:
            if isinstance(error, StorageError) and not error.passing:
                raise
            standing.failed(gone(), writing=True)
            await sleep(stopping, _TROUBLE)
        else:
            standing.works(writing=True)
            return


def _know_feeds(app: App, settings: Settings) -> None:
    """Make the packs' feeds, and the folders to be watched, those of the topics."""
    for topic in app.context.topics.values():
        given = given_feeds(topic, settings.watch)
        app.context.store.feeds.merge(topic.id, given, at=app.context.now(), interval=FIRST)


def _adapters(settings: Settings, platforms: Collection[str]) -> dict[str, Adapter]:
    return {name: find_adapter(name)(settings.of_platforms()) for name in platforms}
