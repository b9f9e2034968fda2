"""What there is to tell in the rounds of killing: invented articles, stored some hours ago.

Each round's news was stored in a minute of its own, and each round's digests are those of the run at the end
of that minute: so windows follow each other as they would day by day, each with its own news.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import generate
from bot.loading import load_topics
from bot.settings import Settings
from bot.storage import open_store
from bot.storage.contract import Outcome, Place

READOUT = Path(sys.executable).parent / "readout"
TOPIC = "venezuela"

_SIZES = (14, 6, 14, 0)  # articles of a round; in every fourth nothing is new


class News(NamedTuple):
    """A data folder to start from; round ``n`` tells what came in the ``n``-th minute from ``start``."""

    folder: Path
    start: datetime
    rounds: int

    def run(self, round_: int) -> datetime:
        """The run of a round."""
        return self.start + timedelta(minutes=round_)

    def empty(self, round_: int) -> bool:
        """Whether nothing is new in a round."""
        return round_ > self.rounds or not _SIZES[(round_ - 1) % len(_SIZES)]


def news(folder: Path, rounds: int) -> News:
    """Invented articles for so many rounds; the last of them was half an hour ago."""
    data = folder / "news"
    given = bare() | {"READOUT_DATA": str(data)}
    subprocess.run([READOUT, "ask", "status"], env=given, check=True, capture_output=True)
    topic = next(each for each in load_topics(Settings()).values() if each.id == TOPIC)
    start = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=rounds + 30)
    made = News(data, start, rounds)
    articles = generate(topic, rounds * max(_SIZES), first=start.date() - timedelta(days=2), days=3)
    store = open_store(f"sqlite:///{data / 'readout.db'}")
    for each in range(1, rounds + 1):
        some = [next(articles) for _ in range(_SIZES[(each - 1) % len(_SIZES)])]
        placed = [(Place(article=article, outcome=Outcome.NEW), evidence) for article, evidence in some]
        at = made.run(each) - timedelta(seconds=30)
        store.save_many(topic.id, placed, analyser="generated", at=at)
    store.close()
    return made


def bare() -> dict[str, str]:
    """The environment of a Readout that reads nothing in the background."""
    ours = ("DISCORD_", "SLACK_", "READOUT_", "DATABASE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"READOUT_POLL": "off", "READOUT_WEB_PORT": "0", "READOUT_TOPICS": TOPIC}
