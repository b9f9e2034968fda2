"""Folders watched for new and changed files, by size and time; what is still being written is waited for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from stat import S_ISREG
from typing import Any

from bot.errors import BotError
from bot.ingest import SUFFIXES
from bot.sources.listing import hash_of
from bot.sources.parsing import File
from bot.sources.retrieved import Unretrievable
from bot.storage.feed_contract import ListedItem, Polled, StoredFeed
from summaries.articles.reading import metadata_name
from summaries.articles.told import Told

LARGEST = 64 * 1024 * 1024
"""Bytes beyond which a file is refused unread; larger ones are for ``readout ingest``."""

PATIENCE = 120.0
"""Seconds that reading one file may take."""

QUIET = 3.0
"""Seconds without a change after which a file counts as written."""

EVERY, LEAST_REST = 15.0, 20
"""Seconds between two looks, and how many times as long as a look at least."""

_UNFINISHED = frozenset({".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".swp"})


class NoFolder(BotError):
    """A folder to be watched is not there, or may not be read."""


@dataclass(frozen=True)
class Look:
    """What a folder held: the files that are whole, and whether others are still being written."""

    items: tuple[ListedItem, ...]
    mark: str


def look(folder: Path, now: float) -> Look:
    """The files below ``folder`` that are for us. ``now`` is the time in seconds since 1970.

    Raises NoFolder where there is none. A file that goes away meanwhile is passed over.
    """
    if not folder.is_dir():
        raise NoFolder(f"There is no folder {folder.name}.", "Make it, or correct READOUT_WATCH.")
    items = tuple(_items(folder, now))
    return Look(
        items, hash_of("\0".join(f"{one.key}\0{one.mark}" for one in items).encode("utf-8", "replace"))
    )


def poll(feed: StoredFeed, now: datetime) -> tuple[Polled, tuple[ListedItem, ...]]:
    """Look into the folder that a feed is, and say how it stands then; Unretrievable where it can't be."""
    began = datetime.now(now.tzinfo)
    try:
        seen = look(Path(feed.url), now.timestamp())
    except (NoFolder, OSError) as error:
        why = error.problem if isinstance(error, NoFolder) else f"{Path(feed.url).name} cannot be read."
        raise Unretrievable("failing", why, "Check the folder and its rights.") from error
    took = (datetime.now(now.tzinfo) - began).total_seconds()
    pause = max(EVERY, took * LEAST_REST)
    kept = Polled(
        succeeded=True, due=now + timedelta(seconds=pause), interval=pause, kind="folder", hash=seen.mark
    )
    return kept, () if seen.mark == feed.hash else seen.items


def read(topic: str, path: str) -> File | str:
    """A file with what stands beside it, to be parsed elsewhere; else one sentence why not."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            return f"It is larger than {LARGEST // 1024**2} MB: “readout ingest” takes it."
        return File(topic=topic, name=file.name, data=file.read_bytes(), metadata=_metadata(file))
    except FileNotFoundError:
        return "The file was taken away before it was read."
    except OSError as error:
        return f"The file cannot be read ({error.strerror or type(error).__name__})."
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return f"{metadata_name(file.name)} beside it is no valid TOML in UTF-8."


def _items(folder: Path, now: float) -> Iterator[ListedItem]:
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in SUFFIXES or _unfinished(file, folder):
            continue
        try:
            there = file.stat()
            beside = _beside(file)
        except OSError:
            continue
        changed = max(there.st_mtime, there.st_ctime, beside[1])
        if not S_ISREG(there.st_mode) or 0 <= now - changed < QUIET:
            continue
        name = file.relative_to(folder).as_posix()
        mark = f"{there.st_size}:{there.st_mtime_ns}:{beside[0]}"
        yield ListedItem(key=name, told=Told(id=str(file)), document=name, mark=mark)


def _unfinished(file: Path, folder: Path) -> bool:
    """Hidden files and folders, and those that programs write before they rename them."""
    parts = file.relative_to(folder).parts
    return any(part.startswith((".", "~")) for part in parts) or bool(
        _UNFINISHED & {suffix.lower() for suffix in file.suffixes}
    )


def _beside(file: Path) -> tuple[str, float]:
    """The size and time of a file's metadata; it is read anew when these change."""
    beside = file.with_name(metadata_name(file.name))
    if beside == file:
        return "", 0.0
    try:
        there = beside.stat()
    except FileNotFoundError:
        return "", 0.0
    return f"{there.st_size}:{there.st_mtime_ns}", max(there.st_mtime, there.st_ctime)


def _metadata(file: Path) -> Mapping[str, Any] | None:
    beside = file.with_name(metadata_name(file.name))
    if beside == file or not beside.is_file():
        return None
    return tomllib.loads(beside.read_bytes().decode("utf-8-sig"))
