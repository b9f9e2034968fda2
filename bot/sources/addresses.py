"""Which addresses may be reached: the open web, and what the operator lets us reach besides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from bot.permits import IP, Permit, permit
from bot.sources.retrieved import Unretrievable

LONGEST = 2048
"""Characters of an address at most: what browsers and servers agree on."""

# The special-purpose registries of IANA (RFC 6890 and its updates), and Azure's metadata service, which has a
# public address. A table of our own because ``is_global`` differs between the Python versions we run on.
_CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's metadata
        "169.254.0.0/16",  # link-local; metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_OPEN_6 = IPv6Network(
    "2000::/3"
)  # all that is handed out; the rest is private, link-local, multicast or reserved
_CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_MAPPED = (IPv6Network("::ffff:0:0/96"), IPv6Network("::ffff:0:0:0/96"), IPv6Network("::/96"))
_ISATAP = (0x00005EFE, 0x02005EFE)  # the middle of such an address, before the embedded IPv4 (RFC 5214)

# Names that only mean something inside a network (RFC 6761, 6762, 8375, 9476; ICANN's .internal).
_INSIDE = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|alt|onion)"
)
_NAME = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\\]")


class Allowed:
    """Judges addresses: http and https, on ports 80 and 443, of hosts on the open internet.

    ``permits`` are the operator's exceptions, also to the rule about ports.
    """

    def __init__(self, permits: Iterable[Permit | str] = ()) -> None:
        self._permits = tuple(permit(one) if isinstance(one, str) else one for one in permits)

    def address(self, url: str | URL) -> URL:
        """``url`` in the one spelling in which it is checked, asked for and told; without its fragment.

        Raises Unretrievable (kind "address", lasting) for one that may not be reached as it is written. A
        name that passes here may still lead to a closed address: see ``reaches`` and `resolving`.
        """
        parts = _parsed(url)
        host, port = str(parts.raw_host), int(parts.port or 0)
        ip = _literal(host)
        if ip is not None:
            self._check_literal(ip, port)
        elif not any(one.of_name(host, port) for one in self._permits):
            self._check_name(host, port)
        return parts

    def reaches(self, ip: IP, host: str, port: int) -> bool:
        """Whether a connection may go to that address and port, for the host of that name."""
        if any(one.of_address(ip, port) or one.of_name(host, port) for one in self._permits):
            return True
        return port in {80, 443} and is_open(ip)

    def _check_literal(self, ip: IP, port: int) -> None:
        if any(one.of_address(ip, port) for one in self._permits):
            return
        if not is_open(ip):
            raise _refused("leads to a private or reserved address")
        self._check_port(port)

    def _check_name(self, host: str, port: int) -> None:
        if "." not in host or _INSIDE.fullmatch(host):
            raise _refused("names a host inside a network")
        # A network's port may be another: whether this name leads there is seen when it is resolved.
        if not any(one.network and one.port in {None, port} for one in self._permits):
            self._check_port(port)

    def _check_port(self, port: int) -> None:
        if port not in {80, 443}:
            raise _refused("has a port other than 80 and 443")


def is_open(ip: IP) -> bool:
    """Whether an address is on the open internet; an IPv4 address inside an IPv6 one counts too."""
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _CLOSED_4)
    inner = _embedded(ip)
    if inner is not None and not is_open(inner):
        return False
    if ip in _NAT64:
        return True
    return ip in _OPEN_6 and not any(ip in network for network in _CLOSED_6)


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    number = int(ip)
    if ip in _SIX_TO_FOUR:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    if ip in _NAT64 or any(ip in network for network in _MAPPED) or number >> 32 & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None


def _parsed(url: str | URL) -> URL:
    """The parts of an address that is one; Unretrievable for others, and for spellings that are traps."""
    written = str(url).strip(" \t\r\n").partition("#")[0]
    if not written or len(written) > LONGEST:
        raise _refused("is empty or longer than 2,048 characters")
    if _UNSEEN.search(written):
        raise _refused("holds a backslash or a character that is not seen")
    try:
        parts = URL(
            written.replace(" ", "%20")
        )  # in a path, as some feeds have them; in a host, refused below
        port, _ = parts.port, parts.host  # .host decodes Punycode, which may not be any
    except (ValueError, UnicodeError):
        raise _refused("is no address that can be read") from None
    if parts.scheme not in {"http", "https"}:
        raise _refused("does not begin with http:// or https://")
    if parts.raw_user is not None or parts.raw_password is not None or "@" in parts.raw_authority:
        raise _refused("holds a user name or password")
    host = (parts.raw_host or "").lower().removesuffix(".")
    if not host or not port or not (_literal(host) or _is_name(host)):
        raise _refused("has no host that can be read")
    if parts.raw_path == "/":
        parts = parts.with_path(
            "/", keep_query=True
        )  # http://news.example has no path, and is the same address
    return parts if host == parts.raw_host else _with_host(parts, host)


def _with_host(parts: URL, host: str) -> URL:
    try:
        return parts.with_host(host)
    except ValueError:
        raise _refused("has no host that can be read") from None


def _literal(host: str) -> IP | None:
    """The IP address that a host is, in its usual spelling only: no zone, no leading noughts."""
    if "%" in host:
        return None
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_name(host: str) -> bool:
    """A host name that no system can take for a number (``127.1``, ``0x7f000001``, ``017700000001``)."""
    last = host.rpartition(".")[2]
    return bool(_NAME.fullmatch(host)) and not re.fullmatch(r"\d+|0x[0-9a-f]*", last)


def _refused(why: str) -> Unretrievable:
    return Unretrievable(
        "address",
        f"This address {why}: it is not opened.",
        "Give the public http or https address of a page or feed; your operator may set READOUT_FETCH_ALLOW.",
        lasting=True,
    )


def closed(host: str) -> Unretrievable:
    """The refusal of a host whose name leads where it may not; asking again may find it put right."""
    return Unretrievable(
        "address",
        f"{host} leads to a private or reserved address: it is not opened.",
        "Check the address; for a host of your own, let your operator set READOUT_FETCH_ALLOW.",
    )
