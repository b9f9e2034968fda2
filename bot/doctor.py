"""Finding out what is wrong before a user does: each finding with its cure."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from bot.app import EXPECTED
from bot.errors import AdapterMissing, SettingsError
from bot.loading import find_adapter, load_topics, opened_store
from bot.messages import Adapter, Finding, Problem
from bot.settings import Settings, load_settings

PATIENCE = 20.0
"""Seconds that a platform has to answer all questions."""

Check = Callable[[], str]
"""Looks at one thing: returns a detail worth showing, or raises an error that says what is wrong."""


def examine(*, quick: bool = False) -> Iterator[Finding]:
    """Every finding, in the order in which things build on each other. ``quick`` leaves out the slow ones.

    Wrong settings are the only finding when there are any: nothing else could be looked at.
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding(what="settings", wrong=error.problem, cure=error.cure)
        return
    yield Finding(what="settings", detail=".env and environment" if Path(".env").is_file() else "environment")
    for what, check in checks(settings, quick=quick).items():
        try:
            yield Finding(what=what, detail=check())
        except EXPECTED as error:
            yield Finding(what=what, wrong=error.problem, cure=error.cure)
        except Exception as error:
            yield _unforeseen(what, error)
    if not quick:
        yield from _platforms(settings)


def _platforms(settings: Settings) -> Iterator[Finding]:
    """What each platform with credentials finds, asked over the network, all at the same time."""

    async def all_of_them() -> Sequence[Sequence[Finding]]:
        return await asyncio.gather(*(_examined(name, settings) for name in settings.platforms))

    for found in asyncio.run(all_of_them()):
        yield from found


async def _examined(name: str, settings: Settings) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(PATIENCE):
            alerts = tuple((at.workspace, at.channel) for at in settings.alerts if at.platform == name)
            known = {"topics": _topic_ids(settings), "alerts": alerts}
            given = settings.of_platforms().model_copy(update=known)
            found: Adapter = find_adapter(name)(given)
            return await found.examine()
    except TimeoutError:
        wrong = f"It did not answer within {PATIENCE:.0f} seconds."
        return [Finding(what=name, wrong=wrong, cure="Check the network and any proxy, and try again.")]
    except (*EXPECTED, Problem) as error:
        return [Finding(what=name, wrong=error.problem, cure=error.cure)]
    except Exception as error:
        return [_unforeseen(name, error)]


def _topic_ids(settings: Settings) -> tuple[str, ...]:
    """The topics' ids; none where a pack is wrong, which is a finding of its own."""
    try:
        return tuple(topic.id for topic in load_topics(settings).values())
    except EXPECTED:
        return ()


def _unforeseen(what: str, error: Exception) -> Finding:
    """An error by its kind alone: its message might hold a token."""
    return Finding(
        what=what, wrong=f"An error that nobody foresaw ({type(error).__name__}).", cure="Please report it."
    )


def checks(settings: Settings, *, quick: bool) -> Mapping[str, Check]:
    """What there is to look at, by name."""
    found: dict[str, Check] = {
        "topics": partial(topics, settings),
        "data folder": partial(data_folder, settings),
        "database": partial(database, settings),
        "feeds": partial(feeds, settings),
        "alerts": partial(alerts, settings),
        "terminal": partial(adapter, "terminal"),
    }
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


def feeds(settings: Settings) -> str:
    """How many feeds there are, and how many failed at the last try; an error where all did."""
    topics = load_topics(settings).values()
    with opened_store(settings) as store:
        known = [feed for topic in topics for feed in store.feeds.listing(topic.id)]
    failing = [feed for feed in known if feed.trouble]
    if known and len(failing) == len(known):
        raise SettingsError(
            f"No feed could be read at the last try. {failing[0].trouble}",
            "Check the network; “feeds list” tells each one's cause and next try.",
        )
    named = {feed.origin for feed in known} | {feed.url for topic in topics for feed in topic.feeds}
    told = [f"{len(named)} named, {sum(1 for feed in known if feed.succeeded)} read so far"]
    told += [f"{len(failing)} failing, which “feeds list” explains"] if failing else []
    told += [] if settings.contact else ["no READOUT_CONTACT under which publishers reach you"]
    return ", ".join(told)


def alerts(settings: Settings) -> str:
    """Where alerts of digests go; an error where that is a platform without credentials."""
    unserved = [str(place) for place in settings.alerts if place.platform not in settings.platforms]
    if unserved:
        raise SettingsError(
            f"READOUT_ALERTS names {', '.join(unserved)}, and there are no credentials for that platform.",
            "Set its token, or name a channel of another platform.",
        )
    named = ", ".join(map(str, settings.alerts))
    return named or "nowhere: READOUT_ALERTS names a channel for digests that do not come"


def adapter(name: str) -> str:
    """The class that serves a platform, if it loads."""
    try:
        found = find_adapter(name)
    except ImportError as error:
        raise AdapterMissing(
            f"The adapter “{name}” cannot be loaded ({error}).", "Install it again."
        ) from error
    return f"{found.__module__}.{found.__qualname__}"


def language_model() -> str:
    """The language model's name and version, if it is installed and loads."""
    from summaries.analysis.parsing import load_language

    meta = load_language().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"
