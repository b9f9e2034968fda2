"""Whether the Readout that runs on this machine is well: for container health checks."""

from __future__ import annotations

from urllib.error import URLError
from urllib.request import urlopen

from bot.errors import BotError
from bot.settings import Settings

PATIENCE = 10.0
"""Seconds for an answer that takes a millisecond when all is well."""

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 told from, not listened on


class NotWell(BotError):
    """Readout does not run, or does not answer."""


def alive(settings: Settings) -> str:
    """What was asked and answered. NotWell where nothing answers on the web port.

    The chat in a terminal has no web port, nor has a Readout that was told to do without: they pass. Whatever
    a process is for, it has one where READOUT_WEB_PORT is set.
    """
    if not settings.web_port or not (settings.platforms or "web_port" in settings.model_fields_set):
        return "no web port to ask"
    host = _EVERYWHERE.get(settings.web_host, settings.web_host)
    address = f"http://{host}:{settings.web_port}/healthz"
    try:
        with urlopen(address, timeout=PATIENCE):
            return f"{address} answers"
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        wrong = f"{address} does not answer ({reason})."
        raise NotWell(wrong, "Look at the log, and start it again.") from error
