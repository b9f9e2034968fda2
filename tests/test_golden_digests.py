"""Digests of the bundled articles, one stored on one day and one on the next, word for word.

``make golden`` writes them anew; read the difference as an analyst would before you commit it.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.terminal.render import plain
from bot.app import App
from bot.digests.composing import Composed, compose
from bot.digests.values import Contents
from bot.messages import Reply
from bot.storage import open_store
from bot.storage.contract import Store

GOLDEN = Path(__file__).parent / "briefs"
CGTN = "cgtn-us-russia-stance-on-venezuela"
GRI = "global-risk-insights-us-and-russia-developments-in-venezuela"
EVENING = datetime(2019, 6, 9, 18, tzinfo=UTC)
MORNING = datetime(2019, 6, 10, 8, tzinfo=UTC)
NEXT = MORNING + timedelta(days=1)


def nothing_told(_: object) -> frozenset[str]:
    return frozenset()


def filled(bundled: App, first: str, second: str) -> Store:
    """A store that took in one article before the window, and the other within it."""
    store = open_store("sqlite://")
    source = bundled.context.store
    for id, at in ((first, EVENING), (second, MORNING)):
        (evidence,) = source.told_by("venezuela", [id])
        place = store.place("venezuela", source.articles([id])[id], "1")
        store.save("venezuela", place, evidence, analyser="1", at=at)
    return store


def told_on(
    bundled: App, first: str, second: str, window: tuple[datetime, datetime], **chosen: Any
) -> Composed:
    store = filled(bundled, first, second)
    topic = bundled.context.topics["venezuela"]
    made = compose(store, topic, Contents(topic="venezuela", **chosen), *window, nothing_told)
    store.close()
    return made


def posted(bundled: App) -> Reply:
    """A digest of the second day as it is posted: nobody gives its command again by a button under it."""
    made = told_on(bundled, CGTN, GRI, (EVENING, MORNING), most=8)
    return made.reply.model_copy(update={"acted": True})


DIGESTS: dict[str, tuple[str, str, tuple[datetime, datetime], dict[str, Any]]] = {
    "digest-second-day": (CGTN, GRI, (EVENING, MORNING), {}),
    "digest-second-day-russia-on-intervention": (
        CGTN,
        GRI,
        (EVENING, MORNING),
        {"actors": ("russia", "venezuela-opposition"), "issues": ("military-intervention",)},
    ),
    "digest-found-late": (GRI, CGTN, (EVENING, MORNING), {}),
    "digest-five-lines": (CGTN, GRI, (EVENING, MORNING), {"most": 5}),
    "digest-nothing-new": (CGTN, GRI, (MORNING, NEXT), {}),
}


@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_reads_as_it_was_last_approved(bundled: App, name: str) -> None:
    first, second, window, chosen = DIGESTS[name]
    said = plain(told_on(bundled, first, second, window, **chosen).reply)
    said = "\n".join(line.rstrip() for line in said.splitlines()) + "\n"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("READOUT_WRITE_GOLDEN"):
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
