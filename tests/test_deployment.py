"""What containers are started from: the image, and the services of compose.yaml."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.jobs.names import named_queues
from bot.roles import chosen
from bot.settings import PLATFORMS, Settings, load_settings

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if str(service["image"]).startswith("readout:")}
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def accepted(command: list[str]) -> bool:
    """Whether ``readout`` takes these words: known to its help, its roles and its queues."""
    ran = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *command, "--help"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    for option, value in pairwise(command):
        if option == "--only":
            chosen([value], PLATFORMS, PLATFORMS)
        if option == "--queues":
            named_queues(value)
    return ran.returncode == 0


def test_there_is_a_container_for_each_part() -> None:
    assert set(OURS) == {"discord", "slack", "scheduler", "worker", "web"}
    assert OURS["worker"]["deploy"]["replicas"] == 2
    assert set(SERVICES) == {"database", *OURS}


@pytest.mark.parametrize("name", OURS)
def test_readout_takes_the_command_of_each_container(name: str) -> None:
    assert accepted(OURS[name]["command"])


def test_a_command_that_readout_does_not_know_is_noticed() -> None:
    assert not accepted(["rum", "--only", "web"])


@pytest.mark.parametrize("name", OURS)
def test_what_a_container_is_told_by_its_environment_are_settings_of_readout(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {variable: re.sub(r"\$\{.*?\}", "abc123", value) for variable, value in environment(name).items()}
    assert set(given) <= {str(field.validation_alias) for field in Settings.model_fields.values()}
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    settings = load_settings()
    assert settings.database == "postgresql://readout:abc123@database/readout"
    assert settings.jobs == "workers"
    assert settings.log_file is None  # the root file system can't be written, and the data folder forgets


def environment(name: str) -> dict[str, str]:
    given: dict[str, str] = OURS[name]["environment"]
    return given


@pytest.mark.parametrize("name", SERVICES)
def test_each_container_is_bounded_and_may_do_no_more_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == "unless-stopped"
    assert service["mem_limit"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert not service.get("privileged")
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
    if name in OURS:
        assert service["cap_drop"] == ["ALL"]
        assert any(where.startswith("/data:") and "uid=10001" in where for where in service["tmpfs"])


@pytest.mark.parametrize("name", OURS)
def test_each_container_has_longer_to_stop_than_readout_takes(name: str) -> None:
    from bot.running import LAST

    assert int(OURS[name]["stop_grace_period"].removesuffix("s")) > LAST


def test_a_bot_without_credentials_is_not_started_and_nobody_waits_for_a_bot() -> None:
    assert {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service} == {
        "discord": ["discord"],
        "slack": ["slack"],
    }
    assert all(set(service["depends_on"]) == {"database"} for service in OURS.values())


@pytest.mark.parametrize("name", OURS)
def test_each_container_has_a_web_port_for_its_health_to_be_asked_at(name: str) -> None:
    assert environment(name)["READOUT_WEB_PORT"] == "8000"
    assert 'CMD ["readout", "health"]' in DOCKERFILE


def test_the_database_is_of_one_version_checked_before_it_is_used_and_kept() -> None:
    database = SERVICES["database"]
    assert re.fullmatch(r"postgres:\d+\.\d+-\w+", database["image"])
    assert "pg_isready" in database["healthcheck"]["test"]
    assert database["volumes"] == ["database:/var/lib/postgresql/data"]
    assert "database" in COMPOSE["volumes"]


def test_every_variable_that_compose_fills_in_has_a_value_or_says_what_is_missing() -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    for variable in re.findall(r"\$\{([^}]+)\}", text):
        assert re.search(r":-|:\?.*write", variable), variable


def test_the_image_runs_as_nobody_special_and_holds_no_more_than_it_runs() -> None:
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    copied = set((ROOT / ".dockerignore").read_text("utf-8").split())
    assert "*" in copied
    assert not {"!.git", "!.env", "!tests", "!benchmarks"} & copied


def test_no_secret_stands_in_a_file_that_is_published() -> None:
    for file in (ROOT / "compose.yaml", ROOT / "Dockerfile", ROOT / ".env.example"):
        assert not re.search(r"(PASSWORD|TOKEN|SECRET)=[A-Za-z0-9]{8,}", file.read_text("utf-8")), file.name
    ignored = subprocess.run(
        ["git", "check-ignore", ".env"], cwd=ROOT, capture_output=True, check=False, env=os.environ
    )
    assert ignored.returncode in (0, 128)  # 128: no checkout


PAGES = ("operations", "growing", "containers", "upgrading")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_operators_pages_is_one(page: str) -> None:
    """By its help: those that the pages show are tried as they stand where this can be done."""
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    commands = set(
        re.findall(
            r"(?:`|^ +(?:\S+=\S+ )?|exec scheduler )(?:\.venv/bin/)?readout ([a-z]+)", text, re.MULTILINE
        )
    )
    known = set(re.findall(r"^  ([a-z]+) ", printed("--help"), re.MULTILINE))
    assert commands
    assert commands <= known


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_of_the_operators_pages_is_one(page: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert set(re.findall(r"\b(?:READOUT|DISCORD|SLACK)_[A-Z_]+\b", text)) <= known | {"READOUT_VERSION"}


@cache
def printed(*words: str) -> str:
    command = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout
