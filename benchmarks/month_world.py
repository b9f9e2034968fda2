"""A month lived through, event by event: the engine, its store, its clock, and what is done to them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select

from benchmarks.month_news import TOPIC, Piece
from benchmarks.month_places import OWN, Died, Life, Line, Rooms
from benchmarks.month_plan import Asked, Deed, Seat
from bot.commands import handle
from bot.commands.context import Context
from bot.digests.delivering import Delivering
from bot.messages import Command, Posting
from bot.storage.contract import Store
from bot.storage.database import Database
from bot.storage.digest_tables import deliveries, digests

ROUNDS = 400
"""Rounds at one moment after which something is stalled."""

HOUR = timedelta(hours=1)

_LAG = timedelta(milliseconds=300)
"""How much later than it could the engine looks."""


class Term(NamedTuple):
    """From when on a seat asked for what; nothing while it is paused or removed."""

    at: datetime
    asked: Asked | None


class World:
    """One machine. ``truth`` is the time; ``now`` reads the machine's clock, which may be wrong.

    ``awake`` are the readings between which the engine ran, ``terms`` what each seat asked for and when,
    ``ids`` the digest of each seat.
    """

    def __init__(self, store: Store, database: Database, start: datetime, seats: Sequence[Seat]) -> None:
        self.store, self._database = store, database
        self.truth, self._wrong = start, timedelta()
        self.seats = {seat.number: seat for seat in seats}
        self.postings: dict[str, Posting] = {}
        self.rooms: Rooms | None = None
        self.ids: dict[int, str] = {}
        self.terms: dict[int, list[Term]] = defaultdict(list)
        self.awake: list[tuple[datetime, datetime]] = []
        self.stalled: list[str] = []
        self.deaths = self.stops = self.moments = 0
        self._kept = self._right_since = start
        self._real: list[tuple[datetime, datetime]] = []
        self._life: Life | None = None
        self._engine: Delivering | None = None
        self._starts: datetime | None = None
        self._down = 0.0
        self._set: list[float] = []
        self._context = Context(
            topics={TOPIC.id: TOPIC}, store=store, today=lambda: self.now().date(), now=self.now
        )

    def now(self) -> datetime:
        """What the machine's clock shows."""
        return self.truth + self._wrong

    # ---- living

    async def live(
        self, pieces: Sequence[Piece], deeds: Sequence[Deed], end: datetime, told: Callable[[str], None]
    ) -> None:
        """Go from event to event until the end; ``told`` hears of each day."""
        await self._start()
        events: list[Piece | Deed] = sorted([*pieces, *deeds], key=lambda event: event.at)
        day = self.truth.date()
        while (at := self._next(events)) <= end:
            self.truth = max(self.truth, at)
            self._mark()
            while events and events[0].at <= self.truth:
                await self._happens(events.pop(0))
            if self._starts and self._starts <= self.truth:
                await self._start()
            await self._settle()
            await self._keep()
            if self.truth.date() != day:
                day = self.truth.date()
                told(f"{day}")
        self.truth = max(self.truth, end)
        self._mark()

    def _next(self, events: Sequence[Piece | Deed]) -> datetime:
        """When something happens, or the engine has something to do."""
        waits = [events[0].at] if events else []
        if self._engine is None:
            waits += [self._starts] if self._starts else []
        elif due := self._due():
            waits.append(max(due + _LAG - self._wrong, self.truth))
        return min(waits, default=datetime.max.replace(tzinfo=UTC))

    def _due(self) -> datetime | None:
        """When the engine has something to do, by the machine's clock."""
        under_way = exists().where(deliveries.c.digest == digests.c.key, deliveries.c.again.is_not(None))
        with self._database.reading() as connection:
            due = connection.scalar(select(func.min(digests.c.due)).where(~under_way))
            again = connection.scalar(select(func.min(deliveries.c.again)))
        found = [datetime.fromisoformat(at) for at in (due, again) if at]
        return min(found, default=None)

    def _mark(self) -> None:
        """The engine ran until now."""
        self.moments += 1
        self._real.append((self.now(), datetime.now(UTC)))
        if self._engine is not None:
            self.awake[-1] = (self.awake[-1][0], self.now())

    def real(self, reading: datetime) -> datetime:
        """The first real instant at which the machine's clock showed so much: platforms' clocks are real."""
        return next((real for shown, real in self._real if shown >= reading), datetime.now(UTC))

    # ---- the engine

    async def _start(self) -> None:
        """A process begins, on whatever the one before has left, with the clock as it was set meanwhile."""
        self._starts = None
        self._right_since = self.truth
        while self._set:
            self._wrong += timedelta(seconds=self._set.pop())
        self._life = life = Life()
        lines = {name: Line(posting, life, self._since(name)) for name, posting in self.postings.items()}
        self._engine = Delivering(
            self.store,
            {TOPIC.id: TOPIC},
            lambda: lines,
            holder=f"process {self.deaths + self.stops}",
            clock=self.now,
            elsewhere=life.elsewhere,
        )
        self.awake.append((self.now(), self.now()))

    def _since(self, platform: str) -> Callable[[datetime], datetime]:
        return (lambda reading: reading) if platform == OWN else self.real

    async def _settle(self) -> None:
        """Rounds until nothing more is to be done at this moment, or the process dies."""
        for _ in range(ROUNDS):
            if self._engine is None or not (due := self._due()) or due > self.now():
                return
            try:
                await self._engine.round()
                await self._engine.settled()
            except Died:
                await self._died()
        self.stalled.append(f"{self.now()}: rounds without an end")
        self.truth += timedelta(minutes=1)

    async def _died(self) -> None:
        """Whatever the dead process had under way ends at its next step; another starts later."""
        assert self._engine is not None
        assert self._life is not None
        while self._life.sending:  # noqa: ASYNC110 no event tells
            await asyncio.sleep(0.005)
        with suppress(Died):
            await self._engine.settled()
        self.deaths += 1
        self._engine = None
        self._starts = self.truth + timedelta(seconds=self._down)

    async def _keep(self) -> None:
        """What the engine does regularly beside its rounds; here each hour, and not by the real clock."""
        if self._engine is None or self.truth - self._kept < HOUR:
            return
        self._kept = self.truth
        try:
            await self._engine.keep()
            await self._engine.mend((self.truth - self._right_since).total_seconds())
        except Died:
            await self._died()

    # ---- what happens

    async def _happens(self, event: Piece | Deed) -> None:
        if isinstance(event, Piece):
            self._arrives(event)
        elif event.what in ("die", "stop", "clock", "away"):
            await self._fails(event)
        else:
            self._asks(event, self.seats[event.seat])

    def _arrives(self, piece: Piece) -> None:
        place = self.store.place(TOPIC.id, piece.article, "month")
        found = piece.evidence.model_copy(update={"article": place.article.id})
        self.store.save(TOPIC.id, place, found, analyser="month", at=self.now())

    async def _fails(self, deed: Deed) -> None:
        if deed.what == "away" and self.rooms is not None:
            self.rooms.away = self.now() + timedelta(seconds=deed.amount)
        elif deed.what == "clock":
            self._set.append(deed.amount)
            await self._stop(5.0)
        elif deed.what == "stop":
            await self._stop(deed.amount)
        elif self._life is not None and not self._life.dies_at:
            self._life.dies_at = self._life.steps + int(deed.amount)
            self._down = deed.amount * 15

    async def _stop(self, seconds: float) -> None:
        """The process ends properly; where none runs, it is started so much later."""
        if self._engine is not None:
            with suppress(Died):
                await self._engine.leave(0.0)
            self.stops += 1
            self._engine = None
        again = self.truth + timedelta(seconds=seconds)
        self._starts = max(self._starts or again, again)

    def _asks(self, deed: Deed, seat: Seat) -> None:
        """Somebody gives a command; through another process where this one is down."""
        id = self.ids.get(seat.number, "")
        said = " ".join(part for part in (deed.what, id, deed.asked.words if deed.asked else "") if part)
        reply = handle(
            self._context,
            Command(
                text=f"digest {said}",
                topic=TOPIC.id,
                platform=seat.platform,
                workspace=seat.workspace,
                channel=seat.channel,
                user="U1",
                administrator=True,
            ),
        )
        assert reply.ok, reply.title
        if deed.what == "add":
            known = set(self.ids.values())
            here = self.store.digests.listing(seat.platform, seat.workspace, seat.channel)
            (self.ids[seat.number],) = {each.id for each in here} - known
        self._remember(deed, seat.number)

    def _remember(self, deed: Deed, seat: int) -> None:
        terms = self.terms[seat]
        last = next((term.asked for term in reversed(terms) if term.asked), None)
        running = deed.what in ("add", "resume") or (deed.what == "edit" and terms[-1].asked is not None)
        terms.append(Term(self.now(), (deed.asked or last) if running else None))


def arrived(store: Store, pieces: Sequence[Piece]) -> Mapping[str, datetime]:
    """When each article was stored, by its id."""
    return store.stored(TOPIC.id, [piece.article.id for piece in pieces])
