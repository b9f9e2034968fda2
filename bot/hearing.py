"""What other processes change, heard over PostgreSQL's LISTEN: who waits for it need not wait for a look."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import structlog

from bot.storage.bell import CHANNEL
from bot.storage.contract import Store
from bot.storage.database import understood

AGAIN = 2.0
"""Seconds between two tries to hear again, on average."""

_PATIENCE = 10  # seconds for a connection

# A server that has vanished without a word is noticed after 10 + 3 * 5 seconds.
_WATCHED = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


@asynccontextmanager
async def hearing(store: Store, url: str, again: float = AGAIN) -> AsyncIterator[None]:
    """Have ``store`` told meanwhile what others change, over a connection of its own (SQLite: of nothing).

    While the connection is lost nothing is heard, and once it is back whoever waits looks in any case.
    """
    if not url.startswith("postgres"):
        yield
        return
    task = asyncio.create_task(_hear(store, _address(url), again))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _hear(store: Store, address: dict[str, Any], again: float) -> None:
    deaf = False
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**address) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                if deaf:
                    structlog.get_logger().info("changes of other processes are heard again")
                deaf = False
                store.told()  # what was missed until now
                async for heard in connection.notifies():
                    store.told(heard.payload)
        except (psycopg.Error, OSError) as error:
            if not deaf:
                structlog.get_logger().warning(
                    "changes of other processes are not heard, but looked for", cause=type(error).__name__
                )
            deaf = True
        await asyncio.sleep(again * (0.5 + random.random()))  # noqa: S311 no secret


def _address(url: str) -> dict[str, Any]:
    """The same address as the store's, as psycopg takes it."""
    address, _ = understood(url)
    _, found = address.get_dialect()().create_connect_args(address)
    named = {"application_name": "readout hearing", "connect_timeout": _PATIENCE, **_WATCHED}
    return {**named, **found, "autocommit": True}
