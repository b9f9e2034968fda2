"""Invented news for measuring: events told three times over, and short articles on and off a topic."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
_EVENT = re.compile(r"^=== (\S+) (\S+)\n", re.MULTILINE)
_TEXT = re.compile(r"^--- (.*)\n", re.MULTILINE)


class Telling(NamedTuple):
    """One account of an event: ``about`` is the topic it concerns, or what it is instead."""

    event: str
    about: str
    title: str
    body: str

    @property
    def text(self) -> str:
        """Headline and body, as an article is stored."""
        return f"{self.title}\n\n{self.body}"


@cache
def tellings() -> tuple[Telling, ...]:
    """Three independent accounts of each event, which quote the same statements word for word."""
    found: list[Telling] = []
    for file in sorted(FOLDER.glob("tellings-*.txt")):
        parts = _EVENT.split(file.read_text("utf-8"))[1:]
        for event, about, rest in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            found += [Telling(event, about, title, body) for title, body in _texts(rest)]
    return tuple(found)


@cache
def shorts(topic: str) -> tuple[tuple[bool, str, str], ...]:
    """Short articles written for a topic: whether they concern it, the title, the text."""
    found = _texts((FOLDER / f"short-{topic}.txt").read_text("utf-8"))
    labelled = (title.split(" | ", 1) for title, _ in found)
    return tuple(
        (label == "on", title, body) for (label, title), (_, body) in zip(labelled, found, strict=True)
    )


def _texts(block: str) -> list[tuple[str, str]]:
    parts = _TEXT.split(block)[1:]
    return [(title, body.strip()) for title, body in zip(parts[::2], parts[1::2], strict=True)]
