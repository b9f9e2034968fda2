"""Procrastinate, as far as Readout uses it: where jobs wait, and how they are offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.types import JSONValue
from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import make_url

from bot.jobs.names import HOUSE, LOOK, MOST_OFFERED
from bot.storage.postgres import WATCHED

_CONNECTIONS = 4
_PATIENCE = 10.0  # seconds for a connection
_AT_ONCE = 500

_GIVEN = {
    "connect_timeout": round(_PATIENCE),
    "options": "-c lock_timeout=10000 -c statement_timeout=30000",  # ms
    **WATCHED,
}
"""What a connection is opened with: nobody waits for ever, not even for a server that has vanished."""

# Asked with each page that is retrieved: as whole jobs, a thousand of them take six times as long.
_WAITING = """
SELECT (args->>'key')::bigint AS key FROM procrastinate_jobs
WHERE queue_name = %(queue)s AND status IN ('todo', 'doing') AND args->>'key' IS NOT NULL
"""


class Offer(NamedTuple):
    """A job on a key of the store; of those with one ``lock`` one is done at a time, whoever does it.

    ``errand`` is on whose behalf it is done, "" where nobody has asked for it.
    """

    key: int
    lock: str
    errand: str = ""

    @property
    def given(self) -> dict[str, JSONValue]:
        """What the job bears."""
        return {"key": self.key, "errand": self.errand} if self.errand else {"key": self.key}


def conninfo(url: str) -> str:
    """The address of a PostgreSQL database as its own libraries take it.

    Of several servers (``?host=db1:5432&host=db2:5432``) SQLAlchemy alone knows how they are written there.
    """
    address = make_url(url).set(drivername="postgresql+psycopg")
    _, given = address.get_dialect()().create_connect_args(address)
    return make_conninfo(**given)


def queue_of(url: str) -> App:
    """Procrastinate on that database; to be opened (``open_async``)."""
    connector = PsycopgConnector(
        conninfo=conninfo(url),
        kwargs=_GIVEN,
        min_size=1,
        max_size=_CONNECTIONS,
        timeout=_PATIENCE,
        name="jobs",
    )
    return App(connector=connector)


def key_of(job: Job) -> int:
    """The key of the store that a job is about."""
    key = job.task_kwargs.get("key")
    return key if isinstance(key, int) else 0


LaneOf = Callable[[str, str], str]
"""The lane in which deliveries go, by their platform and workspace; "" where there is one for all."""


def one_lane(platform: str, workspace: str) -> str:
    """No lanes."""
    return ""


async def waiting(app: App, queue: str) -> set[int]:
    """The keys of what waits in a queue, or is being done."""
    rows = await app.connector.execute_query_all_async(_WAITING, queue=queue)
    return {row["key"] for row in rows}


async def offer(app: App, queue: str, offers: Sequence[Offer], task: str = "") -> int:
    """Have jobs wait in a queue, but for those on keys that are in it already; how many that were.

    They are of the ``task`` that bears the queue's name, or of another.
    """
    known = await waiting(app, queue)
    new = [one for one in offers if one.key not in known][: max(MOST_OFFERED - len(known), 0)]
    for start in range(0, len(new), _AT_ONCE):
        jobs = [
            app.configure_task(task or queue, queue=queue, lock=one.lock).job.evolve(task_kwargs=one.given)
            for one in new[start : start + _AT_ONCE]
        ]
        await app.job_manager.batch_defer_jobs_async(jobs)
    return len(new)


async def look_soon(app: App) -> None:
    """Have it looked for what is to be offered. One look that waits is enough."""
    try:
        await app.configure_task(LOOK, queue=HOUSE, lock=LOOK, queueing_lock=LOOK).defer_async(timestamp=0)
    except AlreadyEnqueued:
        return


async def figures(app: App) -> dict[str, dict[str, int]]:
    """How many jobs of each queue wait (``todo``), are done now (``doing``), were set aside (``failed``)."""
    rows = await app.job_manager.list_queues_async()
    return {
        row["name"]: {state: row[state] for state in ("todo", "doing", "failed")}
        for row in rows
        if row["name"] != HOUSE
    }
