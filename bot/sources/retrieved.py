"""What became of a request: the bytes that came, or why none did."""

from __future__ import annotations

from typing import Literal

from bot.errors import BotError
from summaries.model import Value

Kind = Literal[
    "address",  # the address may not be reached, or is none
    "robots",  # the host's robots.txt asks us not to
    "gone",  # 410: it was there and will not come back
    "busy",  # 429 or 503: the host asks for time
    "refused",  # 401, 402, 403, 407, 451: not for us
    "missing",  # 404 and the other 4xx
    "failing",  # 5xx, an unknown name, no connection, a certificate that is not valid
    "slow",  # it took longer than we wait
    "too-large",
    "garbled",  # what came is broken
]


class Retrieved(Value):
    """What an address gave.

    ``url`` is the address in the end, after redirects; ``status`` the HTTP status, 200 to 299 or 304;
    ``data`` the body, decompressed. ``content_type``, ``etag`` and ``modified`` are the headers as sent, ""
    where there was none; ``etag`` and ``modified`` go into the next request. ``unchanged`` (304): nothing
    new, ``data`` is empty. ``moved`` is the new address where every redirect of the way was permanent, else
    "": it belongs in the place of the old one. ``downgraded`` where a redirect led from https to http; that
    is never ``moved``. ``fresh`` is for how many seconds the host says that it will stay so.
    """

    url: str
    status: int
    data: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    moved: str = ""
    downgraded: bool = False
    fresh: float = 0.0


class Unretrievable(BotError):
    """An address gave nothing that can be used.

    ``kind`` says in one word why. ``retry_after`` is in how many seconds asking again makes sense, where the
    host said so or it is known otherwise. ``lasting``: asking again is of no use (410, an address that may
    never be reached). The text is our own words, a host's name and numbers: nothing of what the server wrote.
    """

    def __init__(
        self,
        kind: Kind,
        problem: str,
        cure: str = "",
        *,
        retry_after: float | None = None,
        lasting: bool = False,
    ) -> None:
        super().__init__(problem, cure)
        self.kind: Kind = kind
        self.retry_after = retry_after
        self.lasting = lasting

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:  # type: ignore[override]
        """Travel between processes whole."""
        return _again, (self.kind, self.problem, self.cure, self.retry_after, self.lasting)


def _again(kind: Kind, problem: str, cure: str, retry_after: float | None, lasting: bool) -> Unretrievable:
    return Unretrievable(kind, problem, cure, retry_after=retry_after, lasting=lasting)
