"""Each user and each channel has a fair share of answers."""

from __future__ import annotations

import time_machine

from bot.limits import Limits
from bot.messages import Command


def asked(user: str = "u1", channel: str = "c1", platform: str = "slack", workspace: str = "w") -> Command:
    return Command(text="latest", platform=platform, workspace=workspace, user=user, channel=channel)


def test_a_user_who_asks_too_often_waits_and_others_do_not() -> None:
    limits = Limits(user=2, channel=0)
    with time_machine.travel(1_000_000.5, tick=False) as clock:
        assert [limits.wait(asked()) for _ in range(2)] == [0, 0]
        clock.shift(20)
        assert limits.wait(asked()) == 40
        assert limits.wait(asked(user="u2")) == 0
        assert limits.wait(asked(workspace="other")) == 0
        clock.shift(41)
        assert limits.wait(asked()) == 0


def test_a_channel_has_its_share_whoever_asks() -> None:
    limits = Limits(user=0, channel=3)
    waits = [limits.wait(asked(user=f"u{number}")) for number in range(4)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3] > 0
    assert limits.wait(asked(channel="c2")) == 0


def test_who_is_refused_by_the_channel_has_not_used_up_the_own_share() -> None:
    limits = Limits(user=2, channel=1)
    assert limits.wait(asked(user="u1")) == 0
    assert limits.wait(asked(user="u2")) > 0
    assert [limits.wait(asked(user="u2", channel=f"c{number}")) for number in (5, 6)] == [0, 0]


def test_the_terminal_has_no_limit() -> None:
    limits = Limits(user=1, channel=1)
    assert [limits.wait(asked(platform="terminal")) for _ in range(5)] == [0] * 5
