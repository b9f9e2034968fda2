"""Where each part ends, the first first: what no further process helps against."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.capacity_figures import Figures
from benchmarks.capacity_limits import DISCORD_SECOND
from benchmarks.capacity_plan import DAY, HOUR, WINDOW, YEAR, Plan
from benchmarks.tables import table
from bot.digests.ticking import LOOK
from bot.jobs.names import MOST_OFFERED

PACE = 40
"""Requests a second that Readout itself keeps to, for a bot (adapters/discord/wire.py)."""

LATE, GIVEN_UP = 300, 6 * 3600
"""Seconds after which a digest is late, and is given up."""

KEYS = 2**31
"""Numbers that PostgreSQL's ``integer`` has for a table's keys."""

SHORT, LONG = 2**40, 2**60
"""Citation ids of eight letters, and those of twelve, which tell apart places that share the short one."""


def ceilings_table(given: Figures) -> str:
    """What ends where."""
    held = (given["lock_article_ms"] + given["flush_ms"]) / 1e3
    waits = given["delivery_transactions"] * given["flush_ms"]
    delivery = (given["lock_delivery_ms"] + waits) / 1e3
    offered = MOST_OFFERED / LOOK
    rows: list[Sequence[object]] = [
        ("one analysing process", _articles(given, 1 / given["analysed"])),
        ("the lock of all writers, articles alone", _articles(given, held)),
        ("the lock of all writers, deliveries alone", _channels(given["use"] / delivery * 3600 / HOUR)),
        (
            f"{MOST_OFFERED:,} jobs of a platform at each look, 5 minutes",
            _channels(2 * offered * LATE / WINDOW),
        ),
        ("one Discord bot, 5 minutes", _channels(_bot(given, PACE, LATE))),
        ("one Discord bot at 50 a second, everybody at once, 6 hours", _channels(_at_once(given))),
    ]
    return table(["", "is enough for"], rows)


def numbers_table(plans: Sequence[Plan], given: Figures) -> str:
    """How long the numbers last that rows and citations are called by."""
    rows = [
        (
            "`items.key`: what feeds list",
            *(_years(KEYS, plan.scale.articles / given["on_topic"]) for plan in plans),
        ),
        ("`articles.key`", *(_years(KEYS, plan.scale.articles) for plan in plans)),
        ("`deliveries.key`", *(_years(KEYS, plan.scale.channels) for plan in plans)),
        (
            "pairs of places that share a short citation id after a year",
            *(_pairs(plan, given, SHORT) for plan in plans),
        ),
        ("and of these, a long one, too", *(_pairs(plan, given, LONG) for plan in plans)),
    ]
    return table(["", *(plan.scale.name for plan in plans)], rows)


def _articles(given: Figures, seconds: float) -> str:
    """Articles a day of which each takes so long of something there is one of."""
    return f"{_rounded(given['use'] / seconds * DAY / given['busiest'])} articles a day"


def _bot(given: Figures, pace: float, seconds: float) -> float:
    """Channels, half of them on Discord, whose digests of the busiest minute a bot posts in that time."""
    return pace * seconds / _messages(given) / WINDOW * 2


def _at_once(given: Figures) -> float:
    return DISCORD_SECOND * GIVEN_UP / _messages(given) * 2


def _messages(given: Figures) -> float:
    return sum(n * share for n, share in enumerate(given.parts.generated["discord"], 1))


def _channels(number: float) -> str:
    return f"{_rounded(number)} channels"


def _rounded(number: float) -> str:
    """Two digits that count."""
    digits = len(str(int(number))) - 2
    return f"{round(number, -digits):,.0f}"


def _years(numbers: int, a_day: float) -> str:
    days = numbers / a_day
    if days < 2 * YEAR:
        return f"{days:,.0f} days"
    return f"{days / YEAR:,.0f} years" if days < 1000 * YEAR else "thousands of years"


def _pairs(plan: Plan, given: Figures, ids: int) -> str:
    """As birthdays fall on one day: n places squared over twice the ids there are."""
    pairs = (plan.scale.articles * YEAR * given["places"]) ** 2 / 2 / ids
    return _rounded(pairs) if pairs >= 10 else f"{pairs:.1g}"
