"""Addresses in feeds: made whole, freed of what follows the reader, web addresses only."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit, urlunsplit

from summaries.articles.addresses import LONGEST, UNFIT
from summaries.articles.tracking import follows_reader, tells_no_page

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_WHOLE = re.compile(r"https?://", re.IGNORECASE)
_BING = ("/news/apiclick.aspx", "bing.com")
_HOST = re.compile(r"[^\s/@<>\"'\\]+")


def web_address(link: str, base: str = "") -> str:
    """The absolute http or https address that ``link`` is from ``base``, "" where it is none.

    Redirects that name their goal in the address itself (Google, Bing, Folha) become the goal; parameters
    that only follow the reader are dropped, and so is a fragment that only names the feed.
    """
    link = UNFIT.sub("", link.strip()) if len(link) <= LONGEST * 2 else ""
    if not link or (_SCHEME.match(link) and not link.lower().startswith(("http:", "https:"))):
        return ""
    try:
        parts = urlsplit(link if _WHOLE.match(link) else urljoin(base, link))
        parts = urlsplit(goal) if (goal := _goal(parts)) else parts
        address = _plain(parts) if _is_web(parts) else ""
    except ValueError:  # such as "http://[" or a port that is no number
        return ""
    return address if len(address) <= LONGEST else ""


def host_of(address: str) -> str:
    """The host of an address in small letters, without "www."; "" where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_web(parts: SplitResult) -> bool:
    named = bool(parts.hostname) and bool(_HOST.fullmatch(parts.netloc))
    return parts.scheme in ("http", "https") and named and (parts.port is None or parts.port > 0)


def _plain(parts: SplitResult) -> str:
    """The address without what follows the reader."""
    fragment = "" if "=" in parts.fragment and tells_no_page(parts.fragment) else parts.fragment
    pieces = parts.query.split("&")
    query = "&".join(piece for piece in pieces if not follows_reader(piece))
    return urlunsplit(parts._replace(query=query, fragment=fragment))


def _goal(parts: SplitResult) -> str:
    """Where a redirect leads that carries its goal in clear; "" for any other address."""
    host = (parts.hostname or "").removeprefix("www.")
    goal = ""
    if host == "news.google.com" and "/articles/" in parts.path:
        goal = _in_google_news(parts.path.rpartition("/")[2])
    elif "/*http" in parts.path:  # as Folha's and Yahoo's redirects have it
        goal = urlunsplit(parts).partition("/*")[2]
    elif (parts.path, host[:7]) == ("/url", "google.") or (parts.path, host) == _BING:
        asked = dict(parse_qsl(parts.query))
        goal = asked.get("url") or asked.get("q") or ""
    return goal if _WHOLE.match(goal) else ""


def _in_google_news(code: str) -> str:
    """The address inside an older Google News article code: base64 of a message that holds it in clear.

    Codes since 2024 hold no address; then Google's own link is all there is.
    """
    try:
        message = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except (binascii.Error, ValueError):
        return ""
    found = re.search(rb"https?://[\x21-\x7e]+", message)
    return found[0].decode("ascii") if found else ""
