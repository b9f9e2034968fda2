"""The slash commands are what Discord's rules allow, for whatever topic and grammar."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.commands import MOST_TOPICS, asked, fingerprint, payloads, unfit_topics
from bot.app import App
from bot.messages import Choice, CommandDescription, Option, TopicDescription

NAME = re.compile(r"[-_a-z0-9]{1,32}")
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,31}", fullmatch=True)


def topic(id: str = "strait", title: str = "The strait", *commands: CommandDescription) -> TopicDescription:
    return TopicDescription(id=id, title=title, commands=commands or (COMMAND,))


COMMAND = CommandDescription(
    name="stance",
    summary="Where an actor stands",
    options=(
        Option(name="actor", description="who", required=True, completes=True),
        Option(name="on", description="what about", choices=(Choice(name="tolls", value="tolls"),)),
    ),
)


def broken_rules(command: dict[str, Any]) -> list[str]:
    """What Discord would refuse (docs.discord.com: interactions/application-commands)."""
    nodes = [command, *command["options"]]
    nodes += chain.from_iterable(each.get("options", ()) for each in command["options"])
    checks = {
        "names": all(NAME.fullmatch(node["name"]) for node in nodes),
        "descriptions": all(1 <= len(node["description"]) <= 100 for node in nodes),
        "unique": all(_unique(node.get("options", ())) for node in nodes),
        "options": all(len(node.get("options", ())) <= 25 for node in nodes),
        "choices": all(len(node.get("choices", ())) <= 25 for node in nodes),
        "choice": all(
            1 <= len(c["name"]) <= 100 and 1 <= len(c["value"]) <= 100
            for node in nodes
            for c in node.get("choices", ())
        ),
        "required first": all(_required_first(node.get("options", ())) for node in command["options"]),
        "either choices or autocomplete": not any(n.get("choices") and n.get("autocomplete") for n in nodes),
        "together": _letters(nodes) <= 8000,
    }
    return [rule for rule, kept in checks.items() if not kept]


def _unique(options: list[dict[str, Any]]) -> bool:
    return len({option["name"] for option in options}) == len(options)


def _required_first(options: list[dict[str, Any]]) -> bool:
    required = [bool(option.get("required")) for option in options]
    return required == sorted(required, reverse=True)


def _letters(nodes: list[dict[str, Any]]) -> int:
    choices = [choice for node in nodes for choice in node.get("choices", ())]
    return sum(len(n["name"]) + len(n["description"]) for n in nodes) + sum(
        len(c["name"]) + len(c["value"]) for c in choices
    )


def test_the_whole_grammar_keeps_discords_rules(bundled: App) -> None:
    made = payloads(bundled.topics())
    assert [command["name"] for command in made] == ["venezuela", "venezuela-admin"]
    assert [broken_rules(command) for command in made] == [[], []]


def test_every_command_of_the_grammar_is_offered_with_all_its_options(bundled: App) -> None:
    described = bundled.topics()[0]
    everybody, administration = payloads([described])
    offered = {each["name"]: {o["name"] for o in each["options"]} for each in everybody["options"]}
    assert offered == {c.name: {o.name for o in c.options} | {"private"} for c in described.commands}
    assert {each["name"] for each in administration["options"]} == {
        "settings",
        *(c.name for c in described.commands if c.administrative),
    }


def test_administration_asks_for_manage_channels_and_works_in_servers_alone() -> None:
    everybody, administration = payloads([topic()])
    assert "default_member_permissions" not in everybody
    assert everybody["contexts"] == [0, 1, 2]
    assert administration["default_member_permissions"] == "16"
    assert administration["contexts"] == [0]


@given(st.lists(IDS, max_size=5, unique=True))
def test_any_topic_id_makes_a_valid_command_or_is_told_with_a_cure(ids: list[str]) -> None:
    made = payloads(topic(id) for id in ids)
    unfit = unfit_topics(ids)
    assert all(NAME.fullmatch(command["name"]) for command in made)
    assert len({command["name"] for command in made}) == len(made) == 2 * (len(ids) - len(unfit))
    assert all("topic.toml" in cure for cure in unfit.values())


@pytest.mark.parametrize("id", ["a" * 26, "x", "no-admin-here", "2-seas", "east_west"])
def test_these_ids_can_be_commands(id: str) -> None:
    assert unfit_topics([id]) == {}


@pytest.mark.parametrize("id", ["a" * 27, "strait-admin", "Straße", "two words", "", "a/b"])
def test_these_ids_cannot_be_commands_and_the_others_go_on(id: str) -> None:
    assert list(unfit_topics([id, "strait"])) == [id]
    assert [command["name"] for command in payloads([topic(id), topic()])] == ["strait", "strait-admin"]


def test_fifty_topics_have_commands_and_the_fifty_first_is_told() -> None:
    ids = [f"topic-{number}" for number in range(MOST_TOPICS + 1)]
    assert len(payloads(topic(id) for id in ids)) == 100
    assert list(unfit_topics(ids)) == [ids[-1]]
    assert unfit_topics(ids[:-1]) == {}


def test_long_titles_and_descriptions_are_cut_to_a_hundred_letters() -> None:
    option = Option(name="actor", description="d" * 101, choices=tuple(
        Choice(name=f"n{number}", value=f"v{number}") for number in range(26)
    ))  # fmt: skip
    long = CommandDescription(name="stance", summary="s" * 101, options=(option,))
    assert [broken_rules(command) for command in payloads([topic("strait", "t" * 101, long)])] == [[], []]


def test_a_change_of_grammar_changes_the_fingerprint_and_nothing_else_does() -> None:
    changed = COMMAND.model_copy(update={"summary": "Where an actor stood"})
    mark = fingerprint(payloads([topic()]))
    assert mark == fingerprint(payloads([topic()]))
    assert mark != fingerprint(payloads([topic("strait", "The strait", changed)]))
    assert mark == fingerprint(json.loads(json.dumps(payloads([topic()]))))


# ---- what comes back ---------------------------------------------------------------------------------


def filled(*options: dict[str, Any], name: str = "strait", command: str = "stance") -> dict[str, Any]:
    return {"name": name, "options": [{"name": command, "type": 1, "options": list(options)}]}


def test_a_filled_form_is_read() -> None:
    found = asked(
        filled(
            {"name": "actor", "type": 3, "value": "norland"}, {"name": "private", "type": 5, "value": True}
        )
    )
    assert found is not None
    assert (found.topic, found.command, found.options) == ("strait", "stance", {"actor": "norland"})
    assert found.private is True
    assert not found.administration


def test_the_option_that_is_being_typed_is_known() -> None:
    found = asked(filled({"name": "actor", "type": 3, "value": "no", "focused": True}))
    assert found is not None
    assert found.focused == "actor"


def test_administration_is_known_by_its_command() -> None:
    found = asked(filled(name="strait-admin", command="review"))
    assert found is not None
    assert (found.topic, found.administration) == ("strait", True)


@pytest.mark.parametrize("data", [{}, {"name": "strait"}, {"name": "strait", "options": [{"name": "x"}]}])
def test_what_is_no_command_of_ours_is_nothing(data: dict[str, Any]) -> None:
    assert asked(data) is None
