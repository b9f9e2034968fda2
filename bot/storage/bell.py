"""The bell: rung for other processes when somebody has changed what they wait for.

It says that there is something to look at and never what: whoever hears it looks in the store, and whoever
doesn't looks there regularly. So nothing goes wrong where it is not heard, as on SQLite, which has none.

PostgreSQL lets transactions that NOTIFY commit one after the other, over all its databases. The bell is
therefore rung for what people do, a few times a minute: not for articles, deliveries or jobs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, text

from bot.storage.contract import CHANGES, Change

CHANNEL = "readout"
"""The channel of PostgreSQL's LISTEN; the payload is the kind of change."""

_NOTIFY = text("SELECT pg_notify(:channel, :change)")


def ring(connection: Connection, change: Change) -> None:
    """Have others told once this transaction is committed. One ring a transaction is enough."""
    if connection.dialect.name == "postgresql":
        connection.execute(_NOTIFY, {"channel": CHANNEL, "change": change})


class Bell:
    """Who waits in this process, for what."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Callable[[], None]]] = {change: [] for change in CHANGES}

    def on(self, change: Change, call: Callable[[], None]) -> Callable[[], None]:
        """See ``Store.on_change``."""
        self._waiting[change].append(call)
        return partial(self._waiting[change].remove, call)

    def sound(self, change: str = "") -> None:
        """Call those who wait for that; all of them for "". What a newer Readout rings for calls nobody."""
        for name, calls in self._waiting.items():
            if change in ("", name):
                for call in tuple(calls):
                    call()
