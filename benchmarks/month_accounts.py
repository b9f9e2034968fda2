"""A month's accounts: what should have come of every run and statement, and what stands in the channels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from benchmarks.month_calendar import MINUTE, runs
from benchmarks.month_news import Piece
from benchmarks.month_places import Stands
from benchmarks.month_plan import Asked, Seat
from benchmarks.month_world import Term
from bot.storage.digest_contract import StoredDelivery

SLACK = timedelta(seconds=5)
"""The engine had a chance where it ran, and was free, for longer than this."""

AFTER_DEADLINE = timedelta(hours=1, minutes=20)
"""What may have been posted is looked for so long after its time."""

_NOT_SHOWN = re.compile(r"Not shown: ([0-9,]+) more statement")
_WORD = re.compile(r"[A-Z][a-z]{6,}")

Span = tuple[datetime, datetime]


class Expected(NamedTuple):
    """A run, what was asked for then, and until when the engine could have noticed it before the next."""

    at: datetime
    asked: Asked
    until: datetime


class Lived(NamedTuple):
    """What is known of the month without asking the code under test.

    ``terms`` are by seat, ``awake`` by the machine's clock, ``arrived`` by article.
    """

    terms: Mapping[int, Sequence[Term]]
    awake: Sequence[Span]
    pieces: Sequence[Piece]
    arrived: Mapping[str, datetime]
    start: datetime
    end: datetime


class Accounts:
    """Compares. ``by_zone`` counts how windows ended; the lists say what is wrong, one sentence each."""

    def __init__(self, lived: Lived, standing: Iterable[Stands]) -> None:
        self._lived = lived
        self.by_zone: dict[str, Counter[str]] = defaultdict(Counter)
        self.lost: list[str] = []
        self.repeated: list[str] = []
        self.stalled: list[str] = []
        self.delays: list[timedelta] = []
        self.statements = Counter[str]()
        self.reasons = Counter[str]()
        self._marks = {piece.mark: piece for piece in lived.pieces}
        self._stored = {
            p.mark: lived.arrived[p.article.id] for p in lived.pieces if p.article.id in lived.arrived
        }
        self._posts: dict[str, list[Stands]] = defaultdict(list)
        for one in standing:
            self._posts[one.key].append(one)
        self._known: set[str] = set()

    @property
    def total(self) -> Counter[str]:
        """How windows ended, in all zones."""
        return sum(self.by_zone.values(), Counter())

    # ---- windows

    def windows(self, seat: Seat, ledger: Sequence[StoredDelivery]) -> None:
        """Each run of a digest has its window, or is told by a later one for want of any chance."""
        rows = {row.end: row for row in ledger}
        if len(rows) < len(ledger):
            self.repeated.append(f"seat {seat.number}: two windows for one run")
        for run in self._expected(seat):
            zone = self.by_zone[run.asked.plan.zone]
            row = rows.pop(run.at, None)
            zone["runs"] += 1
            if row is not None:
                self._window(seat, run, row, ledger)
            elif self._chance(run.at, run.until, ledger):
                self.lost.append(f"seat {seat.number}: nothing came of {run.at} ({run.asked.words})")
            else:
                zone["with a later one"] += 1
        self.repeated += [f"seat {seat.number}: a window at {end} that nobody asked for" for end in rows]
        self._follow_each_other(seat, ledger)

    def _expected(self, seat: Seat) -> Iterator[Expected]:
        terms, latest = self._lived.terms[seat.number], self._lived.start
        for number, term in enumerate(terms):
            latest = max(latest, term.at)
            after = [other.at for other in terms[number + 1 :]]
            until = max(after[0], latest) if after else self._lived.end
            if term.asked is None:
                continue
            whole = runs(term.asked.plan, self._lived.start - 120 * MINUTE, self._lived.end + 120 * MINUTE)
            mine = [run for run in whole if latest < run <= until]
            for place, run in enumerate(mine):
                yield Expected(run, term.asked, mine[place + 1] if place + 1 < len(mine) else until)

    def _chance(self, after: datetime, until: datetime, ledger: Sequence[StoredDelivery]) -> bool:
        """Whether the engine ran between two readings, with nothing under way for this digest."""
        free = [(max(start, after), min(end, until)) for start, end in self._lived.awake]
        for row in ledger:
            over = row.settled or self._lived.end
            free = [part for span in free for part in _without(span, (row.opened, over))]
        return any(end - start > SLACK for start, end in free)

    def _window(
        self, seat: Seat, run: Expected, row: StoredDelivery, ledger: Sequence[StoredDelivery]
    ) -> None:
        zone = self.by_zone[run.asked.plan.zone]
        name = f"seat {seat.number}: {run.at} ({run.asked.words})"
        if row.again is not None:
            zone["under way"] += 1
            if row.deadline + AFTER_DEADLINE < self._lived.end:
                self.stalled.append(f"{name} is {row.state} since {row.opened}")
            return
        zone[row.state] += 1
        if row.settled and row.settled > row.deadline + AFTER_DEADLINE:
            self.stalled.append(f"{name} was over only at {row.settled}")
        if row.state in ("missed", "failed"):
            self.reasons[f"{row.state}: {row.why}"] += 1
            if not row.why or not self._excused(seat, row, ledger):
                self.lost.append(f"{name}: {row.state} without a cause: {row.why}")
        if row.state == "skipped" and not run.asked.silent:
            self.lost.append(f"{name}: skipped, though nobody asked for silence")

    def _excused(self, seat: Seat, row: StoredDelivery, ledger: Sequence[StoredDelivery]) -> bool:
        """Whether what was missed had something happen to it: a failure, a death, an outage, a change."""
        changed = any(
            row.end < term.at <= (row.settled or row.end) for term in self._lived.terms[seat.number]
        )
        others = [other for other in ledger if other is not row]
        late = row.opened - row.end > SLACK and not self._chance(row.end, row.opened, others)
        return changed or row.tries > 0 or row.turn > 1 or late

    def _follow_each_other(self, seat: Seat, ledger: Sequence[StoredDelivery]) -> None:
        """Windows that were told leave no gap and do not overlap."""
        told = self._lived.terms[seat.number][0].at
        for row in sorted(ledger, key=lambda row: row.end):
            if row.since < told:
                self.repeated.append(f"seat {seat.number}: the window at {row.end} begins before {told}")
            if row.since > told:
                self.lost.append(f"seat {seat.number}: the window at {row.end} begins after {told}")
            if row.state in ("sent", "skipped") or row.posts:
                told = row.cutoff

    # ---- messages

    def messages(self, seat: Seat, ledger: Sequence[StoredDelivery]) -> None:
        """Each part of what was sent stands there once; of the rest none."""
        for row in ledger:
            for part in range(1, row.pages + 1):
                key = f"{row.digest.id}-{row.key}-{part}"
                self._known.add(key)
                self._part(seat, row, key)
            if row.state == "sent" and (first := self._posts.get(f"{row.digest.id}-{row.key}-1")):
                self.delays += [one.at - row.end for one in first if one.at]
        self._said_so(seat, ledger)

    def _said_so(self, seat: Seat, ledger: Sequence[StoredDelivery]) -> None:
        """Whoever is sent a digest again is told first which ones were not sent."""
        unsaid: list[datetime] = []
        for row in sorted(ledger, key=lambda row: row.end):
            if row.state in ("missed", "failed"):
                unsaid.append(row.end)
            elif row.state == "sent":
                if unsaid and "not sent" not in self._words(row)[1]:
                    self.lost.append(f"seat {seat.number}: nobody said that {unsaid} were not sent")
                self.statements["missed, and said so in the next"] += len(unsaid)
                unsaid = []

    def _part(self, seat: Seat, row: StoredDelivery, key: str) -> None:
        there = self._posts.get(key, [])
        if len(there) > 1:
            self.repeated.append(f"{key} stands there {len(there)} times")
        if row.state == "sent" and not there:
            self.lost.append(f"{key} is not there")
        if row.state in ("missed", "skipped") and there:
            self.repeated.append(f"{key} is there, and was {row.state}")
        if any(one.channel != seat.channel for one in there):
            self.repeated.append(f"{key} is in another channel")

    def strangers(self) -> None:
        """No message stands there that no window knows."""
        self.repeated += [f"nobody knows {key}" for key in self._posts.keys() - self._known]

    # ---- statements

    def told(self, channel: Sequence[tuple[Seat, Sequence[StoredDelivery]]]) -> None:
        """Each statement that a channel was to be told of stands there once, in a window that it came in."""
        said = {row.key: self._words(row) for _, ledger in channel for row in ledger}
        times = Counter(mark for marks, _ in said.values() for mark in marks)
        self.repeated += [
            f"{mark} is told {n} times in {channel[0][0]}" for mark, n in times.items() if n > 1
        ]
        self.statements["told"] += len(times)
        for seat, ledger in channel:
            for row in ledger:
                if row.state in ("sent", "skipped") or row.posts:
                    self._row_told(seat, row, said[row.key], times)

    def _row_told(
        self, seat: Seat, row: StoredDelivery, said: tuple[set[str], str], times: Mapping[str, int]
    ) -> None:
        marks, text = said
        asked = self._asked_at(seat, row)
        came = {mark for mark, at in self._stored.items() if row.since < at <= row.cutoff}
        fitting = {m for m in came if not asked.actors or self._marks[m].actor in asked.actors}
        for mark in marks - fitting:
            self.repeated.append(
                f"{mark} is told outside its window, or unasked, by {row.digest.id}-{row.key}"
            )
        missing = {mark for mark in fitting - marks if not times.get(mark)}
        counted = sum(int(found.replace(",", "")) for found in _NOT_SHOWN.findall(text)[:1])
        self.statements["counted as not shown"] += min(len(missing), counted)
        if len(missing) > counted:
            name = f"seat {seat.number}: {row.state} {row.digest.id}-{row.key}"
            self.lost.append(f"{name} lacks {len(missing)} statements: {sorted(missing)[:3]}")

    def _words(self, row: StoredDelivery) -> tuple[set[str], str]:
        """The marks in what stands in the channel of a delivery, and its whole text."""
        keys = (f"{row.digest.id}-{row.key}-{part}" for part in range(1, row.pages + 1))
        text = "\n".join(one.text for key in keys for one in self._posts.get(key, ())[:1])
        return set(_WORD.findall(text)) & self._marks.keys(), text

    def _asked_at(self, seat: Seat, row: StoredDelivery) -> Asked:
        """What was asked for when a window was opened."""
        terms = [t.asked for t in self._lived.terms[seat.number] if t.asked and t.at <= row.opened]
        return terms[-1]


def _without(span: Span, taken: Span) -> Iterator[Span]:
    """What is left of a span of time."""
    (start, end), (first, last) = span, taken
    if start < min(end, first):
        yield start, min(end, first)
    if max(start, last) < end:
        yield max(start, last), end
