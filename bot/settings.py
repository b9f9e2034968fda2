"""One validated object from the environment and `.env`; a wrong setting stops the start with its cure."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds the packages: the checkout, or the place where packages are installed."""

BUNDLED = ROOT / "seeds"
"""The topic packs that come with Readout, one folder each."""

_CURES = {
    "DATABASE_URL": "Write sqlite:////full/path/readout.db or postgresql://user@host/name, or leave it out.",
    "READOUT_DATA": "Name a folder that you may write to, or leave it out.",
    "READOUT_TOPICS": "Write names or folders of topic packs with commas between, or leave it out.",
}
_SCHEMES = ("sqlite", "postgresql")


def _data_folder() -> Path:
    """``var`` in a checkout; else the user's data folder, as the XDG base directories have it."""
    if (ROOT / "pyproject.toml").is_file():
        return ROOT / "var"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "readout"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "readout"


class Settings(BaseSettings):
    """What the environment decides. The field names are ours, the aliases are the variables.

    ``data`` is the folder for everything that is written; ``topics`` names topic packs, by bundled name or by
    folder (empty: every bundled pack). The tokens decide which platforms start.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    data: Path = Field(default_factory=_data_folder, validation_alias="READOUT_DATA")
    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    topics: Annotated[tuple[str, ...], NoDecode] = Field(default=(), validation_alias="READOUT_TOPICS")
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")

    @field_validator("data")
    @classmethod
    def _a_folder(cls, folder: Path) -> Path:
        folder = folder.expanduser().absolute()
        if folder.exists() and not folder.is_dir():
            raise ValueError("is a file, not a folder")
        return folder

    @field_validator("database_url")
    @classmethod
    def _a_database(cls, url: SecretStr | None) -> SecretStr | None:
        if url and url.get_secret_value().partition(":")[0].partition("+")[0] not in _SCHEMES:
            raise ValueError("is not the address of an SQLite or PostgreSQL database")
        return url

    @field_validator("topics", mode="before")
    @classmethod
    def _listed(cls, names: object) -> object:
        if isinstance(names, str):
            return tuple(name.strip() for name in names.split(",") if name.strip())
        return names

    @property
    def database(self) -> str:
        """The database's URL, which may hold a password: not for printing."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data / 'readout.db'}"

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms that have credentials, by the names of their adapters."""
        credentials = {"discord": self.discord_token, "slack": self.slack_bot_token}
        return tuple(name for name, token in credentials.items() if token)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value, so that logs can be kept clear of them."""
        tokens = (self.discord_token, self.slack_bot_token, self.slack_app_token, self.slack_signing_secret)
        password = urlsplit(self.database).password
        return (*(token.get_secret_value() for token in tokens if token), *((password,) if password else ()))

    def topic_folders(self) -> tuple[Path, ...]:
        """The folders of the topic packs, in order; SettingsError for a name that is none."""
        if not self.topics:
            return bundled_topics()
        return tuple(topic_folder(name) for name in dict.fromkeys(self.topics))


def bundled_topics() -> tuple[Path, ...]:
    """The folders of the topic packs that come with Readout, by name."""
    return tuple(sorted(file.parent for file in BUNDLED.glob("*/topic.toml")))


def topic_folder(name: str) -> Path:
    """The folder of a topic pack given by folder, by its `topic.toml`, or by bundled name."""
    given = Path(name).expanduser()
    folder = given.parent if given.name == "topic.toml" else given
    for candidate in (folder, BUNDLED / name):
        if (candidate / "topic.toml").is_file():
            return candidate.absolute()
    known = ", ".join(folder.name for folder in bundled_topics()) or "none"
    raise SettingsError(
        f"READOUT_TOPICS: there is no topic pack “{name}”.",
        f"Name a folder that holds a topic.toml, or one of the bundled packs ({known}).",
    )


def load_settings(**given: Any) -> Settings:
    """The settings from the environment and `.env`; ``given`` ones win over both.

    Raises SettingsError, in one line, without any value in it: the value may be a secret.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise _wrong(first) from None
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            f"The file .env cannot be read ({type(error).__name__}).", "Save it as plain UTF-8 text."
        ) from None


def _wrong(error: Mapping[str, Any]) -> SettingsError:
    place = str(error["loc"][0]) if error["loc"] else "settings"
    alias = Settings.model_fields[place].validation_alias if place in Settings.model_fields else place
    why = str(error["msg"]).removeprefix("Value error, ")
    return SettingsError(f"{alias} {why}.", _CURES.get(str(alias), "See the README's list of settings."))
