"""Taking articles in while somebody watches: a progress bar, then what became of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.app import App
from bot.storage.contract import Event, Outcome, Store
from summaries.topics import Topic

if TYPE_CHECKING:
    from bot.ingest import Step
    from bot.settings import Settings

_SHOWN = 20
_EXAMPLES = 3  # of articles that are off topic
_PATIENCE = 0.4  # seconds before a bar appears: what is known already goes by faster than that


class Tally:
    """What became of the articles so far."""

    def __init__(self) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.refused: list[Step] = []
        self.off_topic: list[Step] = []

    def add(self, step: Step) -> None:
        """Count one step."""
        if step.outcome:
            self.outcomes[step.outcome] += 1
        elif step.off_topic:
            self.off_topic.append(step)
        else:
            self.refused.append(step)

    @property
    def changed(self) -> bool:
        """Whether anything but known articles came by."""
        return bool(self.refused) or any(n for o, n in self.outcomes.items() if o is not Outcome.DUPLICATE)

    def lines(self) -> list[str]:
        """The summary: a line of figures, each refusal with its reason, and a few that are off topic."""
        figures = [
            f"{self.outcomes[outcome]:,} {outcome.value}" for outcome in Outcome if self.outcomes[outcome]
        ]
        figures += [f"{len(self.off_topic):,} off topic"] if self.off_topic else []
        figures += [f"{len(self.refused):,} refused"] if self.refused else []
        return [", ".join(figures) or "no article found", *self._refusals(), *self._passed_by()]

    def _refusals(self) -> Iterator[str]:
        """Each refusal with its reason; of many, each reason with how many there are, the commonest first."""
        if len(self.refused) <= _SHOWN:
            yield from map(_refusal, self.refused)
            return
        causes: dict[str, list[Step]] = {}
        for step in self.refused:
            causes.setdefault(_cause(step), []).append(step)
        commonest = sorted(causes.items(), key=lambda one: -len(one[1]))
        for cause, steps in commonest[:_SHOWN]:
            if len(steps) == 1:
                yield _refusal(steps[0])
            else:
                yield f"  refused {len(steps):,}, such as {steps[0].source}: {cause}"
        if (more := len(causes) - _SHOWN) > 0:
            yield f"  and for {more:,} more reasons; the command “status” tells the latest"

    def _passed_by(self) -> Iterator[str]:
        """The first few articles that are off topic and why, and how to have them all the same."""
        for step in self.off_topic[:_EXAMPLES]:
            yield f"  off topic: {step.article} ({step.off_topic})"
        if self.off_topic:
            yield "  What is off topic was not stored; “--all” takes it in too."


def take_in(
    store: Store,
    topic: Topic,
    files: Sequence[Path],
    tally: Tally,
    *,
    jobs: int | None = None,
    everything: bool = False,
) -> None:
    """Ingest ``files`` into ``topic``, with a progress bar on standard error if that is a terminal.

    What does not concern the topic is left out unless ``everything`` is wanted.
    """
    from bot.ingest import ingest
    from bot.workers import default_jobs

    progress, tell, _ = _progress(len(files), tally)
    at = datetime.now(UTC)
    try:
        ingest(store, topic, files, jobs=jobs or default_jobs(), at=at, tell=tell, everything=everything)
    finally:
        progress()


def take_in_addresses(
    store: Store,
    topic: Topic,
    addresses: Sequence[str],
    tally: Tally,
    settings: Settings,
    *,
    jobs: int | None = None,
    everything: bool = False,
    again: bool = False,
) -> None:
    """Read what the addresses hold, and what feeds among them list, with a progress bar as ``take_in``."""
    import asyncio

    from bot.ingest import Step
    from bot.sources.fetching import Fetcher
    from bot.sources.gathering import gather
    from bot.workers import default_jobs

    progress, add, remain = _progress(len(set(addresses)), tally)
    stored: Counter[str] = Counter()

    def tell(url: str, outcome: str, why: str) -> None:
        if outcome == "off topic":
            add(Step(url, url, off_topic=why or "it names nothing of the topic"))
        elif outcome == "refused":
            add(Step(url, refused=why))
        elif outcome != "feed":
            add(Step(url, outcome=Outcome(outcome)))
        stored.update([outcome] if outcome in {"new", "revised"} else [])

    async def read() -> None:
        async with Fetcher.of(settings) as fetcher:
            await gather(
                store,
                topic,
                addresses,
                fetcher,
                jobs=jobs or default_jobs(),
                tell=tell,
                remain=remain,
                again=again,
                everything=everything,
            )

    try:
        asyncio.run(read())
    finally:
        progress()
        if stored:  # for `status`
            source = addresses[0] if len(addresses) == 1 else f"{len(addresses):,} addresses"
            told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(stored.items()))
            store.record(Event(at=datetime.now(UTC), source=source, outcome="read", detail=told))


def take_in_bundled(app: App, *, only_if_empty: bool = False) -> None:
    """Make sure that the articles bundled with the topic packs are stored; quick when they are.

    ``only_if_empty`` leaves a topic alone of which anything is stored. What was read is told on standard
    error, and nothing when nothing was.
    """
    for id, folder in app.folders.items():
        store, topic = app.context.store, app.context.topics[id]
        articles = folder / "articles"
        if not articles.is_dir() or (only_if_empty and store.coverage(id).articles):
            continue
        from bot.ingest import find_files

        tally = Tally()
        take_in(store, topic, find_files([str(articles)]), tally, jobs=1, everything=True)
        if tally.changed:
            say([f"Bundled articles on {topic.title}: {tally.lines()[0]}", *tally.lines()[1:]])


def say(lines: Iterable[str]) -> None:
    """Print to standard error, where it can't get between the lines of an answer."""
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201 this is the screen's edge


def _progress(
    total: int, tally: Tally
) -> tuple[Callable[[], None], Callable[[Step], None], Callable[[int], None]]:
    """How to end the display, how to tell it a step, and how many are left."""
    if not sys.stderr.isatty():
        return (lambda: None), tally.add, (lambda _: None)
    from threading import Timer

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("Reading and analysing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", total=total)
    seen: set[Path | str] = set()
    told = 0

    def tell(step: Step) -> None:
        nonlocal told
        tally.add(step)
        told += 1
        seen.add(step.source)
        bar.update(task, completed=told, total=max(total, told + total - len(seen)))

    def remain(left: int) -> None:
        bar.update(task, total=told + left)

    shown = Timer(_PATIENCE, bar.start)
    shown.start()

    def end() -> None:
        shown.cancel()
        shown.join()
        bar.stop()

    return end, tell, remain


def _cause(step: Step) -> str:
    """Why it was refused, without what is its own: its name and its host."""
    name = str(step.source)
    host = urlsplit(name).netloc if "://" in name else Path(name).name
    cause = step.refused
    for own in (name, host, host.partition(":")[0]):
        cause = cause.replace(own, "…") if own else cause
    return cause


def _refusal(step: Step) -> str:
    return f"  refused {step.source}: {step.refused}"
