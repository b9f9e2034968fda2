"""Processes of Readout: started for their roles, killed at random, replaced, and what they cost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
READOUT = (str(Path(sys.executable).parent / "readout"),)
"""The command as an operator has it."""

QUICK = (sys.executable, "-m", "benchmarks.scale_test_quick")
"""The same with leases and heartbeats of seconds, for tests that can't wait for minutes."""

_CLOCK = os.sysconf("SC_CLK_TCK")
_PATIENCE = 30.0
_FALLS = 3  # of one role by itself, after which it is told why
_EVERY = 5.0  # seconds between two lines about how far it is

Say = Callable[[str], None]


@dataclass(frozen=True)
class Role:
    """What a process is for: a name, the words after ``readout``, settings of its own.

    It is never started again within ``apart`` seconds (Discord takes one sign-in in five). ``core``: the one
    processor that it may use with all its children; None for any.
    """

    name: str
    words: str
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)
    apart: float = 0.0
    core: int | None = None


class Staff:
    """At most one process for each role. What they say is in ``folder``."""

    def __init__(
        self, folder: Path, environment: Mapping[str, str], command: Sequence[str] = READOUT
    ) -> None:
        self._folder, self._environment, self._command = folder, dict(environment), tuple(command)
        self._running: dict[Role, subprocess.Popen[bytes]] = {}
        self._begun: dict[Role, float] = {}
        self._falls: Counter[Role] = Counter()
        self._spent = 0.0
        self.kills = 0

    def start(self, role: Role) -> None:
        """Start one."""
        home = self._folder / role.name
        home.mkdir(parents=True, exist_ok=True)
        own = {"READOUT_DATA": str(home), **role.environment}
        if role in self._begun:
            time.sleep(max(0.0, self._begun[role] + role.apart - time.monotonic()))
        with (home / "said.txt").open("ab") as said:
            process = subprocess.Popen(
                [*self._command, *role.words.split()],
                cwd=ROOT,
                env=self._environment | own,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,  # so that its children are known as its own
            )
        if role.core is not None:
            os.sched_setaffinity(process.pid, {role.core})
        self._running[role], self._begun[role] = process, time.monotonic()

    def kill(self, role: Role) -> None:
        """Kill one with SIGKILL. Its children are left to notice."""
        process = self._running.pop(role)
        self._spent += _of_session(process.pid)
        process.kill()
        process.wait()
        self.kills += 1

    def fallen(self) -> list[str]:
        """The names of those that ended by themselves; they are started again. RuntimeError where in vain."""
        fallen = [role for role, process in self._running.items() if process.poll() is not None]
        for role in fallen:
            self._falls[role] += 1
            if self._falls[role] > _FALLS:
                said = (self._folder / role.name / "said.txt").read_text(errors="replace")
                raise RuntimeError(f"{role.name} ends by itself again and again: {said[-1000:]}")
            self.start(role)
        return [role.name for role in fallen]

    def processor(self) -> float:
        """Seconds of processor time of all, with their children and those that are gone."""
        return self._spent + sum(_of_session(process.pid) for process in self._running.values())

    def stop(self, roles: Sequence[Role] = ()) -> list[int]:
        """End some in order, all where none is named; the codes that they ended with."""
        ending = [(role, self._running.pop(role)) for role in (roles or tuple(self._running))]
        for _, process in ending:
            self._spent += _of_session(process.pid)
            process.terminate()
        return [_ended(process) for _, process in ending]


def _ended(process: subprocess.Popen[bytes]) -> int:
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # whatever of its own would outlive it
    return code


class Killing:
    """Kills some of the staff at random, so many times, a while apart, and starts each anew at once."""

    def __init__(self, staff: Staff, roles: Sequence[Role], kills: int, pace: float, seed: str) -> None:
        """``pace``: seconds between two kills, in the mean."""
        self._staff, self._roles, self._left, self._pace = staff, tuple(roles), kills, pace
        self._dice = random.Random(seed)
        self._next = time.monotonic() + self._pause()

    @property
    def over(self) -> bool:
        """Whether nobody is to be killed any more."""
        return self._left <= 0

    def kill(self) -> None:
        """Kill one, if it is time to."""
        if self.over or time.monotonic() < self._next:
            return
        role = self._dice.choice(self._roles)
        self._staff.kill(role)
        self._staff.start(role)
        self._left -= 1
        self._next = time.monotonic() + self._pause()

    def _pause(self) -> float:
        return self._dice.uniform(0.2, 1.8) * self._pace


def watched(
    done: Callable[[], bool],
    tell: Callable[[], str],
    say: Say,
    *,
    patience: float,
    staff: Staff,
    killing: Killing | None = None,
    look: float = 0.5,
) -> bool:
    """Wait until ``done``, all kills included; False where it takes longer than ``patience`` seconds after
    the last kill. Every few seconds it is said how far it is.
    """
    end, line, fine = time.monotonic() + patience, time.monotonic() + _EVERY, False
    while True:
        if killing and not killing.over:
            killing.kill()
            end = time.monotonic() + patience
        elif (fine := done()) or time.monotonic() > end:
            return fine
        for name in staff.fallen():
            say(f"{name} ended by itself and was started again")
        if time.monotonic() >= line:
            line = time.monotonic() + _EVERY
            say(f"{tell()}, {staff.kills} kills" if staff.kills else tell())
        time.sleep(look)


# ---- processor time


def processor_of(keeper: int) -> float:
    """Seconds of processor time of a process, of its children, and of those of them that are gone."""
    if not keeper:
        return 0.0
    found = list(_processes())
    own = sum(sum(times) for pid, _, _, times in found if pid == keeper)
    return own + sum(times[0] + times[1] for _, parent, _, times in found if parent == keeper)


def members_of(keeper: int) -> list[int]:
    """A process and its children."""
    return [keeper, *(pid for pid, parent, _, _ in _processes() if parent == keeper)]


def _of_session(leader: int) -> float:
    return sum(times[0] + times[1] for _, _, session, times in _processes() if session == leader)


def _processes() -> list[tuple[int, int, int, tuple[float, float, float, float]]]:
    """Of each process its id, its parent's, its session's, and the seconds that it and its ended children
    spent, as user and as system.
    """
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            own, system, children, theirs = (int(each) / _CLOCK for each in fields[11:15])
            found.append(
                (int(file.parent.name), int(fields[1]), int(fields[3]), (own, system, children, theirs))
            )
    return found
