"""A copy of a SQLite database, as it is at one moment, made while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import cast

from bot.storage.database import Database, understood
from bot.storage.errors import CannotBackUp, DamagedDatabase, DiskFull


def back_up(url: str, file: Path) -> int:
    """Copy the database to a ``file`` that isn't there yet, checked, for its owner's eyes alone; its bytes.

    What is copied is read back and looked through (``PRAGMA integrity_check``) before it gets its name: a
    file of that name is whole. CannotBackUp where it can't be made so, and of a PostgreSQL, which has its own
    means.
    """
    if understood(url)[1].placeholder != "?":
        raise CannotBackUp(
            "A PostgreSQL database is backed up by its own program.",
            f"Run `pg_dump --format=custom --file={file} --dbname=…` with the address of DATABASE_URL.",
        )
    made = file.with_name(f"{file.name}.part")
    _begun(file, made)
    try:
        with closing(Database(url, create=False, migrate=False)) as database:
            _copy(database, made)
        _check(made)
        made.rename(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        with suppress(FileNotFoundError):
            made.unlink()
    return file.stat().st_size


def _begun(file: Path, made: Path) -> None:
    """Make the file under its other name, readable by nobody else."""
    if file.exists():
        raise CannotBackUp(
            f"There is a file {file} already.", "Name another: no backup is ever written over."
        )
    try:
        os.close(os.open(made, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    except OSError as error:
        raise _unwritable(file, error) from error


def _copy(database: Database, made: Path) -> None:
    with database.reading() as connection, closing(sqlite3.connect(made)) as copy:
        source = cast("sqlite3.Connection", connection.connection.driver_connection)
        try:
            source.backup(copy)  # in one go, or a writer would have it begin again and again
            copy.execute("PRAGMA journal_mode = DELETE").close()  # one file, with nothing beside it
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
                raise DiskFull(f"There is no room for {made}.", "Name a file on another disk.") from error
            raise


def _check(made: Path) -> None:
    with closing(sqlite3.connect(made)) as copy:
        found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise DamagedDatabase(
            "The database is damaged, and so is its copy, which was not kept.",
            "Restore the last backup that was made well, and look at the disk.",
        )


def _unwritable(file: Path, error: OSError) -> CannotBackUp:
    return CannotBackUp(
        f"The file {file} cannot be written ({error.strerror or error}).",
        "Name a file in a folder that exists and that you may write to.",
    )
