"""The one place that wires everything: topics, store, commands, adapters. Importing it does nothing."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import structlog

from bot import commands, logs
from bot.commands.context import Context
from bot.errors import AdapterMissing, BotError, SettingsError
from bot.messages import Command, Completion, Note, Reply
from bot.settings import Settings, topic_folder
from bot.storage import open_store
from bot.storage.errors import StorageError
from summaries.errors import InvalidTopic, SummariesError
from summaries.topics import Topic, parse_topic

EXPECTED = (BotError, StorageError, SummariesError)
"""The errors that say themselves what is wrong and what to do."""

ADAPTERS = "readout.adapters"


@dataclass(frozen=True)
class App:
    """Readout, ready to answer: what an adapter sees as ``bot.messages.Service``.

    ``folders`` are the topic packs' folders, by topic id.
    """

    context: Context
    folders: dict[str, Path]

    async def answer(self, command: Command) -> Reply:
        """Answer a command, off the event loop; whatever goes wrong, the reply says it calmly."""
        import asyncio

        return await asyncio.to_thread(self.answer_now, command)

    def answer_now(self, command: Command) -> Reply:
        """``answer``, for who has no event loop."""
        try:
            return commands.handle(self.context, command)
        except EXPECTED as error:
            return Reply(title=error.problem, blocks=_cure(error.cure), ok=False)
        except Exception:
            return _sorry(command)

    def complete(self, command: Command) -> Sequence[Completion]:
        """Ways to go on; none when looking for them failed."""
        try:
            return commands.complete(self.context, command)
        except Exception:
            structlog.get_logger().exception("completion failed", command=command.text[:200])
            return ()

    def greeting(self) -> Reply:
        """What a newcomer sees first."""
        try:
            return commands.greeting(self.context)
        except EXPECTED as error:
            return Reply(title=error.problem, blocks=_cure(error.cure), ok=False)


@contextmanager
def open_app(settings: Settings, *, today: Callable[[], date] | None = None) -> Iterator[App]:
    """Topics loaded, database opened, logs set up; closed again at the end.

    ``today`` is the day that "yesterday" counts from: this machine's, in its own time zone, by default.
    """
    topics = load_topics(settings)
    with logs.kept(settings.data / "readout.log", settings.secrets), opened_store(settings) as store:
        context = Context(
            topics={topic.id: topic for topic in topics.values()}, store=store, today=today or _today
        )
        gc.freeze()  # or a collection walks the topic packs in the midst of an answer, for some 30 ms
        yield App(context, {topic.id: folder for folder, topic in topics.items()})


@contextmanager
def opened_store(settings: Settings) -> Iterator[Any]:
    """The store that the settings name, its folder made where it is ours."""
    if settings.database_url is None:
        make_folder(settings.data)
    store = open_store(settings.database)
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


def _today() -> date:
    return datetime.now().astimezone().date()


def _cure(cure: str) -> tuple[Note, ...]:
    return (Note(text=cure),) if cure else ()


def _sorry(command: Command) -> Reply:
    reference = secrets.token_hex(3)
    structlog.get_logger().exception("answer failed", reference=reference, command=command.text[:200])
    return Reply(
        title="Something went wrong while answering.",
        blocks=(Note(text=f"It is in the log as {reference}. Try again, or ask in other words."),),
        ok=False,
    )
