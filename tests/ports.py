"""Ports for the servers that tests start."""

from __future__ import annotations

import itertools
import os
import socket

_FIRST, _LAST = 20_000, 32_000
"""Below what systems lend to outgoing connections (from 32768 on Linux, 49152 elsewhere), one of which could
take a port between the moment it is found and the moment it is listened on.
"""

_numbers = itertools.count(os.getpid() * 61)
"""Processes that test at the same time begin at different places."""


def free_port() -> int:
    """A port that nothing listens on, and that no test of this process was given before."""
    for number in _numbers:
        port = _FIRST + number % (_LAST - _FIRST)
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
    raise AssertionError("the numbers never end")
