"""A shortened scale test, and that its comparing and its killing do what they say."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from typer import Typer
from typer.testing import CliRunner

from benchmarks import digest_load_newsroom, scale_test
from benchmarks.filling import fill
from benchmarks.kill_digests_newsroom import SERVERS
from benchmarks.scale_test_contents import compared
from benchmarks.scale_test_site import rows
from benchmarks.scale_test_staff import Killing, Role, Staff, watched
from summaries.topics import parse_topic
from tests.bot.storage.conftest import at, emptied, migrated, server
from tests.bot.storage.test_plans import TOPIC_PACK

__all__ = ["emptied", "migrated", "server"]  # fixtures of the store's tests, for these too

SHORT = (
    "--quick --articles 60 --kills 1 --subscriptions 6 --pages 8 --workers 1 --pace 0.5 --longest 5"
    " --rate 0.5 --parts store,analysis,digests"
)


@pytest.mark.skipif(not SERVERS.is_dir(), reason="needs the strict servers (READOUT_STRICT_SERVERS)")
def test_whoever_is_killed_everything_is_stored_and_posted_once(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest_load_newsroom, "FRESH", 12)
    monkeypatch.setattr(digest_load_newsroom, "OLDER", 6)
    app = Typer(pretty_exceptions_enable=False)
    app.command()(scale_test.main)
    result = CliRunner().invoke(app, SHORT.split())
    assert result.output.splitlines()[-1] == "lost 0, repeated 0", result.output
    assert result.exit_code == 0
    assert "windows 6," in result.output
    assert "1 workers killed" in result.output


# ---- comparing


@pytest.fixture(scope="module")
def right(server: str) -> str:
    """A database with articles that counts as right."""
    return filled(server, "right")


@pytest.fixture
def found(server: str, right: str) -> Iterator[str]:
    """A copy of it."""
    tell(server, "CREATE DATABASE found TEMPLATE right_one")
    yield at(server, "found")
    tell(server, "DROP DATABASE found")


def filled(server: str, name: str) -> str:
    tell(server, f"CREATE DATABASE {name}_one")
    fill(at(server, f"{name}_one"), parse_topic(TOPIC_PACK), 12)
    return at(server, f"{name}_one")


def tell(url: str, statement: str, *given: object) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode(), given)


def documents(url: str) -> list[str]:
    return sorted(row[0] for row in rows(url, "SELECT document FROM articles"))


def test_a_copy_has_lost_nothing_and_repeats_nothing(found: str, right: str) -> None:
    assert compared(found, right, documents(right)) == ((), 0)


def test_evidence_that_is_missing_is_lost(found: str, right: str) -> None:
    ((document, position),) = rows(
        found,
        "SELECT document, position FROM evidence JOIN articles ON key = article ORDER BY position LIMIT 1",
    )
    tell(found, "DELETE FROM listing WHERE position = %s", position)
    tell(found, "DELETE FROM evidence WHERE position = %s", position)
    assert compared(found, right, documents(right)) == ((document,), 0)


def test_an_article_that_says_something_else_is_lost(found: str, right: str) -> None:
    first = documents(right)[0]
    tell(found, "UPDATE articles SET text = text || '.' WHERE document = %s", first)
    assert compared(found, right, documents(right)) == ((first,), 0)


def test_a_document_that_is_stored_twice_is_repeated(found: str, right: str) -> None:
    first, second, *_ = documents(right)
    tell(found, "UPDATE articles SET document = %s, version = 2 WHERE document = %s", first, second)
    assert compared(found, right, documents(right)) == ((first, second), 1)


def test_a_document_that_neither_has_is_lost(found: str, right: str) -> None:
    assert compared(found, right, ["never seen"]) == (("never seen",), 0)


# ---- killing


def waiting(folder: Path) -> Staff:
    return Staff(folder, {}, (sys.executable, "-c", "import time; time.sleep(600)"))


def test_as_many_are_killed_as_was_said_and_each_is_there_again(tmp_path: Path) -> None:
    staff, roles = waiting(tmp_path), (Role("one", ""), Role("two", ""))
    for role in roles:
        staff.start(role)
    killing = Killing(staff, roles, 4, 0.01, "seed")
    assert watched(
        lambda: True, lambda: "", lambda _: None, patience=60, staff=staff, killing=killing, look=0.01
    )
    assert staff.kills == 4
    assert staff.stop() == [-15, -15]


def test_who_ends_by_itself_again_and_again_is_told_with_its_last_words(tmp_path: Path) -> None:
    staff, role = Staff(tmp_path, {}, (sys.executable, "-c", "raise SystemExit('no paper')")), Role("one", "")
    staff.start(role)
    with pytest.raises(RuntimeError, match="no paper"):
        watched(lambda: False, lambda: "", lambda _: None, patience=60, staff=staff, look=0.01)
    staff.stop()
