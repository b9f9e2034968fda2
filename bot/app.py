"""The one place that wires everything: topics, store, commands, limits. Importing it does nothing."""

from __future__ import annotations

import asyncio
import gc
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import structlog

from bot import commands, logs
from bot.commands.context import Context
from bot.digests.zones import machines_zone
from bot.errors import BotError
from bot.loading import load_topics, opened_store
from bot.messages import (
    Choice,
    Command,
    Completion,
    Note,
    NotNow,
    Reply,
    TopicDescription,
    on_some_errand,
)
from bot.settings import Settings
from bot.sources.service import Subscriptions
from bot.storage.contract import NOT_SERVED, Event
from bot.storage.errors import StorageError
from bot.threads import Busy, Threads, TooLong
from summaries.errors import SummariesError

if TYPE_CHECKING:
    from bot.limits import Limits
    from bot.metrics import Metrics
    from bot.sources.fetching import Fetcher

_P = ParamSpec("_P")
_T = TypeVar("_T")

_RETRIEVING = frozenset({"feeds"})
"""Commands that may wait for the network: never in the few threads in which the others are answered."""

_PATIENCE = 15.0  # seconds for what a platform wants to be remembered

EXPECTED = (BotError, StorageError, SummariesError)
"""The errors that say themselves what is wrong and what to do."""


@dataclass(frozen=True)
class App:
    """Readout, ready to answer: what an adapter sees as ``bot.messages.Service``.

    ``folders`` are the topic packs' folders, by topic id. ``limits``, ``metrics`` and the ``threads`` that
    answer (the event loop's own where there are none) are for platforms with many users.
    """

    context: Context
    folders: dict[str, Path]
    limits: Limits | None = None
    metrics: Metrics | None = None
    threads: Threads | None = None

    # ---- answering

    async def answer(self, command: Command) -> Reply:
        """Answer a command, off the event loop; whatever goes wrong, the reply says it calmly."""
        if self.limits and (wait := self.limits.wait(command)):
            self.count(command.platform, "limited")
            return _patience(wait)
        begun = time.perf_counter()
        with on_some_errand(command.platform):
            reply = await self._elsewhere(command)
            self._answered(command, reply, time.perf_counter() - begun)
        return reply

    def _answered(self, command: Command, reply: Reply, seconds: float) -> None:
        """Note for figures and log that, and how fast; not what was asked."""
        name, took = commands.name_of(self.context.topics, command), round(seconds, 4)
        if self.metrics:
            self.metrics.answered(command.platform, name, reply.ok, seconds)
        structlog.get_logger().info(
            "answered", platform=command.platform, command=name, ok=reply.ok, seconds=took
        )

    async def _elsewhere(self, command: Command) -> Reply:
        """The answer, made in a thread; a friendly word where too many are waiting for one."""
        if self.threads is None or commands.name_of(self.context.topics, command) in _RETRIEVING:
            return await asyncio.to_thread(self.answer_now, command)
        try:
            return await self.threads.run(partial(self.answer_now, command))
        except Busy:
            self.count(command.platform, "busy")
            return _BUSY
        except TooLong:
            self.count(command.platform, "late")
            return NOT_NOW

    def answer_now(self, command: Command) -> Reply:
        """``answer``, for who has no event loop."""
        with on_some_errand(command.platform):
            return self._answer_now(command)

    def _answer_now(self, command: Command) -> Reply:
        try:
            return commands.handle(self.context, command)
        except EXPECTED as error:
            if isinstance(error, StorageError) and error.passing and command.platform != "terminal":
                return NOT_NOW  # where the database is, and what ails it, is nothing for a channel
            return Reply(title=error.problem, blocks=_cure(error.cure), ok=False)
        except Exception:
            return self._sorry(command)

    def greeting(self) -> Reply:
        """What a newcomer sees first."""
        try:
            return commands.greeting(self.context)
        except EXPECTED as error:
            return Reply(title=error.problem, blocks=_cure(error.cure), ok=False)

    def _sorry(self, command: Command) -> Reply:
        """Nothing that a user typed goes to the log: the cause and the command's name are enough."""
        reference = secrets.token_hex(3)
        name = commands.name_of(self.context.topics, command)
        structlog.get_logger().exception("answer failed", reference=reference, command=name)
        self.count(command.platform, "error")
        return Reply(
            title="Something went wrong while answering.",
            blocks=(Note(text=f"It is in the log as {reference}. Try again, or ask in other words."),),
            ok=False,
        )

    # ---- forms and completion

    def complete(self, command: Command) -> Sequence[Completion]:
        """Ways to go on; none when looking for them failed."""
        try:
            return commands.complete(self.context, command)
        except Exception:
            structlog.get_logger().exception("completion failed")
            return ()

    def topics(self) -> Sequence[TopicDescription]:
        """The topics with their commands and options."""
        return self._described

    @cached_property
    def _described(self) -> Sequence[TopicDescription]:
        return tuple(commands.describe(topic) for topic in self.context.topics.values())

    def choices(
        self,
        topic: str,
        command: str,
        option: str,
        typed: str,
        filled: Mapping[str, str],
        by: Command | None = None,
    ) -> Sequence[Choice]:
        """Ways to fill in an option; none when looking for them failed."""
        try:
            return commands.choices(self.context, topic, command, option, typed, filled, by)
        except Exception:
            structlog.get_logger().exception("choices failed")
            return ()

    def line(self, topic: str, command: str, options: Mapping[str, str]) -> str:
        """The command line that says the same as a form."""
        return commands.line(topic, command, options)

    # ---- what platforms remember

    async def keep(self, space: str, key: str, value: str, lasting: timedelta | None = None) -> None:
        """Remember something, in place of what was there; for ever, or so long."""
        at = self.context.now()
        until = at + lasting if lasting else None
        await _asked(self.context.store.keep, space, key, value, at=at, until=until)

    async def kept(self, space: str, key: str) -> str | None:
        """What was kept under that key, if anything was and it has not run out."""
        found = await _asked(self.context.store.kept, space, at=self.context.now(), key=key)
        return found.get(key)

    async def keep_first(self, space: str, key: str, value: str, lasting: timedelta | None = None) -> bool:
        """Remember something unless the key is taken; whether it was free."""
        at = self.context.now()
        until = at + lasting if lasting else None
        return await _asked(self.context.store.keep_first, space, key, value, at=at, until=until)

    async def forget(self, space: str, key: str) -> None:
        """Forget what was kept under that key."""
        await _asked(self.context.store.forget, space, key)

    async def turn(self, space: str, key: str, apart: float, patience: float) -> float | None:
        """Take the next turn under that key: the seconds to wait for it; None where they are too many."""
        take = partial(self.context.store.turn, space, key, at=self.context.now())
        return await asyncio.to_thread(take, apart=apart, patience=patience)

    # ---- what platforms report

    def count(self, platform: str, what: str) -> None:
        """Count something for the metrics."""
        if self.metrics:
            self.metrics.count(platform, what)

    def connected(self, platform: str, *, yes: bool) -> None:
        """Note for the metrics whether a platform is connected."""
        if self.metrics:
            self.metrics.connected(platform, yes=yes)

    async def trouble(self, platform: str, channel: str, why: str, cure: str, workspace: str = "") -> None:
        """A channel cannot be posted to any more: ``status`` says so, to those of its ``workspace`` alone."""
        event = Event(
            at=self.context.now(),
            source=f"{platform} channel {channel}" + (f" of {workspace}" if workspace else ""),
            outcome=NOT_SERVED,
            detail=f"{why} {cure}".strip(),
        )
        await _asked(self.context.store.record, event)


async def _asked(work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    """What the store gives, off the event loop; NotNow where it fails in a way that passes, or hangs."""
    asking = asyncio.ensure_future(asyncio.to_thread(work, *given, **named))
    try:
        return await asyncio.wait_for(asking, _PATIENCE)
    except TimeoutError:
        if asking.cancelled():  # what waits for a thread still is not to be done any more
            raise NotNow(NOT_NOW.title, _CURE) from None
        raise
    except StorageError as error:
        if error.passing:
            raise NotNow(NOT_NOW.title, _CURE) from error
        raise


@contextmanager
def open_app(settings: Settings, *, today: Callable[[], date] | None = None) -> Iterator[App]:
    """Topics loaded, database opened, logs set up; closed again at the end.

    ``today`` is the day that "yesterday" counts from: this machine's, in its own time zone, by default.
    """
    topics = load_topics(settings)
    log = logs.kept(settings.log_file, settings.secrets, settings.log)
    with log, opened_store(settings) as store:
        known = {topic.id: topic for topic in topics.values()}
        context = Context(
            topics=known,
            store=store,
            today=today or _today,
            reviewers=settings.reviewers,
            sources=Subscriptions(store, known, partial(_fetcher, settings), folders=settings.watch),
            zone=settings.zone or machines_zone(),
            alerts=settings.alerts,
        )
        gc.freeze()  # or a collection walks the topic packs in the midst of an answer, for some 30 ms
        yield App(context, {topic.id: folder for folder, topic in topics.items()})


def _fetcher(settings: Settings) -> Fetcher:
    from bot.sources.fetching import Fetcher  # only who adds a feed needs to load it

    return Fetcher.of(settings)


def _today() -> date:
    return datetime.now().astimezone().date()


def _cure(cure: str) -> tuple[Note, ...]:
    return (Note(text=cure),) if cure else ()


_CURE = "My archive does not answer. Ask again in a minute, please; nothing is lost."

NOT_NOW = Reply(title="I can't look anything up just now.", blocks=_cure(_CURE), ok=False)
"""What channels are told while the store fails."""

_BUSY = Reply(
    title="Many people are asking at once.",
    blocks=(Note(text="Ask again in a few seconds, please."),),
    ok=False,
)


def _patience(wait: int) -> Reply:
    unit = "second" if wait == 1 else "seconds"
    return Reply(
        title=f"A little slower, please: the next answer is free in {wait} {unit}.",
        blocks=(Note(text="Each user and each channel has a fair share, so that everybody gets answers."),),
        ok=False,
    )
