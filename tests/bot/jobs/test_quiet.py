"""What libraries say of a database that is gone is left out, and all else they say is kept."""

from __future__ import annotations

import logging

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException

from bot.jobs.quiet import quiet


def test_a_database_that_is_gone_is_told_by_no_library_and_all_else_is(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pool, worker = logging.getLogger("psycopg.pool"), logging.getLogger("procrastinate.worker")
    with quiet():
        pool.warning("error connecting in 'jobs'")
        worker.error("Side task failed", exc_info=ConnectorException())
        logging.getLogger("asyncio").error("Task exception", exc_info=psycopg.OperationalError())
        worker.error("Job ended", exc_info=ValueError("a bug"))
    pool.warning("afterwards")
    assert [record.message for record in caplog.records] == ["Job ended", "afterwards"]
