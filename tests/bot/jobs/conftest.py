"""A PostgreSQL with Readout's tables and Procrastinate's, both empty."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from procrastinate import App

from bot.jobs.queue import conninfo, queue_of
from bot.jobs.schema import prepare
from bot.storage import open_store
from bot.storage.contract import Store
from tests.bot.storage.conftest import emptied, migrated, server

ROOT = Path(__file__).parents[3]
READING = "poll,retrieve,analyse"

__all__ = ["emptied", "migrated", "server"]

_TABLES = "procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers, procrastinate_events"


@pytest.fixture
def url(emptied: Callable[[], str]) -> str:
    """The URL of the database."""
    url = emptied()
    prepare(conninfo(url))
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        connection.execute(f"TRUNCATE {_TABLES} RESTART IDENTITY CASCADE")
    return url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Readout's store there."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
async def queue(url: str) -> AsyncIterator[App]:
    """Procrastinate there, with no task of ours."""
    async with queue_of(url).open_async() as app:
        yield app


class Clerks:
    """Worker processes."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._all: list[subprocess.Popen[str]] = []

    def start(self, queues: str = READING, concurrency: int = 8) -> subprocess.Popen[str]:
        return self._started("clerk", queues, str(concurrency))

    def post(self, file: Path, dies: int = 0) -> subprocess.Popen[str]:
        """One that posts, into that file, and kills itself at its n-th post."""
        return self._started("postman", str(file), DIES=str(dies))

    def _started(self, what: str, *given: str, **environment: str) -> subprocess.Popen[str]:
        one = subprocess.Popen(
            [sys.executable, "-m", f"tests.bot.jobs.{what}", self._url, *given],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        self._all.append(one)
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
        return one

    def close(self) -> None:
        for one in self._all:
            one.kill()
            one.wait()
            if one.stdout:
                one.stdout.close()


@pytest.fixture
def clerks(url: str) -> Iterator[Clerks]:
    made = Clerks(url)
    yield made
    made.close()
