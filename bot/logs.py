"""Where the detail goes that users are spared: one JSON object a line, and never a secret."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog

_BYTES = 1_000_000
_SHORTEST_SECRET = 6


@contextmanager
def kept(file: Path | None, secrets: Iterable[str] = ()) -> Iterator[None]:
    """Send logs to ``file`` (None: standard error), from warnings up, with ``secrets`` blotted out.

    The file is made when there is something to write; two earlier ones of 1 MB are kept. One at a time: the
    logging of a process is one thing.
    """
    handler = _Calm(file, maxBytes=_BYTES, backupCount=2, delay=True) if file else logging.StreamHandler()
    handler.setFormatter(_Blotting(tuple(s for s in secrets if len(s) >= _SHORTEST_SECRET)))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
        handler.close()


class _Blotting(logging.Formatter):
    """Removes secrets from what is written, wherever in it they are."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "**********")
        return text


class _Calm(RotatingFileHandler):
    """Falls back to standard error where the file cannot be written."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.handleError(record)
        else:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the standard library's name
        print(self.format(record), file=sys.stderr)  # noqa: T201 nowhere else is left
