"""What ``status`` says of alerts: where they go, and what keeps them from being posted."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.context import Context
from bot.messages import Command, Note
from bot.places import Channel


def alerting(context: Context, command: Command, *, digests: bool) -> Iterator[Note]:
    """Where whoever runs Readout hears of digests that do not come; ``digests``: whether there are any here.

    Which channels those are is told at the terminal and in their own workspace: one Readout may serve many.
    """
    seen = [place for place in context.alerts if _may_see(place, command)]
    if not digests and not seen:
        return
    if not context.alerts:
        yield Note(
            text="Nobody is alerted of digests that do not come: whoever runs Readout can name a channel, "
            "as READOUT_ALERTS=slack:T0123ABCD/C0456EFGH."
        )
        return
    if not seen:
        yield Note(text="Whoever runs Readout is alerted of digests that do not come.")
        return
    yield Note(text=f"Alerts of digests that do not come go to {', '.join(map(str, seen))}.")
    for place in seen:
        last = context.store.notices.last(place)
        if last is not None and last.why and last.state != "sent":
            since = f"since {last.made:%Y-%m-%d %H:%M} (UTC)"
            yield Note(text=f"The alert to {place} could not be posted {since}: {last.why}")


def _may_see(place: Channel, command: Command) -> bool:
    here = place.platform == command.platform and place.workspace == command.workspace
    return command.platform == "terminal" or here
