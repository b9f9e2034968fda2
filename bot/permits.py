"""What an operator lets Readout reach besides the open web: hosts and networks of his own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

IP = IPv4Address | IPv6Address

_ENTRY = re.compile(r"(?:\[(?P<bracketed>[^\[\]]+)\]|(?P<plain>[^:\[\]]+))(?::(?P<port>\d{1,5}))?")
_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*"
)


@dataclass(frozen=True, slots=True)
class Permit:
    """One host by name, or one network; ``port`` None means every port of it."""

    host: str = ""
    network: IPv4Network | IPv6Network | None = None
    port: int | None = None

    def of_name(self, host: str, port: int) -> bool:
        """Whether this lets the host of that name be reached, whatever its address."""
        return bool(self.host) and host == self.host and self.port in {None, port}

    def of_address(self, ip: IP, port: int) -> bool:
        """Whether this lets that address be reached."""
        return self.network is not None and ip in self.network and self.port in {None, port}


def permit(entry: str) -> Permit:
    """The permit that ``entry`` spells: ``10.0.0.0/8``, ``intranet.example``, ``127.0.0.1:9000``,
    ``[fd00::1]``.

    Raises ValueError, in words that follow the setting's name, for anything else.
    """
    text = entry.strip().lower().rstrip(".")
    if text.count(":") > 1 and "[" not in text:  # an IPv6 address or network, which has no port then
        text = f"[{text}]"
    found = _ENTRY.fullmatch(text)
    port = int(found["port"]) if found and found["port"] else None
    if not found or port == 0 or (port or 0) > 65535:
        raise ValueError("has an entry that is neither a host nor a network, with or without a port")
    name = found["bracketed"] or found["plain"]
    try:
        return Permit(network=ip_network(name, strict=False), port=port)
    except ValueError:
        if found["bracketed"] or not _NAME.fullmatch(name) or name.rpartition(".")[2].isdigit():
            raise ValueError("has an entry that is neither a host nor a network") from None
        return Permit(host=name, port=port)
