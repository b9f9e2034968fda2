"""Moving a store to PostgreSQL while somebody watches: how long it will take, a bar, what has moved."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.errors import SettingsError
from bot.settings import Settings
from bot.storage.moving import Estimate, Move, Told


def databases(settings: Settings, source: str | None, target: str | None) -> tuple[str, str]:
    """The URLs of the old and the new database: as given, else that of the settings and the data folder's.

    SettingsError where the settings do not say which is meant.
    """
    ours = settings.database
    moved = ours.partition(":")[0].startswith("postgres")
    if target is None and not moved:
        raise SettingsError(
            "DATABASE_URL names no PostgreSQL database to move to.",
            "Set it to postgresql://user@host/name, or write that behind --to.",
        )
    kept = f"sqlite:///{settings.data / 'readout.db'}"
    return source or (kept if moved else ours), target or ours


def move(source: str, target: str, *, agreed: Callable[[], bool], say: Callable[[str], None]) -> bool:
    """Move a store, once ``agreed`` to after it was told how long that takes; whether it was."""
    with Move(source, target) as prepared:
        old, new = prepared.between
        expected = prepared.estimate()
        say(
            f"From {old} to {new}: {expected.rows['articles']:,} articles, {expected.all_rows:,} rows in all."
        )
        say(
            f"It takes about {lasting(expected.all_seconds)}. Until then the old database is not written to, "
            "and the new one stays empty; if anything stops it, nothing has happened."
        )
        if not agreed():
            return False
        began = time.monotonic()
        with _bar(expected) as told:
            counts = prepared.make(told)
    spent = lasting(time.monotonic() - began)
    say(f"Moved {sum(counts.values()):,} rows of {len(counts)} tables in {spent}; each table was read back,")
    say("and counts and contents agree. The old database is as it was: keep it until you trust the new one.")
    return True


def lasting(seconds: float) -> str:
    """A time in words, as exact as one can be about it."""
    if seconds < 1.5:
        return "a second"
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7_200 else f"{seconds / 3_600:.1f} hours"


@contextmanager
def _bar(expected: Estimate) -> Iterator[Told]:
    """A bar that goes by the time each row takes, on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Moving {task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=expected.all_seconds)

        def told(table: str, rows: int) -> None:
            name = table.replace("_", " ")
            bar.update(task, description=name, advance=rows * expected.seconds.get(table, 0.0))

        yield told
