"""Figures of what all processes have in common: asked for seldom, and not shown once they are not known."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app import App
from bot.figures import EVERY, Figures
from bot.metrics import Metrics
from bot.storage.feed_contract import GivenFeed

AT = datetime(2021, 6, 1, 9, 0, tzinfo=UTC)


def figures(app: App, seconds: list[float], queues: str = "") -> tuple[Metrics, Figures]:
    metrics = Metrics(("scheduler",))
    found = Figures(
        app.context.store, ("strait",), metrics, now=lambda: AT, queues=queues, clock=lambda: seconds[0]
    )
    return metrics, found


async def shown(metrics: Metrics, figures: Figures) -> list[str]:
    await figures.refresh()
    return metrics.page().decode().splitlines()


async def test_the_database_is_asked_no_more_often_than_every_ten_seconds(app: App) -> None:
    seconds = [100.0]
    metrics, asked = figures(app, seconds)
    assert 'readout_backlog{what="feeds"} 0.0' in await shown(metrics, asked)
    app.context.store.feeds.add(
        "strait", GivenFeed(url="https://a.example/rss"), who="U1", at=AT, interval=60.0
    )
    seconds[0] += EVERY - 0.1
    assert 'readout_backlog{what="feeds"} 0.0' in await shown(metrics, asked)
    seconds[0] += 0.2
    page = await shown(metrics, asked)
    assert 'readout_backlog{what="feeds"} 1.0' in page
    assert "readout_database_up 1.0" in page


async def test_what_was_known_before_is_not_shown_while_the_database_is_gone(app: App) -> None:
    seconds = [100.0]
    metrics, asked = figures(app, seconds)
    metrics.answered("slack", "stance", ok=True, seconds=0.01)
    assert "readout_database_up 1.0" in await shown(metrics, asked)
    metrics, asked = figures(app, seconds, "postgresql://nobody@127.0.0.1:9/none")
    metrics.answered("slack", "stance", ok=True, seconds=0.01)
    page = await shown(metrics, asked)
    assert "readout_database_up 0.0" in page
    assert "readout_digests_late NaN" in page
    assert not [line for line in page if line.startswith(("readout_jobs{", "readout_backlog{"))]
    assert 'readout_answers_total{command="stance",ok="true",platform="slack"} 1.0' in page
