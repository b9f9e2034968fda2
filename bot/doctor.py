"""Finding out what is wrong before a user does: each finding with its cure."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.app import EXPECTED, find_adapter, load_topics, opened_store
from bot.errors import AdapterMissing, SettingsError
from bot.settings import Settings, load_settings


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``wrong`` is what is the matter ("": nothing), ``cure`` what to do then."""

    what: str
    detail: str = ""
    wrong: str = ""
    cure: str = ""


Check = Callable[[], str]
"""Looks at one thing: returns a detail worth showing, or raises an error that says what is wrong."""


def examine(*, quick: bool = False) -> Iterator[Finding]:
    """Every finding, in the order in which things build on each other. ``quick`` leaves out the slow ones.

    Wrong settings are the only finding when there are any: nothing else could be looked at.
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding("settings", wrong=error.problem, cure=error.cure)
        return
    yield Finding("settings", ".env and environment" if Path(".env").is_file() else "environment")
    for what, check in checks(settings, quick=quick).items():
        try:
            yield Finding(what, check())
        except EXPECTED as error:
            yield Finding(what, wrong=error.problem, cure=error.cure)
        except Exception as error:
            yield Finding(
                what, wrong=f"{type(error).__name__}: {error}".splitlines()[0], cure="Please report it."
            )


def checks(settings: Settings, *, quick: bool) -> Mapping[str, Check]:
    """What there is to look at, by name."""
    found: dict[str, Check] = {
        "topics": partial(topics, settings),
        "data folder": partial(data_folder, settings),
        "database": partial(database, settings),
        "terminal": partial(adapter, "terminal"),
    }
    found |= {name: partial(platform, name) for name in settings.platforms}
    return found if quick else found | {"language model": language_model}


def topics(settings: Settings) -> str:
    """The topics, if their packs are valid."""
    return ", ".join(topic.id for topic in load_topics(settings).values())


def data_folder(settings: Settings) -> str:
    """The data folder, if it can be written to; it is made where it is missing."""
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"readout")
    except OSError as error:
        raise SettingsError(
            f"The folder {folder} cannot be written ({error.strerror or error}).",
            "Give the user who runs Readout the right to write there, or set READOUT_DATA.",
        ) from error
    return str(folder)


def database(settings: Settings) -> str:
    """How much the database holds, if it can be opened and read."""
    with opened_store(settings) as store:
        held = [
            f"{store.coverage(topic.id).articles} articles on {topic.id}"
            for topic in load_topics(settings).values()
        ]
    return ", ".join(held)


def adapter(name: str) -> str:
    """The class that serves a platform, if it loads."""
    try:
        found = find_adapter(name)
    except ImportError as error:
        raise AdapterMissing(
            f"The adapter “{name}” cannot be loaded ({error}).", "Install it again."
        ) from error
    return f"{found.__module__}.{found.__qualname__}"


def platform(name: str) -> str:
    """A platform that has credentials, if there is an adapter for it."""
    try:
        return adapter(name)
    except AdapterMissing as error:
        raise AdapterMissing(
            f"There are credentials for {name}, but {error.problem[0].lower()}{error.problem[1:]}", error.cure
        ) from error


def language_model() -> str:
    """The language model's name and version, if it is installed and loads."""
    from summaries.analysis.parsing import load_language

    meta = load_language().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"
