"""The migrations make the tables that the code works with, and run from an installed package."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Text

from bot.storage.database import Database
from bot.storage.tables import HEAD, Words, metadata
from bot.storage.upgrading import MIGRATIONS


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrations_are_inside_the_package() -> None:
    from bot.storage.migrations import versions

    assert Path(versions.__file__ or "").is_relative_to(MIGRATIONS)


def test_migrated_tables_are_those_of_the_code(url: str) -> None:
    database = Database(url)

    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        return kind != "table" or not (name or "").startswith(("paragraph_words", "quotation_words"))

    def differs(context: MigrationContext, _: object, __: object, there: object, mine: object) -> bool | None:
        """Words are text by code point, as Alembic can't tell; the rest it compares itself."""
        assert context.dialect is not None
        if not isinstance(mine, Words):
            return None
        return not isinstance(there, Text) or there.collation != (
            "C" if context.dialect.name == "postgresql" else None
        )

    try:
        with database.reading() as connection:
            options = {"include_object": ours, "compare_type": differs}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, metadata) == []
    finally:
        database.close()


def test_sqlite_is_set_up_for_a_reader_beside_the_writer(sqlite: str) -> None:
    database = Database(sqlite)
    with database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    database.close()
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 10_000}
