"""By which index PostgreSQL finds what each command shows, and how much it reads for that.

``python -m benchmarks.plans postgresql://… --write docs/query-plans.md`` asks a database that is filled (see
``benchmarks.scale``) one question of each kind. PostgreSQL explains each statement while it carries it out
(EXPLAIN ANALYZE, BUFFERS); the file shows what was read for each question, and the whole plan of each kind of
statement, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, NamedTuple

import typer
from pydantic import SecretStr
from sqlalchemy import Connection, create_engine, event, text

from benchmarks.commands import TODAY
from benchmarks.tables import table
from bot.app import App, open_app
from bot.commands.handling import ANSWERS
from bot.commands.parsing import read
from bot.messages import Command
from bot.settings import Settings
from bot.storage.contract import Store
from bot.storage.sql import SqlStore
from summaries.topics import Topic

QUESTIONS = (
    "overview",
    "stance russia",
    "stance usa on sanctions",
    "stance usa since 2019-06-01",
    "stance usa as of 2019-03-01",
    "compare usa russia",
    "tensions usa",
    "latest",
    "latest usa as of 2019-03-01",
    "timeline usa",
    "quotes lavrov",
    "quotes usa on sanctions",
    "quotes lavrov on the",
    "quotes lavrov on timonfan",
    "search sanctions",
    "search the of",
    "search kaor",
    "search timonfan kaor",
    "source {citation}",
)
"""One of each kind; words that are common, rare, and rare together."""

Plan = dict[str, Any]


class Step(NamedTuple):
    """A statement that a question makes, and how it was carried out; ``shape`` is the same for all alike."""

    statement: str
    shape: str
    plan: Plan
    planned: float
    carried_out: float

    @property
    def indexes(self) -> tuple[str, ...]:
        """The indexes by which rows were found, and tables that were read whole."""
        scans = [each for each in parts(self.plan) if "Scan" in each["Node Type"]]
        found = {each.get("Index Name") or _whole(each) for each in scans}
        return tuple(sorted(found - {""}))

    @property
    def rows(self) -> int:
        """Rows that were looked at, in all steps, kept or not."""
        return sum(looked_at(each) for each in parts(self.plan) if _reads(each))

    @property
    def pages(self) -> int:
        """Pages of 8 kB that were looked at, in memory or not; several times where several times."""
        return int(self.plan["Shared Hit Blocks"] + self.plan["Shared Read Blocks"])


def main(
    url: Annotated[str, typer.Argument(help="A PostgreSQL database that is filled.")],
    write: Annotated[Path | None, typer.Option(help="The file to write; else it is printed.")] = None,
) -> None:
    """Ask, and write how PostgreSQL answered."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), topics=("venezuela",), database_url=SecretStr(url))
        with open_app(settings, today=lambda: TODAY) as app:
            told = "\n".join(_told(app, url))
    if write:
        write.write_text(told, encoding="utf-8")
    else:
        print(told)


def explained(app: App, topic: Topic, question: str) -> list[Step]:
    """The statements of a question, asked for the second time, each explained while it is carried out."""
    store = app.context.store
    assert isinstance(store, SqlStore)
    engine = store._database.engine
    if "{citation}" in question:
        question = question.format(citation=store.citation_ids(topic.id, "a", 1)[0])
    request = read(app.context.topics, Command(text=f"/{topic.id} {question}"), TODAY)
    with heard(store) as asked:
        ANSWERS[request.command](app.context, request)
        asked.clear()
        store._coverage.clear()  # or its statements would be missing
        ANSWERS[request.command](app.context, request)
    with engine.connect() as connection:
        return [_explained(connection, *each) for each in asked if each[0].startswith(("SELECT", "WITH"))]


@contextmanager
def heard(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """The statements that the store makes meanwhile, with their values."""
    assert isinstance(store, SqlStore)
    engine = store._database.engine
    asked: list[tuple[str, Any]] = []

    def remember(connection: Connection, cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", remember)


def _explained(connection: Connection, statement: str, values: Any) -> Step:
    found = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", values)
    told = found.scalar_one()[0]
    shape = re.sub(r"%\(\w+\)s(::\w+)?", "?", re.sub(r"IN \([^)]*\)", "IN (…)", statement))
    return Step(statement, shape, told["Plan"], told["Planning Time"], told["Execution Time"])


def parts(plan: Plan) -> Iterator[Plan]:
    """Every step of a plan."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from parts(part)


def looked_at(step: Plan) -> int:
    """Rows that a step of a plan looked at, kept or not."""
    dropped = step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
    return int((step["Actual Rows"] + dropped) * step["Actual Loops"])


def _reads(step: Plan) -> bool:
    return "Scan" in step["Node Type"] and ("Relation Name" in step or "Index Name" in step)


def _whole(step: Plan) -> str:
    small = {"topics", "revision"}  # a row or a few, whatever is stored
    name = step.get("Relation Name", "")
    return f"all of {name}" if step["Node Type"] == "Seq Scan" and name not in small else ""


# ---- as a file


def _told(app: App, url: str) -> Iterator[str]:
    (topic,) = app.context.topics.values()
    found = {question: explained(app, topic, question) for question in QUESTIONS}
    counts, version = _sizes(url)
    yield "# How PostgreSQL finds what commands show\n"
    yield (
        "Written by `python -m benchmarks.plans URL --write docs/query-plans.md`, on generated articles: "
        f"{counts}. PostgreSQL {version}.\n\nRows are those looked at in all steps; pages are of 8 kB, most "
        "of them in memory. The times are of one run, and depend on what else the\nmachine did; rows and "
        "pages don't.\n"
    )
    heads = ["question", "statements", "rows read", "pages", "planned, ms", "carried out, ms", "found by"]
    yield table(heads, [_row(question, steps) for question, steps in found.items()])
    yield "\n## The plans\n\nOf each kind of statement the one that read most.\n"
    for question, step in _kinds(found):
        yield f"`{question}` asks\n\n```sql\n{step.shape.strip()}\n```\n\n```\n{_drawn(step.plan)}\n```\n"


def _row(question: str, steps: list[Step]) -> list[str | int | float]:
    indexes = sorted({name for step in steps for name in step.indexes})
    return [
        question,
        len(steps),
        sum(step.rows for step in steps),
        sum(step.pages for step in steps),
        sum(step.planned for step in steps),
        sum(step.carried_out for step in steps),
        ", ".join(indexes),
    ]


def _kinds(found: dict[str, list[Step]]) -> Iterator[tuple[str, Step]]:
    """Each kind of statement with the question for which it read most, in the order of their first use."""
    most: dict[str, tuple[str, Step]] = {}
    for question, steps in found.items():
        for step in steps:
            if step.shape not in most or most[step.shape][1].rows < step.rows:
                most[step.shape] = (question, step)
    yield from most.values()


def _drawn(plan: Plan, depth: int = 0) -> str:
    """A plan as PostgreSQL draws it, with what was counted."""
    where = plan.get("Index Name") or plan.get("Relation Name") or plan.get("Function Name") or ""
    name = f"{plan['Node Type']} {where}".strip()
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    line = (
        f"{'  ' * depth}{name}: {plan['Actual Rows']:.0f} rows, {plan['Actual Loops']} times, {pages} pages"
    )
    notes = [
        f"{'  ' * depth}    {key.lower()}: {plan[key]}"
        for key in ("Index Cond", "Recheck Cond", "Filter", "Rows Removed by Filter", "Sort Key")
        if plan.get(key)
    ]
    below = [_drawn(part, depth + 1) for part in plan.get("Plans", ())]
    return "\n".join((line, *(note[:200] for note in notes), *below))


def _sizes(url: str) -> tuple[str, str]:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        rows = {
            name: connection.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608 our own names only
            for name in ("articles", "quotation_words", "evidence", "paragraphs", "listing")
        }
        version = connection.scalar(text("SHOW server_version"))
    engine.dispose()
    names = {"quotation_words": "quotations", "evidence": "pieces of evidence", "listing": "rows of listing"}
    told = ", ".join(f"{count:,} {names.get(name, name)}" for name, count in rows.items())
    return told, str(version)


if __name__ == "__main__":
    typer.run(main)
