"""What Slack's words for "not posted" mean, and which of its words leave that open."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.remarks import reason
from bot.messages import ChannelGone, NotAllowed, Problem, Refused, Throttled, Unfit, Unreachable, Unsure

NOT_IN_CHANNEL = "not_in_channel"
_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
LOST = (aiohttp.ClientError, TimeoutError, OSError, AttributeError)
"""What slack_sdk raises where there is no answer of Slack's; the last one for words without JSON."""

_OPEN = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
"""Slack says of these that something may have been done all the same."""

_AGAIN = "Install the bot again."
_GONE = {
    "account_inactive": ("Readout was removed from the workspace.", _AGAIN),
    "token_revoked": ("Readout was removed from the workspace.", _AGAIN),
    "channel_not_found": (
        "The channel is gone, or it is private and Readout is not in it.",
        "Invite the bot to it, or choose another channel.",
    ),
    "is_archived": ("The channel is archived.", "Restore it, or choose another one."),
    "message_not_found": ("The message is gone.", "Nothing is left to change."),
}
_NO_THREAD = {"thread_not_found", "cannot_reply_to_message"}
_ASK = "Ask a workspace admin to let the bot post there."
_LACKING = {
    NOT_IN_CHANNEL: ("be in the channel", "Invite the bot to it: /invite @Readout."),
    "method_not_supported_for_channel_type": ("be in the channel", "Invite the bot to it: /invite @Readout."),
    "restricted_action": ("post to the channel", _ASK),
    "no_permission": ("post to the channel", _ASK),
    "team_access_not_granted": ("post to the workspace", _ASK),
    "missing_scope": (
        "a scope of the app",
        "Bring the app up to date with what `readout manifest slack` prints, and install it again.",
    ),
    "cant_update_message": ("change the message", "It is not Readout’s own."),
    "edit_window_closed": ("change old messages", "Ask a workspace admin to allow editing messages."),
    "user_not_found": ("direct messages", "There is no such member any more."),
    "messages_tab_disabled": ("direct messages", "Switch the app’s Messages tab on."),
}
_UNFIT = ("invalid_blocks", "invalid_arg", "invalid_metadata", "metadata_", "msg_", "no_text", "too_many_")
_LATER = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_WRONG_TOKEN = {"invalid_auth", "not_authed", "not_allowed_token_type", "token_expired"}


class ThreadGone(ChannelGone):
    """The channel is there, but not the thread."""


def problem(error: BaseException, *, harmless: bool = False) -> Problem:
    """What an error of slack_sdk's means; nothing is unsure where it is ``harmless`` to do it twice."""
    if not isinstance(error, SlackApiError):
        kind = type(error).__name__
        if harmless or isinstance(error, _NEVER_SENT):
            return Unreachable(f"Slack cannot be reached ({kind}).")
        return Unsure(f"Slack’s answer got lost ({kind}).")
    word, status = reason(error), getattr(error.response, "status_code", 0)
    if word in _LATER or status == 429:
        return Throttled(_seconds(error))
    if status >= 500 or word in _OPEN or word.startswith("status "):
        if harmless:
            return Unreachable(f"Slack is out of order ({word}).")
        return Unsure(f"Slack may have done it ({word}).")
    return _said(word)


def _said(word: str) -> Problem:
    if word in _GONE:
        return ChannelGone(*_GONE[word])
    if word in _NO_THREAD:
        return ThreadGone("The thread is gone.", "Choose another one.")
    lacking = next((told for start, told in _LACKING.items() if word.startswith(start)), None)
    if lacking:
        return NotAllowed(*lacking)
    if word in _WRONG_TOKEN:
        return Refused(
            f"Slack refuses the token ({word}).", "Copy SLACK_BOT_TOKEN anew from api.slack.com/apps."
        )
    if word.startswith(_UNFIT):
        return Unfit(f"Slack does not take that message ({word}).")
    return Unreachable(f"Slack did not do what was asked ({word}).")


def _seconds(error: SlackApiError) -> float:
    """As Slack says; a minute, where it says nothing."""
    given: object = getattr(error.response, "headers", {})
    headers = given if isinstance(given, Mapping) else {}
    said = next((value for name, value in headers.items() if str(name).lower() == "retry-after"), "60")
    said = said[0] if isinstance(said, list) else said
    return float(said) if str(said).isdecimal() else 60.0
