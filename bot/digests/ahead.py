"""Composes ahead of sending: what is due is written down by hundreds, while posts wait for the platforms."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import structlog

from bot.digests import delivering_content as content
from bot.digests.kitchen import Dish, Kitchen
from bot.digests.ledger import read
from bot.errors import BotError
from bot.messages import Posting
from bot.storage.digest_contract import StoredDelivery, Written
from bot.storage.errors import StorageError

AT_ONCE = 200
"""Deliveries that are composed and written down together: some seconds of work, and megabytes of memory."""


AT_A_TIME = 2.0
"""Seconds after which what was composed until then is written down, so that it can be sent."""


class Batch(NamedTuple):
    """What was composed, the keys of what is left to whoever claims it, and what there was no time for."""

    written: tuple[Written, ...]
    others: tuple[int, ...]
    rest: tuple[StoredDelivery, ...]


def compose(
    kitchen: Kitchen, postings: Mapping[str, Posting], taken: Sequence[StoredDelivery], now: datetime
) -> Batch:
    """What these deliveries will say. To be run in a thread: it takes seconds.

    Left to whoever claims it is what will not be sent, or can't be composed: there it is ended, and said why.
    """
    pages: dict[tuple[str, str], int] = {}
    made: list[Written] = []
    others: list[int] = []
    begun = time.monotonic()
    for number, delivery in enumerate(taken):
        if number and time.monotonic() > begun + AT_A_TIME:
            return Batch(tuple(made), tuple(others), tuple(taken[number:]))
        posting = postings.get(delivery.digest.platform)
        dish = _dish(kitchen, delivery, now) if posting else None
        if posting is None or dish is None:
            others.append(delivery.key)
            continue
        same = (delivery.digest.platform, dish.content)
        if same not in pages:
            pages[same] = posting.pages(content.restored(dish.content))
        said = {"content": dish.content, "pages": pages[same], "told": dish.keys, "shown": dish.shown}
        made.append(Written.model_validate({"delivery": delivery, **said}))
    return Batch(tuple(made), tuple(others), ())


def _dish(kitchen: Kitchen, delivery: StoredDelivery, now: datetime) -> Dish | None:
    if delivery.digest.state != "active" or now > delivery.deadline:
        return None
    try:
        digest = read(delivery.digest)
        dish = kitchen.compose(delivery, digest)
    except StorageError:
        raise
    except (BotError, ValueError, KeyError):
        return None
    except Exception as error:
        structlog.get_logger().error("digest not composed", digest=delivery.digest.id, exc_info=error)
        return None
    return None if dish.empty and digest.when_empty == "silent" else dish
