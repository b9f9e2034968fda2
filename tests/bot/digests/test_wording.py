from __future__ import annotations

import re
import time
from datetime import time as clock
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from bot.digests.old_zones import name_today
from bot.digests.schedule import NoSuchSchedule, Schedule, zones
from bot.digests.telling import describe, spell
from bot.digests.unread import NotADigest
from bot.digests.values import Quiet, Terms
from bot.digests.wording import read_digest
from bot.errors import BotError
from summaries.topics import Topic, parse_topic

TOPIC = parse_topic("""
id = "strait"
title = "The Strait"
[[actors]]
id = "eastmark"
name = "Eastmark"
metonyms = ["Oslo"]
[[actors]]
id = "north-isles"
name = "North Isles"
definite = true
aliases = ["Isles", "Isles and Skerries"]
[[actors]]
id = "westland"
name = "Westland"
[[people]]
id = "ana-berg"
name = "Ana Berg"
actor = "eastmark"
[[issues]]
id = "tolls"
name = "Tolls"
terms = ["toll"]
[[issues]]
id = "fishing"
name = "Fishing"
terms = ["fish"]
""")


def read(text: str, topic: Topic = TOPIC) -> Terms:
    return read_digest(text, topic, "Asia/Tokyo").terms


@pytest.mark.parametrize(
    ("text", "cron", "zone"),
    [
        ("weekdays at 08:00 and 18:00 Europe/Oslo", "0 8,18 * * 1-5", "Europe/Oslo"),
        ("every Monday 07:30", "30 7 * * 1", "Asia/Tokyo"),
        ("daily at 8", "0 8 * * *", "Asia/Tokyo"),
        ("08:00", "0 8 * * *", "Asia/Tokyo"),
        ("weekdays 8, 18:00", "0 8,18 * * 1-5", "Asia/Tokyo"),
        ("mon-fri 0800", "0 8 * * 1-5", "Asia/Tokyo"),
        ("daily at 8 o'clock", "0 8 * * *", "Asia/Tokyo"),
        ("every day at 8am New York time", "0 8 * * *", "America/New_York"),
        ("DAILY, 8.30 pm, new york", "30 20 * * *", "America/New_York"),
        ("mondays and thursdays 9:15", "15 9 * * 1,4", "Asia/Tokyo"),
        ("9:15 Thu, Mon", "15 9 * * 1,4", "Asia/Tokyo"),
        ("friday to monday at 6", "0 6 * * 0,1,5,6", "Asia/Tokyo"),
        ("at 8, 12:30 and 18 on weekends", "0 8,18 * * 0,6|30 12 * * 0,6", "Asia/Tokyo"),
        ("every 6 hours", "0 */6 * * *", "Asia/Tokyo"),
        ("hourly", "0 * * * *", "Asia/Tokyo"),
        ("every 24 hours", "0 0 * * *", "Asia/Tokyo"),
        ("every half hour UTC", "*/30 * * * *", "UTC"),
        ("every 480 minutes", "0 */8 * * *", "Asia/Tokyo"),
        ("first Monday of the month at 9", "0 9 * * 1#1", "Asia/Tokyo"),
        ("on the first and third Monday of every month at 9", "0 9 * * 1#1,1#3", "Asia/Tokyo"),
        ("last Friday of the month 17:00", "0 17 * * 5#L", "Asia/Tokyo"),
        ("on the 1st of the month at 9", "0 9 1 * *", "Asia/Tokyo"),
        ("at noon", "0 12 * * *", "Asia/Tokyo"),
        ("midnight, Lima time", "0 0 * * *", "America/Lima"),
        ("12am and 12pm", "0 0,12 * * *", "Asia/Tokyo"),
        ("cron 0 8 * * 1-5 Europe/Oslo", "0 8 * * 1-5", "Europe/Oslo"),
        ("cron 0 8 * * 1 and cron 0 9 * * 2", "0 8 * * 1|0 9 * * 2", "Asia/Tokyo"),
        ("daily at 8 Europe/Kyiv", "0 8 * * *", "Europe/Kyiv"),
        ("daily at 8 europe/kiev", "0 8 * * *", "Europe/Kyiv"),
        ("daily at 8 US/Eastern", "0 8 * * *", "America/New_York"),
        ("um 8.30 Uhr", "30 8 * * *", "Asia/Tokyo"),
        ("à 8h", "0 8 * * *", "Asia/Tokyo"),
        ("every 2 hours on weekdays", "0 */2 * * 1-5", "Asia/Tokyo"),
        ("hourly on the 1st of the month", "0 * 1 * *", "Asia/Tokyo"),
        ("daily at 8 Washington time", "0 8 * * *", "America/New_York"),
        ("daily at 8 Buenos Aires time", "0 8 * * *", "America/Argentina/Buenos_Aires"),
        ("daily at 8 in Oslo", "0 8 * * *", "Europe/Oslo"),
        ("daily at 8 Oslo time", "0 8 * * *", "Europe/Oslo"),
    ],
)
def test_a_sentence_says_when(text: str, cron: str, zone: str) -> None:
    assert read(text).schedule == Schedule(cron=tuple(cron.split("|")), zone=zone)


@pytest.mark.parametrize(
    "text",
    [
        "weekdays at 08:00 UTC on Eastmark and the North Isles about tolls, most 8 lines, quiet 22:00-07:00",
        "on eastmark, north-isles about tolls weekdays at 8 UTC quiet hours from 22:00 to 7 at most 8 lines",
        "about Tolls quiet 22-7 most 8, on EASTMARK & the Isles, UTC, 8am every weekday",
    ],
)
def test_the_order_of_the_parts_is_free(text: str) -> None:
    assert read(text) == Terms(
        topic="strait",
        schedule=Schedule(cron=("0 8 * * 1-5",), zone="UTC"),
        actors=("eastmark", "north-isles"),
        issues=("tolls",),
        most=8,
        quiet=Quiet(start=clock(22), end=clock(7)),
    )


@pytest.mark.parametrize(
    ("option", "field", "value"),
    [
        ("silent when nothing is new", "when_empty", "silent"),
        ("stay silent if there is nothing new", "when_empty", "silent"),
        ("say so when nothing is new", "when_empty", "say"),
        ("mention here", "mention", "@here"),
        ("mention @Everyone", "mention", "@everyone"),
        ("mention <@&123|News-Desk>", "mention", "<@&123|News-Desk>"),
        ("in a forum", "forum", True),
        ("publish", "publish", True),
        ("mention <@&123>, in a thread", "mention", "<@&123>"),
        ("in a thread", "threaded", True),
        ("up to 20 lines", "most", 20),
    ],
)
def test_an_option_is_taken(option: str, field: str, value: object) -> None:
    assert getattr(read(f"daily at 8 {option} on Westland"), field) == value
    assert read(f"{option}, on Westland, daily at 8").actors == ("westland",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Say when"),
        ("daily", "at which time"),
        ("at 25:00", "no time “25:00”"),
        ("at 13pm", "no time “13pm”"),
        ("daily at 8:61", "no time"),
        ("every 0 minutes", "too often"),
        ("every 4 minutes", "too often"),
        ("every 7 hours", "other times each day"),
        ("every 6 hours at 8", "not both"),
        ("every other Monday at 8", "days of the week or of the month"),
        ("every 2 days at 8", "days of the week or of the month"),
        ("08:00 and 08:03", "5 minutes apart"),
        ("cron 0 0 31 2 *", "never run"),
        ("cron 0 8 * *", "five fields"),
        ("daily at 8 Europe/Olso", "“daily at 08:00 Europe/Oslo”"),
        ("daily at 8 Pariss time", "“daily at 08:00 Europe/Paris”"),
        ("daily at 8 Moon/Tycho", "no time zone “Moon/Tycho”"),
        ("daily at 8 CET", "“daily at 08:00 Europe/Brussels”, or “daily at 08:00 Etc/GMT-1”"),
        ("daily at 8 UTC+2", "an offset"),
        ("daily at 8 UTC Europe/Oslo", "two time zones"),
        ("daily at 8 Oslo", "a clock or an actor"),
        ("on Wensday at 8", "“Wednesday at 08:00”"),
        ("daily at 8 on estmark", "“daily at 08:00 on eastmark”"),
        ("daily at 8 about tols", "“daily at 08:00 about tolls”"),
        ("daily at 8 on Ana Berg", "Ana Berg is a person"),
        ("daily at 8 on xyzzy", "I don't know “xyzzy”"),
        ("daily at 8 most 99 lines", "1 to 40 lines"),
        ("daily at 8 quiet 22:00-22:00", "another time"),
        ("daily at 8 most 3 lines most 4 lines", "twice"),
        ("on the 32nd of the month at 8", "no month has a day 32"),
        ("daily at 8 mention " + "@" * 101, "calls nobody"),
        ("daily at 8 mention @desk", "“@desk” calls nobody"),
        ("daily at 8 mention <@&" + "1" * 101 + ">", "too long"),
        ("daily at 8 in a thread in a forum", "already"),
        ("daily at 8 in <#123>", "the channel in which it is set up"),
        ("every 2 hours between 8 and 18", "round the clock"),
        ("every weekday morning", "“weekdays at 08:00”"),
        ("weekdays at 08:00 and Saturdays at 10:00", "other times on other days"),
        ("at 8 on Mondays and at 18:00 on Fridays", "other times on other days"),
        ("daily at 8 on", "missing after “on”"),
        ("daily at 8 about,", "missing after “about”"),
        ("daily at 8 mention", "missing after “mention”"),
        ("every Sunday evening", "“Sundays at 18:00”"),
        ("daily at 8 " + "on " * 400, "1,210 characters long"),
    ],
)
def test_what_cannot_be_read_is_told_with_an_example_that_works(text: str, words: str) -> None:
    with pytest.raises(BotError) as refused:
        read(text)
    assert words.casefold() in str(refused.value).casefold()
    example = refused.value.cure.rpartition("“")[2].partition("”")[0]
    assert example != text
    if not example.startswith("quiet"):
        read(example if re.search("[0-9]:|every|cron", example) else f"daily at 08:00 {example}")


def test_the_zone_that_was_taken_is_said_where_none_was_named() -> None:
    assert read_digest("daily at 8", TOPIC, "Asia/Tokyo").note == (
        "No time zone was named, so the times are those of Asia/Tokyo."
    )
    assert read_digest("daily at 8 UTC", TOPIC, "Asia/Tokyo").note == ""
    old = read_digest("daily at 8 Asia/Calcutta", TOPIC, "Asia/Tokyo").note
    assert old == "Asia/Calcutta is Asia/Kolkata today."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "weekdays 8, 18:00 UTC on isles, westland",
            "weekdays at 08:00 and 18:00, UTC, on the North Isles and Westland",
        ),
        ("8:00 Oslo time about tolls, in a thread", "daily at 08:00, Europe/Oslo, about Tolls, in a thread"),
        ("cron 0 8 1 1 * UTC", "cron 0 8 1 1 *, UTC"),
        ("every 2 hours on weekdays UTC mention <@&1|desk>", "every 2 hours on weekdays, UTC, mention @desk"),
        ("8:00 UTC mention <@&1>", "daily at 08:00, UTC, mention a role"),
    ],
)
def test_terms_are_told_in_plain_english(text: str, told: str) -> None:
    assert describe(read(text.replace("weekdays 8,", "weekdays at 8,")), TOPIC) == told


times = st.sets(
    st.sampled_from([clock(h, m) for h in range(24) for m in (0, 10, 15, 45)]), min_size=1, max_size=4
)
days = st.sampled_from(
    ["daily", "weekdays", "weekends", "Mondays", "sat, sun, tue", "last Friday", "2nd of the month"]
)
intervals = st.sampled_from(
    [
        "every 6 hours",
        "hourly",
        "every 30 minutes on weekdays",
        "every 90 minutes on Mondays",
        "every 2 hours",
    ]
)
crons = st.sampled_from(
    ["cron 0 8 1 * 1", "cron 5 4 * 1-6 mon-fri/2", "cron 0 8 * * 1#1,5#L, cron 3 4 * * *"]
)
whens = st.one_of(
    st.builds(lambda d, t: f"{d} at {' and '.join(f'{at:%H:%M}' for at in sorted(t))}", days, times),
    intervals,
    crons,
)
quiets = st.none() | st.lists(st.times(), min_size=2, max_size=2, unique_by=lambda t: (t.hour, t.minute)).map(
    lambda two: Quiet(
        start=two[0].replace(second=0, microsecond=0), end=two[1].replace(second=0, microsecond=0)
    )
)


@given(
    when=whens,
    zone=st.sampled_from(sorted(map(name_today, zones()))),
    actors=st.lists(st.sampled_from([actor.id for actor in TOPIC.actors]), unique=True).map(tuple),
    issues=st.lists(st.sampled_from([issue.id for issue in TOPIC.issues]), unique=True).map(tuple),
    options=st.fixed_dictionaries(
        {
            "most": st.integers(1, 40),
            "when_empty": st.sampled_from(["say", "silent"]),
            "quiet": quiets,
            "mention": st.sampled_from(["", "@here", "<@&9>", "<!subteam^S1|@a>", "<@U1|on>"]),
            "publish": st.booleans(),
        }
    ),
    place=st.sampled_from(["", "threaded", "forum"]),
)
def test_a_digest_in_words_reads_back_as_itself(
    when: str,
    zone: str,
    actors: tuple[str, ...],
    issues: tuple[str, ...],
    options: dict[str, Any],
    place: str,
) -> None:
    options = options | ({place: True} if place else {})
    schedule = Schedule(cron=read(when).schedule.cron, zone=zone)
    try:
        terms = Terms(topic="strait", schedule=schedule, actors=actors, issues=issues, **options)
    except NoSuchSchedule:  # it is quiet at all its times
        reject()
    assert read(spell(terms)) == terms


@given(st.text(max_size=80) | st.text("0123456789:-,.apm onatevrydhu|/@+", max_size=80))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        terms = read(text)
    except BotError as refused:
        terms = read("daily at 8") if refused.problem and refused.cure else None
    assert terms
    assert read(spell(terms)) == terms


def test_a_long_line_is_read_quickly() -> None:
    began = time.perf_counter()
    for text in ("at 8, " * 160, "a " * 490, "first " * 160, "every " * 160, "a-" * 490 + " time"):
        with pytest.raises((BotError, NotADigest)):
            read(text + " x/y")
    assert time.perf_counter() - began < 2
