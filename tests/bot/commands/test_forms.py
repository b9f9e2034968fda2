"""Forms say the same as typed lines."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.app import App
from bot.commands.grammar import GRAMMAR
from bot.commands.parsing import read
from bot.messages import Command


@pytest.mark.parametrize(
    ("command", "options", "typed"),
    [
        ("stance", {"actor": "{actor}", "on": "{issue}"}, "stance {actor} on {issue}"),
        ("stance", {"actor": "{actor}", "since": "14 May 2019"}, "stance {actor} since 2019-05-14"),
        ("compare", {"actor": "{actor}", "other": "{other}"}, "compare {actor} {other}"),
        (
            "search",
            {"words": "on record", "since": "2019-05-14"},
            'search "on record" since 2019-05-14',
        ),
        ("report", {"id": "0123abcd", "why": "said on Monday"}, "report 0123abcd said on Monday"),
        ("report", {"id": "0123abcd", "why": "x", "action": "undo"}, "report undo 0123abcd"),
        ("help", {"command": "stance"}, "help stance"),
        ("overview", {}, "overview"),
    ],
)
def test_a_form_reads_as_the_line_does(app: App, command: str, options: dict[str, str], typed: str) -> None:
    topic = next(iter(app.context.topics.values()))
    names = {
        "actor": topic.actors[0].id,
        "other": topic.actors[1].id,
        "issue": topic.issues[0].id,
    }
    filled = {name: value.format(**names) for name, value in options.items()}
    today = date(2021, 4, 1)

    def understood(text: str) -> object:
        return read(app.context.topics, Command(text=text), today)

    line = app.line(topic.id, command, filled)
    assert understood(line) == understood(f"/{topic.id} {typed.format(**names)}")


def test_every_person_can_be_chosen_by_name(app: App) -> None:
    topic = next(iter(app.context.topics.values()))
    for person in topic.people:
        line = app.line(topic.id, "quotes", {"actor": person.name})
        assert read(app.context.topics, Command(text=line), date(2021, 4, 1)).person == person.id


def test_a_value_cannot_smuggle_in_another_option(app: App) -> None:
    topic = next(iter(app.context.topics.values()))
    line = app.line(topic.id, "quotes", {"actor": topic.actors[0].id, "on": 'x" since 1999-01-01 "y'})
    assert read(app.context.topics, Command(text=line), date(2021, 4, 1)).since is None


def test_every_command_has_a_form_with_the_required_options_first(app: App) -> None:
    (topic,) = app.topics()
    assert [command.name for command in topic.commands] == [rule.name for rule in GRAMMAR]
    for command in topic.commands:
        required = [option.required for option in command.options]
        assert required == sorted(required, reverse=True)
        names = [option.name for option in command.options]
        assert all(re.fullmatch("[a-z_]{1,32}", name) for name in names)
        assert len(set(names)) == len(names)


def test_choices_come_by_beginning_then_alias_then_likeness(app: App) -> None:
    topic = next(iter(app.context.topics.values()))
    actor = topic.actors[0]
    assert app.choices(topic.id, "stance", "actor", actor.name[:3], {})[0].value == actor.id
    alias = (*actor.aliases, *actor.metonyms, actor.short)[0]
    assert actor.id in [c.value for c in app.choices(topic.id, "stance", "actor", alias, {})]
    misspelt = actor.name[:2] + actor.name[3:]
    assert actor.id in [c.value for c in app.choices(topic.id, "stance", "actor", misspelt, {})]


def test_a_side_is_not_offered_twice_for_a_comparison(app: App) -> None:
    topic = next(iter(app.context.topics.values()))
    first = topic.actors[0].id
    offered = [c.value for c in app.choices(topic.id, "compare", "other", "", {"actor": first})]
    assert offered
    assert first not in offered


@pytest.mark.parametrize(
    ("topic", "command", "option"),
    [("atlantis", "stance", "actor"), ("{topic}", "nonsense", "actor"), ("{topic}", "stance", "nonsense")],
)
def test_what_there_is_not_has_no_choices(app: App, topic: str, command: str, option: str) -> None:
    known = next(iter(app.context.topics))
    assert app.choices(topic.format(topic=known), command, option, "a", {}) == ()


@pytest.mark.parametrize(
    ("action", "value", "words"),
    [
        (
            "edit",
            "20a7 weekdays at 09:00 on russia most 8 lines",
            "20a7 weekdays at 09:00 on russia most 8 lines",
        ),
        ("edit", "20a7 daily at 08:00 about sanctions", "20a7 daily at 08:00 about sanctions"),
        ("pause", "20a7 until after the summit", "20a7 until after the summit"),
        ("add", "cron 0 8 * * 1-5 on russia", "cron 0 8 * * 1-5 on russia"),
    ],
)
def test_a_form_gives_a_digest_its_words_as_they_were_typed(
    app: App, action: str, value: str, words: str
) -> None:
    topic = next(iter(app.context.topics.values()))
    line = app.line(topic.id, "digest", {"action": action, "id_or_when": value})
    request = read(app.context.topics, Command(text=line), date(2026, 11, 22))
    assert (request.action, request.words) == (action, words)
