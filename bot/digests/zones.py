"""Which time zone people mean: by its name, an old name, or a city; what may mean two is asked back."""

from __future__ import annotations

import os
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.digests.schedule import NoSuchSchedule, zones
from summaries.folding import fold

EXAMPLE = "For example: “weekdays at 08:00 Europe/Oslo”, or “weekdays at 08:00 Oslo time”."

_NEAR = 75.0
"""Per cent of rapidfuzz's ratio from which a name is near: "Europe/Olso" is to "Europe/Oslo" (91)."""

_CITIES = {
    "Abu Dhabi": "Asia/Dubai", "Ankara": "Europe/Istanbul", "Barcelona": "Europe/Madrid",
    "Beijing": "Asia/Shanghai", "Bern": "Europe/Zurich", "Brasilia": "America/Sao_Paulo",
    "Canberra": "Australia/Sydney", "Delhi": "Asia/Kolkata", "New Delhi": "Asia/Kolkata",
    "Frankfurt": "Europe/Berlin", "Geneva": "Europe/Zurich", "Hanoi": "Asia/Ho_Chi_Minh",
    "Islamabad": "Asia/Karachi", "Mumbai": "Asia/Kolkata", "Munich": "Europe/Berlin",
    "Ottawa": "America/Toronto", "Pretoria": "Africa/Johannesburg", "Quito": "America/Guayaquil",
    "Rio de Janeiro": "America/Sao_Paulo", "San Francisco": "America/Los_Angeles",
    "Tel Aviv": "Asia/Jerusalem", "The Hague": "Europe/Amsterdam", "Washington": "America/New_York",
    "Kyiv": "Europe/Kyiv", "Kiev": "Europe/Kyiv",
}  # fmt: skip
"""Capitals and seats of organisations after which no zone is named."""

UNSURE = {
    "cet": ("Europe/Brussels", "Etc/GMT-1"), "cest": ("Europe/Brussels", "Etc/GMT-2"),
    "eet": ("Europe/Athens", "Etc/GMT-2"), "eest": ("Europe/Athens", "Etc/GMT-3"),
    "wet": ("Europe/Lisbon", "Etc/GMT"), "met": ("Europe/Brussels", "Etc/GMT-1"),
    "gmt": ("Europe/London", "UTC"), "bst": ("Europe/London", "Asia/Dhaka"),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem"), "est": ("America/New_York", "America/Panama"),
    "edt": ("America/New_York", "Etc/GMT+4"), "et": ("America/New_York", "America/Panama"),
    "cst": ("America/Chicago", "Asia/Shanghai"), "cdt": ("America/Chicago", "America/Havana"),
    "mst": ("America/Denver", "America/Phoenix"), "mdt": ("America/Denver", "Etc/GMT+6"),
    "pst": ("America/Los_Angeles", "Asia/Manila"), "pdt": ("America/Los_Angeles", "Etc/GMT+7"),
    "pt": ("America/Los_Angeles", "Europe/Lisbon"),
}  # fmt: skip
"""Abbreviations that name an offset in one half of the year, or several places."""


def machines_zone() -> str:
    """The IANA name of this machine's time zone, by TZ or /etc/localtime; "UTC" where that is no place."""
    given = os.environ.get("TZ", "").lstrip(":") or os.path.realpath("/etc/localtime")
    name = given.rpartition("zoneinfo/")[2]
    return name if name in zones() and not name.startswith("Etc/") else "UTC"


def unsure_zone(word: str) -> NoSuchSchedule:
    """The question to ask back for an abbreviation of ``UNSURE``."""
    first, second = UNSURE[word.lower()]
    return NoSuchSchedule(
        f"“{word.upper()}” may mean more than one clock.",
        f"Name the one you mean: “daily at 08:00 {first}”, or “daily at 08:00 {second}”.",
    )


def zone_named(words: str) -> str | None:
    """The IANA zone of that name, in any case and with blanks for underscores, or of that city."""
    key = fold(words)
    return _by_name().get(words.strip().lower().replace(" ", "_")) or _by_city().get(key)


def unknown_zone(words: str) -> NoSuchSchedule:
    """What to say of a zone that doesn't exist: names that look like it, each in an example that works."""
    names = _by_name() if "/" in words else {**_by_city(), **_by_name()}
    key = words.lower() if "/" in words else fold(words)
    near = process.extract(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=8)
    found = list(dict.fromkeys(names[name] for name, _, _ in near))[:2]
    problem = f"There is no time zone “{words[:40]}”."
    if not found:
        return NoSuchSchedule(problem, EXAMPLE)
    return NoSuchSchedule(
        problem, f"Did you mean {' or '.join(f'“daily at 08:00 {each}”' for each in found)}?"
    )


_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {name.lower(): name for name in sorted(zones())}


@lru_cache(maxsize=1)
def _by_city() -> dict[str, str]:
    """Cities by their folded name; of several zones the longer name, which is the newer ("Argentina/...")."""
    named = sorted(
        (name for name in zones() if name.startswith(_REGIONS)), key=lambda name: (len(name), name)
    )
    cities = {fold(name.rsplit("/")[-1].replace("_", " ")): name for name in named}
    return cities | {fold(city): zone for city, zone in _CITIES.items() if zone in zones()}
