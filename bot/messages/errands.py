"""On whose behalf something is done: one id from what somebody asked to every line that the log has about it.

It is bound to the context in which something is done, and goes along to tasks and threads that are begun
there. Jobs for other processes bear it among their arguments.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bound_contextvars, get_contextvars

_NAME = "errand"
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")


def errand_of(platform: str, id: str) -> str:
    """The errand of what a platform calls so: its own id where that is a plain one, or else made from it.

    Slack's triggers are made into others, since whoever has one may open a window for three seconds.
    """
    if _PLAIN.fullmatch(id):
        return f"{platform}-{id}"
    return f"{platform}-{hashlib.sha256(id.encode()).hexdigest()[:16]}"


def errand() -> str:
    """The errand on which something is done here; "" where that is nobody's."""
    return str(get_contextvars().get(_NAME, ""))


@contextmanager
def on_errand(id: str) -> Iterator[None]:
    """Have what is done in the block bear that errand in the log. "" leaves the one there is."""
    if not id:
        yield
        return
    with bound_contextvars(**{_NAME: id}):
        yield


@contextmanager
def on_some_errand(platform: str) -> Iterator[None]:
    """The same, with a new errand where there is none yet."""
    with on_errand("" if errand() else f"{platform}-{secrets.token_hex(8)}"):
        yield
