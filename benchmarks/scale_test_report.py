"""What the scale test prints: its figures as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.channels_compared import LOST, REPEATED
from benchmarks.scale_test_analysis import Speed
from benchmarks.scale_test_digests import Cost
from benchmarks.scale_test_platforms import Answers
from benchmarks.tables import table

_DAY = 86_400


def kept(articles: int, sizes: Mapping[str, tuple[int, int]]) -> str:
    """What articles take up."""
    heads = ["table", "MB with indexes", "rows", "bytes an article"]
    large = sorted(((size, name, number) for name, (size, number) in sizes.items() if number), reverse=True)
    rows = [[name, size / 1e6, number, size / articles] for size, name, number in large]
    total = sum(size for size, _ in sizes.values())
    return table(heads, [*rows, ["all", total / 1e6, None, total / articles]])


def speeds(found: Sequence[Speed]) -> str:
    """How fast workers are."""
    heads = [
        "workers",
        "processors",
        "articles a second",
        "to the first",
        "processor s an article",
        "database's",
    ]
    first = found[0].rate or 1
    rows = [
        [one.workers, one.cores, f"{one.rate:.2f}", f"{one.rate / first:.2f}x", *_spent(one)] for one in found
    ]
    least = min(found, key=lambda one: one.spent + one.stored)
    cost = least.spent + least.stored
    return table(heads, rows) + f"\nArticles a day on one processor: {_DAY / cost if cost else 0:,.0f}"


def _spent(one: Speed) -> tuple[str, str]:
    return f"{one.spent:.3f}", f"{one.stored:.3f}"


def answered(when: str, answers: Mapping[str, Answers]) -> str:
    """How commands were answered meanwhile."""
    heads = [f"asked while {when}", "answered", "not", "first p50 ms", "p99", "content p50 ms", "p99"]
    lines = [table(heads, [[name, *one.told()] for name, one in answers.items()])]
    for name, one in answers.items():
        lines += [f"{name}, not answered: {number} × {why}" for why, number in Counter(one.failed).items()]
    return "\n".join(lines)


def delivered(counted: Counter[str], broken: Iterable[str]) -> str:
    """How windows ended, and which rules of the platforms were broken."""
    names = ("windows", "sent", "skipped", "missed", "failed", "parts", LOST, REPEATED)
    lines = [", ".join(f"{name} {counted[name]}" for name in names)]
    return "\n".join([*lines, *(f"{rule}: {number}" for rule, number in Counter(broken).items())])


def costs(found: tuple[Cost, float]) -> str:
    """What a digest a day costs in so many channels, told for a thousand."""
    cost, resting = found
    of = 1_000 / cost.digests
    working = cost.readout + cost.database - resting * cost.seconds
    heads = ["a thousand channels with a digest a day", ""]
    rows: list[list[object]] = [
        ["seconds until all were posted", f"{cost.seconds:.0f}"],
        ["processor seconds of Readout", f"{cost.readout * of:.1f}"],
        ["of the database", f"{cost.database * of:.1f}"],
        ["of both, without what they use at rest", f"{working * of:.1f}"],
        ["at rest, of eight processes and the database, a second", f"{resting:.3f}"],
        ["bytes", f"{cost.bytes * of:,.0f}"],
        ["rows", f"{cost.rows * of:,.0f}"],
    ]
    return table(heads, rows)
