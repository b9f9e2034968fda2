"""Which state of a delivery follows which event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.states import LONGEST_PAUSE, TABLE, Event, IllegalStep, Step, follow, pause_after
from bot.storage.digest_contract import DeliveryState

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DEADLINE = NOW + timedelta(hours=6)
OVER = {"sent", "skipped", "missed"}
LEFT_UNSENT = [Event.CHANNEL_GONE, Event.PERMISSION_LOST, Event.BOT_REMOVED]


def then(event: Event, state: DeliveryState = "sending", **more: object) -> Step:
    return follow(state, event, now=NOW, **({"deadline": DEADLINE} | more))  # type: ignore[arg-type]


def test_a_delivery_is_claimed_composed_posted_and_sent() -> None:
    state: DeliveryState = "due"
    for event in (Event.CLAIMED, Event.COMPOSED, Event.PART_POSTED, Event.PART_POSTED, Event.ALL_POSTED):
        step = then(event, state)
        assert (step.again, step.tell, step.why, step.stops) == (None, "", "", False)
        state = step.state
    assert state == "sent"


def test_a_digest_with_nothing_new_is_skipped() -> None:
    assert then(Event.NOTHING_NEW) == Step(state="skipped")


@pytest.mark.parametrize("state", ["sending", "failed"])
def test_whoever_goes_on_for_another_looks_into_the_channel_first(state: DeliveryState) -> None:
    assert then(Event.CLAIMED, state) == Step(state="sending", look=True)


def test_a_fresh_delivery_needs_no_look() -> None:
    assert not then(Event.CLAIMED, "due").look


def test_a_lost_answer_is_looked_into_before_anything_is_posted_again() -> None:
    step = then(Event.REPLY_LOST)
    assert (step.state, step.look, step.counts) == ("failed", True, True)
    assert step.again == NOW + timedelta(seconds=4)


def test_a_lost_answer_is_looked_into_even_when_the_window_is_over() -> None:
    assert then(Event.REPLY_LOST, deadline=NOW).again is not None


def test_a_limit_is_obeyed_to_the_second_and_counts_as_no_failure() -> None:
    step = then(Event.RATE_LIMITED, wait=timedelta(seconds=90))
    assert (step.again, step.counts) == (NOW + timedelta(seconds=90), False)
    assert then(Event.RATE_LIMITED, wait=timedelta(seconds=90), spread=0.99).again > step.again  # type: ignore[operator]


@pytest.mark.parametrize("event", [Event.UNREACHABLE, Event.RATE_LIMITED])
def test_without_time_for_another_try_it_is_given_up_and_the_administrators_hear(event: Event) -> None:
    step = then(event, wait=timedelta(hours=7), deadline=NOW + timedelta(seconds=1))
    assert (step.state, step.again, step.tell) == ("failed", None, "administrators")
    assert "no time left" in step.why
    assert not step.stops


@pytest.mark.parametrize("event", LEFT_UNSENT)
def test_what_only_people_can_mend_pauses_the_digest_and_tells_its_owner(event: Event) -> None:
    step = then(event)
    assert (step.state, step.again, step.stops, step.tell) == ("failed", None, True, "owner")
    assert step.why.endswith(".")


def test_a_message_that_the_platform_does_not_take_is_for_the_administrators() -> None:
    step = then(Event.UNFIT)
    assert (step.state, step.again, step.stops, step.tell) == ("failed", None, False, "administrators")


@pytest.mark.parametrize("state", ["due", "sending"])
def test_a_window_that_is_over_is_missed_and_not_in_silence(state: DeliveryState) -> None:
    step = then(Event.WINDOW_OVER, state)
    assert (step.state, step.tell, step.look) == (
        "missed",
        "administrators",
        state == "sending",
    )
    assert step.why


def test_a_digest_that_people_paused_is_missed_without_an_alarm() -> None:
    assert (then(Event.WITHDRAWN).state, then(Event.WITHDRAWN).tell) == ("missed", "")


@pytest.mark.parametrize("state", get_args(DeliveryState))
@pytest.mark.parametrize("event", Event)
def test_every_step_is_in_the_table_or_refused(state: DeliveryState, event: Event) -> None:
    if (state, event) not in TABLE:
        with pytest.raises(IllegalStep, match="cannot happen"):
            then(event, state)
        return
    step = then(event, state)
    assert state not in OVER
    assert bool(step.why) == (step.state in {"failed", "missed"})
    assert (step.again is not None) <= (step.state == "failed")


def test_a_delivery_on_its_way_survives_every_event() -> None:
    assert {event for state, event in TABLE if state == "sending"} == set(Event)


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_and_stay_bounded(tries: int, spread: float) -> None:
    pause = pause_after(tries, spread)
    assert timedelta(seconds=4) <= pause <= LONGEST_PAUSE * 1.2
    assert pause <= pause_after(tries + 1, spread)


def test_retries_end_with_the_window() -> None:
    now, tries = NOW, 0
    while (step := follow("sending", Event.UNREACHABLE, now=now, deadline=DEADLINE, tries=tries)).again:
        now, tries = step.again, tries + 1
    assert now <= DEADLINE
    assert 24 <= tries <= 40
