"""What `readout doctor` finds on Slack, each thing told apart."""

from __future__ import annotations

import pytest

from adapters.slack.adapter import Slack
from adapters.slack.manifest import SCOPES
from bot.messages import Finding
from tests.adapters.slack.workspace import Workspace, settings

BOTH = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


async def found(slack: Workspace, **given: str) -> dict[str, Finding]:
    return {each.what: each for each in await Slack(settings(slack.url, **given)).examine()}


async def test_all_is_well(slack: Workspace) -> None:
    findings = await found(slack, **BOTH)
    assert [each.wrong for each in findings.values()] == ["", ""]
    assert findings["slack"].detail == "readout in Desk"


async def test_a_wrong_bot_token_is_named(slack: Workspace) -> None:
    slack.next["auth.test"].append("invalid_auth")
    wrong = (await found(slack, **BOTH))["slack"]
    assert wrong.wrong == "Slack refuses SLACK_BOT_TOKEN (invalid_auth)."
    assert "xoxb-…" in wrong.cure


async def test_a_wrong_app_token_is_named(slack: Workspace) -> None:
    slack.next["apps.connections.open"].append("invalid_auth")
    wrong = (await found(slack, **BOTH))["slack socket"]
    assert wrong.wrong == "Slack refuses SLACK_APP_TOKEN (invalid_auth)."
    assert "connections:write" in wrong.cure


async def test_missing_scopes_are_named(slack: Workspace) -> None:
    slack.scopes = ",".join(scope for scope in SCOPES if scope not in ("users:read", "commands"))
    wrong = (await found(slack, **BOTH))["slack scopes"]
    assert wrong.wrong == "Missing: commands, users:read."
    assert "readout manifest slack" in wrong.cure


async def test_all_scopes_are_enough(slack: Workspace) -> None:
    slack.scopes = ", ".join(SCOPES)
    assert "slack scopes" not in await found(slack, **BOTH)


async def test_no_way_in_is_named(slack: Workspace) -> None:
    wrong = (await found(slack, SLACK_BOT_TOKEN="xoxb-1"))["slack requests"]
    assert wrong.wrong == "Slack has no way to reach Readout."


async def test_an_unreachable_slack_is_named() -> None:
    (wrong,) = await Slack(settings("http://127.0.0.1:9", **BOTH)).examine()
    assert wrong.wrong.startswith("Slack cannot be reached")


@pytest.mark.parametrize("status", [500, 503])
async def test_a_slack_out_of_order_is_told_apart_from_a_wrong_token(slack: Workspace, status: int) -> None:
    slack.next["auth.test"].append(status)
    wrong = (await found(slack, **BOTH))["slack"]
    assert wrong.wrong == f"Slack is out of order (status {status})."
    assert "again" in wrong.cure
