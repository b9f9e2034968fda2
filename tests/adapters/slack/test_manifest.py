"""The app's manifest, within what Slack takes (docs.slack.dev: app manifest reference)."""

from __future__ import annotations

import json

import pytest

from adapters.slack.adapter import Slack
from adapters.slack.manifest import EVENTS, SCOPES, manifest
from bot.messages import TopicDescription
from tests.adapters.slack.workspace import settings

TOPICS = (
    TopicDescription(id="strait", title="The Strait", commands=()),
    TopicDescription(id="tarn-valley", title="Tarn Valley " + "x" * 3000, commands=()),
)


@pytest.mark.parametrize("socket_mode", [True, False])
def test_every_field_is_within_slacks_limits(socket_mode: bool) -> None:
    made = manifest(TOPICS, "https://bot.example.org", socket_mode=socket_mode)
    shown, features = made["display_information"], made["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    for command in features["slash_commands"]:
        assert 2 <= len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    assert len(features["slash_commands"]) <= 50
    json.dumps(made)


def test_every_topic_has_its_command() -> None:
    made = manifest(TOPICS, "", socket_mode=True)
    assert [each["command"] for each in made["features"]["slash_commands"]] == ["/strait", "/tarn-valley"]


def test_socket_mode_names_no_address() -> None:
    made = manifest(TOPICS, "", socket_mode=True)
    assert made["settings"]["socket_mode_enabled"]
    assert "http" not in json.dumps(made)


def test_requests_go_to_the_public_address() -> None:
    made = manifest(TOPICS, "https://bot.example.org", socket_mode=False)
    events = "https://bot.example.org/slack/events"
    assert not made["settings"]["socket_mode_enabled"]
    assert made["settings"]["event_subscriptions"]["request_url"] == events
    assert made["settings"]["interactivity"]["request_url"] == events
    assert {each["url"] for each in made["features"]["slash_commands"]} == {events}
    assert made["oauth_config"]["redirect_urls"] == ["https://bot.example.org/slack/oauth_redirect"]


def test_without_a_public_address_the_app_uses_socket_mode() -> None:
    made = Slack.manifest(TOPICS, settings("http://127.0.0.1:1", public_url="", SLACK_SIGNING_SECRET="s"))
    assert made["settings"]["socket_mode_enabled"]


def test_every_event_that_is_heard_is_subscribed_and_has_its_scope() -> None:
    needed = {"app_mention": "app_mentions:read", "message.im": "im:history"}
    assert {"app_home_opened", "app_uninstalled", "tokens_revoked", *needed} == set(EVENTS)
    assert set(needed.values()) <= set(SCOPES)


def test_posting_surely_has_the_scopes_that_it_needs_and_no_more() -> None:
    """To post, to look for a post whose receipt got lost, to join a public channel for that, to tell one
    person.
    """
    posts = {"chat:write", "chat:write.public"}
    looks = {"channels:history", "groups:history", "channels:join"}
    tells = {"im:write"}
    others = {"app_mentions:read", "commands", "im:history", "im:read", "users:read"}
    assert set(SCOPES) == posts | looks | tells | others
