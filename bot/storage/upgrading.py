"""Whose tables a database has: an older Readout's are brought up to date, a newer one's used where allowed.

While processes are upgraded one by one, the first new one changes the tables, and the old ones go on with
them: those that run, and those that are started again. So a migration adds and takes nothing away, and the
database notes, beside the newest migration that it has seen, the oldest one whose programs may go on with it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, String, inspect, select, table, text, update
from sqlalchemy.sql.expression import column

from bot.storage.errors import NewerDatabase
from bot.storage.tables import HEAD, OLDEST

MIGRATIONS = Path(__file__).parent / "migrations"

_VERSIONS = "alembic_version"
_versions = table(_VERSIONS, column("version_num", String), column("oldest", String))


def usable(connection: Connection, where: str) -> bool:
    """Whether this Readout can work with the tables as they are, or has to bring them up to date first.

    NewerDatabase where it may not touch them. Migrations are numbered, with four digits.
    """
    now = revision(connection)
    if now is None or now <= HEAD:
        return now == HEAD
    oldest = _noted(connection)
    if oldest is None or oldest > HEAD:
        raise _newer(where, now)
    return True


def revision(connection: Connection) -> str | None:
    """The newest migration that the tables have seen; None where there are none."""
    if not inspect(connection).has_table(_VERSIONS):
        return None
    return connection.scalar(select(_versions.c.version_num))


def upgrade(connection: Connection, where: str, to: str = "head") -> None:
    """Run the migrations that are missing, in the transaction given; NewerDatabase when one is unknown."""
    from alembic import command  # slow to import, and rarely needed
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if (now := revision(connection)) is not None and now not in known:
        raise _newer(where, now)
    command.upgrade(config, to)
    _note(connection)


def _note(connection: Connection) -> None:
    """Note who may go on with these tables, where Alembic notes what they are: its own statements name the
    column that they mean, and so do those of Readouts that don't know of this one.
    """
    if not _notes(connection):
        connection.execute(text(f"ALTER TABLE {_VERSIONS} ADD COLUMN oldest VARCHAR(32)"))
    connection.execute(update(_versions).values(oldest=OLDEST))


def _noted(connection: Connection) -> str | None:
    if not _notes(connection):
        return None
    return connection.scalar(select(_versions.c.oldest))


def _notes(connection: Connection) -> bool:
    return any(each["name"] == "oldest" for each in inspect(connection).get_columns(_VERSIONS))


def _newer(where: str, now: str) -> NewerDatabase:
    return NewerDatabase(
        f"The database {where} was written by a newer Readout (its tables are at “{now}”, which this one, at "
        f"“{HEAD}”, can't work with).",
        "Install the newer Readout, or point DATABASE_URL at another database.",
    )
