"""The log: detail for whoever looks, nothing on the screen, never a secret."""

import json
import logging
from pathlib import Path

import pytest
import structlog

from bot import logs


def test_a_log_line_is_an_object_with_time_level_and_cause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "made" / "readout.log"
    with logs.kept(file):
        try:
            raise KeyError("lost")
        except KeyError:
            structlog.get_logger().exception("answer failed", reference="abc123")
    entry = json.loads(file.read_text())
    assert (entry["event"], entry["level"], entry["reference"]) == ("answer failed", "error", "abc123")
    assert "KeyError: 'lost'" in entry["exception"]
    assert entry["timestamp"].endswith("Z")
    assert capsys.readouterr() == ("", "")


def test_nothing_is_made_while_there_is_nothing_to_say(tmp_path: Path) -> None:
    with logs.kept(tmp_path / "readout.log"):
        structlog.get_logger().info("all is well")
    assert not (tmp_path / "readout.log").exists()


def test_a_secret_is_blotted_out_wherever_it_stands(tmp_path: Path) -> None:
    with logs.kept(tmp_path / "readout.log", ["opensesame"]):
        structlog.get_logger().error("refused", url="https://x/opensesame/y")
        logging.getLogger("library").error("token %s is bad", "opensesame")
    assert "opensesame" not in (tmp_path / "readout.log").read_text()


def test_without_a_place_for_the_log_it_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    with logs.kept(tmp_path / "file" / "readout.log", ["opensesame"]):
        structlog.get_logger().error("refused", token="opensesame")
    shown = capsys.readouterr().err
    assert "refused" in shown
    assert "opensesame" not in shown
