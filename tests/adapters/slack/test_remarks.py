"""What goes to the log: never what somebody typed, and never a token."""

from __future__ import annotations

import logging

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.remarks import library_log, reason, told


def response(data: object, status: int = 200) -> AsyncSlackResponse:
    return AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers={}, status_code=status
    )


@pytest.mark.parametrize(
    ("remark", "kept"),
    [
        ("Unhandled request ({'type': 'x', 'value': 'private'})\nprivate", "Unhandled request"),
        ("Failed to connect (error: wss://x?ticket=private); Retrying...", "Failed to connect"),
        ("Failed to run a request listener: private", "Failed to run a request listener"),
        ('Received "private"', "Received"),
    ],
)
def test_libraries_keep_the_head_of_their_remarks_alone(
    caplog: pytest.LogCaptureFixture, remark: str, kept: str
) -> None:
    library_log().warning(remark)
    assert caplog.messages == [kept]


def test_an_error_in_a_library_is_named_and_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("private")
    except ValueError:
        library_log().exception("Failed: private")
    assert caplog.messages == ["Failed (ValueError)"]
    assert "private" not in caplog.text


def test_nothing_below_a_warning_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    library_log().debug("private")
    library_log().info("private")
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("data", "status", "word"),
    [({"error": "is_archived"}, 200, "is_archived"), ("", 500, "status 500"), ({}, 503, "status 503")],
)
def test_slacks_word_for_an_error_is_found_whatever_it_sent(data: object, status: int, word: str) -> None:
    assert reason(SlackApiError("private", response(data, status))) == word


def test_an_error_is_told_by_its_kind_and_place() -> None:
    def fail() -> None:
        raise RuntimeError("private words")

    try:
        fail()
    except RuntimeError as error:
        found = told(error)
    assert found["cause"] == "RuntimeError"
    assert "fail" in str(found["where"])
    assert "private" not in str(found)
