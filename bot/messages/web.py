"""Requests that come in on the web port, and the paths that adapters serve there; for any web library."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class HttpRequest:
    """What came in on the web port. Header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class HttpResponse:
    """What goes out."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A path of the web port that an adapter serves. Bodies beyond ``most`` bytes are refused with 413."""

    method: str
    path: str
    handle: Callable[[HttpRequest], Awaitable[HttpResponse]]
    most: int = 1_000_000
