"""How the queues stand: asked of their tables in one statement, over a connection that lasts as long."""

from __future__ import annotations

from typing import NamedTuple

from bot.jobs.names import HOUSE
from bot.storage.errors import Unreachable

_PATIENCE = 3  # seconds for a connection

# A job waits since it was to be done: since it was offered, or since its next try was due.
_ASK = """
SELECT queue_name,
    count(*) FILTER (WHERE status = 'todo'),
    count(*) FILTER (WHERE status = 'doing'),
    count(*) FILTER (WHERE status = 'failed'),
    coalesce(extract(
        epoch FROM now() - min(since) FILTER (WHERE status = 'todo' AND since <= now())
    ), 0)::float
FROM (
    SELECT queue_name, status, coalesce(
        scheduled_at,
        (SELECT min(at) FROM procrastinate_events WHERE job_id = jobs.id AND type = 'deferred')
    ) AS since
    FROM procrastinate_jobs jobs
    WHERE queue_name <> %s AND status IN ('todo', 'doing', 'failed')
) jobs
GROUP BY queue_name ORDER BY queue_name
"""


class Line(NamedTuple):
    """How many jobs of a queue wait, are being done, and were set aside in the last week; and for how many
    seconds the one has waited that waits longest.
    """

    queue: str
    waiting: int
    doing: int
    aside: int
    oldest: float


async def lines(url: str) -> list[Line]:
    """Every queue that has jobs. Unreachable where the database can't be asked."""
    import psycopg  # only who shares a PostgreSQL needs to load it

    from bot.jobs.queue import conninfo

    try:
        async with await psycopg.AsyncConnection.connect(
            conninfo(url), autocommit=True, connect_timeout=_PATIENCE, application_name="readout figures"
        ) as connection:
            await connection.execute("SET statement_timeout = 5000")
            found = await connection.execute(_ASK, (HOUSE,))
            return [Line(*row) for row in await found.fetchall()]
    except (psycopg.Error, OSError) as error:
        raise Unreachable("The queues of jobs do not answer.", "It is tried again.") from error
