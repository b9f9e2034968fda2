"""A digest's terms as one sentence: to read back as the same terms, or for people in a list."""

from __future__ import annotations

import re
from datetime import datetime

from bot.digests.days import ORDINALS, WEEKDAYS, crons, days_in, hours_in, times_in
from bot.digests.mentions import shown
from bot.digests.unread import NotADigest, Unread
from bot.digests.values import LINES, Terms
from bot.storage.digest_contract import StoredDigest
from summaries.briefs.digest import SINCE_THE_LAST
from summaries.topics import Topic

_EVERY = re.compile(r"(?:0 \*/([0-9]+)|\*/([0-9]+) \*|(0 \*)) (\*|[0-9,]+) \* (\*|[0-6,#L1-5-]+)")
_PHRASED = re.compile(r"([0-9]+) ([0-9,]+) (\*|[0-9,]+) \* (\*|[0-6,#L1-5-]+)")


def spell(terms: Terms) -> str:
    """One sentence that ``read_digest`` reads back as the same terms, whatever zone is given there."""
    when = _phrase(terms.schedule.cron) or ", ".join(f"cron {each}" for each in terms.schedule.cron)
    on = f"on {', '.join(terms.actors)}" if terms.actors else ""
    about = f"about {', '.join(terms.issues)}" if terms.issues else ""
    options = ", ".join(_options(terms, terms.mention))
    return " ".join(part for part in (when, terms.schedule.zone, on, about, options) if part)


def describe(terms: Terms, topic: Topic) -> str:
    """The terms in plain English: "weekdays at 08:00, Europe/Oslo, on Russia and the United States"."""
    when = _phrase(terms.schedule.cron) or " and ".join(f"cron {each}" for each in terms.schedule.cron)
    on = listed([topic.actor(id).called for id in terms.actors])
    about = listed([topic.issue(id).name for id in terms.issues])
    parts = (when, terms.schedule.zone, f"on {on}" if on else "", f"about {about}" if about else "")
    return ", ".join(part for part in (*parts, *_options(terms, shown(terms.mention))) if part)


def covered(terms: Terms, since: datetime, stored: StoredDigest) -> str:
    """When the articles came in that a digest tells from ``since`` on, in words that follow "came in".

    One that stays silent where nothing is new has perhaps posted nothing at its last time.
    """
    if since <= stored.made:
        return "since this digest was set up"
    return "since this digest last looked" if terms.when_empty == "silent" else SINCE_THE_LAST


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: "a, b and c"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _options(terms: Terms, mention: str) -> list[str]:
    quiet = terms.quiet
    return [
        *([f"most {terms.most} lines"] if terms.most != LINES else []),
        *(["silent when nothing is new"] if terms.when_empty == "silent" else []),
        *([f"quiet {quiet.start:%H:%M}-{quiet.end:%H:%M}"] if quiet else []),
        *([f"mention {mention}"] if mention else []),
        *(["in a thread"] if terms.threaded else []),
        *(["in a forum"] if terms.forum else []),
        *(["publish"] if terms.publish else []),
    ]


def _phrase(expressions: tuple[str, ...]) -> str:
    """Cron expressions in words; "" where words would not read back as the very same."""
    said = _interval(expressions) or _days_and_times(expressions)
    return said if said and _read(said) == expressions else ""


def _read(said: str) -> tuple[str, ...]:
    unread = Unread(said)
    try:
        interval, days = hours_in(unread), days_in(unread)
        return on_days(interval, days) if interval else crons(set(times_in(unread)), days)
    except NotADigest:
        return ()


def on_days(interval: tuple[str, ...], days: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """An interval's cron expressions, on these days alone; no days are all."""
    times = [each.removesuffix(" * * *") for each in interval]
    return tuple(f"{at} {day} * {weekday}" for day, weekday in days or (("*", "*"),) for at in times)


def _interval(expressions: tuple[str, ...]) -> str:
    found = _EVERY.fullmatch(expressions[0])
    if not found or len(expressions) > 1:
        return ""
    every = "every hour" if found[3] else f"every {found[1] or found[2]} {'hours' if found[1] else 'minutes'}"
    days = days_in_words(found[4], found[5])
    return every if days == "daily" else f"{every} on {days.removeprefix('on ')}" if days else ""


def _days_and_times(expressions: tuple[str, ...]) -> str:
    read = [_PHRASED.fullmatch(each) for each in expressions]
    found = [each for each in read if each]
    if len(found) < len(read) or len({(each[3], each[4]) for each in found}) > 1:
        return ""
    times = sorted(
        f"{int(hour):02}:{int(each[1]):02}" for each in found for hour in each[2].split(",") if hour
    )
    days = days_in_words(found[0][3], found[0][4])
    return f"{days} at {listed(times)}" if days else ""


def days_in_words(day: str, weekday: str) -> str:
    """Cron's fields of day and weekday in words, "weekdays" or "on the 1st of the month"; "" for others."""
    if day != "*":
        return f"on the {_ordinal(int(day))} of the month" if weekday == "*" and day.isdigit() else ""
    if weekday in ("*", "1-5", "0,6"):
        return {"*": "daily", "1-5": "weekdays", "0,6": "weekends"}[weekday]
    numbered = {number: word for word, number in ORDINALS.items()}
    names: list[str] = []
    for each in weekday.split(","):
        number, _, nth = each.partition("#")
        if not number.isdigit():
            return ""
        name = WEEKDAYS[int(number)].capitalize()
        names.append(f"the {numbered.get(nth, nth)} {name} of the month" if nth else f"{name}s")
    return ("on " if "#" in weekday else "") + listed(names)


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
