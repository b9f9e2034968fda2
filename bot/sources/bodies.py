"""Reading bodies: as much as is allowed, as fast as is decent, unpacked within the same limit."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from typing import Protocol

from bot.sources.retrieved import Unretrievable

MOST_PAGE = 5_000_000
MOST_FEED = 10_000_000
MOST_PDF = 30_000_000
"""Bytes at most, packed and unpacked; a long read in a newspaper is under 1 MB, the largest feeds are some 5
MB."""

_MOST_MEMBERS = 64  # gzip files may be strung together; honest ones are a few
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to ``connect``, of ``silence`` in between, for the ``whole`` (redirects together).

    A body that brings less than ``floor`` bytes a second after ``grace`` seconds is given up, to free its
    place.
    """

    connect: float = 10.0
    silence: float = 10.0
    whole: float = 30.0
    grace: float = 5.0
    floor: float = 500.0


class Stream(Protocol):
    """Where bytes come from: aiohttp's StreamReader."""

    async def readany(self) -> bytes:
        """The next bytes; none at the end."""
        ...


def most_of(content_type: str) -> int:
    """How many bytes are read of something of that type, where the caller doesn't say."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/pdf":
        return MOST_PDF
    of_feeds = kind.endswith(("xml", "json", "gzip")) and kind != "application/xhtml+xml"
    return MOST_FEED if of_feeds else MOST_PAGE


async def read_body(
    stream: Stream, encoding: str, most: int, patience: Patience, *, cut: bool = False
) -> bytes:
    """The whole body, unpacked; with ``cut`` its first ``most`` bytes.

    Unretrievable: too-large, slow, garbled.
    """
    body = _unpacking(encoding, most)
    began = time.monotonic()
    came = 0
    while chunk := await stream.readany():
        came += len(chunk)
        spent = time.monotonic() - began
        if spent > patience.grace and came < patience.floor * spent:
            raise Unretrievable("slow", "The host sends too slowly to wait for it.")
        body.take(chunk)
        if body.full or came > most:
            if cut:
                return body.so_far()[:most]
            raise too_large(most)
    return body.whole()


def unpacked(data: bytes, most: int) -> bytes:
    """The content of a gzip file, as sitemaps come in them; anything else as it is."""
    if not data.startswith(_GZIP):
        return data
    body = _Packed(most, zlib.MAX_WBITS | 16)
    body.take(data)
    if body.full:
        raise too_large(most)
    return body.whole()


def too_large(most: int) -> Unretrievable:
    """The refusal of a body over its limit, in bytes."""
    return Unretrievable("too-large", f"It is larger than {most / 1_000_000:.3g} MB.")


def _garbled(why: str) -> Unretrievable:
    return Unretrievable("garbled", f"What the host sent {why}.")


class _Plain:
    """A body as it comes."""

    def __init__(self, most: int) -> None:
        self._room = most
        self._parts: list[bytes] = []

    @property
    def full(self) -> bool:
        return self._room < 0

    def take(self, chunk: bytes) -> None:
        self._parts.append(chunk)
        self._room -= len(chunk)

    def so_far(self) -> bytes:
        return b"".join(self._parts)

    def whole(self) -> bytes:
        return self.so_far()


class _Packed(_Plain):
    """A gzip or deflate body, never unpacked further than one byte over the limit: bombs stay small."""

    def __init__(self, most: int, window: int) -> None:
        super().__init__(most)
        self._window = window
        self._unpacker = zlib.decompressobj(window)
        self._members = 1
        self._begun = False

    def take(self, chunk: bytes) -> None:
        try:
            while chunk and not self.full:
                chunk = self._step(chunk)
        except zlib.error:
            raise _garbled("is packed wrongly") from None

    def _step(self, chunk: bytes) -> bytes:
        """Unpack what fits; gives back what belongs to the next member."""
        self._begin(chunk)
        super().take(self._unpacker.decompress(chunk, self._room + 1))
        rest = self._unpacker.unused_data
        if not self._unpacker.eof or not rest:
            return b""
        if self._window == zlib.MAX_WBITS or not _GZIP.startswith(rest[:2]):
            return b""  # padding after the end, which everybody ignores
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise _garbled("is packed in too many parts")
        self._unpacker = zlib.decompressobj(self._window)
        return rest

    def _begin(self, chunk: bytes) -> None:
        """Deflate is sent with and without its header, to this day: the first byte tells (RFC 1950)."""
        if not self._begun and self._window == zlib.MAX_WBITS and chunk[0] & 0x0F != 8:
            self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        self._begun = True

    def whole(self) -> bytes:
        if self._begun and not self._unpacker.eof:
            raise _garbled("ends too early")
        return self.so_far()


def _unpacking(encoding: str, most: int) -> _Plain:
    """Only what we ask for: there is no bounded decoder of br and zstd at hand."""
    named = encoding.strip().lower()
    if named in {"", "identity"}:
        return _Plain(most)
    if named in {"gzip", "x-gzip"}:
        return _Packed(most, zlib.MAX_WBITS | 16)
    if named == "deflate":
        return _Packed(most, zlib.MAX_WBITS)
    raise _garbled("is packed in a way that was not asked for")
