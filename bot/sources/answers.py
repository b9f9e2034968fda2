"""What a status, a redirect and a Retry-After mean."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from email.utils import parsedate_to_datetime

from yarl import URL

from bot.sources.addresses import Allowed
from bot.sources.retrieved import Kind, Unretrievable

MOST_REDIRECTS = 5
LONGEST_WAIT = 24 * 3600.0
"""Seconds of a Retry-After that are obeyed: a host that says "in a year" is tried again tomorrow."""

_NOT_TEXT = re.compile(r"[^\x20-\x7e]")


class Way:
    """The redirects from the address asked for to the one that answers, and the time they may take."""

    def __init__(self, asked: URL, seconds: float) -> None:
        self.here = asked
        self.left = seconds
        self.downgraded = False
        self._seen = {asked}
        self._permanent = True

    @property
    def host(self) -> str:
        """The host that is being asked, for telling."""
        return self.here.raw_host or ""

    @property
    def moved(self) -> str:
        """Where the address has gone for good; "" where it hasn't, or from https to http."""
        went = len(self._seen) > 1
        return str(self.here) if went and self._permanent and not self.downgraded else ""

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Count the time of one request against the whole; waiting for one's turn is not counted."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - began

    def follow(self, allowed: Allowed, status: int, location: str) -> None:
        """Go where a redirect leads; Unretrievable where that is nowhere, forbidden, a circle or far."""
        there = self._judged(allowed, self._joined(location))
        if there in self._seen:
            raise Unretrievable("failing", f"{self.host} redirects in a circle.")
        if len(self._seen) > MOST_REDIRECTS:
            raise Unretrievable("failing", f"{self.host} redirects more than {MOST_REDIRECTS} times.")
        self._permanent = self._permanent and status in {301, 308}
        self.downgraded = self.downgraded or (self.here.scheme == "https" and there.scheme == "http")
        self._seen.add(there)
        self.here = there

    def _judged(self, allowed: Allowed, there: URL) -> URL:
        """Not lasting, as the refusal of an address that was given is: tomorrow it may lead elsewhere."""
        try:
            return allowed.address(there)
        except Unretrievable:
            raise Unretrievable(
                "address", f"{self.host} redirects to an address that may not be opened."
            ) from None

    def _joined(self, location: str) -> URL:
        try:
            # Bytes over 127 arrive as surrogates; the addresses they mean are in UTF-8.
            written = location.encode("utf-8", "surrogateescape").decode("utf-8").strip()
            if written:
                return self.here.join(URL(written))
        except (ValueError, UnicodeError):
            pass
        raise Unretrievable("garbled", f"{self.host} redirects to nowhere.")


def clean(header: str, most: int = 1000) -> str:
    """A header's value as it may be kept and sent again; "" for one too long or not in plain ASCII."""
    return "" if len(header) > most or _NOT_TEXT.search(header) else header


def check_status(status: int, host: str, wait: float | None) -> None:
    """Nothing for a success and for 304; else Unretrievable."""
    if status == 304 or (200 <= status < 300 and status != 206):
        return
    if status == 410:
        raise Unretrievable("gone", f"{host} says that it is gone for good (410).", lasting=True)
    kind: Kind
    if status in {429, 503}:
        kind, problem = "busy", f"{host} asks to be left alone for a while ({status})."
    elif status in {401, 402, 403, 407, 451}:
        kind, problem = "refused", f"{host} does not let us read it ({status})."
    elif 400 <= status < 500:
        problem, cure = f"{host} does not have it ({status}).", "Check the address in a browser."
        raise Unretrievable("missing", problem, cure, retry_after=wait)
    elif status >= 500:
        kind, problem = "failing", f"{host} has trouble of its own ({status})."
    else:
        kind, problem = "garbled", f"{host} gave an answer that was not asked for ({status})."
    raise Unretrievable(kind, problem, retry_after=wait)


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Seconds to wait by the header Retry-After, at most a day; None where it says nothing.

    A date counts from the host's own Date: its clock may be wrong, and both are by the same clock.
    """
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,18}", value):
        return min(float(value), LONGEST_WAIT)
    until = _moment(value)
    if until is None:
        return None
    since = _moment(headers.get("Date", ""))
    since = since if since is not None else (time.time() if now is None else now)
    return min(max(until - since, 0.0), LONGEST_WAIT)


def fresh_for(headers: Mapping[str, str]) -> float:
    """Seconds for which the host says that its answer stays so (Cache-Control, RFC 9111); 0 for none."""
    said = re.search(r"(?:^|[\s,])max-age=\"?(\d{1,9})", headers.get("Cache-Control", ""), re.IGNORECASE)
    age = headers.get("Age", "").strip()
    spent = float(age) if re.fullmatch(r"\d{1,9}", age) else 0.0
    return max(float(said[1]) - spent, 0.0) if said else 0.0


def _moment(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
