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
    kind, place = entry["exception"]
    assert kind == "KeyError"
    assert "test_logs.py" in place
    assert entry["timestamp"].endswith("Z")
    assert capsys.readouterr() == ("", "")


def test_what_caused_an_error_and_what_came_of_several_is_told_too(tmp_path: Path) -> None:
    with logs.kept(tmp_path / "readout.log"):
        try:
            try:
                raise FileNotFoundError(2, "No such file", "my words")
            except FileNotFoundError as error:
                raise ExceptionGroup("my words", [ValueError("my words"), TypeError("my words")]) from error
        except ExceptionGroup:
            structlog.get_logger().exception("answer failed")
    text = (tmp_path / "readout.log").read_text()
    kinds = [line for line in json.loads(text)["exception"] if not line.startswith(" ")]
    assert kinds == ["FileNotFoundError (errno 2)", "ExceptionGroup", "ValueError", "TypeError"]
    assert "my words" not in text


@pytest.mark.parametrize(
    ("message", "values", "told"),
    [
        ("Shard ID %s is %.1fs behind", (0, 41.25), "Shard ID 0 is 41.2s behind"),
        ("Ignoring %s in %d places", ("my words", 3), "Ignoring … in 3 places"),
        ("%(what)s failed", ({"what": "my words"},), "… failed"),
        ("%d failed", ("my words",), "%d failed"),
        ("Failed to connect (error: my words); Retrying...", (), "Failed to connect"),
        ("Task exception was never retrieved\nfuture: my words", (), "Task exception was never retrieved"),
        ("Received message (type: TEXT, data: my words)", (), "Received message"),
    ],
)
def test_a_library_tells_no_more_than_its_own_words_and_numbers(
    tmp_path: Path, message: str, values: tuple, told: str
) -> None:
    with logs.kept(tmp_path / "readout.log", level="debug"):
        logging.getLogger("library").debug(message, *values)
    text = (tmp_path / "readout.log").read_text()
    entry = json.loads(text)
    assert (entry["event"], entry["logger"], entry["level"]) == (told, "library", "debug")
    assert "my words" not in text


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-1234-abcd",
        "xapp-1-A0B-9-f00",
        "wss://primary.slack.com/link/?ticket=1a2b-3c",
        "https://discord.com/api/v10/interactions/12345/aW50ZXJhY3Rpb24/callback",
        "https://hooks.slack.com/commands/T1/2/abc",
    ],
)
def test_what_looks_like_a_token_is_blotted_out_though_nobody_named_it(tmp_path: Path, secret: str) -> None:
    with logs.kept(tmp_path / "readout.log"):
        structlog.get_logger().error("refused", address=secret)
    assert secret not in (tmp_path / "readout.log").read_text()


def test_a_secret_with_marks_in_it_is_found_in_json_too(tmp_path: Path) -> None:
    with logs.kept(tmp_path / "readout.log", ['open"sesame']):
        structlog.get_logger().error("refused", url='x open"sesame y')
    assert "sesame" not in (tmp_path / "readout.log").read_text()


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
