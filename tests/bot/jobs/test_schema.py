"""The tables of jobs, where two versions of Readout share a database."""

from __future__ import annotations

import psycopg

from bot.jobs.queue import conninfo
from bot.jobs.schema import prepare


def test_tables_that_a_newer_version_has_made_are_left_as_they_are(url: str) -> None:
    described = "SELECT obj_description('procrastinate_jobs'::regclass, 'pg_class')"
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        before = connection.execute(described).fetchone()
        connection.execute("COMMENT ON TABLE procrastinate_jobs IS '99.00.00_01_pre_of_another_year'")
        try:
            assert not prepare(conninfo(url))
            assert connection.execute(described).fetchone() == ("99.00.00_01_pre_of_another_year",)
        finally:
            assert before
            connection.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{before[0]}'".encode())
