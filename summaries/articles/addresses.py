"""Addresses of articles: which one stands for all the others, and the name of a document made from it."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from summaries.articles.tracking import tells_no_page

LONGEST = 2_000
"""Code points of the longest address that is kept; browsers and servers take no more either."""

_PORTS = {"http": 80, "https": 443}
_FOR_READERS = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)")
UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What no address holds as it is, and what would steer a terminal or turn the direction of what follows."""


def canonical(url: str, base: str = "") -> str:
    """The address in its plainest form: no fragment, user, default port or parameter that only tracks.

    ``url`` may be relative to ``base``. Gives "" for what is no http or https address.
    """
    parts = _split(url, base)
    if parts is None:
        return ""
    kept = [word for word in parts.query.split("&") if word and not tells_no_page(word)]
    address = urlunsplit((parts.scheme, _host(parts), parts.path or "/", "&".join(kept), ""))
    return address if len(address) <= LONGEST else ""


def document_of(url: str) -> str:
    """The name that all ways to one address share: ``example.com/2019/05/06/slug``; "" for no address."""
    address = canonical(url).partition("://")[2]
    return address.removeprefix("www.").rstrip("/")


def fragment_of(url: str) -> str:
    """What follows the ``#`` of an address; "" where nothing does."""
    return url.partition("#")[2].strip()


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site: one host and port, ``www.``, ``m.`` and ``amp.`` aside.

    Other hosts of a domain may be other people's (``ana.blogs.example`` and ``ben.blogs.example``), and no
    list of the domains under which that is so is ever complete: what one says of the other is not believed.
    """
    first, second = _site(one), _site(other)
    return bool(first) and first == second


def is_front(url: str) -> bool:
    """Whether an address is a site's front page, or none at all is given beyond the site."""
    parts = _split(url, "")
    return parts is not None and parts.path.strip("/") in {"", "index.html", "index.php"} and not parts.query


def chosen(own: str, candidates: list[str]) -> str:
    """The address an article is known by: the first that the page names on its own site, else its own.

    A page that names its site's front page (a common mistake) has named nothing.
    """
    for candidate in candidates:
        address = canonical(candidate, own)
        if address and not (own and not same_site(own, address)) and (is_front(own) or not is_front(address)):
            return address
    return canonical(own)


def _split(url: str, base: str) -> SplitResult | None:
    url = UNFIT.sub("", url.strip())
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or (port is not None and port < 1):
        return None
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _site(url: str) -> str:
    parts = _split(url, "")
    return _FOR_READERS.sub("", _host(parts)) if parts else ""
