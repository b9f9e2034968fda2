"""The figures that the plan rests on, from ``capacity_measured.toml``: measured, or assumed and why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from benchmarks.tables import table

FILE = Path(__file__).parent / "capacity_measured.toml"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Measured(_Value):
    """A figure with what it is of, and when, where and how it was measured."""

    value: float
    unit: str
    date: date
    machine: str
    load: float
    command: str


class Assumed(_Value):
    """A figure that no measurement of ours can give, and why it is this one."""

    value: float
    unit: str
    why: str


class Machine(_Value):
    """What was measured on."""

    machine: str = ""


class Parts(_Value):
    """By platform, the shares of digests with one message, with two, and so on."""

    bundled: Mapping[str, Sequence[float]]
    generated: Mapping[str, Sequence[float]]
    date: date
    command: str


class Figures(_Value):
    """All of them, by name."""

    machines: Mapping[str, Mapping[str, str]]
    measured: Mapping[str, Measured]
    assumed: Mapping[str, Assumed]
    parts: Parts

    def __getitem__(self, name: str) -> float:
        """The value of that name, measured or assumed."""
        return (self.measured.get(name) or self.assumed[name]).value


@cache
def figures(file: Path = FILE) -> Figures:
    """The figures of that file. pydantic's ValidationError names what is wrong in it."""
    return Figures.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def measured_table(given: Figures) -> str:
    """What was measured, with the command that measures it again."""
    rows = [
        [f"{one.value:,g} {one.unit}", f"`{one.command}`", f"{one.load:g}", one.date.isoformat()]
        for one in given.measured.values()
    ]
    return table(["measured", "by", "load", "on"], rows)


def assumed_table(given: Figures) -> str:
    """What was assumed, and why."""
    return table(
        ["assumed", "why"], [[f"{one.value:g} {one.unit}", one.why] for one in given.assumed.values()]
    )
