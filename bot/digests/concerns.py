"""Whom and what a digest is on: the names in a sentence, when its times are read."""

from __future__ import annotations

import re

from bot.digests.unread import NotADigest, Unread
from bot.digests.zones import zone_named
from summaries.lookup import Match
from summaries.topics import Topic

_LONGEST = 8  # the most words that one name takes
_FILLERS = frozenset(
    [
        "a",
        "actors",
        "afternoon",
        "all",
        "an",
        "and",
        "at",
        "by",
        "digest",
        "evening",
        "evenings",
        "every",
        "everything",
        "for",
        "from",
        "in",
        "issues",
        "me",
        "morning",
        "mornings",
        "o'clock",
        "of",
        "please",
        "post",
        "run",
        "send",
        "the",
        "to",
        "um",
        "us",
        "with",
        "à",
    ]
)

Found = dict[str, dict[str, None]]


def concerns_in(unread: Unread, topic: Topic, *, free: bool) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The actors, the issues and the city's zone among the words that are left.

    A city without "time" counts only where no zone was named (``free``) and before "on" or "about". Raises
    NotADigest for a word that means nothing, or two things.
    """
    _refuse_unfinished(unread, topic)
    found: Found = {"actor": {}, "issue": {}}
    zone = ""
    for part in re.split(r"(?i)[|,;&]|\b(?=(?:on|about) )", unread.text):
        words = part.replace("(", " ").replace(")", " ").split()
        first = words[0].lower() if words else ""
        announced = first in ("on", "about")
        words = words[announced:]
        kinds = ("issue", "actor") if first == "about" else ("actor", "issue")
        placed = False  # after "in", a city is a place and no actor
        while words:
            city = _city(words, topic, placed) if free and not announced and not zone else 0
            if city:
                zone = zone_named(" ".join(words[:city])) or ""
            placed = words[0].lower() == "in"
            words = words[city or _read_name(words, topic, kinds, found) :]
    return tuple(found["actor"]), tuple(found["issue"]), zone


def _refuse_unfinished(unread: Unread, topic: Topic) -> None:
    """Ask what follows a last word that announces something: without it the digest would be on everything."""
    ended = re.search(r"(?i)(?<!\S)(on|about|mention|most|quiet)[\s,.;]*$", unread.text)
    if ended is None:
        return
    goes_on = {"on": topic.actors[0].id, "mention": "here", "most": "8 lines", "quiet": "22:00-07:00"}
    goes_on |= {"about": topic.issues[0].id} if topic.issues else {}
    word = ended[1].lower()
    example = f"{word} {goes_on[word]}" if word in goes_on else f"on {topic.actors[0].id}"
    raise NotADigest(f"Something is missing after “{word}”.", f"For example: “daily at 08:00 {example}”.")


def _city(words: list[str], topic: Topic, placed: bool) -> int:
    """How many words name a city; 0 for none. Raises NotADigest where an actor has the same name."""
    for length in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:length]).rstrip(".")
        if zone := zone_named(name):
            sides = [match.id for match in topic.resolve(name) if match.kind == "actor"]
            if sides and not placed:
                raise NotADigest(
                    f"“{name}” may be a clock or an actor.",
                    f"Say “daily at 08:00 {zone}”, or “daily at 08:00 on {sides[0]}”.",
                )
            return length
    return 0


def _read_name(words: list[str], topic: Topic, kinds: tuple[str, str], found: Found) -> int:
    """Add what the words begin with; how many words that takes."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        name = " ".join(words[:length]).rstrip(".")
        matches = topic.resolve(name)
        if matches:
            match = _meant(name, matches, kinds, topic)
            found[match.kind][match.id] = None
            return length
    if words[0].lower().rstrip(".") in _FILLERS:
        return 1
    raise _unknown(words, topic)


def _meant(name: str, matches: tuple[Match, ...], kinds: tuple[str, str], topic: Topic) -> Match:
    for kind in kinds:
        of_kind = [match for match in matches if match.kind == kind]
        exact = [match for match in of_kind if match.id == name]
        if len(of_kind) > 1 and not exact:
            both = " or ".join(f"“daily at 08:00 {_announce(m)} {m.id}”" for m in of_kind[:3])
            raise NotADigest(f"“{name}” may be more than one.", f"Say which: {both}.")
        if of_kind:
            return (exact or of_kind)[0]
    person = topic.person(matches[0].id)
    raise NotADigest(
        f"A digest follows actors, and {person.name} is a person.",
        f"For example: “daily at 08:00 on {person.actor}”.",
    )


def _announce(match: Match) -> str:
    return "about" if match.kind == "issue" else "on"


def _unknown(words: list[str], topic: Topic) -> NotADigest:
    text = " ".join(words)
    near: dict[str, None] = {}
    for spelling in (text, words[0]):
        for name in topic.suggest(spelling, 3):
            for match in topic.resolve(name):
                side = topic.person(match.id).actor if match.kind == "person" else match.id
                near[f"{_announce(match)} {side}"] = None
    offered = list(near)[:2] or [f"on {topic.actors[0].id}"]
    cure = " or ".join(f"“daily at 08:00 {each}”" for each in offered)
    shown = text if len(text) <= 40 else text[:39] + "…"
    return NotADigest(
        f"I don't know “{shown}” here.", f"Did you mean {cure}?" if near else f"For example: {cure}."
    )
