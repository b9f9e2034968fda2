"""The days and the times of day in a sentence, as cron expressions."""

from __future__ import annotations

import re
from datetime import time

from bot.digests.unread import NotADigest, Unread

WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
"""From Sunday, as cron counts."""

ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "last": "L"}

_SHORT = {"tues": 2, "weds": 3, "thur": 4, "thurs": 4}
_NUMBER = {day: n for n, day in enumerate(WEEKDAYS)} | {day[:3]: n for n, day in enumerate(WEEKDAYS)} | _SHORT
_DAY = "(" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + ")s?"
_NTH = {**ORDINALS, "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5"}
_OF_MONTH = r"(?:,? (?:of|in) (?:the|every|each|a) month)"

CLOCK = (
    r"[0-9]{1,2}[:.][0-9]{2}(?: ?[ap]\.?m\.?)?|[0-9]{1,2} ?[ap]\.?m\.?"
    r"|[0-9]{1,2}h(?:[0-9]{2})?|noon|midday|midnight"
)
"""A time of day that is one wherever it stands."""

AT_TIME = rf"{CLOCK}|[0-9]{{4}}|[0-9]{{1,2}}"
"""A time of day after "at" or a day, where a bare hour or "0800" will do."""

Times = tuple[time, ...]


def read_time(words: str) -> time:
    """A time of day: "08:00", "8", "8.30", "8pm", "noon". Raises NotADigest: there is no such time."""
    said = words.lower().replace(".", ":", 1) if re.match(r"[0-9]+\.[0-9]", words) else words.lower()
    said = said.replace(".", "").replace(" ", "")
    if named := {"noon": 12, "midday": 12}.get(said):
        return time(named)
    if said == "midnight":
        return time(0)
    found = re.fullmatch(r"([0-9]{1,2})(?:[:h]?([0-9]{2})|h)?([ap]m)?", said)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if found and found[3]:
        hour = hour % 12 + 12 * (found[3] == "pm") if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise NotADigest(
            f"There is no time “{words}”.", "Times go from 00:00 to 23:59: “daily at 08:00 and 18:00”."
        )
    return time(hour, minute)


def times_in(unread: Unread) -> Times:
    """The times of day, in order; a bare hour counts after "at" and after what was read, such as a day."""
    found: list[str] = []
    for match in unread.take(rf"(?:at |\| *)(?:{AT_TIME})(?:(?:,? and |, ?| ?& ?)(?:at )?(?:{AT_TIME}))*"):
        found += re.findall(AT_TIME, match[0], re.IGNORECASE)
    found += [match[0] for match in unread.take(CLOCK)]
    return tuple(sorted({read_time(each) for each in found}))


def refuse_groups(unread: Unread) -> None:
    """Refuse other times on other days, "weekdays at 08:00 and Saturdays at 10:00", before they are mixed up.

    Raises NotADigest: these are two digests.
    """
    kinds = ["day" if match["day"] else "time" for match in _DAY_OR_TIME.finditer(unread.text)]
    changes = [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before]
    if len(changes) > 3:
        raise NotADigest(
            "Other times on other days are a digest of their own.",
            "Set up two: “weekdays at 08:00”, and “Saturdays at 10:00”.",
        )


def days_in(unread: Unread) -> tuple[tuple[str, str], ...]:
    """The days as cron's fields of day and weekday, () where none is named."""
    nth = _numbered(unread)
    dates = {int(match[1]) for match in unread.take(_ON + r"([0-9]{1,2})(?:st|nd|rd|th)?" + _OF_MONTH)}
    dates |= {int(match[1]) for match in unread.take(r"monthly on the ([0-9]{1,2})(?:st|nd|rd|th)?")}
    if wrong := [day for day in dates if not 1 <= day <= 31]:
        raise NotADigest(
            f"No month has a day {wrong[0]}.", "For example: “on the 1st of the month at 09:00”."
        )
    if unread.take(_SKIPPING):
        raise NotADigest(
            "A digest comes on days of the week or of the month.",
            "For example: “Mondays at 08:00”, or “on the 1st of the month at 09:00”.",
        )
    daily = unread.take("daily|every ?day|each day|every morning|every evening")
    week = _of_the_week(unread)
    if daily or len(week) == 7:
        return (("*", "*"),)
    weekdays = ("1-5" if week == {1, 2, 3, 4, 5} else ",".join(map(str, sorted(week))),) if week else ()
    fields = [("*", ",".join((*weekdays, *nth)))] if weekdays or nth else []
    return (*fields, *([(",".join(map(str, sorted(dates))), "*")] if dates else []))


_DAY_OR_TIME = re.compile(
    rf"(?i)(?<![\w@#/:+-])(?:(?P<day>{_DAY}|weekdays?|weekends?|workdays?|daily|every ?day"
    rf"|[0-9]+(?:st|nd|rd|th))|at (?:{AT_TIME})|{CLOCK})(?![\w/:])"
)
_SKIPPING = r"every other \w+|every (?:[0-9]+ )?(?:days|weeks?|fortnight|months?)|weekly|fortnightly|monthly"
_ON = "(?:on |every )?(?:the )?"


def _numbered(unread: Unread) -> list[str]:
    names = "|".join(_NTH)
    found = unread.take(rf"{_ON}((?:{names})(?:(?:,| and|, and) (?:{names}))*) {_DAY}{_OF_MONTH}?")
    told = {
        f"{_NUMBER[match[2].lower()]}#{_NTH[each.lower()]}"
        for match in found
        for each in re.findall(names, match[1], re.IGNORECASE)
    }
    return sorted(told)


def _of_the_week(unread: Unread) -> set[int]:
    days: set[int] = set()
    for match in unread.take(rf"(?:on |every |from )?{_DAY}(?: ?[-–] ?| to | through | until ){_DAY}"):
        first, last = _NUMBER[match[1].lower()], _NUMBER[match[2].lower()]
        days |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    if unread.take("(?:on |every )?(?:week ?days?|working days?|business days?|workdays?)"):
        days |= {1, 2, 3, 4, 5}
    if unread.take("(?:on |at |every )?(?:the )?weekends?"):
        days |= {0, 6}
    return days | {_NUMBER[match[1].lower()] for match in unread.take(rf"(?:on |every |each )?{_DAY}")}


def hours_in(unread: Unread) -> tuple[str, ...]:
    """An interval as cron expressions: "every 6 hours", "hourly", "every 90 minutes"; () where there is none.

    Raises NotADigest: shorter than 5 minutes, or no part of a day, and so at other times each day.
    """
    half = unread.take("every half (?:an )?hour")
    found = unread.take(r"every ([0-9]+) ?(hours?|h|hrs?|minutes?|mins?|m)")
    hourly = unread.take("every hour|hourly")
    steps = {30 for _ in half} | {60 for _ in hourly}
    steps |= {int(match[1][:6]) * (60 if match[2][0] in "hH" else 1) for match in found}
    if not steps:
        return ()
    if len(steps) > 1:
        raise NotADigest("This names two intervals.", "Name one: “every 6 hours”.")
    return _every(steps.pop())


def _every(minutes: int) -> tuple[str, ...]:
    if minutes < 5:
        raise NotADigest(
            f"A digest every {minutes} minutes would come too often.",
            "Five minutes is the least; “every 30 minutes” or “every 6 hours” work.",
        )
    if 1440 % minutes:
        raise NotADigest(
            "This interval doesn't divide a day, so it would come at other times each day.",
            "“every 30 minutes” and “every 6 hours” work, or name the times: “daily at 08:00”.",
        )
    if minutes < 60 and 60 % minutes == 0:
        return (f"*/{minutes} * * * *",)
    if minutes % 60 == 0:
        return (
            "0 0 * * *"
            if minutes == 1440
            else "0 * * * *"
            if minutes == 60
            else f"0 */{minutes // 60} * * *",
        )
    starts = range(0, 1440, minutes)
    return crons({time(start // 60, start % 60) for start in starts}, (("*", "*"),))


def crons(times: set[time], days: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Times on days as cron expressions: one for each minute of the hour and each kind of day."""
    return tuple(
        f"{minute} {','.join(str(at.hour) for at in sorted(times) if at.minute == minute)} {day} * {weekday}"
        for day, weekday in days
        for minute in sorted({at.minute for at in times})
    )
