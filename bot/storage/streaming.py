"""Lines on their way from one database to another: gathered into pieces, counted, and recognised again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

_PIECE = 1 << 18  # characters sent together


class Stream:
    """What has gone by: how many lines, and their hash."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, data: bytes | bytearray | memoryview) -> None:
        """Note some of it; lines may end anywhere in it."""
        self.rows += bytes(data).count(b"\n")
        self._hash.update(data)

    def __eq__(self, other: object) -> bool:
        """Whether the same has gone by."""
        return isinstance(other, Stream) and self._seen == other._seen

    def __hash__(self) -> int:
        """As ``__eq__`` wants it."""
        return hash(self._seen)

    @property
    def _seen(self) -> tuple[int, bytes]:
        return self.rows, self._hash.digest()


def pieces(lines: Iterable[str], told: Callable[[int], None]) -> Iterator[bytes]:
    """The lines in pieces large enough to be sent; ``told`` hears how many lines each held."""
    gathered: list[str] = []
    size = 0
    for line in lines:
        gathered.append(line)
        size += len(line)
        if size > _PIECE:
            yield "".join(gathered).encode("utf-8")
            told(len(gathered))
            gathered, size = [], 0
    yield "".join(gathered).encode("utf-8")
    told(len(gathered))
