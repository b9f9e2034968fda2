"""The application as an adapter sees it, and what it says when something goes wrong."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.errors import AdapterMissing, BotError, SettingsError
from bot.loading import choose_topic, find_adapter, load_topics
from bot.messages import Command, Note
from bot.settings import Settings
from bot.storage.contract import Store
from bot.storage.errors import DatabaseBusy
from summaries.errors import InvalidTopic


class Failing(Store):
    """A store that cannot be read."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattribute__(self, name: str) -> object:
        if name == "error" or name.startswith("__"):
            return super().__getattribute__(name)
        raise self.error


def failing(app: App, error: Exception) -> App:
    return replace(app, context=replace(app.context, store=Failing(error)))


def test_a_command_is_answered(app: App) -> None:
    reply = asyncio.run(app.answer(Command(text="/strait stance norland")))
    assert reply.ok
    assert "Norland" in reply.title


def test_an_expected_failure_says_problem_and_cure(app: App) -> None:
    broken = failing(app, DatabaseBusy("Somebody else is writing.", "Try again in a minute."))
    reply = broken.answer_now(Command(text="latest"))
    assert (reply.ok, reply.title) == (False, "Somebody else is writing.")
    assert reply.blocks == (Note(text="Try again in a minute."),)


def test_an_unexpected_failure_has_a_reference_that_is_in_the_log(app: App, settings: Settings) -> None:
    reply = failing(app, RuntimeError("secret detail")).answer_now(Command(text="latest"))
    assert not reply.ok
    assert "secret detail" not in reply.model_dump_json()
    entry = json.loads((settings.data / "readout.log").read_text().splitlines()[-1])
    assert entry["reference"] in reply.blocks[0].text
    assert entry["exception"][0] == "RuntimeError"
    assert "secret detail" not in str(entry)


def test_failing_completion_offers_nothing(app: App) -> None:
    assert failing(app, RuntimeError("down")).complete(Command(text="source 4k")) == ()


def test_typing_is_completed_and_a_newcomer_greeted(app: App) -> None:
    assert any("stance" in found.text for found in app.complete(Command(text="sta")))
    assert app.greeting().ok


def test_only_one_topic_needs_no_name(settings: Settings, pack: Path) -> None:
    topic, folder = choose_topic(settings, None)
    assert (topic.id, folder) == ("strait", pack)


def test_a_topic_may_be_named_by_id_or_folder(settings: Settings, pack: Path) -> None:
    assert choose_topic(settings, "Strait")[0] == choose_topic(settings, str(pack))[0]


def test_an_unknown_topic_names_the_known(settings: Settings) -> None:
    with pytest.raises(SettingsError, match=r"no topic “atlantis”.*strait"):
        choose_topic(settings, "atlantis")


def test_two_packs_with_one_id_are_refused(settings: Settings, pack: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    twin.mkdir()
    (twin / "topic.toml").write_bytes((pack / "topic.toml").read_bytes())
    both = settings.model_copy(update={"topics": (str(pack), str(twin))})
    with pytest.raises(SettingsError, match="both hold the topic “strait”"):
        load_topics(both)


def test_a_pack_that_is_no_text_is_named(settings: Settings, pack: Path) -> None:
    (pack / "topic.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidTopic, match=r"topic\.toml is not UTF-8"):
        load_topics(settings)


def test_a_data_folder_that_cannot_be_made_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = settings.model_copy(update={"data": tmp_path / "file" / "data"})
    with pytest.raises(BotError, match="cannot be made"), open_app(blocked):
        pytest.fail("it opened")


def test_an_unknown_platform_is_said_plainly() -> None:
    with pytest.raises(AdapterMissing, match="“telegraph”"):
        find_adapter("telegraph")
