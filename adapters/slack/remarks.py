"""What goes to the log: what failed and where, never what somebody typed, and never a token."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Mapping
from pathlib import Path

from slack_sdk.errors import SlackApiError

_NAME = "readout.slack"
_DETAIL = re.compile(r"[\n({\[:'\"<]")
_LONGEST = 80
_FRAMES = 6


def library_log() -> logging.Logger:
    """The log for Slack's own libraries: warnings alone, and of each only what it always says.

    They put into their remarks the payloads, addresses with tickets, and replies that they are about.
    """
    log = logging.getLogger(_NAME)
    log.setLevel(logging.WARNING)
    if not log.filters:
        log.addFilter(_calm)
    return log


def _calm(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    head = " ".join(_DETAIL.split(record.getMessage(), 1)[0].split())[:_LONGEST]
    record.msg = f"{head} ({type(error).__name__})" if error else head
    record.args, record.exc_info, record.exc_text = (), None, None
    return True


def reason(error: SlackApiError) -> str:
    """Slack's own word for what is wrong ("is_archived"), or the status where it gave none."""
    data = getattr(error.response, "data", None)
    word = data.get("error") if isinstance(data, Mapping) else None
    return str(word) if word else f"status {getattr(error.response, 'status_code', 'unknown')}"


def told(error: BaseException) -> dict[str, object]:
    """An error for the log: its kind, Slack's word for it, and where. Its own words may quote a user."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    found: dict[str, object] = {
        "cause": type(error).__name__,
        "where": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }
    return found | ({"slack": reason(error)} if isinstance(error, SlackApiError) else {})
