"""Composes ahead of sending: what is due is written down by hundreds, while posts wait for the platforms."""

from __future__ import annotations

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


class Batch(NamedTuple):
    """What was composed, and the keys of what is left to whoever claims it."""

    written: tuple[Written, ...]
    others: tuple[int, ...]


def compose(
    kitchen: Kitchen, postings: Mapping[str, Posting], taken: Sequence[StoredDelivery], now: datetime
) -> Batch:
    """What these deliveries will say. To be run in a thread: it takes seconds.

    Left to whoever claims it is what will not be sent, or can't be composed: there it is ended, and said why.
    """
    pages: dict[tuple[str, str], int] = {}
    made: list[Written] = []
    for delivery in taken:
        platform = delivery.digest.platform
        dish = _dish(kitchen, delivery, now) if platform in postings else None
        if dish is None:
            continue
        if (platform, dish.content) not in pages:
            pages[platform, dish.content] = postings[platform].pages(content.restored(dish.content))
        number = pages[platform, dish.content]
        made.append(
            Written(delivery=delivery, content=dish.content, pages=number, told=dish.keys, shown=dish.shown)
        )
    kept = {each.delivery.key for each in made}
    return Batch(tuple(made), tuple(each.key for each in taken if each.key not in kept))


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
