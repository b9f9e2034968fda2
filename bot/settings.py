"""One validated object from the environment and `.env`; a wrong setting stops the start with its cure."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import BotError, SettingsError
from bot.messages import PlatformSettings
from bot.permits import permit
from bot.places import Channel, channel_named

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds the packages: the checkout, or the place where packages are installed."""

BUNDLED = ROOT / "seeds"
"""The topic packs that come with Readout, one folder each."""

_CURES = {
    "DATABASE_URL": "Write sqlite:////full/path/readout.db or postgresql://user@host/name, or leave it out.",
    "READOUT_DATABASE_CONNECTIONS": "Write a number from 2 to 500, or leave it out for 15.",
    "READOUT_DATABASE_PATIENCE": "Write seconds from 1 to 600, or leave it out for 10.",
    "READOUT_DATABASE_TIMEOUT": "Write seconds from 1 to 3600, 0 for no end, or leave it out for 30.",
    "READOUT_DATA": "Name a folder that you may write to, or leave it out.",
    "DISCORD_API_BASE": "Write an address such as https://discord.com/api/v10, or leave it out.",
    "DISCORD_DEVELOPMENT_GUILD": "Write the server's id, a number of 17 to 20 digits, or leave it out.",
    "DISCORD_GATEWAY_URL": "Write an address such as wss://gateway.discord.gg/, or leave it out.",
    "READOUT_DISCORD_SHARDS": "Write 0-3/16 for the first four of sixteen, with READOUT_JOBS=workers, "
    "or leave it out for all.",
    "SLACK_API_BASE": "Write an address such as https://slack.com/api/, or leave it out.",
    "READOUT_PUBLIC_URL": "Write the address under which the web port is reached, or leave it out.",
    "READOUT_WEB_PORT": "Write a port number from 1 to 65535, or 0 for none.",
    "READOUT_USER_RATE": "Write how many answers a minute, or 0 for no limit.",
    "READOUT_CHANNEL_RATE": "Write how many answers a minute, or 0 for no limit.",
    "READOUT_REVIEWERS": "Write discord:USER or slack:TEAM/USER, ids with commas between, or leave it out.",
    "READOUT_FETCH_ALLOW": "Write hosts or networks with commas between, such as intranet.example, "
    "10.0.0.0/8 or 127.0.0.1:9000, or leave it out.",
    "READOUT_FETCH_PAUSE": "Write seconds from 0 to 3600, or leave it out for 2.",
    "READOUT_CONTACT": "Write a web or e-mail address under which you can be reached, or leave it out.",
    "READOUT_POLL": "Write on, off or auto, or leave it out.",
    "READOUT_DIGESTS": "Write on or off, or leave it out.",
    "READOUT_RETENTION": "Write a period such as 18 months or 2 years, or leave it out to keep everything.",
    "READOUT_JOBS": "Write here, or workers together with DATABASE_URL=postgresql://…, or leave it out.",
    "READOUT_WATCH": "Write folders with commas between, or leave it out.",
    "READOUT_ALERTS": "Write slack:T0123/C0456 or discord:SERVER/CHANNEL, several with commas between, "
    "or leave it out.",
    "READOUT_ZONE": "Write a time zone such as Europe/Oslo, or UTC, or leave it out for this machine's.",
    "READOUT_LOG": "Write warning, info or debug, or leave it out.",
    "READOUT_LOG_TO": "Write file, or stderr for the system's own log, or leave it out.",
    "READOUT_TOPICS": "Write names or folders of topic packs with commas between, or leave it out.",
}
# A user's id is Discord's everywhere, Slack's in one workspace. Other platforms come from elsewhere.
_PERSON = re.compile(r"discord:\d{17,20}|slack:[A-Z0-9]+/[A-Z0-9]+|(?!discord:|slack:)[\w-]+:[^\s:]+")
PLATFORMS = ("discord", "slack")
"""The platforms that settings know credentials of."""

_SHARDS = re.compile(r"\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*/\d{1,5}")
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

    ``data`` is the folder for everything that is written; ``topics`` names topic packs, by bundled name or
    by folder (empty: every bundled pack). ``reviewers`` decide about reports (empty: every administrator
    does). The tokens decide which platforms start. ``fetch_allow`` holds hosts and networks that may be
    reached though they are not on the open internet; ``fetch_pause`` is in seconds. ``poll`` says whether
    feeds are read in the background ("auto": where a platform is served); ``jobs`` whether that and the like
    is done in this process, or by workers that share a PostgreSQL; ``digests`` whether they are
    delivered, and ``alerts`` are the channels that hear of those that were not; ``watch`` are folders whose
    files are read as they come.
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
    database_connections: int = Field(
        default=15, ge=2, le=500, validation_alias="READOUT_DATABASE_CONNECTIONS"
    )
    database_patience: float = Field(
        default=10.0, ge=1, le=600, allow_inf_nan=False, validation_alias="READOUT_DATABASE_PATIENCE"
    )
    database_timeout: float = Field(
        default=30.0, ge=0, le=3600, allow_inf_nan=False, validation_alias="READOUT_DATABASE_TIMEOUT"
    )
    jobs: Literal["here", "workers"] = Field(default="here", validation_alias="READOUT_JOBS")
    topics: Annotated[tuple[str, ...], NoDecode] = Field(default=(), validation_alias="READOUT_TOPICS")
    reviewers: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset(), validation_alias="READOUT_REVIEWERS"
    )
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str = Field(default="", validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_CLIENT_SECRET")
    discord_api_base: str = Field(default="", validation_alias="DISCORD_API_BASE")
    discord_gateway_url: str = Field(default="", validation_alias="DISCORD_GATEWAY_URL")
    discord_guild: str = Field(
        default="", validation_alias="DISCORD_DEVELOPMENT_GUILD", pattern=r"^\d{0,20}$"
    )
    discord_shards: str = Field(default="", validation_alias="READOUT_DISCORD_SHARDS", max_length=200)
    slack_api_base: str = Field(default="", validation_alias="SLACK_API_BASE")
    web_port: int = Field(default=8000, ge=0, le=65535, validation_alias="READOUT_WEB_PORT")
    web_host: str = Field(default="127.0.0.1", validation_alias="READOUT_WEB_HOST")
    public_url: str = Field(default="", validation_alias="READOUT_PUBLIC_URL")
    user_rate: int = Field(default=30, ge=0, validation_alias="READOUT_USER_RATE")
    channel_rate: int = Field(default=120, ge=0, validation_alias="READOUT_CHANNEL_RATE")
    fetch_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), validation_alias="READOUT_FETCH_ALLOW"
    )
    fetch_pause: float = Field(
        default=2.0, ge=0, le=3600, allow_inf_nan=False, validation_alias="READOUT_FETCH_PAUSE"
    )
    poll: Literal["auto", "on", "off"] = Field(default="auto", validation_alias="READOUT_POLL")
    digests: Literal["on", "off"] = Field(default="on", validation_alias="READOUT_DIGESTS")
    watch: Annotated[tuple[Path, ...], NoDecode] = Field(default=(), validation_alias="READOUT_WATCH")
    alerts: Annotated[tuple[Channel, ...], NoDecode] = Field(default=(), validation_alias="READOUT_ALERTS")
    retention: int = Field(default=0, ge=0, le=1200, validation_alias="READOUT_RETENTION")
    zone: str = Field(default="", validation_alias="READOUT_ZONE")
    contact: str = Field(default="", validation_alias="READOUT_CONTACT", max_length=200)
    log: Literal["warning", "info", "debug"] = Field(default="warning", validation_alias="READOUT_LOG")
    log_to: Literal["file", "stderr"] = Field(default="file", validation_alias="READOUT_LOG_TO")

    @field_validator("data")
    @classmethod
    def _a_folder(cls, folder: Path) -> Path:
        folder = folder.expanduser().absolute()
        if folder.exists() and not folder.is_dir():
            raise ValueError("is a file, not a folder")
        return folder

    @field_validator("watch")
    @classmethod
    def _whole_paths(cls, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(folder.expanduser().absolute() for folder in folders)

    @field_validator("jobs")
    @classmethod
    def _with_a_queue(cls, jobs: str, info: ValidationInfo) -> str:
        if jobs == "workers" and not on_postgresql(info.data.get("database_url")):
            raise ValueError("is “workers”, which needs a PostgreSQL in DATABASE_URL")
        return jobs

    @field_validator("discord_shards")
    @classmethod
    def _some_of_all(cls, spelled: str, info: ValidationInfo) -> str:
        parts = _SHARDS.fullmatch(spelled.replace(" ", ""))
        numbers = [int(number) for number in re.findall(r"\d+", spelled)]
        ranges = [tuple(map(int, each)) for each in re.findall(r"(\d+)-(\d+)", spelled.replace(" ", ""))]
        backwards = any(first > last for first, last in ranges)
        if spelled and (parts is None or max(numbers[:-1]) >= numbers[-1] or backwards):
            raise ValueError("does not say which shards of how many")
        if spelled and info.data.get("jobs") != "workers":
            raise ValueError(
                "is set without READOUT_JOBS=workers, which has each process post to its own servers"
            )
        return spelled

    @field_validator("log", "log_to", "poll", "digests", "jobs", mode="before")
    @classmethod
    def _a_level(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level

    @field_validator("database_url")
    @classmethod
    def _a_database(cls, url: SecretStr | None) -> SecretStr | None:
        if url and url.get_secret_value().partition(":")[0].partition("+")[0] not in _SCHEMES:
            raise ValueError("is not the address of an SQLite or PostgreSQL database")
        return url

    @field_validator("discord_api_base", "discord_gateway_url", "slack_api_base", "public_url")
    @classmethod
    def _an_address(cls, url: str, info: ValidationInfo) -> str:
        schemes = ("ws", "wss") if info.field_name == "discord_gateway_url" else ("http", "https")
        try:
            parts = urlsplit(url)
            whole = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            whole = False
        if url and not whole:
            raise ValueError(f"is no address that begins with {schemes[0]}:// or {schemes[1]}://")
        return url

    @field_validator("zone")
    @classmethod
    def _a_zone(cls, zone: str) -> str:
        if zone and zone not in ({"UTC"} | {name for name in available_timezones() if "/" in name}):
            raise ValueError("names no time zone")
        return zone

    @field_validator("retention", mode="before")
    @classmethod
    def _months(cls, period: object) -> object:
        if not isinstance(period, str):
            return period
        said = re.fullmatch(r"(\d{1,4}) *(month|year)s?", period.strip().lower())
        if said is None:
            raise ValueError("is no period of months or years")
        return int(said[1]) * (12 if said[2] == "year" else 1)

    @field_validator("contact")
    @classmethod
    def _one_line(cls, contact: str) -> str:
        if not contact.isascii() or not contact.isprintable() or set("()<>") & set(contact):
            raise ValueError("holds characters that a header may not have")
        return contact.strip()

    @field_validator("fetch_allow")
    @classmethod
    def _permits(cls, entries: tuple[str, ...]) -> tuple[str, ...]:
        for entry in entries:
            permit(entry)
        return entries

    @field_validator("alerts", mode="before")
    @classmethod
    def _channels(cls, names: object) -> object:
        if not isinstance(names, str):
            return names
        try:
            given = [channel_named(name) for name in names.split(",") if name.strip()]
        except BotError as error:
            raise ValueError("names a channel in another form than platform:workspace/channel") from error
        return tuple(dict.fromkeys(given))

    @field_validator("topics", "reviewers", "fetch_allow", "watch", mode="before")
    @classmethod
    def _listed(cls, names: object) -> object:
        if isinstance(names, str):
            return tuple(name.strip() for name in names.split(",") if name.strip())
        return names

    @field_validator("reviewers")
    @classmethod
    def _people(cls, names: frozenset[str]) -> frozenset[str]:
        if not all(map(_PERSON.fullmatch, names)):
            raise ValueError("names somebody in a form that no platform knows them by")
        return names

    @property
    def database(self) -> str:
        """The database's URL, which may hold a password: not for printing."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data / 'readout.db'}"

    @property
    def log_file(self) -> Path | None:
        """Where the log is written; None for standard error."""
        return self.data / "readout.log" if self.log_to == "file" else None

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms that have credentials, by the names of their adapters."""
        slack = self.slack_bot_token or (self.slack_client_id and self.slack_client_secret)
        return tuple(name for name, given in {"discord": self.discord_token, "slack": slack}.items() if given)

    def of_platforms(self) -> PlatformSettings:
        """What adapters may know."""
        named = {name: str(field.validation_alias) for name, field in Settings.model_fields.items()}
        of_theirs = {
            alias: value
            for name, alias in named.items()
            if alias.startswith(("DISCORD_", "SLACK_", "READOUT_DISCORD_")) and (value := getattr(self, name))
        }
        return PlatformSettings(
            data=self.data,
            public_url=self.public_url.rstrip("/"),
            secrets={name: value for name, value in of_theirs.items() if isinstance(value, SecretStr)},
            values={name: value for name, value in of_theirs.items() if isinstance(value, str)},
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value, so that logs can be kept clear of them."""
        tokens = (
            self.discord_token,
            self.slack_bot_token,
            self.slack_app_token,
            self.slack_signing_secret,
            self.slack_client_secret,
        )
        password = urlsplit(self.database).password
        return (*(token.get_secret_value() for token in tokens if token), *((password,) if password else ()))

    def topic_folders(self) -> tuple[Path, ...]:
        """The folders of the topic packs, in order; SettingsError for a name that is none."""
        if not self.topics:
            return bundled_topics()
        return tuple(topic_folder(name) for name in dict.fromkeys(self.topics))


def on_postgresql(url: SecretStr | None) -> bool:
    """Whether that is the address of a PostgreSQL database."""
    return url is not None and url.get_secret_value().startswith("postgres")


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


def _secrets_folders() -> list[Path]:
    """Where containers and systemd (LoadCredential) put secrets: a file each, with the variable's name."""
    named = ("/run/secrets", os.environ.get("CREDENTIALS_DIRECTORY", ""))
    return [folder for folder in map(Path, filter(None, named)) if folder.is_dir()]


def load_settings(**given: Any) -> Settings:
    """The settings from the environment, `.env` and files of secrets; ``given`` ones win over all.

    Raises SettingsError, in one line, without any value in it: the value may be a secret.
    """
    try:
        said = {name: value for name, value in given.items() if value is not None}
        return Settings(_secrets_dir=_secrets_folders(), **said)
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
    if why.startswith("Input should be "):  # pydantic's own words, which begin a sentence
        why = why.replace("Input should be", "has to be", 1).partition(",")[0].replace("'", "")
    return SettingsError(f"{alias} {why}.", _CURES.get(str(alias), "See the README's list of settings."))
