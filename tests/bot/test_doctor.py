"""The doctor: every finding with its cure, whatever goes wrong while looking."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from bot import doctor
from bot.loading import load_topic
from bot.messages import Finding, Refused
from bot.storage import open_store
from bot.storage.feed_contract import GivenFeed, Polled

TOKENS = {"DISCORD_TOKEN": "a.wrong.token", "SLACK_BOT_TOKEN": "xoxb-wrong"}


class Patient:
    """A platform of our own, in whichever state a test wants it."""

    finds: ClassVar[dict[str, object]] = {}
    arrived: ClassVar[set[str]] = set()

    def __init__(self, platform: str) -> None:
        self._platform = platform

    async def examine(self) -> Sequence[Finding]:
        found = self.finds.get(self._platform)
        if isinstance(found, Exception):
            raise found
        if found == "together":
            self.arrived.add(self._platform)
            while len(self.arrived) < 2:  # noqa: ASYNC110 for ever, were they asked one after the other
                await asyncio.sleep(0.01)
        else:
            await asyncio.sleep(float(str(found or 0)))
        return [Finding(what=self._platform, detail="well")]


@pytest.fixture
def findings(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Examines with one platform, which finds what it is given."""

    def examine(*, quick: bool = False, finds: object = None, **settings: str) -> dict[str, Finding]:
        given = {"READOUT_DATA": str(tmp_path / "data"), "READOUT_TOPICS": str(pack)} | settings
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(Patient, "finds", {"slack": finds, "discord": finds})
        monkeypatch.setattr(doctor, "language_model", lambda: "none")
        return {finding.what: finding for finding in doctor.examine(quick=quick)}

    return examine


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own platform in place of all others."""
    monkeypatch.setattr(
        doctor, "find_adapter", lambda name: Patient if name == "terminal" else lambda _: Patient(name)
    )


def test_a_wrong_setting_is_the_only_finding(findings) -> None:
    found = findings(READOUT_LOG="everything")
    assert list(found) == ["settings"]
    assert "READOUT_LOG" in found["settings"].wrong
    assert "warning, info or debug" in found["settings"].cure


def test_without_credentials_no_platform_is_looked_at(findings) -> None:
    found = findings()
    assert not any(finding.wrong for finding in found.values())
    assert "discord" not in found


def test_quick_leaves_the_network_out(findings, ours) -> None:
    assert "slack" not in findings(quick=True, finds=ValueError("never asked"), SLACK_BOT_TOKEN="xoxb-x")


@pytest.mark.parametrize(
    ("finds", "wrong", "cure"),
    [
        (Refused("The token is wrong.", "Make a new one."), "The token is wrong.", "Make a new one."),
        (ValueError("xoxb-secret"), "An error that nobody foresaw (ValueError).", "Please report it."),
        (5, "It did not answer within 0 seconds.", "Check the network"),
        (None, "", ""),
    ],
)
def test_whatever_a_platform_does_is_a_finding(
    findings, ours, monkeypatch: pytest.MonkeyPatch, finds: object, wrong: str, cure: str
) -> None:
    monkeypatch.setattr(doctor, "PATIENCE", 0.4)
    found = findings(finds=finds, SLACK_BOT_TOKEN="xoxb-x")["slack"]
    assert found.wrong == wrong
    assert found.cure.startswith(cure)


def test_platforms_are_looked_at_side_by_side(findings, ours) -> None:
    found = findings(
        finds="together", DISCORD_TOKEN="a.b.c", SLACK_APP_TOKEN="xapp-x", SLACK_BOT_TOKEN="xoxb-x"
    )
    assert {"slack", "discord"} <= set(found)
    assert not any(finding.wrong for finding in found.values())


@pytest.fixture
async def silent() -> AsyncIterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


async def test_a_server_that_never_answers_is_told_from_a_wrong_token(
    findings, silent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PATIENCE", 0.5)
    bases = {
        "DISCORD_API_BASE": f"http://127.0.0.1:{silent}/api/v10",
        "SLACK_API_BASE": f"http://127.0.0.1:{silent}/api/",
    }
    found = await asyncio.to_thread(findings, **TOKENS, **bases)
    for name in ("discord", "slack"):
        assert "did not answer" in found[name].wrong
        assert "network" in found[name].cure


def test_a_folder_that_cannot_be_written_is_told_with_its_cure(findings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = findings(quick=True, READOUT_DATA=str(tmp_path / "file" / "data"))
    assert "cannot be" in found["data folder"].wrong
    assert "READOUT_DATA" in found["data folder"].cure


# ---- feeds -------------------------------------------------------------------------------------------


def known_feed(tmp_path: Path, topic: str, name: str, trouble: str = "") -> None:
    at = datetime(2019, 6, 20, 12, tzinfo=UTC)
    store = open_store(f"sqlite:///{tmp_path / 'data' / 'readout.db'}")
    feed = store.feeds.add(topic, GivenFeed(url=f"https://{name}.example/rss"), who="ana", at=at, interval=60)
    tried = Polled(succeeded=not trouble, due=at, interval=60, kind="feed", trouble=trouble)
    store.feeds.polled(feed.key, tried, at=at)
    store.close()


def test_feeds_that_fail_are_counted_and_only_when_all_do_is_that_wrong(findings, pack, tmp_path) -> None:
    assert "0 named" in findings(quick=True)["feeds"].detail
    topic = load_topic(pack).id
    known_feed(tmp_path, topic, "herald", trouble="herald.example does not answer.")
    wrong = findings(quick=True)["feeds"]
    assert "No feed could be read at the last try. herald.example does not answer." in wrong.wrong
    assert wrong.cure
    known_feed(tmp_path, topic, "courier")
    told = findings(quick=True, READOUT_CONTACT="desk@herald.example")["feeds"].detail
    assert told == "2 named, 1 read so far, 1 failing, which “feeds list” explains"
