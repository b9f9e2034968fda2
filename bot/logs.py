"""Where the detail goes that users are spared: one JSON object a line; no secret, no word of a user's.

What somebody typed may turn up in the message of any error, ours or a library's. So of an error only its kind
and its place are written, with its code, and of a library's message only what stands in the library's source.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

_BYTES = 1_000_000
_SHORTEST_SECRET = 6
_FRAMES = 15
"""How many places of an error are written, the innermost ones."""

_HIDDEN = "…"
_TOKENS = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+"  # Slack's tokens
    r"|xapp-[\w-]+"
    r"|(?<=ticket=)[^\s&\"\\]+"  # of a Socket Mode address
    r"|(?<=/interactions/)\d+/[^\s/\"\\]+"  # Discord's right to answer, good for a quarter of an hour
    r"|(?<=/webhooks/)\d+/[^\s/\"\\]+"
    r"|(?<=hooks\.slack\.com/)[^\s\"\\]+"
)
_VARIABLES = re.compile(r"""[\n:({\[<'"“`]""")
"""Where the fixed part of a message ends that its library has put together before it logged it."""


@contextmanager
def kept(file: Path | None, secrets: Iterable[str] = (), level: str = "warning") -> Iterator[None]:
    """Send logs to ``file`` (None: standard error), from ``level`` up, with ``secrets`` blotted out.

    The file is made when there is something to write; two earlier ones of 1 MB are kept. One at a time: the
    logging of a process is one thing.
    """
    lowest = logging.getLevelNamesMapping()[level.upper()]
    handler = _Calm(file, maxBytes=_BYTES, backupCount=2, delay=True) if file else logging.StreamHandler()
    handler.setFormatter(_Blotting(secrets))
    logging.basicConfig(level=lowest, handlers=[handler], force=True)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)  # below, it writes every statement
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # below, each time that it is set
    structlog.configure(
        processors=[*_COMMON, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(lowest),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
        handler.close()


# ---- what is written -----------------------------------------------------------------------------------


def _error(_: object, __: str, entry: EventDict) -> EventDict:
    """An error as its kind, its code and its place, innermost last, with what caused it."""
    given = entry.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        entry["exception"] = list(_told(error, set()))
    return entry


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    for other in (error.__cause__, None if error.__suppress_context__ else error.__context__):
        if other is not None:
            yield from _told(other, seen)
    yield f"{type(error).__module__}.{type(error).__qualname__}{_code(error)}".removeprefix("builtins.")
    for frame in traceback.extract_tb(error.__traceback__)[-_FRAMES:]:
        yield f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
    for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(part, seen)


def _code(error: BaseException) -> str:
    """The numbers by which an operating system or a server names what went wrong."""
    codes = {name: getattr(error, name, None) for name in ("errno", "status", "code")}
    told = [f"{name} {value}" for name, value in codes.items() if isinstance(value, int)]
    return f" ({', '.join(told)})" if told else ""


def _library(_: object, __: str, entry: EventDict) -> EventDict:
    """A library's message without its variables; numbers may stay."""
    record: logging.LogRecord = entry["_record"]
    text, values = str(record.msg), entry.pop("positional_args", ())
    entry["event"] = _filled(text, values) if values else _VARIABLES.split(text.strip(), 1)[0].strip()
    entry["logger"] = record.name
    entry.pop("stack_info", None)
    return entry


def _filled(text: str, values: object) -> str:
    try:
        if isinstance(values, Mapping):
            return text % {name: _plain(value) for name, value in values.items()}
        return text % tuple(_plain(value) for value in (values if isinstance(values, tuple) else (values,)))
    except (TypeError, ValueError, KeyError):
        return text


def _plain(value: object) -> object:
    return value if isinstance(value, int | float) or value is None else _HIDDEN


_COMMON: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,  # the errand
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _error,
)


class _Blotting(ProcessorFormatter):
    """Writes an entry as JSON, with secrets removed wherever in it they are."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(
            processors=[
                ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
            foreign_pre_chain=[_library, *_COMMON],
            pass_foreign_args=True,
            use_get_message=False,
        )
        long = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]
        inside_json = [json.dumps(secret, ensure_ascii=False)[1:-1] for secret in long]
        self._secrets = sorted({*long, *inside_json}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "**********")
        return _TOKENS.sub("**********", text)


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
