"""What libraries would log at each failure while the database is gone: whoever waits for it tells it once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from procrastinate.exceptions import ConnectorException

GONE = (ConnectorException, psycopg.Error, OSError)
"""What Procrastinate raises while its database is gone."""

_POOL = "psycopg.pool"
_LOGGERS = (_POOL, "asyncio", "procrastinate.worker", "procrastinate.worker.worker", "procrastinate.utils")


@contextmanager
def quiet() -> Iterator[None]:
    """Leave out meanwhile what these loggers say of a database that is gone; all else they say is kept."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for one in loggers:
        one.addFilter(_new)
    try:
        yield
    finally:
        for one in loggers:
            one.removeFilter(_new)


def _new(record: logging.LogRecord) -> bool:
    """Whether that is not told already."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, GONE) and not (record.name == _POOL and record.levelno < logging.ERROR)
