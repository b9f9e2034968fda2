"""Settings from the environment and `.env`, and the one line that a wrong one gets."""

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import BUNDLED, ROOT, Settings, bundled_topics, load_settings, topic_folder

NAMES = (
    "DATABASE_URL",
    "READOUT_DATA",
    "READOUT_TOPICS",
    "READOUT_FETCH_ALLOW",
    "READOUT_FETCH_PAUSE",
    "READOUT_CONTACT",
    "READOUT_ZONE",
    "READOUT_ALERTS",
    "DISCORD_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def pack(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "topic.toml").write_text('id = "strait"\n')
    return folder


def test_without_any_setting_the_database_is_a_file_in_the_data_folder() -> None:
    settings = load_settings()
    assert settings.database == f"sqlite:///{settings.data / 'readout.db'}"
    assert settings.platforms == ()


def test_in_a_checkout_the_data_lies_in_its_var_folder() -> None:
    assert load_settings().data == BUNDLED.parent / "var"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Path(".env").write_text("READOUT_DATA=from-file\nDATABASE_URL=sqlite:///file.db\n")
    monkeypatch.setenv("READOUT_DATA", str(tmp_path / "from-environment"))
    settings = load_settings()
    assert settings.data == tmp_path / "from-environment"
    assert settings.database == "sqlite:///file.db"


def test_what_is_given_wins_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///environment.db")
    assert load_settings(database_url="sqlite:///given.db").database == "sqlite:///given.db"


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "")
    monkeypatch.setenv("DATABASE_URL", "")
    settings = load_settings()
    assert settings.platforms == ()
    assert settings.database.endswith("readout.db")


def test_topics_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, second = pack(tmp_path / "one"), pack(tmp_path / "two")
    monkeypatch.setenv("READOUT_TOPICS", f"{first}, {second}/topic.toml ,")
    assert load_settings().topic_folders() == (first, second)


def test_reviewers_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_REVIEWERS", "discord:123456789012345678, slack:T01/U02,matrix:@ann,")
    assert load_settings().reviewers == {"discord:123456789012345678", "slack:T01/U02", "matrix:@ann"}


@pytest.mark.parametrize("name", ["ann", "discord:ann", "discord:1", "slack:U02", "slack:T01/", "a:b c"])
def test_reviewers_whom_no_platform_could_know_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("READOUT_REVIEWERS", name)
    with pytest.raises(SettingsError, match="READOUT_REVIEWERS names somebody") as wrong:
        load_settings()
    assert "slack:TEAM/USER" in wrong.value.cure


def test_without_a_list_every_bundled_topic_counts() -> None:
    assert load_settings().topic_folders() == bundled_topics()


def test_a_bundled_topic_is_found_by_name() -> None:
    assert [topic_folder(folder.name) for folder in bundled_topics()] == list(bundled_topics())


def test_an_unknown_topic_names_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_TOPICS", "atlantis")
    with pytest.raises(SettingsError, match="no topic pack “atlantis”") as wrong:
        load_settings().topic_folders()
    assert all(folder.name in wrong.value.cure for folder in bundled_topics())


def test_a_database_of_another_kind_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:opensesame@host/name")
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    assert str(wrong.value).startswith("DATABASE_URL is not the address of an SQLite or PostgreSQL database.")
    assert "opensesame" not in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_data_folder_that_is_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    monkeypatch.setenv("READOUT_DATA", str(tmp_path / "data"))
    with pytest.raises(SettingsError, match="READOUT_DATA is a file"):
        load_settings()


def test_a_settings_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("DISCORD_TOKEN=abc\n".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load_settings()


def test_the_example_names_every_setting_and_can_be_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    example = (ROOT / ".env.example").read_text()
    offered = re.findall(r"^#([A-Z_]+)=(.*)$", example, re.MULTILINE)
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert {name for name, _ in offered} == known
    Path(".env").write_text(example.replace("\n#", "\n").replace("\n ", "\n# "))
    for name in known:
        monkeypatch.delenv(name, raising=False)
    assert load_settings().reviewers == {"discord:123456789012345678", "slack:T0123ABCD/U0456EFGH"}


def test_a_secret_may_be_a_file_that_bears_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As systemd hands it over; the environment wins."""
    (tmp_path / "SLACK_BOT_TOKEN").write_text("xoxb-of-file\n")
    (tmp_path / "DISCORD_TOKEN").write_text("of-file\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("DISCORD_TOKEN", "of-environment")
    assert set(load_settings().secrets) == {"of-environment", "xoxb-of-file"}


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "opensesame")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:letmein@host/name")
    settings = load_settings()
    assert "opensesame" not in f"{settings!r} {settings}"
    assert "letmein" not in f"{settings!r} {settings}"
    assert set(settings.secrets) == {"opensesame", "letmein"}


def test_credentials_decide_the_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "b")
    assert load_settings().platforms == ("discord", "slack")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().data = Path()  # type: ignore[misc]


def test_what_may_be_reached_besides_is_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_FETCH_ALLOW", "10.0.0.0/8, intranet.example ,127.0.0.1:9000,")
    assert load_settings().fetch_allow == ("10.0.0.0/8", "intranet.example", "127.0.0.1:9000")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READOUT_FETCH_ALLOW", "10.0.0.0/40"),
        ("READOUT_FETCH_ALLOW", "http://intranet.example/"),
        ("READOUT_FETCH_ALLOW", "intranet.example:0"),
        ("READOUT_FETCH_PAUSE", "-1"),
        ("READOUT_FETCH_PAUSE", "nan"),
        ("READOUT_FETCH_PAUSE", "soon"),
        ("READOUT_CONTACT", "me@desk.example\nX-Injected: 1"),
        ("READOUT_CONTACT", "me (at) desk"),
        ("READOUT_CONTACT", "büro@desk.example"),
        ("READOUT_ZONE", "Europe/Olso"),
        ("READOUT_ZONE", "CET"),
        ("READOUT_ALERTS", "slack:C0456"),
        ("READOUT_ALERTS", "slack:T0123/C0456,#general"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    assert wrong.value.problem.startswith(name)
    assert "leave it out" in wrong.value.cure
    assert value not in str(wrong.value)


def test_by_default_only_the_open_web_is_reached_and_no_faster_than_people_read() -> None:
    settings = load_settings()
    assert (settings.fetch_allow, settings.fetch_pause, settings.contact) == ((), 2.0, "")


@pytest.mark.parametrize("zone", ["Europe/Oslo", "UTC", "Asia/Kathmandu"])
def test_the_zone_of_digests_that_name_none_can_be_set(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("READOUT_ZONE", zone)
    assert load_settings().zone == zone


def test_alerts_go_to_the_channels_that_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().alerts == ()
    named = "slack:T0123/C0456, discord:123456789012345678/223456789012345678,slack:T0123/C0456"
    monkeypatch.setenv("READOUT_ALERTS", named)
    assert [str(place) for place in load_settings().alerts] == [
        "slack:T0123/C0456",
        "discord:123456789012345678/223456789012345678",
    ]


def test_jobs_go_to_workers_only_with_a_database_that_they_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_JOBS", "Workers")
    with pytest.raises(SettingsError, match=r"READOUT_JOBS .* needs a PostgreSQL in DATABASE_URL"):
        load_settings()
    monkeypatch.setenv("DATABASE_URL", "postgresql://ana@db/readout")
    assert load_settings().jobs == "workers"


@pytest.mark.parametrize("spelled", ["0-3/16", "0,2/4"])
def test_shards_are_shared_out_among_processes_that_post_to_their_own_servers(
    monkeypatch: pytest.MonkeyPatch, spelled: str
) -> None:
    monkeypatch.setenv("READOUT_DISCORD_SHARDS", spelled)
    with pytest.raises(SettingsError, match=r"READOUT_DISCORD_SHARDS is set without READOUT_JOBS=workers"):
        load_settings()
    monkeypatch.setenv("DATABASE_URL", "postgresql://ana@db/readout")
    monkeypatch.setenv("READOUT_JOBS", "workers")
    assert load_settings().of_platforms().values["READOUT_DISCORD_SHARDS"] == spelled


@pytest.mark.parametrize("spelled", ["16/16", "3", "a-b/c", "/4", "0-4/4", "5-3/2", "0,3-1/4", "0/0"])
def test_what_names_no_shards_is_refused(monkeypatch: pytest.MonkeyPatch, spelled: str) -> None:
    monkeypatch.setenv("READOUT_DISCORD_SHARDS", spelled)
    with pytest.raises(SettingsError, match=r"READOUT_DISCORD_SHARDS does not say which shards of how many"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("READOUT_DIGESTS", "perhaps", "READOUT_DIGESTS has to be on or off."),
        ("READOUT_WEB_PORT", "abc", "READOUT_WEB_PORT has to be a valid integer."),
    ],
)
def test_what_a_setting_has_to_be_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert refused.value.problem == told
