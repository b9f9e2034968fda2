"""What can go wrong between Readout and its database, each error with the cure."""

from __future__ import annotations

from typing import ClassVar


class StorageError(Exception):
    """Base of every error the store raises on purpose.

    ``problem`` is one calm sentence for the user; ``cure`` says what to do about it. Neither ever holds a
    password: databases are named by file, or by host and name.

    ``passing`` is whether it may be over the next time without any change to Readout or its settings. Such an
    error is logged where it is met (see ``standing``): who tries again need not log it, too.
    """

    passing: ClassVar[bool] = False

    def __init__(self, problem: str, cure: str = "") -> None:
        self.problem = problem
        self.cure = cure
        super().__init__(f"{problem} {cure}".strip())


class BadAddress(StorageError):
    """The database URL cannot be read, or names a kind of database that Readout does not speak."""


class MissingDatabase(StorageError):
    """There is no database where the URL points, or no folder to make it in."""


class DamagedDatabase(StorageError):
    """The database exists, but what is in it cannot be read."""


class NewerDatabase(StorageError):
    """The database was written by a newer Readout."""


class ReadOnlyDatabase(StorageError):
    """The database can be read but not written."""

    passing = True


class DiskFull(StorageError):
    """There is no room left to write."""

    passing = True


class DatabaseBusy(StorageError):
    """Somebody else held the database for too long."""

    passing = True


class Unreachable(StorageError):
    """The database server does not answer, or does not let us in."""

    passing = True


class CannotMove(StorageError):
    """A store cannot be moved from one database to another as asked."""


class CannotBackUp(StorageError):
    """A store cannot be copied as asked."""


class ChannelFull(StorageError):
    """A channel has as many digests as one can have."""


class UnstorableArticle(StorageError):
    """An article or its evidence holds what no database can keep."""
