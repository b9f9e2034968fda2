"""Moving to PostgreSQL by the console command: told before, asked, and told afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.errors import SettingsError
from bot.moving import databases, lasting
from bot.settings import Settings
from tests.bot.storage.conftest import server
from tests.bot.storage.test_moving import full, new, old

__all__ = ["full", "new", "old", "server"]  # the fixtures of the store's own tests, for these too


def test_the_old_database_is_the_data_folders_once_the_settings_name_the_new_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="postgresql://me@host/news")
    ours = f"sqlite:///{tmp_path / 'readout.db'}"
    assert databases(settings, None, None) == (ours, "postgresql://me@host/news")
    assert databases(settings, "sqlite:////a.db", None) == ("sqlite:////a.db", "postgresql://me@host/news")
    assert databases(Settings(data=tmp_path), None, "postgresql://host/b") == (ours, "postgresql://host/b")


def test_without_a_new_database_the_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL names no PostgreSQL database"):
        databases(Settings(data=tmp_path), None, None)


def test_who_says_no_has_moved_nothing_and_who_says_yes_everything(old: str, new: str) -> None:
    asked = ["migrate", "--from", old, "--to", new]
    refused = CliRunner().invoke(cli, asked, input="n\n")
    assert refused.exit_code == 1
    assert "29 articles" in refused.stdout
    assert "It takes about" in refused.stdout
    assert "Moved" not in refused.stdout
    agreed = CliRunner().invoke(cli, asked, input="y\n")
    assert agreed.exit_code == 0
    assert "each table was read back" in agreed.stdout
    again = CliRunner().invoke(cli, [*asked, "--yes"])
    assert "is not empty" in str(again.exception)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.2, "a second"), (2, "2 seconds"), (119, "119 seconds"), (600, "10 minutes"), (9_000, "2.5 hours")],
)
def test_times_are_told_in_words(seconds: float, told: str) -> None:
    assert lasting(seconds) == told
