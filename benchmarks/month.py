"""Thirty days of digests in minutes, with all that goes wrong, and accounts of every window.

``make month``. The engine, the store, the commands, composing and both platforms' adapters are Readout's own;
the clock is simulated, and goes from event to event. Every tenth digest is posted over sockets to the strict
servers that stand in for Discord and Slack (READOUT_STRICT_SERVERS names their folder), to a channel of its
own; the others are posted to channels in this process. A second stretch has the clock changes of autumn.

What should have come is worked out by other means (``month_calendar``), and compared with the ledger and with
what stands in the channels. DAYS (at least 3), SEATS and SEED change what is done; MONTH_DATABASE names an
empty PostgreSQL database to be used instead of a file, with STRETCH=spring or STRETCH=autumn.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from structlog.testing import capture_logs

from benchmarks.month_accounts import Accounts, Lived
from benchmarks.month_news import news
from benchmarks.month_places import OWN, Rooms, Stands
from benchmarks.month_plan import ZONES, Seat, deeds
from benchmarks.month_servers import Faulty, Server, serving, signed_in
from benchmarks.month_world import World, arrived
from benchmarks.tables import table
from bot.storage import open_store
from bot.storage.database import Database

SPRING = datetime(2026, 3, 7, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, tzinfo=UTC)
AUTUMN_DAYS = 10
A_DAY = 10
"""Articles that arrive each day."""

_ALL = 100_000


class Size(NamedTuple):
    """How much is simulated."""

    start: datetime
    days: int
    seats: int
    seed: int = 1


class Done(NamedTuple):
    """A stretch that was lived through and compared."""

    accounts: Accounts
    faults: Counter[str]
    seconds: float


async def stretch(size: Size, folder: Path, servers: Sequence[Server], told: Callable[[str], None]) -> Done:
    """Live through so many days, and compare. ``told`` hears of each day."""
    began, dice = time.monotonic(), Random(size.seed)
    url = os.environ.get("MONTH_DATABASE") or f"sqlite:///{folder / f'{size.start:%Y-%m-%d}.db'}"
    store, database = open_store(url), Database(url)
    seats = _seats(size.seats, servers)
    pieces = news(size.start, size.days, A_DAY, size.seed)
    plan = deeds(seats, size.start, size.days, dice)
    end = size.start + timedelta(days=size.days)
    world = World(store, database, size.start, seats)
    world.rooms = rooms = Rooms(world.now, dice)
    with capture_logs() as log:  # what the engine itself did not foresee is there, and nowhere else
        async with signed_in(list(servers), dice) as platforms:
            world.postings = {OWN: rooms, **platforms}
            await world.live(pieces, plan, end, told)
    world.stalled += [f"{entry['event']}: {entry.get('exc_info')!r}" for entry in log if _is_fault(entry)]
    standing = [one for some in rooms.standing.values() for one in some]
    standing += _on_servers(seats, servers)
    lived = Lived(world.terms, world.awake, pieces, arrived(store, pieces), size.start, world.now())
    accounts = _compared(Accounts(lived, standing), world, seats)
    store.close()
    database.close()
    return Done(accounts, _faults(world, rooms, platforms), time.monotonic() - began)


def _is_fault(entry: Mapping[str, object]) -> bool:
    return entry["log_level"] in ("error", "critical")


def _seats(number: int, servers: Sequence[Server]) -> list[Seat]:
    """A tenth of the digests on the servers, in a channel each; of the others two in each fourth channel."""
    found: list[Seat] = []
    for place in range(number):
        turn = place % 10
        if turn == 0 and servers:
            server = servers[place // 10 % len(servers)]
            found.append(Seat(place, server.platform, server.workspace, server.channel(place)))
        else:
            found.append(Seat(place, OWN, "T1", f"C{place - (turn == 9)}"))
    return found


def _on_servers(seats: Sequence[Seat], servers: Sequence[Server]) -> list[Stands]:
    by_name = {server.platform: server for server in servers}
    mine = [seat for seat in seats if seat.platform != OWN]
    return [one for seat in mine for one in by_name[seat.platform].standing(seat.channel)]


def _compared(accounts: Accounts, world: World, seats: Sequence[Seat]) -> Accounts:
    channels = defaultdict(list)
    for seat in seats:
        if id := world.ids.get(seat.number):
            ledger = world.store.digests.history(id, _ALL)[::-1]
            channels[seat.platform, seat.channel].append((seat, ledger))
            accounts.windows(seat, ledger)
            accounts.messages(seat, ledger)
    accounts.strangers()
    for channel in channels.values():
        accounts.told(channel)
    accounts.stalled += world.stalled
    late = world.store.digests.late(before=world.now() - timedelta(minutes=10), limit=_ALL)
    accounts.stalled += [f"digest {each.id} was due at {each.due}" for each in late.digests]
    return accounts


def _faults(world: World, rooms: Rooms, platforms: dict[str, Faulty]) -> Counter[str]:
    met = Counter(rooms.faults)
    for each in platforms.values():
        met += each.faults
    met["process died"], met["process stopped"] = world.deaths, world.stops
    return met


# ---- what is told


def report(done: Sequence[Done]) -> str:
    """The tables, and the lines that say whether all is well."""
    zones: dict[str, Counter[str]] = defaultdict(Counter)
    faults, statements = Counter[str](), Counter[str]()
    for one in done:
        faults += one.faults
        statements += one.accounts.statements
        for zone, counted in one.accounts.by_zone.items():
            zones[zone] += counted
    heads = ("zone", "runs", "sent", "skipped", "missed", "failed", "told with a later run")
    kinds = ("runs", "sent", "skipped", "missed", "failed", "with a later one")
    rows = [[zone, *(f"{zones[zone][kind]:,}" for kind in kinds)] for zone in ZONES]
    delays = sorted(delay.total_seconds() for one in done for delay in one.accounts.delays)
    share = sum(delay <= 60 for delay in delays) / max(1, len(delays))
    return "\n\n".join(
        (
            table(heads, rows),
            table(("fault", "how often"), [[kind, f"{n:,}"] for kind, n in sorted(faults.items())]),
            f"Statements: {statements['told']:,} told once in their channels, "
            f"{statements['counted as not shown']:,} counted there as not shown.\n"
            f"Missed or failed, and said so in the next: {statements['missed, and said so in the next']:,}.\n"
            f"Within a minute of its time: {share:.1%} of what was sent to the channels in this process.",
            *(f"{n:5} × {why}" for one in done for why, n in one.accounts.reasons.most_common(20)),
            _last([one.accounts for one in done]),
        )
    )


def _last(all_accounts: Sequence[Accounts]) -> str:
    total = sum((accounts.total for accounts in all_accounts), Counter())
    sent, skipped, missed = total["sent"], total["skipped"], total["missed"] + total["failed"]
    stalled, lost, repeated = (
        sum(len(getattr(accounts, kind)) for accounts in all_accounts)
        for kind in ("stalled", "lost", "repeated")
    )
    return (
        f"stalled {stalled}\nwindows {sent + skipped + missed}, sent {sent}, skipped {skipped}, "
        f"missed {missed}, lost {lost}, repeated {repeated}"
    )


def wrong(done: Sequence[Done]) -> list[str]:
    """What is lost, repeated or stalled, a sentence each."""
    accounts = [one.accounts for one in done]
    return [
        f"{k}: {what}" for a in accounts for k in ("lost", "repeated", "stalled") for what in getattr(a, k)
    ]


def lived(size: Size) -> Done:
    """A stretch with servers of its own, told day by day."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as servers:
        done = asyncio.run(stretch(size, Path(folder), servers, lambda day: print(day, flush=True)))
        broken = {server.platform: server.rules_broken for server in servers}
        print(f"{size.days} days from {size.start:%d %B %Y} in {done.seconds:.0f} s; rules broken: {broken}")
    return done


def main() -> int:
    """Live through both stretches, side by side; 1 where anything is lost, repeated or stalled."""
    days, seats = int(os.environ.get("DAYS", "30")), int(os.environ.get("SEATS", "500"))
    seed = int(os.environ.get("SEED", "1"))
    sizes = {
        "spring": Size(SPRING, days, seats, seed),
        "autumn": Size(AUTUMN, min(days, AUTUMN_DAYS), seats, seed + 1),
    }
    chosen = [size for name, size in sizes.items() if name in os.environ.get("STRETCH", " ".join(sizes))]
    with ProcessPoolExecutor(len(chosen), mp_context=multiprocessing.get_context("spawn")) as pool:
        done = list(pool.map(lived, chosen))
    for what in wrong(done)[:100]:
        print(what)
    print(report(done))
    return int(bool(wrong(done)))


if __name__ == "__main__":
    sys.exit(main())
