"""Making ready what the settings name: the store, the topic packs, the adapters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from bot.errors import AdapterMissing, SettingsError
from bot.settings import Settings, topic_folder
from bot.storage import open_store
from bot.storage.contract import Store
from summaries.errors import InvalidTopic
from summaries.topics import Topic, parse_topic

ADAPTERS = "readout.adapters"


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store that the settings name, its folder made where it is ours."""
    if settings.database_url is None:
        make_folder(settings.data)
    store = open_store(
        settings.database,
        patience=settings.database_patience,
        statement=settings.database_timeout,
        connections=settings.database_connections,
    )
    try:
        yield store
    finally:
        store.close()


def make_folder(folder: Path) -> None:
    """Make the data folder; SettingsError where that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"READOUT_DATA: the folder {folder} cannot be made ({error.strerror or error}).",
            "Name a folder that you may write to.",
        ) from error


def load_topics(settings: Settings) -> dict[Path, Topic]:
    """The topic packs of the settings, by their folders; InvalidTopic where one breaks its rules."""
    topics: dict[Path, Topic] = {}
    for folder in settings.topic_folders():
        topic = load_topic(folder)
        if twin := next((f for f, t in topics.items() if t.id == topic.id), None):
            raise SettingsError(
                f"READOUT_TOPICS: {twin} and {folder} both hold the topic “{topic.id}”.",
                "Leave one of them out.",
            )
        topics[folder] = topic
    if not topics:
        raise SettingsError("There is no topic pack to work with.", "Name a folder with READOUT_TOPICS.")
    return topics


def load_topic(folder: Path) -> Topic:
    """The topic pack in ``folder``."""
    file = folder / "topic.toml"
    try:
        return parse_topic(file.read_text("utf-8"), str(file))
    except UnicodeDecodeError as error:
        raise InvalidTopic(f"{file} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise InvalidTopic(
            f"{file} cannot be read ({error.strerror or error}).", "Check its rights."
        ) from error


def choose_topic(settings: Settings, name: str | None) -> tuple[Topic, Path]:
    """The topic that was asked for, by id, alias or folder; the only one where there is one."""
    topics = load_topics(settings)
    if name is None and len(topics) == 1:
        return next((topic, folder) for folder, topic in topics.items())
    known = ", ".join(topic.id for topic in topics.values())
    if name is None:
        raise SettingsError("There are several topics.", f"Choose one with --topic: {known}.")
    for folder, topic in topics.items():
        if name.casefold() in (topic.id, *(alias.casefold() for alias in topic.aliases)):
            return topic, folder
    try:
        folder = topic_folder(name)
    except SettingsError:
        raise SettingsError(f"There is no topic “{name}”.", f"Known: {known}; or name a folder.") from None
    return load_topic(folder), folder


def find_adapter(name: str) -> Any:
    """The adapter class registered as ``name`` in the entry-point group; AdapterMissing if none is."""
    found = next(iter(entry_points(group=ADAPTERS, name=name)), None)
    if found is None:
        raise AdapterMissing(
            f"Nothing installed offers the platform “{name}”.",
            "Install Readout with `make setup` or pip; a newer version may bring it.",
        )
    return found.load()
