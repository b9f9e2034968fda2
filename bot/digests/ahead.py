"""Composes ahead of sending: what is due is written down by hundreds, while posts wait for the platforms."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import structlog

from bot.digests import delivering_content as content
from bot.digests.kitchen import Dish, Kitchen, Looked
from bot.digests.ledger import read
from bot.errors import BotError
from bot.messages import Posting
from bot.storage.digest_contract import StoredDelivery, Written
from bot.storage.errors import StorageError

AT_ONCE = 500
"""Deliveries that are taken to be composed together: some seconds of work, and megabytes of memory."""


AT_A_TIME = 2.0
"""Seconds after which what was composed until then is written down, so that it can be sent."""


class Batch(NamedTuple):
    """What was composed, the keys of what is left to whoever claims it, and what there was no time for."""

    written: tuple[Written, ...]
    others: tuple[int, ...]
    rest: tuple[StoredDelivery, ...]


Dishes = tuple[Dish | None, ...]
"""What the first of some deliveries will say, in their order: those that there was time for. None: left to
whoever claims it.
"""


def compose(
    kitchen: Kitchen, postings: Mapping[str, Posting], taken: Sequence[StoredDelivery], now: datetime
) -> Batch:
    """What these deliveries will say. To be run in a thread: it takes seconds.

    Left to whoever claims it is what will not be sent, or can't be composed: there it is ended, and said why.
    """
    return served(postings, taken, cook(kitchen, taken, now))


def cook(kitchen: Kitchen, taken: Sequence[StoredDelivery], now: datetime) -> Dishes:
    """Compose for so long as is worked at a time, one at least."""
    begun = time.monotonic()
    made: list[Dish | None] = []
    looked = kitchen.look(taken)
    for delivery in taken:
        if made and time.monotonic() > begun + AT_A_TIME:
            break
        made.append(_dish(kitchen, delivery, now, looked))
    return tuple(made)


def served(postings: Mapping[str, Posting], taken: Sequence[StoredDelivery], dishes: Dishes) -> Batch:
    """What was composed, with the number of messages that each platform needs for it."""
    pages: dict[tuple[str, str], int] = {}
    made: list[Written] = []
    others: list[int] = []
    for delivery, dish in zip(taken, dishes, strict=False):
        posting = postings.get(delivery.digest.platform)
        if posting is None or dish is None:
            others.append(delivery.key)
            continue
        same = (delivery.digest.platform, dish.content)
        if same not in pages:
            pages[same] = posting.pages(content.restored(dish.content))
        said = {"content": dish.content, "pages": pages[same], "told": dish.keys, "shown": dish.shown}
        made.append(Written.model_validate({"delivery": delivery, **said}))
    return Batch(tuple(made), tuple(others), tuple(taken[len(dishes) :]))


def _dish(kitchen: Kitchen, delivery: StoredDelivery, now: datetime, looked: Looked) -> Dish | None:
    if delivery.digest.state != "active" or now > delivery.deadline:
        return None
    try:
        digest = read(delivery.digest)
        dish = kitchen.compose(delivery, digest, looked)
    except StorageError:
        raise
    except (BotError, ValueError, KeyError):
        return None
    except Exception as error:
        structlog.get_logger().error("digest not composed", digest=delivery.digest.id, exc_info=error)
        return None
    return None if dish.empty and digest.when_empty == "silent" else dish
