"""What somebody types for a digest, read: "weekdays at 08:00 and 18:00 Europe/Oslo on russia, usa"."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from bot.digests.concerns import concerns_in
from bot.digests.cron import EXAMPLE as CRON_EXAMPLE
from bot.digests.days import AT_TIME, WEEKDAYS, crons, days_in, hours_in, read_time, refuse_groups, times_in
from bot.digests.mentions import called
from bot.digests.old_zones import name_today
from bot.digests.schedule import Schedule
from bot.digests.telling import days_in_words, on_days
from bot.digests.unread import NotADigest, Unread
from bot.digests.values import LONGEST_MENTION, MOST, Quiet, Terms
from bot.digests.zones import UNSURE, unknown_zone, unsure_zone, zone_named
from summaries.topics import Topic

EXAMPLE = "For example: “weekdays at 08:00 and 18:00 Europe/Oslo”."

LONGEST = 1000
"""The most characters of a sentence; nobody needs more, and reading stays quick."""


class Reading(NamedTuple):
    """What was read; ``note`` says which zone was taken where none was named, or one by an old name."""

    terms: Terms
    note: str


def read_digest(text: str, topic: Topic, zone: str) -> Reading:
    """A sentence as the terms of a digest; ``zone`` is the IANA zone where the sentence names none.

    The order of the parts is free, as are case, commas and "and". Raises BotError (NotADigest, NoSuchCron,
    NoSuchSchedule) with what was not understood and an example that works.
    """
    line = _UHR.sub(r"\1h\2", " ".join(unicodedata.normalize("NFKC", text).split()))
    if len(line) > LONGEST:
        raise NotADigest(
            f"That is {len(line):,} characters long.",
            f"A digest is one sentence of at most {LONGEST:,}. {EXAMPLE}",
        )
    if not line or not line.isprintable():
        raise NotADigest("Say when the digest is to come, in one sentence.", EXAMPLE)
    if _CHANNEL.search(line):
        raise NotADigest(
            "A digest goes to the channel in which it is set up.", "Say it there: “daily at 08:00”."
        )
    unread = Unread(line)
    asked: dict[str, Any] = _options(unread)
    given = tuple(" ".join(found[1].split()) for found in unread.take(_CRON))
    named = _zone(unread)
    when = given or _when(unread)
    actors, issues, city = concerns_in(unread, topic, free=not named)
    given_zone = named or city
    schedule = Schedule(cron=when, zone=name_today(given_zone or zone))
    terms = Terms(topic=topic.id, schedule=schedule, actors=actors, issues=issues, **asked)
    if not given_zone:
        return Reading(terms, f"No time zone was named, so the times are those of {schedule.zone}.")
    return Reading(terms, "" if schedule.zone == given_zone else f"{given_zone} is {schedule.zone} today.")


_UHR = re.compile(r"(?<![\d:.])(\d{1,2})(?:[.:](\d\d))? ?uhr\b", re.IGNORECASE)
_CHANNEL = re.compile(r"<#[^>]*>|(?<!\S)#\w")
_CRON = r"cron ((?:[\w*/,#-]*[\w*] ){4}[\w*/,#-]*[\w*])"
_NAMED_CLOCK = r"([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}) time"


def _options(unread: Unread) -> dict[str, Any]:
    """What can be added to a digest, as fields of Terms."""
    asked: dict[str, Any] = {}
    if mention := unread.one(r"mention(?:ing)? ([^\s,]+)", "whom to mention"):
        asked["mention"] = _mention(mention[1])
    if quiet := unread.one(_QUIET, "when it is quiet"):
        start, end = read_time(quiet[1]), read_time(quiet[2])
        if start == end:
            raise NotADigest(
                "Quiet hours end at another time than they start.", "For example: “quiet 22:00-07:00”."
            )
        asked["quiet"] = Quiet(start=start, end=end)
    if most := unread.one(r"(?:at )?most ([0-9]+)(?: lines?)?|(?:up to )?([0-9]+) lines?", "how many lines"):
        lines = int((most[1] or most[2])[:6])
        if not 1 <= lines <= MOST:
            raise NotADigest(
                f"A digest has 1 to {MOST} lines.", "For example: “daily at 08:00 most 8 lines”."
            )
        asked["most"] = lines
    unread.take("in (?:the|this) channel(?: itself)?")  # where it goes in any case
    for name, words in _PLACES.items():
        if unread.one(words, "where it goes"):
            asked[name] = True
    if {"threaded", "forum"} <= asked.keys():
        raise NotADigest(
            "A forum’s post is a thread of its own already.", "Choose: “daily at 08:00 in a forum”."
        )
    silent = unread.one(rf"(?:stay |be |and )?silent(?:,? {_NOTHING})?", "what to do when nothing is new")
    if unread.one(rf"say so(?:,? {_NOTHING})?", "what to do when nothing is new") and silent:
        raise NotADigest(
            "This asks to be silent and to say so.", "Choose: “daily at 08:00 silent when nothing is new”."
        )
    return asked | ({"when_empty": "silent"} if silent else {})


_PLACES = {
    "threaded": r"in (?:a|its own|an own) thread|threaded",
    "forum": r"(?:in (?:a|the|this)|as an? own post in the|as an?) forum(?: post)?",
    "publish": r"(?:and )?publish(?:ed)?(?: it)?",
}


def _mention(word: str) -> str:
    """Whom to mention, where it surely calls somebody: mere words would stand there dead."""
    if not called(word):
        raise NotADigest(
            f"“{word[:40]}” calls nobody.",
            "After “mention” type @ and choose a role, a group or a member from the list that opens; or call "
            "all who are there: “daily at 08:00 mention here”.",
        )
    if len(word) > LONGEST_MENTION:
        raise NotADigest("This mention is too long.", "“daily at 08:00 mention here” works.")
    return word if word.startswith("<") else f"@{word.removeprefix('@').casefold()}"


_NOTHING = r"(?:when|if) (?:there is |there's )?nothing(?: is|'s)?(?: new)?"
_QUIET = rf"quiet(?: hours)?(?: from| between)? ({AT_TIME})(?: ?[-–] ?| to | until | till | and )({AT_TIME})"


def _when(unread: Unread) -> tuple[str, ...]:
    """The cron expressions of the days and times named."""
    if unread.take("cron"):
        raise NotADigest("After “cron” come five fields.", f"For example: {CRON_EXAMPLE}.")
    _refuse_mistyped(unread)
    refuse_groups(unread)
    interval, days, times = hours_in(unread), days_in(unread), times_in(unread)
    if interval and (times or unread.take(_BETWEEN)):
        raise NotADigest(
            "An interval goes round the clock: say an interval or times, not both.",
            "Name the times, “weekdays at 08:00, 12:00 and 16:00”, or “cron 0 8-18/2 * * 1-5”.",
        )
    if interval:
        return on_days(interval, days)
    if not times:
        raise NotADigest("Say at which time the digest is to come.", _example(days, unread.text))
    return crons(set(times), days or (("*", "*"),))


_BETWEEN = rf"(?:between|from) (?:{AT_TIME})(?: and | to | until | till | ?[-–] ?)(?:{AT_TIME})"


def _example(days: tuple[tuple[str, str], ...], words: str) -> str:
    """An example on the days that were named, in the evening where that was said."""
    named = days_in_words(*days[0]) if days else ""
    hours = "18:00" if re.search(r"(?i)evening|night", words) else "08:00"
    return f"For example: “{named} at {hours}”." if named else EXAMPLE


def _refuse_mistyped(unread: Unread) -> None:
    """Ask back where a word is nearly a day of the week: "on Wensday"."""
    for word in re.findall(r"[a-z]{5,}", unread.text.lower()):
        near = process.extractOne(word, WORDS, scorer=fuzz.ratio, score_cutoff=80.0)
        if near and near[0] != word and word.removesuffix("s") not in WORDS:
            raise NotADigest(f"“{word}” is no day I know.", f"Did you mean “{near[0].title()} at 08:00”?")


WORDS = (*WEEKDAYS, "weekday", "weekdays", "weekend", "daily")


def _zone(unread: Unread) -> str:
    """The zone named by an IANA name, UTC, or "... time"; "" where none is."""
    if offset := re.search(
        r"(?i)(?<![\w/])(?:utc|gmt) ?[+-] ?\d[\d:]*|(?<= )[+-]\d{1,2}:?\d{2}\b", unread.text
    ):
        raise NotADigest(
            f"“{offset[0].strip()}” is an offset, which doesn't follow the clocks of a place.",
            "Name a place: “daily at 08:00 Oslo time”, or “daily at 08:00 UTC”.",
        )
    named = unread.take(r"(?:in )?([a-z][a-z_]+/[a-z0-9_+/-]*[a-z0-9])(?: time)?")
    found = [zone_named(match[1]) or _no_zone(match[1]) for match in named]
    found += ["UTC" for _ in unread.take(r"(?:in )?(?:utc|zulu)(?: time)?")]
    for match in unread.take(rf"(?:in )?({'|'.join(UNSURE)})(?: time)?"):
        raise unsure_zone(match[1])
    if len(set(found)) > 1:
        raise NotADigest("This names two time zones.", EXAMPLE)
    return found[0] if found else _city_time(unread)


def _no_zone(words: str) -> str:
    raise unknown_zone(words)


def _city_time(unread: Unread) -> str:
    """The zone of the city before "time": "8am New York time"; the longest name that is a city."""
    match = re.search(rf"(?i){_NAMED_CLOCK}(?!\w)", unread.text)
    if match is None:
        return ""
    words = match[1].split()
    for first in range(len(words)):
        if found := zone_named(" ".join(words[first:])):
            unread.take(rf"(?:in )?{re.escape(' '.join(words[first:]))} time")
            return found
    raise unknown_zone(words[-1])
