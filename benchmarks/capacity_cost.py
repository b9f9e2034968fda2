"""What channels and articles cost: processors, memory and disks; and money where somebody says the prices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.capacity_ceilings import PACE
from benchmarks.capacity_figures import Figures
from benchmarks.capacity_plan import DAY, YEAR, Plan, room
from benchmarks.tables import table

CORES, MEMORY = 4, 16
"""Counted for each copy of each database: cores, and GB."""


def channels_table(given: Figures) -> str:
    """What a thousand channels cost a day, a digest and some commands each."""
    day = 1_000
    posts = {name: day * sum(n * s for n, s in enumerate(p, 1)) for name, p in given.parts.generated.items()}
    commands = day * given["commands"]
    seconds = {
        "composing": day / given["composed"],
        "posting": max(posts.values()) * given["post_ms"] / 1e3,
        "the ledger": day * given["lock_delivery_ms"] / 1e3,
        "answering": commands / given["answered"],
    }
    rows: list[Sequence[object]] = [
        (f"{name}, s of processor a day", f"{s:.0f}") for name, s in seconds.items()
    ]
    rows += [
        ("together, of one core", f"{100 * sum(seconds.values()) / DAY:.2f}%"),
        ("messages a day, all on Discord; on Slack", f"{posts['discord']:,.0f}; {posts['slack']:,.0f}"),
        ("all at one moment, on Discord", f"{posts['discord'] / PACE:.0f} s at Readout's {PACE} a second"),
        ("the ledger, kept for a year", room(day * YEAR * given["bytes_delivery"] / 1e12)),
        ("out, GB a month", f"{(posts['discord'] + commands) * given['post_kb'] * 30 / 1e6:.1f}"),
    ]
    return table(["a thousand channels", ""], rows)


class Prices(NamedTuple):
    """What whoever hosts it pays a month: for a core, a GB of memory, a TB of disk, in any one currency."""

    core: float
    memory: float
    disk: float


def cost_table(plans: Sequence[Plan], given: Figures, prices: Prices | None = None) -> str:
    """What is to be paid for a month, in units; with prices, in money, with disks as after a year."""
    rows: list[Sequence[object]] = []
    for plan in plans:
        copies = 1 if plan.single else given["replication"]
        cores = plan.processes + (0 if plan.single else CORES * copies * plan.databases)
        memory = plan.memory + (0 if plan.single else MEMORY * copies * plan.databases)
        disk = (plan.stored(12) + plan.ledger) * copies
        paid = [f"{cores * prices.core + memory * prices.memory + disk * prices.disk:,.0f}"] if prices else []
        rows.append([plan.scale.name, f"{cores:,.0f}", f"{memory:,.0f}", room(disk), *paid])
    heads = ["a month", "cores", "GB of memory", "disk, after a year"]
    return table([*heads, "paid"] if prices else heads, rows)
