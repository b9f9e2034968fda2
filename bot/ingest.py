"""Taking articles in: read, placed, weighed, analysed elsewhere, saved; a bad file does not stop the rest."""

from __future__ import annotations

import os
import tomllib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.storage.contract import Event, Outcome, Place, Store
from bot.storage.errors import UnstorableArticle
from bot.workers import Failed, Result, analyse
from summaries.analysis import analyser
from summaries.articles.reading import metadata_name, read_file
from summaries.concern import Judge
from summaries.errors import SummariesError
from summaries.languages import in_its_language
from summaries.model import Article
from summaries.topics import Topic

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".eml", ".jsonl", ".ndjson"})
"""The files of a folder that are taken for articles; a file that is named is always tried."""

LARGEST = 512 * 1024 * 1024
"""Bytes beyond which a file is refused unread."""


OFF_TOPIC = "off topic"
"""What events and summaries call articles that do not concern the topic."""


class NothingThere(BotError):
    """What was to be read does not exist, or is nothing that can be read yet."""


@dataclass(frozen=True)
class Step:
    """What became of one article, or of a file that holds none.

    One of ``outcome``, ``refused`` (one sentence) and ``off_topic`` (why, in few words) is set. ``source`` is
    the file or the address, ``article`` the id where there is one.
    """

    source: Path | str
    article: str = ""
    outcome: Outcome | None = None
    refused: str = ""
    off_topic: str = ""


def ingest(
    store: Store,
    topic: Topic,
    files: Iterable[Path],
    *,
    jobs: int,
    at: datetime,
    tell: Callable[[Step], None],
    everything: bool = False,
) -> None:
    """Read, analyse and save every article of ``files``; ``tell`` hears of each as soon as it is stored.

    What is known already is never analysed: if nothing is new, no language model loads. A bad file or article
    is refused in a step and recorded; the others go on. What does not concern the topic is told in a step and
    neither analysed nor stored, unless ``everything`` is wanted or an earlier version of it is stored. A
    failing store ends it, and raises StorageError.
    ``at`` is the moment, with a time zone, under which articles are stored.
    """
    files = tuple(files)
    run = _Run(store, topic, at, tell, everything=everything)
    waiting: Iterable[tuple[Path, Article]] = run.read(files)
    while True:
        for result in analyse(topic, run.placed(waiting), jobs=jobs):
            run.save(result)
        if not run.later:
            break
        waiting, run.later = run.later, []
    run.conclude(files)


def find_files(names: Iterable[str]) -> tuple[Path, ...]:
    """The files of these files and folders, each once, in order; NothingThere for what can't be read."""
    here = Path.cwd()
    return tuple(
        dict.fromkeys(
            file.relative_to(here) if file.is_relative_to(here) else file
            for name in names
            for file in _files(name)
        )
    )


class _Run:
    """One ingestion under way: what is being analysed, and what waits for it."""

    def __init__(
        self, store: Store, topic: Topic, at: datetime, tell: Callable[[Step], None], *, everything: bool
    ) -> None:
        self._store, self._topic, self._at, self._tell = store, topic, at, tell
        self._everything = everything
        self._analyser = analyser(topic)
        self._outcomes: Counter[str] = Counter()
        self._analysed: deque[tuple[Path, Place]] = deque()
        self._documents: set[str] = set()
        self.later: list[tuple[Path, Article]] = []

    def read(self, files: Iterable[Path]) -> Iterator[tuple[Path, Article]]:
        """The articles of the files; what cannot be read is refused."""
        for file in files:
            for article in _articles(file):
                if isinstance(article, Article):
                    yield file, in_its_language(article)
                else:
                    self._refuse(file, str(article))

    def placed(self, articles: Iterable[tuple[Path, Article]]) -> Iterator[Article]:
        """The articles that need analysis, under their final ids.

        Two versions of one document are never under way together: the second could not know its number.
        """
        for file, article in articles:
            if article.document in self._documents:
                self.later.append((file, article))
                continue
            place = self._store.place(self._topic.id, article, self._analyser)
            if place.outcome is Outcome.DUPLICATE:
                self._tell(Step(file, place.article.id, Outcome.DUPLICATE))
                continue
            if self._passes_by(file, place):
                continue
            self._documents.add(article.document)
            self._analysed.append((file, place))
            yield place.article

    def _passes_by(self, file: Path, place: Place) -> bool:
        """Whether an article is new and does not concern the topic; it is told then, and that is all."""
        if self._everything or place.outcome is not Outcome.NEW:
            return False
        concern = self._judge.weigh(place.article)
        if not concern.concerns:
            self._outcomes[OFF_TOPIC] += 1
            self._tell(Step(file, place.article.id, off_topic=concern.why))
        return not concern.concerns

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self._topic)

    def save(self, result: Result) -> None:
        """Store the article that is next in line with its evidence."""
        file, place = self._analysed.popleft()
        self._documents.discard(place.article.document)
        if isinstance(result, Failed):
            self._refuse(file, str(result.error), place.article.id)
            return
        try:
            outcome = self._store.save(self._topic.id, place, result, analyser=self._analyser, at=self._at)
        except UnstorableArticle as error:
            self._refuse(file, str(error), place.article.id)
        else:
            self._outcomes[outcome.value] += 1
            self._tell(Step(file, place.article.id, outcome))

    def conclude(self, files: Sequence[Path]) -> None:
        """Record what was taken in, for ``status``; nothing when all of it was known."""
        if self._outcomes:
            told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(self._outcomes.items()))
            self._store.record(Event(at=self._at, source=_named(files), outcome="read", detail=told))

    def _refuse(self, file: Path, why: str, article: str = "") -> None:
        self._store.record(Event(at=self._at, source=str(file), outcome="refused", detail=why))
        self._tell(Step(file, article, refused=why))


def _named(files: Sequence[Path]) -> str:
    """One name for what was read: the file, or the folder that holds all of it."""
    return str(files[0]) if len(files) == 1 else os.path.commonpath([file.parent for file in files]) or "."


def _files(name: str) -> Iterator[Path]:
    if "://" in name:
        raise NothingThere(f"{name} is an address, and no file.", "“readout ingest” reads addresses.")
    given = Path(name).expanduser()
    if given.is_dir():
        found = (path for path in sorted(given.rglob("*")) if path.suffix.lower() in SUFFIXES)
        yield from (path for path in found if path.is_file() and not path.name.startswith("."))
    elif given.exists():
        yield given
    else:
        raise NothingThere(f"There is no file or folder {name}.", "Check the name.")


def _articles(file: Path) -> Iterator[Article | BotError | SummariesError]:
    try:
        yield from read_file(file.name, _bytes(file), _metadata(file))
    except (BotError, SummariesError) as error:
        yield error


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise NothingThere(f"{file.name} is larger than {LARGEST // 1024**2} MB.", "Split it.")
        return file.read_bytes()
    except OSError as error:
        raise NothingThere(
            f"{file.name} cannot be read ({error.strerror or error}).", "Check its rights."
        ) from error


def _metadata(file: Path) -> Mapping[str, Any] | None:
    """What stands beside the file, unchecked; None where nothing does."""
    beside = file.with_name(metadata_name(file.name))
    if beside == file or not beside.is_file():
        return None
    try:
        return tomllib.loads(_bytes(beside).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NothingThere(f"{beside.name} is not UTF-8 text.", "Save it again as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NothingThere(
            f"{beside.name} is not valid TOML: {error}.", 'A value is written as: title = "Words".'
        ) from error
