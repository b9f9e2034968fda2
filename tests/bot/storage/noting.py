"""Notes what a version says to its databases, for later versions to be held to.

    NOTE_STATEMENTS=tests/bot/storage/statements \\
        python -m pytest -p tests.bot.storage.noting tests/bot/storage tests/bot/digests

writes one file for each kind of database, named after the newest migration. To be run before a migration is
added that raises ``OLDEST`` (see ``bot/storage/upgrading.py``); takes some minutes. Of statements that differ
in the number of their values only, the shortest is kept.
"""

from __future__ import annotations

import atexit
import os
import re
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.storage.tables import HEAD

_VALUE = r"(?:\?|%s(?:::[A-Z]+(?: PRECISION)?)?(?: COLLATE \"C\")?)"
_ROW = rf"\({_VALUE}(?:, {_VALUE})*\)"
_OURS = re.compile(r"SELECT|INSERT|UPDATE|DELETE|WITH")
_NOT_OURS = re.compile(r"alembic|pg_|sqlite_|information_schema|version\(\)|procrastinate")

_said: dict[str, set[str]] = {}


@event.listens_for(Engine, "before_cursor_execute")
def _note(connection: Any, _: object, statement: str, *__: object) -> None:
    _said.setdefault(connection.dialect.name, set()).add(statement)


def plain(statement: str) -> str:
    """The statement on one line, with one value for any number of equal ones."""
    one = re.sub(r"\s+", " ", re.sub(r"%\(\w+\)s", "%s", statement)).strip()
    one = re.sub(rf" IN \(({_VALUE})(?:, {_VALUE})+\)", r" IN (\1)", one)
    return re.sub(rf"({_ROW})(?:, {_ROW})+", r"\1", one)


def shortest(statements: set[str]) -> list[str]:
    """Of those that name the same things the shortest, in order."""
    kept: dict[frozenset[str], str] = {}
    for one in sorted(map(plain, statements), key=len, reverse=True):
        if _OURS.match(one) and not _NOT_OURS.search(one):
            kept[frozenset(re.findall(r"[a-z_]{2,}|[A-Z]+", one))] = one
    return sorted(kept.values())


def _write() -> None:
    folder = Path(os.environ.get("NOTE_STATEMENTS", "."))
    for kind, statements in _said.items():
        text = "".join(f"{one}\n" for one in shortest(statements))
        (folder / f"{HEAD}.{kind}.sql").write_text(text, "utf-8")


atexit.register(_write)
