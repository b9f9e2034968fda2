"""The tables of docs/capacity.md, from measured figures.

``python -m benchmarks.capacity`` prints them; ``--write docs/capacity.md`` renews them there. A million
channels take a minute for each scenario that has changed. ``--core``, ``--memory`` and ``--disk`` are what a
core, a GB and a TB cost a month, and add what all of it does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.capacity_ceilings import ceilings_table, numbers_table
from benchmarks.capacity_cost import Prices, channels_table, cost_table
from benchmarks.capacity_figures import Figures, assumed_table, figures, measured_table
from benchmarks.capacity_limits import LIMITS
from benchmarks.capacity_plan import SCALES, Plan, disk_table, plan_table
from benchmarks.capacity_scenarios import Kept, course_table, keep, kept, renewed
from benchmarks.tables import table


def tables(given: Figures, courses: Sequence[Any], prices: Prices | None = None) -> Mapping[str, str]:
    """All tables by the names that the document's marks bear."""
    plans = [Plan(scale, given) for scale in SCALES]
    return {
        "plan": plan_table(plans),
        "disk": disk_table(plans, given),
        "course": course_table(given, courses),
        "ceilings": ceilings_table(given),
        "numbers": numbers_table(plans, given),
        "channels": channels_table(given),
        "cost": cost_table(plans, given, prices),
        "limits": limits_table(),
        "measured": measured_table(given),
        "assumed": assumed_table(given),
    }


def limits_table() -> str:
    """What the platforms allow."""
    rows = [[one.platform, one.limit, one.meaning, f"[source]({one.source})"] for one in LIMITS]
    return table(["", "limit", "for Readout", ""], rows)


def written(text: str, made: Mapping[str, str]) -> str:
    """The document with these tables between its marks; KeyError for a mark that no table belongs to."""
    found = re.compile(r"(<!-- capacity: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
    return found.sub(lambda mark: f"{mark[1]}{made[mark[2]]}\n{mark[3]}", text)


def main(
    write: Annotated[Path | None, typer.Option(help="The document whose tables are renewed.")] = None,
    core: Annotated[float, typer.Option(help="What a core costs a month.")] = 0.0,
    memory: Annotated[float, typer.Option(help="What a GB of memory costs a month.")] = 0.0,
    disk: Annotated[float, typer.Option(help="What a TB of disk costs a month.")] = 0.0,
) -> None:
    """Print the tables, or write them."""
    given = figures()
    before, courses = kept(), list[Kept]()
    for course in renewed(given, before):
        courses.append(course)
        keep([*courses, *before])  # whoever breaks off has to begin with no more than the one under way
    keep(courses)
    prices = Prices(core, memory, disk) if core or memory or disk else None
    made = tables(given, courses, prices)
    if write:
        write.write_text(written(write.read_text(encoding="utf-8"), made), encoding="utf-8")
        return
    for name, shown in made.items():
        print(f"{name}\n\n{shown}\n")


if __name__ == "__main__":
    typer.run(main)
