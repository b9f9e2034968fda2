"""The `readout` command. Each subcommand loads only what it needs: an answer must come at once."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from json import dumps
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.errors import BotError, SettingsError
from bot.streams import named, reading, writing
from summaries.errors import SummariesError

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings

cli = typer.Typer(
    name="readout",
    help="Who stands where, in their own words: briefs in which every line has its source.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Database = Annotated[
    str | None, typer.Option(metavar="URL", help="Another database than that of DATABASE_URL.")
]
TopicName = Annotated[
    str | None, typer.Option(metavar="TOPIC", help="A topic's id, or the folder of its topic.toml.")
]


def main() -> NoReturn:
    """The console command: leaves with 0 when all went well, 1 when something did not, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        cli()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        typer.echo(f"readout: {error if _says_its_cure(error) else _logged(error)}", err=True)
        sys.exit(2 if isinstance(error, SettingsError) else 1)
    sys.exit(0)


def _says_its_cure(error: Exception) -> bool:
    if isinstance(error, BotError | SummariesError):
        return True
    from bot.messages import Problem
    from bot.storage.errors import StorageError

    return isinstance(error, StorageError | Problem)


def _logged(error: Exception) -> str:
    """Write an error that nobody foresaw to the log; what to tell the user instead."""
    import structlog

    from bot import logs
    from bot.settings import load_settings

    settings = load_settings()
    reference = token_hex(3)
    with logs.kept(settings.log_file, settings.secrets, settings.log):
        structlog.get_logger().error("command failed", reference=reference, exc_info=error)
    place = settings.log_file or "the log"
    return f"Something went wrong. What it was is in {place} as {reference}; `readout doctor` may know more."


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"readout {version('readout')}")
        raise typer.Exit


@cli.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options before the subcommand."""


@cli.command(epilog='Examples:  readout ask "/venezuela stance russia"    readout ask "latest 3d" --json')
def ask(
    command: Annotated[str, typer.Argument(metavar="COMMAND", help="What to ask, in quotes.")],
    json: Annotated[
        bool, typer.Option("--json", help="Print the reply as JSON, each line with its citations.")
    ] = False,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save a picture of the reply instead of printing it.")
    ] = None,
    database: Database = None,
) -> None:
    """Answer one command, once. Leaves with 0 when answered, 1 when it could not be answered as asked."""
    from bot.loading import find_adapter
    from bot.messages import Command
    from bot.progress import take_in_bundled

    with _opened(database) as (app, _):
        take_in_bundled(app, only_if_empty=True)
        reply = app.answer_now(Command(text=command, administrator=True))
    if json:
        typer.echo(reply.model_dump_json(indent=2))
    elif svg:
        with writing(svg) as file:
            file.write(find_adapter("terminal").picture(reply))
    else:
        find_adapter("terminal")().show(reply)
    raise typer.Exit(0 if reply.ok else 1)


@cli.command(epilog="Examples:  readout chat    echo 'compare usa russia' | readout chat")
def chat(database: Database = None) -> None:
    """Talk in this terminal, or answer each line that is piped in."""
    _serve("terminal", database)


@cli.command(
    epilog="Examples:  readout run    readout run --only discord    readout run --only scheduler,web"
)
def run(
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROLE",
            help="discord, slack, scheduler or web; several with commas. All of them by default.",
        ),
    ] = None,
) -> None:
    """Start every platform that has credentials; with none, the chat in this terminal."""
    from bot.roles import chosen
    from bot.settings import PLATFORMS, load_settings

    settings = load_settings()
    platforms = settings.platforms
    roles = chosen(only or (), platforms, PLATFORMS, web=bool(settings.web_port))
    if not platforms and not only:
        _serve("terminal", None)
        return
    from bot import running
    from bot.loading import find_adapter
    from bot.progress import take_in_bundled

    with _opened(None) as (app, settings):
        take_in_bundled(app)
        adapters = {name: find_adapter(name)(settings.of_platforms()) for name in roles.platforms}
        running.serve(app, settings, adapters, lambda line: typer.echo(line, err=True), roles)


@cli.command(epilog="Examples:  readout worker    readout worker --queues analyse,deliver --concurrency 8")
def worker(
    queues: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="poll, retrieve, analyse, compose, deliver, with commas between; all by default.",
        ),
    ] = "",
    concurrency: Annotated[int, typer.Option(min=1, max=256, help="Jobs that are under way at once.")] = 16,
) -> None:
    """Do jobs of other processes that share a PostgreSQL: start as many workers as there is work for."""
    from bot.settings import load_settings, on_postgresql

    if not on_postgresql(load_settings().database_url):
        raise SettingsError(
            "DATABASE_URL names no PostgreSQL, and workers share one.",
            "With SQLite, `readout run` does all the work itself.",
        )
    from bot import running
    from bot.jobs.names import named_queues

    named = named_queues(queues)
    with _opened(None) as (app, settings):
        running.do_jobs(app, settings, named, concurrency, lambda line: typer.echo(line, err=True))


@cli.command(
    epilog="Examples:  readout ingest articles/ https://news.example/rss    readout ingest --from list"
)
def ingest(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH-OR-URL...",
            help="Folders, files (text, HTML, PDF, mail, JSON Lines), feeds and pages; “-” reads a list.",
        ),
    ] = None,
    listed: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="A list of further names, one a line.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Retrieve addresses again that were read before.")
    ] = False,
    topic: TopicName = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Take in what does not concern the topic, too.")
    ] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that analyse; 2 where possible.")] = None,
    database: Database = None,
) -> None:
    """Read articles, analyse them and store what they hold.

    What is known already is passed over, and so is what does not concern the topic. When it is stopped, the
    same command goes on where it was.
    """
    from bot.app import open_app
    from bot.ingest import find_files
    from bot.loading import choose_topic
    from bot.progress import Tally, say, take_in, take_in_addresses
    from bot.settings import load_settings

    settings = load_settings(database_url=database)
    chosen, _ = choose_topic(settings, topic)
    paths, addresses = named(names or [], listed)
    files = find_files(paths)
    tally = Tally()
    with open_app(settings) as app:
        store = app.context.store
        try:
            if files or not addresses:
                take_in(store, chosen, files, tally, jobs=jobs, everything=everything)
            if addresses:
                take_in_addresses(
                    store, chosen, addresses, tally, settings, jobs=jobs, everything=everything, again=again
                )
        finally:
            say(tally.lines())
    raise typer.Exit(1 if tally.refused else 0)


@cli.command(
    epilog="Examples:  readout extract --input a.jsonl --output b.jsonl    readout extract < a.jsonl"
)
def extract(
    topic: TopicName = None,
    input: Annotated[
        Path | None, typer.Option(metavar="FILE", help="JSON Lines to read; standard input by default.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; standard output by default.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=0, help="Processes that analyse; 2 where possible.")] = None,
) -> None:
    """Find quotations, stances and developments in articles, without a database.

    Reads one JSON object a line: "id" and "text", and where known "title", "url", "publisher", "published",
    "language". Writes one a line, in the same order, with offsets in code points into the text.
    """
    from bot.extract import extract as records
    from bot.loading import choose_topic
    from bot.settings import load_settings
    from bot.workers import default_jobs

    chosen, _ = choose_topic(load_settings(), topic)
    with reading(input) as lines, writing(output) as out:
        for record in records(chosen, lines, jobs=default_jobs() if jobs is None else jobs):
            out.write(dumps(record, ensure_ascii=False) + "\n")
            out.flush()


@cli.command(epilog="Examples:  readout doctor    readout doctor --quick")
def doctor(
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what takes longer than a moment.")
    ] = False,
) -> None:
    """Look at settings, database, topics and platforms; say what is wrong and what to do about it."""
    from bot.doctor import examine

    broken = False
    for finding in examine(quick=quick):
        broken = broken or bool(finding.wrong)
        mark = typer.style("wrong", fg="red") if finding.wrong else typer.style("ok   ", fg="green")
        typer.echo(f"{mark}  {finding.what:15} {finding.wrong or finding.detail}")
        if finding.cure:
            typer.echo(f"{'':23}{finding.cure}")
    raise typer.Exit(1 if broken else 0)


@cli.command(
    epilog='Examples:  readout digest list    readout digest preview "daily at 08:00 on russia"    '
    'readout digest add "weekdays at 08:00 Europe/Oslo" --channel slack:T0123/C0456'
)
def digest(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ACTION [ID] [SENTENCE]",
            help="add, list, edit, pause, resume, remove, preview or history; which one; when, in quotes. "
            "“skip” has all go on from now, after a backup was restored.",
        ),
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(metavar="PLATFORM:WORKSPACE/CHANNEL", help="The channel, by the platform's own ids."),
    ] = None,
    topic: Annotated[str | None, typer.Option(metavar="TOPIC", help="A topic's id.")] = None,
    database: Database = None,
) -> None:
    """Look at the digests of all channels, or change them: what `digest` does where they are posted."""
    from bot.commands.digest_finding import place_named
    from bot.loading import find_adapter
    from bot.messages import Command
    from bot.progress import take_in_bundled

    if words == ["skip"]:
        _skip_digests(database)
    where = place_named(channel) if channel is not None else {}
    with _opened(database) as (app, _):
        take_in_bundled(app, only_if_empty=True)
        named = topic or next(iter(app.context.topics))
        line = " ".join(("digest", *(words or ["list"])))
        reply = app.answer_now(Command(text=line, topic=named, administrator=True, **where))
    find_adapter("terminal")().show(reply)
    raise typer.Exit(0 if reply.ok else 1)


@cli.command(
    epilog="Examples:  readout migrate    readout migrate --to postgresql://readout@db.example/readout --yes"
)
def migrate(
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="URL", help="The SQLite database; the data folder's by default."),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", metavar="URL", help="The PostgreSQL database; DATABASE_URL's.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether to begin.")] = False,
) -> None:
    """Move everything from a SQLite database to an empty PostgreSQL database, checked, or else nothing.

    Says first how long it takes. The old database stays as it is; nobody can write to it meanwhile.
    """
    from bot.moving import databases, move
    from bot.settings import load_settings

    old, new = databases(load_settings(), source, target)
    moved = move(old, new, agreed=lambda: yes or typer.confirm("Go on?"), say=typer.echo)
    raise typer.Exit(0 if moved else 1)


@cli.command(epilog="Examples:  readout backup monday.db    readout backup /srv/backups/2026-11-22.db")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file for the copy.")],
    database: Database = None,
) -> None:
    """Copy a SQLite database to a file, checked, while Readout runs or not."""
    from bot.settings import load_settings
    from bot.storage.backing_up import back_up

    size = back_up(load_settings(database_url=database).database, file)
    typer.echo(f"{file}: {size / 1e6:,.1f} MB, complete and checked.")


@cli.command(epilog="Example:  HEALTHCHECK CMD readout health")
def health() -> None:
    """Ask the Readout that runs on this machine whether it is well; leaves with 1 where it is not."""
    from bot.health import alive
    from bot.settings import load_settings

    typer.echo(alive(load_settings()))


@cli.command(epilog="Example:  readout manifest slack > manifest.json")
def manifest(
    platform: Annotated[str, typer.Argument(metavar="PLATFORM", help="slack")] = "slack",
) -> None:
    """Print what a platform wants to know about the app, for the topics in use."""
    _print_of(platform, "manifest")


@cli.command(epilog="Example:  readout invite discord")
def invite(
    platform: Annotated[str, typer.Argument(metavar="PLATFORM", help="discord")] = "discord",
) -> None:
    """Print the address under which the bot is added to a server."""
    _print_of(platform, "invite")


# ---- what the subcommands share ----------------------------------------------------------------------


@contextmanager
def _opened(database: str | None) -> Iterator[tuple[App, Settings]]:
    from bot.app import open_app
    from bot.settings import load_settings

    settings = load_settings(database_url=database)
    with open_app(settings) as app:
        yield app, settings


def _skip_digests(database: str | None) -> NoReturn:
    from bot.digests.skipping import skip

    with _opened(database) as (app, _):
        skipped, left = skip(app.context.store, app.context.now())
    said = "1 digest goes" if skipped == 1 else f"{skipped} digests go"
    typer.echo(f"{said} on from now; `readout digest history ID` says so.")
    if left:
        typer.echo(f"{left} are about to be posted by a Readout that runs: stop it, and try again.")
    raise typer.Exit(1 if left else 0)


def _print_of(platform: str, what: str) -> None:
    """Print what the class of an adapter makes of the topics and the settings."""
    from bot import commands
    from bot.loading import find_adapter, load_topics
    from bot.settings import load_settings

    settings = load_settings()
    made = getattr(find_adapter(platform), what, None)
    if made is None:
        raise SettingsError(f"{platform} has no {what}.", f"`readout {what} --help` shows which one has.")
    topics = [commands.describe(topic) for topic in load_topics(settings).values()]
    printed = made(topics, settings.of_platforms())
    typer.echo(printed if isinstance(printed, str) else dumps(printed, indent=2, ensure_ascii=False))


def _serve(platform: str, database: str | None) -> None:
    import asyncio

    from bot.loading import find_adapter
    from bot.progress import take_in_bundled

    with _opened(database) as (app, settings):
        take_in_bundled(app)
        adapter = find_adapter(platform)(settings.of_platforms())
        if settings.poll != "on":
            asyncio.run(adapter.run(app))
            return
        from bot import running

        asyncio.run(running.alone(app, settings, adapter))
