"""Readout's processes, each with a log and a web port of its own, and how they are at a moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.ports import free_port

ROOT = Path(__file__).parents[1]
_READOUT = (sys.executable, "-c", "from bot.cli import main; main()")
_PATIENCE = 15.0  # seconds for a health page
_CLOCK = "/usr/lib/{machine}/faketime/libfaketime.so.1"


class Size(NamedTuple):
    """What a process and its children hold: memory in MB, threads, open files."""

    memory: float
    threads: int
    files: int


@dataclass
class Process:
    """A Readout that runs: its folder, its web port (0: none), how much of its log was read."""

    name: str
    folder: Path
    running: subprocess.Popen[bytes]
    port: int = 0
    read: dict[str, int] = field(default_factory=dict, init=False)

    def news(self) -> list[dict[str, Any]]:
        """The lines that its log has had since this was asked last; what is no JSON was said elsewhere."""
        lines: list[dict[str, Any]] = []
        for name in ("readout.log", "said"):
            held = _bytes(self.folder / name)
            for line in held[self.read.get(name, 0) :].splitlines():
                with suppress(ValueError):
                    lines.append(json.loads(line))
            self.read[name] = len(held)
        return lines

    def says(self, words: str) -> bool:
        """Whether it has said that on its output."""
        return words.encode() in _bytes(self.folder / "said")

    def page(self, path: str) -> int:
        """The status of a page of its web port; 0 where nothing answers."""
        try:
            address = f"http://127.0.0.1:{self.port}{path}"
            with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    def size(self) -> Size:
        """How big it is; nothing where it has ended."""
        own = Path(f"/proc/{self.running.pid}")
        try:
            lines = (own / "status").read_text().splitlines()
            found = dict(line.split(":", 1) for line in lines if ":" in line)
            memory = int(found["VmRSS"].split()[0]) / 1000
            return Size(memory, int(found["Threads"]), len(list((own / "fd").iterdir())))
        except (OSError, KeyError):
            return Size(0.0, 0, 0)

    def ended(self) -> int:
        """Wait for its end; its exit code."""
        try:
            return self.running.wait(20)
        except subprocess.TimeoutExpired:
            self.running.kill()
            return self.running.wait()


class House:
    """The processes of one Readout. ``environment`` is what all are started with."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self.environment = folder, dict(environment)
        self.processes: dict[str, Process] = {}

    def start(self, name: str, command: str, *, clock: str = "", memory: int = 0, **more: str) -> Process:
        """Start ``readout`` with a command; ``clock`` is how its clock goes (``+10m``: ahead so much), and
        ``memory`` how many bytes of addresses it may have (0: any number).
        """
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        port = free_port() if command.startswith("run") else 0
        given = {"READOUT_DATA": str(folder), "READOUT_WEB_PORT": str(port)} | (
            shifted(clock) if clock else {}
        )
        with (folder / "said").open("ab") as said:
            running = subprocess.Popen(
                [*_limited(memory), *_READOUT, *command.split()],
                cwd=ROOT,
                env=self.environment | given | more,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        made = Process(name, folder, running, port)
        self.processes[name] = made
        return made

    def end(self, names: Sequence[str] = ()) -> list[int]:
        """End those of these names, or all; their exit codes."""
        ending = [self.processes.pop(name) for name in names or list(self.processes)]
        for one in ending:
            one.running.terminate()
        return [one.ended() for one in ending]

    def kill(self) -> None:
        """End whatever is left."""
        for one in self.processes.values():
            one.running.kill()
            one.running.wait()
        self.processes.clear()


def _limited(memory: int) -> tuple[str, ...]:
    return ("sh", "-c", f'ulimit -v {memory // 1024}; exec "$@"', "sh") if memory else ()


def shifted(clock: str) -> dict[str, str]:
    """What lends a process another clock, by libfaketime: Debian's package ``faketime``."""
    library = Path(_CLOCK.format(machine=f"{os.uname().machine}-linux-gnu"))
    if not library.exists():
        raise FileNotFoundError(f"{library}: install libfaketime (Debian's package faketime).")
    return {"LD_PRELOAD": str(library), "FAKETIME": clock, "FAKETIME_DONT_RESET": "1"}


def family(pid: int) -> list[int]:
    """A process and all that it has started, and they."""
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in own for each in family(int(child)))]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
